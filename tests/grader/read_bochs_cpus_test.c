/*
 * tests/grader/read_bochs_cpus_test.c - Bochs's lines of several CPUs: IPIs,
 * INIT, SIPI and NMI with their CPU, x2APIC's MSRs, the I/O APIC.
 *
 * The lines are those of Bochs 2.7 with four CPUs.
 */
#include "read_bochs_case.h"

static const struct event *event(size_t index)
{
    ck_assert_uint_lt(index, trace.count);
    return &trace.event[index];
}

static void is(size_t index, enum event_kind kind, unsigned cpu,
               unsigned vector)
{
    ck_assert_int_eq(event(index)->kind, kind);
    ck_assert_uint_eq(event(index)->cpu, cpu);
    ck_assert_uint_eq(event(index)->vector, vector);
}

START_TEST(a_sipi_has_its_cpu_and_its_page)
{
    read_text("00000068136d[APIC0 ] LAPIC write 0x0000467e to register "
              "0x0300\n"
              "00000068136i[APIC3 ] Deliver Start Up IPI\n"
              "00000068136i[CPU3  ] CPU 3 started up at 7E00:00000000 by "
              "APIC\n");
    ck_assert_uint_eq(trace.count, 2);
    is(0, EV_APIC_WRITE, 0, EVENT_NO_VECTOR);
    is(1, EV_SIPI, 3, 0x7e);
}
END_TEST

START_TEST(the_core_knows_the_page_best)
{
    read_text("00000068136i[APIC3 ] Deliver Start Up IPI\n"
              "00000068136i[CPU3  ] CPU 3 started up at 7E00:00000000 by "
              "APIC\n");
    is(0, EV_SIPI, 3, 0x7e);
}
END_TEST

START_TEST(a_second_sipi_has_the_page_that_was_sent)
{
    read_text("00000068531d[APIC0 ] LAPIC write 0x00004608 to register "
              "0x0300\n"
              "00000068531i[APIC2 ] Deliver Start Up IPI\n"
              "00000068531i[CPU2  ] CPU 2 started up by APIC, but was not "
              "halted at that time\n");
    ck_assert_uint_eq(trace.count, 2);
    is(1, EV_SIPI, 2, 0x08);
}
END_TEST

START_TEST(init_and_nmi_have_their_cpu)
{
    read_text("00000188020i[APIC1 ] Deliver INIT IPI\n"
              "00000188020i[CPU1  ] cpu software reset\n"
              "00000188120i[APIC2 ] Deliver NMI\n"
              "00000188120d[CPU2  ] interrupt(): vector = 02, TYPE = 2, EXT "
              "= 1\n");
    is(0, EV_INIT, 1, EVENT_NO_VECTOR);
    is(1, EV_CPU_RESET, 1, EVENT_NO_VECTOR);
    is(2, EV_NMI, 2, EVENT_NO_VECTOR);
    is(3, EV_INTERRUPT, 2, 2);
    ck_assert_uint_eq(event(3)->reg, INTERRUPT_NMI);
}
END_TEST

/* A CPU of which INIT takes the access that its mark announced: the next access
 * is the trampoline's, and not lab code's. */
START_TEST(init_takes_what_was_announced)
{
    read_text("00000188000d[UNMAP ] unmapped: 32-bit write to b0e4 = "
              "0010ae5a\n"
              "00000188010d[UNMAP ] unmapped: 32-bit write to b0d4 = "
              "00000007\n"
              "00000188020i[APIC1 ] Deliver INIT IPI\n"
              "00000188100d[CPU1  ] WRMSR: write 00000000:00000900 to MSR "
              "c0000080\n"
              "00000188200d[UNMAP ] unmapped: 32-bit write to b0c0 = "
              "a1000003\n");
    ck_assert_uint_eq(trace.count, 3);
    is(1, EV_MSR_WRITE, 1, EVENT_NO_VECTOR);
    ck_assert_uint_eq(event(1)->from, 0);
    is(2, EV_MARK, 1, EVENT_NO_VECTOR);
    ck_assert_uint_eq(mark_data(event(2)), 0);
}
END_TEST

START_TEST(an_x2apic_icr_is_all_of_the_msr)
{
    read_text("00000196179d[CPU0  ] WRMSR: write 00000001:0000408a to MSR "
              "830\n"
              "00000196179d[APIC1 ] Deliver lowest priority of fixed interrupt "
              "vector 8a\n"
              "00000196179d[APIC1 ] trigger interrupt vector=0x8a\n"
              "00000196179d[APIC1 ] triggered vector 0x8a\n");
    ck_assert_uint_eq(trace.count, 2);
    is(0, EV_MSR_WRITE, 0, EVENT_NO_VECTOR);
    ck_assert_uint_eq(event(0)->reg, 0x830);
    ck_assert_uint_eq(event(0)->value, UINT64_C(0x10000408a));
    is(1, EV_ACCEPT, 1, 0x8a);
}
END_TEST

