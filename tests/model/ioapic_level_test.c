/*
 * tests/model/ioapic_level_test.c - levels: sent while active, Remote IRR from
 * acceptance to EOI, and again; each row of the pin's state machine is a claim.
 * [IOAPIC 3.2.4 "IOREDTBL[23:0]--I/O Redirection Table Registers"]
 */
#include "ioapic_case.h"

/* Pin 9 is level, active, and its interrupt was accepted. */
static struct ioapic in_service(void)
{
    struct ioapic io = case_ioapic(9, CASE_LEVEL);

    case_pin(&io, 9, true);
    ck_assert(case_send(&io, 9, true).sent);
    return io;
}

static bool waits(const struct ioapic *io)
{
    return ioapic_next(io, -1) == 9;
}

START_TEST(active_level_is_sent)
{
    struct ioapic io = case_ioapic(9, CASE_LEVEL);
    struct lapic_message m;

    ck_assert(!waits(&io));
    case_pin(&io, 9, true);
    ck_assert(waits(&io));
    ck_assert_uint_eq(case_low(&io, 9), CASE_LEVEL | CASE_PENDING);
    m = case_send(&io, 9, true);
    ck_assert(m.sent && m.is_level && m.is_assert);
    ck_assert_uint_eq(m.vector, 0x51);
    ck_assert_uint_eq(m.dest, 3);
}
END_TEST

START_TEST(acceptance_sets_remote_irr)
{
    struct ioapic io = case_ioapic(9, CASE_LEVEL);

    case_pin(&io, 9, true);
    ioapic_send(&io, 9);
    ck_assert_uint_eq(case_low(&io, 9) & CASE_REMOTE_IRR, 0);
    ioapic_report(&io, 9, true);
    ck_assert_uint_eq(case_low(&io, 9), CASE_LEVEL | CASE_REMOTE_IRR);
}
END_TEST

START_TEST(nothing_is_sent_under_remote_irr)
{
    struct ioapic io = in_service();

    ck_assert(!waits(&io));
    ck_assert(!case_send(&io, 9, true).sent);
    case_pin(&io, 9, false);
    case_pin(&io, 9, true);
    ck_assert(!waits(&io));
}
END_TEST

START_TEST(refused_level_waits_on)
{
    struct ioapic io = case_ioapic(9, CASE_LEVEL);

    case_pin(&io, 9, true);
    ck_assert(case_send(&io, 9, false).sent);
    ck_assert(waits(&io));
    ck_assert_uint_eq(case_low(&io, 9), CASE_LEVEL | CASE_PENDING);
    ck_assert(case_send(&io, 9, true).sent);
    ck_assert(!waits(&io));
}
END_TEST

START_TEST(level_withdrawn_before_sending_is_nothing)
{
    struct ioapic io = case_ioapic(9, CASE_LEVEL);

    case_pin(&io, 9, true);
    case_pin(&io, 9, false);
    ck_assert(!waits(&io));
    ck_assert_uint_eq(case_low(&io, 9), CASE_LEVEL);
}
END_TEST

START_TEST(eoi_with_active_pin_sends_again)
{
    struct ioapic io = in_service();

    ioapic_eoi(&io, 0x51);
    case_holds(&io);
    ck_assert_uint_eq(case_low(&io, 9), CASE_LEVEL | CASE_PENDING);
    ck_assert(case_send(&io, 9, true).sent);
    ck_assert_uint_eq(case_low(&io, 9), CASE_LEVEL | CASE_REMOTE_IRR);
}
END_TEST

START_TEST(eoi_with_quiet_pin_ends_it)
{
    struct ioapic io = in_service();

    case_pin(&io, 9, false);
    ck_assert_uint_eq(case_low(&io, 9), CASE_LEVEL | CASE_REMOTE_IRR);
    ioapic_eoi(&io, 0x51);
    ck_assert_uint_eq(case_low(&io, 9), CASE_LEVEL);
    ck_assert(!waits(&io));
}
END_TEST

