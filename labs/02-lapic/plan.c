/*
 * labs/02-lapic/plan.c - drawing lab 02's steps from a seed.
 *
 * Vectors stand between 20h (below are exceptions) and DFh (the kernel's
 * 8259As begin at E0h); the spurious vector is one of F0h..FFh.  Timer steps
 * are long enough for a tolerance of 2 % to be more than ten instructions.
 */
#include "plan.h"

#define VECTOR_LOW    0x20
#define VECTOR_HIGH   0xdf
#define CLASS_LOW     0x2
#define CLASS_HIGH    0xd
#define SPURIOUS_BASE 0xf0
#define DIVIDERS      8u
#define TICKS_LOW     600u
#define TICKS_HIGH    1200u

static struct step *add(struct plan *plan, struct rng *rng, unsigned kind,
                        unsigned count)
{
    struct step *step = plan_add(plan, kind);

    step->v[0] = (uint8_t)(SPURIOUS_BASE | rng_between(rng, 0, 15));
    step->count = (uint8_t)count;
    return step;
}

static uint8_t in_class(struct rng *rng, unsigned class)
{
    return (uint8_t)(class << 4 | rng_between(rng, 0, 15));
}

static uint8_t vector(struct rng *rng)
{
    return (uint8_t)rng_between(rng, VECTOR_LOW, VECTOR_HIGH);
}

/* A step with `vectors` different vectors from v[1] on. */
static struct step *add_distinct(struct plan *plan, struct rng *rng,
                                 unsigned kind, unsigned vectors)
{
    struct step *step = add(plan, rng, kind, vectors + 1);

    rng_distinct(rng, &step->v[1], vectors, VECTOR_LOW, VECTOR_HIGH);
    return step;
}

static void add_enable(struct plan *plan, struct rng *rng)
{
    struct step *step = add(plan, rng, STEP_ENABLE, 2);

    rng_distinct(rng, step->v, 2, SPURIOUS_BASE, SPURIOUS_BASE + 14);
}

/* Two above the outer vector's class, one anywhere below it, and one below it
 * in its own class. */
static void add_nest(struct plan *plan, struct rng *rng)
{
    struct step *step = add(plan, rng, STEP_NEST, 6);
    unsigned class = rng_between(rng, CLASS_LOW + 2, CLASS_HIGH - 2);
    unsigned low = rng_between(rng, 4, 15);

    step->v[1] = (uint8_t)(class << 4 | low);
    step->v[2] = in_class(rng, class + 1);
    step->v[3] = in_class(rng, rng_between(rng, class + 2, CLASS_HIGH));
    step->v[4] = in_class(rng, rng_between(rng, CLASS_LOW, class - 1));
    step->v[5] = (uint8_t)(class << 4 | rng_between(rng, 0, low - 1));
    rng_shuffle(rng, &step->v[2], 4);
}

static void add_same_class(struct plan *plan, struct rng *rng)
{
    struct step *step = add(plan, rng, STEP_SAME_CLASS, 3);
    unsigned class = rng_between(rng, CLASS_LOW, CLASS_HIGH);
    unsigned low = rng_between(rng, 0, 14);

    step->v[1] = (uint8_t)(class << 4 | low);
    step->v[2] = (uint8_t)(class << 4 | rng_between(rng, low + 1, 15));
}

static void add_behind(struct plan *plan, struct rng *rng, unsigned times)
{
    add_distinct(plan, rng, STEP_BEHIND, 1)->n[0] = times;
}

/* Classes a < b < c < d, each with a vector.  The first TPR stands in class c:
 * c has to wait, d not.  Then all wait; then a alone; then none.  The low
 * halves are drawn, since they must not matter. */
static void add_tpr(struct plan *plan, struct rng *rng)
{
    struct step *step = add(plan, rng, STEP_TPR, 9);
    unsigned a = rng_between(rng, CLASS_LOW, CLASS_HIGH - 6);
    unsigned b = a + rng_between(rng, 1, 2), c = b + rng_between(rng, 1, 2);
    unsigned d = c + rng_between(rng, 1, 2);

    step->v[1] = in_class(rng, a);
    step->v[2] = in_class(rng, b);
    step->v[3] = in_class(rng, c);
    step->v[4] = in_class(rng, d);
    step->v[5] = in_class(rng, c);
    step->v[6] = in_class(rng, d);
    step->v[7] = in_class(rng, a);
    step->v[8] = 0;
    rng_shuffle(rng, &step->v[1], 4);
}

/* The vector's class lies between those of two TPRs, its low half is not 0:
 * the three values that PPR takes are all different. */
