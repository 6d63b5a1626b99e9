/*
 * tests/grader/oracle_bus_test.c - IPIs in the replay: each CPU addressed must
 * show its arrival, nobody else may, and what Bochs does otherwise is counted.
 */
#include "replay_case.h"

static void begin(void)
{
    begin_replay(3);
}

START_TEST(a_physical_ipi_reaches_its_cpu)
{
    put_icr(&trace, 0, 1, 0x4041);
    size_t at = put_accept(&trace, 1, 0x41);

    agrees();
    ck_assert_uint_eq(record_state(&record, at - 1, 1)->irr[2], 0);
    ck_assert_uint_eq(record_state(&record, at, 1)->irr[2], 2);
    ck_assert_uint_eq(record_state(&record, at, 0)->irr[2], 0);
    ck_assert_uint_eq(record_state(&record, at + 1, 1)->irr[2], 2);
}
END_TEST

START_TEST(an_ipi_that_never_comes_disagrees)
{
    put_icr(&trace, 0, 1, 0x4041);
    disagrees(trace.count, "0x41 was sent and never accepted on CPU 1");
}
END_TEST

START_TEST(the_sender_s_next_write_is_too_late)
{
    put_icr(&trace, 0, 1, 0x4041);
    size_t at = put_write(&trace, LAPIC_TPR, 0);

    put_accept(&trace, 1, 0x41);
    disagrees(at, "never accepted");
}
END_TEST

START_TEST(an_ipi_at_the_wrong_cpu_disagrees)
{
    put_icr(&trace, 0, 1, 0x4041);
    size_t at = put_accept(&trace, 2, 0x41);

    disagrees(at, "0x41 was accepted on CPU 2, and nothing sent it");
}
END_TEST

START_TEST(all_others_must_all_show_it)
{
    put_icr(&trace, 1, 0, 0xc4041);
    put_accept(&trace, 0, 0x41);
    disagrees(trace.count + 0, "never accepted on CPU 2");
}
END_TEST

START_TEST(a_broadcast_to_all_agrees)
{
    put_icr(&trace, 1, 0, 0x84041);
    for (unsigned cpu = 0; cpu < 3; cpu++)
        put_accept(&trace, cpu, 0x41);
    agrees();
}
END_TEST

START_TEST(a_second_one_coalesces)
{
    put_icr(&trace, 0, 2, 0x4041);
    put_accept(&trace, 2, 0x41);
    put_icr(&trace, 1, 2, 0x4041);
    on(&trace, 2, EV_COALESCE, 0x41, 0, 0);
    agrees();
}
END_TEST

START_TEST(a_logical_destination_names_several)
{
    for (unsigned cpu = 0; cpu < 3; cpu++)
        on(&trace, cpu, EV_APIC_WRITE, NONE, LAPIC_LDR,
           (uint64_t)1 << (24 + cpu));
    put_icr(&trace, 0, 6, 0x4841);
    put_accept(&trace, 1, 0x41);
    put_accept(&trace, 2, 0x41);
    agrees();
}
END_TEST

START_TEST(the_lowest_priority_wins)
{
    for (unsigned cpu = 0; cpu < 3; cpu++) {
        on(&trace, cpu, EV_APIC_WRITE, NONE, LAPIC_LDR,
           (uint64_t)1 << (24 + cpu));
        on(&trace, cpu, EV_APIC_WRITE, NONE, LAPIC_TPR, 0x30 - 0x10 * cpu);
    }
    put_icr(&trace, 0, 7, 0x4941);
    size_t at = put_accept(&trace, 1, 0x41);

    disagrees(at, "on CPU 1, and nothing sent it");
}
END_TEST

START_TEST(nmi_init_and_sipi_must_be_sent)
{
    static const enum event_kind kinds[] = {EV_NMI, EV_INIT, EV_SIPI};
    size_t at = on(&trace, 1, kinds[_i], 8, 0, 0);

    disagrees(at, "and nothing sent it");
}
END_TEST

START_TEST(nmi_init_and_sipi_must_come)
{
    static const uint32_t icr[] = {0x4400, 0x4500, 0x4608};

    put_icr(&trace, 0, 1, icr[_i]);
    disagrees(trace.count, "was sent and never came on CPU 1");
}
END_TEST

