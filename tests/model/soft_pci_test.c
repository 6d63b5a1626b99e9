/*
 * tests/model/soft_pci_test.c - the three functions of lab 05 in every layout:
 * they are sound, an access told as a mark is the same access, and what is
 * rung leaves as it should.  Copies are soft_pci_copy_test.c's.
 */
#include <check.h>
#include "model/soft_pci.h"

static struct soft_pci pci;

static struct pci_function *bell(void)
{
    return &pci.function[SOFT_PCI_BELL];
}

static uint64_t structure(unsigned pointer)
{
    uint32_t where = pci_config_read(bell(), bell()->msix + pointer, 4);

    return pci_bar_address(bell(), (unsigned)field_get(where, MSIX_BIR)) +
           (where & MSIX_OFFSET);
}

static unsigned walk(const struct pci_function *f, unsigned id)
{
    unsigned at = pci_config_read(f, PCI_CAPABILITY_POINTER, 1);

    for (unsigned i = 0; i < PCI_CAPABILITY_LIMIT; i++) {
        at &= (unsigned)PCI_CAPABILITY_OFFSET;
        if (at == 0 || pci_config_read(f, at, 1) == id)
            return at;
        at = pci_config_read(f, at + 1, 1);
    }
    ck_abort_msg("the list does not end");
}

START_TEST(each_list_leads_to_its_capabilities)
{
    soft_pci_reset(&pci, (unsigned)_i);
    for (unsigned i = 0; i < SOFT_PCI_FUNCTIONS; i++) {
        const struct pci_function *f = &pci.function[i];

        ck_assert_uint_eq(walk(f, PCI_CAPABILITY_MSI), f->msi);
        ck_assert_uint_eq(walk(f, PCI_CAPABILITY_MSIX), f->msix);
        ck_assert_uint_eq(walk(f, 0x0d), 0);
        ck_assert_uint_ne(f->msi, 0);
    }
    ck_assert_uint_ne(bell()->msix, 0);
}
END_TEST

START_TEST(regions_do_not_overlap)
{
    soft_pci_reset(&pci, (unsigned)_i);
    for (unsigned i = 0; i < SOFT_PCI_FUNCTIONS * PCI_BARS; i++)
        for (unsigned k = 0; k < i; k++) {
            uint64_t a =
                pci_bar_address(&pci.function[i / PCI_BARS], i % PCI_BARS);
            uint64_t b =
                pci_bar_address(&pci.function[k / PCI_BARS], k % PCI_BARS);
            uint64_t a_size =
                pci_bar_size(&pci.function[i / PCI_BARS], i % PCI_BARS);
            uint64_t b_size =
                pci_bar_size(&pci.function[k / PCI_BARS], k % PCI_BARS);

            if (a != PCI_UNMAPPED && b != PCI_UNMAPPED)
                ck_assert(a + a_size <= b || b + b_size <= a);
        }
}
END_TEST

/* The first and the last byte that a region, or the table, has. */
START_TEST(table_and_pending_bits_are_found)
{
    struct soft_pci_place place;

    soft_pci_reset(&pci, (unsigned)_i);
    ck_assert(soft_pci_find(&pci, structure(MSIX_TABLE), &place));
    ck_assert_uint_eq(place.which, SOFT_PCI_BELL);
    ck_assert_uint_ne(place.bar, 0);
    place.offset += MSIX_ENTRY_CONTROL;
    ck_assert_uint_eq(soft_pci_read(&pci, &place), 1);
    ck_assert(soft_pci_find(&pci, structure(MSIX_PBA), &place));
    ck_assert_uint_eq(soft_pci_read(&pci, &place), 0);
    ck_assert(!soft_pci_find(&pci, 0xfec00000, &place));
    ck_assert(!soft_pci_find(&pci, 0, &place));
}
END_TEST

/* The same accesses as calls and as marks: the same state. */
static void tell(enum soft_op op, unsigned detail, uint32_t value)
{
    ck_assert(soft_pci_apply(&pci, op, detail, value));
}

static void tell_table(uint32_t offset, uint32_t value)
{
    struct soft_pci_place place;

    ck_assert(soft_pci_find(&pci, structure(MSIX_TABLE) + offset, &place));
    tell(SOFT_BAR_WRITE, soft_bar_detail(&place), value);
}

