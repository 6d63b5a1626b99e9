/*
 * tests/model/soft_pci_copy_test.c - copies of the two edus: what they
 * fetch and store, and when a store is a message.
 */
#include <check.h>
#include <string.h>
#include "model/soft_pci.h"

#define MESSAGE_ADDRESS 0xfee01000u

static struct soft_pci pci;

static void put(enum soft_pci_which which, uint32_t offset, uint32_t value)
{
    const struct soft_pci_place place = {which, 0, offset};

    soft_pci_write(&pci, &place, value);
}

static void start(enum soft_pci_which which, uint32_t source,
                  uint32_t destination, uint32_t count, uint64_t command)
{
    put(which, EDU_DMA_SOURCE, source);
    put(which, EDU_DMA_DESTINATION, destination);
    put(which, EDU_DMA_COUNT, count);
    put(which, EDU_DMA_COMMAND, (uint32_t)(command | EDU_DMA_START));
}

static void begin(void)
{
    soft_pci_reset(&pci, 9);
    for (unsigned i = 0; i < SOFT_PCI_FUNCTIONS; i++)
        soft_pci_config_write(&pci, (enum soft_pci_which)i, PCI_COMMAND, 2,
                              PCI_COMMAND_MEMORY | PCI_COMMAND_MASTER);
}

/* Two words come into the buffer. */
static void fill(enum soft_pci_which which)
{
    start(which, 0x200000, EDU_BUFFER, 8, 0);
    soft_pci_copy_fetched(&pci, which, 0, 0x00000061);
    soft_pci_copy_fetched(&pci, which, 1, 0x88776655);
    soft_pci_copy_end(&pci, which);
}

static bool sends(struct msi_message *m)
{
    return soft_pci_next(&pci, m);
}

START_TEST(nothing_waits_that_was_not_started)
{
    struct edu_copy copy;

    begin();
    for (unsigned i = 0; i < SOFT_PCI_FUNCTIONS; i++)
        ck_assert(!soft_pci_copy_waits(&pci, (enum soft_pci_which)i, &copy));
    start(SOFT_PCI_ROGUE, 0x200000, EDU_BUFFER, 4, 0);
    ck_assert(soft_pci_copy_waits(&pci, SOFT_PCI_ROGUE, &copy));
    ck_assert(!soft_pci_copy_waits(&pci, SOFT_PCI_EDU, &copy));
    ck_assert_uint_eq(copy.memory, 0x200000);
    ck_assert_uint_eq(copy.bytes, 4);
    soft_pci_copy_end(&pci, SOFT_PCI_ROGUE);
    ck_assert(!soft_pci_copy_waits(&pci, SOFT_PCI_ROGUE, &copy));
    soft_pci_copy_end(&pci, SOFT_PCI_ROGUE);
    soft_pci_copy_end(&pci, SOFT_PCI_BELL);
}
END_TEST

/* As QEMU's default, and as whoever builds a machine for it wants. */
START_TEST(the_rogue_alone_reaches_all_addresses)
{
    struct edu_copy copy;

    begin();
    start(SOFT_PCI_EDU, MESSAGE_ADDRESS, EDU_BUFFER, 4, 0);
    start(SOFT_PCI_ROGUE, MESSAGE_ADDRESS, EDU_BUFFER, 4, 0);
    ck_assert(soft_pci_copy_waits(&pci, SOFT_PCI_EDU, &copy));
    ck_assert_uint_eq(copy.memory, 0x0ee01000);
    ck_assert(soft_pci_copy_waits(&pci, SOFT_PCI_ROGUE, &copy));
    ck_assert_uint_eq(copy.memory, MESSAGE_ADDRESS);
}
END_TEST

