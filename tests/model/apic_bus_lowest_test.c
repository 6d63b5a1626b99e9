/*
 * tests/model/apic_bus_lowest_test.c - lowest priority: one of the candidates
 * takes the message, the one of lowest TPR, of equals the first.
 * [SDM3 10.6.2.4 "Lowest Priority Delivery Mode"]
 */
#include "apic_bus_case.h"

/* TPR of each CPU, the candidates (flat), and who wins; -1: nobody is asked. */
static const struct {
    uint8_t tpr[CASE_CPUS];
    uint8_t candidates;
    int winner;
} rounds[] = {
    {{0x30, 0x20, 0x10, 0x40}, 0x0f, 2},
    {{0x30, 0x20, 0x10, 0x40}, 0x0b, 1},
    {{0x30, 0x20, 0x10, 0x40}, 0x09, 0},
    {{0x30, 0x20, 0x10, 0x40}, 0x08, 3},
    {{0x30, 0x20, 0x10, 0x40}, 0x10, -1},
    {{0x20, 0x20, 0x20, 0x20}, 0x0f, 0},
    {{0x20, 0x20, 0x20, 0x20}, 0x0c, 2},
    {{0x22, 0x21, 0x23, 0x24}, 0x0f, 1}, /* the sub-class counts */
    {{0xff, 0xff, 0xff, 0x00}, 0xff, 3}, /* broadcast */
};

static struct apic_bus_answers play(struct machine *m, unsigned round)
{
    for (unsigned i = 0; i < CASE_CPUS; i++)
        lapic_write(m->cpu[i], LAPIC_TPR, rounds[round].tpr[i], 0);
    return case_icr(m, 0, (uint32_t)rounds[round].candidates << 24, 0x4961);
}

START_TEST(lowest_tpr_wins)
{
    struct machine m;
    struct apic_bus_answers a;
    unsigned expected =
        rounds[_i].winner < 0 ? 0 : 1u << (unsigned)rounds[_i].winner;

    case_machine(&m);
    a = play(&m, (unsigned)_i);
    ck_assert_uint_eq(case_who(&a, LAPIC_ACCEPTED), expected);
    ck_assert_uint_eq(a.reached, expected ? 1 : 0);
    for (unsigned i = 0; i < CASE_CPUS; i++)
        ck_assert_int_eq(lapic_irrv(m.cpu[i]), expected >> i & 1 ? 0x61 : 0);
}
END_TEST

START_TEST(arbitration_names_the_winner)
{
    struct lapic_message message = {.sent = true,
                                    .delivery_mode = LAPIC_DELIVERY_LOWEST,
                                    .vector = 0x61,
                                    .dest = rounds[_i].candidates,
                                    .dest_logical = true,
                                    .is_assert = true};
    struct machine m;

    case_machine(&m);
    for (unsigned i = 0; i < CASE_CPUS; i++)
        lapic_write(m.cpu[i], LAPIC_TPR, rounds[_i].tpr[i], 0);
    ck_assert_int_eq(apic_bus_arbitrate(&m.bus, -1, &message),
                     rounds[_i].winner);
}
END_TEST

/* Neither what is in service nor what is pending is asked. */
START_TEST(service_and_requests_do_not_count)
{
    struct machine m;
    struct apic_bus_answers a;

    case_machine(&m);
    lapic_accept(m.cpu[0], 0xe1, false);
    lapic_acknowledge(m.cpu[0]);
    lapic_accept(m.cpu[0], 0x61, false);
    lapic_write(m.cpu[1], LAPIC_TPR, 0x10, 0);
    a = case_icr(&m, 1, 0x03000000, 0x4961);
    ck_assert_uint_eq(case_who(&a, LAPIC_COALESCED), 0x1);
    ck_assert_uint_eq(a.reached, 1);
}
END_TEST

START_TEST(software_disabled_takes_no_part)
{
    struct machine m;
    struct apic_bus_answers a;

    case_machine(&m);
    lapic_write(m.cpu[0], LAPIC_SVR, 0xff, 0);
    lapic_write(m.cpu[1], LAPIC_TPR, 0x10, 0);
    a = case_icr(&m, 3, 0x03000000, 0x4961);
    ck_assert_uint_eq(case_who(&a, LAPIC_ACCEPTED), 0x2);
    ck_assert_uint_eq(case_who(&a, LAPIC_NOT_MINE), 0xd);
}
END_TEST

