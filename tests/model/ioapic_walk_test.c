/*
 * tests/model/ioapic_walk_test.c - a random walk: the model and the slow second
 * opinion of ioapic_slow.h take the same 200,000 operations, and after each one
 * agree in every entry, in who waits, and in the messages.
 */
#include <string.h>

#include "ioapic_case.h"
#include "ioapic_slow.h"
#include "model/rng.h"

#define OPERATIONS 200000
#define SEEDS      3

struct walk {
    struct rng rng;
    struct ioapic fast;
    struct slow_ioapic slow;
    unsigned served; /* level requests that were accepted, */
    unsigned again;  /* and those that an EOI made wait again */
    const char *bad; /* what differed, or NULL */
};

static uint32_t draw(struct walk *w, uint32_t high)
{
    return rng_between(&w->rng, 0, high);
}

static bool coin(struct walk *w)
{
    return draw(w, 1) == 1;
}

static unsigned draw_pin(struct walk *w)
{
    return draw(w, SLOW_PINS - 1);
}

static void agree(struct walk *w, bool same, const char *what)
{
    if (!same && !w->bad)
        w->bad = what;
}

/* ---- operations ---- */

static void op_move(struct walk *w)
{
    unsigned pin = draw_pin(w);
    bool high = coin(w);

    ioapic_set_pin(&w->fast, pin, high);
    slow_move(&w->slow, pin, high);
}

/* Few vectors, so that pins share them; all bits are thrown at the entry. */
static void op_low(struct walk *w)
{
    unsigned pin = draw_pin(w);
    struct slow_pin as = {
        .vector = 0x50 + draw(w, 3),
        .mode = coin(w) ? 0 : draw(w, 7),
        .logical = coin(w),
        .active_low = draw(w, 3) == 0,
        .level_bit = draw(w, 3) != 0,
        .masked = draw(w, 3) == 0,
    };
    uint32_t value = as.vector | as.mode << 8 | (as.logical ? 0x800u : 0) |
                     (as.active_low ? 0x2000u : 0) |
                     (as.level_bit ? 0x8000u : 0) | (as.masked ? 0x10000u : 0);

    case_write(&w->fast, 0x10 + 2 * pin,
               value | (draw(w, 0x7fff) << 17) | (draw(w, 1) << 12) |
                   (draw(w, 1) << 14));
    slow_write(&w->slow, pin, as);
}

static void op_high(struct walk *w)
{
    unsigned pin = draw_pin(w);
    uint32_t dest = draw(w, 255);

    case_write(&w->fast, 0x11 + 2 * pin, dest << 24 | draw(w, 0xffff));
    w->slow.pin[pin].dest = dest;
}

static void op_send(struct walk *w)
{
    unsigned pin = draw_pin(w);
    const struct slow_pin p = w->slow.pin[pin];
    bool accepted = draw(w, 3) != 0;
    bool waited = slow_waits(&w->slow, pin);
    struct lapic_message m = ioapic_send(&w->fast, pin);

    ioapic_report(&w->fast, pin, waited && accepted);
    agree(w, m.sent == slow_send(&w->slow, pin, accepted), "sent");
    if (!m.sent)
        return;
    agree(w, m.vector == p.vector && m.delivery_mode == p.mode, "message");
    agree(w, m.dest == p.dest && m.dest_logical == p.logical, "destination");
    agree(w, m.is_level == slow_is_level(&p), "message's trigger");
    agree(w, m.is_assert && m.shorthand == 0, "message's constants");
    w->served += m.is_level && accepted;
}

static unsigned waiting(const struct walk *w)
{
    unsigned count = 0;

    for (unsigned pin = 0; pin < SLOW_PINS; pin++)
        count += slow_waits(&w->slow, pin);
    return count;
}

static void op_eoi(struct walk *w)
{
    uint8_t vector = (uint8_t)(0x50 + draw(w, 4));
    unsigned before = waiting(w);

    if (coin(w))
        ioapic_eoi(&w->fast, vector);
    else
        ioapic_write(&w->fast, 0x40, vector);
    slow_eoi(&w->slow, vector);
    w->again += waiting(w) - before;
}

static void (*const operations[])(struct walk *) = {
    op_move, op_move, op_move, op_send, op_send,
    op_send, op_send, op_low,  op_high, op_eoi,
};

/* ---- comparison ---- */

static void agree_pins(struct walk *w)
{
    int next = IOAPIC_NO_PIN;

    for (unsigned pin = 0; pin < SLOW_PINS; pin++) {
        uint64_t entry = ioapic_entry(&w->fast, pin);

        agree(w, (uint32_t)entry == slow_low(&w->slow, pin), "entry, low");
        agree(w, entry >> 56 == w->slow.pin[pin].dest, "entry, high");
        if (!slow_waits(&w->slow, pin))
            continue;
        next = ioapic_next(&w->fast, next);
        agree(w, next == (int)pin, "next");
        if (w->bad)
            return;
    }
    agree(w, ioapic_next(&w->fast, next) == IOAPIC_NO_PIN, "last");
}

static void walk_begin(struct walk *w, uint64_t seed)
{
    memset(w, 0, sizeof *w);
    w->rng.state = seed;
    ioapic_reset(&w->fast, SLOW_PINS);
    for (int i = 0; i < SLOW_PINS; i++)
        w->slow.pin[i].masked = true;
}

START_TEST(model_and_slow_reference_agree)
{
    uint32_t last = sizeof operations / sizeof operations[0] - 1;
    struct walk w;

    walk_begin(&w, (uint64_t)_i + 1);
    for (int i = 0; i < OPERATIONS; i++) {
        uint32_t op = draw(&w, last);
        const char *broken;

        operations[op](&w);
        agree_pins(&w);
        broken = ioapic_check(&w.fast);
        agree(&w, !broken, broken);
        ck_assert_msg(!w.bad, "seed %d, step %d, operation %u: %s", _i + 1, i,
                      op, w.bad);
    }
    ck_assert_uint_gt(w.served, 1000);
    ck_assert_uint_gt(w.again, 100);
}
END_TEST

Suite *ioapic_walk_suite(void)
{
    Suite *suite = suite_create("ioapic_walk");
    TCase *tc = tcase_create("random walk");

    tcase_set_timeout(tc, 60);
    tcase_add_loop_test(tc, model_and_slow_reference_agree, 0, SEEDS);
    suite_add_tcase(suite, tc);
    return suite;
}
