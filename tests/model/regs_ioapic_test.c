/*
 * tests/model/regs_ioapic_test.c - the layout of the I/O APIC's registers and
 * of what x2APIC mode adds to the local APIC's: fields disjoint and complete,
 * and equal to constants worked out by hand from the manuals' figures.
 */
#include <check.h>

#include "hw/ioapic_regs.h"
#include "hw/x2apic_regs.h"
#include "regs_fields.h"

#define WHOLE BITS(31, 0)

START_TEST(registers_in_memory_are_covered)
{
    ck_assert(FIELDS(WHOLE, IOAPIC_IOREGSEL_INDEX, IOAPIC_IOREGSEL_RSVD));
    ck_assert(FIELDS(WHOLE, IOAPIC_EOI_VECTOR, IOAPIC_EOI_RSVD));
    ck_assert_uint_eq(IOAPIC_DEFAULT_BASE, 0xfec00000);
    ck_assert_uint_eq(IOAPIC_IOREGSEL, 0x00);
    ck_assert_uint_eq(IOAPIC_IOWIN, 0x10);
    ck_assert_uint_eq(IOAPIC_EOI, 0x40);
}
END_TEST

START_TEST(registers_by_index_are_covered)
{
    ck_assert(FIELDS(WHOLE, IOAPIC_ID_ID, IOAPIC_ID_RSVD));
    ck_assert(FIELDS(WHOLE, IOAPIC_VER_LAST, IOAPIC_VER_PRQ, IOAPIC_VER_VERSION,
                     IOAPIC_VER_RSVD));
    ck_assert(FIELDS(WHOLE, IOAPIC_ARB_ID, IOAPIC_ARB_RSVD));
    ck_assert_uint_eq(IOAPIC_ID, 0);
    ck_assert_uint_eq(IOAPIC_VER, 1);
    ck_assert_uint_eq(IOAPIC_ARB, 2);
}
END_TEST

/* 00170020h is what QEMU's reads, 00170011h Bochs's: 24 pins both. */
START_TEST(version_words_of_two_emulators)
{
    ck_assert_uint_eq(field_get(0x00170020, IOAPIC_VER_LAST), 23);
    ck_assert_uint_eq(field_get(0x00170020, IOAPIC_VER_VERSION), 0x20);
    ck_assert_uint_eq(field_get(0x00170011, IOAPIC_VER_VERSION), 0x11);
}
END_TEST

START_TEST(entries_are_two_registers_each)
{
    ck_assert_uint_eq(ioapic_rte_low(0), 0x10);
    ck_assert_uint_eq(ioapic_rte_high(0), 0x11);
    ck_assert_uint_eq(ioapic_rte_low(2), 0x14);
    ck_assert_uint_eq(ioapic_rte_high(23), 0x3f);
}
END_TEST

START_TEST(entry_is_covered)
{
    ck_assert(FIELDS(BITS(63, 0), IOAPIC_RTE_DEST, IOAPIC_RTE_RSVD,
                     IOAPIC_RTE_MASKED, IOAPIC_RTE_LEVEL, IOAPIC_RTE_REMOTE_IRR,
                     IOAPIC_RTE_ACTIVE_LOW, IOAPIC_RTE_DELIVERY_STATUS,
                     IOAPIC_RTE_DEST_LOGICAL, IOAPIC_RTE_DELIVERY_MODE,
                     IOAPIC_RTE_VECTOR));
    ck_assert_uint_eq(IOAPIC_RTE_MASKED, 0x10000);
    ck_assert_uint_eq(IOAPIC_RTE_LEVEL, 0x8000);
    ck_assert_uint_eq(IOAPIC_RTE_REMOTE_IRR, 0x4000);
    ck_assert_uint_eq(IOAPIC_RTE_ACTIVE_LOW, 0x2000);
    ck_assert_uint_eq(IOAPIC_RTE_DELIVERY_STATUS, 0x1000);
    ck_assert_uint_eq(IOAPIC_RTE_DEST_LOGICAL, 0x800);
    ck_assert_uint_eq(IOAPIC_RTE_DELIVERY_MODE, 0x700);
    ck_assert_uint_eq(field_put(0, IOAPIC_RTE_DEST, 3),
                      UINT64_C(0x0300000000000000));
}
END_TEST

