/*
 * tests/grader/oracle_copy_test.c - copies of the two edus in the replay: one
 * that is a message must be sent and accepted, and nothing that the marks do
 * not make may be.
 */
#include "pci_case.h"

#define LAYOUT  3u
#define MESSAGE 0xfee01000u /* to CPU 1 */

static void put_register(enum soft_pci_which which, uint32_t offset,
                         uint64_t value)
{
    const struct soft_pci_place place = {which, 0, offset};

    put_soft(0, SOFT_BAR_WRITE, soft_bar_detail(&place), (uint32_t)value);
}

static void put_start(enum soft_pci_which which, uint64_t source,
                      uint64_t destination, uint64_t command)
{
    put_register(which, EDU_DMA_SOURCE, source);
    put_register(which, EDU_DMA_DESTINATION, destination);
    put_register(which, EDU_DMA_COUNT, 4);
    put_register(which, EDU_DMA_COMMAND, command | EDU_DMA_START);
}

/* `data` stand in the buffer of `which`, a bus master. */
static void begin(unsigned layout, enum soft_pci_which which, uint32_t data)
{
    begin_replay(2);
    put_soft(0, SOFT_PCI_RESET, layout, 0);
    put_soft(0, SOFT_PCI_WRITE, soft_pci_detail(which, PCI_COMMAND, 2), 6);
    put_start(which, 0x200000, EDU_BUFFER, 0);
    put_soft(0, SOFT_COPY_DATA, soft_copy_detail(which, 0), data);
    put_soft(0, SOFT_COPY, which, 0);
}

/* It writes them to `address`. */
static size_t put_store(enum soft_pci_which which, uint32_t address)
{
    put_start(which, EDU_BUFFER, address, EDU_DMA_TO_MEMORY);
    return put_soft(0, SOFT_COPY, which, 0);
}

START_TEST(a_copy_is_sent_by_whoever_lets_it_end)
{
    begin(LAYOUT, SOFT_PCI_ROGUE, 0x61);
    put_store(SOFT_PCI_ROGUE, MESSAGE);
    put_send_of(SOFT_PCI_ROGUE, 0, 1, 0x61);
    agrees();
    end_replay();
}
END_TEST

START_TEST(a_mark_without_an_ipi_is_owed)
{
    begin(LAYOUT, SOFT_PCI_ROGUE, 0x61);
    put_store(SOFT_PCI_ROGUE, MESSAGE);
    disagrees(trace.count, "PCI function 2 owes a message of vector 0x61");
    end_replay();
}
END_TEST

START_TEST(an_ipi_without_a_mark_is_a_forgery)
{
    begin(LAYOUT, SOFT_PCI_ROGUE, 0x61);
    put_start(SOFT_PCI_ROGUE, EDU_BUFFER, MESSAGE, EDU_DMA_TO_MEMORY);
    disagrees(put_send_of(SOFT_PCI_ROGUE, 0, 1, 0x61), "nothing asked for it");
    end_replay();
}
END_TEST

START_TEST(other_data_than_were_fetched_are_a_forgery)
{
    begin(LAYOUT, SOFT_PCI_ROGUE, 0x62);
    put_store(SOFT_PCI_ROGUE, MESSAGE);
    disagrees(put_send_of(SOFT_PCI_ROGUE, 0, 1, 0x61),
              "the model says 0x62 to 0x1");
    end_replay();
}
END_TEST

START_TEST(another_writer_is_a_forgery)
{
    begin(LAYOUT, SOFT_PCI_ROGUE, 0x61);
    put_store(SOFT_PCI_ROGUE, MESSAGE);
    disagrees(put_send_of(SOFT_PCI_EDU, 0, 1, 0x61),
              "PCI function 0 sent 0x61, which function 2 owes");
    end_replay();
}
END_TEST

