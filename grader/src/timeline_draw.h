/*
 * grader/src/timeline_draw.h - lanes as rows of cells: what a step's block and
 * a moment's picture share.  For timeline.c and timeline_moment.c alone.
 */
#ifndef TIMELINE_DRAW_H
#define TIMELINE_DRAW_H

#include "lanes.h"
#include "page.h"
#include "row.h"

#define TIMELINE_LABEL 8u /* columns of a lane's name */
#define WIDE           9u /* columns of an event with its words */

/* What is drawn: these events of a window, these lanes. */
struct drawing {
    const struct window *window;
    const size_t *column;
    unsigned columns;
    unsigned width; /* of a column */
    struct lanes lanes;
    size_t moment; /* event to point at, or NOWHERE */
};

/* A row that begins with `name` in the labels' column. */
void row_begin(struct row *row, const char *name);

/* With several CPUs: whose event each column is. */
void draw_cpus(struct page *page, const struct drawing *d);

/* The lanes, then PPR or IMR below them; with several CPUs a block for each,
 * with a row of what it sends and hears. */
void draw_lanes(struct page *page, const struct drawing *d);

/* Indexes of the window's events that get a column, event `always` in any
 * case; allocated. */
size_t *columns_of(const struct window *w, bool close, size_t always,
                   unsigned *count);

#endif
