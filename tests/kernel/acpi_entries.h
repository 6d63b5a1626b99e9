/*
 * tests/kernel/acpi_entries.h - a MADT put together entry by entry.
 *
 * Bytes only, good or bad as the caller likes; the checksum is made by
 * madt_seal.  Shared by the tests that feed one to the parser
 * (acpi_madt_test.c) and to a booting kernel (acpi_boot_test.c).
 */
#ifndef ACPI_ENTRIES_H
#define ACPI_ENTRIES_H

#include <check.h>
#include <string.h>
#include "hw/acpi_regs.h"

#define LAPIC_ADDRESS  0xfee00000u
#define IOAPIC_ADDRESS 0xfec00000u
#define ROOM_FOR_MADT  (1u << 14)

static uint8_t madt[ROOM_FOR_MADT];
static size_t madt_length; /* of it, so far */

static inline void put(const void *entry, size_t size)
{
    ck_assert_uint_le(madt_length + size, sizeof madt);
    memcpy(madt + madt_length, entry, size);
    madt_length += size;
}

static inline void begin(void)
{
    struct acpi_madt head = {.lapic_address = LAPIC_ADDRESS, .flags = 1};

    memcpy(head.header.signature, "APIC", 4);
    madt_length = 0;
    put(&head, sizeof head);
}

static inline void cpu(unsigned id, unsigned flags)
{
    struct acpi_madt_lapic e = {.entry = {ACPI_MADT_LAPIC, sizeof e},
                                .apic_id = (uint8_t)id,
                                .flags = flags};

    put(&e, sizeof e);
}

static inline void x2apic(uint32_t id, unsigned flags)
{
    struct acpi_madt_x2apic e = {.entry = {ACPI_MADT_X2APIC, sizeof e},
                                 .x2apic_id = id,
                                 .flags = flags};

    put(&e, sizeof e);
}

static inline void ioapic(uint32_t address, uint32_t gsi)
{
    struct acpi_madt_ioapic e = {.entry = {ACPI_MADT_IOAPIC, sizeof e},
                                 .address = address,
                                 .gsi_base = gsi};

    put(&e, sizeof e);
}

static inline void override(unsigned bus, unsigned source, uint32_t gsi,
                            unsigned flags)
{
    struct acpi_madt_override e = {.entry = {ACPI_MADT_OVERRIDE, sizeof e},
                                   .bus = (uint8_t)bus,
                                   .source = (uint8_t)source,
                                   .gsi = gsi,
                                   .flags = (uint16_t)flags};

    put(&e, sizeof e);
}

static inline void moved(uint64_t address)
{
    struct acpi_madt_lapic_address e = {.entry = {ACPI_MADT_LAPIC_ADDRESS,
                                                  sizeof e},
                                        .address = address};

    put(&e, sizeof e);
}

static inline void raw(uint8_t type, uint8_t size)
{
    uint8_t e[2] = {type, size};

    put(e, sizeof e);
}

static inline void madt_seal(void)
{
    struct acpi_header *header = (void *)madt;
    uint8_t sum = 0;

    header->length = (uint32_t)madt_length;
    header->checksum = 0;
    for (size_t i = 0; i < madt_length; i++)
        sum = (uint8_t)(sum + madt[i]);
    header->checksum = (uint8_t)-sum;
}

#endif
