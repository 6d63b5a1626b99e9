/*
 * labs/04-smp/plan.c - drawing lab 04's steps from a seed.
 *
 * Vectors stand between 20h and DFh; the spurious vector is one of F0h..FFh.
 * Trampolines lie below 512 KiB, where a PC has memory and this kernel nothing.
 */
#include "plan.h"

#define VECTOR_LOW    0x20
#define VECTOR_HIGH   0xdf
#define SPURIOUS_BASE 0xf0
#define PAGE_LOW      0x10
#define PAGE_HIGH     0x7f
#define ALL_CPUS      ((1u << LAB_CPUS) - 1)

static struct step *add(struct plan *plan, struct rng *rng, unsigned kind,
                        unsigned count)
{
    struct step *step = plan_add(plan, kind);

    step->v[0] = (uint8_t)(SPURIOUS_BASE | rng_between(rng, 0, 15));
    step->count = (uint8_t)count;
    return step;
}

static uint8_t any_cpu(struct rng *rng)
{
    return (uint8_t)rng_between(rng, 0, LAB_CPUS - 1);
}

static uint8_t ap(struct rng *rng)
{
    return (uint8_t)rng_between(rng, 1, LAB_CPUS - 1);
}

static void vectors(struct rng *rng, uint8_t *out, unsigned count)
{
    rng_distinct(rng, out, count, VECTOR_LOW, VECTOR_HIGH);
}

static void add_start(struct plan *plan, struct rng *rng)
{
    struct step *step = add(plan, rng, STEP_START, 7);

    rng_distinct(rng, &step->v[1], LAB_CPUS - 1, 1, LAB_CPUS - 1);
    rng_distinct(rng, &step->v[4], LAB_CPUS - 1, PAGE_LOW, PAGE_HIGH);
}

/* Each CPU gets one, some CPU gets two. */
static void add_fixed(struct plan *plan, struct rng *rng, unsigned kind,
                      uint8_t sender)
{
    struct step *step = add(plan, rng, kind, 12);

    step->v[1] = sender;
    rng_distinct(rng, &step->v[2], LAB_CPUS, 0, LAB_CPUS - 1);
    step->v[6] = any_cpu(rng);
    vectors(rng, &step->v[7], 5);
}

static void add_ping_pong(struct plan *plan, struct rng *rng)
{
    struct step *step = add(plan, rng, STEP_PING_PONG, 5);

    rng_distinct(rng, &step->v[1], 2, 0, LAB_CPUS - 1);
    vectors(rng, &step->v[3], 2);
    step->n[0] = rng_between(rng, 2, 4);
}

static void add_broadcast(struct plan *plan, struct rng *rng, unsigned kind,
                          uint8_t sender)
{
    struct step *step = add(plan, rng, kind, 4);

    step->v[1] = sender;
    vectors(rng, &step->v[2], 2);
}

/* `members` of the CPUs other than `not`, as a bit mask. */
static uint8_t draw_set(struct rng *rng, unsigned not, unsigned members)
{
    uint8_t cpu[LAB_CPUS - 1];
    unsigned set = 0, n = 0;

    for (unsigned i = 0; i < LAB_CPUS; i++)
        if (i != not )
            cpu[n++] = (uint8_t)i;
    rng_shuffle(rng, cpu, n);
    for (unsigned i = 0; i < members; i++)
        set |= 1u << cpu[i];
    return (uint8_t)set;
}

/* One target's flush takes much longer than the others', so that who waits
 * for a fixed time is too early there or too late in the second shoot-down,
 * in which that CPU has no part.  That has fewer targets: a count left over
 * would be enough for it. */
static void add_shootdown(struct plan *plan, struct rng *rng, uint8_t sender,
                          unsigned first)
{
    struct step *step = add(plan, rng, STEP_SHOOTDOWN, 7);
    uint8_t v[3];

    vectors(rng, v, 3);
    step->v[1] = sender;
    step->v[2] = draw_set(rng, sender, first);
    step->v[3] = v[0];
    step->v[4] = draw_set(rng, sender, first - 1);
    step->v[5] = v[1];
    step->v[6] = v[2];
    for (unsigned i = 0; i < LAB_CPUS; i++)
        step->n[i] = rng_between(rng, 20, 40);
    for (unsigned i = 0; i < LAB_CPUS; i++)
        if ((step->v[2] & ~step->v[4]) >> i & 1) {
            step->n[i] += 400;
            break;
        }
}

/* A set of CPUs that is neither empty nor all, as a bit mask. */
static unsigned some_cpus(struct rng *rng)
{
    return rng_between(rng, 1, ALL_CPUS - 1);
}

/* The logical destination of the CPUs in `set`, one bit each. */
static uint8_t destination(const uint8_t *id, unsigned set)
{
    unsigned bits = 0;

    for (unsigned i = 0; i < LAB_CPUS; i++)
        if (set >> i & 1)
            bits |= id[i];
    return (uint8_t)bits;
}

