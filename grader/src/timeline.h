/*
 * grader/src/timeline.h - IRR, ISR and PPR over time, drawn as text lanes.
 *
 * One lane a vector (or a line of the 8259A pair), one column an event.  The
 * states are the oracle's, from the record, never the guest's words.  Two
 * pictures: a whole run with narrow columns (`run`, `trace`, `watch`), and one
 * moment with wide, labelled ones (the first failure of a report).  Judges
 * nothing.
 */
#ifndef TIMELINE_H
#define TIMELINE_H

#include <stdio.h>
#include "page.h"
#include "run.h"

#define TIMELINE_LANES 16

/* The whole run: a block for each step that was reached, with its ticks, its
 * lanes and its PPR, and how each boot ended.  `lab` gives the heading and may
 * be NULL.  Not cut to the screen's height. */
void timeline_print(FILE *out, const struct run *run, const struct lab *lab,
                    const struct page_style *style);

/* One step's block, as timeline_print draws it. */
void timeline_step(struct page *page, const struct run *run,
                   const struct lab *lab, unsigned step);

/* At most eight labelled columns around event `at` of `window`, the lanes that
 * matter there on `cpu` (`vector` first; EVENT_NO_VECTOR: none in particular;
 * at most `lanes`), PPR or IMR below and a pointer to the moment.  Adds
 * nothing where there is nothing to draw. */
void timeline_moment(struct page *page, const struct window *window, size_t at,
                     uint16_t vector, unsigned lanes);

/* The two marks and what they mean, in one line. */
void timeline_legend(struct page *page);

#endif
