/*
 * tests/model/lapic_accept_test.c - a vector's way from arrival to the request
 * of the core: steps 2 to 4 as numbered in model/src/lapic_accept.c.  Expected
 * values are worked out by hand from the rules of
 * [SDM3 10.8.3 "Interrupt, Task, and Processor Priority"] and
 * [SDM3 10.8.4 "Interrupt Acceptance for Fixed Interrupts"]
 */
#include "lapic_case.h"

/* ---- 2 accept ---- */

START_TEST(accepted_vector_is_in_irr_only)
{
    struct lapic l = case_enabled();

    ck_assert_int_eq(lapic_accept(&l, 0x51, false), LAPIC_ACCEPTED);
    ck_assert(lapic_test_irr(&l, 0x51));
    ck_assert(!lapic_test_isr(&l, 0x51));
    ck_assert_uint_eq(lapic_read(&l, 0x220, 0), 0x00020000);
}
END_TEST

START_TEST(second_request_coalesces)
{
    struct lapic l = case_enabled();

    case_raise(&l, 0x51);
    ck_assert_int_eq(lapic_accept(&l, 0x51, false), LAPIC_COALESCED);
    ck_assert_uint_eq(lapic_acknowledge(&l), 0x51);
    ck_assert_int_eq(lapic_irrv(&l), 0);
}
END_TEST

START_TEST(request_behind_one_in_service_is_remembered)
{
    struct lapic l = case_enabled();

    case_enter(&l, 0x51);
    ck_assert_int_eq(lapic_accept(&l, 0x51, false), LAPIC_ACCEPTED);
    ck_assert_int_eq(lapic_accept(&l, 0x51, false), LAPIC_COALESCED);
    ck_assert(!lapic_intr(&l));
    lapic_eoi(&l);
    ck_assert(lapic_intr(&l));
    ck_assert_uint_eq(lapic_acknowledge(&l), 0x51);
}
END_TEST

START_TEST(vector_15_is_illegal_and_dropped)
{
    struct lapic l = case_enabled();

    ck_assert_int_eq(lapic_accept(&l, 15, false), LAPIC_ILLEGAL);
    case_holds(&l);
    ck_assert_int_eq(lapic_irrv(&l), 0);
    ck_assert_uint_eq(case_esr(&l), 0x40);
}
END_TEST

START_TEST(vector_16_is_legal)
{
    struct lapic l = case_enabled();

    ck_assert_int_eq(lapic_accept(&l, 16, false), LAPIC_ACCEPTED);
    ck_assert_uint_eq(lapic_acknowledge(&l), 16);
}
END_TEST

START_TEST(level_sets_tmr_and_edge_clears_it)
{
    struct lapic l = case_enabled();

    lapic_accept(&l, 0x9f, true);
    ck_assert(lapic_test_tmr(&l, 0x9f));
    ck_assert_uint_eq(lapic_read(&l, 0x1c0, 0), 0x80000000);
    lapic_accept(&l, 0x9f, false);
    ck_assert(!lapic_test_tmr(&l, 0x9f));
}
END_TEST

START_TEST(disabled_chip_refuses)
{
    struct lapic l;

    lapic_reset(&l, 0);
    ck_assert_int_eq(lapic_accept(&l, 0x51, false), LAPIC_REFUSED);
    ck_assert_int_eq(lapic_accept(&l, 5, false), LAPIC_REFUSED);
    ck_assert_int_eq(lapic_irrv(&l), 0);
    ck_assert_uint_eq(case_esr(&l), 0);
}
END_TEST

START_TEST(disabling_holds_what_is_pending)
{
    struct lapic l = case_enabled();

    case_enter(&l, 0x51);
    case_raise(&l, 0x61);
    case_write(&l, LAPIC_SVR, 0xff);
    ck_assert(!lapic_intr(&l));
    ck_assert(lapic_test_irr(&l, 0x61));
    ck_assert(lapic_test_isr(&l, 0x51));
    case_write(&l, LAPIC_SVR, CASE_SVR);
    ck_assert(lapic_intr(&l));
}
END_TEST

/* ---- 3 evaluate ---- */

/* Worked out by hand from the rule for PPR; equal classes show TPR. */
static const struct {
    uint8_t tpr, in_service, ppr;
} priorities[] = {
    {0x00, 0x00, 0x00}, {0x0f, 0x00, 0x0f}, {0x00, 0x51, 0x50},
    {0x4f, 0x51, 0x50}, {0x50, 0x51, 0x50}, {0x53, 0x51, 0x53},
    {0x5f, 0x5a, 0x5f}, {0x60, 0x5f, 0x60}, {0x67, 0x51, 0x67},
    {0xff, 0xfe, 0xff}, {0xef, 0xff, 0xf0}, {0x0f, 0x10, 0x10},
};

