/*
 * grader/src/report_json.h - a verdict for programs: schema pic2pi/report-1.
 *
 * Names and order are fixed (docs/REPORT.md); the same grading gives the same
 * bytes.  A failed build or a refusal is a report too, with `error` set and
 * every check failed.  Used by `grade` and `trace`.
 */
#ifndef REPORT_JSON_H
#define REPORT_JSON_H

#include <jansson.h>
#include <stdio.h>
#include "grading.h"

/* One lab's report; free with json_decref.  `machine`: "bochs", or "trace". */
json_t *report_json_make(const struct grading *grading, const char *machine,
                         const struct options *options);

/* One report, or {schema, labs: [...]} for several (`labs` is an array). */
bool report_json_write(FILE *out, json_t *labs);

/* {schema, labs, disagreements}: several machines (witnesses.h). */
bool report_json_write_all(FILE *out, json_t *labs, json_t *disagreements);

#endif
