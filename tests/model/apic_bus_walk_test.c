/*
 * tests/model/apic_bus_walk_test.c - random machines and random messages: whom
 * the bus addresses, against a slow second opinion that expands a destination
 * into the list of the names it means and looks for each CPU's names in it.
 *
 * A CPU has one physical name and, for each member bit of its logical ID, one
 * logical name.  Messages are drawn near the names, so that most hit somebody.
 */
#include <string.h>

#include "apic_bus_case.h"
#include "model/rng.h"

#define ROUNDS   200000
#define SEEDS    3
#define NAMES    600
#define MAX_CPUS 8

enum slow_mode { SLOW_OFF, SLOW_XAPIC_FLAT, SLOW_XAPIC_CLUSTER, SLOW_X2APIC };

struct slow_cpu {
    enum slow_mode mode;
    uint32_t id;
    unsigned flat_or_cluster; /* xAPIC: the logical ID's eight bits */
    bool enabled;
    unsigned tpr;
};

/* Names that a destination means: each is a kind of 0..3 and two numbers. */
struct slow_name {
    unsigned kind, group, member;
};

struct slow_names {
    struct slow_name name[NAMES];
    unsigned count;
    bool everyone;
};

struct walk {
    struct rng rng;
    struct lapic lapic[MAX_CPUS];
    struct lapic *cpu[MAX_CPUS];
    struct slow_cpu slow[MAX_CPUS];
    struct apic_bus bus;
    unsigned addressed, arbitrated; /* how often there was something to see */
};

static uint32_t draw(struct walk *w, uint32_t high)
{
    return rng_between(&w->rng, 0, high);
}

/* ---- the second opinion ---- */

static void slow_add(struct slow_names *names, unsigned kind, unsigned group,
                     unsigned member)
{
    names->name[names->count++] = (struct slow_name){kind, group, member};
}

/* All names of `dest` for a receiver of `mode`: kinds 0 physical, 1 flat,
 * 2 cluster, 3 x2APIC cluster. */
static void slow_expand(struct slow_names *names, uint32_t dest, bool logical,
                        enum slow_mode mode)
{
    if (!logical)
        slow_add(names, 0, dest, 0);
    for (unsigned bit = 0; logical && bit < 16; bit++) {
        if (!(dest >> bit & 1))
            continue;
        if (mode == SLOW_XAPIC_FLAT && bit < 8 && dest < 256)
            slow_add(names, 1, 0, bit);
        if (mode == SLOW_XAPIC_CLUSTER && bit < 4)
            slow_add(names, 2, dest / 16, bit);
        if (mode == SLOW_X2APIC)
            slow_add(names, 3, dest / 65536, bit);
    }
}

static bool slow_has(const struct slow_cpu *c, const struct slow_name *n)
{
    switch (n->kind) {
    case 0:
        return n->group == (c->mode == SLOW_X2APIC ? c->id : c->id % 256);
    case 1:
        return c->flat_or_cluster >> n->member & 1;
    case 2:
        return c->flat_or_cluster / 16 == n->group &&
               (c->flat_or_cluster >> n->member & 1);
    default:
        return c->id / 16 % 65536 == n->group && c->id % 16 == n->member;
    }
}

static bool slow_named(const struct slow_cpu *c, const struct lapic_message *m)
{
    struct slow_names names = {.count = 0};

    names.everyone = m->dest_is_wide ? m->dest + 1 == 0 : m->dest == 255;
    if (names.everyone)
        return true;
    slow_expand(&names, m->dest, m->dest_logical, c->mode);
    for (unsigned i = 0; i < names.count; i++)
        if (slow_has(c, &names.name[i]))
            return true;
    return false;
}

static bool slow_addressed(const struct walk *w, int sender,
                           const struct lapic_message *m, int cpu)
{
    bool by_shorthand[4] = {false, cpu == sender, true, cpu != sender};

    if (w->slow[cpu].mode == SLOW_OFF)
        return false;
    return m->shorthand ? by_shorthand[m->shorthand]
                        : slow_named(&w->slow[cpu], m);
}

/* Sorted by (TPR, number), the first that is addressed and enabled. */
static int slow_winner(const struct walk *w, int sender,
                       const struct lapic_message *m)
{
    for (unsigned tpr = 0; tpr < 256; tpr++)
        for (int i = 0; i < MAX_CPUS; i++)
            if (w->slow[i].tpr == tpr && w->slow[i].enabled &&
                slow_addressed(w, sender, m, i))
                return i;
    return -1;
}

/* ---- drawing ---- */

static void put_xapic(struct lapic *l, const struct slow_cpu *c)
{
    lapic_write(l, LAPIC_LDR, (uint32_t)c->flat_or_cluster << 24, 0);
    lapic_write(l, LAPIC_DFR, c->mode == SLOW_XAPIC_FLAT ? 0xf0000000u : 0, 0);
}

