/*
 * tests/model/regs_test.c - the layout of the local APIC's registers: fields
 * disjoint and complete, and equal to constants worked out by hand from the
 * manual's figures.  [SDM3 10.4.1 "The Local APIC Block Diagram"] and after.
 */
#include <check.h>

#include "hw/lapic_regs.h"
#include "regs_fields.h"

#define WHOLE BITS(31, 0)

START_TEST(bits_are_by_position)
{
    ck_assert(BITS(63, 0) == UINT64_MAX);
    ck_assert(BITS(18, 17) == 0x60000);
    ck_assert(BIT(63) == UINT64_C(0x8000000000000000));
    ck_assert(field_get(0xabcd, BITS(11, 4)) == 0xbc);
    ck_assert(field_put(0xffff, BITS(11, 4), 0x123) == 0xf23f);
}
END_TEST

START_TEST(overlap_and_gap_are_noticed)
{
    ck_assert(FIELDS(BITS(7, 0), BITS(7, 4), BITS(3, 0)));
    ck_assert(!FIELDS(BITS(7, 0), BITS(7, 4), BITS(4, 0)));
    ck_assert(!FIELDS(BITS(7, 0), BITS(7, 4), BITS(2, 0)));
    ck_assert(!FIELDS(BITS(7, 0), BITS(7, 0), 0));
}
END_TEST

START_TEST(apic_base_is_covered)
{
    ck_assert(FIELDS(BITS(63, 0), IA32_APIC_BASE_ADDRESS, IA32_APIC_BASE_EN,
                     IA32_APIC_BASE_EXTD, IA32_APIC_BASE_BSP,
                     IA32_APIC_BASE_RSVD));
    ck_assert_uint_eq(IA32_APIC_BASE_EN | IA32_APIC_BASE_BSP |
                          LAPIC_DEFAULT_BASE,
                      0xfee00900);
    ck_assert_uint_eq(IA32_APIC_BASE_EN | IA32_APIC_BASE_EXTD, 0xc00);
}
END_TEST

START_TEST(identity_registers_are_covered)
{
    ck_assert(FIELDS(WHOLE, LAPIC_ID_ID, LAPIC_ID_RSVD));
    ck_assert(FIELDS(WHOLE, LAPIC_VER_EOI_SUPPRESS, LAPIC_VER_MAX_LVT,
                     LAPIC_VER_VERSION, LAPIC_VER_RSVD));
    ck_assert(FIELDS(WHOLE, LAPIC_LDR_ID, LAPIC_LDR_RSVD));
    ck_assert(FIELDS(WHOLE, LAPIC_DFR_MODEL, LAPIC_DFR_RSVD));
    ck_assert_uint_eq(field_get(0x00050014, LAPIC_VER_MAX_LVT), 5);
    ck_assert_uint_eq(field_get(0x00050014, LAPIC_VER_VERSION), 0x14);
}
END_TEST

START_TEST(priority_registers_are_covered)
{
    ck_assert(
        FIELDS(WHOLE, LAPIC_TPR_CLASS, LAPIC_TPR_SUBCLASS, LAPIC_TPR_RSVD));
    ck_assert(
        FIELDS(WHOLE, LAPIC_APR_CLASS, LAPIC_APR_SUBCLASS, LAPIC_APR_RSVD));
    ck_assert(
        FIELDS(WHOLE, LAPIC_PPR_CLASS, LAPIC_PPR_SUBCLASS, LAPIC_PPR_RSVD));
}
END_TEST

START_TEST(svr_is_covered)
{
    ck_assert(FIELDS(WHOLE, LAPIC_SVR_EOI_SUPPRESS, LAPIC_SVR_FOCUS_OFF,
                     LAPIC_SVR_ENABLE, LAPIC_SVR_VECTOR, LAPIC_SVR_RSVD));
    ck_assert_uint_eq(LAPIC_SVR_ENABLE | 0xff, 0x1ff);
    ck_assert_uint_eq(LAPIC_SVR_EOI_SUPPRESS, 0x1000);
}
END_TEST

