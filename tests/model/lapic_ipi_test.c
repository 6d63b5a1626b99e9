/*
 * tests/model/lapic_ipi_test.c - messages: what a write to ICR sends, whom it
 * is for, and what receiving it does.
 * [SDM3 10.6.1 "Interrupt Command Register (ICR)"]
 * [SDM3 10.6.2 "Determining IPI Destination"]
 */
#include "lapic_case.h"

static struct lapic_message send(struct lapic *l, uint32_t high, uint32_t low)
{
    case_write(l, LAPIC_ICR_HIGH, high);
    return case_write(l, LAPIC_ICR_LOW, low).message;
}

START_TEST(self_ipi_is_sent_and_not_yet_applied)
{
    struct lapic l = case_enabled();
    struct lapic_message m = send(&l, 0, 0x00044061);

    ck_assert(m.sent);
    ck_assert_uint_eq(m.vector, 0x61);
    ck_assert_uint_eq(m.delivery_mode, 0);
    ck_assert_uint_eq(m.shorthand, 1);
    ck_assert(m.is_assert);
    ck_assert_int_eq(lapic_irrv(&l), 0);
    ck_assert(lapic_message_is_for_self(&l, &m));
    ck_assert_int_eq(lapic_receive_own(&l, &m), LAPIC_ACCEPTED);
    ck_assert_int_eq(lapic_irrv(&l), 0x61);
    ck_assert_int_eq(lapic_receive_own(&l, &m), LAPIC_COALESCED);
}
END_TEST

START_TEST(unicast_carries_destination_from_icr_high)
{
    struct lapic l = case_enabled();
    struct lapic_message m = send(&l, 0x03abcdef, 0x00004861);

    ck_assert(m.sent);
    ck_assert_uint_eq(m.dest, 3);
    ck_assert(m.dest_logical);
    ck_assert_uint_eq(m.shorthand, 0);
    ck_assert_uint_eq(lapic_read(&l, 0x310, 0), 0x03000000);
}
END_TEST

START_TEST(icr_low_reads_back_idle_without_reserved_bits)
{
    struct lapic l = case_enabled();

    send(&l, 0, 0xffffffff);
    ck_assert_uint_eq(lapic_read(&l, 0x300, 0), 0x000ccfff);
}
END_TEST

START_TEST(init_sipi_sipi_is_sent)
{
    struct lapic l = case_enabled();
    struct lapic_message m = send(&l, 0, 0x000c4500);

    ck_assert(m.sent && m.is_assert && !m.is_level);
    ck_assert_uint_eq(m.delivery_mode, 5);
    ck_assert_uint_eq(m.shorthand, 3);
    m = send(&l, 0, 0x000c4608);
    ck_assert(m.sent);
    ck_assert_uint_eq(m.delivery_mode, 6);
    ck_assert_uint_eq(m.vector, 8);
}
END_TEST

START_TEST(only_init_can_be_deasserted)
{
    struct lapic l = case_enabled();
    struct lapic_message m = send(&l, 0, 0x00008500);

    ck_assert(m.sent && !m.is_assert && m.is_level);
    m = send(&l, 0, 0x0000c500);
    ck_assert(m.is_assert && !m.is_level);
    m = send(&l, 0, 0x00000500);
    ck_assert(m.is_assert && !m.is_level);
    m = send(&l, 0, 0x00008400);
    ck_assert(m.is_assert && !m.is_level);
}
END_TEST

START_TEST(level_bit_of_a_fixed_ipi_is_ignored)
{
    struct lapic l = case_enabled();
    struct lapic_message m = send(&l, 0, 0x0004c061);

    lapic_receive_own(&l, &m);
    ck_assert(lapic_test_irr(&l, 0x61));
    ck_assert(!lapic_test_tmr(&l, 0x61));
}
END_TEST

START_TEST(illegal_vector_is_not_sent)
{
    struct lapic l = case_enabled();

    ck_assert(!send(&l, 0, 0x0000400f).sent);
    ck_assert_uint_eq(case_esr(&l), 0x20);
    ck_assert(!send(&l, 0, 0x0000410f).sent);
    ck_assert_uint_eq(case_esr(&l), 0x20);
    ck_assert(send(&l, 0, 0x00004010).sent);
    ck_assert_uint_eq(case_esr(&l), 0);
}
END_TEST