START_TEST(eoi_of_another_vector_is_not_ours)
{
    struct ioapic io = in_service();

    ioapic_eoi(&io, 0x50);
    ioapic_eoi(&io, 0x61);
    ck_assert_uint_eq(case_low(&io, 9), CASE_LEVEL | CASE_REMOTE_IRR);
}
END_TEST

START_TEST(eoi_register_is_an_eoi_from_version_20)
{
    struct ioapic io = in_service();

    ioapic_write(&io, 0x40, 0xffffff51);
    ck_assert(waits(&io));
    io = in_service();
    ioapic_write(&io, 0x40, 0x50);
    ck_assert(!waits(&io));
    io.version = 0x1f;
    ioapic_write(&io, 0x40, 0x51);
    ck_assert(!waits(&io));
    ioapic_eoi(&io, 0x51);
    ck_assert(waits(&io));
}
END_TEST

START_TEST(shared_vector_is_released_together)
{
    struct ioapic io = in_service();

    case_program(&io, 17, CASE_LEVEL);
    case_pin(&io, 17, true);
    case_send(&io, 17, true);
    case_pin(&io, 9, false);
    ioapic_eoi(&io, 0x51);
    ck_assert_uint_eq(case_low(&io, 9), CASE_LEVEL);
    ck_assert_uint_eq(case_low(&io, 17), CASE_LEVEL | CASE_PENDING);
}
END_TEST

START_TEST(level_under_mask_is_sent_at_unmask)
{
    struct ioapic io = case_ioapic(9, CASE_LEVEL | CASE_MASKED);

    case_pin(&io, 9, true);
    ck_assert(!waits(&io));
    ck_assert(!case_send(&io, 9, true).sent);
    case_program(&io, 9, CASE_LEVEL);
    ck_assert(waits(&io));
}
END_TEST

START_TEST(mask_keeps_remote_irr_until_eoi)
{
    struct ioapic io = in_service();

    case_program(&io, 9, CASE_LEVEL | CASE_MASKED);
    ck_assert_uint_eq(case_low(&io, 9),
                      CASE_LEVEL | CASE_MASKED | CASE_REMOTE_IRR);
    case_program(&io, 9, CASE_LEVEL);
    ck_assert(!waits(&io));
    case_program(&io, 9, CASE_LEVEL | CASE_MASKED);
    ioapic_eoi(&io, 0x51);
    ck_assert_uint_eq(case_low(&io, 9), CASE_LEVEL | CASE_MASKED);
    ck_assert(!waits(&io));
    case_program(&io, 9, CASE_LEVEL);
    ck_assert(waits(&io));
}
END_TEST

START_TEST(remote_irr_cannot_be_written)
{
    struct ioapic io = case_ioapic(9, CASE_LEVEL | CASE_REMOTE_IRR);

    ck_assert_uint_eq(case_low(&io, 9), CASE_LEVEL);
    io = in_service();
    case_program(&io, 9, CASE_LEVEL);
    ck_assert_uint_eq(case_low(&io, 9), CASE_LEVEL | CASE_REMOTE_IRR);
    case_write(&io, 0x23, 0xff000000);
    ck_assert_uint_eq(case_low(&io, 9), CASE_LEVEL | CASE_REMOTE_IRR);
}
END_TEST

/* Mask and edge, then back: EOI in software on version 11h. */
START_TEST(edge_and_back_clears_remote_irr)
{
    struct ioapic io = in_service();

    case_program(&io, 9, CASE_EDGE | CASE_MASKED);
    ck_assert_uint_eq(case_low(&io, 9), CASE_EDGE | CASE_MASKED);
    case_program(&io, 9, CASE_LEVEL);
    ck_assert(waits(&io));
}
END_TEST

