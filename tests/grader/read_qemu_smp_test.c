/*
 * tests/grader/read_qemu_smp_test.c - QEMU's log of several CPUs: whose event
 * is it?
 *
 * A write's CPU stands in the line before, a read's in the line behind, a
 * vector's in its task register; a message's follows from its destination.
 */
#include "read_qemu_case.h"

#define WRITE(cpu, reg, value)                                                 \
    "memory_region_ops_write cpu " #cpu " mr 0x5562 addr 0xfee00" reg          \
    " value 0x" value " size 4 name 'apic-msi'\napic_mem_writel 0x" reg        \
    " = 0x" value "\n"
#define REPORT(n) "apic_report_irq_delivered coalescing " #n "\n"

static void setup(void)
{
    begin(4);
}

static void is_on(size_t index, unsigned cpu, enum event_kind kind,
                  unsigned vector)
{
    ck_assert_uint_lt(index, trace.count);
    ck_assert_int_eq(trace.event[index].kind, kind);
    ck_assert_uint_eq(trace.event[index].cpu, cpu);
    ck_assert_uint_eq(trace.event[index].vector, vector);
}

START_TEST(a_read_belongs_to_the_cpu_of_the_line_behind_it)
{
    feed("apic_mem_readl 0x20 = 0x02000000\n");
    ck_assert_uint_eq(trace.count, 0);
    feed("memory_region_ops_read cpu 2 mr 0x5562 addr 0xfee00020 value "
         "0x2000000 size 4 name 'apic-msi'\n");
    is_event(0, EV_APIC_READ, EVENT_NO_VECTOR, 0x20, 0x2000000);
    is_on(0, 2, EV_APIC_READ, EVENT_NO_VECTOR);
    feed("memory_region_ops_read cpu 2 mr 0x5562 addr 0xfee00020 value "
         "0x2000000 size 4 name 'apic-msi'\n");
    ck_assert_uint_eq(trace.count, 1);
}
END_TEST

START_TEST(an_ipi_goes_from_one_cpu_to_another)
{
    feed(WRITE(1, "310", "3000000") WRITE(1, "300", "4051") REPORT(1));
    is_on(0, 1, EV_APIC_WRITE, EVENT_NO_VECTOR);
    is_on(1, 1, EV_APIC_WRITE, EVENT_NO_VECTOR);
    is_on(2, 3, EV_ACCEPT, 0x51);
    take(3, 0x51);
    is_on(3, 3, EV_DELIVER, 0x51);
    is_on(4, 3, EV_INTERRUPT, 0x51);
    feed(WRITE(3, "0b0", "0"));
    is_on(6, 3, EV_EOI, 0x51);
}
END_TEST

START_TEST(a_broadcast_is_reported_once_for_each_cpu)
{
    feed(WRITE(1, "300", "84070") REPORT(1) REPORT(2) REPORT(2) REPORT(3));
    is_on(1, 0, EV_ACCEPT, 0x70);
    is_on(2, 1, EV_ACCEPT, 0x70);
    is_on(3, 2, EV_COALESCE, 0x70);
    is_on(4, 3, EV_ACCEPT, 0x70);
    feed(WRITE(1, "300", "c4071") REPORT(4) REPORT(5) REPORT(6) REPORT(7));
    ck_assert_uint_eq(trace.count, 9); /* the fourth is nobody's */
    is_on(6, 0, EV_ACCEPT, 0x71);
    is_on(7, 2, EV_ACCEPT, 0x71);
    is_on(8, 3, EV_ACCEPT, 0x71);
}
END_TEST

START_TEST(a_logical_destination_is_a_set_of_ldrs)
{
    feed(WRITE(2, "0d0", "4000000") WRITE(3, "0d0", "2000000"));
    feed(WRITE(0, "310", "6000000") WRITE(0, "300", "4861"));
    feed(REPORT(1) REPORT(2));
    ck_assert_uint_eq(trace.count, 6);
    is_on(4, 2, EV_ACCEPT, 0x61);
    is_on(5, 3, EV_ACCEPT, 0x61);
}
END_TEST

