/*
 * tests/model/ioapic_edge_test.c - edges: what makes one, where it waits, when
 * it is lost; and what an entry's fields become in the message.
 * [IOAPIC 3.2.4 "IOREDTBL[23:0]--I/O Redirection Table Registers"]
 */
#include "ioapic_case.h"

START_TEST(edge_is_sent_once)
{
    struct ioapic io = case_ioapic(4, CASE_EDGE);
    struct lapic_message m;

    case_pin(&io, 4, true);
    ck_assert_int_eq(ioapic_next(&io, -1), 4);
    m = case_send(&io, 4, true);
    ck_assert(m.sent && !m.is_level && m.is_assert);
    ck_assert_uint_eq(m.vector, 0x51);
    ck_assert_uint_eq(m.dest, 3);
    ck_assert_int_eq(ioapic_next(&io, -1), IOAPIC_NO_PIN);
    ck_assert(!case_send(&io, 4, true).sent);
}
END_TEST

START_TEST(held_pin_makes_no_second_edge)
{
    struct ioapic io = case_ioapic(4, CASE_EDGE);

    case_pin(&io, 4, true);
    case_send(&io, 4, true);
    case_pin(&io, 4, true);
    ck_assert_int_eq(ioapic_next(&io, -1), IOAPIC_NO_PIN);
    case_pin(&io, 4, false);
    ck_assert_int_eq(ioapic_next(&io, -1), IOAPIC_NO_PIN);
    case_pin(&io, 4, true);
    ck_assert_int_eq(ioapic_next(&io, -1), 4);
}
END_TEST

START_TEST(edge_outlives_its_pin)
{
    struct ioapic io = case_ioapic(4, CASE_EDGE);

    case_pin(&io, 4, true);
    case_pin(&io, 4, false);
    ck_assert(case_send(&io, 4, true).sent);
}
END_TEST

START_TEST(two_edges_before_sending_are_one)
{
    struct ioapic io = case_ioapic(4, CASE_EDGE);

    case_pin(&io, 4, true);
    case_pin(&io, 4, false);
    case_pin(&io, 4, true);
    ck_assert(case_send(&io, 4, true).sent);
    ck_assert(!case_send(&io, 4, true).sent);
}
END_TEST

START_TEST(edge_while_masked_is_lost)
{
    struct ioapic io = case_ioapic(4, CASE_EDGE | CASE_MASKED);

    case_pin(&io, 4, true);
    case_program(&io, 4, CASE_EDGE);
    ck_assert_int_eq(ioapic_next(&io, -1), IOAPIC_NO_PIN);
    case_pin(&io, 4, false);
    case_pin(&io, 4, true);
    ck_assert_int_eq(ioapic_next(&io, -1), 4);
}
END_TEST

START_TEST(waiting_edge_is_held_by_the_mask)
{
    struct ioapic io = case_ioapic(4, CASE_EDGE);

    case_pin(&io, 4, true);
    case_program(&io, 4, CASE_EDGE | CASE_MASKED);
    ck_assert_int_eq(ioapic_next(&io, -1), IOAPIC_NO_PIN);
    ck_assert(!case_send(&io, 4, true).sent);
    case_program(&io, 4, CASE_EDGE);
    ck_assert(case_send(&io, 4, true).sent);
}
END_TEST

START_TEST(delivery_status_is_1_while_waiting)
{
    struct ioapic io = case_ioapic(4, CASE_EDGE);

    case_pin(&io, 4, true);
    ck_assert_uint_eq(case_low(&io, 4), CASE_EDGE | CASE_PENDING);
    case_send(&io, 4, true);
    ck_assert_uint_eq(case_low(&io, 4), CASE_EDGE);
}
END_TEST

START_TEST(delivery_status_cannot_be_written)
{
    struct ioapic io = case_ioapic(4, CASE_EDGE | CASE_PENDING);

    ck_assert_uint_eq(case_low(&io, 4), CASE_EDGE);
    ck_assert_int_eq(ioapic_next(&io, -1), IOAPIC_NO_PIN);
}
END_TEST

