/*
 * tests/model/regs_sources_test.c - the headers of the HPET and the keyboard
 * controller, which the kernel uses to pull interrupt lines.
 *
 * Each register's fields are disjoint and complete, and the timers' offsets
 * and one whole word equal numbers worked out by hand.
 */
#include <check.h>

#include "fields.h"
#include "hw/hpet_regs.h"
#include "hw/i8042_regs.h"

START_TEST(hpet_fields_cover)
{
    ck_assert(FIELDS_COVER("capabilities", BITS(31, 0), HPET_CAP_VENDOR,
                           HPET_CAP_LEGACY, HPET_CAP_RSVD, HPET_CAP_WIDE,
                           HPET_CAP_LAST_TIMER, HPET_CAP_REVISION));
    ck_assert(FIELDS_COVER("configuration", BITS(31, 0), HPET_CONFIG_RSVD,
                           HPET_CONFIG_LEGACY, HPET_CONFIG_ENABLE));
    ck_assert(FIELDS_COVER("timer", BITS(15, 0), HPET_TIMER_FSB_CAP,
                           HPET_TIMER_FSB_ENABLE, HPET_TIMER_ROUTE,
                           HPET_TIMER_32BIT, HPET_TIMER_RSVD7, HPET_TIMER_SET,
                           HPET_TIMER_64BIT_CAP, HPET_TIMER_PERIOD_CAP,
                           HPET_TIMER_PERIODIC, HPET_TIMER_ENABLE,
                           HPET_TIMER_LEVEL, HPET_TIMER_RSVD0));
}
END_TEST

START_TEST(hpet_numbers)
{
    uint64_t word = HPET_TIMER_32BIT | HPET_TIMER_ENABLE | HPET_TIMER_LEVEL;

    ck_assert_uint_eq(HPET_TIMER_CONFIG(2), 0x140);
    ck_assert_uint_eq(HPET_TIMER_COMPARE(2), 0x148);
    ck_assert_uint_eq(HPET_TIMER_FSB_VAL(2), 0x150);
    ck_assert_uint_eq(HPET_TIMER_FSB_ADDR(2), 0x154);
    ck_assert_uint_eq(HPET_TIMER_FSB_ADDR(31), 0x4f4);
    ck_assert_uint_eq(HPET_TIMER_FSB_CAP | HPET_TIMER_FSB_ENABLE, 0xc000);
    ck_assert_uint_eq(HPET_PERIOD_MAX, 100000000); /* fs: 100 ns */
    ck_assert_uint_eq(field_put(word, HPET_TIMER_ROUTE, 11), 0x1706);
}
END_TEST

START_TEST(keyboard_fields_cover)
{
    ck_assert(FIELDS_COVER("status", BITS(7, 0), KBD_STATUS_PARITY,
                           KBD_STATUS_TIMEOUT, KBD_STATUS_MOUSE,
                           KBD_STATUS_UNLOCKED, KBD_STATUS_COMMAND,
                           KBD_STATUS_SYSTEM, KBD_STATUS_IN_FULL,
                           KBD_STATUS_OUT_FULL));
    ck_assert(FIELDS_COVER("configuration", BITS(7, 0), KBD_CONFIG_RSVD7,
                           KBD_CONFIG_TRANSLATE, KBD_CONFIG_MOUSE_OFF,
                           KBD_CONFIG_OFF, KBD_CONFIG_RSVD3, KBD_CONFIG_SYSTEM,
                           KBD_CONFIG_MOUSE_IRQ, KBD_CONFIG_IRQ));
}
END_TEST

Suite *regs_sources_suite(void);

Suite *regs_sources_suite(void)
{
    Suite *suite = suite_create("regs_sources");
    TCase *tcase = tcase_create("fields");

    tcase_add_test(tcase, hpet_fields_cover);
    tcase_add_test(tcase, hpet_numbers);
    tcase_add_test(tcase, keyboard_fields_cover);
    suite_add_tcase(suite, tcase);
    return suite;
}
