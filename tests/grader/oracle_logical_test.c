/*
 * tests/grader/oracle_logical_test.c - logical destinations in the replay: what
 * one version of an emulator does otherwise is excused there, and nowhere else.
 *
 * LDR on the way into x2APIC mode, and a destination of all ones.
 */
#include "replay_case.h"

static void begin(void)
{
    begin_replay(3);
}

/* ---- a logical destination of all ones ---- */

/* CPU 1 has no LDR. */
static void send_to_all_ones(const struct habits *habits, uint32_t dfr,
                             uint32_t ldr)
{
    trace.habits = habits;
    for (unsigned cpu = 0; cpu < 3; cpu++)
        on(&trace, cpu, EV_APIC_WRITE, NONE, LAPIC_DFR, dfr);
    on(&trace, 0, EV_APIC_WRITE, NONE, LAPIC_LDR, ldr);
    on(&trace, 2, EV_APIC_WRITE, NONE, LAPIC_LDR, ldr << 1);
    put_icr(&trace, 0, 0xff, 0x4841);
    put_accept(&trace, 0, 0x41);
}

START_TEST(all_ones_pass_over_who_has_no_ldr)
{
    static const struct habits *const habits[] = {&habits_bochs,
                                                  &habits_bochs_2_8,
                                                  &habits_qemu};

    send_to_all_ones(habits[_i], 0xffffffff, 1 << 24);
    put_accept(&trace, 2, 0x41);
    agrees();
    ck_assert_uint_eq(record.deviations[DEVIATION_LOGICAL_ALL_BY_LDR], 1);
}
END_TEST

START_TEST(all_ones_that_reach_all_disagree_there)
{
    send_to_all_ones(&habits_bochs, 0xffffffff, 1 << 24);
    disagrees(put_accept(&trace, 1, 0x41), "");
}
END_TEST

START_TEST(all_ones_are_all_in_bochs_3)
{
    send_to_all_ones(&habits_bochs_3_0, 0xffffffff, 1 << 24);
    put_accept(&trace, 1, 0x41);
    put_accept(&trace, 2, 0x41);
    agrees();
    ck_assert_uint_eq(record.deviations[DEVIATION_LOGICAL_ALL_BY_LDR], 0);
}
END_TEST

START_TEST(all_ones_that_pass_over_disagree_in_bochs_3)
{
    send_to_all_ones(&habits_bochs_3_0, 0xffffffff, 1 << 24);
    put_accept(&trace, 2, 0x41);
    disagrees(trace.count, "never accepted on CPU 1");
}
END_TEST

/* In the cluster model they are all for Bochs, cluster 15 for QEMU. */
START_TEST(all_ones_of_the_cluster_model)
{
    bool qemu = _i != 0;

    send_to_all_ones(qemu ? &habits_qemu : &habits_bochs, 0x0fffffff,
                     0xf1u << 24);
    if (!qemu)
        put_accept(&trace, 1, 0x41);
    if (!qemu)
        put_accept(&trace, 2, 0x41);
    agrees();
    ck_assert_uint_eq(record.deviations[DEVIATION_LOGICAL_ALL_BY_LDR],
                      qemu ? 2 : 0);
}
END_TEST

/* A physical destination, or a shorthand, is what it is. */
START_TEST(other_broadcasts_pass_over_nobody)
{
    put_icr(&trace, 0, 0xff, _i == 0 ? 0x4041 : 0x84841);
    for (unsigned cpu = 0; cpu < 3; cpu++)
        put_accept(&trace, cpu, 0x41);
    agrees();
    ck_assert_uint_eq(record.deviations[DEVIATION_LOGICAL_ALL_BY_LDR], 0);
}
END_TEST

/* ---- LDR in x2APIC mode ---- */

/* Bochs 2.8 has mended it: neither counted there nor excused. */
START_TEST(an_x2apic_logical_id_is_late_in_2_7_only)
{
    trace.habits = &habits_bochs_2_8;
    on(&trace, 1, EV_MSR_WRITE, NONE, IA32_APIC_BASE, 0xfee00c00);
    on(&trace, 1, EV_APIC_READ, NONE, LAPIC_LDR, 2);
    agrees();
    ck_assert_uint_eq(record.reads_compared, 1);
    ck_assert_uint_eq(record.deviations[DEVIATION_LATE_X2APIC_LDR], 0);
}
END_TEST

START_TEST(a_late_logical_id_disagrees_in_2_8)
{
    trace.habits = &habits_bochs_2_8;
    on(&trace, 1, EV_MSR_WRITE, NONE, IA32_APIC_BASE, 0xfee00c00);
    disagrees(on(&trace, 1, EV_APIC_READ, NONE, LAPIC_LDR, 0), "");
}
END_TEST

/* The other rules that are named for Bochs hold on. */
START_TEST(init_leaves_x2apic_in_2_8)
{
    trace.habits = &habits_bochs_2_8;
    for (int twice = 0; twice < 2; twice++)
        on(&trace, 1, EV_MSR_WRITE, NONE, IA32_APIC_BASE, 0xfee00c00);
    put_icr(&trace, 0, 1, 0x4500);
    on(&trace, 1, EV_INIT, NONE, 0, 0);
    agrees();
    ck_assert_uint_eq(record.deviations[DEVIATION_INIT_LEAVES_X2APIC], 1);
}
END_TEST

Suite *oracle_logical_suite(void);

Suite *oracle_logical_suite(void)
{
    Suite *suite = suite_create("oracle_logical");
    TCase *bus = tcase_create("bus");

    tcase_add_checked_fixture(bus, begin, end_replay);
    tcase_add_loop_test(bus, all_ones_pass_over_who_has_no_ldr, 0, 3);
    tcase_add_test(bus, all_ones_that_reach_all_disagree_there);
    tcase_add_test(bus, all_ones_are_all_in_bochs_3);
    tcase_add_test(bus, all_ones_that_pass_over_disagree_in_bochs_3);
    tcase_add_loop_test(bus, all_ones_of_the_cluster_model, 0, 2);
    tcase_add_loop_test(bus, other_broadcasts_pass_over_nobody, 0, 2);
    tcase_add_test(bus, an_x2apic_logical_id_is_late_in_2_7_only);
    tcase_add_test(bus, a_late_logical_id_disagrees_in_2_8);
    tcase_add_test(bus, init_leaves_x2apic_in_2_8);
    suite_add_tcase(suite, bus);
    return suite;
}
