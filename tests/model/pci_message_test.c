/*
 * tests/model/pci_message_test.c - which message leaves a function, when, and
 * what masks do to it.  [PCI 6.8.3 "MSI and MSI-X Operation"]
 */
#include "pci_case.h"

static unsigned drain(struct pci_function *f, struct msi_message *last)
{
    unsigned sent = 0;

    for (int n = pci_message_next(f); n >= 0; n = pci_message_next(f))
        sent += pci_message_take(f, (unsigned)n, last);
    return sent;
}

START_TEST(one_message_as_programmed)
{
    struct pci_function f = case_function(0);
    struct msi_message m;

    case_msi(&f, 0);
    ck_assert_uint_eq(pci_message_count(&f), 1);
    pci_message_raise(&f, 0);
    ck_assert_uint_eq(drain(&f, &m), 1);
    ck_assert_uint_eq(m.address, 0xfee03000);
    ck_assert_uint_eq(m.data, 0x4058);
    ck_assert_uint_eq(m.requester, CASE_REQUESTER);
    ck_assert_uint_eq(drain(&f, &m), 0);
}
END_TEST

START_TEST(high_half_of_the_address_counts)
{
    struct pci_function f = case_function(0);
    struct msi_message m;

    case_msi(&f, 0);
    pci_config_write(&f, CASE_MSI + MSI_ADDRESS_HIGH, 4, 0x7);
    pci_message_raise(&f, 0);
    ck_assert_uint_eq(drain(&f, &m), 1);
    ck_assert_uint_eq(m.address, UINT64_C(0x7fee03000));
}
END_TEST

START_TEST(number_replaces_low_bits_of_the_data)
{
    struct pci_function f = case_function(3);
    struct msi_message m;

    case_msi(&f, 3);
    pci_config_write(&f, CASE_MSI + msi_data_offset(true), 2, 0x405d);
    for (unsigned n = 0; n < 8; n++) {
        pci_message_raise(&f, n);
        ck_assert_uint_eq(drain(&f, &m), 1);
        ck_assert_uint_eq(m.data, 0x4058 + n);
    }
}
END_TEST

START_TEST(fewer_enabled_than_capable)
{
    struct pci_function f = case_function(3);
    struct msi_message m;

    case_msi(&f, 1);
    ck_assert_uint_eq(pci_message_count(&f), 2);
    pci_message_raise(&f, 5);
    ck_assert_uint_eq(drain(&f, &m), 1);
    ck_assert_uint_eq(m.data, 0x4059);
    case_msi(&f, 5);
    ck_assert_uint_eq(pci_message_count(&f), 8);
}
END_TEST

START_TEST(nothing_leaves_a_disabled_function)
{
    struct pci_function f = case_function(0);
    struct msi_message m;

    ck_assert_uint_eq(pci_message_count(&f), 0);
    pci_message_raise(&f, 0);
    ck_assert_int_eq(pci_message_next(&f), PCI_NO_MESSAGE);
    case_msi(&f, 0);
    ck_assert_uint_eq(drain(&f, &m), 0);
}
END_TEST

START_TEST(masked_message_pends_and_leaves_once)
{
    struct pci_function f = case_function(2);
    struct msi_message m;

    case_msi(&f, 2);
    pci_config_write(&f, CASE_MSI + msi_mask_offset(true), 4, 0x4);
    pci_message_raise(&f, 2);
    pci_message_raise(&f, 2);
    ck_assert_uint_eq(drain(&f, &m), 0);
    ck_assert(!pci_message_take(&f, 2, &m));
    ck_assert_uint_eq(pci_config_read(&f, CASE_MSI + msi_pending_offset(true),
                                      4),
                      0x4);
    pci_config_write(&f, CASE_MSI + msi_mask_offset(true), 4, 0);
    ck_assert_int_eq(pci_message_next(&f), 2);
    ck_assert_uint_eq(drain(&f, &m), 1);
    ck_assert_uint_eq(m.data, 0x405a);
    ck_assert_uint_eq(pci_config_read(&f, CASE_MSI + msi_pending_offset(true),
                                      4),
                      0);
}
END_TEST

START_TEST(pending_bits_cannot_be_written)
{
    struct pci_function f = case_function(2);

    case_msi(&f, 2);
    pci_config_write(&f, CASE_MSI + msi_pending_offset(true), 4, ~0u);
    ck_assert_uint_eq(pci_config_read(&f, CASE_MSI + msi_pending_offset(true),
                                      4),
                      0);
    ck_assert_int_eq(pci_message_next(&f), PCI_NO_MESSAGE);
}
END_TEST

