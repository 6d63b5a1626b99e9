/*
 * labs/01-pic/plan.c - drawing lab 01's steps from a seed.
 *
 * Lines 2 (the cascade), 7 and 15 (spurious) are never drawn by chance.  No
 * two requests compete in a way that depends on when the chip makes up its
 * mind, and no more than three lines at once are the HPET's: all but 0, 1, 4
 * and 8 (kernel/irq_line.h).
 */
#include "plan.h"

#define FIRST_BASE 4u  /* times 8: 20h */
#define LAST_BASE  27u /* D8h */

static struct step *add(struct plan *plan, unsigned kind, unsigned count)
{
    struct step *step = plan_add(plan, kind);

    step->count = (uint8_t)count;
    return step;
}

static uint8_t between(struct rng *rng, unsigned low, unsigned high)
{
    return (uint8_t)rng_between(rng, low, high);
}

static uint8_t one_of(struct rng *rng, const uint8_t *lines, unsigned count)
{
    return lines[rng_between(rng, 0, count - 1)];
}

static bool coin(struct rng *rng)
{
    return rng_between(rng, 0, 1) == 1;
}

static uint8_t slave_line(struct rng *rng)
{
    return between(rng, 8, 14);
}

/* Not next to each other: the slave's base is an argument of its own. */
static void draw_bases(struct step *step, struct rng *rng)
{
    do
        rng_distinct(rng, step->v, 2, FIRST_BASE, LAST_BASE);
    while (step->v[1] == step->v[0] + 1);
    step->v[0] = (uint8_t)(step->v[0] * 8);
    step->v[1] = (uint8_t)(step->v[1] * 8);
}

static void add_init(struct plan *plan, struct rng *rng)
{
    struct step *step = add(plan, STEP_INIT, 4);

    draw_bases(step, rng);
    step->v[2] = between(rng, 3, 6);
    step->v[3] = slave_line(rng);
}

/* Each of these lines is closed and opened once, among other calls. */
static void add_masks(struct plan *plan, struct rng *rng)
{
    struct step *step = add(plan, STEP_MASKS, 12);
    uint8_t line[6];

    rng_distinct(rng, line, 3, 3, 7);
    rng_distinct(rng, line + 3, 3, 8, 15);
    for (unsigned i = 0; i < 6; i++) {
        step->v[2 * i] = line[i];
        step->v[2 * i + 1] = (uint8_t)(line[i] | OPEN);
    }
    rng_shuffle(rng, step->v, step->count);
    step->n[0] = rng_between(rng, 0, 0xffff);
}

static void add_cascade(struct plan *plan, struct rng *rng)
{
    add(plan, STEP_CASCADE, 1)->v[0] = slave_line(rng);
}

static void add_latch(struct plan *plan, struct rng *rng)
{
    struct step *step = add(plan, STEP_LATCH, 2);

    rng_distinct(rng, step->v, 2, 3, 6);
}

/* Outer and inner line of every sort: the inner one is the higher.  Lines 0 and
 * 2 of the slave would hide an EOI that names a wrong line to the master. */
static void add_eoi(struct plan *plan, struct rng *rng, bool outer_is_slave)
{
    static const uint8_t high[] = {0, 3, 4};
    static const uint8_t slave[] = {9, 11, 12, 13, 14};
    struct step *step = add(plan, STEP_EOI, 2);

    if (outer_is_slave) {
        step->v[0] = one_of(rng, slave, sizeof slave);
        step->v[1] = 0;
    } else {
        step->v[0] = between(rng, 5, 6);
        step->v[1] = coin(rng) ? one_of(rng, high, sizeof high)
                               : one_of(rng, slave, sizeof slave);
    }
}

static void add_read(struct plan *plan, struct rng *rng)
{
    struct step *step = add(plan, STEP_READ, 3);

    rng_distinct(rng, step->v, 2, 3, 6);
    step->v[2] = slave_line(rng);
    if (coin(rng))
        step->v[0] = step->v[2] == 8 ? 9 : 8;
}

/* One slave line among the master's: whichever EOI a driver sends first. */
static void add_serve_master(struct plan *plan, struct rng *rng)
{
    struct step *step = add(plan, STEP_SERVE, 6);

    draw_bases(step, rng);
    rng_distinct(rng, step->v + 2, 2, 3, 6);
    step->v[4] = 8;
    step->v[5] = 1;
    if (coin(rng))
        step->v[4] = slave_line(rng);
    rng_shuffle(rng, step->v + 2, 4);
}

static void add_serve_slave(struct plan *plan, struct rng *rng)
{
    struct step *step = add(plan, STEP_SERVE, 5);

    draw_bases(step, rng);
    rng_distinct(rng, step->v + 2, 3, 8, 14);
    rng_shuffle(rng, step->v + 2, 3);
}

static void add_nest(struct plan *plan, struct rng *rng, bool outer_is_slave)
{
    static const uint8_t low[] = {5, 6, 13, 14};
    struct step *step = add(plan, STEP_NEST, 5);

    draw_bases(step, rng);
    if (outer_is_slave) {
        step->v[2] = between(rng, 8, 12);
        step->v[3] = 0;
        step->v[4] = one_of(rng, low, sizeof low);
    } else {
        step->v[2] = between(rng, 4, 5);
        step->v[3] = coin(rng) ? slave_line(rng) : 3;
        step->v[4] = 6;
    }
}

static void add_real(struct plan *plan, struct rng *rng)
{
    struct step *step = add(plan, STEP_REAL, 2);

    step->v[0] = coin(rng) ? 7 : 15;
    step->v[1] = step->v[0] == 7 ? 15 : 7;
}

static void add_spurious(struct plan *plan, struct rng *rng)
{
    static const uint8_t high[] = {0, 3, 4};
    struct step *step = add(plan, STEP_SPURIOUS_7, 2);

    step->v[0] = between(rng, 5, 6);
    step->v[1] = one_of(rng, high, sizeof high);
    step = add(plan, STEP_SPURIOUS_15, 2);
    step->v[0] = between(rng, 3, 6);
    step->v[1] = coin(rng) ? 8 : slave_line(rng);
    step = add(plan, STEP_SEVEN_IN_SEVEN, 2);
    step->v[0] = 7;
    step->v[1] = between(rng, 3, 6);
}

void plan_01_pic(struct plan *plan, struct rng *rng)
{
    add_init(plan, rng);
    add_init(plan, rng);
    add_masks(plan, rng);
    add_masks(plan, rng);
    add_cascade(plan, rng);
    add_latch(plan, rng);
    add_eoi(plan, rng, true);
    add_eoi(plan, rng, false);
    add_read(plan, rng);
    add_read(plan, rng);
    add_serve_master(plan, rng);
    add_serve_slave(plan, rng);
    add_nest(plan, rng, true);
    add_nest(plan, rng, false);
    if (coin(rng)) {
        add_real(plan, rng);
        add_spurious(plan, rng);
    } else {
        add_spurious(plan, rng);
        add_real(plan, rng);
    }
}
