/*
 * tests/grader/read_bochs_gate_test.c - what Bochs says of gates, exceptions
 * and stacks.  The lines were cut from a log of lab 00.
 */
#include "read_bochs_case.h"

START_TEST(a_refused_gate_has_its_reason_then_the_fault)
{
    read_text("00000273001d[CPU0  ] interrupt(): vector = 53, TYPE = 4, "
              "EXT = 0\n"
              "00000273001e[CPU0  ] interrupt(long mode): soft_int && "
              "gate.dpl < CPL\n"
              "00000273001d[CPU0  ] exception(0x0d): error_code=029a\n");
    ck_assert_uint_eq(trace.count, 3);
    ck_assert_int_eq(trace.event[1].kind, EV_GATE_REFUSED);
    ck_assert_uint_eq(trace.event[1].reg, GATE_PRIVILEGE);
    ck_assert_int_eq(trace.event[2].kind, EV_EXCEPTION);
    ck_assert_uint_eq(trace.event[2].vector, 0x0d);
    ck_assert_uint_eq(trace.event[2].value, 0x29a);
}
END_TEST

START_TEST(a_vector_beyond_the_table_tells_the_limit)
{
    read_text("00000273001e[CPU0  ] interrupt(long mode): vector must be "
              "within IDT table limits, IDT.limit = 0x4af\n");
    ck_assert_uint_eq(trace.count, 1);
    ck_assert_uint_eq(trace.event[0].reg, GATE_BEYOND_LIMIT);
    ck_assert_uint_eq(trace.event[0].value, 0x4af);
}
END_TEST

START_TEST(an_unsupported_type_is_decimal)
{
    read_text("00000273001e[CPU0  ] interrupt(long mode): unsupported gate "
              "type 12\n");
    ck_assert_uint_eq(trace.count, 1);
    ck_assert_uint_eq(trace.event[0].reg, GATE_TYPE);
    ck_assert_uint_eq(trace.event[0].value, 12);
}
END_TEST

START_TEST(a_stack_of_the_tss_is_told_by_its_number)
{
    read_text("00000273001d[CPU0  ] interrupt(long mode): trap to IST, "
              "vector = 5\n");
    ck_assert_uint_eq(trace.count, 1);
    ck_assert_int_eq(trace.event[0].kind, EV_STACK);
    ck_assert_uint_eq(trace.event[0].value, 5);
}
END_TEST

START_TEST(a_page_walk_has_all_64_bits)
{
    read_text("00000273001d[CPU0  ] page walk for address "
              "0xffffabcdfed01440\n");
    ck_assert_uint_eq(trace.count, 1);
    ck_assert_int_eq(trace.event[0].kind, EV_PAGE_WALK);
    ck_assert_uint_eq(trace.event[0].value, UINT64_C(0xffffabcdfed01440));
}
END_TEST

Suite *read_bochs_gate_suite(void);

Suite *read_bochs_gate_suite(void)
{
    Suite *suite = suite_create("read_bochs_gate");
    TCase *tests = tcase_create("gates");

    tcase_add_checked_fixture(tests, NULL, forget);
    tcase_add_test(tests, a_refused_gate_has_its_reason_then_the_fault);
    tcase_add_test(tests, a_vector_beyond_the_table_tells_the_limit);
    tcase_add_test(tests, an_unsupported_type_is_decimal);
    tcase_add_test(tests, a_stack_of_the_tss_is_told_by_its_number);
    tcase_add_test(tests, a_page_walk_has_all_64_bits);
    suite_add_tcase(suite, tests);
    return suite;
}