START_TEST(who_is_no_master_loses_it)
{
    struct pci_function f = case_function(0);
    struct msi_message m;

    case_msi(&f, 0);
    pci_config_write(&f, PCI_COMMAND, 2, PCI_COMMAND_MEMORY);
    pci_message_raise(&f, 0);
    ck_assert_int_eq(pci_message_next(&f), 0);
    ck_assert(!pci_message_take(&f, 0, &m));
    pci_config_write(&f, PCI_COMMAND, 2, PCI_COMMAND_MASTER);
    ck_assert_int_eq(pci_message_next(&f), PCI_NO_MESSAGE);
}
END_TEST

START_TEST(entries_of_the_table_are_messages)
{
    struct pci_function f = case_function(0);
    struct msi_message m;

    case_msix(&f, MSIX_CONTROL_ENABLE);
    ck_assert_uint_eq(pci_message_count(&f), CASE_ENTRIES);
    case_entry(&f, 4, 0x61, 0);
    pci_message_raise(&f, 4);
    ck_assert_uint_eq(drain(&f, &m), 1);
    ck_assert_uint_eq(m.address, 0xfee01000);
    ck_assert_uint_eq(m.data, 0x61);
}
END_TEST

START_TEST(entry_is_masked_after_reset)
{
    struct pci_function f = case_function(0);

    case_msix(&f, MSIX_CONTROL_ENABLE);
    pci_message_raise(&f, 0);
    ck_assert_int_eq(pci_message_next(&f), PCI_NO_MESSAGE);
    ck_assert_uint_eq(pci_msix_pba_read(&f, 0), 1);
    pci_msix_table_write(&f, MSIX_ENTRY_CONTROL, 0);
    ck_assert_int_eq(pci_message_next(&f), 0);
}
END_TEST

START_TEST(function_mask_holds_all_entries)
{
    struct pci_function f = case_function(0);
    struct msi_message m;

    case_msix(&f, MSIX_CONTROL_ENABLE | MSIX_CONTROL_MASK);
    case_entry(&f, 1, 0x61, 0);
    case_entry(&f, 3, 0x63, 0);
    pci_message_raise(&f, 3);
    pci_message_raise(&f, 1);
    ck_assert_int_eq(pci_message_next(&f), PCI_NO_MESSAGE);
    ck_assert_uint_eq(pci_msix_pba_read(&f, 0), 0xa);
    case_msix(&f, MSIX_CONTROL_ENABLE);
    ck_assert_int_eq(pci_message_next(&f), 1);
    ck_assert(pci_message_take(&f, 1, &m));
    ck_assert_uint_eq(m.data, 0x61);
    ck_assert_int_eq(pci_message_next(&f), 3);
}
END_TEST

START_TEST(table_has_an_end_and_reserved_bits)
{
    struct pci_function f = case_function(0), plain;

    pci_msix_table_write(&f, 0, ~0u);
    ck_assert_uint_eq(pci_msix_table_read(&f, 0), 0xfffffffc);
    pci_msix_table_write(&f, 12, ~0u);
    ck_assert_uint_eq(pci_msix_table_read(&f, 12), 1);
    pci_msix_table_write(&f, CASE_ENTRIES * MSIX_ENTRY_SIZE, ~0u);
    ck_assert_uint_eq(pci_msix_table_read(&f, CASE_ENTRIES * MSIX_ENTRY_SIZE),
                      0);
    ck_assert_uint_eq(f.msix_entry[CASE_ENTRIES][0], 0);
    ck_assert_uint_eq(pci_msix_table_read(&f, 2), 0);
    ck_assert_uint_eq(pci_msix_pba_read(&f, 8), 0);

    pci_function_init(&plain, 1, 2, 0);
    pci_msix_table_write(&plain, 0, ~0u);
    ck_assert_uint_eq(pci_msix_table_read(&plain, 0), 0);
    ck_assert_uint_eq(pci_msix_pba_read(&plain, 0), 0);
}
END_TEST

START_TEST(messages_turn_the_pin_off)
{
    struct pci_function f = case_function(0);

    pci_intx_set(&f, true);
    ck_assert(pci_intx_pin(&f));
    ck_assert(pci_config_read(&f, PCI_STATUS, 2) & PCI_STATUS_INTX);
    pci_config_write(&f, PCI_COMMAND, 2, PCI_COMMAND_INTX_DISABLE);
    ck_assert(!pci_intx_pin(&f));
    ck_assert(pci_config_read(&f, PCI_STATUS, 2) & PCI_STATUS_INTX);
    pci_config_write(&f, PCI_COMMAND, 2, 0);
    case_msi(&f, 0);
    ck_assert(!pci_intx_pin(&f));
    pci_config_write(&f, CASE_MSI + MSI_CONTROL, 2, 0);
    case_msix(&f, MSIX_CONTROL_ENABLE | MSIX_CONTROL_MASK);
    ck_assert(!pci_intx_pin(&f));
    case_msix(&f, 0);
    ck_assert(pci_intx_pin(&f));
    pci_intx_set(&f, false);
    ck_assert(!pci_intx_pin(&f));
}
END_TEST