START_TEST(illegal_self_ipi_is_sent_and_received_wrong)
{
    struct lapic l = case_enabled();

    ck_assert(!send(&l, 0, 0x0004400f).sent);
    ck_assert_uint_eq(case_esr(&l), 0x60);
}
END_TEST

START_TEST(vector_of_nmi_is_no_error)
{
    struct lapic l = case_enabled();

    ck_assert(send(&l, 0x01000000, 0x00004400).sent);
    ck_assert_uint_eq(case_esr(&l), 0);
}
END_TEST

/* By delivery mode: may it go without shorthand or to all others, and may it
 * go to a set with the sender?
 * [SDM3 10.6.1 "Interrupt Command Register (ICR)"], table 10-3. */
static const struct {
    bool to_others, to_self;
} allowed[8] = {
    {true, true},  {true, false}, {true, false}, {false, false},
    {true, false}, {true, false}, {true, false}, {false, false},
};

START_TEST(table_of_valid_combinations)
{
    struct lapic l = case_enabled();
    uint32_t low = 0x00004000u | (uint32_t)_i << 8 | 0x61;

    ck_assert(send(&l, 0, low).sent == allowed[_i].to_others);
    ck_assert(send(&l, 0, low | 0x40000).sent == allowed[_i].to_self);
    ck_assert(send(&l, 0, low | 0x80000).sent == allowed[_i].to_self);
    ck_assert(send(&l, 0, low | 0xc0000).sent == allowed[_i].to_others);
}
END_TEST

START_TEST(disabled_chip_still_sends)
{
    struct lapic l;

    lapic_reset(&l, 0);
    ck_assert(send(&l, 0x01000000, 0x00004061).sent);
}
END_TEST

/* ---- whom it is for: ID 3, LDR 24h ---- */

static const struct {
    uint32_t dfr, high, low;
    bool is_mine;
} targets[] = {
    {0xffffffff, 0x03000000, 0x00004061, true},  /* physical, my ID */
    {0xffffffff, 0x02000000, 0x00004061, false}, /* physical, another's */
    {0xffffffff, 0xff000000, 0x00004061, true},  /* physical, everyone */
    {0xffffffff, 0x00000000, 0x00044061, true},  /* shorthand self */
    {0xffffffff, 0x00000000, 0x00084061, true},  /* all including self */
    {0xffffffff, 0x03000000, 0x000c4061, false}, /* all excluding self */
    {0xffffffff, 0x20000000, 0x00004861, true},  /* flat, one of my bits */
    {0xffffffff, 0x07000000, 0x00004861, true},  /* flat, one of my bits */
    {0xffffffff, 0xdb000000, 0x00004861, false}, /* flat, all the others */
    {0xffffffff, 0xff000000, 0x00004861, true},  /* flat, everyone */
    {0x0fffffff, 0x24000000, 0x00004861, true},  /* cluster 2, member 2 */
    {0x0fffffff, 0x27000000, 0x00004861, true},  /* cluster 2, members 0-2 */
    {0x0fffffff, 0x2b000000, 0x00004861, false}, /* cluster 2, others */
    {0x0fffffff, 0x34000000, 0x00004861, false}, /* cluster 3 */
    {0x0fffffff, 0xff000000, 0x00004861, true},  /* everyone */
    {0x5fffffff, 0x24000000, 0x00004861, false}, /* reserved model */
};

START_TEST(destination_decides)
{
    struct lapic l;
    struct lapic_message m;

    lapic_reset(&l, 3);
    case_write(&l, LAPIC_SVR, CASE_SVR);
    case_write(&l, LAPIC_LDR, 0x24ffffff);
    case_write(&l, LAPIC_DFR, targets[_i].dfr);
    m = send(&l, targets[_i].high, targets[_i].low);
    ck_assert(m.sent);
    ck_assert(lapic_message_is_for_self(&l, &m) == targets[_i].is_mine);
    ck_assert_int_eq(lapic_receive_own(&l, &m),
                     targets[_i].is_mine ? LAPIC_ACCEPTED : LAPIC_NOT_MINE);
}
END_TEST

