/*
 * tests/model/apic_bus_dest_test.c - who is addressed: shorthands, physical,
 * flat, cluster and x2APIC logical destinations, broadcasts of both widths;
 * and what each addressed CPU answers.
 * [SDM3 10.6.2 "Determining IPI Destination"]
 * [SDM3 10.12.10 "Determining IPI Destination in x2APIC Mode"]
 */
#include "apic_bus_case.h"

/* CPU 1 sends; who accepts, bit n for CPU n. */
static const struct {
    uint32_t high, low;
    unsigned accepts;
} flat[] = {
    {0x02000000, 0x00004061, 0x4}, /* physical */
    {0x01000000, 0x00004061, 0x2}, /* physical, the sender */
    {0x07000000, 0x00004061, 0x0}, /* physical, nobody's */
    {0xff000000, 0x00004061, 0xf}, /* physical broadcast */
    {0x00000000, 0x00044061, 0x2}, /* self */
    {0x00000000, 0x00084061, 0xf}, /* all including self */
    {0x01000000, 0x000c4061, 0xd}, /* all excluding self */
    {0x01000000, 0x00004861, 0x1}, /* flat, one */
    {0x0a000000, 0x00004861, 0xa}, /* flat, two */
    {0xf0000000, 0x00004861, 0x0}, /* flat, bits that nobody has */
    {0xff000000, 0x00004861, 0xf}, /* flat broadcast */
};

START_TEST(flat_machine_delivers)
{
    struct machine m;
    struct apic_bus_answers a;

    case_machine(&m);
    a = case_icr(&m, 1, flat[_i].high, flat[_i].low);
    ck_assert_uint_eq(case_who(&a, LAPIC_ACCEPTED), flat[_i].accepts);
    ck_assert_uint_eq(case_who(&a, LAPIC_NOT_MINE), 0xf & ~flat[_i].accepts);
    ck_assert(a.accepted == (flat[_i].accepts != 0));
    for (unsigned i = 0; i < CASE_CPUS; i++)
        ck_assert_int_eq(lapic_irrv(m.cpu[i]),
                         flat[_i].accepts >> i & 1 ? 0x61 : 0);
}
END_TEST

/* CPU 0, 1 are members 0 and 1 of cluster 2; CPU 2, 3 of cluster 5. */
static const struct {
    uint32_t high;
    unsigned accepts;
} cluster[] = {
    {0x21000000, 0x1}, {0x23000000, 0x3}, {0x2f000000, 0x3},
    {0x52000000, 0x8}, {0x5c000000, 0x0}, {0x33000000, 0x0},
    {0x7f000000, 0x0}, {0xff000000, 0xf}, {0x20000000, 0x0},
};

START_TEST(cluster_machine_delivers)
{
    static const uint32_t ldr[] = {0x21000000, 0x22000000, 0x51000000,
                                   0x52000000};
    struct machine m;
    struct apic_bus_answers a;

    case_machine(&m);
    for (unsigned i = 0; i < CASE_CPUS; i++) {
        lapic_write(m.cpu[i], LAPIC_DFR, 0x0fffffff, 0);
        lapic_write(m.cpu[i], LAPIC_LDR, ldr[i], 0);
    }
    a = case_icr(&m, 3, cluster[_i].high, 0x4861);
    ck_assert_uint_eq(case_who(&a, LAPIC_ACCEPTED), cluster[_i].accepts);
    ck_assert_uint_eq(case_who(&a, LAPIC_NOT_MINE), 0xf & ~cluster[_i].accepts);
}
END_TEST

/* IDs 2, 13h, 1Fh and FFh: logical 00000004h, 00010008h, 00018000h and
 * 000F8000h.  CPU 0 sends. */