/* Software must not; what then happens is a choice of this model. */
START_TEST(both_enabled_is_msix)
{
    struct pci_function f = case_function(3);
    struct msi_message m;

    case_msi(&f, 3);
    case_msix(&f, MSIX_CONTROL_ENABLE);
    case_entry(&f, 4, 0x61, 0);
    ck_assert_uint_eq(pci_message_count(&f), CASE_ENTRIES);
    pci_message_raise(&f, 4);
    ck_assert_uint_eq(drain(&f, &m), 1);
    ck_assert_uint_eq(m.data, 0x61);
}
END_TEST

START_TEST(what_does_not_wait_is_not_taken)
{
    struct pci_function f = case_function(0), plain;
    struct msi_message m;

    case_msix(&f, MSIX_CONTROL_ENABLE);
    ck_assert(!pci_message_take(&f, 0, &m));
    ck_assert(!pci_message_take(&f, PCI_MSIX_ENTRIES, &m));
    pci_function_init(&plain, 1, 2, 0);
    pci_message_raise(&plain, 0);
    ck_assert_int_eq(pci_message_next(&plain), PCI_NO_MESSAGE);
}
END_TEST

/* The capability may name more entries than this model keeps. */
START_TEST(entries_beyond_the_model_s_are_not_there)
{
    struct pci_function f;

    pci_function_init(&f, 1, 2, 0);
    pci_add_msix(&f, 0x40, 2047, 0, 0x8000);
    pci_config_write(&f, 0x42, 2, MSIX_CONTROL_ENABLE);
    ck_assert_uint_eq(pci_message_count(&f), 2048);
    pci_message_raise(&f, PCI_MSIX_ENTRIES);
    ck_assert_uint_eq(f.pending, 0);
    pci_msix_table_write(&f, PCI_MSIX_ENTRIES * MSIX_ENTRY_SIZE + 8, 1);
    ck_assert_uint_eq(
        pci_msix_table_read(&f, PCI_MSIX_ENTRIES * MSIX_ENTRY_SIZE + 8), 0);
    ck_assert_uint_eq(pci_msix_pba_read(&f, 2), 0);
}
END_TEST

START_TEST(disabling_forgets_what_pends)
{
    struct pci_function f = case_function(0);

    case_msix(&f, MSIX_CONTROL_ENABLE | MSIX_CONTROL_MASK);
    pci_message_raise(&f, 2);
    ck_assert_uint_eq(f.pending, 4);
    case_msix(&f, 0);
    ck_assert_uint_eq(f.pending, 0);
}
END_TEST

Suite *pci_message_suite(void)
{
    Suite *s = suite_create("pci messages");
    TCase *msi = tcase_create("MSI"), *msix = tcase_create("MSI-X");

    tcase_add_test(msi, one_message_as_programmed);
    tcase_add_test(msi, high_half_of_the_address_counts);
    tcase_add_test(msi, number_replaces_low_bits_of_the_data);
    tcase_add_test(msi, fewer_enabled_than_capable);
    tcase_add_test(msi, nothing_leaves_a_disabled_function);
    tcase_add_test(msi, masked_message_pends_and_leaves_once);
    tcase_add_test(msi, pending_bits_cannot_be_written);
    tcase_add_test(msi, who_is_no_master_loses_it);
    tcase_add_test(msi, messages_turn_the_pin_off);
    suite_add_tcase(s, msi);
    tcase_add_test(msix, entries_of_the_table_are_messages);
    tcase_add_test(msix, entry_is_masked_after_reset);
    tcase_add_test(msix, function_mask_holds_all_entries);
    tcase_add_test(msix, table_has_an_end_and_reserved_bits);
    tcase_add_test(msix, both_enabled_is_msix);
    tcase_add_test(msix, what_does_not_wait_is_not_taken);
    tcase_add_test(msix, entries_beyond_the_model_s_are_not_there);
    tcase_add_test(msix, disabling_forgets_what_pends);
    suite_add_tcase(s, msix);
    return s;
}
