/*
 * grader/src/row.h - one line of a picture, built from cells of a known width.
 *
 * Knows inks and UTF-8 as page.h does.  Used by timeline_draw.c.
 */
#ifndef ROW_H
#define ROW_H

#include "page.h"

struct row {
    char *text;
    size_t length, room;
};

void row_put(struct row *row, const char *text);

/* `text` and blanks up to `width` columns. */
void row_cell(struct row *row, const char *text, unsigned width);

/* Append the line to `page` and begin anew. */
void row_end(struct row *row, struct page *page);

#endif
