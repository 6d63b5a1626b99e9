/*
 * tests/model/x2apic_mode_test.c - the modes of the local APIC: each arrow of
 * x2apic.c's diagram, what it keeps and what it loses, and the #GPs between.
 * [SDM3 10.12.5 "x2APIC State Transitions"]
 */
#include <string.h>

#include "x2apic_case.h"

/* A chip brought to the mode `base` says, by the legal way. */
static struct lapic in_mode(uint64_t base)
{
    struct lapic l;

    lapic_reset(&l, 5);
    case_wrmsr(&l, 0x1b, base);
    ck_assert_uint_eq(case_rdmsr(&l, 0x1b), base);
    return l;
}

static const struct {
    uint64_t from, to;
    bool gp;
} arrows[] = {
    {CASE_BASE_OFF, CASE_BASE_OFF, false},
    {CASE_BASE_OFF, CASE_BASE_XAPIC, false},
    {CASE_BASE_OFF, CASE_BASE_X2APIC, true},
    {CASE_BASE_XAPIC, CASE_BASE_OFF, false},
    {CASE_BASE_XAPIC, CASE_BASE_XAPIC, false},
    {CASE_BASE_XAPIC, CASE_BASE_X2APIC, false},
    {CASE_BASE_X2APIC, CASE_BASE_OFF, false},
    {CASE_BASE_X2APIC, CASE_BASE_XAPIC, true},
    {CASE_BASE_X2APIC, CASE_BASE_X2APIC, false},
    {CASE_BASE_OFF, 0xfee00400, true},
    {CASE_BASE_XAPIC, 0xfee00400, true},
    {CASE_BASE_X2APIC, 0xfee00400, true},
};

START_TEST(arrow_is_allowed_or_gp)
{
    struct lapic l = in_mode(arrows[_i].from), before = l;
    struct x2apic_written w = case_wrmsr(&l, 0x1b, arrows[_i].to);

    ck_assert(w.gp == arrows[_i].gp);
    ck_assert(!w.out.message.sent);
    ck_assert_int_eq(w.out.eoi.vector, LAPIC_NO_VECTOR);
    if (w.gp)
        ck_assert_mem_eq(&l, &before, sizeof l);
    else
        ck_assert_uint_eq(case_rdmsr(&l, 0x1b), arrows[_i].to);
}
END_TEST

START_TEST(mode_is_of_en_and_extd)
{
    struct lapic off = in_mode(CASE_BASE_OFF);
    struct lapic xapic = in_mode(CASE_BASE_XAPIC);
    struct lapic x2apic = in_mode(CASE_BASE_X2APIC);

    ck_assert_int_eq(lapic_mode(&off), LAPIC_MODE_DISABLED);
    ck_assert_int_eq(lapic_mode(&xapic), LAPIC_MODE_XAPIC);
    ck_assert_int_eq(lapic_mode(&x2apic), LAPIC_MODE_X2APIC);
}
END_TEST

START_TEST(reset_is_xapic)
{
    struct lapic l = in_mode(CASE_BASE_X2APIC);

    lapic_reset(&l, 5);
    ck_assert_int_eq(lapic_mode(&l), LAPIC_MODE_XAPIC);
    ck_assert_uint_eq(case_rdmsr(&l, 0x1b), CASE_BASE_XAPIC);
    ck_assert_uint_eq(lapic_read(&l, 0x0d0, 0), 0);
    case_holds(&l);
}
END_TEST

static const uint64_t reserved_in_base[] = {
    UINT64_C(1) << 63, UINT64_C(1) << 52, 0x200, 0x80, 0x01,
};

START_TEST(reserved_bit_of_base_is_gp)
{
    struct lapic l = in_mode(CASE_BASE_XAPIC);

    ck_assert(case_wrmsr(&l, 0x1b, CASE_BASE_X2APIC | reserved_in_base[_i]).gp);
    ck_assert_uint_eq(case_rdmsr(&l, 0x1b), CASE_BASE_XAPIC);
}
END_TEST

START_TEST(base_address_moves)
{
    struct lapic l = in_mode(CASE_BASE_XAPIC);

    ck_assert(!case_wrmsr(&l, 0x1b, UINT64_C(0x000fffffd0000800)).gp);
    ck_assert_uint_eq(case_rdmsr(&l, 0x1b), UINT64_C(0x000fffffd0000800));
    lapic_reset(&l, 5);
    ck_assert_uint_eq(case_rdmsr(&l, 0x1b), CASE_BASE_XAPIC);
}
END_TEST

