/*
 * model/pci_function.h - one PCI function as a state machine: its
 * configuration space, its base addresses, and the messages it may send.
 *
 * The device behind it is not here: it raises message numbers and moves its
 * INTx request, and what may leave the function is asked for.  Routing of
 * INTx, bridges and extended configuration space are not here either.  Used by
 * the kernel's soft chipset, the grader's oracle, tests and the book.
 *
 *   pci_message_raise(f, n);
 *   while ((n = pci_message_next(f)) >= 0)
 *       if (pci_message_take(f, (unsigned)n, &message))
 *           <deliver it>
 */
#ifndef MODEL_PCI_FUNCTION_H
#define MODEL_PCI_FUNCTION_H

#include <stdbool.h>
#include <stdint.h>

#include "hw/pci_regs.h"
#include "model/msi.h"

#define PCI_MSIX_ENTRIES 64u /* the most that this model has; PCI: 2048 */
#define PCI_NO_MESSAGE   (-1)
#define PCI_UNMAPPED     (~UINT64_C(0))

/* Fields may be read; writing goes through functions. */
struct pci_function {
    uint8_t config[PCI_CONFIG_SIZE];   /* as it reads, little endian */
    uint8_t writable[PCI_CONFIG_SIZE]; /* bits that software may change */
    uint16_t requester;                /* PCI_REQUESTER_ fields */
    uint8_t msi, msix;                 /* their capabilities; 0: none */
    uint8_t last_capability;           /* end of the list; 0: empty */
    bool intx;                         /* the device asks for its pin */
    uint32_t msix_entry[PCI_MSIX_ENTRIES][MSIX_ENTRY_SIZE / 4];
    uint64_t pending; /* bit n: message n was raised and has not left */
};

/* ---- building one (pci_function.c) ---- */

/* A function without base addresses and capabilities, decode off. */
void pci_function_init(struct pci_function *f, uint16_t vendor, uint16_t device,
                       uint16_t requester);

/* Give base address register `bar`, 0..5, a memory region of `size` bytes, a
 * power of two from 16 on; `is_64` takes the next register too. */
void pci_add_bar(struct pci_function *f, unsigned bar, uint64_t size,
                 bool is_64);

/* Append one that this model knows nothing of, and has no registers. */
void pci_add_capability(struct pci_function *f, uint8_t at, uint8_t id);

/* Put a capability at `at`, 40h or above and a multiple of 4.  `log2` messages,
 * 0..5; `maskable`: mask and pending bits.  `last`: entries less one. */
void pci_add_msi(struct pci_function *f, uint8_t at, unsigned log2, bool is_64,
                 bool maskable);
void pci_add_msix(struct pci_function *f, uint8_t at, unsigned last,
                  uint32_t table, uint32_t pba);

/* Back to power-up: what software wrote is gone, what was built stays.
 * [PCI 4.3.1 "Reset"] */
void pci_function_reset(struct pci_function *f);

/* ---- configuration space (pci_function.c) ---- */

/* `size` is 1, 2 or 4 and `offset` a multiple of it; anything else reads all
 * ones and writes nothing.  After a write ask pci_message_next. */
uint32_t pci_config_read(const struct pci_function *f, unsigned offset,
                         unsigned size);
void pci_config_write(struct pci_function *f, unsigned offset, unsigned size,
                      uint32_t value);

/* Where the region of `bar` answers, or PCI_UNMAPPED: decode is off, no such
 * region, or its base is 0, where no software puts one. */
uint64_t pci_bar_address(const struct pci_function *f, unsigned bar);
/* Its size in bytes, or 0. */
uint64_t pci_bar_size(const struct pci_function *f, unsigned bar);

/* ---- interrupts (pci_message.c) ---- */

/* How many messages the function may send as it is programmed; 0: none, it
 * uses its pin.  Choice: with both capabilities enabled, which software must
 * not do, MSI-X wins.  [PCI 6.8.3.3 "Enabling Operation"] */
unsigned pci_message_count(const struct pci_function *f);

/* The device wants message `n` sent.  Choice: a number that is not enabled is
 * cut to those that are; without any enabled nothing is remembered. */
void pci_message_raise(struct pci_function *f, unsigned n);

/* A raised message that nothing masks, the lowest, or PCI_NO_MESSAGE. */
int pci_message_next(const struct pci_function *f);

/* Message `n` leaves, and its pending bit clears.  False when it cannot: a
 * function that is no bus master writes nothing.  Choice: it is lost then, as
 * in QEMU.  [PCI 6.8.3.4 "Sending Messages"] */
bool pci_message_take(struct pci_function *f, unsigned n,
                      struct msi_message *message);

/* The device moves its INTx request; does the pin show it?
 * [PCI 6.2.2 "Device Control"] */
void pci_intx_set(struct pci_function *f, bool asserted);
bool pci_intx_pin(const struct pci_function *f);

/* ---- MSI-X in a memory region (pci_msix.c) ---- */

/* Table and pending bits by the offset from their own begin; 32-bit accesses.
 * What is not there reads 0.  After a write ask pci_message_next. */
uint32_t pci_msix_table_read(const struct pci_function *f, uint32_t offset);
void pci_msix_table_write(struct pci_function *f, uint32_t offset,
                          uint32_t value);
uint32_t pci_msix_pba_read(const struct pci_function *f, uint32_t offset);

#endif
