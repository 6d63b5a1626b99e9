/*
 * tests/model/lapic_service_test.c - a vector's way from the core's acknowledge
 * to its EOI: steps 5 to 7 as numbered in model/src/lapic_accept.c.
 * [SDM3 10.8.4 "Interrupt Acceptance for Fixed Interrupts"]
 * [SDM3 10.8.5 "Signaling Interrupt Servicing Completion"]
 */
#include "lapic_case.h"

/* ---- 5 acknowledge ---- */

START_TEST(acknowledge_moves_irrv_to_isr)
{
    struct lapic l = case_enabled();

    case_raise(&l, 0x41);
    case_raise(&l, 0x42);
    ck_assert_uint_eq(lapic_acknowledge(&l), 0x42);
    case_holds(&l);
    ck_assert(!lapic_test_irr(&l, 0x42));
    ck_assert(lapic_test_isr(&l, 0x42));
    ck_assert(lapic_test_irr(&l, 0x41));
    ck_assert_uint_eq(lapic_ppr(&l), 0x40);
}
END_TEST

START_TEST(higher_class_nests)
{
    struct lapic l = case_enabled();

    case_enter(&l, 0x31);
    case_enter(&l, 0x52);
    ck_assert(lapic_test_isr(&l, 0x31));
    ck_assert_int_eq(lapic_isrv(&l), 0x52);
}
END_TEST

/* ---- 6 withdrawn ---- */

START_TEST(raised_tpr_yields_the_spurious_vector)
{
    struct lapic l = case_enabled();

    case_write(&l, LAPIC_SVR, 0x1ef);
    case_raise(&l, 0x51);
    case_write(&l, LAPIC_TPR, 0x50);
    ck_assert_uint_eq(lapic_acknowledge(&l), 0xef);
    ck_assert_int_eq(lapic_isrv(&l), 0);
    ck_assert(lapic_test_irr(&l, 0x51));
    case_write(&l, LAPIC_TPR, 0);
    ck_assert_uint_eq(lapic_acknowledge(&l), 0x51);
}
END_TEST

START_TEST(disabling_yields_the_spurious_vector)
{
    struct lapic l = case_enabled();

    case_raise(&l, 0x51);
    case_write(&l, LAPIC_SVR, 0xff);
    ck_assert_uint_eq(lapic_acknowledge(&l), 0xff);
    ck_assert(lapic_test_irr(&l, 0x51));
}
END_TEST

/* ---- 7 end ---- */

START_TEST(eoi_retires_the_highest)
{
    struct lapic l = case_enabled();

    case_enter(&l, 0x31);
    case_enter(&l, 0x52);
    ck_assert_int_eq(lapic_eoi(&l).vector, 0x52);
    ck_assert_int_eq(lapic_isrv(&l), 0x31);
    ck_assert_uint_eq(lapic_ppr(&l), 0x30);
    ck_assert_int_eq(lapic_eoi(&l).vector, 0x31);
    ck_assert_uint_eq(lapic_ppr(&l), 0);
}
END_TEST

START_TEST(eoi_with_empty_isr_does_nothing)
{
    struct lapic l = case_enabled();
    struct lapic_retired end;

    case_raise(&l, 0x51);
    end = lapic_eoi(&l);
    ck_assert_int_eq(end.vector, LAPIC_NO_VECTOR);
    ck_assert(!end.broadcast);
    ck_assert(lapic_test_irr(&l, 0x51));
}
END_TEST

START_TEST(eoi_by_register_retires)
{
    struct lapic l = case_enabled();

    case_enter(&l, 0x52);
    ck_assert_int_eq(case_write(&l, 0x0b0, 0).eoi.vector, 0x52);
    ck_assert_int_eq(lapic_isrv(&l), 0);
}
END_TEST

START_TEST(eoi_of_edge_is_not_broadcast)
{
    struct lapic l = case_enabled();

    case_enter(&l, 0x52);
    ck_assert(!lapic_eoi(&l).broadcast);
}
END_TEST

START_TEST(eoi_of_level_is_broadcast_and_tmr_stays)
{
    struct lapic l = case_enabled();

    lapic_accept(&l, 0x52, true);
    lapic_acknowledge(&l);
    ck_assert(lapic_eoi(&l).broadcast);
    ck_assert(lapic_test_tmr(&l, 0x52));
}
END_TEST

START_TEST(suppression_keeps_the_eoi_in_the_chip)
{
    struct lapic l = case_enabled();
    struct lapic_retired end;

    case_write(&l, LAPIC_SVR, 0x11ff);
    lapic_accept(&l, 0x52, true);
    lapic_acknowledge(&l);
    end = lapic_eoi(&l);
    ck_assert_int_eq(end.vector, 0x52);
    ck_assert(!end.broadcast);
}
END_TEST

START_TEST(eoi_of_the_spurious_vectors_number_is_ordinary)
{
    struct lapic l = case_enabled();

    case_enter(&l, 0xff);
    ck_assert_int_eq(lapic_eoi(&l).vector, 0xff);
}
END_TEST

START_TEST(eoi_works_while_disabled)
{
    struct lapic l = case_enabled();

    case_enter(&l, 0x52);
    case_write(&l, LAPIC_SVR, 0xff);
    ck_assert_int_eq(lapic_eoi(&l).vector, 0x52);
}
END_TEST

START_TEST(each_legal_vector_lives_its_life)
{
    struct lapic l = case_enabled();
    uint8_t v = (uint8_t)_i;

    case_raise(&l, v);
    ck_assert_int_eq(lapic_irrv(&l), v);
    ck_assert(lapic_intr(&l));
    ck_assert_uint_eq(lapic_acknowledge(&l), v);
    ck_assert_int_eq(lapic_isrv(&l), v);
    ck_assert_int_eq(lapic_eoi(&l).vector, v);
    ck_assert_int_eq(lapic_isrv(&l), 0);
    case_holds(&l);
}
END_TEST

Suite *lapic_service_suite(void)
{
    Suite *suite = suite_create("lapic_service");
    TCase *tc = tcase_create("acknowledge to EOI");

    tcase_add_test(tc, acknowledge_moves_irrv_to_isr);
    tcase_add_test(tc, higher_class_nests);
    tcase_add_test(tc, raised_tpr_yields_the_spurious_vector);
    tcase_add_test(tc, disabling_yields_the_spurious_vector);
    tcase_add_test(tc, eoi_retires_the_highest);
    tcase_add_test(tc, eoi_with_empty_isr_does_nothing);
    tcase_add_test(tc, eoi_by_register_retires);
    tcase_add_test(tc, eoi_of_edge_is_not_broadcast);
    tcase_add_test(tc, eoi_of_level_is_broadcast_and_tmr_stays);
    tcase_add_test(tc, suppression_keeps_the_eoi_in_the_chip);
    tcase_add_test(tc, eoi_of_the_spurious_vectors_number_is_ordinary);
    tcase_add_test(tc, eoi_works_while_disabled);
    tcase_add_loop_test(tc, each_legal_vector_lives_its_life, 16, 256);
    suite_add_tcase(suite, tc);
    return suite;
}
