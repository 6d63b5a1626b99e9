/*
 * tests/model/pci_function_test.c - configuration space: what reads, what can
 * be written, how a region is sized and placed, how capabilities hang together.
 * [PCI 6.1 "Configuration Space Organization"]
 */
#include "pci_case.h"

START_TEST(identity_reads_and_stays)
{
    struct pci_function f = case_function(0);

    ck_assert_uint_eq(pci_config_read(&f, 0, 4), 0x11e81234);
    pci_config_write(&f, 0, 4, 0);
    ck_assert_uint_eq(pci_config_read(&f, PCI_VENDOR_ID, 2), 0x1234);
    ck_assert_uint_eq(pci_config_read(&f, PCI_DEVICE_ID, 2), 0x11e8);
    ck_assert_uint_eq(pci_config_read(&f, PCI_INTERRUPT_PIN, 1), 1);
}
END_TEST

START_TEST(odd_accesses_read_all_ones)
{
    static const unsigned bad[][2] = {{1, 2}, {2, 4}, {0, 3}, {0, 8}, {256, 1}};
    struct pci_function f = case_function(0), before = f;

    for (unsigned i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        ck_assert_uint_eq(pci_config_read(&f, bad[i][0], bad[i][1]), ~0u);
        pci_config_write(&f, bad[i][0], bad[i][1], 0xa5a5a5a5);
    }
    ck_assert_mem_eq(f.config, before.config, sizeof f.config);
}
END_TEST

START_TEST(command_keeps_four_bits)
{
    struct pci_function f = case_function(0);

    pci_config_write(&f, PCI_COMMAND, 2, 0xffff);
    ck_assert_uint_eq(pci_config_read(&f, PCI_COMMAND, 2), 0x0407);
    pci_config_write(&f, PCI_COMMAND + 1, 1, 0);
    ck_assert_uint_eq(pci_config_read(&f, PCI_COMMAND, 2), 0x0007);
}
END_TEST

START_TEST(region_tells_its_size)
{
    struct pci_function f = case_function(0);

    pci_config_write(&f, PCI_BAR0, 4, ~0u);
    ck_assert_uint_eq(pci_config_read(&f, PCI_BAR0, 4), 0xfff00000);
    pci_config_write(&f, PCI_BAR0 + 4, 4, ~0u);
    ck_assert_uint_eq(pci_config_read(&f, PCI_BAR0 + 4, 4), 0);
}
END_TEST

START_TEST(wide_region_takes_two_registers)
{
    struct pci_function f;

    pci_function_init(&f, 1, 2, 0);
    pci_add_bar(&f, 2, UINT64_C(1) << 33, true);
    pci_config_write(&f, PCI_BAR0 + 8, 4, ~0u);
    pci_config_write(&f, PCI_BAR0 + 12, 4, ~0u);
    ck_assert_uint_eq(pci_config_read(&f, PCI_BAR0 + 8, 4), 4);
    ck_assert_uint_eq(pci_config_read(&f, PCI_BAR0 + 12, 4), 0xfffffffe);
    pci_config_write(&f, PCI_BAR0 + 12, 4, 0x12);
    pci_config_write(&f, PCI_COMMAND, 2, PCI_COMMAND_MEMORY);
    ck_assert_uint_eq(pci_bar_address(&f, 2), UINT64_C(0x1200000000));
    ck_assert_uint_eq(pci_bar_address(&f, 3), PCI_UNMAPPED);
}
END_TEST

START_TEST(region_answers_where_it_is_put_and_decoded)
{
    struct pci_function f = case_function(0);

    ck_assert_uint_eq(pci_bar_address(&f, 0), PCI_UNMAPPED);
    pci_config_write(&f, PCI_BAR0, 4, 0xfeb12345);
    ck_assert_uint_eq(pci_bar_address(&f, 0), 0xfeb00000);
    ck_assert_uint_eq(pci_bar_address(&f, 1), PCI_UNMAPPED);
    ck_assert_uint_eq(pci_bar_address(&f, PCI_BARS), PCI_UNMAPPED);
    pci_config_write(&f, PCI_COMMAND, 2, 0);
    ck_assert_uint_eq(pci_bar_address(&f, 0), PCI_UNMAPPED);
}
END_TEST

START_TEST(capabilities_are_a_list)
{
    struct pci_function f = case_function(0), none;
    unsigned at = pci_config_read(&f, PCI_CAPABILITY_POINTER, 1);

    ck_assert(pci_config_read(&f, PCI_STATUS, 2) & PCI_STATUS_CAPABILITIES);
    ck_assert_uint_eq(at, CASE_MSI);
    ck_assert_uint_eq(pci_config_read(&f, at, 1), PCI_CAPABILITY_MSI);
    at = pci_config_read(&f, at + PCI_CAPABILITY_NEXT, 1);
    ck_assert_uint_eq(at, CASE_MSIX);
    ck_assert_uint_eq(pci_config_read(&f, at, 1), PCI_CAPABILITY_MSIX);
    ck_assert_uint_eq(pci_config_read(&f, at + PCI_CAPABILITY_NEXT, 1), 0);

    pci_function_init(&none, 1, 2, 0);
    ck_assert_uint_eq(pci_config_read(&none, PCI_STATUS, 2), 0);
    ck_assert_uint_eq(pci_config_read(&none, PCI_CAPABILITY_POINTER, 1), 0);
}
END_TEST