START_TEST(what_is_fetched_is_stored)
{
    begin();
    fill(SOFT_PCI_ROGUE);
    start(SOFT_PCI_ROGUE, EDU_BUFFER, 0x300000, 12, EDU_DMA_TO_MEMORY);
    ck_assert_uint_eq(soft_pci_copy_stores(&pci, SOFT_PCI_ROGUE, 0), 0x61);
    ck_assert_uint_eq(soft_pci_copy_stores(&pci, SOFT_PCI_ROGUE, 1),
                      0x88776655);
    ck_assert_uint_eq(soft_pci_copy_stores(&pci, SOFT_PCI_ROGUE, 2), 0);
    ck_assert_uint_eq(soft_pci_copy_stores(&pci, SOFT_PCI_EDU, 0), 0);
    soft_pci_reset(&pci, 9);
    begin();
    start(SOFT_PCI_ROGUE, EDU_BUFFER, 0x300000, 8, EDU_DMA_TO_MEMORY);
    ck_assert_uint_eq(soft_pci_copy_stores(&pci, SOFT_PCI_ROGUE, 1), 0);
}
END_TEST

/* Six bytes are one dword and a half, and nothing behind. */
START_TEST(a_ragged_end_has_its_own_bytes)
{
    begin();
    fill(SOFT_PCI_ROGUE);
    start(SOFT_PCI_ROGUE, 0x200000, EDU_BUFFER, 6, 0);
    soft_pci_copy_fetched(&pci, SOFT_PCI_ROGUE, 1, 0x44332211);
    soft_pci_copy_fetched(&pci, SOFT_PCI_ROGUE, 2, 0xffffffff);
    soft_pci_copy_fetched(&pci, SOFT_PCI_ROGUE, 0x40000000, 0xffffffff);
    soft_pci_copy_fetched(&pci, SOFT_PCI_ROGUE, 0x40000001, 0xffffffff);
    soft_pci_copy_end(&pci, SOFT_PCI_ROGUE);
    start(SOFT_PCI_ROGUE, EDU_BUFFER, 0x300000, 12, EDU_DMA_TO_MEMORY);
    ck_assert_uint_eq(soft_pci_copy_stores(&pci, SOFT_PCI_ROGUE, 1),
                      0x88772211);
    ck_assert_uint_eq(soft_pci_copy_stores(&pci, SOFT_PCI_ROGUE, 2), 0);
    soft_pci_copy_end(&pci, SOFT_PCI_ROGUE);
    start(SOFT_PCI_ROGUE, EDU_BUFFER, 0x300000, 5, EDU_DMA_TO_MEMORY);
    ck_assert_uint_eq(soft_pci_copy_stores(&pci, SOFT_PCI_ROGUE, 1), 0x11);
}
END_TEST

/* The last bytes of the buffer, behind bytes that nobody has written. */
START_TEST(the_end_of_the_buffer_is_reached)
{
    uint32_t last = EDU_BUFFER + EDU_BUFFER_SIZE - 4;

    memset(pci.edu[0].edu.buffer, 0xee, EDU_BUFFER_SIZE);
    begin();
    start(SOFT_PCI_EDU, 0x200000, last, 4, 0);
    soft_pci_copy_fetched(&pci, SOFT_PCI_EDU, 0, 0xa1b2c3d4);
    soft_pci_copy_end(&pci, SOFT_PCI_EDU);
    start(SOFT_PCI_EDU, last - 4, 0x300000, 8, EDU_DMA_TO_MEMORY);
    ck_assert_uint_eq(soft_pci_copy_stores(&pci, SOFT_PCI_EDU, 0), 0);
    ck_assert_uint_eq(soft_pci_copy_stores(&pci, SOFT_PCI_EDU, 1), 0xa1b2c3d4);
    ck_assert_uint_eq(pci.edu[0].reached, EDU_BUFFER_SIZE);
}
END_TEST

/* Neither direction hears what belongs to the other. */
START_TEST(directions_are_not_mixed_up)
{
    begin();
    fill(SOFT_PCI_ROGUE);
    start(SOFT_PCI_ROGUE, EDU_BUFFER, 0x300000, 4, EDU_DMA_TO_MEMORY);
    soft_pci_copy_fetched(&pci, SOFT_PCI_ROGUE, 0, 0x99);
    ck_assert_uint_eq(soft_pci_copy_stores(&pci, SOFT_PCI_ROGUE, 0), 0x61);
    soft_pci_copy_end(&pci, SOFT_PCI_ROGUE);
    start(SOFT_PCI_ROGUE, 0x300000, EDU_BUFFER, 4, 0);
    ck_assert_uint_eq(soft_pci_copy_stores(&pci, SOFT_PCI_ROGUE, 0), 0);
}
END_TEST

