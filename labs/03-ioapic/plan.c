/*
 * labs/03-ioapic/plan.c - drawing lab 03's steps from a seed.
 *
 * Vectors stand between 30h and DFh (the kernel's 8259As begin at E0h).  GSIs
 * of the machine's own I/O APIC on which devices are wired by the scenario are
 * 16 to 23: they reach the I/O APIC alone.
 */
#include "plan.h"

#define VECTOR_LOW  0x30
#define VECTOR_HIGH 0xdf
#define IRQ_LOW     3u /* 0 is the timer, 1 the keyboard, 2 the cascade */
#define IRQ_HIGH    15u
#define SOFT_PINS   24u

static struct step *add(struct plan *plan, struct rng *rng, unsigned kind)
{
    struct step *step = plan_add(plan, kind);

    rng_distinct(rng, step->v, 4, VECTOR_LOW, VECTOR_HIGH);
    step->count = 4;
    return step;
}

static uint8_t wired(struct rng *rng)
{
    return (uint8_t)rng_between(rng, WIRED_LOW, WIRED_HIGH);
}

static uint32_t line(struct rng *rng)
{
    uint64_t word = field_put(0, LINE_PIN, rng_between(rng, 0, SOFT_PINS - 1));

    return (uint32_t)(word | (rng_next(rng) % 2 ? LINE_ACTIVE_LOW : 0));
}

static struct step *add_level(struct plan *plan, struct rng *rng, unsigned kind)
{
    struct step *step = add(plan, rng, kind);

    step->n[0] = line(rng);
    return step;
}

/* `irq` stands among the last four of `irqs`, which stay all different. */
static void put_last(uint8_t irqs[ASKED], uint8_t irq)
{
    unsigned i = OVERRIDES;

    for (unsigned k = 0; k < ASKED; k++)
        if (irqs[k] == irq)
            i = k;
    irqs[i] = irqs[OVERRIDES];
    irqs[OVERRIDES] = irq;
}

/* Four IRQs with overrides, four others without, among them `plain`, if it is
 * not 0. */
static struct step *add_overrides(struct plan *plan, struct rng *rng,
                                  unsigned kind, uint8_t plain)
{
    struct step *step = plan_add(plan, kind);
    uint8_t irq[ASKED];

    step->count = STEP_ARGS;
    rng_distinct(rng, irq, ASKED, IRQ_LOW, IRQ_HIGH);
    if (plain != 0)
        put_last(irq, plain);
    rng_distinct(rng, &step->v[OVERRIDES], OVERRIDES, WIRED_LOW, WIRED_HIGH);
    for (unsigned i = 0; i < OVERRIDES; i++)
        step->v[i] = irq[i];
    for (unsigned i = 0; i < ASKED; i++)
        step->v[i + ASKED] = irq[i];
    step->n[0] = rng_between(rng, 0, 1);
    step->n[1] = irq[ASKED - 1];
    step->n[2] = rng_between(rng, IRQ_LOW, IRQ_HIGH - 1);
    if (step->n[2] >= step->n[1])
        step->n[2]++; /* another number than the IRQ's */
    return step;
}

static struct step *add_isa(struct plan *plan, struct rng *rng, uint8_t plain)
{
    struct step *step = add_overrides(plan, rng, STEP_ISA, plain);

    rng_shuffle(rng, &step->v[ASKED], ASKED);
    return step;
}

static void add_wired(struct plan *plan, struct rng *rng)
{
    struct step *step = add_overrides(plan, rng, STEP_WIRED, 0);

    rng_distinct(rng, &step->v[ASKED], 2, VECTOR_LOW, VECTOR_HIGH);
}

/* Two edges at the machine's own pins, two levels at pins of the other I/O
 * APIC; each destination and each polarity occurs. */
static void add_entries(struct plan *plan, struct rng *rng)
{
    struct step *step = add(plan, rng, STEP_ENTRIES);
    uint8_t *v = step->v;

    step->count = STEP_ARGS;
    rng_distinct(rng, &v[4], 2, WIRED_LOW, WIRED_HIGH);
    rng_distinct(rng, &v[6], 2, GSI_SOFT, GSI_SOFT + SOFT_PINS - 1);
    for (unsigned i = 0; i < 4; i++) {
        v[8 + i] = i % 2;
        v[12 + i] = (uint8_t)((i >= 2 ? 1 : 0) | (i % 3 == 0 ? 2 : 0));
    }
    rng_shuffle(rng, &v[8], 2);
    rng_shuffle(rng, &v[10], 2);
    rng_shuffle(rng, &v[12], 2);
    rng_shuffle(rng, &v[14], 2);
}

static void add_pair(struct plan *plan, struct rng *rng)
{
    struct step *step = add(plan, rng, STEP_PAIR);
    uint8_t low[2], class = (uint8_t)rng_between(rng, 4, 0xd);

    rng_distinct(rng, low, 2, 0, 15);
    step->v[0] = (uint8_t)(class << 4 | low[0]);
    step->v[1] = (uint8_t)(class << 4 | low[1]);
    step->v[2] = wired(rng);
}

static void add_held(struct plan *plan, struct rng *rng, uint8_t cpu)
{
    struct step *step = add_level(plan, rng, STEP_HELD);

    step->v[2] = cpu;
    step->n[1] = rng_between(rng, 2, 4);
}

static void add_bring_up(struct plan *plan, struct rng *rng)
{
    struct step *step = add_level(plan, rng, STEP_BRING_UP);

    step->v[4] = WIRED_HIGH; /* the last pin */
    step->count = 5;
}

void plan_03_ioapic(struct plan *plan, struct rng *rng)
{
    const struct step *first = add_isa(plan, rng, 0);

    add_isa(plan, rng, first->v[0]); /* no override any more */
    add(plan, rng, STEP_TIMER);
    add_wired(plan, rng);
    add_entries(plan, rng);
    add(plan, rng, STEP_EDGE)->n[1] = rng_between(rng, 2, 4);
    add_pair(plan, rng);
    add(plan, rng, STEP_CPU);
    add(plan, rng, STEP_CPU);
    add_level(plan, rng, STEP_LEVEL);
    add_level(plan, rng, STEP_LEVEL);
    add_held(plan, rng, 0);
    add_held(plan, rng, 1);
    add(plan, rng, STEP_MASK_EDGE);
    add_level(plan, rng, STEP_MASK_LEVEL);
    add_level(plan, rng, STEP_MASK_SERVICE);
    add_bring_up(plan, rng);
    add_level(plan, rng, STEP_MOVED);
}
