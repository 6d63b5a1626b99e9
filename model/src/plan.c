/*
 * model/src/plan.c - building a plan step by step.  Contract: model/plan.h.
 */
#include "model/plan.h"

/* A plan that overflows is a defect of its lab; the last step is reused so
 * that the lab's own plan test, which counts the steps, sees it. */
struct step *plan_add(struct plan *plan, unsigned kind)
{
    struct step *step;

    if (plan->count < PLAN_STEPS)
        plan->count++;
    step = &plan->step[plan->count - 1];
    *step = (struct step){.kind = (uint8_t)kind};
    return step;
}

void plan_make(struct plan *plan, plan_maker *maker, uint64_t seed)
{
    struct rng rng = {.state = seed};

    plan->count = 0;
    maker(plan, &rng);
}