START_TEST(a_bell_that_was_set_up_by_marks_sends)
{
    const struct soft_pci_place ring = {SOFT_PCI_BELL, 0, BELL_RING};
    struct msi_message message;

    soft_pci_reset(&pci, (unsigned)_i);
    tell(SOFT_PCI_WRITE, soft_pci_detail(1, PCI_COMMAND, 2), 6);
    tell(SOFT_PCI_WRITE, soft_pci_detail(1, bell()->msix + MSIX_CONTROL, 2),
         0x8000);
    tell_table(32, 0xfee02000);
    tell_table(40, 0x61);
    tell(SOFT_BAR_WRITE, soft_bar_detail(&ring), 2);
    ck_assert(!soft_pci_next(&pci, &message));
    tell_table(44, 0);
    ck_assert(soft_pci_next(&pci, &message));
    ck_assert_uint_eq(message.address, 0xfee02000);
    ck_assert_uint_eq(message.data, 0x61);
    ck_assert(!soft_pci_next(&pci, &message));
    tell(SOFT_PCI_RESET, (unsigned)_i, 0);
    ck_assert_uint_eq(pci.rung, 0);
}
END_TEST

START_TEST(a_ring_without_a_master_is_lost)
{
    const struct soft_pci_place raise = {SOFT_PCI_EDU, 0, EDU_INTERRUPT_RAISE};
    struct msi_message message;
    unsigned at;

    soft_pci_reset(&pci, (unsigned)_i);
    at = pci.function[SOFT_PCI_EDU].msi;
    tell(SOFT_PCI_WRITE, soft_pci_detail(0, at + MSI_ADDRESS, 4), 0xfee00000);
    tell(SOFT_PCI_WRITE, soft_pci_detail(0, at + msi_data_offset(true), 2),
         0x55);
    tell(SOFT_PCI_WRITE, soft_pci_detail(0, at + MSI_CONTROL, 2), 1);
    soft_pci_write(&pci, &raise, 1);
    ck_assert(!soft_pci_next(&pci, &message));
    tell(SOFT_PCI_WRITE, soft_pci_detail(0, PCI_COMMAND, 2), 6);
    ck_assert(!soft_pci_next(&pci, &message));
    soft_pci_write(&pci, &raise, 1);
    ck_assert(soft_pci_next(&pci, &message));
    ck_assert_uint_eq(message.data, 0x55);
}
END_TEST

START_TEST(a_region_that_software_moves_answers_there)
{
    struct soft_pci_place place;

    soft_pci_reset(&pci, 0);
    soft_pci_config_write(&pci, SOFT_PCI_BELL, PCI_BAR0, 4, 0xfeb00000);
    ck_assert(soft_pci_find(&pci, 0xfeb00000 + BELL_ID, &place));
    ck_assert_uint_eq(soft_pci_read(&pci, &place), BELL_ID_IS);
    soft_pci_config_write(&pci, SOFT_PCI_BELL, PCI_COMMAND, 2, 0);
    ck_assert(!soft_pci_find(&pci, 0xfeb00000, &place));
}
END_TEST

START_TEST(an_offset_beyond_the_mark_is_nowhere)
{
    struct soft_pci_place place = {SOFT_PCI_EDU, 0, 0x80000};

    ck_assert_uint_eq(field_get(soft_bar_detail(&place), SOFT_BAR_WORD), 0xff);
    place.offset = 0x62;
    ck_assert_uint_eq(field_get(soft_bar_detail(&place), SOFT_BAR_WORD), 0xff);
}
END_TEST

START_TEST(a_requester_is_one_function_or_nobody)
{
    soft_pci_reset(&pci, 0);
    for (unsigned i = 0; i < SOFT_PCI_FUNCTIONS; i++) {
        uint16_t requester = soft_pci_requester((enum soft_pci_which)i);

        ck_assert_uint_eq(soft_pci_of_requester(requester), i);
        ck_assert_uint_eq(pci.function[i].requester, requester);
    }
    ck_assert_uint_eq(soft_pci_requester(SOFT_PCI_ROGUE), 0x12 << 3);
    ck_assert_uint_eq(soft_pci_of_requester(0), SOFT_PCI_FUNCTIONS);
}
END_TEST