START_TEST(a_cluster_is_its_number_and_a_set)
{
    feed(WRITE(1, "0e0", "fffffff") WRITE(1, "0d0", "21000000"));
    feed(WRITE(2, "0e0", "fffffff") WRITE(2, "0d0", "11000000"));
    feed(WRITE(0, "310", "13000000") WRITE(0, "300", "4861") REPORT(1));
    is_on(6, 2, EV_ACCEPT, 0x61);
}
END_TEST

START_TEST(lowest_priority_takes_the_first)
{
    feed(WRITE(2, "300", "c4162") REPORT(1));
    is_on(1, 0, EV_ACCEPT, 0x62);
}
END_TEST

START_TEST(init_and_startup_have_no_lines_of_their_own)
{
    feed(WRITE(0, "300", "c4500") WRITE(0, "300", "c4608"));
    ck_assert_uint_eq(trace.count, 8);
    for (unsigned cpu = 1; cpu < 4; cpu++) {
        is_on(cpu, cpu, EV_INIT, EVENT_NO_VECTOR);
        is_on(4 + cpu, cpu, EV_SIPI, 8);
    }
}
END_TEST

START_TEST(the_deassertion_of_init_reaches_nobody)
{
    feed(WRITE(0, "300", "88500"));
    ck_assert_uint_eq(trace.count, 1);
}
END_TEST

START_TEST(an_init_empties_what_irr_held)
{
    feed(WRITE(0, "310", "1000000") WRITE(0, "300", "4051") REPORT(1));
    feed("CPU Reset (CPU 1)\n");
    take(1, 0x51);
    ck_assert_uint_eq(trace.count, 4); /* no DELIVER: the 8259's, or spurious */
    is_on(3, 1, EV_INTERRUPT, 0x51);
}
END_TEST

START_TEST(an_nmi_is_sent_then_taken)
{
    feed(WRITE(0, "310", "1000000") WRITE(0, "300", "4400"));
    is_on(2, 1, EV_NMI, EVENT_NO_VECTOR);
    feed("     1: v=02 e=0000 i=0 cpl=0 IP=0008:00000000ffff0056\n"
         "TR =0038 0000b080 00000067 00008900 DPL=0 TSS32-avl\n");
    is_on(3, 1, EV_INTERRUPT, 2);
    ck_assert_uint_eq(trace.event[3].reg, INTERRUPT_NMI);
}
END_TEST

START_TEST(a_mark_is_of_the_cpu_that_made_it)
{
    feed("memory_region_ops_write cpu 2 mr 0x5562 addr 0xb0d8 value 0x77 size "
         "4 name 'io'\n"
         "memory_region_ops_write cpu 2 mr 0x5562 addr 0xb0c0 value 0x50000001 "
         "size 4 name 'io'\n");
    ck_assert_uint_eq(trace.count, 1); /* the header says CPU 0 */
    is_on(0, 2, EV_MARK, EVENT_NO_VECTOR);
    ck_assert_uint_eq(mark_data(&trace.event[0]), 0x77);
}
END_TEST

START_TEST(a_timer_is_of_the_cpu_that_started_one)
{
    feed(WRITE(2, "320", "41") WRITE(2, "380", "1000"));
    feed("apic_local_deliver vector 0 delivery mode 0\n" REPORT(1));
    is_on(2, 2, EV_TIMER, EVENT_NO_VECTOR);
    is_on(3, 2, EV_ACCEPT, 0x41);
}
END_TEST

