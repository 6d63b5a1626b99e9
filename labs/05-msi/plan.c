/*
 * labs/05-msi/plan.c - drawing lab 05's steps from a seed.
 *
 * Deals with numbers only; what they mean is plan.h's.  Called by the kernel's
 * runner and by the grader, from the same seed.
 */
#include "model/soft_pci.h"
#include "plan.h"

static struct step *add(struct plan *plan, struct rng *rng, unsigned kind)
{
    struct step *step = plan_add(plan, kind);

    rng_distinct(rng, step->v, 4, VECTOR_LOW, VECTOR_HIGH);
    step->count = STEP_ARGS;
    step->n[0] = rng_between(rng, 0, SOFT_PCI_LAYOUTS - 1);
    return step;
}

static uint8_t other_cpu(struct rng *rng)
{
    return (uint8_t)rng_between(rng, 1, LAB_CPUS - 1);
}

/* Each of these of one function, some of the other. */
static void add_find(struct plan *plan, struct rng *rng)
{
    static const uint8_t ids[ASKED] = {
        0x05,        0x09,        0x0d,        0x01,
        0x05 | 0x80, 0x11 | 0x80, 0x10 | 0x80, 0x0d | 0x80,
    };
    struct step *step = add(plan, rng, STEP_FIND);

    for (unsigned i = 0; i < ASKED; i++)
        step->v[i] = ids[i];
    rng_shuffle(rng, step->v, ASKED);
    step->count = ASKED;
}

/* Once with a table region of 32 bits, once with one of 64. */
static void add_map(struct plan *plan, struct rng *rng, uint32_t width)
{
    struct step *step = add(plan, rng, STEP_MAP);

    step->n[0] = (step->n[0] & ~SOFT_PCI_LAYOUT_64) | width;
}

static void add_compose(struct plan *plan, struct rng *rng)
{
    static const uint8_t modes[COMPOSED] = {0, 2, 4, 5};
    struct step *step = plan_add(plan, STEP_COMPOSE);

    rng_distinct(rng, &step->v[0], COMPOSED, 1, 254);
    rng_distinct(rng, &step->v[4], COMPOSED, VECTOR_LOW, VECTOR_HIGH);
    for (unsigned i = 0; i < COMPOSED; i++)
        step->v[8 + i] = modes[i];
    rng_shuffle(rng, &step->v[8], COMPOSED);
    step->count = 12;
}

static void add_msi(struct plan *plan, struct rng *rng, unsigned function,
                    unsigned cpu)
{
    struct step *step = add(plan, rng, STEP_MSI);

    step->v[1] = (uint8_t)cpu;
    step->v[2] = (uint8_t)function;
    step->n[1] = rng_between(rng, 1, 3);
}

static void add_off(struct plan *plan, struct rng *rng, unsigned function)
{
    struct step *step = add(plan, rng, STEP_OFF);

    step->v[1] = 0;
    step->v[2] = (uint8_t)function;
}

static struct step *add_entries(struct plan *plan, struct rng *rng,
                                unsigned kind)
{
    struct step *step = add(plan, rng, kind);

    rng_distinct(rng, &step->v[4], 3, 0, ENTRIES - 1);
    step->v[7] = step->v[4 + rng_between(rng, 0, 2)];
    step->v[8] = other_cpu(rng);
    step->n[1] = rng_between(rng, 1, 4);
    return step;
}

static void add_cpus(struct plan *plan, struct rng *rng)
{
    struct step *step = add(plan, rng, STEP_CPUS);

    rng_distinct(rng, &step->v[4], BELLS, 0, BELLS - 1);
    rng_distinct(rng, &step->v[8], BELLS, 0, LAB_CPUS - 1);
}

static void add_async(struct plan *plan, struct rng *rng)
{
    struct step *step = add(plan, rng, STEP_ASYNC);

    step->n[1] = rng_between(rng, 4, 6);
    step->n[2] = rng_between(rng, 0, 15) << 2 | 2; /* bell 0, bell 1, any */
}

static void add_write(struct plan *plan, struct rng *rng)
{
    struct step *step = add(plan, rng, STEP_WRITE);

    rng_distinct(rng, &step->v[8], 2, 0, LAB_CPUS - 1);
}

void plan_05_msi(struct plan *plan, struct rng *rng)
{
    unsigned first = rng_between(rng, 0, 1);

    add_find(plan, rng);
    add_compose(plan, rng);
    add_write(plan, rng);
    add_msi(plan, rng, first, 0);
    add_msi(plan, rng, 1 - first, other_cpu(rng));
    add_off(plan, rng, rng_between(rng, 0, 1));
    add_map(plan, rng, 0);
    add_map(plan, rng, SOFT_PCI_LAYOUT_64);
    add_entries(plan, rng, STEP_ENTRY);
    add_entries(plan, rng, STEP_MASK);
    add_entries(plan, rng, STEP_MOVE);
    add_entries(plan, rng, STEP_LIVE);
    add(plan, rng, STEP_READY);
    add_cpus(plan, rng);
    add_async(plan, rng);
}
