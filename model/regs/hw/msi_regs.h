/*
 * model/regs/hw/msi_regs.h - message signalled interrupts: the two
 * capabilities that a function has for them, and the message itself.
 *
 * A message is a 32-bit write of data to an address: the first half of this
 * file says where a function keeps both, the second what they mean on a PC.
 * Layout only, no behaviour: that is model/pci_function.h and model/msi.h.
 * Used by models, kernel, labs and grader.
 *
 * [PCI 6.8 "Message Signaled Interrupts"]
 */
#ifndef HW_MSI_REGS_H
#define HW_MSI_REGS_H

#include <stdbool.h>
#include "hw/bits.h"

/* ---- MSI: offsets from the capability ----
 * [PCI 6.8.1 "MSI Capability Structure"] */

/* 16 bits. */
#define MSI_CONTROL           0x2u
#define MSI_CONTROL_ENABLE    BIT(0)
#define MSI_CONTROL_CAPABLE   BITS(3, 1) /* log2 of messages it can send */
#define MSI_CONTROL_ENABLED   BITS(6, 4) /* log2 of messages it may send */
#define MSI_CONTROL_64        BIT(7)
#define MSI_CONTROL_MASKABLE  BIT(8)
#define MSI_CONTROL_RSVD      BITS(15, 9)
#define MSI_LOG2_MESSAGES_MAX 5u

#define MSI_ADDRESS           0x4u /* 32 bits, bits 1:0 are 0 */
#define MSI_ADDRESS_HIGH      0x8u /* only where MSI_CONTROL_64 */

/* What follows moves by 4 where the address has 64 bits. */
static inline uint32_t msi_data_offset(bool is_64)
{
    return is_64 ? 0xcu : 0x8u; /* 16 bits */
}

static inline uint32_t msi_mask_offset(bool is_64)
{
    return is_64 ? 0x10u : 0xcu; /* 32 bits, one a message */
}

static inline uint32_t msi_pending_offset(bool is_64)
{
    return is_64 ? 0x14u : 0x10u; /* 32 bits, one a message, read-only */
}

/* ---- MSI-X: offsets from the capability ----
 * [PCI 6.8.2 "MSI-X Capability and Table Structures"] */

/* 16 bits. */
#define MSIX_CONTROL           0x2u
#define MSIX_CONTROL_LAST      BITS(10, 0) /* entries less one */
#define MSIX_CONTROL_RSVD      BITS(13, 11)
#define MSIX_CONTROL_MASK      BIT(14) /* of the function: all entries */
#define MSIX_CONTROL_ENABLE    BIT(15)

/* 32 bits each: where table and pending bits lie. */
#define MSIX_TABLE             0x4u
#define MSIX_PBA               0x8u
#define MSIX_BIR               BITS(2, 0)  /* number of the base address reg */
#define MSIX_OFFSET            BITS(31, 3) /* in place: bytes into it */

/* One entry of the table, four 32-bit words. */
#define MSIX_ENTRY_SIZE        16u
#define MSIX_ENTRY_ADDRESS     0x0u
#define MSIX_ENTRY_HIGH        0x4u
#define MSIX_ENTRY_DATA        0x8u
#define MSIX_ENTRY_CONTROL     0xcu
#define MSIX_ENTRY_MASKED      BIT(0) /* 1 after reset */

/* ---- a message, compatibility format ----
 * [SDM3 10.11.1 "Message Address Register Format"] */
#define MSI_ADDRESS_PREFIX     BITS(31, 20)
#define MSI_PREFIX_INTERRUPT   0xfeeu
#define MSI_ADDRESS_DEST       BITS(19, 12)
#define MSI_ADDRESS_RSVD       BITS(11, 5)
#define MSI_ADDRESS_REMAPPABLE BIT(4)
#define MSI_ADDRESS_HINT       BIT(3) /* RH: redirection hint */
#define MSI_ADDRESS_LOGICAL    BIT(2) /* DM: destination mode */
#define MSI_ADDRESS_ZERO       BITS(1, 0)

/* [SDM3 10.11.2 "Message Data Register Format"] */
#define MSI_DATA_RSVD          (BITS(31, 16) | BITS(13, 11))
#define MSI_DATA_LEVEL         BIT(15) /* trigger mode */
#define MSI_DATA_ASSERT        BIT(14)
#define MSI_DATA_DELIVERY_MODE BITS(10, 8) /* LAPIC_DELIVERY_ */
#define MSI_DATA_VECTOR        BITS(7, 0)

/* ---- a message, remappable format ----
 * [VTD 5.1.2.2 "Interrupt Requests in Remappable Format"] */
#define MSI_REMAP_HANDLE       BITS(19, 5) /* bits 14:0 of it */
#define MSI_REMAP_SHV          BIT(3)      /* data holds a sub-handle */
#define MSI_REMAP_HANDLE_15    BIT(2)
#define MSI_REMAP_SUBHANDLE    BITS(15, 0)  /* of the data */
#define MSI_REMAP_DATA_RSVD    BITS(31, 16) /* 0 where SHV */

#endif
