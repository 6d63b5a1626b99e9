/*
 * tests/model/x2apic_map_test.c - the MSRs of x2APIC mode: what each reads,
 * takes, or refuses with #GP, over the whole range.
 * [SDM3 10.12.1.2 "x2APIC Register Address Space"], table 10-6;
 * [SDM3 10.12.1.3 "Reserved Bit Checking"]
 */
#include "x2apic_case.h"

/* Every MSR that exists: may it be read, written; its value after reset, bits
 * that must be written 0, what it reads after all other bits were written. */
static const struct {
    uint32_t msr;
    bool read, write;
    uint64_t reset, reserved, ones;
} map[] = {
    {0x802, true, false, 5, 0, 0},
    {0x803, true, false, 0x01060015, 0, 0},
    {0x808, true, true, 0, 0xffffffffffffff00, 0xff},
    {0x80a, true, false, 0, 0, 0},
    {0x80b, false, true, 0, 0xffffffffffffffff, 0},
    {0x80d, true, false, 0x20, 0, 0},
    {0x80f, true, true, 0x1ff, 0xffffffffffffee00, 0x11ff},
    {0x828, true, true, 0, 0xffffffffffffffff, 0},
    {0x82f, true, true, 0x10000, 0xfffffffffffee800, 0x107ff},
    {0x830, true, true, 0, 0x00000000fff33000, 0xffffffff000ccfff},
    {0x832, true, true, 0x10000, 0xfffffffffff8ef00, 0x700ff},
    {0x833, true, true, 0x10000, 0xfffffffffffee800, 0x107ff},
    {0x834, true, true, 0x10000, 0xfffffffffffee800, 0x107ff},
    {0x835, true, true, 0x10000, 0xfffffffffffe0800, 0x1a7ff},
    {0x836, true, true, 0x10000, 0xfffffffffffe0800, 0x1a7ff},
    {0x837, true, true, 0x10000, 0xfffffffffffeef00, 0x100ff},
    {0x838, true, true, 0, 0xffffffff00000000, 0xffffffff},
    {0x839, true, false, 0, 0, 0},
    {0x83e, true, true, 0, 0xfffffffffffffff4, 0xb},
    {0x83f, false, true, 0, 0xffffffffffffff00, 0},
};

#define MAP_COUNT (sizeof map / sizeof map[0])

START_TEST(msr_reads_as_after_reset)
{
    struct lapic l = case_x2apic(5);
    struct x2apic_read r = x2apic_read(&l, map[_i].msr, 0);

    ck_assert(r.gp == !map[_i].read);
    ck_assert_uint_eq(r.value, map[_i].reset);
}
END_TEST

START_TEST(msr_keeps_what_is_not_reserved)
{
    struct lapic l = case_x2apic(5);
    bool gp = case_wrmsr(&l, map[_i].msr, ~map[_i].reserved).gp;

    ck_assert(gp == !map[_i].write);
    if (map[_i].write && map[_i].read)
        ck_assert_uint_eq(case_rdmsr(&l, map[_i].msr), map[_i].ones);
}
END_TEST

START_TEST(each_reserved_bit_is_gp)
{
    struct lapic l = case_x2apic(5), before = l;

    for (unsigned bit = 0; bit < 64; bit++)
        if (map[_i].reserved >> bit & 1) {
            ck_assert_msg(case_wrmsr(&l, map[_i].msr, UINT64_C(1) << bit).gp,
                          "bit %u", bit);
            ck_assert_mem_eq(&l, &before, sizeof l);
        }
}
END_TEST

static bool is_in_map(uint32_t msr)
{
    for (size_t i = 0; i < MAP_COUNT; i++)
        if (map[i].msr == msr)
            return true;
    return msr >= 0x810 && msr <= 0x827;
}

/* Among them APR (809h), RRD (80Ch), DFR (80Eh) and ICR high (831h). */
START_TEST(what_is_not_in_the_table_is_gp)
{
    struct lapic l = case_x2apic(5), before = l;

    for (uint32_t msr = 0x7ff; msr <= 0xc00; msr++) {
        if (is_in_map(msr))
            continue;
        ck_assert_msg(x2apic_read(&l, msr, 0).gp, "RDMSR %xh", msr);
        ck_assert_msg(x2apic_write(&l, msr, 0, 0).gp, "WRMSR %xh", msr);
    }
    ck_assert_mem_eq(&l, &before, sizeof l);
}
END_TEST

START_TEST(access_of_another_msr_is_gp)
{
    struct lapic l = case_x2apic(5);

    ck_assert(x2apic_read(&l, 0x6e0, 0).gp);
    ck_assert(x2apic_write(&l, 0x10000808, 0, 0).gp);
}
END_TEST

START_TEST(bitmaps_show_each_vector)
{
    struct lapic l = case_x2apic(5);
    uint32_t word = (uint32_t)_i / 32;
    uint64_t bit = UINT64_C(1) << _i % 32;

    lapic_accept(&l, (uint8_t)_i, true);
    ck_assert_uint_eq(case_rdmsr(&l, 0x820 + word), bit);
    ck_assert_uint_eq(case_rdmsr(&l, 0x818 + word), bit);
    lapic_acknowledge(&l);
    ck_assert_uint_eq(case_rdmsr(&l, 0x810 + word), bit);
    ck_assert_uint_eq(case_rdmsr(&l, 0x820 + word), 0);
    ck_assert(case_wrmsr(&l, 0x810 + word, 0).gp);
    ck_assert(case_wrmsr(&l, 0x818 + word, 0).gp);
    ck_assert(case_wrmsr(&l, 0x820 + word, 0).gp);
}
END_TEST

