/*
 * tests/model/lapic_lvt_test.c - the local vector table, the software enable
 * that governs its masks, and the error status behind one of its entries.
 * [SDM3 10.5.1 "Local Vector Table"] [SDM3 10.5.3 "Error Handling"]
 */
#include "lapic_case.h"

#define ERROR_VECTOR 0xe3u
#define LINT_LEVEL   0x8000u /* trigger mode: level, fixed */
#define REMOTE_IRR   0x4000u

static struct lapic with_entry(uint32_t offset, uint32_t entry)
{
    struct lapic l = case_enabled();

    case_write(&l, offset, entry);
    return l;
}

/* Each entry's offset, and what it shows when all ones are written. */
static const struct {
    uint32_t offset, writable;
} entries[] = {
    {0x2f0, 0x000107ff}, {0x320, 0x000700ff}, {0x330, 0x000107ff},
    {0x340, 0x000107ff}, {0x350, 0x0001a7ff}, {0x360, 0x0001a7ff},
    {0x370, 0x000100ff},
};

START_TEST(entry_keeps_only_its_own_fields)
{
    struct lapic l = with_entry(entries[_i].offset, 0xffffffff);

    ck_assert_uint_eq(lapic_read(&l, entries[_i].offset, 0),
                      entries[_i].writable);
    ck_assert_uint_eq(lapic_lvt(&l, entries[_i].offset), entries[_i].writable);
}
END_TEST

START_TEST(entry_asks_with_its_vector)
{
    struct lapic l = with_entry(entries[_i].offset, 0x5a);

    ck_assert_int_eq(lapic_local_interrupt(&l, entries[_i].offset),
                     LAPIC_ACCEPTED);
    case_holds(&l);
    ck_assert_int_eq(lapic_irrv(&l), 0x5a);
}
END_TEST

START_TEST(mask_silences_the_entry)
{
    struct lapic l = with_entry(entries[_i].offset, 0x1005a);

    ck_assert_int_eq(lapic_local_interrupt(&l, entries[_i].offset),
                     LAPIC_MASKED);
    ck_assert_int_eq(lapic_irrv(&l), 0);
}
END_TEST

START_TEST(entry_is_masked_after_reset)
{
    struct lapic l;

    lapic_reset(&l, 0);
    ck_assert_uint_eq(lapic_read(&l, entries[_i].offset, 0), 0x00010000);
}
END_TEST

START_TEST(mask_cannot_be_cleared_while_disabled)
{
    struct lapic l;

    lapic_reset(&l, 0);
    case_write(&l, entries[_i].offset, 0x5a);
    ck_assert_uint_eq(lapic_read(&l, entries[_i].offset, 0), 0x0001005a);
    case_write(&l, LAPIC_SVR, CASE_SVR);
    ck_assert_uint_eq(lapic_read(&l, entries[_i].offset, 0), 0x0001005a);
}
END_TEST

START_TEST(disabling_masks_the_entry)
{
    struct lapic l = with_entry(entries[_i].offset, 0x5a);

    case_write(&l, LAPIC_SVR, 0xff);
    ck_assert_uint_eq(lapic_read(&l, entries[_i].offset, 0), 0x0001005a);
}
END_TEST

/* Delivery mode of LINT, and of the event entries: what becomes of it. */
static const struct {
    enum lapic_acceptance lint, event;
} modes[8] = {
    {LAPIC_ACCEPTED, LAPIC_ACCEPTED}, /* 000 fixed */
    {LAPIC_REFUSED, LAPIC_REFUSED},   /* 001 */
    {LAPIC_TO_CORE, LAPIC_TO_CORE},   /* 010 SMI */
    {LAPIC_REFUSED, LAPIC_REFUSED},   /* 011 */
    {LAPIC_TO_CORE, LAPIC_TO_CORE},   /* 100 NMI */
    {LAPIC_TO_CORE, LAPIC_REFUSED},   /* 101 INIT */
    {LAPIC_REFUSED, LAPIC_REFUSED},   /* 110 */
    {LAPIC_TO_CORE, LAPIC_REFUSED},   /* 111 ExtINT */
};