START_TEST(ppr_is_highest_class_of_tpr_and_isrv)
{
    struct lapic l = case_enabled();

    if (priorities[_i].in_service)
        case_enter(&l, priorities[_i].in_service);
    case_write(&l, LAPIC_TPR, priorities[_i].tpr);
    ck_assert_uint_eq(lapic_ppr(&l), priorities[_i].ppr);
    ck_assert_uint_eq(lapic_read(&l, 0x0a0, 0), priorities[_i].ppr);
}
END_TEST

START_TEST(irrv_and_isrv_are_the_highest)
{
    struct lapic l = case_enabled();

    case_enter(&l, 0x31);
    case_enter(&l, 0x84);
    case_raise(&l, 0x20);
    case_raise(&l, 0x7f);
    case_raise(&l, 0x60);
    ck_assert_int_eq(lapic_isrv(&l), 0x84);
    ck_assert_int_eq(lapic_irrv(&l), 0x7f);
}
END_TEST

START_TEST(cr8_is_the_class_of_tpr)
{
    struct lapic l = case_enabled();

    case_write(&l, LAPIC_TPR, 0x6b);
    ck_assert_uint_eq(lapic_cr8(&l), 6);
    lapic_write_cr8(&l, 9);
    ck_assert_uint_eq(lapic_tpr(&l), 0x90);
}
END_TEST

/* ---- 4 request ---- */

START_TEST(empty_irr_requests_nothing)
{
    struct lapic l = case_enabled();

    ck_assert(!lapic_intr(&l));
}
END_TEST

START_TEST(tpr_holds_its_own_class)
{
    struct lapic l = case_enabled();

    case_write(&l, LAPIC_TPR, 0x50);
    case_raise(&l, 0x5f);
    ck_assert(!lapic_intr(&l));
    case_raise(&l, 0x60);
    ck_assert(lapic_intr(&l));
}
END_TEST

START_TEST(subclass_of_tpr_never_matters)
{
    struct lapic l = case_enabled();

    case_write(&l, LAPIC_TPR, 0x4f);
    case_raise(&l, 0x50);
    ck_assert(lapic_intr(&l));
}
END_TEST

START_TEST(tpr_of_class_0_blocks_nothing)
{
    struct lapic l = case_enabled();

    case_write(&l, LAPIC_TPR, 0x0f);
    case_raise(&l, 0x10);
    ck_assert(lapic_intr(&l));
}
END_TEST

START_TEST(tpr_of_class_15_blocks_all)
{
    struct lapic l = case_enabled();

    case_write(&l, LAPIC_TPR, 0xf0);
    case_raise(&l, 0xfe);
    ck_assert(!lapic_intr(&l));
}
END_TEST

START_TEST(same_class_waits_even_if_higher_in_it)
{
    struct lapic l = case_enabled();

    case_enter(&l, 0x51);
    case_raise(&l, 0x55);
    ck_assert(!lapic_intr(&l));
    lapic_eoi(&l);
    ck_assert_uint_eq(lapic_acknowledge(&l), 0x55);
}
END_TEST

static void add_arrival(TCase *tc)
{
    tcase_add_test(tc, accepted_vector_is_in_irr_only);
    tcase_add_test(tc, second_request_coalesces);
    tcase_add_test(tc, request_behind_one_in_service_is_remembered);
    tcase_add_test(tc, vector_15_is_illegal_and_dropped);
    tcase_add_test(tc, vector_16_is_legal);
    tcase_add_test(tc, level_sets_tmr_and_edge_clears_it);
    tcase_add_test(tc, disabled_chip_refuses);
    tcase_add_test(tc, disabling_holds_what_is_pending);
}

static void add_request(TCase *tc)
{
    int count = (int)(sizeof priorities / sizeof priorities[0]);

    tcase_add_loop_test(tc, ppr_is_highest_class_of_tpr_and_isrv, 0, count);
    tcase_add_test(tc, irrv_and_isrv_are_the_highest);
    tcase_add_test(tc, cr8_is_the_class_of_tpr);
    tcase_add_test(tc, empty_irr_requests_nothing);
    tcase_add_test(tc, tpr_holds_its_own_class);
    tcase_add_test(tc, subclass_of_tpr_never_matters);
    tcase_add_test(tc, tpr_of_class_0_blocks_nothing);
    tcase_add_test(tc, tpr_of_class_15_blocks_all);
    tcase_add_test(tc, same_class_waits_even_if_higher_in_it);
}

Suite *lapic_accept_suite(void)
{
    Suite *suite = suite_create("lapic_accept");
    TCase *tc = tcase_create("arrival to request");

    add_arrival(tc);
    add_request(tc);
    suite_add_tcase(suite, tc);
    return suite;
}