START_TEST(unsent_message_reaches_nobody)
{
    struct lapic l = case_enabled();
    struct lapic_message m = send(&l, 0, 0x00044005);

    ck_assert_int_eq(lapic_receive_own(&l, &m), LAPIC_NOT_MINE);
    ck_assert_int_eq(lapic_irrv(&l), 0);
}
END_TEST

/* ---- receiving: step 1 of lapic_accept.c ---- */

static const enum lapic_acceptance received[8] = {
    LAPIC_ACCEPTED, LAPIC_ACCEPTED, LAPIC_TO_CORE, LAPIC_REFUSED,
    LAPIC_TO_CORE,  LAPIC_TO_CORE,  LAPIC_TO_CORE, LAPIC_TO_CORE,
};

START_TEST(delivery_mode_decides_the_way_in)
{
    struct lapic l = case_enabled();
    struct lapic_message m = {
        .sent = true,
        .delivery_mode = (uint8_t)_i,
        .vector = 0x61,
        .is_assert = true,
    };

    ck_assert_int_eq(lapic_receive(&l, &m), received[_i]);
    ck_assert_int_eq(lapic_irrv(&l), _i <= 1 ? 0x61 : 0);
}
END_TEST

START_TEST(core_gets_nmi_init_sipi_while_disabled)
{
    struct lapic l;
    struct lapic_message m = {.sent = true, .is_assert = true};

    lapic_reset(&l, 0);
    for (uint8_t mode = 4; mode <= 6; mode++) {
        m.delivery_mode = mode;
        ck_assert_int_eq(lapic_receive(&l, &m), LAPIC_TO_CORE);
    }
}
END_TEST

START_TEST(init_deassert_is_ignored)
{
    struct lapic l = case_enabled();
    struct lapic_message m = send(&l, 0, 0x00008500);

    ck_assert_int_eq(lapic_receive(&l, &m), LAPIC_REFUSED);
}
END_TEST

START_TEST(level_message_sets_tmr)
{
    struct lapic l = case_enabled();
    struct lapic_message m = {.sent = true,
                              .vector = 0x61,
                              .is_level = true,
                              .is_assert = true};

    lapic_receive(&l, &m);
    ck_assert(lapic_test_tmr(&l, 0x61));
}
END_TEST

static void add_sending(TCase *tc)
{
    tcase_add_test(tc, self_ipi_is_sent_and_not_yet_applied);
    tcase_add_test(tc, unicast_carries_destination_from_icr_high);
    tcase_add_test(tc, icr_low_reads_back_idle_without_reserved_bits);
    tcase_add_test(tc, init_sipi_sipi_is_sent);
    tcase_add_test(tc, only_init_can_be_deasserted);
    tcase_add_test(tc, level_bit_of_a_fixed_ipi_is_ignored);
    tcase_add_test(tc, illegal_vector_is_not_sent);
    tcase_add_test(tc, illegal_self_ipi_is_sent_and_received_wrong);
    tcase_add_test(tc, vector_of_nmi_is_no_error);
    tcase_add_loop_test(tc, table_of_valid_combinations, 0, 8);
    tcase_add_test(tc, disabled_chip_still_sends);
}

static void add_receiving(TCase *tc)
{
    int count = (int)(sizeof targets / sizeof targets[0]);

    tcase_add_loop_test(tc, destination_decides, 0, count);
    tcase_add_test(tc, unsent_message_reaches_nobody);
    tcase_add_loop_test(tc, delivery_mode_decides_the_way_in, 0, 8);
    tcase_add_test(tc, core_gets_nmi_init_sipi_while_disabled);
    tcase_add_test(tc, init_deassert_is_ignored);
    tcase_add_test(tc, level_message_sets_tmr);
}

Suite *lapic_ipi_suite(void)
{
    Suite *suite = suite_create("lapic_ipi");
    TCase *tc = tcase_create("sending and receiving");

    add_sending(tc);
    add_receiving(tc);
    suite_add_tcase(suite, tc);
    return suite;
}
