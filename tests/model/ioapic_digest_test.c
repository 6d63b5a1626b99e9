/*
 * tests/model/ioapic_digest_test.c - equal states have equal numbers, and each
 * part of a state changes the number.
 */
#include <check.h>
#include "model/ioapic.h"

static struct ioapic one, other;

static void begin(void)
{
    ioapic_reset(&one, IOAPIC_PINS);
    ioapic_reset(&other, IOAPIC_PINS);
}

static void put(struct ioapic *io, uint32_t index, uint32_t value)
{
    ioapic_write(io, IOAPIC_IOREGSEL, index);
    ioapic_write(io, IOAPIC_IOWIN, value);
}

START_TEST(the_same_inputs_make_the_same_number)
{
    for (unsigned pin = 0; pin < IOAPIC_PINS; pin++) {
        put(&one, ioapic_rte_low(pin), 0x8040 + pin);
        put(&other, ioapic_rte_low(pin), 0x8040 + pin);
    }
    ck_assert_uint_eq(ioapic_digest(&one), ioapic_digest(&other));
}
END_TEST

START_TEST(each_entry_counts)
{
    put(&one, ioapic_rte_low((unsigned)_i), 0x10050);
    ck_assert_uint_ne(ioapic_digest(&one), ioapic_digest(&other));
}
END_TEST

START_TEST(each_high_half_counts)
{
    put(&one, ioapic_rte_high((unsigned)_i), 0x01000000);
    ck_assert_uint_ne(ioapic_digest(&one), ioapic_digest(&other));
}
END_TEST

START_TEST(each_line_counts)
{
    ioapic_set_pin(&one, (unsigned)_i, true);
    ck_assert_uint_ne(ioapic_digest(&one), ioapic_digest(&other));
}
END_TEST

START_TEST(an_edge_that_waits_counts)
{
    put(&one, ioapic_rte_low(3), 0x50);
    put(&other, ioapic_rte_low(3), 0x50);
    ioapic_set_pin(&one, 3, true);
    ioapic_set_pin(&one, 3, false);
    ck_assert_uint_ne(ioapic_digest(&one), ioapic_digest(&other));
}
END_TEST

START_TEST(the_number_of_pins_counts)
{
    ioapic_reset(&other, IOAPIC_PINS + 1);
    ck_assert_uint_ne(ioapic_digest(&one), ioapic_digest(&other));
}
END_TEST

Suite *ioapic_digest_suite(void)
{
    Suite *suite = suite_create("ioapic_digest");
    TCase *tcase = tcase_create("digest");

    tcase_add_checked_fixture(tcase, begin, NULL);
    tcase_add_test(tcase, the_same_inputs_make_the_same_number);
    tcase_add_loop_test(tcase, each_entry_counts, 0, IOAPIC_PINS);
    tcase_add_loop_test(tcase, each_high_half_counts, 0, IOAPIC_PINS);
    tcase_add_loop_test(tcase, each_line_counts, 0, IOAPIC_PINS);
    tcase_add_test(tcase, an_edge_that_waits_counts);
    tcase_add_test(tcase, the_number_of_pins_counts);
    suite_add_tcase(suite, tcase);
    return suite;
}
