/*
 * tests/model/apic_bus_pin_test.c - from a pin of an I/O APIC to a CPU and, by
 * its EOI, back: the level cycle with real local APICs at the other end.
 * [SDM3 10.8.5 "Signaling Interrupt Servicing Completion"]
 */
#include "apic_bus_case.h"

#define EDGE_TO_2  0x00000051u
#define LEVEL_TO_2 0x00008051u

/* Pin 9 of the first I/O APIC goes to CPU 2, which has it in service. */
static void in_service(struct machine *m)
{
    case_machine(m);
    case_route(m, 9, 0x02000000, LEVEL_TO_2);
    ioapic_set_pin(&m->io[0], 9, true);
    ck_assert_uint_eq(apic_bus_service(&m->bus), 1);
    ck_assert_uint_eq(lapic_acknowledge(m->cpu[2]), 0x51);
}

static struct apic_bus_answers eoi(struct machine *m, unsigned cpu)
{
    struct lapic_output out = lapic_write(m->cpu[cpu], LAPIC_EOI, 0, 0);

    return apic_bus_output(&m->bus, cpu, &out);
}

static bool has_remote_irr(const struct machine *m, unsigned pin)
{
    return (ioapic_entry(&m->io[0], pin) & 0x4000) != 0;
}

START_TEST(edge_reaches_its_cpu)
{
    struct machine m;
    struct apic_bus_answers a;

    case_machine(&m);
    case_route(&m, 4, 0x02000000, EDGE_TO_2);
    ioapic_set_pin(&m.io[0], 4, true);
    a = apic_bus_send_pin(&m.bus, 0, 4);
    ck_assert_uint_eq(case_who(&a, LAPIC_ACCEPTED), 0x4);
    ck_assert(!lapic_test_tmr(m.cpu[2], 0x51));
    ck_assert(!has_remote_irr(&m, 4));
    ck_assert_uint_eq(apic_bus_service(&m.bus), 0);
}
END_TEST

START_TEST(accepted_level_sets_tmr_and_remote_irr)
{
    struct machine m;

    in_service(&m);
    ck_assert(lapic_test_tmr(m.cpu[2], 0x51));
    ck_assert(has_remote_irr(&m, 9));
    ck_assert_uint_eq(apic_bus_service(&m.bus), 0);
}
END_TEST

START_TEST(eoi_releases_and_the_level_comes_again)
{
    struct machine m;

    in_service(&m);
    ck_assert_uint_eq(eoi(&m, 2).reached, 0);
    ck_assert(!has_remote_irr(&m, 9));
    ck_assert_uint_eq(apic_bus_service(&m.bus), 1);
    ck_assert(lapic_test_irr(m.cpu[2], 0x51));
    ck_assert(has_remote_irr(&m, 9));
}
END_TEST

START_TEST(quiet_level_comes_no_more)
{
    struct machine m;

    in_service(&m);
    ioapic_set_pin(&m.io[0], 9, false);
    eoi(&m, 2);
    ck_assert(!has_remote_irr(&m, 9));
    ck_assert_uint_eq(apic_bus_service(&m.bus), 0);
}
END_TEST

/* SVR bit 12: no broadcast; the EOI register of the I/O APIC does it. */
START_TEST(suppressed_broadcast_needs_the_eoi_register)
{
    struct machine m;

    in_service(&m);
    lapic_write(m.cpu[2], LAPIC_SVR, 0x11ff, 0);
    eoi(&m, 2);
    ck_assert(has_remote_irr(&m, 9));
    ck_assert_uint_eq(apic_bus_service(&m.bus), 0);
    ioapic_write(&m.io[0], 0x40, 0x51);
    ck_assert(!has_remote_irr(&m, 9));
    ck_assert_uint_eq(apic_bus_service(&m.bus), 1);
}
END_TEST

START_TEST(eoi_of_an_edge_is_not_broadcast)
{
    struct machine m;

    in_service(&m);
    lapic_accept(m.cpu[1], 0x51, false);
    lapic_acknowledge(m.cpu[1]);
    eoi(&m, 1);
    ck_assert(has_remote_irr(&m, 9));
}
END_TEST

START_TEST(broadcast_reaches_every_io_apic)
{
    struct machine m;

    in_service(&m);
    ioapic_write(&m.io[1], 0x00, 0x11);
    ioapic_write(&m.io[1], 0x10, 0x01000000);
    ioapic_write(&m.io[1], 0x00, 0x10);
    ioapic_write(&m.io[1], 0x10, LEVEL_TO_2);
    ioapic_set_pin(&m.io[1], 0, true);
    ck_assert_uint_eq(apic_bus_service(&m.bus), 1);
    ck_assert_uint_eq(ioapic_entry(&m.io[1], 0) & 0x4000, 0x4000);
    eoi(&m, 2);
    ck_assert(!has_remote_irr(&m, 9));
    ck_assert_uint_eq(ioapic_entry(&m.io[1], 0) & 0x4000, 0);
    ck_assert_uint_eq(apic_bus_service(&m.bus), 2);
}
END_TEST

