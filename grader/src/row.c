/*
 * grader/src/row.c - building a line cell by cell.  Contract: row.h.
 */
#include <string.h>
#include "memory.h"
#include "row.h"

void row_put(struct row *row, const char *text)
{
    size_t n = strlen(text);

    while (row->room < row->length + n + 1)
        row->text = array_room(row->text, row->room, &row->room, 1);
    memcpy(row->text + row->length, text, n + 1);
    row->length += n;
}

void row_cell(struct row *row, const char *text, unsigned width)
{
    size_t used = text_columns(text);

    row_put(row, text);
    for (; used < width; used++)
        row_put(row, " ");
}

void row_end(struct row *row, struct page *page)
{
    page_cut(page, "%s", row->text != NULL ? row->text : "");
    free(row->text);
    *row = (struct row){0};
}
