/*
 * tests/grader/read_bochs_apic_test.c - two of Bochs's ways to tell of one
 * thing in two lines: a masked expiry, and an access that ends the run.
 */
#include "read_bochs_case.h"

START_TEST(a_masked_expiry_is_one_event)
{
    read_text("00000295797d[APIC0 ] local apic timer LVT masked\n"
              "00000295797d[APIC0 ] local apic timer(periodic) triggered int, "
              "reset counter to 0x00000306\n");
    ck_assert_uint_eq(trace.count, 1);
    ck_assert_int_eq(trace.event[0].kind, EV_TIMER_MASKED);
}
END_TEST

START_TEST(the_expiry_after_a_masked_one_counts)
{
    read_text("00000295797d[APIC0 ] local apic timer LVT masked\n"
              "00000296509d[APIC0 ] local apic timer(periodic) triggered int, "
              "reset counter to 0x00000306\n");
    ck_assert_uint_eq(trace.count, 2);
    ck_assert_int_eq(trace.event[1].kind, EV_TIMER);
}
END_TEST

START_TEST(a_misaligned_access_is_told_by_its_offset)
{
    read_text("00000238530i[APIC0 ] warning: misaligned APIC access. "
              "addr=0x0000fee00208\n"
              "00000238530p[APIC0 ] >>PANIC<< failed assertion "
              "\"(addr & 0xf) == 0\" at apic.cc:356\n");
    ck_assert_uint_eq(trace.count, 1);
    ck_assert_int_eq(trace.event[0].kind, EV_PANIC);
    ck_assert_uint_eq(trace.event[0].reg, 0x208);
}
END_TEST

Suite *read_bochs_apic_suite(void);

Suite *read_bochs_apic_suite(void)
{
    Suite *suite = suite_create("read_bochs_apic");
    TCase *tests = tcase_create("lines");

    tcase_add_checked_fixture(tests, NULL, forget);
    tcase_add_test(tests, a_masked_expiry_is_one_event);
    tcase_add_test(tests, the_expiry_after_a_masked_one_counts);
    tcase_add_test(tests, a_misaligned_access_is_told_by_its_offset);
    suite_add_tcase(suite, tests);
    return suite;
}