START_TEST(esr_is_covered)
{
    ck_assert(FIELDS(WHOLE, LAPIC_ESR_ILLEGAL_REGISTER,
                     LAPIC_ESR_RECEIVE_ILLEGAL_VECTOR,
                     LAPIC_ESR_SEND_ILLEGAL_VECTOR, LAPIC_ESR_REDIRECTABLE_IPI,
                     LAPIC_ESR_RECEIVE_ACCEPT, LAPIC_ESR_SEND_ACCEPT,
                     LAPIC_ESR_RECEIVE_CHECKSUM, LAPIC_ESR_SEND_CHECKSUM,
                     LAPIC_ESR_RSVD));
    ck_assert_uint_eq(LAPIC_ESR_ILLEGAL_REGISTER, 0x80);
    ck_assert_uint_eq(LAPIC_ESR_RECEIVE_ILLEGAL_VECTOR, 0x40);
    ck_assert_uint_eq(LAPIC_ESR_SEND_ILLEGAL_VECTOR, 0x20);
}
END_TEST

START_TEST(lvt_entries_are_covered)
{
    ck_assert(FIELDS(WHOLE, LAPIC_LVT_TIMER_MODE, LAPIC_LVT_MASKED,
                     LAPIC_LVT_DELIVERY_STATUS, LAPIC_LVT_VECTOR,
                     LAPIC_LVT_TIMER_RSVD));
    ck_assert(FIELDS(WHOLE, LAPIC_LVT_MASKED, LAPIC_LVT_DELIVERY_STATUS,
                     LAPIC_LVT_DELIVERY_MODE, LAPIC_LVT_VECTOR,
                     LAPIC_LVT_EVENT_RSVD));
    ck_assert(FIELDS(WHOLE, LAPIC_LVT_MASKED, LAPIC_LVT_LEVEL,
                     LAPIC_LVT_REMOTE_IRR, LAPIC_LVT_ACTIVE_LOW,
                     LAPIC_LVT_DELIVERY_STATUS, LAPIC_LVT_DELIVERY_MODE,
                     LAPIC_LVT_VECTOR, LAPIC_LVT_LINT_RSVD));
    ck_assert(FIELDS(WHOLE, LAPIC_LVT_MASKED, LAPIC_LVT_DELIVERY_STATUS,
                     LAPIC_LVT_VECTOR, LAPIC_LVT_ERROR_RSVD));
    ck_assert_uint_eq(LAPIC_LVT_MASKED, 0x10000);
    ck_assert_uint_eq(LAPIC_LVT_LEVEL, 0x8000);
    ck_assert_uint_eq(field_put(0, LAPIC_LVT_TIMER_MODE,
                                LAPIC_TIMER_TSC_DEADLINE),
                      0x40000);
    ck_assert_uint_eq(field_put(0, LAPIC_LVT_TIMER_MODE, LAPIC_TIMER_PERIODIC),
                      0x20000);
    ck_assert_uint_eq(field_put(0, LAPIC_LVT_DELIVERY_MODE,
                                LAPIC_DELIVERY_EXTINT),
                      0x700);
}
END_TEST

START_TEST(icr_is_covered)
{
    ck_assert(FIELDS(WHOLE, LAPIC_ICR_SHORTHAND, LAPIC_ICR_LEVEL_TRIGGERED,
                     LAPIC_ICR_LEVEL_ASSERT, LAPIC_ICR_DELIVERY_STATUS,
                     LAPIC_ICR_DEST_LOGICAL, LAPIC_ICR_DELIVERY_MODE,
                     LAPIC_ICR_VECTOR, LAPIC_ICR_LOW_RSVD));
    ck_assert(FIELDS(WHOLE, LAPIC_ICR_DEST, LAPIC_ICR_HIGH_RSVD));
}
END_TEST

/* [SDM3 8.4.4.1 "Typical BSP Initialization Sequence"] gives these two. */
START_TEST(icr_words_are_those_of_init_sipi)
{
    uint64_t others =
        field_put(0, LAPIC_ICR_SHORTHAND, LAPIC_SHORTHAND_ALL_OTHERS) |
        LAPIC_ICR_LEVEL_ASSERT;

    ck_assert_uint_eq(field_put(others, LAPIC_ICR_DELIVERY_MODE,
                                LAPIC_DELIVERY_INIT),
                      0x000c4500);
    ck_assert_uint_eq(field_put(others, LAPIC_ICR_DELIVERY_MODE,
                                LAPIC_DELIVERY_SIPI),
                      0x000c4600);
}
END_TEST

