/*
 * tests/model/i8259_bochs_test.c - the pair beside what Bochs 2.7 did.
 *
 * Each row is a program that was run in Bochs 2.7 with IF=0 and then one STI;
 * the vector is what its log showed, 0 for none.  Where the model, following
 * the data sheet, differs, both are given: the named deviations that a grader
 * has to allow.  IRQ 4 was COM1's THRE, IRQ 8 the RTC.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#include "model/i8259_frozen.h"

#define MASTER_INIT "w20=11 w21=20 w21=04 w21=01 "
#define SLAVE_INIT  "wa0=11 wa1=28 wa1=02 wa1=01 "

struct row {
    const char *program; /* +irq, -irq, wPORT=VALUE */
    uint8_t bochs;
    uint8_t model;   /* 0: as Bochs */
    uint8_t watched; /* with i8259_frozen; 0: as Bochs */
};

static const struct row rows[] = {
    {"+4", 0x24, 0, 0},
    {"+8", 0x28, 0, 0},
    /* withdrawn: INT stays up and the INTA finds nothing */
    {"+4 -4", 0x27, 0, 0},
    {"+8 -8", 0x2f, 0, 0},
    {"w4d0=10 +4 -4 w4d0=00", 0x27, 0, 0},
    /* what forgets a withdrawn request, and what does not */
    {"+4 -4 w21=00", 0, 0, 0},
    {"+4 -4 w21=10", 0, 0, 0},
    {"+4 -4 w20=20", 0, 0, 0},
    {"+4 -4 w20=64", 0, 0, 0},
    {"+4 -4 w20=68", 0, 0, 0},
    {"+4 -4 w20=c7", 0x27, 0, 0},
    {"+4 -4 w20=80", 0x27, 0, 0},
    {"+4 -4 w20=0b", 0x27, 0, 0},
    {"+8 -8 w21=00", 0x2f, 0, 0},
    {"+8 -8 w20=20", 0x2f, 0, 0},
    {"+8 -8 wa1=00", 0x27, 0, 0},
    {"+8 -8 wa0=20", 0x27, 0, 0},
    /* masks */
    {"+4 w21=ff", 0, 0, 0},
    {"+4 w21=ff -4 w21=00", 0, 0, 0},
    {"+8 wa1=ff", 0x27, 0, 0},
    {"+8 wa1=ff w21=00", 0, 0, 0},
    {"+8 wa1=ff wa1=00", 0x28, 0, 0},
    {"+8 wa0=20 w20=20", 0x28, 0, 0},
    /* a new initialisation drops edges, and those of the cascade */
    {"+4 " MASTER_INIT, 0, 0, 0},
    {"+8 " MASTER_INIT, 0, 0, 0},
    {"w20=11 w21=20 +4 w21=04 w21=01", 0x24, 0, 0},
    /* deviation: the master keeps its cascade request */
    {"+8 " SLAVE_INIT, 0x2f, 0x27, 0x27},
    /* deviation: the choice is frozen when INT rises */
    {"+4 +0", 0x24, 0x20, 0},
    {"+4 +8 -4", 0x24, 0x28, 0},
};

static struct i8259_pair pair;
static struct i8259_frozen frozen;

static void write_port(const char *word)
{
    char *equals;
    unsigned long port = strtoul(word, &equals, 16);
    unsigned long value = strtoul(equals + 1, NULL, 16);

    i8259_pair_write(&pair, (uint16_t)port, (uint8_t)value);
}

static void step(const char *word)
{
    if (word[0] == 'w')
        write_port(word + 1);
    else
        i8259_pair_set_line(&pair, (unsigned)atoi(word + 1), word[0] == '+');
}

static void run(const char *program)
{
    char word[16];
    int used;

    while (sscanf(program, "%15s%n", word, &used) == 1) {
        step(word);
        i8259_frozen_watch(&frozen, &pair);
        ck_assert(i8259_pair_check(&pair));
        program += used;
    }
}

static void start(const char *program)
{
    i8259_pair_reset(&pair);
    i8259_frozen_reset(&frozen);
    run(MASTER_INIT SLAVE_INIT);
    run(program);
}

/* The vector at STI; 0 when the CPU's INTR is low. */
static uint8_t vector_of(const char *program)
{
    start(program);
    return i8259_pair_int(&pair) ? i8259_pair_acknowledge(&pair) : 0;
}

