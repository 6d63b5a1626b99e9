/*
 * model/regs/hw/acpi_regs.h - the ACPI tables that name interrupt hardware.
 *
 * Layouts only: RSDP, the header that every table begins with, and the MADT's
 * entries.  Read by kernel/dev/acpi.c, written by the grader for its boot ROM.
 * [ACPI 5.2 "ACPI System Description Tables"]
 */
#ifndef HW_ACPI_REGS_H
#define HW_ACPI_REGS_H

#include <stdint.h>
#include "hw/bits.h"

#define ACPI_RSDP_SIGNATURE "RSD PTR "
#define ACPI_RSDP_V1_LENGTH 20u /* what the first checksum covers */

/* [ACPI 5.2.5.3 "Root System Description Pointer (RSDP) Structure"] */
struct acpi_rsdp {
    char signature[8];
    uint8_t checksum;
    char oem_id[6];
    uint8_t revision; /* 2: the fields below exist */
    uint32_t rsdt_address;
    uint32_t length;
    uint64_t xsdt_address;
    uint8_t extended_checksum;
    uint8_t reserved[3];
} __attribute__((packed));

/* [ACPI 5.2.6 "System Description Table Header"] */
struct acpi_header {
    char signature[4];
    uint32_t length; /* of the whole table, header included */
    uint8_t revision;
    uint8_t checksum; /* all bytes add up to 0 */
    char oem_id[6];
    char oem_table_id[8];
    uint32_t oem_revision;
    char creator_id[4];
    uint32_t creator_revision;
} __attribute__((packed));

/* [ACPI 5.2.12 "Multiple APIC Description Table (MADT)"] */
struct acpi_madt {
    struct acpi_header header; /* signature "APIC" */
    uint32_t lapic_address;
    uint32_t flags;
} __attribute__((packed));

#define ACPI_MADT_PCAT_COMPAT BIT(0) /* there is a pair of 8259As too */

struct acpi_madt_entry {
    uint8_t type;
    uint8_t length;
} __attribute__((packed));

#define ACPI_MADT_LAPIC         0u
#define ACPI_MADT_IOAPIC        1u
#define ACPI_MADT_OVERRIDE      2u
#define ACPI_MADT_LAPIC_ADDRESS 5u
#define ACPI_MADT_X2APIC        9u

/* [ACPI 5.2.12.2 "Processor Local APIC Structure"] */
struct acpi_madt_lapic {
    struct acpi_madt_entry entry; /* length 8 */
    uint8_t processor_uid;
    uint8_t apic_id;
    uint32_t flags;
} __attribute__((packed));

#define ACPI_LAPIC_ENABLED BIT(0)

/* [ACPI 5.2.12.3 "I/O APIC Structure"] */
struct acpi_madt_ioapic {
    struct acpi_madt_entry entry; /* length 12 */
    uint8_t ioapic_id;
    uint8_t reserved;
    uint32_t address;
    uint32_t gsi_base;
} __attribute__((packed));

/* [ACPI 5.2.12.5 "Interrupt Source Override Structure"] */
struct acpi_madt_override {
    struct acpi_madt_entry entry; /* length 10 */
    uint8_t bus;                  /* 0: ISA */
    uint8_t source;               /* the ISA IRQ */
    uint32_t gsi;
    uint16_t flags; /* polarity 1:0, trigger mode 3:2 */
} __attribute__((packed));

#define ACPI_OVERRIDE_POLARITY BITS(1, 0)
#define ACPI_OVERRIDE_TRIGGER  BITS(3, 2)
#define ACPI_OVERRIDE_RSVD     BITS(15, 4)
#define ACPI_OVERRIDE_NO_CODE  2u /* in either field: reserved */

/* [ACPI 5.2.12.8 "Local APIC Address Override Structure"] */
struct acpi_madt_lapic_address {
    struct acpi_madt_entry entry; /* length 12 */
    uint16_t reserved;
    uint64_t address;
} __attribute__((packed));

/* [ACPI 5.2.12.12 "Processor Local x2APIC Structure"] */
struct acpi_madt_x2apic {
    struct acpi_madt_entry entry; /* length 16 */
    uint16_t reserved;
    uint32_t x2apic_id;
    uint32_t flags; /* as of entry 0 */
    uint32_t processor_uid;
} __attribute__((packed));

_Static_assert(sizeof(struct acpi_rsdp) == 36, "RSDP of revision 2");
_Static_assert(sizeof(struct acpi_header) == 36, "table header");
_Static_assert(sizeof(struct acpi_madt_lapic) == 8, "MADT entry 0");
_Static_assert(sizeof(struct acpi_madt_ioapic) == 12, "MADT entry 1");
_Static_assert(sizeof(struct acpi_madt_override) == 10, "MADT entry 2");
_Static_assert(sizeof(struct acpi_madt_lapic_address) == 12, "MADT entry 5");
_Static_assert(sizeof(struct acpi_madt_x2apic) == 16, "MADT entry 9");

#endif