START_TEST(an_x2apic_sipi_has_its_page)
{
    read_text("00000196179d[CPU0  ] WRMSR: write 00000001:00004609 to MSR "
              "830\n"
              "00000196179i[APIC1 ] Deliver Start Up IPI\n");
    is(1, EV_SIPI, 1, 9);
}
END_TEST

START_TEST(an_eoi_by_msr_is_one_write)
{
    read_text("00000196937d[CPU1  ] WRMSR: write 00000000:00000000 to MSR "
              "80b\n"
              "00000196937d[APIC1 ] LAPIC write 0x00000000 to register "
              "0x00b0\n"
              "00000196937d[APIC1 ] Wrote 0x0 to EOI\n"
              "00000196937d[APIC1 ] local apic received EOI, hopefully for "
              "vector 0x8a\n");
    ck_assert_uint_eq(trace.count, 2);
    is(0, EV_MSR_WRITE, 1, EVENT_NO_VECTOR);
    is(1, EV_EOI, 1, 0x8a);
}
END_TEST

START_TEST(an_eoi_by_msr_that_changes_nothing_is_told)
{
    read_text("00000196937d[CPU1  ] WRMSR: write 00000000:00000000 to MSR "
              "80b\n"
              "00000196937d[APIC1 ] LAPIC write 0x00000000 to register "
              "0x00b0\n"
              "00000196937d[APIC1 ] Wrote 0x0 to EOI\n"
              "00000196990d[APIC2 ] acknowledge_int() returning vector "
              "0x41\n");
    is(0, EV_MSR_WRITE, 1, EVENT_NO_VECTOR);
    is(1, EV_EOI_IGNORED, 1, EVENT_NO_VECTOR);
    is(2, EV_DELIVER, 2, 0x41);
}
END_TEST

/* In xAPIC mode WRMSR faults; the next MMIO write is another's. */
START_TEST(a_write_after_a_refused_msr_counts)
{
    read_text("00000196937d[CPU1  ] WRMSR: write 00000000:00000000 to MSR "
              "808\n"
              "00000196937d[CPU1  ] exception(0x0d): error_code=0000\n"
              "00000196990d[APIC1 ] LAPIC write 0x00000020 to register "
              "0x0080\n");
    ck_assert_uint_eq(trace.count, 3);
    is(2, EV_APIC_WRITE, 1, EVENT_NO_VECTOR);
}
END_TEST

START_TEST(a_read_by_msr_is_a_register_s)
{
    read_text("00000196937d[APIC1 ] LAPIC read from register 0x0210\n"
              "00000196937d[APIC1 ] read from APIC address 0x000000000210 = "
              "00020000\n");
    ck_assert_uint_eq(trace.count, 1);
    is(0, EV_APIC_READ, 1, EVENT_NO_VECTOR);
    ck_assert_uint_eq(event(0)->reg, 0x210);
    ck_assert_uint_eq(event(0)->value, 0x20000);
}
END_TEST

/* ---- I/O APIC ---- */

START_TEST(an_entry_is_written_and_told)
{
    read_text("00000088803d[IOAPIC] IOAPIC: write aligned addr=fec00000, "
              "data=00000019\n"
              "00000089127d[IOAPIC] IOAPIC: write aligned addr=fec00010, "
              "data=00000055\n"
              "00000089127d[IOAPIC] IOAPIC: now entry[4] is dest=03, masked=1, "
              "trig_mode=1, remote_irr=0, polarity=1, delivery_status=0, "
              "dest_mode=1, delivery_mode=1, vector=b6\n"
              "00000089127d[IOAPIC] IOAPIC: servicing\n");
    ck_assert_uint_eq(trace.count, 3);
    is(0, EV_IOAPIC_WRITE, 0, EVENT_IOAPIC_MACHINE);
    ck_assert_uint_eq(event(0)->reg, 0);
    ck_assert_uint_eq(event(0)->value, 0x19);
    ck_assert_uint_eq(event(1)->reg, 0x10);
    is(2, EV_IOAPIC_RTE, 0, EVENT_IOAPIC_MACHINE);
    ck_assert_uint_eq(event(2)->reg, 4);
    ck_assert_uint_eq(event(2)->value, UINT64_C(3) << 56 | 0x1a9b6);
}
END_TEST

