/*
 * grader/src/acpi_tables.h - the ACPI tables of the boot ROM.
 *
 * What a BIOS would leave at F0000h: RSDP, XSDT and a MADT for the emulator's
 * machine.  Made for each ROM, because labs differ in their number of CPUs.
 * Called by kernel_image.c.
 */
#ifndef ACPI_TABLES_H
#define ACPI_TABLES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ACPI_TABLES_BASE 0xf0000u /* where the ROM's ROM_ACPI appears */

/* Write the tables for `cpus` CPUs (1 to 16) to `rom`; returns the bytes used,
 * or 0 when `room` is too small.  `soft_ioapic`: list the soft chipset's second
 * I/O APIC, which the kernel plays where the machine's own is not whole. */
size_t acpi_tables_write(uint8_t *rom, size_t room, unsigned cpus,
                         bool soft_ioapic);

#endif
