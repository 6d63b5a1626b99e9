/*
 * kernel/acpi.h - finding the tables that firmware left, trusting none of them.
 *
 * Every length is held against what can be mapped, every checksum is added up,
 * no table is followed twice.  A table that fails is refused with its reason
 * and the kernel goes on without it.  The bytes come through `acpi_map`, so
 * that tests can feed the parser memory of their own.  Called by
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
};

/* `length` bytes of physical memory at `address`, or NULL. */
typedef const void *acpi_map(uint64_t address, uint32_t length);

/* Find the table with this signature.  `rsdp`: where the loader says that the
 * RSDP is, or 0 to search the BIOS area. */
enum acpi_err acpi_find(acpi_map *map, uint64_t rsdp, const char *signature,
                        const struct acpi_header **table);

/* What a MADT says, counted; entries that do not fit end the walk. */
struct acpi_interrupts {
    uint64_t lapic_address;
    unsigned cpus; /* enabled ones */
    unsigned ioapics;
    unsigned overrides;
    bool has_8259;
};

enum acpi_err acpi_read_madt(const struct acpi_header *table,
                             struct acpi_interrupts *found);

/* "bad checksum": for messages. */
const char *acpi_err_text(enum acpi_err err);

#endif