/* 0080h is what QEMU's edu has: 64 bits, one message, no mask. */
START_TEST(control_words_say_what_was_built)
{
    struct pci_function f;

    pci_function_init(&f, 1, 2, 0);
    pci_add_msi(&f, 0x40, 0, true, false);
    ck_assert_uint_eq(pci_config_read(&f, 0x42, 2), 0x0080);
    f = case_function(3);
    ck_assert_uint_eq(pci_config_read(&f, CASE_MSI + 2, 2), 0x0186);
    ck_assert_uint_eq(pci_config_read(&f, CASE_MSIX + 2, 2), CASE_ENTRIES - 1);
    ck_assert_uint_eq(pci_config_read(&f, CASE_MSIX + 4, 4), 0x2000);
    ck_assert_uint_eq(pci_config_read(&f, CASE_MSIX + 8, 4), 0x3000);
    pci_config_write(&f, CASE_MSI + 2, 2, 0xffff);
    ck_assert_uint_eq(pci_config_read(&f, CASE_MSI + 2, 2), 0x01f7);
    pci_config_write(&f, CASE_MSIX + 2, 2, 0xffff);
    ck_assert_uint_eq(pci_config_read(&f, CASE_MSIX + 2, 2), 0xc004);
}
END_TEST

START_TEST(narrow_capability_is_four_bytes_shorter)
{
    struct pci_function f;

    pci_function_init(&f, 1, 2, 0);
    pci_add_msi(&f, 0x50, 2, false, true);
    for (unsigned at = 0x50 + 4; at < 0x50 + 0x18; at += 4)
        pci_config_write(&f, at, 4, ~0u);
    ck_assert_uint_eq(pci_config_read(&f, 0x54, 4), 0xfffffffc);
    ck_assert_uint_eq(pci_config_read(&f, 0x58, 4), 0x0000ffff);
    ck_assert_uint_eq(pci_config_read(&f, 0x5c, 4), 0x0000000f);
    ck_assert_uint_eq(pci_config_read(&f, 0x60, 4), 0);
    ck_assert_uint_eq(pci_config_read(&f, 0x64, 4), 0);
}
END_TEST

START_TEST(reset_takes_back_what_software_wrote)
{
    struct pci_function f = case_function(2);

    pci_config_write(&f, PCI_BAR0, 4, 0xfeb00000);
    case_msi(&f, 2);
    case_entry(&f, 1, 0x61, 0);
    pci_message_raise(&f, 1);
    pci_intx_set(&f, true);
    pci_function_reset(&f);
    ck_assert_uint_eq(pci_config_read(&f, PCI_COMMAND, 2), 0);
    ck_assert_uint_eq(pci_config_read(&f, PCI_BAR0, 4), 0);
    ck_assert_uint_eq(pci_config_read(&f, CASE_MSI + MSI_CONTROL, 2), 0x0184);
    ck_assert_uint_eq(pci_config_read(&f, CASE_MSI + MSI_ADDRESS, 4), 0);
    ck_assert_uint_eq(pci_msix_table_read(&f, 0x18), 0);
    ck_assert_uint_eq(pci_msix_table_read(&f, 0x1c), MSIX_ENTRY_MASKED);
    ck_assert_uint_eq(f.pending, 0);
    ck_assert(!f.intx);
    ck_assert_uint_eq(pci_config_read(&f, PCI_CAPABILITY_POINTER, 1), CASE_MSI);
}
END_TEST

Suite *pci_function_suite(void)
{
    Suite *s = suite_create("pci function");
    TCase *t = tcase_create("configuration space");

    tcase_add_test(t, identity_reads_and_stays);
    tcase_add_test(t, odd_accesses_read_all_ones);
    tcase_add_test(t, command_keeps_four_bits);
    tcase_add_test(t, region_tells_its_size);
    tcase_add_test(t, wide_region_takes_two_registers);
    tcase_add_test(t, region_answers_where_it_is_put_and_decoded);
    tcase_add_test(t, capabilities_are_a_list);
    tcase_add_test(t, control_words_say_what_was_built);
    tcase_add_test(t, narrow_capability_is_four_bytes_shorter);
    tcase_add_test(t, reset_takes_back_what_software_wrote);
    suite_add_tcase(s, t);
    return s;
}
