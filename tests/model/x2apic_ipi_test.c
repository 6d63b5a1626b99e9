/*
 * tests/model/x2apic_ipi_test.c - sending in x2APIC mode: ICR in one write of
 * 64 bits, SELF IPI, and what is refused.
 * [SDM3 10.12.9 "ICR Operation in x2APIC Mode"]
 * [SDM3 10.12.11 "SELF IPI Register"]
 */
#include "x2apic_case.h"

static struct lapic_message send(struct lapic *l, uint64_t icr)
{
    struct x2apic_written w = case_wrmsr(l, 0x830, icr);

    ck_assert(!w.gp);
    ck_assert_int_eq(w.out.eoi.vector, LAPIC_NO_VECTOR);
    return w.out.message;
}

static uint64_t esr(struct lapic *l)
{
    case_wrmsr(l, 0x828, 0);
    return case_rdmsr(l, 0x828);
}

START_TEST(one_write_sends)
{
    struct lapic l = case_x2apic(5);
    struct lapic_message m = send(&l, UINT64_C(0x0001234500004061));

    ck_assert(m.sent && m.is_assert && !m.is_level);
    ck_assert(m.dest_is_wide && !m.dest_logical);
    ck_assert_uint_eq(m.dest, 0x00012345);
    ck_assert_uint_eq(m.vector, 0x61);
    ck_assert_uint_eq(m.delivery_mode, 0);
    ck_assert_uint_eq(m.shorthand, 0);
}
END_TEST

START_TEST(logical_destination_has_32_bits)
{
    struct lapic l = case_x2apic(5);
    struct lapic_message m = send(&l, UINT64_C(0x1234002000004861));

    ck_assert(m.sent && m.dest_logical);
    ck_assert_uint_eq(m.dest, 0x12340020);
}
END_TEST

START_TEST(icr_reads_what_was_written)
{
    struct lapic l = case_x2apic(5);

    send(&l, UINT64_C(0x89abcdef000c4500));
    ck_assert_uint_eq(case_rdmsr(&l, 0x830), UINT64_C(0x89abcdef000c4500));
}
END_TEST

START_TEST(xapic_message_is_not_wide)
{
    struct lapic l = case_enabled();

    ck_assert(!case_write(&l, LAPIC_ICR_LOW, 0x4061).message.dest_is_wide);
}
END_TEST

/* By delivery mode: without shorthand or to all others, and to a set with the
 * sender.  Lowest priority, reserved here, is an error: ESR bit 4. */
static const struct {
    bool to_others, to_self;
    uint64_t esr;
} allowed[8] = {
    {true, true, 0},  {false, false, 0x10}, {true, false, 0}, {false, false, 0},
    {true, false, 0}, {true, false, 0},     {true, false, 0}, {false, false, 0},
};

START_TEST(table_of_valid_combinations)
{
    struct lapic l = case_x2apic(5);
    uint64_t low = 0x4061u | (uint32_t)_i << 8;

    ck_assert(send(&l, low).sent == allowed[_i].to_others);
    ck_assert_uint_eq(esr(&l), allowed[_i].esr);
    ck_assert(send(&l, low | 0x40000).sent == allowed[_i].to_self);
    ck_assert(send(&l, low | 0x80000).sent == allowed[_i].to_self);
    ck_assert(send(&l, low | 0xc0000).sent == allowed[_i].to_others);
}
END_TEST

START_TEST(illegal_vector_is_not_sent)
{
    struct lapic l = case_x2apic(5);

    ck_assert(!send(&l, 0x400f).sent);
    ck_assert_uint_eq(esr(&l), 0x20);
    ck_assert(send(&l, 0x4010).sent);
    ck_assert_uint_eq(esr(&l), 0);
}
END_TEST

START_TEST(self_ipi_is_fixed_and_edge)
{
    struct lapic l = case_x2apic(5);
    struct lapic_message m = case_wrmsr(&l, 0x83f, 0x61).out.message;

    ck_assert(m.sent && m.is_assert && !m.is_level);
    ck_assert_uint_eq(m.delivery_mode, 0);
    ck_assert_uint_eq(m.shorthand, 1);
    ck_assert_int_eq(lapic_receive_own(&l, &m), LAPIC_ACCEPTED);
    ck_assert(lapic_test_irr(&l, 0x61));
    ck_assert(!lapic_test_tmr(&l, 0x61));
}
END_TEST

START_TEST(self_ipi_leaves_icr_alone)
{
    struct lapic l = case_x2apic(5);

    send(&l, UINT64_C(0x0000000700004062));
    case_wrmsr(&l, 0x83f, 0x61);
    ck_assert_uint_eq(case_rdmsr(&l, 0x830), UINT64_C(0x0000000700004062));
}
END_TEST

START_TEST(illegal_self_ipi_is_two_errors)
{
    struct lapic l = case_x2apic(5);

    ck_assert(!case_wrmsr(&l, 0x83f, 0x0f).out.message.sent);
    ck_assert_uint_eq(esr(&l), 0x60);
    ck_assert(case_wrmsr(&l, 0x83f, 0x10).out.message.sent);
    ck_assert_uint_eq(esr(&l), 0);
}
END_TEST

START_TEST(self_ipi_offset_in_memory_is_an_error)
{
    struct lapic l = case_enabled();

    ck_assert(!case_write(&l, 0x3f0, 0x61).message.sent);
    ck_assert_uint_eq(case_esr(&l), 0x80);
}
END_TEST

START_TEST(unicast_to_oneself_comes_back)
{
    struct lapic l = case_x2apic(0x145);
    struct lapic_message m = send(&l, UINT64_C(0x0000014500004061));

    ck_assert_int_eq(lapic_receive_own(&l, &m), LAPIC_ACCEPTED);
    m = send(&l, UINT64_C(0x0000004500004061));
    ck_assert_int_eq(lapic_receive_own(&l, &m), LAPIC_NOT_MINE);
}
END_TEST

Suite *x2apic_ipi_suite(void)
{
    Suite *suite = suite_create("x2apic_ipi");
    TCase *tc = tcase_create("sending");

    tcase_add_test(tc, one_write_sends);
    tcase_add_test(tc, logical_destination_has_32_bits);
    tcase_add_test(tc, icr_reads_what_was_written);
    tcase_add_test(tc, xapic_message_is_not_wide);
    tcase_add_loop_test(tc, table_of_valid_combinations, 0, 8);
    tcase_add_test(tc, illegal_vector_is_not_sent);
    tcase_add_test(tc, self_ipi_is_fixed_and_edge);
    tcase_add_test(tc, self_ipi_leaves_icr_alone);
    tcase_add_test(tc, illegal_self_ipi_is_two_errors);
    tcase_add_test(tc, self_ipi_offset_in_memory_is_an_error);
    tcase_add_test(tc, unicast_to_oneself_comes_back);
    suite_add_tcase(suite, tc);
    return suite;
}
