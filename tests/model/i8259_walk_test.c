/*
 * tests/model/i8259_walk_test.c - random walks of the pair.
 *
 * After each of 100,000 random operations the model and the reference of
 * i8259_slow.h show the same pin, registers, bytes read and vectors, and the
 * model's invariants hold.  Walked twice: as the data sheet says, and with
 * edges that outlive their line.
 */
#include <check.h>

#include "i8259_slow.h"
#include "model/i8259_pair.h"
#include "model/rng.h"

#define STEPS 100000

static struct i8259_pair pair;
static struct slow slow;
static struct rng rng;
static unsigned granted, spurious, slave_granted, frozen;

static unsigned draw(unsigned below)
{
    return rng_between(&rng, 0, below - 1);
}

static void write_both(uint16_t port, uint8_t value)
{
    bool pin = i8259_pair_write(&pair, port, value);

    slow_write(&slow, port, value);
    ck_assert_int_eq(pin, slow_int(&slow.chip[0]));
}

static void random_line(void)
{
    unsigned irq = draw(18);
    bool high = draw(2);

    i8259_pair_set_line(&pair, irq, high);
    slow_set_line(&slow, irq, high);
}

static void random_inta(void)
{
    int irq;
    uint8_t vector;

    if (!i8259_pair_int(&pair) && draw(8) > 0)
        return;
    irq = i8259_pair_resolve(&pair);
    vector = i8259_pair_acknowledge(&pair);
    ck_assert_uint_eq(vector, slow_acknowledge(&slow));
    granted += irq >= 0 && irq < 8;
    slave_granted += irq >= 8;
    spurious += irq < 0;
    if (irq >= 8)
        ck_assert_uint_eq(vector, pair.slave.base + (unsigned)irq - 8);
    if (irq >= 0 && irq < 8)
        ck_assert_int_eq(i8259_pair_vector_irq(&pair, vector), irq);
}

static void random_frozen_inta(void)
{
    unsigned irq = draw(17);
    bool done = i8259_pair_acknowledge_as(&pair, irq);

    ck_assert_int_eq(done, slow_acknowledge_as(&slow, irq));
    frozen += done;
}

static uint16_t command_port(void)
{
    return draw(2) ? 0x20 : 0xa0;
}

/* Mostly ends of interrupt, so that the walk does not stand still. */
static void random_ocw2(void)
{
    uint8_t value = (uint8_t)(draw(8) << 5 | draw(8));

    write_both(command_port(), draw(3) ? 0x20 : value);
}

static void random_ocw3(void)
{
    write_both(command_port(), (uint8_t)(0x08 | (draw(128) & 0x67)));
}

static void random_ocw1(void)
{
    write_both(command_port() + 1u, (uint8_t)(draw(256) & draw(256)));
}

static void random_read(void)
{
    static const uint16_t port[] = {0x20, 0x21, 0xa0, 0xa1, 0x4d0, 0x4d1};
    uint16_t from = port[draw(6)];

    ck_assert_uint_eq(i8259_pair_read(&pair, from), slow_read(&slow, from));
}

static void random_elcr(void)
{
    write_both((uint16_t)(0x4d0 + draw(2)), (uint8_t)draw(256));
}

/* One to four words, seldom finished as a PC's firmware would.  Bases differ,
 * so that a vector names one IRQ. */
static void random_icw(void)
{
    uint16_t port = command_port();
    uint8_t usual = port == 0x20 ? 0x04 : 0x02;

    write_both(port, (uint8_t)(0x10 | (draw(4) ? 0x01 : draw(16))));
    write_both(port + 1u, (uint8_t)((port == 0x20 ? 0x00 : 0x80) | draw(128)));
    if (draw(8) == 0)
        return;
    write_both(port + 1u, draw(4) ? usual : (uint8_t)draw(256));
    write_both(port + 1u, (uint8_t)(draw(2) ? 0x01 : draw(32)));
}

static void random_step(void)
{
    unsigned dice = draw(1000);

    if (dice < 400)
        random_line();
    else if (dice < 600)
        random_inta();
    else if (dice < 800)
        random_ocw2();
    else if (dice < 840)
        random_ocw1();
    else if (dice < 880)
        random_ocw3();
    else if (dice < 960)
        random_read();
    else if (dice < 980)
        random_frozen_inta();
    else if (dice < 990)
        random_elcr();
    else
        random_icw();
}

static unsigned both(char what)
{
    return slow_byte(&slow.chip[0], what) |
           (unsigned)slow_byte(&slow.chip[1], what) << 8;
}

static void compare(unsigned step)
{
    ck_assert_msg(i8259_pair_check(&pair), "step %u: invariants", step);
    ck_assert_msg(i8259_pair_int(&pair) == slow_int(&slow.chip[0]),
                  "step %u: INT", step);
    ck_assert_msg(i8259_pair_irr(&pair) == both('r'), "step %u: IRR", step);
    ck_assert_msg(i8259_pair_isr(&pair) == both('s'), "step %u: ISR", step);
    ck_assert_msg(i8259_pair_imr(&pair) == both('m'), "step %u: IMR", step);
}

static void walk(uint64_t seed, bool keeps_edges)
{
    rng.state = seed;
    i8259_pair_reset(&pair);
    i8259_pair_keep_edges(&pair, keeps_edges);
    slow_reset(&slow, keeps_edges);
    granted = slave_granted = spurious = frozen = 0;
    for (unsigned step = 0; step < STEPS; step++) {
        random_step();
        compare(step);
    }
    /* The walk went where it should: numbers far below what it reaches. */
    ck_assert_uint_gt(granted, 1000);
    ck_assert_uint_gt(slave_granted, 500);
    ck_assert_uint_gt(spurious, 500);
    ck_assert_uint_gt(frozen, 50);
}

START_TEST(walk_as_the_data_sheet_says)
{
    walk(8259, false);
}
END_TEST

START_TEST(walk_with_kept_edges)
{
    walk(9528, true);
}
END_TEST

Suite *i8259_walk_suite(void);

Suite *i8259_walk_suite(void)
{
    Suite *suite = suite_create("i8259_walk");
    TCase *tcase = tcase_create("i8259_walk");

    tcase_add_test(tcase, walk_as_the_data_sheet_says);
    tcase_add_test(tcase, walk_with_kept_edges);
    suite_add_tcase(suite, tcase);
    return suite;
}
