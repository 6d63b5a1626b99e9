/*
 * model/regs/hw/pci_regs.h - a PCI function's configuration space: the header
 * that every function has, and what all capabilities share.
 *
 * Offsets are bytes into the 256 of the function; fields belong to registers
 * of the width that their heading names.  Capabilities of messages are in
 * hw/msi_regs.h.  Layout only, no behaviour: that is model/pci_function.h.
 * Used by models, kernel, labs and grader.
 *
 * [PCI 6.1 "Configuration Space Organization"]
 */
#ifndef HW_PCI_REGS_H
#define HW_PCI_REGS_H

#include "hw/bits.h"

#define PCI_CONFIG_SIZE          256u

/* ---- the way in: a 32-bit address to one port, then the data at another ----
 * [PCI 3.2.2.3.2 "Software Generation of Configuration Transactions"] */
#define PCI_CONFIG_ADDRESS       0xcf8u
#define PCI_CONFIG_DATA          0xcfcu /* plus bits 1:0 of the offset */
#define PCI_ADDRESS_ENABLE       BIT(31)
#define PCI_ADDRESS_BUS          BITS(23, 16)
#define PCI_ADDRESS_DEVICE       BITS(15, 11)
#define PCI_ADDRESS_FUNCTION     BITS(10, 8)
#define PCI_ADDRESS_REGISTER     BITS(7, 2)

/* ---- the header ---- */

#define PCI_VENDOR_ID            0x00u /* 16 bits; FFFFh: no function here */
#define PCI_DEVICE_ID            0x02u /* 16 bits */
#define PCI_NO_FUNCTION          0xffffu

/* 16 bits.  [PCI 6.2.2 "Device Control"] */
#define PCI_COMMAND              0x04u
#define PCI_COMMAND_IO           BIT(0)
#define PCI_COMMAND_MEMORY       BIT(1)
#define PCI_COMMAND_MASTER       BIT(2) /* a message is a write to memory */
#define PCI_COMMAND_PARITY       BIT(6)
#define PCI_COMMAND_SERR         BIT(8)
#define PCI_COMMAND_INTX_DISABLE BIT(10)

/* 16 bits.  [PCI 6.2.3 "Device Status"] */
#define PCI_STATUS               0x06u
#define PCI_STATUS_INTX          BIT(3) /* asserted, whatever 10 above says */
#define PCI_STATUS_CAPABILITIES  BIT(4)

#define PCI_REVISION             0x08u /* 8 bits; the class code above it */
#define PCI_CLASS_CODE           0x09u
#define PCI_HEADER_TYPE          0x0eu /* 8 bits */
#define PCI_HEADER_LAYOUT        BITS(6, 0)
#define PCI_HEADER_MULTIFUNCTION BIT(7)

/* Six base address registers.  [PCI 6.2.5 "Base Addresses"] */
#define PCI_BAR0                 0x10u
#define PCI_BARS                 6u
#define PCI_BAR_IO               BIT(0)
#define PCI_BAR_TYPE             BITS(2, 1)
#define PCI_BAR_TYPE_32          0u
#define PCI_BAR_TYPE_64          2u /* the next register holds bits 63:32 */
#define PCI_BAR_PREFETCHABLE     BIT(3)
#define PCI_BAR_MEMORY_ADDRESS   BITS(31, 4)
#define PCI_BAR_IO_ADDRESS       BITS(31, 2)

/* 8 bits: where the first capability is; bits 1:0 are to be ignored.
 * [PCI 6.7 "Capabilities List"] */
#define PCI_CAPABILITY_POINTER   0x34u
#define PCI_CAPABILITY_OFFSET    BITS(7, 2)

#define PCI_INTERRUPT_LINE       0x3cu /* 8 bits: firmware's note */
#define PCI_INTERRUPT_PIN        0x3du /* 8 bits: 0 none, 1 INTA# ... 4 INTD# */

/* ---- a capability: its first two bytes ---- */

#define PCI_CAPABILITY_ID        0u
#define PCI_CAPABILITY_NEXT      1u
#define PCI_CAPABILITY_FIRST     0x40u /* below: the header */
/* 192 bytes hold no more of 4 each: a longer list is a loop. */
#define PCI_CAPABILITY_LIMIT     48u

#define PCI_CAPABILITY_MSI       0x05u
#define PCI_CAPABILITY_MSIX      0x11u

/* Requester ID of a function: who a message is from. */
#define PCI_REQUESTER_BUS        BITS(15, 8)
#define PCI_REQUESTER_DEVICE     BITS(7, 3)
#define PCI_REQUESTER_FUNCTION   BITS(2, 0)

#endif
