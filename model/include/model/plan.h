/*
 * model/plan.h - the plan of a run: a list of steps drawn from a seed.
 *
 * Kernel and grader each compute it from the lab's plan.c, so nothing needs to
 * pass between them but the seed.  What a step's kind and arguments mean is
 * the lab's business (labs/NN-name/plan.h).  Used by plans, by the kernel's
 * runner and by the grader's run.c.
 */
#ifndef MODEL_PLAN_H
#define MODEL_PLAN_H

#include "model/rng.h"

#define PLAN_STEPS 64
#define STEP_ARGS  16

struct step {
    uint8_t kind;         /* the lab's enum of kinds */
    uint8_t count;        /* how many of `v` are used */
    uint8_t v[STEP_ARGS]; /* vectors, IRQs, classes... */
    uint32_t n[4];        /* counts, dividers, addresses... */
};

struct plan {
    unsigned count;
    struct step step[PLAN_STEPS];
};

/* Each lab's plan.c defines its maker, named after its folder:
 *     void plan_02_lapic(struct plan *plan, struct rng *rng);              */
typedef void plan_maker(struct plan *plan, struct rng *rng);

/* Append an empty step of `kind`; returns it, to be filled in. */
struct step *plan_add(struct plan *plan, unsigned kind);

/* Make the plan of `seed`: the same seed always gives the same plan. */
void plan_make(struct plan *plan, plan_maker *maker, uint64_t seed);

#endif
