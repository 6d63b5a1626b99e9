/*
 * tests/model/hpet_test.c - which write makes which timer send what.
 *
 * Messages and offsets are numbers worked out by hand.
 */
#include <check.h>
#include "model/hpet.h"

#define PLATFORM  0x00a0u
#define GENERAL   0x010u
#define CONFIG1   0x120u
#define COMPARE1  0x128u
#define VALUE1    0x130u
#define ADDRESS1  0x134u
#define FSB       0x4000u
#define ENABLE    0x0004u
#define LEVEL     0x0002u
#define TIMER1    2u
#define CAPABLE   0x8030u /* as QEMU's timers with msi=on read */
#define INCAPABLE 0x0030u

static struct hpet hpet;

/* Timer 1 would write 61h to CPU 2; the counter runs, nothing is enabled. */
static void begin(uint32_t capabilities)
{
    hpet_reset(&hpet, 3, capabilities, PLATFORM);
    ck_assert_uint_eq(hpet_write(&hpet, GENERAL, 1), 0);
    ck_assert_uint_eq(hpet_write(&hpet, VALUE1, 0x61), 0);
    ck_assert_uint_eq(hpet_write(&hpet, ADDRESS1, 0xfee02000), 0);
}

static bool sends(unsigned timer)
{
    struct msi_message message;

    return hpet_match(&hpet, timer, &message);
}

START_TEST(a_match_writes_the_routes_low_half_to_its_high_half)
{
    struct msi_message message;

    begin(CAPABLE);
    ck_assert_uint_eq(hpet_write(&hpet, CONFIG1, FSB | ENABLE), TIMER1);
    ck_assert(hpet_match(&hpet, 1, &message));
    ck_assert_uint_eq(message.address, 0xfee02000);
    ck_assert_uint_eq(message.data, 0x61);
    ck_assert_uint_eq(message.requester, PLATFORM);
    ck_assert_uint_eq(msi_decode(&message).vector, 0x61);
    ck_assert_uint_eq(msi_decode(&message).dest, 2);
}
END_TEST

START_TEST(all_32_bits_of_the_data_leave)
{
    struct msi_message message;

    begin(CAPABLE);
    hpet_write(&hpet, VALUE1, 0xdeadc061);
    hpet_write(&hpet, CONFIG1, FSB | ENABLE);
    ck_assert(hpet_match(&hpet, 1, &message));
    ck_assert_uint_eq(message.data, 0xdeadc061);
}
END_TEST

START_TEST(the_other_timers_stay_silent)
{
    begin(CAPABLE);
    hpet_write(&hpet, CONFIG1, FSB | ENABLE);
    ck_assert(sends(1));
    ck_assert(!sends(0) && !sends(2) && !sends(3) && !sends(99));
}
END_TEST

START_TEST(both_enable_bits_are_needed)
{
    begin(CAPABLE);
    ck_assert_uint_eq(hpet_write(&hpet, CONFIG1, FSB), 0);
    ck_assert(!sends(1));
    ck_assert_uint_eq(hpet_write(&hpet, CONFIG1, ENABLE), 0);
    ck_assert(!sends(1));
    ck_assert_uint_eq(hpet_write(&hpet, CONFIG1, FSB | ENABLE), TIMER1);
    ck_assert(sends(1));
    ck_assert_uint_eq(hpet_write(&hpet, CONFIG1, 0), 0);
    ck_assert(!sends(1));
}
END_TEST

/* Its enable bit does not even stick: that of Bochs does, and means nothing. */
START_TEST(a_timer_without_the_capability_never_sends)
{
    begin(INCAPABLE);
    ck_assert_uint_eq(hpet_write(&hpet, CONFIG1, FSB | ENABLE), 0);
    ck_assert_uint_eq(hpet.timer[1].config, INCAPABLE | ENABLE);
    ck_assert(!sends(1));
}
END_TEST

