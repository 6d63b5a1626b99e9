/*
 * kernel/pci.h - PCI functions: configuration space, looking for one, giving
 * it addresses, and whether what it says of itself can be believed.
 *
 * Walking a capability list for a driver is lab 05's business; here a list is
 * looked through once, before lab code sees the function, so that a broken one
 * is refused with a reason.  Walkers ask a `struct pci_space`, so that tests
 * can hand them one of their own.  Used by kernel/dev/msi_device.c.
 */
#ifndef KERNEL_PCI_H
#define KERNEL_PCI_H

#include <stdbool.h>
#include <stdint.h>
#include "hw/pci_regs.h"

/* Configuration space: `function` by its requester ID, `size` 1, 2 or 4,
 * `offset` a multiple of it below PCI_CONFIG_SIZE. */
struct pci_space {
    uint32_t (*read)(uint16_t function, unsigned offset, unsigned size);
    void (*write)(uint16_t function, unsigned offset, unsigned size,
                  uint32_t value);
};

/* By the ports CF8h and CFCh; usable on any CPU. */
extern const struct pci_space pci_ports;

enum pci_err {
    PCI_OK,
    PCI_GONE,            /* reads as all ones */
    PCI_BRIDGE,          /* no ordinary function */
    PCI_LIST_RANGE,      /* a capability in the header, or past the end */
    PCI_LIST_LOOP,       /* the list does not end */
    PCI_MSIX_BIR,        /* table or pending bits in no region */
    PCI_MSIX_OUTSIDE,    /* they reach past their region */
    PCI_BAR_UNASSIGNED,  /* a region has no base address */
    PCI_BAR_OVERLAP,     /* two regions share addresses */
    PCI_BAR_NO_ROOM,     /* the window is full */
    PCI_BAR_UNREACHABLE, /* above 4 GiB */
    PCI_BAR_ELSEWHERE,   /* behind a bridge: bases cannot be chosen */
};

/* "its capability list does not end". */
const char *pci_err_text(enum pci_err err);

/* The first function of this vendor and device, on bus 0 and behind bridges
 * whose buses firmware has numbered. */
bool pci_find(const struct pci_space *space, uint16_t vendor, uint16_t device,
              uint16_t *function);
/* The next one, whose requester ID is above *function, which else stays. */
bool pci_find_next(const struct pci_space *space, uint16_t vendor,
                   uint16_t device, uint16_t *function);

/* What a function says of itself. */
struct pci_facts {
    uint8_t msi, msix; /* where their capabilities are; 0: none */
    struct {
        uint64_t base, size; /* size 0: no memory region */
        bool is_64;
    } region[PCI_BARS];
};

/* Read all of it; decoding is off meanwhile.  Anything but PCI_OK: nobody may
 * rely on it. */
enum pci_err pci_look(const struct pci_space *space, uint16_t function,
                      struct pci_facts *facts);

/* Addresses to give: from `next` up to `end`. */
struct pci_window {
    uint64_t next, end;
};

/* Give each memory region of the function a new base in the window; decoding
 * stays off. */
enum pci_err pci_assign(const struct pci_space *space, uint16_t function,
                        struct pci_window *window);

#endif