START_TEST(bsp_flag_cannot_be_written)
{
    struct lapic l = in_mode(CASE_BASE_XAPIC);

    case_wrmsr(&l, 0x1b, CASE_BASE_X2APIC | 0x100);
    ck_assert_uint_eq(case_rdmsr(&l, 0x1b), CASE_BASE_X2APIC);
    l.base |= 0x100;
    case_wrmsr(&l, 0x1b, CASE_BASE_X2APIC);
    ck_assert_uint_eq(case_rdmsr(&l, 0x1b), CASE_BASE_X2APIC | 0x100);
}
END_TEST

START_TEST(base_is_read_and_written_in_every_mode)
{
    struct lapic l = in_mode(CASE_BASE_OFF);

    ck_assert(!x2apic_read(&l, 0x1b, 0).gp);
    ck_assert(x2apic_owns(0x1b));
    ck_assert(x2apic_owns(0x800) && x2apic_owns(0xbff));
    ck_assert(!x2apic_owns(0x7ff) && !x2apic_owns(0xc00));
    ck_assert(!x2apic_owns(0x6e0));
}
END_TEST

/* ---- what entering x2APIC mode keeps and loses ---- */

START_TEST(entering_keeps_all_but_ldr_and_icr_high)
{
    struct lapic l = case_enabled();

    case_write(&l, LAPIC_TPR, 0x20);
    case_write(&l, LAPIC_LDR, 0x24000000);
    case_write(&l, LAPIC_LVT_TIMER, 0x20040);
    case_write(&l, LAPIC_TIMER_ICR, 100);
    case_write(&l, LAPIC_ICR_HIGH, 0x03000000);
    case_write(&l, LAPIC_ICR_LOW, 0x4061);
    case_enter(&l, 0x51);
    case_raise(&l, 0x71);
    case_wrmsr(&l, 0x1b, CASE_BASE_X2APIC);
    ck_assert_uint_eq(case_rdmsr(&l, 0x80d), 0x00000001);
    ck_assert_uint_eq(case_rdmsr(&l, 0x830), 0x4061);
    ck_assert_uint_eq(case_rdmsr(&l, 0x808), 0x20);
    ck_assert_uint_eq(case_rdmsr(&l, 0x80f), 0x1ff);
    ck_assert_uint_eq(case_rdmsr(&l, 0x832), 0x20040);
    ck_assert_uint_eq(case_rdmsr(&l, 0x839), 100);
    ck_assert_uint_eq(case_rdmsr(&l, 0x812), 0x00020000);
    ck_assert_uint_eq(case_rdmsr(&l, 0x823), 0x00020000);
    ck_assert_int_eq(lapic_acknowledge(&l), 0x71);
}
END_TEST

START_TEST(writing_the_same_mode_loses_nothing)
{
    struct lapic l = case_x2apic(5);

    case_wrmsr(&l, 0x830, UINT64_C(0x0000000700004061));
    case_wrmsr(&l, 0x1b, CASE_BASE_X2APIC);
    ck_assert_uint_eq(case_rdmsr(&l, 0x830), UINT64_C(0x0000000700004061));
    ck_assert_uint_eq(case_rdmsr(&l, 0x80f), 0x1ff);
}
END_TEST

START_TEST(way_through_disabled_resets)
{
    struct lapic l = case_x2apic(5), fresh;

    case_wrmsr(&l, 0x808, 0x20);
    case_enter(&l, 0x51);
    case_raise(&l, 0x71);
    ck_assert(!case_wrmsr(&l, 0x1b, CASE_BASE_OFF).gp);
    ck_assert(!lapic_intr(&l));
    ck_assert(!case_wrmsr(&l, 0x1b, CASE_BASE_XAPIC).gp);
    lapic_reset(&fresh, 5);
    ck_assert_mem_eq(&l, &fresh, sizeof l);
}
END_TEST

START_TEST(xapic_through_disabled_resets)
{
    struct lapic l = case_enabled(), fresh;

    case_write(&l, LAPIC_TPR, 0x20);
    case_wrmsr(&l, 0x1b, CASE_BASE_OFF);
    case_wrmsr(&l, 0x1b, CASE_BASE_XAPIC);
    lapic_reset(&fresh, 0);
    ck_assert_mem_eq(&l, &fresh, sizeof l);
}
END_TEST

/* [SDM3 10.12.5.1 "x2APIC States"] */
START_TEST(init_keeps_mode_id_and_ldr)
{
    struct lapic l = case_x2apic(0x12345);

    case_wrmsr(&l, 0x808, 0x20);
    case_enter(&l, 0x51);
    lapic_init_reset(&l);
    case_holds(&l);
    ck_assert_uint_eq(case_rdmsr(&l, 0x1b), CASE_BASE_X2APIC);
    ck_assert_uint_eq(case_rdmsr(&l, 0x802), 0x12345);
    ck_assert_uint_eq(case_rdmsr(&l, 0x80d), 0x12340020);
    ck_assert_uint_eq(case_rdmsr(&l, 0x808), 0);
    ck_assert_uint_eq(case_rdmsr(&l, 0x80f), 0xff);
    ck_assert_int_eq(lapic_isrv(&l), 0);
}
END_TEST

