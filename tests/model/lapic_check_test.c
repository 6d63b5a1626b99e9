/*
 * tests/model/lapic_check_test.c - each promise of lapic_check can be seen to
 * be broken: a state is spoilt by hand and must be named.
 */
#include <string.h>

#include "lapic_case.h"

static void must_complain(const struct lapic *l, const char *about)
{
    const char *said = lapic_check(l);

    ck_assert_ptr_nonnull(said);
    ck_assert_msg(strstr(said, about), "said \"%s\"", said);
}

START_TEST(fresh_chip_is_fine)
{
    struct lapic l = case_enabled();

    ck_assert_ptr_null(lapic_check(&l));
    lapic_reset(&l, 1);
    ck_assert_ptr_null(lapic_check(&l));
}
END_TEST

START_TEST(low_vector_is_named)
{
    struct lapic irr = case_enabled(), isr = irr, tmr = irr;

    irr.irr[0] = 0x8000;
    must_complain(&irr, "below 16");
    isr.isr[0] = 0x8000;
    must_complain(&isr, "below 16");
    tmr.tmr[0] = 1;
    must_complain(&tmr, "below 16");
}
END_TEST

START_TEST(two_of_a_class_are_named)
{
    struct lapic l = case_enabled();

    l.isr[7] = 0x80010000;
    must_complain(&l, "one class");
    l.isr[7] = 0x00018000;
    ck_assert_ptr_null(lapic_check(&l));
}
END_TEST

START_TEST(open_entry_while_disabled_is_named)
{
    struct lapic l;

    lapic_reset(&l, 0);
    l.lvt[6] = 0x51;
    must_complain(&l, "disabled");
}
END_TEST

START_TEST(reserved_bits_are_named)
{
    static const struct {
        size_t field;
        uint32_t bit;
    } bad[] = {
        {offsetof(struct lapic, tpr), 0x100},
        {offsetof(struct lapic, ldr), 0x1},
        {offsetof(struct lapic, svr), 0x401},
        {offsetof(struct lapic, esr), 0x100},
        {offsetof(struct lapic, errors), 0x100},
        {offsetof(struct lapic, icr_low), 0x1000},
        {offsetof(struct lapic, icr_high), 0x1},
        {offsetof(struct lapic, timer_divide), 0x4},
        {offsetof(struct lapic, lvt), 0x4000},
        {offsetof(struct lapic, dfr), 0x1},
    };

    struct lapic l = case_enabled();
    uint32_t *field = (uint32_t *)(void *)((char *)&l + bad[_i].field);

    *field ^= bad[_i].bit;
    must_complain(&l, "reserved");
}
END_TEST

START_TEST(remote_irr_of_an_edge_entry_is_named)
{
    struct lapic l = case_enabled();

    l.lvt[4] = 0x1c051;
    ck_assert_ptr_null(lapic_check(&l));
    l.lvt[4] = 0x14051;
    must_complain(&l, "reserved");
    l.lvt[4] = 0x10051;
    l.lvt[5] = 0x1c051;
    must_complain(&l, "reserved");
}
END_TEST

START_TEST(count_above_initial_is_named)
{
    struct lapic l = case_enabled();

    l.timer_count = 1;
    must_complain(&l, "timer");
}
END_TEST

START_TEST(deadline_in_another_mode_is_named)
{
    struct lapic l = case_enabled();

    l.timer_deadline = 1;
    must_complain(&l, "timer");
}
END_TEST

START_TEST(counting_in_deadline_mode_is_named)
{
    struct lapic l = case_enabled();

    l.timer_initial = 5;
    l.timer_count = 5;
    l.lvt[1] = 0x50051;
    must_complain(&l, "timer");
    l.timer_deadline = 1;
    must_complain(&l, "timer");
    l.timer_count = 0;
    ck_assert_ptr_null(lapic_check(&l));
}
END_TEST

Suite *lapic_check_suite(void)
{
    Suite *suite = suite_create("lapic_check");
    TCase *tc = tcase_create("promises");

    tcase_add_test(tc, fresh_chip_is_fine);
    tcase_add_test(tc, low_vector_is_named);
    tcase_add_test(tc, two_of_a_class_are_named);
    tcase_add_test(tc, open_entry_while_disabled_is_named);
    tcase_add_loop_test(tc, reserved_bits_are_named, 0, 10);
    tcase_add_test(tc, remote_irr_of_an_edge_entry_is_named);
    tcase_add_test(tc, count_above_initial_is_named);
    tcase_add_test(tc, deadline_in_another_mode_is_named);
    tcase_add_test(tc, counting_in_deadline_mode_is_named);
    suite_add_tcase(suite, tc);
    return suite;
}
