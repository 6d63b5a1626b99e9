/*
 * grader/src/page.h - lines of text for a terminal: wrapped, counted, coloured.
 *
 * A report is written into a page first, so that it can be cut to the height of
 * the screen; colours are named in the text by the INK_ bytes below and become
 * escape sequences, or nothing, when the page is printed.  Used by the report
 * and the timeline, and by commands that print either.
 */
#ifndef PAGE_H
#define PAGE_H

#include <stdbool.h>
#include <stdio.h>
#include "options.h"

/* In a text: from here on in this colour.  Strangers' text never holds these
 * (page_safe).  "" INK_RED "FAIL" INK_OFF */
#define INK_OFF    "\x01"
#define INK_BOLD   "\x02"
#define INK_RED    "\x03"
#define INK_GREEN  "\x04"
#define INK_YELLOW "\x05"
#define INK_BLUE   "\x06"
#define INK_DIM    "\x07"

struct page_style {
    bool colour;     /* escape sequences may be used */
    bool ascii;      /* draw with ASCII characters only */
    unsigned width;  /* columns; 80 */
    unsigned height; /* lines of one report; 24; 0: no limit */
};

/* For stdout: --plain, NO_COLOR, TERM=dumb, a pipe and the locale decide. */
struct page_style page_style_for(const struct options *options);

struct page {
    struct page_style style;
    char **line;
    size_t count, room;
};

void page_open(struct page *page, const struct page_style *style);
void page_close(struct page *page);

/* Append text, wrapped at blanks; further lines are indented by `indent`.  A
 * newline ends a line. */
void page_add(struct page *page, unsigned indent, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Append one line that is cut, not wrapped, where the page ends. */
void page_cut(struct page *page, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Append all lines of `from`. */
void page_append(struct page *page, const struct page *from);

/* Lines still free on the screen (a large number without a limit). */
size_t page_left(const struct page *page);

void page_print(const struct page *page, FILE *out);

/* A stranger's text on one line, without control bytes, to be freed. */
char *page_safe(const char *text);

/* Columns that `text` takes on a terminal. */
size_t text_columns(const char *text);

#endif