static void draw_flat_ids(struct rng *rng, uint8_t *id)
{
    rng_distinct(rng, id, LAB_CPUS, 0, 7);
    for (unsigned i = 0; i < LAB_CPUS; i++)
        id[i] = (uint8_t)(1u << id[i]);
}

static struct step *add_logical(struct plan *plan, struct rng *rng,
                                unsigned kind)
{
    struct step *step = add(plan, rng, kind, 13);

    step->v[5] = any_cpu(rng);
    vectors(rng, &step->v[9], 4);
    return step;
}

/* Bits that belong to nobody may stand in a destination. */
static void add_flat(struct plan *plan, struct rng *rng)
{
    struct step *step = add_logical(plan, rng, STEP_FLAT);
    unsigned nobodys;

    draw_flat_ids(rng, &step->v[1]);
    nobodys = ~(unsigned)destination(&step->v[1], ALL_CPUS);
    for (unsigned i = 6; i <= 8; i++)
        step->v[i] = (uint8_t)(destination(&step->v[1], some_cpus(rng)) |
                               (rng_between(rng, 0, 255) & nobodys));
}

/* Two clusters of two CPUs; the same member bits may occur in both.  Cluster 15
 * would be all of them. */
static void add_cluster(struct plan *plan, struct rng *rng)
{
    struct step *step = add_logical(plan, rng, STEP_CLUSTER);
    uint8_t cluster[2], member[2], cpu[LAB_CPUS];

    rng_distinct(rng, cluster, 2, 0, 14);
    rng_distinct(rng, cpu, LAB_CPUS, 1, LAB_CPUS);
    for (unsigned c = 0; c < 2; c++) {
        rng_distinct(rng, member, 2, 0, 3);
        for (unsigned i = 0; i < 2; i++)
            step->v[cpu[2 * c + i]] =
                (uint8_t)((unsigned)cluster[c] << 4 | 1u << member[i]);
    }
    step->v[6] = step->v[cpu[0]] | step->v[cpu[1]];
    step->v[7] = step->v[cpu[2]];
    step->v[8] = step->v[cpu[rng_between(rng, 0, 3)]];
    rng_shuffle(rng, &step->v[6], 3);
}

static void add_lowest(struct plan *plan, struct rng *rng)
{
    struct step *step = add(plan, rng, STEP_LOWEST, 13);
    uint8_t class[LAB_CPUS];
    unsigned out = any_cpu(rng);

    step->v[5] = any_cpu(rng);
    draw_flat_ids(rng, &step->v[1]);
    rng_distinct(rng, class, LAB_CPUS, 1, 14);
    for (unsigned i = 0; i < LAB_CPUS; i++)
        step->v[i + 6] = (uint8_t)(class[i] << 4);
    step->v[10] = destination(&step->v[1], ALL_CPUS & ~(1u << out));
    vectors(rng, &step->v[11], 2);
}

static void add_nmi(struct plan *plan, struct rng *rng)
{
    struct step *step = add(plan, rng, STEP_NMI, 4);

    rng_distinct(rng, &step->v[1], 2, 0, LAB_CPUS - 1);
    vectors(rng, &step->v[3], 1);
}

static void add_x2_switch(struct plan *plan, struct rng *rng)
{
    vectors(rng, &add(plan, rng, STEP_X2_SWITCH, 2)->v[1], 1);
}

/* CPU n is member n of cluster 0: that is derived from its ID. */
static void add_x2_logical(struct plan *plan, struct rng *rng)
{
    struct step *step = add_logical(plan, rng, STEP_X2_LOGICAL);

    for (unsigned i = 0; i < LAB_CPUS; i++)
        step->v[i + 1] = (uint8_t)(1u << i);
    for (unsigned i = 6; i <= 8; i++)
        step->v[i] = (uint8_t)some_cpus(rng);
}

void plan_04_smp(struct plan *plan, struct rng *rng)
{
    add_start(plan, rng);
    add_fixed(plan, rng, STEP_FIXED, 0);
    add_fixed(plan, rng, STEP_FIXED, ap(rng));
    add_ping_pong(plan, rng);
    add_broadcast(plan, rng, STEP_SELF, any_cpu(rng));
    add_broadcast(plan, rng, STEP_ALL, any_cpu(rng));
    add_broadcast(plan, rng, STEP_ALL_OTHERS, 0);
    add_broadcast(plan, rng, STEP_ALL_OTHERS, ap(rng));
    add_shootdown(plan, rng, 0, 3);
    add_shootdown(plan, rng, ap(rng), 2);
    add_flat(plan, rng);
    add_cluster(plan, rng);
    add_lowest(plan, rng);
    add_nmi(plan, rng);
    add_x2_switch(plan, rng);
    add_fixed(plan, rng, STEP_X2_FIXED, any_cpu(rng));
    add_broadcast(plan, rng, STEP_X2_OTHERS, any_cpu(rng));
    add_x2_logical(plan, rng);
}
