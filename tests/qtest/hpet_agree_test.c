/*
 * tests/qtest/hpet_agree_test.c - the model's HPET sends what QEMU's does:
 * random timers, routes and enable bits, each waited for by the real counter.
 *
 * Left out: level timers, for which the model sends nothing and QEMU does, and
 * periodic ones, whose matches do not end.  AGREE_PROGRAMS as in
 * edu_agree_test.c.
 */
#include "model/hpet.h"
#include "model/rng.h"
#include "qtest.h"

#define SAMPLE   200u
#define TIMERS   3u
#define CAPABLE  0x8030u
#define SOON     3000u /* counts of 10 ns: more than two requests take */
#define MESSAGES 4u

struct both {
    struct qtest qemu;
    struct hpet model;
    uint64_t program;
    struct msi_message due[MESSAGES];
    unsigned due_count;
};

static unsigned programs(void)
{
    const char *asked = getenv("AGREE_PROGRAMS");

    return asked != NULL ? (unsigned)strtoul(asked, NULL, 10) : SAMPLE;
}

static uint32_t get(struct both *b, uint32_t offset)
{
    return (uint32_t)qtest_ask(&b->qemu, "readl 0x%" PRIx64,
                               HPET_DEFAULT_BASE + offset);
}

static void put(struct both *b, uint32_t offset, uint32_t value)
{
    uint32_t ready;

    qtest_ask(&b->qemu, "writel 0x%" PRIx64 " 0x%x", HPET_DEFAULT_BASE + offset,
              value);
    ready = hpet_write(&b->model, offset, value);
    for (unsigned n = 0; n < TIMERS; n++)
        if ((ready >> n & 1) != 0 &&
            hpet_match(&b->model, n, &b->due[b->due_count]))
            b->due_count++;
}

/* Its counter passes; a request later QEMU has run what was due by then. */
static void let_pass(struct both *b, uint32_t compare)
{
    while ((b->model.config & HPET_CONFIG_ENABLE) != 0 &&
           (int32_t)(get(b, HPET_COUNTER) - compare) <= 0)
        continue;
    get(b, HPET_COUNTER);
    get(b, HPET_COUNTER);
}

static void compare_messages(struct both *b)
{
    struct qtest_irq seen[MESSAGES] = {{0}};
    unsigned count = qtest_irqs(&b->qemu, seen, MESSAGES), due = 0;

    for (unsigned i = 0; i < b->due_count; i++) {
        struct lapic_message m = msi_decode(&b->due[i]);

        if (!m.sent)
            continue;
        ck_assert_msg(due < count && m.dest == seen[due].dest &&
                          m.dest_logical == seen[due].dest_mode &&
                          m.delivery_mode == seen[due].delivery_mode &&
                          m.vector == seen[due].vector &&
                          m.is_level == seen[due].trigger_mode,
                      "program %" PRIu64 ": QEMU sent vector 0x%02x, the model "
                      "0x%02x",
                      b->program, seen[due].vector, m.vector);
        due++;
    }
    ck_assert_msg(count == due,
                  "program %" PRIu64 ": QEMU sent %u, the model %u", b->program,
                  count, due);
    b->due_count = 0;
}

/* The comparator goes ahead of the counter, so that a match is yet to come. */
static uint32_t put_compare(struct both *b, unsigned n)
{
    uint32_t compare = get(b, HPET_COUNTER) + SOON;

    put(b, HPET_TIMER_COMPARE(n), compare);
    return compare;
}

static void put_route(struct both *b, struct rng *rng, unsigned n)
{
    uint32_t address = 0xfee00000 | ((uint32_t)rng_next(rng) & 0xff00c);

    put(b, HPET_TIMER_FSB_VAL(n), (uint32_t)rng_next(rng) & 0xc7ff);
    put(b, HPET_TIMER_FSB_ADDR(n), address);
}

static uint32_t any_config(struct rng *rng)
{
    uint32_t config = (uint32_t)rng_next(rng) &
                      (uint32_t)(HPET_TIMER_ROUTE | HPET_TIMER_FSB_CAP);

    config |= (uint32_t)HPET_TIMER_32BIT;
    if (rng_between(rng, 0, 3) != 0)
        config |= (uint32_t)HPET_TIMER_FSB_ENABLE;
    if (rng_between(rng, 0, 3) != 0)
        config |= (uint32_t)HPET_TIMER_ENABLE;
    return config;
}

static void quiet(struct both *b)
{
    for (unsigned n = 0; n < TIMERS; n++)
        put(b, HPET_TIMER_CONFIG(n), 0);
    put(b, HPET_CONFIG, 0);
}

/* The block is enabled before the timer or after it, or not at all. */
static void play(struct both *b, struct rng *rng)
{
    unsigned n = rng_between(rng, 0, TIMERS - 1);
    uint32_t block = rng_between(rng, 0, 3);
    bool block_first = rng_between(rng, 0, 1) != 0;
    uint32_t compare;

    put_route(b, rng, n);
    if (block_first)
        put(b, HPET_CONFIG, block | 1);
    compare = put_compare(b, n);
    put(b, HPET_TIMER_CONFIG(n), any_config(rng));
    if (!block_first)
        put(b, HPET_CONFIG, block);
    let_pass(b, compare);
    compare_messages(b);
    put_route(b, rng, n);
    compare = put_compare(b, n);
    let_pass(b, compare);
    compare_messages(b);
}

START_TEST(random_timers_send_the_same)
{
    static struct both b;

    b = (struct both){.qemu = qtest_start("edu")};
    hpet_reset(&b.model, TIMERS, CAPABLE, 0);
    for (b.program = 1; b.program <= programs(); b.program++) {
        struct rng rng = {.state = b.program};

        quiet(&b);
        play(&b, &rng);
    }
    qtest_stop(&b.qemu);
}
END_TEST

START_TEST(capabilities_and_enable_bits_read_the_same)
{
    static struct both b;

    b = (struct both){.qemu = qtest_start("edu")};
    hpet_reset(&b.model, TIMERS, CAPABLE, 0);
    ck_assert_uint_eq(get(&b, HPET_TIMER_CONFIG(1)), b.model.timer[1].config);
    put(&b, HPET_TIMER_CONFIG(1), 0x5504);
    ck_assert_uint_eq(get(&b, HPET_TIMER_CONFIG(1)), b.model.timer[1].config);
    put(&b, HPET_TIMER_CONFIG(1), 0);
    ck_assert_uint_eq(get(&b, HPET_TIMER_CONFIG(1)), CAPABLE);
    qtest_stop(&b.qemu);
}
END_TEST

Suite *hpet_agree_suite(void);

Suite *hpet_agree_suite(void)
{
    Suite *suite = suite_create("HPET against QEMU");
    TCase *c = tcase_create("programs");

    tcase_set_timeout(c, 600);
    tcase_add_test(c, random_timers_send_the_same);
    tcase_add_test(c, capabilities_and_enable_bits_read_the_same);
    suite_add_tcase(suite, c);
    return suite;
}
