/*
 * tests/grader/oracle_pci_test.c - PCI functions in the replay: what the marks
 * make leave must be sent and accepted, and nothing else may.
 */
#include "pci_case.h"

#define LAYOUT 7u

static unsigned msi; /* edu's capability in LAYOUT */

static void put_config(unsigned offset, unsigned size, uint32_t value)
{
    put_soft(0, SOFT_PCI_WRITE, soft_pci_detail(0, offset, size), value);
}

/* edu sends vector 61h to CPU 1. */
static void begin(void)
{
    static struct soft_pci pci;

    begin_replay(2);
    soft_pci_reset(&pci, LAYOUT);
    msi = pci.function[SOFT_PCI_EDU].msi;
    put_soft(0, SOFT_PCI_RESET, LAYOUT, 0);
    put_config(PCI_COMMAND, 2, 6);
    put_config(msi + MSI_ADDRESS, 4, 0xfee01000);
    put_config(msi + msi_data_offset(true), 2, 0x61);
    put_config(msi + MSI_CONTROL, 2, 1);
}

static size_t put_ring(unsigned cpu)
{
    const struct soft_pci_place raise = {SOFT_PCI_EDU, 0, EDU_INTERRUPT_RAISE};

    put_soft(cpu, SOFT_BAR_WRITE, soft_bar_detail(&raise), 1);
    return trace.count - 1;
}

static size_t put_send(unsigned cpu, unsigned dest, unsigned vector)
{
    return put_send_of(SOFT_PCI_EDU, cpu, dest, vector);
}

START_TEST(a_ring_is_sent_by_whoever_rang)
{
    begin();
    put_ring(0);
    put_send(0, 1, 0x61);
    agrees();
    end_replay();
}
END_TEST

START_TEST(a_message_that_is_never_sent_is_owed)
{
    begin();
    put_ring(0);
    disagrees(trace.count, "owes a message of vector 0x61");
    end_replay();
}
END_TEST

START_TEST(it_is_owed_before_the_next_input)
{
    begin();
    put_ring(0);
    disagrees(put_ring(0), "owes a message");
    end_replay();
}
END_TEST

START_TEST(what_nothing_asked_for_is_a_forgery)
{
    begin();
    disagrees(put_send(0, 1, 0x61), "nothing asked for it");
    end_replay();
}
END_TEST

START_TEST(another_vector_than_the_models_is_a_forgery)
{
    begin();
    put_ring(0);
    disagrees(put_send(0, 1, 0x62), "the model says 0x61 to 0x1");
    end_replay();
}
END_TEST

START_TEST(another_cpu_than_the_models_is_a_forgery)
{
    begin();
    put_ring(0);
    disagrees(put_send(0, 0, 0x61), "sent 0x61 to 0x0");
    end_replay();
}
END_TEST

START_TEST(another_function_than_the_models_is_a_forgery)
{
    begin();
    put_ring(0);
    disagrees(put_send_of(SOFT_PCI_ROGUE, 0, 1, 0x61),
              "PCI function 2 sent 0x61, which function 0 owes");
    end_replay();
}
END_TEST

START_TEST(a_send_that_nobody_accepts_is_missed)
{
    size_t i;

    begin();
    put_ring(0);
    put_soft(0, SOFT_SEND_BEGIN, SOFT_SENDER_PCI, 0);
    put_icr(&trace, 0, 1, 0x4061);
    put_soft(0, SOFT_SEND_END, SOFT_SENDER_PCI, 0);
    i = trace.count;
    disagrees(i, "never accepted on CPU 1");
    end_replay();
}
END_TEST

START_TEST(without_a_master_nothing_is_owed)
{
    begin();
    put_config(PCI_COMMAND, 2, 2);
    put_ring(0);
    agrees();
    end_replay();
}
END_TEST

START_TEST(what_no_ipi_can_say_is_not_owed)
{
    begin();
    put_config(msi + msi_data_offset(true), 2, 0x0261);
    put_ring(0);
    put_config(msi + msi_data_offset(true), 2, 0x0008);
    put_ring(0);
    put_config(msi + MSI_ADDRESS_HIGH, 4, 1);
    put_config(msi + msi_data_offset(true), 2, 0x0061);
    put_ring(0);
    agrees();
    end_replay();
}
END_TEST

