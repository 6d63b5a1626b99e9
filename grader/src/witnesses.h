/*
 * grader/src/witnesses.h - two machines, one submission: where they disagree.
 *
 * A check that passes on one and fails on the other; a record that its oracle's
 * models contradict.  What a machine cannot show is no disagreement.  Says who,
 * not who is right.  Used by `pic2pi grade --machine all`.
 */
#ifndef WITNESSES_H
#define WITNESSES_H

#include <jansson.h>
#include <stdio.h>
#include "grading.h"

/* Compare the gradings of one lab on two machines, of that name each.  What
 * differs is appended to `list`, an object each: lab, kind ("check" or
 * "oracle"), and what docs/REPORT.md says.  Returns how many. */
unsigned witnesses_compare(const struct grading *a, const char *machine_a,
                           const struct grading *b, const char *machine_b,
                           json_t *list);

/* The last `count` of `list` in words, a line each; "agree" when none. */
void witnesses_print(FILE *out, const json_t *list, unsigned count,
                     const char *machine_a, const char *machine_b);

#endif
