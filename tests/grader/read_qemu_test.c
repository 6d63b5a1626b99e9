/*
 * tests/grader/read_qemu_test.c - QEMU's log texts become the right events.
 *
 * The lines were copied from records of QEMU 7.2.22; what an event means is the
 * oracle's, and a whole run is qemu_test.c's.
 */
#include "read_qemu_case.h"

static void setup(void)
{
    begin(1);
}

START_TEST(marks_carry_their_value_and_caller)
{
    feed(OP "0xb0d0 value 0xf6 size 4 name 'io'\n" OP
            "0xb0e0 value 0x1056a6 size 4 name 'io'\n" OP
            "0xb0c0 value 0x50000001 size 4 name 'io'\n");
    ck_assert_uint_eq(trace.count, 1);
    is_event(0, EV_MARK, EVENT_NO_VECTOR, MARK_CALL, 0xf650000001u);
    ck_assert_uint_eq(trace.event[0].from, 0x1056a6);
}
END_TEST

START_TEST(marks_are_of_32_bits_and_of_no_device)
{
    feed(OP "0xb0c0 value 0x50 size 1 name 'io'\n" OP
            "0xb0c0 value 0x50000001 size 4 name 'vga'\n");
    ck_assert_uint_eq(trace.count, 1);
    is_event(0, EV_PORT_WRITE, EVENT_NO_VECTOR, 0xb0c0, 0x50);
}
END_TEST

START_TEST(a_self_ipi_is_accepted_and_delivered)
{
    feed("apic_mem_writel 0x300 = 0x000440dc\n"
         "apic_report_irq_delivered coalescing 8\n");
    take(0, 0xdc);
    feed("apic_mem_writel 0xb0 = 0x00000000\n");
    ck_assert_uint_eq(trace.count, 6);
    is_event(0, EV_APIC_WRITE, EVENT_NO_VECTOR, 0x300, 0x440dc);
    is_event(1, EV_ACCEPT, 0xdc, 0, 0);
    is_event(2, EV_DELIVER, 0xdc, 0, 0);
    is_event(3, EV_INTERRUPT, 0xdc, INTERRUPT_EXTERNAL, 0);
    is_event(4, EV_APIC_WRITE, EVENT_NO_VECTOR, 0xb0, 0);
    is_event(5, EV_EOI, 0xdc, 0, 0);
}
END_TEST

START_TEST(a_count_that_stays_is_a_request_that_was_there)
{
    feed("apic_mem_writel 0x300 = 0x000440dc\n"
         "apic_report_irq_delivered coalescing 8\n"
         "apic_mem_writel 0x300 = 0x000440dc\n"
         "apic_report_irq_delivered coalescing 8\n");
    is_event(3, EV_COALESCE, 0xdc, 0, 0);
}
END_TEST

START_TEST(an_eoi_retires_the_highest_or_nothing)
{
    feed("apic_mem_writel 0x300 = 0x00044031\n"
         "apic_report_irq_delivered coalescing 1\n");
    take(0, 0x31);
    feed("apic_mem_writel 0x300 = 0x00044051\n"
         "apic_report_irq_delivered coalescing 2\n");
    take(0, 0x51);
    feed("apic_mem_writel 0xb0 = 0x00000000\n"
         "apic_mem_writel 0xb0 = 0x00000000\n"
         "apic_mem_writel 0xb0 = 0x00000000\n");
    is_event(9, EV_EOI, 0x51, 0, 0);
    is_event(11, EV_EOI, 0x31, 0, 0);
    is_event(13, EV_EOI_IDLE, EVENT_NO_VECTOR, 0, 0);
}
END_TEST

START_TEST(the_timer_runs_out_masked_or_not)
{
    feed("apic_mem_writel 0x320 = 0x00000041\n"
         "apic_local_deliver vector 0 delivery mode 0\n"
         "apic_report_irq_delivered coalescing 3\n"
         "apic_mem_writel 0x320 = 0x00010041\n"
         "apic_local_deliver vector 0 delivery mode 0\n");
    ck_assert_uint_eq(trace.count, 5);
    is_event(1, EV_TIMER, EVENT_NO_VECTOR, 0, 0);
    is_event(2, EV_ACCEPT, 0x41, 0, 0);
    is_event(4, EV_TIMER_MASKED, EVENT_NO_VECTOR, 0, 0);
}
END_TEST

START_TEST(an_8259_answers_by_its_own_vector)
{
    feed("pic_set_irq master 1 irq 3 level 1\n"
         "pic_set_irq master 1 irq 3 level 1\n"
         "pic_set_irq master 0 irq 2 level 1\n"
         "pic_set_irq master 1 irq 2 level 1\n"
         "pic_interrupt irq 3 intno 163\n");
    take(0, 0xa3);
    ck_assert_uint_eq(trace.count, 3);
    is_event(0, EV_IRQ_LINE, 3, 0, 1);
    is_event(1, EV_IRQ_LINE, 10, 0, 1);
    is_event(2, EV_INTERRUPT, 0xa3, INTERRUPT_EXTERNAL, 0);
}
END_TEST

/* Both have the vector: QEMU says whose answer it took. */
START_TEST(an_8259s_vector_leaves_irr_alone)
{
    feed("apic_mem_writel 0x300 = 0x000440a3\n"
         "apic_report_irq_delivered coalescing 1\n"
         "pic_interrupt irq 3 intno 163\n");
    take(0, 0xa3);
    take(0, 0xa3);
    ck_assert_uint_eq(trace.count, 5);
    is_event(2, EV_INTERRUPT, 0xa3, INTERRUPT_EXTERNAL, 0);
    is_event(3, EV_DELIVER, 0xa3, 0, 0);
}
END_TEST