static const struct {
    uint64_t icr;
    unsigned accepts;
} x2apic[] = {
    {UINT64_C(0x0000001300004061), 0x2}, /* physical */
    {UINT64_C(0x0001001300004061), 0x0}, /* physical, all 32 bits count */
    {UINT64_C(0x000000ff00004061), 0x8}, /* FFh is an ID here */
    {UINT64_C(0xffffffff00004061), 0xf}, /* physical broadcast */
    {UINT64_C(0x0000000400004861), 0x1}, /* logical, one */
    {UINT64_C(0x0001ffff00004861), 0x6}, /* logical, a whole cluster */
    {UINT64_C(0x0001000800004861), 0x2}, /* logical, one of two */
    {UINT64_C(0x0001000400004861), 0x0}, /* not a member */
    {UINT64_C(0x0002ffff00004861), 0x0}, /* not a cluster */
    {UINT64_C(0x000000ff00004861), 0x1}, /* FFh is members 0..7 here */
    {UINT64_C(0xffffffff00004861), 0xf}, /* logical broadcast */
    {UINT64_C(0x0000001300044061), 0x1}, /* self */
    {UINT64_C(0x0000001300084061), 0xf}, /* all including self */
    {UINT64_C(0x00000013000c4061), 0xe}, /* all excluding self */
};

static const uint32_t x2apic_ids[] = {0x02, 0x13, 0x1f, 0xff};

START_TEST(x2apic_machine_delivers)
{
    struct machine m;
    struct x2apic_written w;
    struct apic_bus_answers a;

    case_x2apic_machine(&m, x2apic_ids);
    w = x2apic_write(m.cpu[0], 0x830, x2apic[_i].icr, 0);
    a = apic_bus_output(&m.bus, 0, &w.out);
    ck_assert_uint_eq(case_who(&a, LAPIC_ACCEPTED), x2apic[_i].accepts);
    ck_assert_uint_eq(case_who(&a, LAPIC_NOT_MINE), 0xf & ~x2apic[_i].accepts);
}
END_TEST

START_TEST(x2apic_self_ipi_stays_at_home)
{
    struct machine m;
    struct x2apic_written w;
    struct apic_bus_answers a;

    case_x2apic_machine(&m, x2apic_ids);
    w = x2apic_write(m.cpu[2], 0x83f, 0x61, 0);
    a = apic_bus_output(&m.bus, 2, &w.out);
    ck_assert_uint_eq(case_who(&a, LAPIC_ACCEPTED), 0x4);
}
END_TEST

/* An I/O APIC or MSI has 8 bits of destination and reaches x2APIC IDs below
 * FFh; FFh is everybody.
 * [SDM3 10.12.7 "Initialization by System Software"] */
START_TEST(eight_bit_destination_reaches_low_x2apic_ids)
{
    struct lapic_message message = {.sent = true,
                                    .vector = 0x61,
                                    .dest = 0x13,
                                    .is_assert = true};
    struct machine m;
    struct apic_bus_answers a;

    case_x2apic_machine(&m, x2apic_ids);
    a = apic_bus_send(&m.bus, APIC_BUS_NO_SENDER, &message);
    ck_assert_uint_eq(case_who(&a, LAPIC_ACCEPTED), 0x2);
    message.dest = 0xff;
    a = apic_bus_send(&m.bus, APIC_BUS_NO_SENDER, &message);
    ck_assert_uint_eq(a.reached, 4);
    ck_assert_uint_eq(case_who(&a, LAPIC_COALESCED), 0x2);
}
END_TEST