static void draw_cpu(struct walk *w, unsigned i)
{
    struct slow_cpu *c = &w->slow[i];
    struct lapic *l = &w->lapic[i];

    c->mode = (enum slow_mode)draw(w, 15);
    if (c->mode > SLOW_X2APIC)
        c->mode = SLOW_XAPIC_FLAT + draw(w, 2);
    c->id = draw(w, 3) ? draw(w, 40) : draw(w, 0x20040);
    c->id -= c->id % 256 == 255;
    c->flat_or_cluster = draw(w, 255);
    c->enabled = draw(w, 7) != 0;
    c->tpr = draw(w, 3) * 16 + draw(w, 2);
    lapic_reset(l, c->id);
    put_xapic(l, c);
    lapic_write(l, LAPIC_SVR, c->enabled ? 0x1ff : 0xff, 0);
    lapic_write(l, LAPIC_TPR, c->tpr, 0);
    if (c->mode == SLOW_X2APIC)
        x2apic_write(l, 0x1b, 0xfee00c00, 0);
    if (c->mode == SLOW_OFF)
        x2apic_write(l, 0x1b, 0xfee00000, 0);
    c->enabled = c->enabled && c->mode != SLOW_OFF;
    c->tpr = c->mode == SLOW_OFF ? 0 : c->tpr;
}

/* A wide destination is somebody's own name, or near it. */
static uint32_t draw_wide(struct walk *w, bool logical)
{
    uint32_t id = w->slow[draw(w, MAX_CPUS - 1)].id;

    if (draw(w, 15) == 0)
        return 0xffffffff;
    if (!logical)
        return id + (draw(w, 3) == 0);
    return id / 16 % 65536 * 65536 + draw(w, 65535);
}

static struct lapic_message draw_message(struct walk *w)
{
    struct lapic_message m = {
        .sent = true,
        .delivery_mode = (uint8_t)draw(w, 1),
        .vector = (uint8_t)(16 + draw(w, 239)),
        .shorthand = (uint8_t)(draw(w, 3) ? 0 : draw(w, 3)),
        .dest_is_wide = draw(w, 1) == 1,
        .dest_logical = draw(w, 1) == 1,
        .is_assert = true,
    };

    if (m.dest_is_wide)
        m.dest = draw_wide(w, m.dest_logical);
    else
        m.dest = draw(w, 7) ? draw(w, 45) : draw(w, 255);
    return m;
}

/* ---- the walk ---- */

static bool addresses_agree(struct walk *w, int sender,
                            const struct lapic_message *m)
{
    for (int i = 0; i < MAX_CPUS; i++) {
        bool is_addressed = slow_addressed(w, sender, m, i);

        w->addressed += is_addressed;
        if (apic_bus_addresses(&w->bus, sender, m, (unsigned)i) != is_addressed)
            return false;
    }
    return true;
}

/* Whose IRR may have the vector afterwards: nobody's but these. */
static bool delivery_agrees(struct walk *w, int sender,
                            const struct lapic_message *m)
{
    int winner = m->delivery_mode == 1 ? slow_winner(w, sender, m) : -1;
    struct apic_bus_answers a = apic_bus_send(&w->bus, sender, m);

    w->arbitrated += winner >= 0;
    for (int i = 0; i < MAX_CPUS; i++) {
        bool reached =
            slow_addressed(w, sender, m, i) && (winner < 0 || winner == i);

        if (reached != (a.cpu[i] != LAPIC_NOT_MINE))
            return false;
        if (reached && (a.cpu[i] == LAPIC_REFUSED) == w->slow[i].enabled)
            return false;
        if (a.cpu[i] == LAPIC_ACCEPTED && !lapic_test_irr(w->cpu[i], m->vector))
            return false;
    }
    return true;
}

static void walk_begin(struct walk *w, uint64_t seed)
{
    memset(w, 0, sizeof *w);
    w->rng.state = seed;
    w->bus = (struct apic_bus){.cpu = w->cpu, .cpus = MAX_CPUS};
    for (unsigned i = 0; i < MAX_CPUS; i++) {
        w->cpu[i] = &w->lapic[i];
        draw_cpu(w, i);
    }
}

START_TEST(bus_and_list_of_names_agree)
{
    struct walk w;

    walk_begin(&w, (uint64_t)_i + 1);
    for (int i = 0; i < ROUNDS; i++) {
        struct lapic_message m = draw_message(&w);
        int sender = (int)draw(&w, MAX_CPUS) - 1;

        ck_assert_msg(addresses_agree(&w, sender, &m) &&
                          delivery_agrees(&w, sender, &m),
                      "seed %d, round %d: dest %x wide %d logical %d mode %u "
                      "shorthand %u",
                      _i + 1, i, m.dest, m.dest_is_wide, m.dest_logical,
                      m.delivery_mode, m.shorthand);
        draw_cpu(&w, draw(&w, MAX_CPUS - 1));
    }
    ck_assert_uint_gt(w.addressed, ROUNDS);
    ck_assert_uint_gt(w.arbitrated, ROUNDS / 10);
}
END_TEST

Suite *apic_bus_walk_suite(void)
{
    Suite *suite = suite_create("apic_bus_walk");
    TCase *tc = tcase_create("random messages");

    tcase_set_timeout(tc, 60);
    tcase_add_loop_test(tc, bus_and_list_of_names_agree, 0, SEEDS);
    suite_add_tcase(suite, tc);
    return suite;
}