START_TEST(an_entry_cut_short_is_no_entry)
{
    read_text("00000089127d[IOAPIC] IOAPIC: now entry[4] is dest=03, masked=1, "
              "trig_mode=1, remote_irr=0\n");
    ck_assert_uint_eq(trace.count, 0);
}
END_TEST

START_TEST(a_read_has_no_value)
{
    read_text("00000039502d[IOAPIC] IOAPIC: read aligned addr="
              "0x0000fec00010\n");
    is(0, EV_IOAPIC_READ, 0, EVENT_IOAPIC_MACHINE);
    ck_assert_uint_eq(event(0)->reg, 0x10);
    ck_assert(event(0)->value == EVENT_NO_VALUE);
}
END_TEST

START_TEST(a_pin_goes_up_and_down)
{
    read_text("00000089210d[IOAPIC] set_irq_level(): INTIN14: level=1\n"
              "00000089310d[IOAPIC] set_irq_level(): INTIN14: level=0\n");
    is(0, EV_IOAPIC_LINE, 0, EVENT_IOAPIC_MACHINE);
    ck_assert_uint_eq(event(0)->reg, 14);
    ck_assert_uint_eq(event(0)->value, 1);
    ck_assert_uint_eq(event(1)->value, 0);
}
END_TEST

/* Device lines do not say whose access it was: MARK_FROM does. */
START_TEST(a_device_s_access_is_of_who_named_its_caller)
{
    read_text("00000088702d[UNMAP ] unmapped: 32-bit write to b0e8 = "
              "00107400\n"
              "00000088703d[IOAPIC] IOAPIC: write aligned addr=fec00000, "
              "data=00000018\n"
              "00000088802d[UNMAP ] unmapped: 32-bit write to b0e4 = "
              "00107500\n"
              "00000088803d[PIC   ] IO write to 0x0021 = 0xff\n"
              "00000088903d[PIC   ] IO write to 0x0021 = 0xfe\n");
    is(0, EV_IOAPIC_WRITE, 2, EVENT_IOAPIC_MACHINE);
    ck_assert_uint_eq(event(0)->from, 0x107400);
    is(1, EV_PIC_WRITE, 1, EVENT_NO_VECTOR);
    ck_assert_uint_eq(event(1)->from, 0x107500);
    is(2, EV_PIC_WRITE, 0, EVENT_NO_VECTOR);
    ck_assert_uint_eq(event(2)->from, 0);
}
END_TEST

START_TEST(a_mark_carries_its_cpu)
{
    read_text("00000196062d[UNMAP ] unmapped: 32-bit write to b0d8 = "
              "0000018a\n"
              "00000196062d[UNMAP ] unmapped: 32-bit write to b0d0 = "
              "00000011\n"
              "00000196081d[UNMAP ] unmapped: 32-bit write to b0c0 = "
              "520e0002\n");
    is(0, EV_MARK, 2, EVENT_NO_VECTOR);
    ck_assert_uint_eq(mark_data(event(0)), 0x18a);
}
END_TEST

Suite *read_bochs_cpus_suite(void);

Suite *read_bochs_cpus_suite(void)
{
    Suite *suite = suite_create("read_bochs_cpus");
    TCase *tests = tcase_create("lines");

    tcase_add_checked_fixture(tests, NULL, forget);
    tcase_add_test(tests, a_sipi_has_its_cpu_and_its_page);
    tcase_add_test(tests, the_core_knows_the_page_best);
    tcase_add_test(tests, a_second_sipi_has_the_page_that_was_sent);
    tcase_add_test(tests, init_and_nmi_have_their_cpu);
    tcase_add_test(tests, init_takes_what_was_announced);
    tcase_add_test(tests, an_x2apic_icr_is_all_of_the_msr);
    tcase_add_test(tests, an_x2apic_sipi_has_its_page);
    tcase_add_test(tests, an_eoi_by_msr_is_one_write);
    tcase_add_test(tests, an_eoi_by_msr_that_changes_nothing_is_told);
    tcase_add_test(tests, a_write_after_a_refused_msr_counts);
    tcase_add_test(tests, a_read_by_msr_is_a_register_s);
    tcase_add_test(tests, an_entry_is_written_and_told);
    tcase_add_test(tests, an_entry_cut_short_is_no_entry);
    tcase_add_test(tests, a_read_has_no_value);
    tcase_add_test(tests, a_pin_goes_up_and_down);
    tcase_add_test(tests, a_device_s_access_is_of_who_named_its_caller);
    tcase_add_test(tests, a_mark_carries_its_cpu);
    suite_add_tcase(suite, tests);
    return suite;
}