START_TEST(all_disabled_refuse)
{
    struct machine m;
    struct apic_bus_answers a;

    case_machine(&m);
    lapic_write(m.cpu[0], LAPIC_SVR, 0xff, 0);
    lapic_write(m.cpu[1], LAPIC_SVR, 0xff, 0);
    a = case_icr(&m, 3, 0x03000000, 0x4961);
    ck_assert_uint_eq(case_who(&a, LAPIC_REFUSED), 0x3);
    ck_assert(!a.accepted);
}
END_TEST

START_TEST(all_others_arbitrate_without_the_sender)
{
    struct machine m;
    struct apic_bus_answers a;

    case_machine(&m);
    a = case_icr(&m, 0, 0, 0xc4961);
    ck_assert_uint_eq(case_who(&a, LAPIC_ACCEPTED), 0x2);
}
END_TEST

START_TEST(physical_destination_has_one_candidate)
{
    struct machine m;
    struct apic_bus_answers a;

    case_machine(&m);
    lapic_write(m.cpu[3], LAPIC_TPR, 0xf0, 0);
    a = case_icr(&m, 0, 0x03000000, 0x4161);
    ck_assert_uint_eq(case_who(&a, LAPIC_ACCEPTED), 0x8);
}
END_TEST

START_TEST(io_apic_sends_lowest_priority_too)
{
    struct machine m;

    case_machine(&m);
    lapic_write(m.cpu[0], LAPIC_TPR, 0x20, 0);
    lapic_write(m.cpu[1], LAPIC_TPR, 0x30, 0);
    lapic_write(m.cpu[2], LAPIC_TPR, 0x10, 0);
    case_route(&m, 4, 0x0f000000, 0x0961);
    ioapic_set_pin(&m.io[0], 4, true);
    lapic_write(m.cpu[3], LAPIC_TPR, 0x40, 0);
    ck_assert_uint_eq(apic_bus_service(&m.bus), 1);
    ck_assert_int_eq(lapic_irrv(m.cpu[2]), 0x61);
    ck_assert_int_eq(lapic_irrv(m.cpu[0]) | lapic_irrv(m.cpu[1]) |
                         lapic_irrv(m.cpu[3]),
                     0);
}
END_TEST

/* Two of equal TPR in one x2APIC cluster, by a message that a unit made. */
START_TEST(x2apic_cluster_arbitrates)
{
    static const uint32_t id[] = {0x10, 0x11, 0x12, 0x20};
    struct lapic_message message = {.sent = true,
                                    .delivery_mode = LAPIC_DELIVERY_LOWEST,
                                    .vector = 0x61,
                                    .dest = 0x00010006,
                                    .dest_is_wide = true,
                                    .dest_logical = true,
                                    .is_assert = true};
    struct machine m;
    struct apic_bus_answers a;

    case_x2apic_machine(&m, id);
    a = apic_bus_send(&m.bus, APIC_BUS_NO_SENDER, &message);
    ck_assert_uint_eq(case_who(&a, LAPIC_ACCEPTED), 0x2);
    x2apic_write(m.cpu[1], 0x808, 0x10, 0);
    a = apic_bus_send(&m.bus, APIC_BUS_NO_SENDER, &message);
    ck_assert_uint_eq(case_who(&a, LAPIC_ACCEPTED), 0x4);
}
END_TEST

Suite *apic_bus_lowest_suite(void)
{
    Suite *suite = suite_create("apic_bus_lowest");
    TCase *tc = tcase_create("lowest priority");
    int count = (int)(sizeof rounds / sizeof rounds[0]);

    tcase_add_loop_test(tc, lowest_tpr_wins, 0, count);
    tcase_add_loop_test(tc, arbitration_names_the_winner, 0, count);
    tcase_add_test(tc, service_and_requests_do_not_count);
    tcase_add_test(tc, software_disabled_takes_no_part);
    tcase_add_test(tc, all_disabled_refuse);
    tcase_add_test(tc, all_others_arbitrate_without_the_sender);
    tcase_add_test(tc, physical_destination_has_one_candidate);
    tcase_add_test(tc, io_apic_sends_lowest_priority_too);
    tcase_add_test(tc, x2apic_cluster_arbitrates);
    suite_add_tcase(suite, tc);
    return suite;
}