START_TEST(timer_registers_are_covered)
{
    ck_assert(FIELDS(WHOLE, LAPIC_TIMER_DCR_HIGH, LAPIC_TIMER_DCR_LOW,
                     LAPIC_TIMER_DCR_RSVD));
    ck_assert(FIELDS(WHOLE, LAPIC_SELF_IPI_VECTOR, LAPIC_SELF_IPI_RSVD));
}
END_TEST

/* Offsets, from table 10-1, written out a second time. */
static const struct {
    uint32_t mine, manuals;
} offsets[] = {
    {LAPIC_ID, 0x020},          {LAPIC_VER, 0x030},
    {LAPIC_TPR, 0x080},         {LAPIC_APR, 0x090},
    {LAPIC_PPR, 0x0a0},         {LAPIC_EOI, 0x0b0},
    {LAPIC_RRD, 0x0c0},         {LAPIC_LDR, 0x0d0},
    {LAPIC_DFR, 0x0e0},         {LAPIC_SVR, 0x0f0},
    {LAPIC_ISR, 0x100},         {LAPIC_TMR, 0x180},
    {LAPIC_IRR, 0x200},         {LAPIC_ESR, 0x280},
    {LAPIC_LVT_CMCI, 0x2f0},    {LAPIC_ICR_LOW, 0x300},
    {LAPIC_ICR_HIGH, 0x310},    {LAPIC_LVT_TIMER, 0x320},
    {LAPIC_LVT_THERMAL, 0x330}, {LAPIC_LVT_PERF, 0x340},
    {LAPIC_LVT_LINT0, 0x350},   {LAPIC_LVT_LINT1, 0x360},
    {LAPIC_LVT_ERROR, 0x370},   {LAPIC_TIMER_ICR, 0x380},
    {LAPIC_TIMER_CCR, 0x390},   {LAPIC_TIMER_DCR, 0x3e0},
    {LAPIC_SELF_IPI, 0x3f0},
};

START_TEST(offsets_are_the_manuals)
{
    ck_assert_uint_eq(offsets[_i].mine, offsets[_i].manuals);
}
END_TEST

START_TEST(bitmaps_have_one_word_each_16_bytes)
{
    ck_assert_uint_eq(lapic_bitmap_offset(LAPIC_ISR, 0), 0x100);
    ck_assert_uint_eq(lapic_bitmap_offset(LAPIC_ISR, 31), 0x100);
    ck_assert_uint_eq(lapic_bitmap_offset(LAPIC_ISR, 32), 0x110);
    ck_assert_uint_eq(lapic_bitmap_offset(LAPIC_IRR, 0x51), 0x220);
    ck_assert_uint_eq(lapic_bitmap_offset(LAPIC_TMR, 0xff), 0x1f0);
}
END_TEST

Suite *regs_suite(void)
{
    Suite *suite = suite_create("regs");
    TCase *tc = tcase_create("local APIC");
    int count = (int)(sizeof offsets / sizeof offsets[0]);

    tcase_add_test(tc, bits_are_by_position);
    tcase_add_test(tc, overlap_and_gap_are_noticed);
    tcase_add_test(tc, apic_base_is_covered);
    tcase_add_test(tc, identity_registers_are_covered);
    tcase_add_test(tc, priority_registers_are_covered);
    tcase_add_test(tc, svr_is_covered);
    tcase_add_test(tc, esr_is_covered);
    tcase_add_test(tc, lvt_entries_are_covered);
    tcase_add_test(tc, icr_is_covered);
    tcase_add_test(tc, icr_words_are_those_of_init_sipi);
    tcase_add_test(tc, timer_registers_are_covered);
    tcase_add_loop_test(tc, offsets_are_the_manuals, 0, count);
    tcase_add_test(tc, bitmaps_have_one_word_each_16_bytes);
    suite_add_tcase(suite, tc);
    return suite;
}