/* A write that is told of one function changes that one and no other. */
START_TEST(marks_tell_the_functions_apart)
{
    for (unsigned i = 0; i < SOFT_PCI_FUNCTIONS; i++) {
        unsigned line = soft_pci_detail(i, PCI_INTERRUPT_LINE, 1);

        soft_pci_reset(&pci, 5);
        tell(SOFT_PCI_WRITE, line, 0xa5);
        for (unsigned k = 0; k < SOFT_PCI_FUNCTIONS; k++)
            ck_assert_uint_eq(pci_config_read(&pci.function[k],
                                              PCI_INTERRUPT_LINE, 1),
                              k == i ? 0xa5 : 0);
        ck_assert_uint_eq(soft_pci_reads(&pci, SOFT_PCI_READ, line), 0xa5);
    }
}
END_TEST

START_TEST(marks_tell_the_two_edus_apart)
{
    struct soft_pci_place live = {SOFT_PCI_EDU, 0, EDU_LIVENESS};

    soft_pci_reset(&pci, 5);
    tell(SOFT_BAR_WRITE, soft_bar_detail(&live), 1);
    ck_assert_uint_eq(soft_pci_read(&pci, &live), ~UINT32_C(1));
    live.which = SOFT_PCI_ROGUE;
    ck_assert_uint_eq(soft_pci_read(&pci, &live), 0);
    tell(SOFT_BAR_WRITE, soft_bar_detail(&live), 2);
    ck_assert_uint_eq(soft_pci_reads(&pci, SOFT_BAR_READ,
                                     soft_bar_detail(&live)),
                      ~UINT32_C(2));
    live.which = SOFT_PCI_EDU;
    ck_assert_uint_eq(soft_pci_read(&pci, &live), ~UINT32_C(1));
}
END_TEST

/* Numbers that only a forged mark has are the rogue's, and harm nothing. */
START_TEST(a_mark_of_no_function_is_the_rogues)
{
    unsigned edu = (unsigned)(SOFT_BAR_EDU | field_put(0, SOFT_BAR_NUMBER, 7) |
                              EDU_LIVENESS / 4);

    soft_pci_reset(&pci, 5);
    tell(SOFT_PCI_WRITE, soft_pci_detail(3, PCI_INTERRUPT_LINE, 1), 0xa5);
    ck_assert_uint_eq(pci_config_read(&pci.function[SOFT_PCI_ROGUE],
                                      PCI_INTERRUPT_LINE, 1),
                      0xa5);
    tell(SOFT_BAR_WRITE, edu, 3);
    ck_assert_uint_eq(pci.edu[1].edu.liveness, ~UINT32_C(3));
    tell(SOFT_BAR_WRITE, (unsigned)field_put(0, SOFT_BAR_NUMBER, 7), 3);
    tell(SOFT_COPY, 0xfff, 0);
    tell(SOFT_COPY_DATA, 0xfff, 0);
}
END_TEST

/* The rogue was added last: who was drawn before is where he was. */
START_TEST(the_first_two_are_drawn_as_ever)
{
    soft_pci_reset(&pci, 7);
    ck_assert_uint_eq(pci.function[SOFT_PCI_EDU].msi, 0x88);
    ck_assert_uint_eq(pci_bar_address(&pci.function[SOFT_PCI_EDU], 0),
                      0xfe200000);
    ck_assert_uint_eq(bell()->msix, 0x40);
    ck_assert_uint_eq(structure(MSIX_TABLE), 0xfe830080);
}
END_TEST

static uint32_t bell_reads(unsigned bar, uint32_t offset)
{
    const struct soft_pci_place place = {SOFT_PCI_BELL, bar, offset};

    return soft_pci_read(&pci, &place);
}