START_TEST(refused_edge_is_gone)
{
    struct ioapic io = case_ioapic(4, CASE_EDGE);

    case_pin(&io, 4, true);
    ck_assert(case_send(&io, 4, false).sent);
    ck_assert_int_eq(ioapic_next(&io, -1), IOAPIC_NO_PIN);
}
END_TEST

START_TEST(accepted_edge_sets_no_remote_irr)
{
    struct ioapic io = case_ioapic(4, CASE_EDGE);

    case_pin(&io, 4, true);
    case_send(&io, 4, true);
    ck_assert_uint_eq(case_low(&io, 4) & CASE_REMOTE_IRR, 0);
}
END_TEST

START_TEST(active_low_edge_is_the_fall)
{
    struct ioapic io = case_ioapic(4, CASE_EDGE | CASE_MASKED | 0x2000);

    case_pin(&io, 4, true);
    case_program(&io, 4, CASE_EDGE | 0x2000);
    ck_assert_int_eq(ioapic_next(&io, -1), IOAPIC_NO_PIN);
    case_pin(&io, 4, false);
    ck_assert_int_eq(ioapic_next(&io, -1), 4);
    case_send(&io, 4, true);
    case_pin(&io, 4, true);
    ck_assert_int_eq(ioapic_next(&io, -1), IOAPIC_NO_PIN);
}
END_TEST

START_TEST(writing_polarity_makes_no_edge)
{
    struct ioapic io = case_ioapic(4, CASE_EDGE);

    case_program(&io, 4, CASE_EDGE | 0x2000);
    ck_assert_int_eq(ioapic_next(&io, -1), IOAPIC_NO_PIN);
}
END_TEST

START_TEST(becoming_level_forgets_the_edge)
{
    struct ioapic io = case_ioapic(4, CASE_EDGE);

    case_pin(&io, 4, true);
    case_pin(&io, 4, false);
    case_program(&io, 4, CASE_LEVEL);
    ck_assert_int_eq(ioapic_next(&io, -1), IOAPIC_NO_PIN);
    case_program(&io, 4, CASE_EDGE);
    ck_assert_int_eq(ioapic_next(&io, -1), IOAPIC_NO_PIN);
}
END_TEST

START_TEST(waiting_pins_come_in_order)
{
    struct ioapic io = case_ioapic(4, CASE_EDGE);

    case_program(&io, 0, CASE_EDGE);
    case_program(&io, 23, CASE_EDGE);
    case_pin(&io, 23, true);
    case_pin(&io, 0, true);
    case_pin(&io, 4, true);
    ck_assert_int_eq(ioapic_next(&io, -1), 0);
    ck_assert_int_eq(ioapic_next(&io, 0), 4);
    ck_assert_int_eq(ioapic_next(&io, 4), 23);
    ck_assert_int_eq(ioapic_next(&io, 23), IOAPIC_NO_PIN);
}
END_TEST

/* ---- fields of the message, by delivery mode ---- */

/* 011 and 110 are reserved: nothing leaves, and the edge is gone. */
static const bool leaves[8] = {true, true, true,  false,
                               true, true, false, true};

START_TEST(delivery_mode_is_the_entrys)
{
    uint32_t low = 0x0051 | (uint32_t)_i << 8;
    struct ioapic io = case_ioapic(4, low);
    struct lapic_message m;

    case_pin(&io, 4, true);
    m = case_send(&io, 4, true);
    ck_assert(m.sent == leaves[_i]);
    ck_assert_uint_eq(m.delivery_mode, (unsigned)_i);
    ck_assert_uint_eq(m.shorthand, 0);
    ck_assert_int_eq(ioapic_next(&io, -1), IOAPIC_NO_PIN);
}
END_TEST

/* Level is for fixed and lowest priority; the others are edges: sent once,
 * however long the pin is active.
 * [SDM3 10.11.2 "Message Data Register Format"] */