START_TEST(delivery_mode_decides_who_gets_it)
{
    uint32_t entry = (uint32_t)_i << 8 | 0x5a;
    struct lapic lint0 = with_entry(LAPIC_LVT_LINT0, entry);
    struct lapic lint1 = with_entry(LAPIC_LVT_LINT1, entry);
    struct lapic thermal = with_entry(LAPIC_LVT_THERMAL, entry);

    ck_assert_int_eq(lapic_local_interrupt(&lint0, LAPIC_LVT_LINT0),
                     modes[_i].lint);
    ck_assert_int_eq(lapic_local_interrupt(&lint1, LAPIC_LVT_LINT1),
                     modes[_i].lint);
    ck_assert_int_eq(lapic_local_interrupt(&thermal, LAPIC_LVT_THERMAL),
                     modes[_i].event);
    ck_assert_int_eq(lapic_irrv(&lint0), _i == 0 ? 0x5a : 0);
}
END_TEST

START_TEST(nmi_ignores_its_vector)
{
    struct lapic l = with_entry(LAPIC_LVT_LINT1, 0x400);

    ck_assert_int_eq(lapic_local_interrupt(&l, LAPIC_LVT_LINT1), LAPIC_TO_CORE);
    ck_assert_uint_eq(case_esr(&l), 0);
}
END_TEST

START_TEST(perf_entry_masks_itself)
{
    struct lapic l = with_entry(LAPIC_LVT_PERF, 0x5a);

    lapic_local_interrupt(&l, LAPIC_LVT_PERF);
    ck_assert_uint_eq(lapic_lvt(&l, LAPIC_LVT_PERF), 0x1005a);
    ck_assert_int_eq(lapic_local_interrupt(&l, LAPIC_LVT_PERF), LAPIC_MASKED);
}
END_TEST

START_TEST(thermal_entry_does_not_mask_itself)
{
    struct lapic l = with_entry(LAPIC_LVT_THERMAL, 0x5a);

    lapic_local_interrupt(&l, LAPIC_LVT_THERMAL);
    ck_assert_uint_eq(lapic_lvt(&l, LAPIC_LVT_THERMAL), 0x5a);
}
END_TEST

/* ---- level LINT0 and Remote IRR ---- */

START_TEST(level_lint0_waits_for_its_eoi)
{
    struct lapic l = with_entry(LAPIC_LVT_LINT0, LINT_LEVEL | 0x5a);

    ck_assert_int_eq(lapic_local_interrupt(&l, LAPIC_LVT_LINT0),
                     LAPIC_ACCEPTED);
    case_holds(&l);
    ck_assert_uint_eq(lapic_lvt(&l, LAPIC_LVT_LINT0), 0xc05a);
    ck_assert(lapic_test_tmr(&l, 0x5a));
    ck_assert_int_eq(lapic_local_interrupt(&l, LAPIC_LVT_LINT0), LAPIC_HELD);
    lapic_acknowledge(&l);
    ck_assert_int_eq(lapic_local_interrupt(&l, LAPIC_LVT_LINT0), LAPIC_HELD);
    lapic_eoi(&l);
    ck_assert_uint_eq(lapic_lvt(&l, LAPIC_LVT_LINT0), 0x805a);
    ck_assert_int_eq(lapic_local_interrupt(&l, LAPIC_LVT_LINT0),
                     LAPIC_ACCEPTED);
}
END_TEST

START_TEST(eoi_of_another_vector_keeps_remote_irr)
{
    struct lapic l = with_entry(LAPIC_LVT_LINT0, LINT_LEVEL | 0x5a);

    lapic_local_interrupt(&l, LAPIC_LVT_LINT0);
    case_enter(&l, 0x71);
    lapic_eoi(&l);
    ck_assert_uint_eq(lapic_lvt(&l, LAPIC_LVT_LINT0), 0xc05a);
}
END_TEST