START_TEST(bells_are_counted_rung_and_acknowledged)
{
    const struct soft_pci_place ring = {SOFT_PCI_BELL, 0, BELL_RING};
    const struct soft_pci_place ack = {SOFT_PCI_BELL, 0, BELL_ACK};

    soft_pci_reset(&pci, 1);
    ck_assert_uint_eq(bell_reads(0, BELL_ID), BELL_ID_IS);
    ck_assert_uint_eq(bell_reads(0, BELL_COUNT), SOFT_PCI_ENTRIES);
    soft_pci_write(&pci, &ring, 4);
    soft_pci_write(&pci, &ring, 1);
    soft_pci_write(&pci, &ring, SOFT_PCI_ENTRIES);
    ck_assert_uint_eq(bell_reads(0, BELL_RUNG), 0x12);
    ck_assert(bell()->intx);
    soft_pci_write(&pci, &ack, 0x10);
    ck_assert_uint_eq(bell_reads(0, BELL_RUNG), 2);
    soft_pci_write(&pci, &ack, 2);
    ck_assert(!bell()->intx);
    ck_assert_uint_eq(bell_reads(0, BELL_RING), 0);
    ck_assert_uint_eq(bell_reads(5, BELL_ID), 0);
}
END_TEST

/* The machine's own: places as QEMU has them, and nobody has put them. */
START_TEST(the_real_layout_is_qemus)
{
    struct soft_pci_place place;

    soft_pci_reset(&pci, SOFT_PCI_REAL);
    ck_assert_uint_eq(walk(&pci.function[SOFT_PCI_EDU], PCI_CAPABILITY_MSI),
                      0x40);
    ck_assert_uint_eq(walk(&pci.function[SOFT_PCI_ROGUE], PCI_CAPABILITY_MSI),
                      0x40);
    ck_assert_uint_eq(walk(bell(), PCI_CAPABILITY_MSI), 0xd0);
    ck_assert_uint_eq(walk(bell(), PCI_CAPABILITY_MSIX), 0xa0);
    ck_assert_uint_eq(pci_config_read(bell(), PCI_VENDOR_ID, 4), 0x10d38086);
    ck_assert_uint_eq(pci_config_read(&pci.function[SOFT_PCI_ROGUE],
                                      PCI_VENDOR_ID, 4),
                      0x11e81234);
    ck_assert(!soft_pci_find(&pci, 0xfe000000, &place));
    soft_pci_config_write(&pci, SOFT_PCI_ROGUE, PCI_BAR0, 4, 0xfe000000);
    soft_pci_config_write(&pci, SOFT_PCI_ROGUE, PCI_COMMAND, 2, 2);
    ck_assert(soft_pci_find(&pci, 0xfe000098, &place));
    ck_assert_uint_eq(place.which, SOFT_PCI_ROGUE);
    ck_assert_uint_eq(place.offset, EDU_DMA_COMMAND);
}
END_TEST

START_TEST(a_mark_of_a_read_changes_nothing)
{
    soft_pci_reset(&pci, 1);
    ck_assert(!soft_pci_apply(&pci, SOFT_PCI_READ, 0, 5));
    ck_assert(!soft_pci_apply(&pci, SOFT_BAR_READ, 0, 5));
    ck_assert(!soft_pci_apply(&pci, SOFT_HPET, 0, 5));
    ck_assert(!soft_pci_apply(&pci, SOFT_STATE, 0, 5));
}
END_TEST

Suite *soft_pci_suite(void)
{
    Suite *suite = suite_create("soft PCI functions");
    TCase *c = tcase_create("layouts");
    int layouts = (int)SOFT_PCI_LAYOUTS;

    tcase_add_loop_test(c, each_list_leads_to_its_capabilities, 0, layouts);
    tcase_add_loop_test(c, regions_do_not_overlap, 0, layouts);
    tcase_add_loop_test(c, table_and_pending_bits_are_found, 0, layouts);
    tcase_add_loop_test(c, a_bell_that_was_set_up_by_marks_sends, 0, layouts);
    tcase_add_loop_test(c, a_ring_without_a_master_is_lost, 0, layouts);
    tcase_add_test(c, a_region_that_software_moves_answers_there);
    tcase_add_test(c, an_offset_beyond_the_mark_is_nowhere);
    tcase_add_test(c, a_requester_is_one_function_or_nobody);
    tcase_add_test(c, marks_tell_the_functions_apart);
    tcase_add_test(c, marks_tell_the_two_edus_apart);
    tcase_add_test(c, a_mark_of_no_function_is_the_rogues);
    tcase_add_test(c, the_first_two_are_drawn_as_ever);
    tcase_add_test(c, bells_are_counted_rung_and_acknowledged);
    tcase_add_test(c, the_real_layout_is_qemus);
    tcase_add_test(c, a_mark_of_a_read_changes_nothing);
    suite_add_tcase(suite, c);
    return suite;
}