START_TEST(remappable_entry_is_covered)
{
    ck_assert(FIELDS(BITS(63, 0), IOAPIC_RTE_INDEX, IOAPIC_RTE_REMAPPABLE,
                     IOAPIC_RTE_REMAP_RSVD, IOAPIC_RTE_MASKED, IOAPIC_RTE_LEVEL,
                     IOAPIC_RTE_REMOTE_IRR, IOAPIC_RTE_ACTIVE_LOW,
                     IOAPIC_RTE_DELIVERY_STATUS, IOAPIC_RTE_INDEX_15,
                     IOAPIC_RTE_DELIVERY_MODE, IOAPIC_RTE_VECTOR));
    ck_assert_uint_eq(IOAPIC_RTE_REMAPPABLE, UINT64_C(1) << 48);
    ck_assert_uint_eq(IOAPIC_RTE_INDEX, UINT64_C(0xfffe000000000000));
}
END_TEST

/* [SDM3 10.12.1.2 "x2APIC Register Address Space"], table 10-6 */
static const struct {
    uint32_t offset, msr;
} numbers[] = {
    {LAPIC_ID, 0x802},        {LAPIC_VER, 0x803},
    {LAPIC_TPR, 0x808},       {LAPIC_PPR, 0x80a},
    {LAPIC_EOI, 0x80b},       {LAPIC_LDR, 0x80d},
    {LAPIC_SVR, 0x80f},       {LAPIC_ISR, 0x810},
    {LAPIC_TMR, 0x818},       {LAPIC_IRR, 0x820},
    {LAPIC_ESR, 0x828},       {LAPIC_LVT_CMCI, 0x82f},
    {LAPIC_ICR_LOW, 0x830},   {LAPIC_LVT_TIMER, 0x832},
    {LAPIC_LVT_LINT0, 0x835}, {LAPIC_LVT_LINT1, 0x836},
    {LAPIC_LVT_ERROR, 0x837}, {LAPIC_TIMER_ICR, 0x838},
    {LAPIC_TIMER_CCR, 0x839}, {LAPIC_TIMER_DCR, 0x83e},
    {LAPIC_SELF_IPI, 0x83f},
};

START_TEST(msr_numbers_are_the_manuals)
{
    ck_assert_uint_eq(x2apic_msr(numbers[_i].offset), numbers[_i].msr);
    ck_assert_uint_eq(x2apic_offset(numbers[_i].msr), numbers[_i].offset);
}
END_TEST

START_TEST(x2apic_registers_are_covered)
{
    ck_assert(FIELDS(WHOLE, X2APIC_LDR_CLUSTER, X2APIC_LDR_MEMBERS));
    ck_assert(FIELDS(BITS(19, 0), X2APIC_ID_CLUSTER, X2APIC_ID_MEMBER));
    ck_assert(FIELDS(BITS(63, 0), X2APIC_ICR_DEST, X2APIC_ICR_RSVD,
                     LAPIC_ICR_SHORTHAND, LAPIC_ICR_LEVEL_TRIGGERED,
                     LAPIC_ICR_LEVEL_ASSERT, LAPIC_ICR_DEST_LOGICAL,
                     LAPIC_ICR_DELIVERY_MODE, LAPIC_ICR_VECTOR));
}
END_TEST

Suite *regs_ioapic_suite(void)
{
    Suite *suite = suite_create("regs_ioapic");
    TCase *tc = tcase_create("I/O APIC and x2APIC");
    int count = (int)(sizeof numbers / sizeof numbers[0]);

    tcase_add_test(tc, registers_in_memory_are_covered);
    tcase_add_test(tc, registers_by_index_are_covered);
    tcase_add_test(tc, version_words_of_two_emulators);
    tcase_add_test(tc, entries_are_two_registers_each);
    tcase_add_test(tc, entry_is_covered);
    tcase_add_test(tc, remappable_entry_is_covered);
    tcase_add_loop_test(tc, msr_numbers_are_the_manuals, 0, count);
    tcase_add_test(tc, x2apic_registers_are_covered);
    suite_add_tcase(suite, tc);
    return suite;
}