static void add_priorities(struct plan *plan, struct rng *rng)
{
    struct step *step = add(plan, rng, STEP_PRIORITIES, 4);
    unsigned class = rng_between(rng, CLASS_LOW + 1, CLASS_HIGH - 1);

    step->v[1] = (uint8_t)(class << 4 | rng_between(rng, 1, 15));
    step->v[2] = in_class(rng, rng_between(rng, 1, class - 1));
    step->v[3] = in_class(rng, rng_between(rng, class + 1, CLASS_HIGH));
}

/* Four that pend, and four that do not: of the same bit in another register,
 * and of another bit in the same. */
static void add_bitmaps(struct plan *plan, struct rng *rng)
{
    struct step *step = add(plan, rng, STEP_BITMAPS, 13);
    uint8_t *v = step->v, *other = &step->v[9];

    rng_distinct(rng, &v[1], 4, 0x40, 0xbf);
    for (unsigned i = 1; i <= 4; i++)
        v[i + 4] = v[i];
    other[0] = (uint8_t)(v[1] + 0x20);
    other[1] = (uint8_t)(v[2] - 0x20);
    other[2] = v[3] ^ 0x01;
    other[3] = v[4] ^ 0x10;
    rng_shuffle(rng, &v[5], 8);
}

/* `clocks` split into a divider and a count. */
static void draw_timer(struct rng *rng, uint32_t timer[2], unsigned divider)
{
    uint32_t ticks = rng_between(rng, TICKS_LOW, TICKS_HIGH);

    timer[0] = UINT32_C(1) << divider;
    timer[1] = ticks / timer[0] + 1;
}

/* Every divider once, two in a step. */
static void add_one_shots(struct plan *plan, struct rng *rng)
{
    uint8_t divider[DIVIDERS];

    rng_distinct(rng, divider, DIVIDERS, 0, DIVIDERS - 1);
    for (unsigned i = 0; i < DIVIDERS; i += 2) {
        struct step *step = add_distinct(plan, rng, STEP_ONE_SHOT, 2);

        draw_timer(rng, &step->n[0], divider[i]);
        draw_timer(rng, &step->n[2], divider[i + 1]);
    }
}

static void add_periodic(struct plan *plan, struct rng *rng)
{
    struct step *step = add_distinct(plan, rng, STEP_PERIODIC, 2);

    draw_timer(rng, step->n, rng_between(rng, 0, DIVIDERS - 1));
    step->n[2] = rng_between(rng, 3, 6);
}

static void add_error(struct plan *plan, struct rng *rng)
{
    struct step *step = add(plan, rng, STEP_ERROR, 3);

    step->v[1] = (uint8_t)rng_between(rng, 0, 15);
    step->v[2] = vector(rng);
}

static void add_spurious(struct plan *plan, struct rng *rng)
{
    struct step *step = add(plan, rng, STEP_SPURIOUS, 3);
    unsigned class = rng_between(rng, CLASS_LOW, CLASS_HIGH);

    step->v[1] = in_class(rng, class);
    step->v[2] = in_class(rng, rng_between(rng, class, CLASS_HIGH));
}

static void add_spurious_nested(struct plan *plan, struct rng *rng)
{
    struct step *step = add(plan, rng, STEP_SPURIOUS_NESTED, 4);
    unsigned class = rng_between(rng, CLASS_LOW + 1, CLASS_HIGH);

    step->v[1] = in_class(rng, rng_between(rng, CLASS_LOW, class - 1));
    step->v[2] = in_class(rng, rng_between(rng, class, CLASS_HIGH));
    step->v[3] = in_class(rng, class);
}

static void plan_part_a(struct plan *plan, struct rng *rng)
{
    add_enable(plan, rng);
    add_distinct(plan, rng, STEP_SELF_IPI, 1);
    add_distinct(plan, rng, STEP_BURST, rng_between(rng, 3, 6));
    add_distinct(plan, rng, STEP_BURST, rng_between(rng, 3, 6));
    add_nest(plan, rng);
    add_nest(plan, rng);
    add_same_class(plan, rng);
    add_distinct(plan, rng, STEP_COALESCE, 2);
    add_behind(plan, rng, 1);
    add_behind(plan, rng, 2);
    add_tpr(plan, rng);
    add_tpr(plan, rng);
    add_priorities(plan, rng);
    add_bitmaps(plan, rng);
}

static void plan_part_b(struct plan *plan, struct rng *rng)
{
    add_one_shots(plan, rng);
    add_periodic(plan, rng);
    add_periodic(plan, rng);
    add_error(plan, rng);
    add_spurious(plan, rng);
    add_spurious_nested(plan, rng);
}

void plan_02_lapic(struct plan *plan, struct rng *rng)
{
    plan_part_a(plan, rng);
    plan_part_b(plan, rng);
}
