/*
 * grader/src/report_run.h - the run inside a JSON report: what happened, for
 * the trace viewer of the book and of the HTML report.
 *
 * The member `run` of docs/REPORT.md.  The states are the oracle's.  Judges
 * nothing.  Called by report_json.c where --events asks for it.
 */
#ifndef REPORT_RUN_H
#define REPORT_RUN_H

#include <jansson.h>
#include "explain.h"
#include "grading.h"

#define REPORT_RUN_EVENTS 20000u /* more are cut, and said to be */

/* The run of the first failed check, or the first one.  `evidence`: one for
 * each check.  NULL where nothing ran. */
json_t *report_run_make(const struct grading *grading,
                        const struct evidence *evidence);

#endif