START_TEST(four_bytes_are_a_message_of_their_writer)
{
    struct msi_message m;

    begin();
    fill(SOFT_PCI_ROGUE);
    ck_assert(!sends(&m));
    start(SOFT_PCI_ROGUE, EDU_BUFFER, MESSAGE_ADDRESS, 4, EDU_DMA_TO_MEMORY);
    ck_assert(!sends(&m));
    soft_pci_copy_end(&pci, SOFT_PCI_ROGUE);
    ck_assert(sends(&m));
    ck_assert_uint_eq(m.address, MESSAGE_ADDRESS);
    ck_assert_uint_eq(m.data, 0x61);
    ck_assert_uint_eq(m.requester, soft_pci_requester(SOFT_PCI_ROGUE));
    ck_assert(!sends(&m));
}
END_TEST

static const struct {
    uint32_t source, destination, count;
    uint64_t command;
} lost[] = {
    {EDU_BUFFER, MESSAGE_ADDRESS, 8, EDU_DMA_TO_MEMORY},
    {EDU_BUFFER, MESSAGE_ADDRESS, 3, EDU_DMA_TO_MEMORY},
    {EDU_BUFFER, MESSAGE_ADDRESS + 2, 4, EDU_DMA_TO_MEMORY},
    {EDU_BUFFER, 0xfed00000, 4, EDU_DMA_TO_MEMORY},
    {EDU_BUFFER - 4, MESSAGE_ADDRESS, 4, EDU_DMA_TO_MEMORY},
    {MESSAGE_ADDRESS, EDU_BUFFER, 4, 0},
};

START_TEST(any_other_copy_to_there_is_lost)
{
    struct msi_message m;

    begin();
    fill(SOFT_PCI_ROGUE);
    start(SOFT_PCI_ROGUE, lost[_i].source, lost[_i].destination, lost[_i].count,
          lost[_i].command);
    soft_pci_copy_end(&pci, SOFT_PCI_ROGUE);
    ck_assert(!sends(&m));
}
END_TEST

START_TEST(edus_own_mask_cuts_the_address_of_a_message)
{
    struct msi_message m;

    begin();
    fill(SOFT_PCI_EDU);
    start(SOFT_PCI_EDU, EDU_BUFFER, MESSAGE_ADDRESS, 4, EDU_DMA_TO_MEMORY);
    soft_pci_copy_end(&pci, SOFT_PCI_EDU);
    ck_assert(!sends(&m));
}
END_TEST

START_TEST(without_a_master_nothing_moves_and_it_ends)
{
    struct edu_copy copy;
    struct msi_message m;

    begin();
    fill(SOFT_PCI_ROGUE);
    soft_pci_config_write(&pci, SOFT_PCI_ROGUE, PCI_COMMAND, 2,
                          PCI_COMMAND_MEMORY);
    start(SOFT_PCI_ROGUE, EDU_BUFFER, MESSAGE_ADDRESS, 4, EDU_DMA_TO_MEMORY);
    ck_assert(soft_pci_copy_waits(&pci, SOFT_PCI_ROGUE, &copy));
    ck_assert_uint_eq(copy.bytes, 0);
    soft_pci_copy_end(&pci, SOFT_PCI_ROGUE);
    ck_assert(!sends(&m));
    ck_assert(!soft_pci_copy_waits(&pci, SOFT_PCI_ROGUE, &copy));
}
END_TEST