START_TEST(x2apic_eoi_is_broadcast_as_well)
{
    static const uint32_t id[] = {0, 1, 2, 3};
    struct machine m;
    struct x2apic_written w;

    case_x2apic_machine(&m, id);
    case_route(&m, 9, 0x02000000, LEVEL_TO_2);
    ioapic_set_pin(&m.io[0], 9, true);
    apic_bus_service(&m.bus);
    lapic_acknowledge(m.cpu[2]);
    w = x2apic_write(m.cpu[2], 0x80b, 0, 0);
    apic_bus_output(&m.bus, 2, &w.out);
    ck_assert(!has_remote_irr(&m, 9));
}
END_TEST

START_TEST(refused_level_is_tried_again)
{
    struct machine m;

    case_machine(&m);
    lapic_write(m.cpu[2], LAPIC_SVR, 0xff, 0);
    case_route(&m, 9, 0x02000000, LEVEL_TO_2);
    ioapic_set_pin(&m.io[0], 9, true);
    ck_assert_uint_eq(apic_bus_service(&m.bus), 0);
    ck_assert(!has_remote_irr(&m, 9));
    lapic_write(m.cpu[2], LAPIC_SVR, 0x1ff, 0);
    ck_assert_uint_eq(apic_bus_service(&m.bus), 1);
    ck_assert(has_remote_irr(&m, 9));
}
END_TEST

START_TEST(level_without_addressee_waits)
{
    struct machine m;

    case_machine(&m);
    case_route(&m, 9, 0x07000000, LEVEL_TO_2);
    ioapic_set_pin(&m.io[0], 9, true);
    ck_assert_uint_eq(apic_bus_service(&m.bus), 0);
    ck_assert(ioapic_is_waiting(&m.io[0], 9));
    case_route(&m, 9, 0x01000000, LEVEL_TO_2);
    ck_assert_uint_eq(apic_bus_service(&m.bus), 1);
    ck_assert_int_eq(lapic_irrv(m.cpu[1]), 0x51);
}
END_TEST

START_TEST(level_for_several_is_released_by_the_first)
{
    struct machine m;

    case_machine(&m);
    case_route(&m, 9, 0x06000000, LEVEL_TO_2 | 0x800);
    ioapic_set_pin(&m.io[0], 9, true);
    apic_bus_service(&m.bus);
    ck_assert_uint_eq(lapic_acknowledge(m.cpu[1]), 0x51);
    ck_assert_uint_eq(lapic_acknowledge(m.cpu[2]), 0x51);
    eoi(&m, 1);
    ck_assert(!has_remote_irr(&m, 9));
}
END_TEST

START_TEST(service_takes_each_pin_once)
{
    struct machine m;

    case_machine(&m);
    for (unsigned pin = 0; pin < 24; pin++) {
        case_route(&m, pin, 0x02000000, 0x8030 + pin);
        ioapic_set_pin(&m.io[0], pin, true);
    }
    ck_assert_uint_eq(apic_bus_service(&m.bus), 24);
    for (unsigned pin = 0; pin < 24; pin++)
        ck_assert(lapic_test_irr(m.cpu[2], (uint8_t)(0x30 + pin)));
    ck_assert_uint_eq(apic_bus_service(&m.bus), 0);
}
END_TEST

START_TEST(nmi_and_extint_entries_reach_the_core)
{
    static const uint32_t low[] = {0x0400, 0x0700, 0x8400};
    struct machine m;
    struct apic_bus_answers a;

    case_machine(&m);
    case_route(&m, 4, 0x03000000, low[_i]);
    ioapic_set_pin(&m.io[0], 4, true);
    a = apic_bus_send_pin(&m.bus, 0, 4);
    ck_assert_uint_eq(case_who(&a, LAPIC_TO_CORE), 0x8);
    ck_assert(!has_remote_irr(&m, 4));
    ioapic_set_pin(&m.io[0], 4, false);
    ioapic_set_pin(&m.io[0], 4, true);
    ck_assert_uint_eq(apic_bus_service(&m.bus), 1);
    ck_assert_uint_eq(apic_bus_service(&m.bus), 0);
}
END_TEST

START_TEST(quiet_pin_sends_nothing)
{
    struct machine m;
    struct apic_bus_answers a;

    case_machine(&m);
    a = apic_bus_send_pin(&m.bus, 1, 7);
    ck_assert_uint_eq(a.reached, 0);
}
END_TEST

Suite *apic_bus_pin_suite(void)
{
    Suite *suite = suite_create("apic_bus_pin");
    TCase *tc = tcase_create("from pin to EOI");

    tcase_add_test(tc, edge_reaches_its_cpu);
    tcase_add_test(tc, accepted_level_sets_tmr_and_remote_irr);
    tcase_add_test(tc, eoi_releases_and_the_level_comes_again);
    tcase_add_test(tc, quiet_level_comes_no_more);
    tcase_add_test(tc, suppressed_broadcast_needs_the_eoi_register);
    tcase_add_test(tc, eoi_of_an_edge_is_not_broadcast);
    tcase_add_test(tc, broadcast_reaches_every_io_apic);
    tcase_add_test(tc, x2apic_eoi_is_broadcast_as_well);
    tcase_add_test(tc, refused_level_is_tried_again);
    tcase_add_test(tc, level_without_addressee_waits);
    tcase_add_test(tc, level_for_several_is_released_by_the_first);
    tcase_add_test(tc, service_takes_each_pin_once);
    tcase_add_loop_test(tc, nmi_and_extint_entries_reach_the_core, 0, 3);
    tcase_add_test(tc, quiet_pin_sends_nothing);
    suite_add_tcase(suite, tc);
    return suite;
}
