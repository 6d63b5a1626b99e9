/*
 * grader/src/verdict.h - from runs to points: each check over all seeds.
 *
 * A check passes when it holds in every step that it judges, with every seed.
 * What fails only because something before it failed is "blocked" and names
 * the TODO to do first.  Called by grading.c and by commands.
 */
#ifndef VERDICT_H
#define VERDICT_H

#include "run.h"

enum status { STATUS_PASS, STATUS_FAIL, STATUS_SKIP };

struct result {
    const struct check *check;
    enum status status;
    unsigned blocked_by;   /* a TODO's number, or 0 */
    const struct run *run; /* the first that failed, or NULL */
    const struct window *window;
    struct finding finding;
    const struct mistake *mistake; /* NULL: no known mistake fits */
};

struct verdict {
    const struct lab *lab;
    struct result *result; /* lab->check_count of them */
    unsigned score, max_score;
    unsigned unobservable; /* points of checks that the machine cannot show */
    const char *machine;   /* whose habits the record was made under */
    const struct result *first; /* the failure to explain, or NULL */
    uint32_t undone;            /* BIT(n): TODO n said that it is not done */
    bool modified;
};

/* Judge; `part` is 0 for all.  Free with verdict_free. */
void verdict_make(struct verdict *verdict, const struct lab *lab,
                  const struct run *run, unsigned seeds, char part);
void verdict_free(struct verdict *verdict);

#endif
