/*
 * grader/src/report_parts.h - the two large parts of a text report.
 *
 * report_failure.c: moment, lanes, sentence, line, rule, hints, book and the
 * command that shows it again.  report_passed.c: the table and what comes next.
 * Called by report_text.c only.
 */
#ifndef REPORT_PARTS_H
#define REPORT_PARTS_H

#include "explain.h"
#include "report_text.h"

/* Add grading->verdict.first to `page`. */
void report_failure(struct page *page, const struct grading *grading,
                    const struct evidence *evidence,
                    const struct report_style *style);

/* Add the table of checks when all passed. */
void report_passed(struct page *page, const struct grading *grading,
                   const struct report_style *style);

#endif
