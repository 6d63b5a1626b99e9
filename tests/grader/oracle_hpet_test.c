/*
 * tests/grader/oracle_hpet_test.c - HPET messages in the replay: what a timer
 * that was made ready sends must be accepted, and nothing else may be.
 */
#include "habits.h"
#include "replay_case.h"

#define QUIET 0x4100u /* FSB delivery, 32 bits */
#define READY 0x4104u /* ... and it may interrupt */

static size_t put_hpet(uint32_t offset, uint32_t value)
{
    uint64_t argument = field_put(offset, MARK_SOFT_OP, SOFT_HPET);
    size_t i = put_cpu_mark(&trace, 0, MARK_SOFT, (unsigned)argument);

    trace.event[i].value = field_put(trace.event[i].value, MARK_VALUE, value);
    return i;
}

/* Timer 0 is to write `data` to `address`; its interrupt is not enabled. */
static void route(uint32_t address, uint32_t data)
{
    put_hpet(0x010, 1);
    put_hpet(0x100, QUIET);
    put_hpet(0x110, data);
    put_hpet(0x114, address);
}

static void begin(const char *machine)
{
    begin_replay(2);
    trace.habits = habits_find(machine);
}

START_TEST(a_timer_made_ready_interrupts_its_cpu)
{
    begin("qemu");
    route(0xfee01000, 0x61);
    put_hpet(0x100, READY);
    put_accept(&trace, 1, 0x61);
    put_hpet(0x100, 0);
    agrees();
    end_replay();
}
END_TEST

START_TEST(a_mark_without_an_interrupt_is_a_forgery)
{
    begin("qemu");
    route(0xfee01000, 0x61);
    put_hpet(0x100, READY);
    disagrees(trace.count, "0x61 was sent and never accepted on CPU 1");
    end_replay();
}
END_TEST

START_TEST(it_must_come_before_the_next_input)
{
    size_t next;

    begin("qemu");
    route(0xfee01000, 0x61);
    put_hpet(0x100, READY);
    next = put_hpet(0x100, 0);
    put_accept(&trace, 1, 0x61);
    disagrees(next, "never accepted on CPU 1");
    end_replay();
}
END_TEST

START_TEST(an_input_of_a_pci_function_is_one_too)
{
    size_t next;

    begin("qemu");
    route(0xfee01000, 0x61);
    put_hpet(0x100, READY);
    next = put_cpu_mark(&trace, 1, MARK_SOFT,
                        (unsigned)field_put(64, MARK_SOFT_OP, SOFT_PCI_RESET));
    put_accept(&trace, 1, 0x61);
    disagrees(next, "never accepted on CPU 1");
    end_replay();
}
END_TEST

START_TEST(an_interrupt_without_a_mark_is_unasked)
{
    begin("qemu");
    route(0xfee01000, 0x61);
    disagrees(put_accept(&trace, 1, 0x61), "nothing sent it");
    end_replay();
}
END_TEST

START_TEST(it_comes_once)
{
    begin("qemu");
    route(0xfee01000, 0x61);
    put_hpet(0x100, READY);
    put_accept(&trace, 1, 0x61);
    disagrees(on(&trace, 1, EV_COALESCE, 0x61, 0, 0), "nothing sent it");
    end_replay();
}
END_TEST

START_TEST(another_vector_is_wrong)
{
    begin("qemu");
    route(0xfee01000, 0x61);
    put_hpet(0x100, READY);
    disagrees(put_accept(&trace, 1, 0x62), "nothing sent it");
    end_replay();
}
END_TEST

START_TEST(another_cpu_is_wrong)
{
    begin("qemu");
    route(0xfee01000, 0x61);
    put_hpet(0x100, READY);
    disagrees(put_accept(&trace, 0, 0x61), "nothing sent it");
    end_replay();
}
END_TEST

START_TEST(a_message_to_all_is_owed_by_all)
{
    begin("qemu");
    route(0xfeeff000, 0x61);
    put_hpet(0x100, READY);
    put_accept(&trace, 0, 0x61);
    disagrees(trace.count, "never accepted on CPU 1");
    end_replay();
}
END_TEST

START_TEST(what_is_no_interrupt_is_not_awaited)
{
    begin("qemu");
    route(0x00fee000, 0x61);
    put_hpet(0x100, READY);
    put_hpet(0x100, 0);
    route(0xfee01010, 0x61); /* remappable */
    put_hpet(0x100, READY);
    put_hpet(0x100, 0);
    route(0xfee01000, 0x0261); /* SMI */
    put_hpet(0x100, READY);
    put_hpet(0x100, 0);
    route(0xfee01000, 0x0608); /* SIPI, which no message can be */
    put_hpet(0x100, READY);
    put_hpet(0x100, 0);
    route(0xfee01000, 0x0008); /* a vector of the CPU's own */
    put_hpet(0x100, READY);
    agrees();
    end_replay();
}
END_TEST

START_TEST(an_nmi_is_awaited)
{
    begin("qemu");
    route(0xfee01000, 0x0400);
    put_hpet(0x100, READY);
    disagrees(trace.count, "an NMI was sent and never came on CPU 1");
    end_replay();
}
END_TEST

/* Bochs's enable bit can be set, and nothing comes of it. */
START_TEST(where_no_timer_can_asking_is_a_forgery)
{
    size_t first;

    begin("bochs");
    put_hpet(0x010, 1);
    first = put_hpet(0x100, QUIET);
    put_hpet(0x110, 0x61);
    put_hpet(0x114, 0xfee01000);
    put_hpet(0x100, READY);
    put_accept(&trace, 1, 0x61);
    disagrees(first, "the HPET of this machine sends no messages");
    end_replay();
}
END_TEST

START_TEST(without_a_route_as_message_nothing_is_awaited)
{
    begin("bochs");
    put_hpet(0x010, 1);
    put_hpet(0x100, 0x0104);
    put_hpet(0x110, QUIET);
    agrees();
    end_replay();
}
END_TEST

Suite *oracle_hpet_suite(void)
{
    Suite *suite = suite_create("oracle: HPET");
    TCase *c = tcase_create("messages");

    tcase_add_test(c, a_timer_made_ready_interrupts_its_cpu);
    tcase_add_test(c, a_mark_without_an_interrupt_is_a_forgery);
    tcase_add_test(c, it_must_come_before_the_next_input);
    tcase_add_test(c, an_input_of_a_pci_function_is_one_too);
    tcase_add_test(c, an_interrupt_without_a_mark_is_unasked);
    tcase_add_test(c, it_comes_once);
    tcase_add_test(c, another_vector_is_wrong);
    tcase_add_test(c, another_cpu_is_wrong);
    tcase_add_test(c, a_message_to_all_is_owed_by_all);
    tcase_add_test(c, what_is_no_interrupt_is_not_awaited);
    tcase_add_test(c, an_nmi_is_awaited);
    tcase_add_test(c, where_no_timer_can_asking_is_a_forgery);
    tcase_add_test(c, without_a_route_as_message_nothing_is_awaited);
    suite_add_tcase(suite, c);
    return suite;
}
