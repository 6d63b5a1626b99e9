/*
 * tests/model/ioapic_check_test.c - each promise of ioapic_check can be seen to
 * be broken: a state is spoilt by hand and must be named.
 */
#include <string.h>

#include "ioapic_case.h"

static void must_complain(const struct ioapic *io, const char *about)
{
    const char *said = ioapic_check(io);

    ck_assert_ptr_nonnull(said);
    ck_assert_msg(strstr(said, about), "said \"%s\"", said);
}

START_TEST(numbers_out_of_range_are_named)
{
    struct ioapic io = case_ioapic(0, CASE_EDGE), bad = io;

    bad.pins = 0;
    must_complain(&bad, "out of range");
    bad.pins = 241;
    must_complain(&bad, "out of range");
    bad = io;
    bad.regsel = 0x200;
    must_complain(&bad, "out of range");
    bad = io;
    bad.id = 16;
    must_complain(&bad, "out of range");
}
END_TEST

START_TEST(reserved_bits_are_named)
{
    struct ioapic io = case_ioapic(0, CASE_EDGE);

    io.rte[23] |= 0x1000;
    must_complain(&io, "reserved");
    io.rte[23] = 0x20000;
    must_complain(&io, "reserved");
    io.rte[23] = UINT64_C(1) << 48;
    ck_assert_ptr_null(ioapic_check(&io));
    io.version = 0x11;
    must_complain(&io, "reserved");
}
END_TEST

START_TEST(remote_irr_of_an_edge_entry_is_named)
{
    struct ioapic io = case_ioapic(0, CASE_LEVEL);

    io.rte[0] = 0xc051;
    ck_assert_ptr_null(ioapic_check(&io));
    io.rte[0] = 0x4051;
    must_complain(&io, "Remote IRR");
    io.rte[0] = 0xc451;
    must_complain(&io, "Remote IRR");
}
END_TEST

START_TEST(edge_in_a_level_entry_is_named)
{
    struct ioapic io = case_ioapic(5, CASE_LEVEL);

    io.edge_irr[5] = true;
    must_complain(&io, "edge waits");
}
END_TEST

START_TEST(state_beyond_the_last_pin_is_named)
{
    struct ioapic io = case_ioapic(0, CASE_EDGE), bad = io;

    bad.rte[24] = 0x10000;
    must_complain(&bad, "beyond");
    bad = io;
    bad.high[239] = true;
    must_complain(&bad, "beyond");
    bad = io;
    bad.edge_irr[100] = true;
    must_complain(&bad, "beyond");
}
END_TEST

Suite *ioapic_check_suite(void)
{
    Suite *suite = suite_create("ioapic_check");
    TCase *tc = tcase_create("promises");

    tcase_add_test(tc, numbers_out_of_range_are_named);
    tcase_add_test(tc, reserved_bits_are_named);
    tcase_add_test(tc, remote_irr_of_an_edge_entry_is_named);
    tcase_add_test(tc, edge_in_a_level_entry_is_named);
    tcase_add_test(tc, state_beyond_the_last_pin_is_named);
    suite_add_tcase(suite, tc);
    return suite;
}