START_TEST(what_was_not_fetched_is_not_there)
{
    begin_replay(2);
    put_soft(0, SOFT_PCI_RESET, LAYOUT, 0);
    put_soft(0, SOFT_PCI_WRITE, soft_pci_detail(SOFT_PCI_ROGUE, PCI_COMMAND, 2),
             6);
    put_soft(0, SOFT_COPY_DATA, soft_copy_detail(SOFT_PCI_ROGUE, 0), 0x61);
    put_store(SOFT_PCI_ROGUE, MESSAGE);
    disagrees(put_send_of(SOFT_PCI_ROGUE, 0, 1, 0x61), "nothing asked for it");
    end_replay();
}
END_TEST

START_TEST(a_copy_that_never_began_cannot_end)
{
    size_t at;

    begin(LAYOUT, SOFT_PCI_ROGUE, 0x61);
    at = put_soft(0, SOFT_COPY, SOFT_PCI_ROGUE, 0);
    disagrees(at, "copy of PCI function 2 ended that never began");
    end_replay();
}
END_TEST

START_TEST(nobody_has_no_copies)
{
    size_t at;

    begin(LAYOUT, SOFT_PCI_ROGUE, 0x61);
    put_start(SOFT_PCI_EDU, 0x200000, EDU_BUFFER, 0);
    at = put_soft(0, SOFT_COPY, 0x7ff, 0);
    disagrees(at, "never began");
    end_replay();
}
END_TEST

/* 28 bits: the same program is a store to memory there. */
START_TEST(edus_copy_reaches_no_interrupt)
{
    begin(LAYOUT, SOFT_PCI_EDU, 0x61);
    put_store(SOFT_PCI_EDU, MESSAGE);
    disagrees(put_send_of(SOFT_PCI_EDU, 0, 1, 0x61), "nothing asked for it");
    end_replay();
}
END_TEST

START_TEST(a_store_to_memory_owes_nothing)
{
    begin(LAYOUT, SOFT_PCI_ROGUE, 0x61);
    put_store(SOFT_PCI_ROGUE, 0x300000);
    agrees();
    end_replay();
}
END_TEST

START_TEST(the_machines_own_copy_is_accepted)
{
    begin(SOFT_PCI_REAL, SOFT_PCI_ROGUE, 0x61);
    put_store(SOFT_PCI_ROGUE, MESSAGE);
    on(&trace, 1, EV_ACCEPT, 0x61, 0, 0);
    agrees();
    end_replay();
}
END_TEST

START_TEST(the_machines_own_copy_must_be_accepted)
{
    begin(SOFT_PCI_REAL, SOFT_PCI_ROGUE, 0x61);
    put_store(SOFT_PCI_ROGUE, MESSAGE);
    disagrees(trace.count, "never accepted on CPU 1");
    end_replay();
}
END_TEST

START_TEST(the_machines_own_sends_what_it_fetched)
{
    size_t at;

    begin(SOFT_PCI_REAL, SOFT_PCI_ROGUE, 0x62);
    put_store(SOFT_PCI_ROGUE, MESSAGE);
    at = trace.count;
    on(&trace, 1, EV_ACCEPT, 0x61, 0, 0);
    disagrees(at, "0x61");
    end_replay();
}
END_TEST

Suite *oracle_copy_suite(void)
{
    Suite *suite = suite_create("oracle: copies of PCI functions");
    TCase *c = tcase_create("copies");

    tcase_add_test(c, a_copy_is_sent_by_whoever_lets_it_end);
    tcase_add_test(c, a_mark_without_an_ipi_is_owed);
    tcase_add_test(c, an_ipi_without_a_mark_is_a_forgery);
    tcase_add_test(c, other_data_than_were_fetched_are_a_forgery);
    tcase_add_test(c, another_writer_is_a_forgery);
    tcase_add_test(c, what_was_not_fetched_is_not_there);
    tcase_add_test(c, a_copy_that_never_began_cannot_end);
    tcase_add_test(c, nobody_has_no_copies);
    tcase_add_test(c, edus_copy_reaches_no_interrupt);
    tcase_add_test(c, a_store_to_memory_owes_nothing);
    tcase_add_test(c, the_machines_own_copy_is_accepted);
    tcase_add_test(c, the_machines_own_copy_must_be_accepted);
    tcase_add_test(c, the_machines_own_sends_what_it_fetched);
    suite_add_tcase(suite, c);
    return suite;
}
