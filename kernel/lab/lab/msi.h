/*
 * lab/msi.h - lab 05: what your msi.c provides.
 *
 * The contract of each function stands above it in labs/05-msi/msi.c;
 * registers are in hw/pci_regs.h and hw/msi_regs.h, the accessors of
 * configuration space in lab/pci.h.  A function is named by its requester ID.
 * Called by the kernel's scenario, on any CPU.
 */
#ifndef LAB_MSI_H
#define LAB_MSI_H

#include <stdbool.h>
#include <stdint.h>

/* What a device writes, and where, to interrupt. */
struct message {
    uint64_t address;
    uint32_t data;
};

uint8_t pci_find_capability(uint16_t function, uint8_t id);

void msi_compose(struct message *message, uint8_t dest, uint8_t vector,
                 unsigned mode);

/* Called by your own code alone. */
void pci_claim(uint16_t function);
void msi_enable(uint16_t function, const struct message *message);
void msi_disable(uint16_t function);

uint64_t msix_map(uint16_t function, unsigned pointer);

void msix_set_entry(uint64_t table, unsigned n, const struct message *message);
void msix_mask(uint64_t table, unsigned n, bool masked);

void msix_bring_up(uint16_t function, const struct message *messages,
                   unsigned count);

#endif