START_TEST(trigger_counts_for_fixed_and_lowest_alone)
{
    uint32_t low = 0x8051 | (uint32_t)_i << 8;
    struct ioapic io = case_ioapic(4, low);
    struct lapic_message m;

    case_pin(&io, 4, true);
    m = case_send(&io, 4, true);
    ck_assert(m.is_level == (_i <= 1));
    ck_assert_uint_eq(case_low(&io, 4), low | (_i <= 1 ? CASE_REMOTE_IRR : 0));
    ioapic_eoi(&io, 0x51);
    ck_assert(ioapic_is_waiting(&io, 4) == (_i <= 1));
}
END_TEST

START_TEST(destination_mode_is_the_entrys)
{
    struct ioapic io = case_ioapic(4, CASE_EDGE | 0x800);
    struct lapic_message m;

    case_write(&io, 0x19, 0xc5000000);
    case_pin(&io, 4, true);
    m = case_send(&io, 4, true);
    ck_assert(m.dest_logical);
    ck_assert(!m.dest_is_wide);
    ck_assert_uint_eq(m.dest, 0xc5);
    case_program(&io, 4, CASE_EDGE);
    case_pin(&io, 4, false);
    case_pin(&io, 4, true);
    ck_assert(!case_send(&io, 4, true).dest_logical);
}
END_TEST

/* The entry as it is when the message leaves, not when the edge came. */
START_TEST(message_has_the_latest_entry)
{
    struct ioapic io = case_ioapic(4, CASE_EDGE);

    case_pin(&io, 4, true);
    case_program(&io, 4, 0x62);
    ck_assert_uint_eq(case_send(&io, 4, true).vector, 0x62);
}
END_TEST

/* [VTD 5.1.5.1 "I/OxAPIC Programming"]: index 8001h in the entry's bits 11 and
 * 63:49.  The edge is taken, the unit makes the message. */
START_TEST(remappable_entry_is_for_the_unit)
{
    struct ioapic io = case_ioapic(4, 0x00000851);

    case_write(&io, 0x19, 0x00030000);
    case_pin(&io, 4, true);
    ck_assert_uint_eq(ioapic_entry(&io, 4), UINT64_C(0x0003000000001851));
    ck_assert(!case_send(&io, 4, true).sent);
    ck_assert_int_eq(ioapic_next(&io, -1), IOAPIC_NO_PIN);
}
END_TEST

static void add_messages(TCase *tc)
{
    tcase_add_loop_test(tc, delivery_mode_is_the_entrys, 0, 8);
    tcase_add_loop_test(tc, trigger_counts_for_fixed_and_lowest_alone, 0, 3);
    tcase_add_loop_test(tc, trigger_counts_for_fixed_and_lowest_alone, 4, 6);
    tcase_add_loop_test(tc, trigger_counts_for_fixed_and_lowest_alone, 7, 8);
    tcase_add_test(tc, destination_mode_is_the_entrys);
    tcase_add_test(tc, message_has_the_latest_entry);
    tcase_add_test(tc, remappable_entry_is_for_the_unit);
}

Suite *ioapic_edge_suite(void)
{
    Suite *suite = suite_create("ioapic_edge");
    TCase *tc = tcase_create("edges and messages");

    tcase_add_test(tc, edge_is_sent_once);
    tcase_add_test(tc, held_pin_makes_no_second_edge);
    tcase_add_test(tc, edge_outlives_its_pin);
    tcase_add_test(tc, two_edges_before_sending_are_one);
    tcase_add_test(tc, edge_while_masked_is_lost);
    tcase_add_test(tc, waiting_edge_is_held_by_the_mask);
    tcase_add_test(tc, delivery_status_is_1_while_waiting);
    tcase_add_test(tc, delivery_status_cannot_be_written);
    tcase_add_test(tc, refused_edge_is_gone);
    tcase_add_test(tc, accepted_edge_sets_no_remote_irr);
    tcase_add_test(tc, active_low_edge_is_the_fall);
    tcase_add_test(tc, writing_polarity_makes_no_edge);
    tcase_add_test(tc, becoming_level_forgets_the_edge);
    tcase_add_test(tc, waiting_pins_come_in_order);
    add_messages(tc);
    suite_add_tcase(suite, tc);
    return suite;
}