START_TEST(a_read_that_is_not_the_models_is_a_lie)
{
    begin();
    put_soft(0, SOFT_PCI_READ, soft_pci_detail(0, msi + MSI_ADDRESS, 4),
             0xfee01000);
    put_soft(0, SOFT_PCI_READ, soft_pci_detail(0, msi + MSI_ADDRESS, 4),
             0xfee02000);
    disagrees(trace.count - 1, "read as 0xfee02000");
    end_replay();
}
END_TEST

START_TEST(a_function_that_was_not_reset_is_not_there)
{
    begin();
    put_cpu_mark(&trace, 0, MARK_RESET, 1);
    disagrees(put_ring(0), "not there");
    end_replay();
}
END_TEST

START_TEST(the_machines_own_sends_without_an_icr)
{
    begin();
    put_soft(0, SOFT_PCI_RESET, SOFT_PCI_REAL, 0);
    msi = 0x40;
    put_config(PCI_COMMAND, 2, 6);
    put_config(msi + MSI_ADDRESS, 4, 0xfee01000);
    put_config(msi + msi_data_offset(true), 2, 0x61);
    put_config(msi + MSI_CONTROL, 2, 1);
    put_ring(0);
    on(&trace, 1, EV_ACCEPT, 0x61, 0, 0);
    agrees();
    end_replay();
}
END_TEST

START_TEST(the_machines_own_must_send)
{
    begin();
    put_soft(0, SOFT_PCI_RESET, SOFT_PCI_REAL, 0);
    msi = 0x40;
    put_config(PCI_COMMAND, 2, 6);
    put_config(msi + MSI_ADDRESS, 4, 0xfee01000);
    put_config(msi + msi_data_offset(true), 2, 0x61);
    put_config(msi + MSI_CONTROL, 2, 1);
    put_ring(0);
    disagrees(trace.count, "never accepted on CPU 1");
    end_replay();
}
END_TEST

/* What checks ask about a window. */
START_TEST(words_tell_what_a_function_holds)
{
    struct window w = {.record = &record};
    size_t before;

    begin();
    before = trace.count - 1;
    put_config(msi + MSI_ADDRESS, 4, 0xfee00000);
    w.last = trace.count;
    agrees();
    ck_assert_uint_eq(pci_at(&w, before, 0, msi + MSI_ADDRESS, 4), 0xfee01000);
    ck_assert_uint_eq(pci_at(&w, w.last - 1, 0, msi + MSI_ADDRESS, 4),
                      0xfee00000);
    ck_assert_uint_eq(pci_capability(&w, 0, PCI_CAPABILITY_MSI), msi);
    ck_assert_uint_eq(pci_capability(&w, 0, 0x0d), 0);
    ck_assert_uint_eq(msix_at(&w, before, 4, MSIX_ENTRY_CONTROL), 1);
    ck_assert(!pci_is_real(&w));
    end_replay();
}
END_TEST

Suite *oracle_pci_suite(void)
{
    Suite *suite = suite_create("oracle: PCI functions");
    TCase *c = tcase_create("messages");

    tcase_add_test(c, a_ring_is_sent_by_whoever_rang);
    tcase_add_test(c, a_message_that_is_never_sent_is_owed);
    tcase_add_test(c, it_is_owed_before_the_next_input);
    tcase_add_test(c, what_nothing_asked_for_is_a_forgery);
    tcase_add_test(c, another_vector_than_the_models_is_a_forgery);
    tcase_add_test(c, another_cpu_than_the_models_is_a_forgery);
    tcase_add_test(c, another_function_than_the_models_is_a_forgery);
    tcase_add_test(c, a_send_that_nobody_accepts_is_missed);
    tcase_add_test(c, without_a_master_nothing_is_owed);
    tcase_add_test(c, what_no_ipi_can_say_is_not_owed);
    tcase_add_test(c, a_read_that_is_not_the_models_is_a_lie);
    tcase_add_test(c, a_function_that_was_not_reset_is_not_there);
    tcase_add_test(c, the_machines_own_sends_without_an_icr);
    tcase_add_test(c, the_machines_own_must_send);
    tcase_add_test(c, words_tell_what_a_function_holds);
    suite_add_tcase(suite, c);
    return suite;
}
