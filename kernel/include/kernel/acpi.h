/*
 * kernel/acpi.h - finding the tables that firmware left, trusting none of them.
 *
 * Every length is held against what can be mapped, every checksum is added up,
 * no table is followed twice.  A table that fails is refused with its reason
 * and the kernel goes on without it.  The bytes come through `acpi_map`, so
 * that tests can feed the parser memory of their own.  What is
 * refused and what the kernel does then: docs/ACPI.md.  Called by
 * kernel/core/main.c.
 */
#ifndef KERNEL_ACPI_H
#define KERNEL_ACPI_H

#include <stdbool.h>
#include "hw/acpi_regs.h"

enum acpi_err {
    ACPI_OK,
    ACPI_NO_RSDP,     /* not where firmware puts it */
    ACPI_BAD_ADDRESS, /* points outside memory */
    ACPI_BAD_CHECKSUM,
    ACPI_BAD_LENGTH,    /* shorter than its header, or longer than allowed */
    ACPI_BAD_SIGNATURE, /* the root table is neither RSDT nor XSDT */
    ACPI_LOOP,          /* the root table lists itself or a table twice */
    ACPI_NO_TABLE,      /* the root table does not list it */
    /* What a MADT says, entry by entry (docs/ACPI.md): */
    ACPI_SHORT_ENTRY,    /* shorter than its type demands, or than itself */
    ACPI_NO_CPU,         /* lists none that is enabled */
    ACPI_TOO_MANY,       /* more CPUs or I/O APICs than fit here */
    ACPI_TWICE,          /* two CPUs, I/O APICs or overrides of one number */
    ACPI_BROADCAST,      /* a CPU whose APIC ID means all of them */
    ACPI_NO_IOAPIC,      /* lists none */
    ACPI_BAD_DEVICE,     /* a controller whose address cannot be one */
    ACPI_BAD_OVERRIDE,   /* of no ISA IRQ, or with reserved flags */
    ACPI_OVERRIDE_RANGE, /* leads to a GSI that no I/O APIC has */
    ACPI_ERRORS,
};

/* `length` bytes of physical memory at `address`, or NULL. */
typedef const void *acpi_map(uint64_t address, uint32_t length);

/* Find the table with this signature.  `rsdp`: where the loader says that the
 * RSDP is, or 0 to search the BIOS area. */
enum acpi_err acpi_find(acpi_map *map, uint64_t rsdp, const char *signature,
                        const struct acpi_header **table);

#define ACPI_CPUS_MAX    256u
#define ACPI_IOAPICS_MAX 16u
#define ACPI_ISA_IRQS    16u

/* What a MADT says.  Valid only when acpi_read_madt returned ACPI_OK. */
struct acpi_interrupts {
    uint64_t lapic_address;
    unsigned cpus;                   /* enabled ones */
    uint32_t apic_id[ACPI_CPUS_MAX]; /* theirs, in the table's order */
    unsigned ioapics;
    uint32_t ioapic_address[ACPI_IOAPICS_MAX];
    uint32_t gsi_base[ACPI_IOAPICS_MAX];
    unsigned overrides;
    uint32_t gsi[ACPI_ISA_IRQS]; /* of each overridden ISA IRQ */
    uint16_t overridden;         /* bit n: ISA IRQ n is */
    bool has_8259;
};

/* Implemented by kernel/dev/acpi_madt.c.  `table` is one that acpi_find gave:
 * all its bytes can be read and add up. */

enum acpi_err acpi_read_madt(const struct acpi_header *table,
                             struct acpi_interrupts *found);

/* "bad checksum": for messages. */
const char *acpi_err_text(enum acpi_err err);

#endif