START_TEST(ocw3_says_what_a_read_gives)
{
    feed("pic_ioport_read master 1 addr 0x0 val 0x4\n"
         "pic_ioport_write master 1 addr 0x0 val 0xb\n"
         "pic_ioport_read master 1 addr 0x0 val 0x8\n"
         "pic_ioport_read master 0 addr 0x0 val 0x1\n"
         "pic_ioport_read master 0 addr 0x1 val 0xfb\n");
    is_event(0, EV_PIC_READ, EVENT_NO_VECTOR, PIC_READ_MASTER_IRR, 4);
    is_event(1, EV_PIC_WRITE, EVENT_NO_VECTOR, 0x20, 0x0b);
    is_event(2, EV_PIC_READ, EVENT_NO_VECTOR, PIC_READ_MASTER_ISR, 8);
    is_event(3, EV_PIC_READ, EVENT_NO_VECTOR, PIC_READ_SLAVE_IRR, 1);
    is_event(4, EV_PIC_READ, EVENT_NO_VECTOR, PIC_READ_SLAVE_IMR, 0xfb);
}
END_TEST

START_TEST(exceptions_and_int_n_are_told_apart)
{
    feed("    12: v=48 e=0000 i=1 cpl=3 IP=0023:000000000010c000\n" TR
         "check_exception old: 0xffffffff new 0xd\n"
         "    13: v=0d e=0242 i=0 cpl=3 IP=0023:000000000010c000\n" TR);
    ck_assert_uint_eq(trace.count, 3);
    is_event(0, EV_INTERRUPT, 0x48, INTERRUPT_SOFTWARE, 0);
    is_event(1, EV_EXCEPTION, 0x0d, 0, 0x242);
    is_event(2, EV_INTERRUPT, 0x0d, INTERRUPT_EXCEPTION, 0);
}
END_TEST

START_TEST(what_builds_the_machine_is_no_event)
{
    qemu_reader_init(&reader, &trace, 1);
    feed("pic_set_irq master 1 irq 0 level 1\n"
         "apic_local_deliver vector 3 delivery mode 0\n"
         "apic_deliver_irq dest 0 dest_mode 0 delivery_mode 0 vector 0 "
         "trigger_mode 0\n"
         "apic_report_irq_delivered coalescing 1\n" MADE);
    ck_assert_uint_eq(trace.count, 0);
}
END_TEST

START_TEST(the_end_is_the_mark_and_the_loop_behind_it)
{
    feed(OP "0xb0c0 value 0x10140000 size 4 name 'io'\n");
    ck_assert(!reader.ended);
    feed(OP "0x8900 value 0x44 size 1 name 'io'\n");
    ck_assert(reader.ended);
    feed("apic_mem_writel 0xb0 = 0x00000000\n");
    ck_assert_uint_eq(trace.count, 1);
}
END_TEST

START_TEST(near_misses_are_passed_over)
{
    feed("apic_mem_writel 0x300\n"
         "apic_mem_writel  0x300 = 0x000440dc\n"
         "Servicing hardware INT=\n"
         "Servicing hardware INT=0x1234\n"
         "     4: v=dc e=0000\n" TR "pic_set_irq master 1 irq 9 level 1\n"
         "pic_ioport_write master 2 addr 0x0 val 0xb\n"
         "memory_region_ops_write cpu 0\n");
    ck_assert_uint_eq(trace.count, 0);
}
END_TEST

/* The line that passes a bound is the last, however the pipe brought it. */
START_TEST(a_record_ends_at_its_bound_however_it_comes)
{
    static const char line[] = OP "0xb0c0 value 0x1 size 4 name 'io'\n";

    for (unsigned size = 1; size < 200; size++) {
        teardown();
        begin(1);
        reader.bounds.lines = 3; /* begin() has fed one */
        for (unsigned i = 0; i < 5 * (sizeof line - 1); i += size) {
            char piece[200];

            for (unsigned k = 0; k < size; k++)
                piece[k] = line[(i + k) % (sizeof line - 1)];
            qemu_reader_feed(&reader, piece, size);
        }
        ck_assert(reader.full);
        ck_assert_uint_eq(reader.lines, 4);
    }
}
END_TEST

Suite *read_qemu_suite(void)
{
    Suite *suite = suite_create("read_qemu");
    TCase *tests = tcase_create("texts");

    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, marks_carry_their_value_and_caller);
    tcase_add_test(tests, marks_are_of_32_bits_and_of_no_device);
    tcase_add_test(tests, a_self_ipi_is_accepted_and_delivered);
    tcase_add_test(tests, a_count_that_stays_is_a_request_that_was_there);
    tcase_add_test(tests, an_eoi_retires_the_highest_or_nothing);
    tcase_add_test(tests, the_timer_runs_out_masked_or_not);
    tcase_add_test(tests, an_8259_answers_by_its_own_vector);
    tcase_add_test(tests, an_8259s_vector_leaves_irr_alone);
    tcase_add_test(tests, ocw3_says_what_a_read_gives);
    tcase_add_test(tests, exceptions_and_int_n_are_told_apart);
    tcase_add_test(tests, what_builds_the_machine_is_no_event);
    tcase_add_test(tests, the_end_is_the_mark_and_the_loop_behind_it);
    tcase_add_test(tests, near_misses_are_passed_over);
    tcase_add_test(tests, a_record_ends_at_its_bound_however_it_comes);
    suite_add_tcase(suite, tests);
    return suite;
}
