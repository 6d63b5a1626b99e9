/*
 * lab/pci.h - configuration space of PCI functions, for your code.
 *
 * A function is named by its requester ID: bus in bits 15:8, device in 7:3,
 * function in 2:0.  `offset` is below 100h and a multiple of the access's size.
 * Regions of a function, once you know their address, are reached through
 * mmio_read32 and mmio_write32 of lab/cpu.h.  Offsets and bits have names in
 * hw/pci_regs.h.  Implemented by kernel/core/lab_api.c.
 */
#ifndef LAB_PCI_H
#define LAB_PCI_H

#include <stdint.h>

uint8_t pci_read8(uint16_t function, unsigned offset);
uint16_t pci_read16(uint16_t function, unsigned offset);
uint32_t pci_read32(uint16_t function, unsigned offset);

void pci_write8(uint16_t function, unsigned offset, uint8_t value);
void pci_write16(uint16_t function, unsigned offset, uint16_t value);
void pci_write32(uint16_t function, unsigned offset, uint32_t value);

#endif