START_TEST(rewriting_a_level_entry_keeps_remote_irr)
{
    struct lapic l = with_entry(LAPIC_LVT_LINT0, LINT_LEVEL | 0x5a);

    lapic_local_interrupt(&l, LAPIC_LVT_LINT0);
    case_write(&l, LAPIC_LVT_LINT0, LINT_LEVEL | 0x5a);
    ck_assert_uint_eq(lapic_lvt(&l, LAPIC_LVT_LINT0), 0xc05a);
    case_write(&l, LAPIC_LVT_LINT0, 0x5a);
    ck_assert_uint_eq(lapic_lvt(&l, LAPIC_LVT_LINT0), 0x5a);
}
END_TEST

START_TEST(remote_irr_cannot_be_written)
{
    struct lapic l =
        with_entry(LAPIC_LVT_LINT0, LINT_LEVEL | REMOTE_IRR | 0x5a);

    ck_assert_uint_eq(lapic_lvt(&l, LAPIC_LVT_LINT0), 0x805a);
}
END_TEST

START_TEST(lint1_is_edge_whatever_its_bit_says)
{
    struct lapic l = with_entry(LAPIC_LVT_LINT1, LINT_LEVEL | 0x5a);

    lapic_local_interrupt(&l, LAPIC_LVT_LINT1);
    ck_assert(!lapic_test_tmr(&l, 0x5a));
    ck_assert_uint_eq(lapic_lvt(&l, LAPIC_LVT_LINT1), 0x805a);
    ck_assert_int_eq(lapic_local_interrupt(&l, LAPIC_LVT_LINT1),
                     LAPIC_COALESCED);
}
END_TEST

START_TEST(level_bit_counts_for_fixed_alone)
{
    struct lapic l = with_entry(LAPIC_LVT_LINT0, LINT_LEVEL | 0x400);

    lapic_local_interrupt(&l, LAPIC_LVT_LINT0);
    ck_assert_uint_eq(lapic_lvt(&l, LAPIC_LVT_LINT0), 0x8400);
}
END_TEST

START_TEST(illegal_level_vector_sets_no_remote_irr)
{
    struct lapic l = with_entry(LAPIC_LVT_LINT0, LINT_LEVEL | 0x0a);

    ck_assert_int_eq(lapic_local_interrupt(&l, LAPIC_LVT_LINT0), LAPIC_ILLEGAL);
    ck_assert_uint_eq(lapic_lvt(&l, LAPIC_LVT_LINT0), 0x800a);
}
END_TEST

/* ---- ESR ---- */

START_TEST(esr_shows_errors_only_after_a_write)
{
    struct lapic l = case_enabled();

    lapic_accept(&l, 3, false);
    ck_assert_uint_eq(lapic_read(&l, LAPIC_ESR, 0), 0);
    case_write(&l, LAPIC_ESR, 0xffffffff);
    ck_assert_uint_eq(lapic_read(&l, LAPIC_ESR, 0), 0x40);
    ck_assert_uint_eq(lapic_read(&l, LAPIC_ESR, 0), 0x40);
    case_write(&l, LAPIC_ESR, 0);
    ck_assert_uint_eq(lapic_read(&l, LAPIC_ESR, 0), 0);
}
END_TEST

START_TEST(esr_collects_different_errors)
{
    struct lapic l = case_enabled();

    lapic_accept(&l, 3, false);
    lapic_read(&l, 0x3a0, 0);
    case_write(&l, LAPIC_ICR_LOW, 0x00004005);
    ck_assert_uint_eq(case_esr(&l), 0xe0);
}
END_TEST

START_TEST(new_error_asks_by_the_error_entry)
{
    struct lapic l = with_entry(LAPIC_LVT_ERROR, ERROR_VECTOR);

    lapic_accept(&l, 3, false);
    case_holds(&l);
    ck_assert_uint_eq(lapic_acknowledge(&l), ERROR_VECTOR);
    lapic_eoi(&l);
    lapic_accept(&l, 3, false);
    ck_assert(!lapic_intr(&l));
}
END_TEST

