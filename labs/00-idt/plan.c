/*
 * labs/00-idt/plan.c - drawing lab 00's steps from a seed.
 *
 * Vectors avoid 00-1Fh (exceptions), E0-EFh (the kernel's 8259As) and
 * F0-FFh (the spurious vector).  A run that ends inside a step is begun
 * anew behind it, twice, or once after an endless loop: the steps in which
 * a mistake can do that come last.
 */
#include <stdbool.h>
#include "hw/idt_regs.h"
#include "plan.h"

#define VECTOR_LOW  0x20
#define VECTOR_HIGH 0xdf

static struct step *add(struct plan *plan, struct rng *rng, unsigned kind,
                        unsigned vectors)
{
    struct step *step = plan_add(plan, kind);

    rng_distinct(rng, step->v, vectors, VECTOR_LOW, VECTOR_HIGH);
    step->count = (uint8_t)vectors;
    return step;
}

/* The neighbour is one above or below, and never the stub's own vector. */
static void add_gate(struct plan *plan, struct rng *rng, bool above)
{
    struct step *step = plan_add(plan, STEP_GATE);

    step->count = 3;
    do {
        rng_distinct(rng, step->v, 2, VECTOR_LOW + 1, VECTOR_HIGH - 1);
        step->v[2] = (uint8_t)(above ? step->v[0] + 1 : step->v[0] - 1);
    } while (step->v[1] == step->v[2]);
}

/* Bits 63:47 of an address are equal.  [SDM1 3.3.7.1 "Canonical Addressing"] */
static void add_high(struct plan *plan, struct rng *rng, bool negative)
{
    struct step *step = add(plan, rng, STEP_HIGH, 2);
    uint32_t upper = rng_between(rng, 0x80, 0x7fff);

    step->n[0] = negative ? 0xffff8000u | upper : upper;
}

static void add_type(struct plan *plan, struct rng *rng, unsigned type)
{
    struct step *step = add(plan, rng, STEP_TYPE, 4);

    step->v[3] = step->v[2];
    step->v[2] = (uint8_t)type;
}

static void add_dpl(struct plan *plan, struct rng *rng, unsigned dpl)
{
    add(plan, rng, STEP_DPL, 3)->v[2] = (uint8_t)dpl;
}

static void add_ist(struct plan *plan, struct rng *rng, unsigned ist)
{
    struct step *step = add(plan, rng, STEP_IST, 5);

    step->v[2] = (uint8_t)ist;
}

static void add_load(struct plan *plan, struct rng *rng, unsigned count)
{
    struct step *step = add(plan, rng, STEP_LOAD, 3);

    step->v[0] = (uint8_t)(count - 1);
    step->v[1] = (uint8_t)rng_between(rng, 0x20, count - 2);
    step->v[2] = (uint8_t)(count < 256 ? rng_between(rng, count, 0xff) : 0);
}

static void add_plain(struct plan *plan, struct rng *rng, unsigned vector)
{
    struct step *step = plan_add(plan, STEP_PLAIN);

    step->count = 2;
    step->v[0] = (uint8_t)vector;
    step->v[1] = (uint8_t)rng_between(rng, 0, 1);
}

static void draw_error(struct step *step, struct rng *rng, unsigned vector)
{
    step->count = 2;
    step->v[0] = (uint8_t)vector;
    step->v[1] = (uint8_t)rng_between(rng, 0, 1);
    step->n[0] = vector == VECTOR_NP   ? rng_between(rng, 0x20, 0xdf)
                 : vector == VECTOR_GP ? rng_between(rng, 0x10, 0x1ff) * 8
                                       : rng_between(rng, 0x10, 0xf0) * 8;
}

static void add_errors(struct plan *plan, struct rng *rng)
{
    uint8_t vector[] = {VECTOR_NP, VECTOR_SS, VECTOR_GP, VECTOR_PF};

    rng_shuffle(rng, vector, 4);
    draw_error(plan_add(plan, STEP_ERROR), rng, VECTOR_GP);
    draw_error(plan_add(plan, STEP_ERROR), rng, vector[0]);
    draw_error(plan_add(plan, STEP_ERROR), rng, vector[1]);
}

/* Every exception with an error code, and half of those without. */
static void add_choice(struct plan *plan, struct rng *rng, uint8_t rest[6])
{
    static const uint8_t errors[] = {VECTOR_DF, VECTOR_TS, VECTOR_NP,
                                     VECTOR_SS, VECTOR_GP, VECTOR_PF,
                                     VECTOR_AC, VECTOR_CP};
    struct step *step = plan_add(plan, STEP_CHOICE);

    draw_error(step, rng, rng_between(rng, VECTOR_NP, VECTOR_PF));
    for (unsigned i = 0; i < sizeof errors; i++)
        step->v[2 + i] = errors[i];
    for (unsigned i = 10; i < STEP_ARGS; i++)
        step->v[i] = rest[i - 10];
    rng_shuffle(rng, &step->v[2], STEP_ARGS - 2);
    step->count = STEP_ARGS;
}

static void add_choices(struct plan *plan, struct rng *rng)
{
    uint8_t plain[] = {VECTOR_DE, VECTOR_DB, VECTOR_NMI, VECTOR_BP,
                       VECTOR_OF, VECTOR_BR, VECTOR_UD,  VECTOR_NM,
                       VECTOR_MF, VECTOR_MC, VECTOR_XM,  VECTOR_VE};

    rng_shuffle(rng, plain, sizeof plain);
    add_choice(plan, rng, plain);
    add_choice(plan, rng, plain + sizeof plain / 2);
}

static void add_sections(struct plan *plan, struct rng *rng)
{
    bool on = rng_between(rng, 0, 1);

    add(plan, rng, STEP_IRQ_HELD, 1);
    add(plan, rng, STEP_IRQ_RESTORE, 3)->v[2] = on;
    add(plan, rng, STEP_IRQ_RESTORE, 3)->v[2] = !on;
    add(plan, rng, STEP_IRQ_NESTED, 3)->v[2] = on;
    add(plan, rng, STEP_IRQ_NESTED, 3)->v[2] = !on;
}

static void add_nested(struct plan *plan, struct rng *rng)
{
    struct step *step = add(plan, rng, STEP_NESTED, 4);

    rng_distinct(rng, &step->v[2], 2, 2, 7);
}

static void add_gates(struct plan *plan, struct rng *rng)
{
    bool trap_first = rng_between(rng, 0, 1);
    uint8_t ist[2];

    add_gate(plan, rng, true);
    add_gate(plan, rng, false);
    add_high(plan, rng, false);
    add_high(plan, rng, true);
    add_type(plan, rng, trap_first ? IDT_TYPE_TRAP : IDT_TYPE_INTERRUPT);
    add_type(plan, rng, trap_first ? IDT_TYPE_INTERRUPT : IDT_TYPE_TRAP);
    add_dpl(plan, rng, 3);
    add_dpl(plan, rng, rng_between(rng, 0, 2));
    rng_distinct(rng, ist, 2, 2, 7);
    add_ist(plan, rng, ist[0]);
    add_ist(plan, rng, ist[1]);
}

void plan_00_idt(struct plan *plan, struct rng *rng)
{
    add_gates(plan, rng);
    add_plain(plan, rng, VECTOR_BP);
    add_sections(plan, rng);
    add_load(plan, rng, 256);
    add_load(plan, rng, rng_between(rng, 0x40, 0xe0));
    add_plain(plan, rng, rng_between(rng, 0, 1) ? VECTOR_UD : VECTOR_DE);
    add_errors(plan, rng);
    add_choices(plan, rng);
    add_nested(plan, rng);
}