/* A CPU in x2APIC mode starts others that are not yet: by their eight bits. */
START_TEST(x2apic_sender_reaches_xapic_cpus)
{
    struct machine m;
    struct x2apic_written w;
    struct apic_bus_answers a;

    case_machine(&m);
    x2apic_write(m.cpu[0], IA32_APIC_BASE, 0xfee00c00, 0);
    w = x2apic_write(m.cpu[0], 0x830, UINT64_C(0x0000000300004500), 0);
    a = apic_bus_output(&m.bus, 0, &w.out);
    ck_assert_uint_eq(case_who(&a, LAPIC_TO_CORE), 0x8);
    w = x2apic_write(m.cpu[0], 0x830, UINT64_C(0x0000010300004500), 0);
    a = apic_bus_output(&m.bus, 0, &w.out);
    ck_assert_uint_eq(a.reached, 0);
    w = x2apic_write(m.cpu[0], 0x830, UINT64_C(0x0000010800004861), 0);
    a = apic_bus_output(&m.bus, 0, &w.out);
    ck_assert_uint_eq(a.reached, 0);
}
END_TEST

START_TEST(disabled_apic_is_not_on_the_bus)
{
    static const uint32_t low[] = {0x84061, 0xc4061, 0x4061, 0x4400};
    struct machine m;
    struct apic_bus_answers a;

    case_machine(&m);
    x2apic_write(m.cpu[2], IA32_APIC_BASE, 0xfee00000, 0);
    a = case_icr(&m, 0, 0xff000000, low[_i]);
    ck_assert_int_eq(a.cpu[2], LAPIC_NOT_MINE);
    ck_assert_int_ne(a.cpu[3], LAPIC_NOT_MINE);
}
END_TEST

/* ---- answers ---- */

START_TEST(core_is_told_of_nmi_init_sipi)
{
    static const uint32_t low[] = {0xc4200, 0xc4400, 0xc4500, 0xc4608};
    struct machine m;
    struct apic_bus_answers a;

    case_machine(&m);
    lapic_write(m.cpu[3], LAPIC_SVR, 0xff, 0);
    a = case_icr(&m, 0, 0, low[_i]);
    ck_assert_uint_eq(case_who(&a, LAPIC_TO_CORE), 0xe);
    ck_assert_uint_eq(a.reached, 3);
    ck_assert(!a.accepted);
    for (unsigned i = 0; i < CASE_CPUS; i++)
        ck_assert_int_eq(lapic_irrv(m.cpu[i]), 0);
}
END_TEST

START_TEST(extint_goes_to_the_core)
{
    struct lapic_message message = {.sent = true,
                                    .delivery_mode = LAPIC_DELIVERY_EXTINT,
                                    .dest = 1,
                                    .is_assert = true};
    struct machine m;
    struct apic_bus_answers a;

    case_machine(&m);
    a = apic_bus_send(&m.bus, APIC_BUS_NO_SENDER, &message);
    ck_assert_uint_eq(case_who(&a, LAPIC_TO_CORE), 0x2);
}
END_TEST

START_TEST(init_deassert_is_refused)
{
    struct machine m;
    struct apic_bus_answers a;

    case_machine(&m);
    a = case_icr(&m, 0, 0x03000000, 0x8500);
    ck_assert_uint_eq(case_who(&a, LAPIC_REFUSED), 0x8);
    ck_assert(!a.accepted);
}
END_TEST

START_TEST(second_of_a_vector_is_coalesced)
{
    struct machine m;
    struct apic_bus_answers a;

    case_machine(&m);
    case_icr(&m, 0, 0x03000000, 0x4061);
    a = case_icr(&m, 0, 0, 0xc4061);
    ck_assert_uint_eq(case_who(&a, LAPIC_ACCEPTED), 0x6);
    ck_assert_uint_eq(case_who(&a, LAPIC_COALESCED), 0x8);
    ck_assert(a.accepted);
    a = case_icr(&m, 0, 0x03000000, 0x4061);
    ck_assert(a.accepted);
}
END_TEST

START_TEST(software_disabled_refuses_fixed)
{
    struct machine m;
    struct apic_bus_answers a;

    case_machine(&m);
    lapic_write(m.cpu[3], LAPIC_SVR, 0xff, 0);
    a = case_icr(&m, 0, 0x03000000, 0x4061);
    ck_assert_uint_eq(case_who(&a, LAPIC_REFUSED), 0x8);
    ck_assert_uint_eq(a.reached, 1);
    ck_assert(!a.accepted);
}
END_TEST