START_TEST(another_error_asks_again)
{
    struct lapic l = with_entry(LAPIC_LVT_ERROR, ERROR_VECTOR);

    lapic_accept(&l, 3, false);
    ck_assert_uint_eq(lapic_acknowledge(&l), ERROR_VECTOR);
    lapic_eoi(&l);
    lapic_read(&l, 0x3a0, 0);
    ck_assert(lapic_intr(&l));
}
END_TEST

START_TEST(writing_esr_rearms)
{
    struct lapic l = with_entry(LAPIC_LVT_ERROR, ERROR_VECTOR);

    lapic_accept(&l, 3, false);
    ck_assert_uint_eq(lapic_acknowledge(&l), ERROR_VECTOR);
    lapic_eoi(&l);
    case_write(&l, LAPIC_ESR, 0);
    lapic_accept(&l, 3, false);
    ck_assert(lapic_intr(&l));
}
END_TEST

START_TEST(masked_error_entry_still_collects)
{
    struct lapic l = with_entry(LAPIC_LVT_ERROR, 0x10000 | ERROR_VECTOR);

    lapic_accept(&l, 3, false);
    ck_assert(!lapic_intr(&l));
    ck_assert_uint_eq(case_esr(&l), 0x40);
}
END_TEST

START_TEST(illegal_error_vector_ends)
{
    struct lapic l = with_entry(LAPIC_LVT_ERROR, 0x03);

    lapic_read(&l, 0x3a0, 0);
    ck_assert_uint_eq(case_esr(&l), 0xc0);
    ck_assert_int_eq(lapic_irrv(&l), 0);
}
END_TEST

static void add_entries(TCase *tc)
{
    tcase_add_loop_test(tc, entry_keeps_only_its_own_fields, 0, 7);
    tcase_add_loop_test(tc, entry_asks_with_its_vector, 0, 7);
    tcase_add_loop_test(tc, mask_silences_the_entry, 0, 7);
    tcase_add_loop_test(tc, entry_is_masked_after_reset, 0, 7);
    tcase_add_loop_test(tc, mask_cannot_be_cleared_while_disabled, 0, 7);
    tcase_add_loop_test(tc, disabling_masks_the_entry, 0, 7);
    tcase_add_loop_test(tc, delivery_mode_decides_who_gets_it, 0, 8);
    tcase_add_test(tc, nmi_ignores_its_vector);
    tcase_add_test(tc, perf_entry_masks_itself);
    tcase_add_test(tc, thermal_entry_does_not_mask_itself);
}

static void add_level(TCase *tc)
{
    tcase_add_test(tc, level_lint0_waits_for_its_eoi);
    tcase_add_test(tc, eoi_of_another_vector_keeps_remote_irr);
    tcase_add_test(tc, rewriting_a_level_entry_keeps_remote_irr);
    tcase_add_test(tc, remote_irr_cannot_be_written);
    tcase_add_test(tc, lint1_is_edge_whatever_its_bit_says);
    tcase_add_test(tc, level_bit_counts_for_fixed_alone);
    tcase_add_test(tc, illegal_level_vector_sets_no_remote_irr);
}

static void add_errors(TCase *tc)
{
    tcase_add_test(tc, esr_shows_errors_only_after_a_write);
    tcase_add_test(tc, esr_collects_different_errors);
    tcase_add_test(tc, new_error_asks_by_the_error_entry);
    tcase_add_test(tc, another_error_asks_again);
    tcase_add_test(tc, writing_esr_rearms);
    tcase_add_test(tc, masked_error_entry_still_collects);
    tcase_add_test(tc, illegal_error_vector_ends);
}

Suite *lapic_lvt_suite(void)
{
    Suite *suite = suite_create("lapic_lvt");
    TCase *tc = tcase_create("LVT, SVR, ESR");

    add_entries(tc);
    add_level(tc);
    add_errors(tc);
    suite_add_tcase(suite, tc);
    return suite;
}
