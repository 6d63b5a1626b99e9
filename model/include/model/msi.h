/*
 * model/msi.h - what a message signalled interrupt says.
 *
 * A message is one 32-bit write; whether it is an interrupt, and of which
 * format, its address tells.  Decoding only: who sends it is
 * model/pci_function.h, who receives it model/apic_bus.h, who remaps it a
 * remapping unit.  Used by the grader's oracle, the kernel's soft chipset,
 * tests and the book.
 */
#ifndef MODEL_MSI_H
#define MODEL_MSI_H

#include <stdbool.h>
#include <stdint.h>

#include "hw/msi_regs.h"
#include "model/lapic.h"

/* A write that left a device. */
struct msi_message {
    uint64_t address;
    uint32_t data;
    uint16_t requester; /* PCI_REQUESTER_ fields of hw/pci_regs.h */
};

enum msi_format {
    MSI_MEMORY,        /* not FEExxxxxh: an ordinary write */
    MSI_COMPATIBILITY, /* destination and vector, in the message itself */
    MSI_REMAPPABLE,    /* an index into a table */
};

enum msi_format msi_format_of(const struct msi_message *message);

/* A compatibility-format message as the APICs see it; `sent` is false for any
 * other.  Choice: the destination mode counts whatever the redirection hint
 * says, as Linux, KVM and QEMU have it.  Reserved bits are ignored.
 * [SDM3 10.11.1 "Message Address Register Format"] */
struct lapic_message msi_decode(const struct msi_message *message);

/* A remappable-format message: which entry it asks for. */
struct msi_request {
    uint32_t index;     /* handle, plus sub-handle; may reach 1FFFEh */
    bool has_subhandle; /* SHV */
    bool is_reserved;   /* data bits that must be 0 are not */
};

/* [VTD 5.1.3 "Interrupt Remapping Table"]: of a message in another format all
 * is 0. */
struct msi_request msi_request_of(const struct msi_message *message);

#endif