START_TEST(illegal_vector_is_received_wrong)
{
    struct lapic_message message = {.sent = true,
                                    .vector = 15,
                                    .dest = 1,
                                    .is_assert = true};
    struct machine m;
    struct apic_bus_answers a;

    case_machine(&m);
    a = apic_bus_send(&m.bus, APIC_BUS_NO_SENDER, &message);
    ck_assert_uint_eq(case_who(&a, LAPIC_ILLEGAL), 0x2);
    ck_assert(!a.accepted);
    lapic_write(m.cpu[1], LAPIC_ESR, 0, 0);
    ck_assert_uint_eq(lapic_read(m.cpu[1], LAPIC_ESR, 0), 0x40);
}
END_TEST

START_TEST(unsent_message_reaches_nobody)
{
    struct machine m;
    struct apic_bus_answers a;

    case_machine(&m);
    a = case_icr(&m, 0, 0xff000000, 0x4005);
    ck_assert_uint_eq(case_who(&a, LAPIC_NOT_MINE), 0xf);
    ck_assert_uint_eq(a.reached, 0);
}
END_TEST

START_TEST(cpus_beyond_the_limit_are_not_seen)
{
    struct lapic_message message = {.sent = true,
                                    .vector = 0x61,
                                    .dest = 0xff,
                                    .is_assert = true};
    struct lapic lapic[APIC_BUS_CPUS + 1];
    struct lapic *cpu[APIC_BUS_CPUS + 1];
    struct apic_bus bus = {.cpu = cpu, .cpus = APIC_BUS_CPUS + 1};

    for (uint32_t i = 0; i <= APIC_BUS_CPUS; i++) {
        lapic_reset(&lapic[i], i);
        lapic_write(&lapic[i], LAPIC_SVR, 0x1ff, 0);
        cpu[i] = &lapic[i];
    }
    ck_assert_uint_eq(apic_bus_send(&bus, -1, &message).reached, 64);
    ck_assert_int_eq(lapic_irrv(cpu[63]), 0x61);
    ck_assert_int_eq(lapic_irrv(cpu[64]), 0);
}
END_TEST

static void add_answers(TCase *tc)
{
    tcase_add_loop_test(tc, core_is_told_of_nmi_init_sipi, 0, 4);
    tcase_add_test(tc, extint_goes_to_the_core);
    tcase_add_test(tc, init_deassert_is_refused);
    tcase_add_test(tc, second_of_a_vector_is_coalesced);
    tcase_add_test(tc, software_disabled_refuses_fixed);
    tcase_add_test(tc, illegal_vector_is_received_wrong);
    tcase_add_test(tc, unsent_message_reaches_nobody);
    tcase_add_test(tc, cpus_beyond_the_limit_are_not_seen);
}

Suite *apic_bus_dest_suite(void)
{
    Suite *suite = suite_create("apic_bus_dest");
    TCase *tc = tcase_create("destinations and answers");

    tcase_add_loop_test(tc, flat_machine_delivers, 0,
                        (int)(sizeof flat / sizeof flat[0]));
    tcase_add_loop_test(tc, cluster_machine_delivers, 0,
                        (int)(sizeof cluster / sizeof cluster[0]));
    tcase_add_loop_test(tc, x2apic_machine_delivers, 0,
                        (int)(sizeof x2apic / sizeof x2apic[0]));
    tcase_add_test(tc, x2apic_self_ipi_stays_at_home);
    tcase_add_test(tc, eight_bit_destination_reaches_low_x2apic_ids);
    tcase_add_test(tc, x2apic_sender_reaches_xapic_cpus);
    tcase_add_loop_test(tc, disabled_apic_is_not_on_the_bus, 0, 4);
    add_answers(tc);
    suite_add_tcase(suite, tc);
    return suite;
}
