/*
 * tests/model/lapic_walk_test.c - a random walk: the model and the slow second
 * opinion of lapic_slow.h take the same 100,000 operations, and after each one
 * agree in every bit of IRR, ISR and TMR, in PPR, INTR, ESR, LVT and timer.
 */
#include <check.h>
#include <string.h>

#include "lapic_slow.h"
#include "model/lapic.h"
#include "model/rng.h"

#define OPERATIONS 100000
#define SEEDS      3

struct walk {
    struct rng rng;
    struct lapic fast;
    struct slow slow;
    uint64_t now;
    const char *bad; /* what differed, or NULL */
};

static const uint16_t entry_offset[SLOW_SOURCES] = {
    LAPIC_LVT_TIMER,
    LAPIC_LVT_LINT0,
    LAPIC_LVT_ERROR,
    LAPIC_LVT_PERF,
};

static uint32_t draw(struct walk *w, uint32_t high)
{
    return rng_between(&w->rng, 0, high);
}

static bool coin(struct walk *w)
{
    return draw(w, 1) == 1;
}

static struct lapic_output write_fast(struct walk *w, uint32_t offset,
                                      uint32_t value)
{
    return lapic_write(&w->fast, offset, value, w->now);
}

static void agree(struct walk *w, bool same, const char *what)
{
    if (!same && !w->bad)
        w->bad = what;
}

/* ---- operations ---- */

static void op_arrive(struct walk *w)
{
    uint8_t vector = (uint8_t)draw(w, 255);
    bool level = coin(w);

    lapic_accept(&w->fast, vector, level);
    slow_arrive(&w->slow, vector, level);
}

static void op_acknowledge(struct walk *w)
{
    agree(w, lapic_acknowledge(&w->fast) == slow_acknowledge(&w->slow),
          "acknowledged vector");
}

static void op_eoi(struct walk *w)
{
    struct lapic_retired fast = write_fast(w, LAPIC_EOI, 0).eoi;
    bool tell;
    unsigned vector = slow_eoi(&w->slow, &tell);

    agree(w, fast.vector == (vector ? (int)vector : -1), "retired vector");
    agree(w, fast.broadcast == tell, "EOI broadcast");
}

static void op_tpr(struct walk *w)
{
    uint32_t value = coin(w) ? 0 : draw(w, 255);

    write_fast(w, LAPIC_TPR, value);
    w->slow.tpr_class = value / 16;
    w->slow.tpr_low = value % 16;
}

static void op_cr8(struct walk *w)
{
    uint32_t class = draw(w, 15);

    lapic_write_cr8(&w->fast, (uint8_t) class);
    w->slow.tpr_class = class;
    w->slow.tpr_low = 0;
}

/* Disabled one time in eight. */
static void op_svr(struct walk *w)
{
    bool enabled = draw(w, 7) != 0;
    bool suppress = coin(w);
    uint32_t vector = draw(w, 255);

    write_fast(w, LAPIC_SVR,
               (suppress ? 0x1000u : 0) | (enabled ? 0x100u : 0) | vector);
    slow_svr(&w->slow, enabled, suppress, vector);
}

static void op_self_ipi(struct walk *w)
{
    uint32_t vector = draw(w, 255);
    struct lapic_message message =
        write_fast(w, LAPIC_ICR_LOW, 0x44000 | vector).message;

    lapic_receive_own(&w->fast, &message);
    slow_self_ipi(&w->slow, vector);
}

/* Fields that an entry lacks are written too, and must not stay. */
static void op_entry(struct walk *w)
{
    enum slow_source source = draw(w, SLOW_SOURCES - 1);
    struct slow_entry e = {
        .vector = draw(w, 255),
        .delivery = coin(w) ? 0 : draw(w, 7),
        .timer_mode = draw(w, 3),
        .masked = draw(w, 3) == 0,
        .level = coin(w),
    };

    write_fast(w, entry_offset[source],
               e.timer_mode << 17 | (e.masked ? 0x10000u : 0) |
                   (e.level ? 0x8000u : 0) | e.delivery << 8 | e.vector);
    e.timer_mode = source == SLOW_TIMER ? e.timer_mode : 0;
    e.level = source == SLOW_LINT0 && e.level;
    if (source == SLOW_TIMER || source == SLOW_ERROR)
        e.delivery = 0;
    slow_entry_write(&w->slow, source, e);
}

static void op_source(struct walk *w)
{
    enum slow_source source = draw(w, SLOW_SOURCES - 1);

    lapic_local_interrupt(&w->fast, entry_offset[source]);
    slow_ask(&w->slow, source);
}

static void op_illegal_register(struct walk *w)
{
    if (coin(w))
        lapic_read(&w->fast, 0x3a0, w->now);
    else
        write_fast(w, 0x040, 1);
    slow_error(&w->slow, 7);
}

static void op_esr(struct walk *w)
{
    write_fast(w, LAPIC_ESR, draw(w, 255));
    slow_esr_write(&w->slow);
}

static void op_initial(struct walk *w)
{
    uint32_t count = draw(w, 7) ? draw(w, 90) : 0;

    write_fast(w, LAPIC_TIMER_ICR, count);
    slow_initial(&w->slow, count);
}

