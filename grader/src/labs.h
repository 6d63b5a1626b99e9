/*
 * grader/src/labs.h - every lab there is, in the order of their numbers.
 *
 * The list itself is generated from the folders under labs/ (make/lab_list.sh).
 * Used by every command that takes --lab.
 */
#ifndef LABS_H
#define LABS_H

#include "checks.h"
#include "options.h"

extern const struct lab *const all_labs[];
extern const unsigned all_labs_count;

/* The lab called "02", "2" or "02-lapic"; NULL when there is none. */
const struct lab *lab_find(const char *name);

/* The one that --lab names; NULL after a line on stderr that says what to
 * type, with *exit_code set. */
const struct lab *lab_asked(const struct options *options, int *exit_code);

#endif
