/*
 * tests/kernel/acpi_memory.h - tables in memory that ends where they end.
 *
 * The boot ROM's tables (grader/src/acpi_tables.c) between two pages nobody
 * may touch, and the means to break them and make their sums right again.
 * Shared by the tests of kernel/dev/acpi.c.
 */
#ifndef ACPI_MEMORY_H
#define ACPI_MEMORY_H

#include <check.h>
#include <string.h>
#include <sys/mman.h>
#include "acpi_tables.h"
#include "hw/acpi_regs.h"
#include "kernel/acpi.h"

#define PAGE 4096u
#define ROOM 1024u
#define RSDP ACPI_TABLES_BASE
#define XSDT 64u
#define MADT 128u
#define CPUS 3u

/* What the parser may see: `size` bytes at physical `base`. */
static struct {
    uint8_t *bytes;
    size_t size;
    uint64_t base;
} memory;

static uint8_t good[ROOM];
static size_t good_size;

static inline const void *visible(uint64_t address, uint32_t length)
{
    if (address < memory.base || address > memory.base + memory.size ||
        length > memory.base + memory.size - address)
        return NULL;
    return memory.bytes + (address - memory.base);
}

/* `size` bytes between two pages without any access, touching one of them. */
static inline void guard(size_t size, bool at_end)
{
    size_t pages = (size + PAGE - 1) / PAGE * PAGE;
    uint8_t *p = mmap(NULL, pages + 2 * PAGE, PROT_NONE,
                      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    ck_assert_ptr_ne(p, MAP_FAILED);
    ck_assert_int_eq(mprotect(p + PAGE, pages, PROT_READ | PROT_WRITE), 0);
    memory.bytes = p + PAGE + (at_end ? pages - size : 0);
    memory.size = size;
    memory.base = ACPI_TABLES_BASE;
}

static inline void setup(void)
{
    good_size = acpi_tables_write(good, sizeof good, CPUS, false);
    ck_assert_uint_gt(good_size, MADT);
    guard(good_size, true);
    memcpy(memory.bytes, good, good_size);
}

static inline void seal(void *table, size_t length, uint8_t *checksum)
{
    uint8_t sum = 0;

    *checksum = 0;
    for (size_t i = 0; i < length; i++)
        sum = (uint8_t)(sum + ((uint8_t *)table)[i]);
    *checksum = (uint8_t)-sum;
}

static inline struct acpi_rsdp *rsdp(void)
{
    return (void *)memory.bytes;
}

static inline struct acpi_header *table_at(size_t offset)
{
    return (void *)(memory.bytes + offset);
}

/* Checksums that hold again, as far as lengths allow. */
static inline void seal_rsdp(void)
{
    seal(rsdp(), ACPI_RSDP_V1_LENGTH, &rsdp()->checksum);
    seal(rsdp(), sizeof *rsdp(), &rsdp()->extended_checksum);
}

static inline void seal_table(size_t offset)
{
    struct acpi_header *h = table_at(offset);

    if (h->length <= memory.size - offset)
        seal(h, h->length, &h->checksum);
}

#endif