static void op_divide(struct walk *w)
{
    static const struct {
        uint8_t config, divisor;
    } divide[] = {{0, 2},  {1, 4},  {2, 8},    {3, 16},
                  {8, 32}, {9, 64}, {10, 128}, {11, 1}};
    uint32_t i = draw(w, 7);

    write_fast(w, LAPIC_TIMER_DCR, divide[i].config);
    slow_divide(&w->slow, divide[i].divisor);
}

static void op_deadline(struct walk *w)
{
    uint64_t tsc = draw(w, 5) ? w->now + draw(w, 300) : 0;

    lapic_write_deadline(&w->fast, tsc);
    slow_deadline(&w->slow, tsc);
}

static void op_time(struct walk *w)
{
    uint32_t clocks = draw(w, 400);
    uint64_t expiries = slow_deadline_due(&w->slow);

    for (uint32_t i = 0; i < clocks; i++) {
        expiries += slow_clock(&w->slow);
        expiries += slow_deadline_due(&w->slow);
    }
    w->now += clocks;
    agree(w, lapic_advance(&w->fast, w->now).count == expiries, "expiries");
}

static void (*const operations[])(struct walk *) = {
    op_arrive,
    op_arrive,
    op_arrive,
    op_acknowledge,
    op_acknowledge,
    op_eoi,
    op_eoi,
    op_tpr,
    op_cr8,
    op_svr,
    op_self_ipi,
    op_entry,
    op_entry,
    op_source,
    op_source,
    op_esr,
    op_initial,
    op_divide,
    op_illegal_register,
    op_deadline,
    op_time,
    op_time,
};

/* ---- comparison ---- */

static void agree_bitmaps(struct walk *w)
{
    for (unsigned v = 0; v < 256; v++) {
        uint8_t vector = (uint8_t)v;

        agree(w, lapic_test_irr(&w->fast, vector) == w->slow.irr[v], "IRR");
        agree(w, lapic_test_isr(&w->fast, vector) == w->slow.isr[v], "ISR");
        agree(w, lapic_test_tmr(&w->fast, vector) == w->slow.tmr[v], "TMR");
    }
}

static void agree_entries(struct walk *w)
{
    for (unsigned i = 0; i < SLOW_SOURCES; i++) {
        const struct slow_entry *e = &w->slow.entry[i];
        uint32_t entry = lapic_read(&w->fast, entry_offset[i], w->now);

        agree(w, (entry & 0xff) == e->vector, "LVT vector");
        agree(w, (entry >> 8 & 7) == e->delivery, "LVT delivery mode");
        agree(w, (entry >> 16 & 1) == e->masked, "LVT mask");
        agree(w, (entry >> 15 & 1) == e->level, "LVT trigger");
        agree(w, (entry >> 14 & 1) == e->remote_irr, "LVT Remote IRR");
        agree(w, entry >> 17 == e->timer_mode, "LVT timer mode");
    }
}

static void agree_rest(struct walk *w)
{
    uint32_t esr = lapic_read(&w->fast, LAPIC_ESR, w->now);

    for (unsigned i = 0; i < 8; i++)
        agree(w, (esr >> i & 1) == w->slow.shown[i], "ESR");
    agree(w, lapic_ppr(&w->fast) == slow_ppr(&w->slow), "PPR");
    agree(w, lapic_intr(&w->fast) == slow_intr(&w->slow), "INTR");
    agree(w, lapic_read(&w->fast, LAPIC_TIMER_CCR, w->now) == w->slow.count,
          "current count");
    agree(w, lapic_read(&w->fast, LAPIC_TIMER_ICR, w->now) == w->slow.initial,
          "initial count");
    agree(w, lapic_read_deadline(&w->fast) == w->slow.deadline, "deadline");
}

static void walk_begin(struct walk *w, uint64_t seed)
{
    memset(w, 0, sizeof *w);
    w->rng.state = seed;
    w->now = 1;
    w->slow.clock = 1;
    w->slow.divisor = 2;
    w->slow.spurious = 0xff;
    for (int i = 0; i < SLOW_SOURCES; i++)
        w->slow.entry[i].masked = true;
    lapic_reset(&w->fast, 0);
}

START_TEST(model_and_slow_reference_agree)
{
    uint32_t last = sizeof operations / sizeof operations[0] - 1;
    struct walk w;

    walk_begin(&w, (uint64_t)_i);
    for (int step = 0; step < OPERATIONS; step++) {
        const char *broken;
        uint32_t op = draw(&w, last);

        operations[op](&w);
        agree_bitmaps(&w);
        agree_entries(&w);
        agree_rest(&w);
        broken = lapic_check(&w.fast);
        if (w.bad || broken)
            ck_abort_msg("seed %d step %d operation %u: %s", _i, step, op,
                         w.bad ? w.bad : broken);
    }
}
END_TEST

Suite *lapic_walk_suite(void)
{
    Suite *suite = suite_create("lapic_walk");
    TCase *tc = tcase_create("random walk");

    tcase_set_timeout(tc, 60);
    tcase_add_loop_test(tc, model_and_slow_reference_agree, 1, SEEDS + 1);
    suite_add_tcase(suite, tc);
    return suite;
}