START_TEST(a_sipi_of_another_page_disagrees)
{
    put_icr(&trace, 0, 1, 0x4608);
    size_t at = on(&trace, 1, EV_SIPI, 9, 0, 0);

    disagrees(at, "page 0x09");
}
END_TEST

START_TEST(an_init_empties_the_apic)
{
    put_icr(&trace, 0, 1, 0x4041);
    put_accept(&trace, 1, 0x41);
    put_icr(&trace, 0, 1, 0x4500);
    size_t at = on(&trace, 1, EV_INIT, NONE, 0, 0);

    agrees();
    ck_assert_uint_eq(record_state(&record, at, 1)->irr[2], 0);
    ck_assert_uint_eq(record_state(&record, at, 1)->svr, 0xff);
}
END_TEST

/* ---- x2APIC ---- */

static void enter_x2apic(unsigned cpu)
{
    for (int twice = 0; twice < 2; twice++)
        on(&trace, cpu, EV_MSR_WRITE, NONE, IA32_APIC_BASE,
           0xfee00c00 | (cpu == 0 ? 0x100 : 0));
}

START_TEST(an_x2apic_icr_is_one_write)
{
    for (unsigned cpu = 0; cpu < 3; cpu++)
        enter_x2apic(cpu);
    on(&trace, 0, EV_MSR_WRITE, NONE, 0x830, UINT64_C(0x200004041));
    size_t at = put_accept(&trace, 2, 0x41);

    agrees();
    ck_assert(record_state(&record, at, 2)->x2apic);
    ck_assert_uint_eq(record_state(&record, at, 2)->ldr, 4);
    ck_assert_uint_eq(record.deviations[DEVIATION_LATE_X2APIC_LDR], 3);
}
END_TEST

START_TEST(an_x2apic_logical_id_is_late)
{
    on(&trace, 1, EV_MSR_WRITE, NONE, IA32_APIC_BASE, 0xfee00c00);
    on(&trace, 1, EV_APIC_READ, NONE, LAPIC_LDR, 0);
    on(&trace, 1, EV_MSR_WRITE, NONE, IA32_APIC_BASE, 0xfee00c00);
    on(&trace, 1, EV_APIC_READ, NONE, LAPIC_LDR, 2);
    agrees();
    ck_assert_uint_eq(record.reads_compared, 2);
}
END_TEST

START_TEST(an_eoi_by_msr_retires)
{
    enter_x2apic(0);
    on(&trace, 0, EV_MSR_WRITE, NONE, 0x83f, 0x41);
    put_accept(&trace, 0, 0x41);
    on(&trace, 0, EV_DELIVER, 0x41, 0, 0);
    on(&trace, 0, EV_MSR_WRITE, NONE, 0x80b, 0);
    on(&trace, 0, EV_EOI, 0x41, 0, 0);
    agrees();
}
END_TEST

/* ---- deviations ---- */

START_TEST(a_waiting_cpu_accepts)
{
    put_icr(&trace, 0, 1, 0x4500);
    on(&trace, 1, EV_INIT, NONE, 0, 0);
    put_icr(&trace, 0, 1, 0x4041);
    put_accept(&trace, 1, 0x41);
    agrees();
    ck_assert_uint_eq(record.deviations[DEVIATION_WAITING_ACCEPTS], 1);
    ck_assert_uint_eq(record.deviations[DEVIATION_DISABLED_ACCEPTS], 0);
}
END_TEST

START_TEST(a_disabled_cpu_that_was_started_accepts)
{
    on(&trace, 1, EV_APIC_WRITE, NONE, LAPIC_SVR, 0xff);
    put_icr(&trace, 0, 1, 0x4041);
    put_accept(&trace, 1, 0x41);
    agrees();
    ck_assert_uint_eq(record.deviations[DEVIATION_WAITING_ACCEPTS], 0);
    ck_assert_uint_eq(record.deviations[DEVIATION_DISABLED_ACCEPTS], 1);
}
END_TEST

START_TEST(a_disabled_cpu_may_stay_silent)
{
    on(&trace, 1, EV_APIC_WRITE, NONE, LAPIC_SVR, 0xff);
    put_icr(&trace, 0, 1, 0x4041);
    agrees();
}
END_TEST