START_TEST(eoi_takes_zero_alone)
{
    struct lapic l = case_x2apic(5);
    struct x2apic_written w;

    lapic_accept(&l, 0x51, true);
    lapic_acknowledge(&l);
    ck_assert(case_wrmsr(&l, 0x80b, 1).gp);
    ck_assert(lapic_test_isr(&l, 0x51));
    w = case_wrmsr(&l, 0x80b, 0);
    ck_assert(!w.gp && w.out.eoi.broadcast);
    ck_assert_int_eq(w.out.eoi.vector, 0x51);
}
END_TEST

START_TEST(ppr_follows_tpr_and_isr)
{
    struct lapic l = case_x2apic(5);

    case_wrmsr(&l, 0x808, 0x43);
    ck_assert_uint_eq(case_rdmsr(&l, 0x80a), 0x43);
    case_enter(&l, 0x51);
    ck_assert_uint_eq(case_rdmsr(&l, 0x80a), 0x50);
}
END_TEST

START_TEST(current_count_counts)
{
    struct lapic l = case_x2apic(5);

    x2apic_write(&l, 0x838, 100, 1000);
    ck_assert_uint_eq(x2apic_read(&l, 0x839, 1020).value, 90);
}
END_TEST

START_TEST(suppression_bit_needs_the_version)
{
    struct lapic l = case_x2apic(5);

    ck_assert(!case_wrmsr(&l, 0x80f, 0x11ff).gp);
    case_wrmsr(&l, 0x80f, 0x1ff);
    l.version = 0x00050014;
    ck_assert(case_wrmsr(&l, 0x80f, 0x11ff).gp);
    ck_assert(!case_wrmsr(&l, 0x80f, 0x1ff).gp);
}
END_TEST

START_TEST(cmci_needs_seven_entries)
{
    struct lapic l = case_x2apic(5);

    l.version = 0x00050014;
    ck_assert(x2apic_read(&l, 0x82f, 0).gp);
    ck_assert(x2apic_write(&l, 0x82f, 0x10000, 0).gp);
    ck_assert(!x2apic_read(&l, 0x837, 0).gp);
}
END_TEST

/* A bad access is #GP, not ESR bit 7: that is xAPIC's. */
START_TEST(bad_access_is_no_error_status)
{
    struct lapic l = case_x2apic(5);

    x2apic_read(&l, 0x83a, 0);
    x2apic_write(&l, 0x804, 0, 0);
    case_wrmsr(&l, 0x828, 0);
    ck_assert_uint_eq(case_rdmsr(&l, 0x828), 0);
}
END_TEST

/* Bits 31:0 of an ID of 32 bits, and the eight that xAPIC shows of it. */
START_TEST(id_has_32_bits)
{
    struct lapic l;

    lapic_reset(&l, 0x00012345);
    ck_assert_uint_eq(lapic_read(&l, 0x020, 0), 0x45000000);
    case_wrmsr(&l, 0x1b, CASE_BASE_X2APIC);
    ck_assert_uint_eq(case_rdmsr(&l, 0x802), 0x00012345);
}
END_TEST

/* [SDM3 10.12.10.2 "Deriving Logical x2APIC ID from the Local x2APIC ID"] */
START_TEST(ldr_is_derived_from_id)
{
    static const struct {
        uint32_t id, ldr;
    } derived[] = {
        {0x00000000, 0x00000001}, {0x00000001, 0x00000002},
        {0x0000000f, 0x00008000}, {0x00000010, 0x00010001},
        {0x00000025, 0x00020020}, {0x000000fe, 0x000f4000},
        {0x00000100, 0x00100001}, {0x000fffff, 0xffff8000},
        {0xabc12345, 0x12340020},
    };
    struct lapic l = case_x2apic(derived[_i].id);

    ck_assert_uint_eq(case_rdmsr(&l, 0x80d), derived[_i].ldr);
    ck_assert(case_wrmsr(&l, 0x80d, derived[_i].ldr).gp);
}
END_TEST

static void add_rules(TCase *tc)
{
    tcase_add_test(tc, eoi_takes_zero_alone);
    tcase_add_test(tc, ppr_follows_tpr_and_isr);
    tcase_add_test(tc, current_count_counts);
    tcase_add_test(tc, suppression_bit_needs_the_version);
    tcase_add_test(tc, cmci_needs_seven_entries);
    tcase_add_test(tc, bad_access_is_no_error_status);
    tcase_add_test(tc, id_has_32_bits);
    tcase_add_loop_test(tc, ldr_is_derived_from_id, 0, 9);
}

Suite *x2apic_map_suite(void)
{
    Suite *suite = suite_create("x2apic_map");
    TCase *tc = tcase_create("MSRs");

    tcase_add_loop_test(tc, msr_reads_as_after_reset, 0, (int)MAP_COUNT);
    tcase_add_loop_test(tc, msr_keeps_what_is_not_reserved, 0, (int)MAP_COUNT);
    tcase_add_loop_test(tc, each_reserved_bit_is_gp, 0, (int)MAP_COUNT);
    tcase_add_test(tc, what_is_not_in_the_table_is_gp);
    tcase_add_test(tc, access_of_another_msr_is_gp);
    tcase_add_loop_test(tc, bitmaps_show_each_vector, 16, 256);
    add_rules(tc);
    suite_add_tcase(suite, tc);
    return suite;
}