START_TEST(pair_does_what_bochs_did)
{
    const struct row *r = &rows[_i];

    ck_assert_msg(vector_of(r->program) == (r->model ? r->model : r->bochs),
                  "%s: vector %#x", r->program, vector_of(r->program));
}
END_TEST

START_TEST(watcher_does_what_bochs_did)
{
    const struct row *r = &rows[_i];
    uint8_t want = r->watched ? r->watched : r->bochs;

    start(r->program);
    ck_assert_int_eq(i8259_frozen_int(&frozen), want != 0);
    if (want)
        ck_assert_uint_eq(i8259_frozen_acknowledge(&frozen, &pair), want);
    ck_assert(i8259_pair_check(&pair));
}
END_TEST

/* A choice that INT could have been raised for, then the better one nests. */
START_TEST(frozen_choice_is_explained)
{
    start("+4 +0");
    ck_assert(i8259_pair_acknowledge_as(&pair, 4));
    ck_assert_uint_eq(i8259_pair_acknowledge(&pair), 0x20);
}
END_TEST

/* Its line went away: no 8259A would serve it, only the watcher tells. */
START_TEST(frozen_and_withdrawn_choice_is_refused)
{
    start("+4 +8 -4");
    ck_assert(!i8259_pair_acknowledge_as(&pair, 4));
    ck_assert_uint_eq(i8259_frozen_acknowledge(&frozen, &pair), 0x24);
    ck_assert_uint_eq(i8259_pair_isr(&pair), 0x0010);
}
END_TEST

START_TEST(watcher_chooses_again_after_the_inta)
{
    start("+4 +0");
    ck_assert_uint_eq(i8259_frozen_acknowledge(&frozen, &pair), 0x24);
    ck_assert(i8259_frozen_int(&frozen));
    ck_assert_uint_eq(i8259_frozen_acknowledge(&frozen, &pair), 0x20);
    ck_assert(!i8259_frozen_int(&frozen));
}
END_TEST

START_TEST(watcher_freezes_the_slave_too)
{
    start("+12 +9");
    ck_assert_uint_eq(i8259_frozen_acknowledge(&frozen, &pair), 0x2c);
    ck_assert_int_eq(frozen.slave, 1);
    run("w20=20");
    ck_assert_uint_eq(i8259_frozen_acknowledge(&frozen, &pair), 0x29);
}
END_TEST

START_TEST(watcher_keeps_the_slaves_choice_over_a_masters_inta)
{
    start("+0 +12 +9");
    ck_assert_uint_eq(i8259_frozen_acknowledge(&frozen, &pair), 0x20);
    run("w20=20");
    ck_assert_uint_eq(i8259_frozen_acknowledge(&frozen, &pair), 0x2c);
}
END_TEST

/* INT stays for a request that is there but blocked: IRQ 3 after IRQ 1. */
START_TEST(watcher_keeps_int_while_a_blocked_request_remains)
{
    start("+1");
    i8259_frozen_acknowledge(&frozen, &pair);
    run("+3 +0 -0 w21=00");
    ck_assert(!i8259_pair_int(&pair));
    ck_assert_uint_eq(i8259_frozen_acknowledge(&frozen, &pair), 0x20);
}
END_TEST

Suite *i8259_bochs_suite(void);

Suite *i8259_bochs_suite(void)
{
    Suite *suite = suite_create("i8259_bochs");
    TCase *tcase = tcase_create("i8259_bochs");

    tcase_add_loop_test(tcase, pair_does_what_bochs_did, 0,
                        sizeof rows / sizeof rows[0]);
    tcase_add_loop_test(tcase, watcher_does_what_bochs_did, 0,
                        sizeof rows / sizeof rows[0]);
    tcase_add_test(tcase, frozen_choice_is_explained);
    tcase_add_test(tcase, frozen_and_withdrawn_choice_is_refused);
    tcase_add_test(tcase, watcher_chooses_again_after_the_inta);
    tcase_add_test(tcase, watcher_freezes_the_slave_too);
    tcase_add_test(tcase, watcher_keeps_the_slaves_choice_over_a_masters_inta);
    tcase_add_test(tcase, watcher_keeps_int_while_a_blocked_request_remains);
    suite_add_tcase(suite, tcase);
    return suite;
}