START_TEST(init_leaves_x2apic)
{
    enter_x2apic(1);
    put_icr(&trace, 0, 1, 0x4500);
    size_t at = on(&trace, 1, EV_INIT, NONE, 0, 0);

    agrees();
    ck_assert(!record_state(&record, at, 1)->x2apic);
    ck_assert_uint_eq(record.deviations[DEVIATION_INIT_LEAVES_X2APIC], 1);
}
END_TEST

START_TEST(an_absent_destination_sets_bit_2)
{
    put_icr(&trace, 0, 9, 0x4041);
    put_write(&trace, LAPIC_ESR, 0);
    put_read(&trace, LAPIC_ESR, 4);
    agrees();
    ck_assert_uint_eq(record.deviations[DEVIATION_ABSENT_DESTINATION_ESR2], 1);
}
END_TEST

START_TEST(lowest_priority_to_a_physical_id_goes_nowhere)
{
    put_icr(&trace, 0, 1, 0x4141);
    agrees();
    ck_assert_uint_eq(record.deviations[DEVIATION_LOWEST_PHYSICAL_REFUSED], 1);
}
END_TEST

START_TEST(an_illegal_vector_is_noted_by_the_receiver)
{
    put_icr(&trace, 0, 1, 0x4005);
    on(&trace, 1, EV_ILLEGAL, 5, 0, 0);
    on(&trace, 1, EV_APIC_WRITE, NONE, LAPIC_ESR, 0);
    on(&trace, 1, EV_APIC_READ, NONE, LAPIC_ESR, 0x40);
    put_write(&trace, LAPIC_ESR, 0);
    put_read(&trace, LAPIC_ESR, 0);
    agrees();
    ck_assert_uint_eq(record.deviations[DEVIATION_ILLEGAL_VECTOR_ESR6], 1);
}
END_TEST

/* An AP has no 8259A: a vector without DELIVER is its
 * spurious one, or wrong. */
START_TEST(a_vector_that_no_apic_has_disagrees)
{
    size_t at = on(&trace, 1, EV_INTERRUPT, 0x20, INTERRUPT_EXTERNAL, 0);

    disagrees(at, "0x20 was taken on CPU 1, and nobody has it");
}
END_TEST

Suite *oracle_bus_suite(void)
{
    Suite *suite = suite_create("oracle_bus");
    TCase *bus = tcase_create("bus");

    tcase_add_checked_fixture(bus, begin, end_replay);
    tcase_add_test(bus, a_physical_ipi_reaches_its_cpu);
    tcase_add_test(bus, an_ipi_that_never_comes_disagrees);
    tcase_add_test(bus, the_sender_s_next_write_is_too_late);
    tcase_add_test(bus, an_ipi_at_the_wrong_cpu_disagrees);
    tcase_add_test(bus, all_others_must_all_show_it);
    tcase_add_test(bus, a_broadcast_to_all_agrees);
    tcase_add_test(bus, a_second_one_coalesces);
    tcase_add_test(bus, a_logical_destination_names_several);
    tcase_add_test(bus, the_lowest_priority_wins);
    tcase_add_loop_test(bus, nmi_init_and_sipi_must_be_sent, 0, 3);
    tcase_add_loop_test(bus, nmi_init_and_sipi_must_come, 0, 3);
    tcase_add_test(bus, a_sipi_of_another_page_disagrees);
    tcase_add_test(bus, an_init_empties_the_apic);
    tcase_add_test(bus, an_x2apic_icr_is_one_write);
    tcase_add_test(bus, an_x2apic_logical_id_is_late);
    tcase_add_test(bus, an_eoi_by_msr_retires);
    tcase_add_test(bus, a_waiting_cpu_accepts);
    tcase_add_test(bus, a_disabled_cpu_that_was_started_accepts);
    tcase_add_test(bus, a_disabled_cpu_may_stay_silent);
    tcase_add_test(bus, init_leaves_x2apic);
    tcase_add_test(bus, an_absent_destination_sets_bit_2);
    tcase_add_test(bus, lowest_priority_to_a_physical_id_goes_nowhere);
    tcase_add_test(bus, an_illegal_vector_is_noted_by_the_receiver);
    tcase_add_test(bus, a_vector_that_no_apic_has_disagrees);
    suite_add_tcase(suite, bus);
    return suite;
}
