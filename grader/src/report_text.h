/*
 * grader/src/report_text.h - a verdict for people: one screen of text.
 *
 * Score, the first failure in full (moment, lanes, the student's line, rule,
 * book, next command), the rest in a line each.  At most style->height lines
 * of style->width columns.  The same grading gives the same bytes; times are
 * not in it.  Used by `grade`, `watch`, `hint` and `trace`.
 */
#ifndef REPORT_TEXT_H
#define REPORT_TEXT_H

#include <stdio.h>
#include "grading.h"
#include "page.h"

struct report_style {
    struct page_style page;
    unsigned hints;                /* 1 rule, 2 place, 3 the mistake's remedy */
    const struct options *options; /* how it was asked for: from it the
                                     * command that repeats a failure is made */
};

struct report_style report_style_for(const struct options *options);

/* Everything about one grading, failed builds and refusals included. */
void report_text_print(FILE *out, const struct grading *grading,
                       const struct report_style *style);

/* One line: "02-lapic  40 of 40 points  ..."; for several labs. */
void report_text_row(FILE *out, const struct grading *grading,
                     const struct report_style *style);

/* The hint of `tier` (1..3) for the first failure, wrapped; false when nothing
 * fails.  For `pic2pi hint`. */
bool report_text_hint(FILE *out, const struct grading *grading, unsigned tier,
                      const struct report_style *style);

/* "make grade LAB=02 SEED=7", to be freed: the command that shows the failure
 * of `result` again (NULL: the whole grading). */
char *report_command(const struct grading *grading, const struct result *result,
                     const struct options *options, const char *verb);

#endif