START_TEST(capabilities_are_read_only)
{
    begin(CAPABLE);
    hpet_write(&hpet, CONFIG1, 0xffffffff);
    ck_assert_uint_eq(hpet.timer[1].config, 0xff7e);
    hpet_write(&hpet, CONFIG1, 0);
    ck_assert_uint_eq(hpet.timer[1].config, CAPABLE);
    begin(INCAPABLE);
    hpet_write(&hpet, CONFIG1, 0xffffffff);
    ck_assert_uint_eq(hpet.timer[1].config, 0x3f7e);
}
END_TEST

START_TEST(a_level_timer_sends_no_message)
{
    begin(CAPABLE);
    ck_assert_uint_eq(hpet_write(&hpet, CONFIG1, FSB | ENABLE | LEVEL), 0);
    ck_assert(!sends(1));
    ck_assert_uint_eq(hpet_write(&hpet, CONFIG1, FSB | ENABLE), TIMER1);
}
END_TEST

START_TEST(nothing_matches_while_the_counter_stands)
{
    begin(CAPABLE);
    hpet_write(&hpet, GENERAL, 0);
    ck_assert_uint_eq(hpet_write(&hpet, CONFIG1, FSB | ENABLE), 0);
    ck_assert(!sends(1));
    ck_assert_uint_eq(hpet_write(&hpet, GENERAL, 1), TIMER1);
    ck_assert(sends(1));
}
END_TEST

START_TEST(written_again_it_waits_for_the_same_match)
{
    begin(CAPABLE);
    ck_assert_uint_eq(hpet_write(&hpet, CONFIG1, FSB | ENABLE), TIMER1);
    ck_assert_uint_eq(hpet_write(&hpet, CONFIG1, FSB | ENABLE), 0);
    ck_assert_uint_eq(hpet_write(&hpet, VALUE1, 0x62), 0);
    ck_assert_uint_eq(hpet_write(&hpet, COMPARE1, 1000), TIMER1);
    ck_assert_uint_eq(hpet_write(&hpet, COMPARE1 + 0x20, 1000), 0);
}
END_TEST

START_TEST(the_line_of_the_route_field_does_not_matter)
{
    begin(CAPABLE);
    ck_assert_uint_eq(hpet_write(&hpet, CONFIG1, FSB | ENABLE | 11u << 9),
                      TIMER1);
    ck_assert(sends(1));
}
END_TEST

START_TEST(a_block_has_32_timers_at_most)
{
    struct msi_message message;

    hpet_reset(&hpet, 1000, CAPABLE, PLATFORM);
    hpet_write(&hpet, GENERAL, 1);
    ck_assert_uint_eq(hpet_write(&hpet, 0x100 + 31 * 0x20, FSB | ENABLE),
                      0x80000000);
    ck_assert(hpet_match(&hpet, 31, &message));
    ck_assert_uint_eq(hpet_write(&hpet, 0x100 + 32 * 0x20, FSB | ENABLE), 0);
    ck_assert_uint_eq(hpet_write(&hpet, 0xfffffff0, FSB | ENABLE), 0);
    ck_assert_uint_eq(hpet_write(&hpet, 0x0f0, FSB | ENABLE), 0);
}
END_TEST

Suite *hpet_suite(void);

Suite *hpet_suite(void)
{
    Suite *suite = suite_create("hpet");
    TCase *c = tcase_create("messages");

    tcase_add_test(c, a_match_writes_the_routes_low_half_to_its_high_half);
    tcase_add_test(c, all_32_bits_of_the_data_leave);
    tcase_add_test(c, the_other_timers_stay_silent);
    tcase_add_test(c, both_enable_bits_are_needed);
    tcase_add_test(c, a_timer_without_the_capability_never_sends);
    tcase_add_test(c, capabilities_are_read_only);
    tcase_add_test(c, a_level_timer_sends_no_message);
    tcase_add_test(c, nothing_matches_while_the_counter_stands);
    tcase_add_test(c, written_again_it_waits_for_the_same_match);
    tcase_add_test(c, the_line_of_the_route_field_does_not_matter);
    tcase_add_test(c, a_block_has_32_timers_at_most);
    suite_add_tcase(suite, c);
    return suite;
}
