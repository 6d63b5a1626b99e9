/*
 * grader/src/progress.h - how far a student is: the last grade of each lab.
 *
 * Kept in build/progress.json (schema pic2pi/progress-1), which a new file
 * replaces in one step at each grade of a file in labs/.  Nothing depends on
 * it: it may be removed, and a damaged one is set aside with a message.
 * Written by cmd_grade.c, shown by cmd_labs.c.
 */
#ifndef PROGRESS_H
#define PROGRESS_H

#include <jansson.h>
#include <stdbool.h>
#include "grading.h"

/* The last grade of one lab. */
struct progress {
    unsigned score, max_score;
    char part;        /* 'A', 'B' or 0 */
    char machine[16]; /* "bochs" */
    char sha256[65];  /* of the file that was graded */
    char when[24];    /* "2026-01-17 09:30 UTC" */
};

/* Remember this grade, if it is of labs/ and the build folder can be written;
 * else do nothing.  A message on stderr when writing fails all the same. */
void progress_note(const struct rundir *dir, const struct grading *g,
                   const char *machine, const struct options *options);

/* All that is remembered; an empty object when there is nothing, or after a
 * message on stderr.  Free with json_decref. */
json_t *progress_read(const struct rundir *dir);

/* What it says about `lab`; false when nothing that makes sense. */
bool progress_of(json_t *all, const struct lab *lab, struct progress *p);

#endif