START_TEST(becoming_edge_under_an_active_pin_is_no_edge)
{
    struct ioapic io = case_ioapic(9, CASE_LEVEL);

    case_pin(&io, 9, true);
    case_program(&io, 9, CASE_EDGE);
    ck_assert(!waits(&io));
}
END_TEST

START_TEST(changed_vector_misses_its_eoi)
{
    struct ioapic io = in_service();

    case_program(&io, 9, 0x8062);
    ioapic_eoi(&io, 0x51);
    ck_assert_uint_eq(case_low(&io, 9), 0x8062 | CASE_REMOTE_IRR);
    ioapic_eoi(&io, 0x62);
    ck_assert(waits(&io));
}
END_TEST

START_TEST(active_low_level_is_active_while_low)
{
    struct ioapic io = case_ioapic(9, CASE_LEVEL_LOW | CASE_MASKED);

    case_pin(&io, 9, true);
    case_program(&io, 9, CASE_LEVEL_LOW);
    ck_assert(!waits(&io));
    case_pin(&io, 9, false);
    ck_assert(waits(&io));
    case_pin(&io, 9, true);
    ck_assert(!waits(&io));
}
END_TEST

/* A pin rests low: opened with the wrong polarity it storms. */
START_TEST(wrong_polarity_asks_at_once)
{
    struct ioapic io = case_ioapic(9, CASE_LEVEL_LOW);

    ck_assert(waits(&io));
}
END_TEST

START_TEST(other_pins_are_left_alone)
{
    struct ioapic io = in_service();

    for (unsigned pin = 0; pin < 24; pin++)
        if (pin != 9)
            ck_assert_uint_eq(ioapic_entry(&io, pin), 0x10000);
}
END_TEST

/* The unit that remaps makes the message, and reports in its place. */
START_TEST(remappable_level_has_the_same_cycle)
{
    struct ioapic io = case_ioapic(9, CASE_LEVEL);

    case_write(&io, 0x23, 0x00010000);
    case_pin(&io, 9, true);
    ck_assert(!ioapic_send(&io, 9).sent);
    ck_assert(waits(&io));
    ioapic_report(&io, 9, true);
    ck_assert(!waits(&io));
    ioapic_eoi(&io, 0x51);
    ck_assert(waits(&io));
}
END_TEST

static void add_writes(TCase *tc)
{
    tcase_add_test(tc, level_under_mask_is_sent_at_unmask);
    tcase_add_test(tc, mask_keeps_remote_irr_until_eoi);
    tcase_add_test(tc, remote_irr_cannot_be_written);
    tcase_add_test(tc, edge_and_back_clears_remote_irr);
    tcase_add_test(tc, becoming_edge_under_an_active_pin_is_no_edge);
    tcase_add_test(tc, changed_vector_misses_its_eoi);
    tcase_add_test(tc, active_low_level_is_active_while_low);
    tcase_add_test(tc, wrong_polarity_asks_at_once);
    tcase_add_test(tc, other_pins_are_left_alone);
    tcase_add_test(tc, remappable_level_has_the_same_cycle);
}

Suite *ioapic_level_suite(void)
{
    Suite *suite = suite_create("ioapic_level");
    TCase *tc = tcase_create("levels");

    tcase_add_test(tc, active_level_is_sent);
    tcase_add_test(tc, acceptance_sets_remote_irr);
    tcase_add_test(tc, nothing_is_sent_under_remote_irr);
    tcase_add_test(tc, refused_level_waits_on);
    tcase_add_test(tc, level_withdrawn_before_sending_is_nothing);
    tcase_add_test(tc, eoi_with_active_pin_sends_again);
    tcase_add_test(tc, eoi_with_quiet_pin_ends_it);
    tcase_add_test(tc, eoi_of_another_vector_is_not_ours);
    tcase_add_test(tc, eoi_register_is_an_eoi_from_version_20);
    tcase_add_test(tc, shared_vector_is_released_together);
    add_writes(tc);
    suite_add_tcase(suite, tc);
    return suite;
}