/* ---- one view at a time ---- */

START_TEST(memory_is_dead_outside_xapic)
{
    uint64_t base[] = {CASE_BASE_X2APIC, CASE_BASE_OFF};
    struct lapic l = in_mode(base[_i]), before = l;

    ck_assert_uint_eq(lapic_read(&l, 0x020, 0), 0xffffffff);
    ck_assert_uint_eq(lapic_read(&l, 0x040, 0), 0xffffffff);
    case_write(&l, 0x080, 0x20);
    ck_assert(!case_write(&l, 0x300, 0x44061).message.sent);
    ck_assert_int_eq(case_write(&l, 0x0b0, 0).eoi.vector, LAPIC_NO_VECTOR);
    ck_assert_mem_eq(&l, &before, sizeof l);
}
END_TEST

START_TEST(msrs_are_dead_outside_x2apic)
{
    uint64_t base[] = {CASE_BASE_XAPIC, CASE_BASE_OFF};
    struct lapic l = in_mode(base[_i]), before = l;

    for (uint32_t msr = 0x800; msr <= 0xbff; msr++) {
        ck_assert(x2apic_read(&l, msr, 0).gp);
        ck_assert(x2apic_write(&l, msr, 0, 0).gp);
    }
    ck_assert_mem_eq(&l, &before, sizeof l);
}
END_TEST

START_TEST(disabled_chip_takes_nothing)
{
    struct lapic l = in_mode(CASE_BASE_OFF);
    struct lapic_message m = {.sent = true, .dest = 5, .vector = 0x51};

    ck_assert(!lapic_matches_destination(&l, &m));
    m.dest = 0xff;
    ck_assert(!lapic_matches_destination(&l, &m));
    ck_assert_int_eq(lapic_accept(&l, 0x51, false), LAPIC_REFUSED);
}
END_TEST

START_TEST(odd_modes_are_named)
{
    struct lapic l = in_mode(CASE_BASE_OFF), bad = l;

    bad.base |= 0x400;
    ck_assert_ptr_nonnull(strstr(lapic_check(&bad), "mode"));
    bad = l;
    bad.irr[3] = 1;
    ck_assert_ptr_nonnull(strstr(lapic_check(&bad), "mode"));
    bad = l;
    bad.isr[3] = 1;
    ck_assert_ptr_nonnull(strstr(lapic_check(&bad), "mode"));
    bad = in_mode(CASE_BASE_X2APIC);
    bad.ldr = 0;
    ck_assert_ptr_nonnull(strstr(lapic_check(&bad), "mode"));
    bad = in_mode(CASE_BASE_XAPIC);
    bad.base |= 0x200;
    ck_assert_ptr_nonnull(strstr(lapic_check(&bad), "reserved"));
}
END_TEST

static void add_views(TCase *tc)
{
    tcase_add_test(tc, entering_keeps_all_but_ldr_and_icr_high);
    tcase_add_test(tc, writing_the_same_mode_loses_nothing);
    tcase_add_test(tc, way_through_disabled_resets);
    tcase_add_test(tc, xapic_through_disabled_resets);
    tcase_add_test(tc, init_keeps_mode_id_and_ldr);
    tcase_add_loop_test(tc, memory_is_dead_outside_xapic, 0, 2);
    tcase_add_loop_test(tc, msrs_are_dead_outside_x2apic, 0, 2);
    tcase_add_test(tc, disabled_chip_takes_nothing);
    tcase_add_test(tc, odd_modes_are_named);
}

Suite *x2apic_mode_suite(void)
{
    Suite *suite = suite_create("x2apic_mode");
    TCase *tc = tcase_create("modes");

    tcase_add_loop_test(tc, arrow_is_allowed_or_gp, 0,
                        (int)(sizeof arrows / sizeof arrows[0]));
    tcase_add_test(tc, mode_is_of_en_and_extd);
    tcase_add_test(tc, reset_is_xapic);
    tcase_add_loop_test(tc, reserved_bit_of_base_is_gp, 0, 5);
    tcase_add_test(tc, base_address_moves);
    tcase_add_test(tc, bsp_flag_cannot_be_written);
    tcase_add_test(tc, base_is_read_and_written_in_every_mode);
    add_views(tc);
    suite_add_tcase(suite, tc);
    return suite;
}
