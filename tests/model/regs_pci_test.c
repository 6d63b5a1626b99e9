/*
 * tests/model/regs_pci_test.c - the layout of PCI's configuration registers
 * and of messages: fields disjoint and complete, offsets as the manual's.
 */
#include <check.h>

#include "hw/edu_regs.h"
#include "hw/msi_regs.h"
#include "hw/pci_regs.h"
#include "regs_fields.h"

START_TEST(capability_words_are_covered)
{
    ck_assert(FIELDS(BITS(15, 0), MSI_CONTROL_ENABLE, MSI_CONTROL_CAPABLE,
                     MSI_CONTROL_ENABLED, MSI_CONTROL_64, MSI_CONTROL_MASKABLE,
                     MSI_CONTROL_RSVD));
    ck_assert(FIELDS(BITS(15, 0), MSIX_CONTROL_LAST, MSIX_CONTROL_RSVD,
                     MSIX_CONTROL_MASK, MSIX_CONTROL_ENABLE));
    ck_assert(FIELDS(BITS(31, 0), MSIX_BIR, MSIX_OFFSET));
}
END_TEST

START_TEST(message_words_are_covered)
{
    ck_assert(FIELDS(BITS(31, 0), MSI_ADDRESS_PREFIX, MSI_ADDRESS_DEST,
                     MSI_ADDRESS_RSVD, MSI_ADDRESS_REMAPPABLE, MSI_ADDRESS_HINT,
                     MSI_ADDRESS_LOGICAL, MSI_ADDRESS_ZERO));
    ck_assert(FIELDS(BITS(31, 0), MSI_DATA_RSVD, MSI_DATA_LEVEL,
                     MSI_DATA_ASSERT, MSI_DATA_DELIVERY_MODE, MSI_DATA_VECTOR));
    ck_assert(FIELDS(BITS(31, 0), MSI_ADDRESS_PREFIX, MSI_REMAP_HANDLE,
                     MSI_ADDRESS_REMAPPABLE, MSI_REMAP_SHV, MSI_REMAP_HANDLE_15,
                     MSI_ADDRESS_ZERO));
    ck_assert(FIELDS(BITS(31, 0), MSI_REMAP_DATA_RSVD, MSI_REMAP_SUBHANDLE));
}
END_TEST

START_TEST(offsets_of_both_layouts)
{
    ck_assert_uint_eq(msi_data_offset(false), 0x8);
    ck_assert_uint_eq(msi_mask_offset(false), 0xc);
    ck_assert_uint_eq(msi_pending_offset(false), 0x10);
    ck_assert_uint_eq(msi_data_offset(true), 0xc);
    ck_assert_uint_eq(msi_mask_offset(true), 0x10);
    ck_assert_uint_eq(msi_pending_offset(true), 0x14);
}
END_TEST

START_TEST(configuration_address)
{
    uint64_t a = PCI_ADDRESS_ENABLE;

    a = field_put(a, PCI_ADDRESS_BUS, 1);
    a = field_put(a, PCI_ADDRESS_DEVICE, 4);
    a = field_put(a, PCI_ADDRESS_FUNCTION, 2);
    a |= 0x34 & PCI_ADDRESS_REGISTER;
    ck_assert_uint_eq(a, 0x80012234);
    ck_assert(FIELDS(BITS(15, 0), PCI_REQUESTER_BUS, PCI_REQUESTER_DEVICE,
                     PCI_REQUESTER_FUNCTION));
    ck_assert_uint_eq(PCI_BAR0 + 4 * PCI_BARS, 0x28);
    ck_assert_uint_eq((PCI_CONFIG_SIZE - PCI_CAPABILITY_FIRST) / 4,
                      PCI_CAPABILITY_LIMIT);
}
END_TEST

START_TEST(edu_words)
{
    ck_assert_uint_eq(EDU_IDENTIFICATION_IS, 0x010000ed);
    ck_assert_uint_eq(EDU_INTERRUPT_DMA, 0x100);
    ck_assert_uint_eq(EDU_STATUS_IRQ, 0x80);
    ck_assert_uint_eq(EDU_DMA_MASK, 0x0fffffff);
    ck_assert_uint_eq(EDU_DMA_MASK_WIDE, 0xffffffff);
    ck_assert_uint_eq(EDU_BUFFER + EDU_BUFFER_SIZE, 0x41000);
}
END_TEST

Suite *regs_pci_suite(void)
{
    Suite *s = suite_create("regs pci");
    TCase *t = tcase_create("layout");

    tcase_add_test(t, capability_words_are_covered);
    tcase_add_test(t, message_words_are_covered);
    tcase_add_test(t, offsets_of_both_layouts);
    tcase_add_test(t, configuration_address);
    tcase_add_test(t, edu_words);
    suite_add_tcase(s, t);
    return s;
}