/* What the copy writes leaves before the interrupt that says it is done. */
START_TEST(the_end_interrupts_after_what_was_written)
{
    unsigned at;
    struct msi_message m;

    begin();
    fill(SOFT_PCI_ROGUE);
    at = pci.function[SOFT_PCI_ROGUE].msi;
    soft_pci_config_write(&pci, SOFT_PCI_ROGUE, at + MSI_ADDRESS, 4,
                          0xfee00000);
    soft_pci_config_write(&pci, SOFT_PCI_ROGUE, at + msi_data_offset(true), 2,
                          0x55);
    soft_pci_config_write(&pci, SOFT_PCI_ROGUE, at + MSI_CONTROL, 2, 1);
    start(SOFT_PCI_ROGUE, EDU_BUFFER, MESSAGE_ADDRESS, 4,
          EDU_DMA_TO_MEMORY | EDU_DMA_IRQ);
    soft_pci_copy_end(&pci, SOFT_PCI_ROGUE);
    ck_assert(sends(&m));
    ck_assert_uint_eq(m.data, 0x61);
    ck_assert(sends(&m));
    ck_assert_uint_eq(m.data, 0x55);
    ck_assert_uint_eq(m.requester, soft_pci_requester(SOFT_PCI_ROGUE));
    ck_assert(!sends(&m));
    ck_assert(pci.function[SOFT_PCI_ROGUE].intx);
}
END_TEST

/* A message that has not left is gone with the power. */
START_TEST(a_reset_forgets_what_was_written)
{
    struct msi_message m;

    begin();
    fill(SOFT_PCI_ROGUE);
    start(SOFT_PCI_ROGUE, EDU_BUFFER, MESSAGE_ADDRESS, 4, EDU_DMA_TO_MEMORY);
    soft_pci_copy_end(&pci, SOFT_PCI_ROGUE);
    soft_pci_reset(&pci, 9);
    ck_assert(!sends(&m));
}
END_TEST

/* The same told as marks. */
START_TEST(marks_make_the_same_message)
{
    struct msi_message m;

    begin();
    start(SOFT_PCI_ROGUE, 0x200000, EDU_BUFFER, 4, 0);
    ck_assert(soft_pci_apply(&pci, SOFT_COPY_DATA,
                             soft_copy_detail(SOFT_PCI_EDU, 0), 0x62));
    ck_assert(soft_pci_apply(&pci, SOFT_COPY_DATA,
                             soft_copy_detail(SOFT_PCI_ROGUE, 1), 0x63));
    ck_assert(soft_pci_apply(&pci, SOFT_COPY_DATA,
                             soft_copy_detail(SOFT_PCI_ROGUE, 0), 0x64));
    ck_assert(soft_pci_apply(&pci, SOFT_COPY, SOFT_PCI_ROGUE, 0));
    start(SOFT_PCI_ROGUE, EDU_BUFFER, MESSAGE_ADDRESS, 4, EDU_DMA_TO_MEMORY);
    ck_assert(soft_pci_apply(&pci, SOFT_COPY, SOFT_PCI_EDU, 0));
    ck_assert(!sends(&m));
    ck_assert(soft_pci_apply(&pci, SOFT_COPY, SOFT_PCI_ROGUE, 0));
    ck_assert(sends(&m));
    ck_assert_uint_eq(m.data, 0x64);
}
END_TEST

Suite *soft_pci_copy_suite(void)
{
    Suite *suite = suite_create("soft PCI functions' copies");
    TCase *c = tcase_create("copies");

    tcase_add_test(c, nothing_waits_that_was_not_started);
    tcase_add_test(c, the_rogue_alone_reaches_all_addresses);
    tcase_add_test(c, what_is_fetched_is_stored);
    tcase_add_test(c, a_ragged_end_has_its_own_bytes);
    tcase_add_test(c, the_end_of_the_buffer_is_reached);
    tcase_add_test(c, directions_are_not_mixed_up);
    tcase_add_test(c, four_bytes_are_a_message_of_their_writer);
    tcase_add_loop_test(c, any_other_copy_to_there_is_lost, 0,
                        (int)(sizeof lost / sizeof lost[0]));
    tcase_add_test(c, edus_own_mask_cuts_the_address_of_a_message);
    tcase_add_test(c, without_a_master_nothing_moves_and_it_ends);
    tcase_add_test(c, the_end_interrupts_after_what_was_written);
    tcase_add_test(c, a_reset_forgets_what_was_written);
    tcase_add_test(c, marks_make_the_same_message);
    suite_add_tcase(suite, c);
    return suite;
}
