/*
 * tests/fuzz/acpi_fuzz.c - any bytes as the memory that firmware left: the
 * kernel's ACPI parser reads nothing outside it and comes to an end.
 *
 * The input is the BIOS area from E0000h on, and once more the entries of a
 * MADT, in memory that ends where they end; what the parser takes must keep
 * its promises.  libFuzzer's entry, built and run by tests/fuzz/run.sh.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "kernel/acpi.h"

#define AREA      UINT64_C(0xe0000)
#define AREA_SIZE 0x20000u

static uint8_t *area;

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static const void *map(uint64_t address, uint32_t length)
{
    if (address < AREA || address - AREA > AREA_SIZE ||
        length > AREA_SIZE - (address - AREA))
        return NULL;
    return area + (address - AREA);
}

/* Checksums that hold by force, so that the fuzzer gets behind them. */
static void make_sums_right(size_t at, size_t length, size_t sum_at)
{
    uint8_t sum = 0;

    for (size_t i = 0; i < length; i++)
        sum = (uint8_t)(sum + (i == sum_at ? 0 : area[at + i]));
    area[at + sum_at] = (uint8_t)-sum;
}

static void look(void)
{
    const struct acpi_header *table;
    struct acpi_interrupts found;

    if (acpi_find(map, 0, "APIC", &table) == ACPI_OK)
        (void)acpi_read_madt(table, &found);
}

/* What is taken is a machine that could be (docs/ACPI.md). */
static void check_promises(const struct acpi_interrupts *found)
{
    unsigned overridden = 0;

    if (found->cpus == 0 || found->cpus > ACPI_CPUS_MAX ||
        found->ioapics == 0 || found->ioapics > ACPI_IOAPICS_MAX)
        abort();
    for (unsigned a = 0; a < found->cpus; a++)
        for (unsigned b = 0; b < a; b++)
            if (found->apic_id[a] == found->apic_id[b])
                abort();
    for (unsigned irq = 0; irq < ACPI_ISA_IRQS; irq++)
        overridden += found->overridden >> irq & 1;
    if (overridden != found->overrides)
        abort();
}

static void look_at_entries(const uint8_t *bytes, size_t size)
{
    size_t length = sizeof(struct acpi_madt) + size;
    struct acpi_interrupts found;
    struct acpi_madt *madt = calloc(1, length);

    if (madt == NULL)
        abort();
    madt->header.length = (uint32_t)length;
    madt->lapic_address = 0xfee00000;
    if (size > 0)
        memcpy(madt + 1, bytes, size);
    if (acpi_read_madt(&madt->header, &found) == ACPI_OK)
        check_promises(&found);
    free(madt);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    look_at_entries(bytes, size);
    area = calloc(1, AREA_SIZE);
    if (area == NULL)
        abort();
    memcpy(area, bytes, size < AREA_SIZE ? size : AREA_SIZE);
    look();
    memcpy(area, ACPI_RSDP_SIGNATURE, 8);
    make_sums_right(0, ACPI_RSDP_V1_LENGTH, 8);
    make_sums_right(0, sizeof(struct acpi_rsdp), 32);
    look();
    free(area);
    return 0;
}
