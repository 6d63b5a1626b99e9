/*
 * tests/model/pci_case.h - a function with everything that the PCI tests ask
 * for: one region, MSI at 40h, MSI-X at 60h, and who may send.
 */
#ifndef PCI_CASE_H
#define PCI_CASE_H

#include <check.h>

#include "model/pci_function.h"

#define CASE_MSI       0x40u
#define CASE_MSIX      0x60u
#define CASE_REQUESTER 0x0120u /* 01:04.0 */
#define CASE_ENTRIES   5u

/* MSI of 2^log2 messages, 64 bits, maskable; MSI-X of CASE_ENTRIES. */
static inline struct pci_function case_function(unsigned log2)
{
    struct pci_function f;

    pci_function_init(&f, 0x1234, 0x11e8, CASE_REQUESTER);
    pci_add_bar(&f, 0, 0x100000, false);
    pci_add_msi(&f, CASE_MSI, log2, true, true);
    pci_add_msix(&f, CASE_MSIX, CASE_ENTRIES - 1, 0x2000, 0x3000);
    pci_config_write(&f, PCI_COMMAND, 2,
                     PCI_COMMAND_MEMORY | PCI_COMMAND_MASTER);
    return f;
}

static inline void case_msi(struct pci_function *f, unsigned log2)
{
    pci_config_write(f, CASE_MSI + MSI_ADDRESS, 4, 0xfee03000);
    pci_config_write(f, CASE_MSI + MSI_ADDRESS_HIGH, 4, 0);
    pci_config_write(f, CASE_MSI + msi_data_offset(true), 2, 0x4058);
    pci_config_write(f, CASE_MSI + MSI_CONTROL, 2,
                     (uint32_t)(MSI_CONTROL_ENABLE |
                                field_put(0, MSI_CONTROL_ENABLED, log2)));
}

static inline void case_msix(struct pci_function *f, unsigned control)
{
    pci_config_write(f, CASE_MSIX + MSIX_CONTROL, 2, control);
}

static inline void case_entry(struct pci_function *f, unsigned n, uint32_t data,
                              uint32_t masked)
{
    uint32_t at = n * MSIX_ENTRY_SIZE;

    pci_msix_table_write(f, at + MSIX_ENTRY_ADDRESS, 0xfee01000);
    pci_msix_table_write(f, at + MSIX_ENTRY_HIGH, 0);
    pci_msix_table_write(f, at + MSIX_ENTRY_DATA, data);
    pci_msix_table_write(f, at + MSIX_ENTRY_CONTROL, masked);
}

#endif