START_TEST(an_ioapic_pin_becomes_a_message_and_remote_irr)
{
    feed("memory_region_ops_write cpu 0 mr 0x5562 addr 0xfec00000 value 0x1d "
         "size 4 name 'ioapic'\n"
         "memory_region_ops_write cpu 0 mr 0x5562 addr 0xfec00010 value "
         "0x1000000 size 4 name 'ioapic'\n");
    feed("memory_region_ops_write cpu 0 mr 0x5562 addr 0xfec00000 value 0x1c "
         "size 4 name 'ioapic'\n"
         "memory_region_ops_write cpu 0 mr 0x5562 addr 0xfec00010 value 0x8071 "
         "size 4 name 'ioapic'\n"
         "ioapic_set_irq vector: 6 level: 1\n"
         "ioapic_set_irq vector: 6 level: 1\n"
         "ioapic_set_remote_irr set remote irr for pin 6\n"
         "memory_region_ops_write cpu 0 mr 0x5562 addr 0xfee01000 value 0x8071 "
         "size 4 name 'apic-msi'\n"
         "apic_deliver_irq dest 1 dest_mode 0 delivery_mode 0 vector 113 "
         "trigger_mode 1\n" REPORT(1));
    ck_assert_uint_eq(trace.count, 7);
    is_event(2, EV_IOAPIC_WRITE, EVENT_IOAPIC_MACHINE, 0, 0x1c);
    is_event(3, EV_IOAPIC_WRITE, EVENT_IOAPIC_MACHINE, 0x10, 0x8071);
    is_event(4, EV_IOAPIC_LINE, EVENT_IOAPIC_MACHINE, 6, 1);
    is_event(5, EV_IOAPIC_RTE, EVENT_IOAPIC_MACHINE, 6, 0x10000000000c071);
    is_on(6, 1, EV_ACCEPT, 0x71);
    feed("ioapic_eoi_broadcast EOI broadcast for vector 113\n"
         "ioapic_clear_remote_irr clear remote irr for pin 6 vector 113\n");
    is_event(7, EV_IOAPIC_RTE, EVENT_IOAPIC_MACHINE, 6, 0x100000000008071);
}
END_TEST

START_TEST(the_timers_line_is_pin_2)
{
    feed("ioapic_set_irq vector: 0 level: 1\n");
    is_event(0, EV_IOAPIC_LINE, EVENT_IOAPIC_MACHINE, 2, 1);
}
END_TEST

START_TEST(a_cpu_that_is_not_there_has_no_events)
{
    feed("memory_region_ops_write cpu 4 mr 0x5562 addr 0xb0c0 value 0x50000001 "
         "size 4 name 'io'\n"
         "memory_region_ops_write cpu -1 mr 0x5562 addr 0xb0c0 value 0x5000 "
         "size 4 name 'io'\n");
    ck_assert_uint_eq(trace.count, 0);
}
END_TEST

Suite *read_qemu_smp_suite(void)
{
    Suite *suite = suite_create("read_qemu_smp");
    TCase *tests = tcase_create("whose");

    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, a_read_belongs_to_the_cpu_of_the_line_behind_it);
    tcase_add_test(tests, an_ipi_goes_from_one_cpu_to_another);
    tcase_add_test(tests, a_broadcast_is_reported_once_for_each_cpu);
    tcase_add_test(tests, a_logical_destination_is_a_set_of_ldrs);
    tcase_add_test(tests, a_cluster_is_its_number_and_a_set);
    tcase_add_test(tests, lowest_priority_takes_the_first);
    tcase_add_test(tests, init_and_startup_have_no_lines_of_their_own);
    tcase_add_test(tests, the_deassertion_of_init_reaches_nobody);
    tcase_add_test(tests, an_init_empties_what_irr_held);
    tcase_add_test(tests, an_nmi_is_sent_then_taken);
    tcase_add_test(tests, a_mark_is_of_the_cpu_that_made_it);
    tcase_add_test(tests, a_timer_is_of_the_cpu_that_started_one);
    tcase_add_test(tests, an_ioapic_pin_becomes_a_message_and_remote_irr);
    tcase_add_test(tests, the_timers_line_is_pin_2);
    tcase_add_test(tests, a_cpu_that_is_not_there_has_no_events);
    suite_add_tcase(suite, tests);
    return suite;
}
