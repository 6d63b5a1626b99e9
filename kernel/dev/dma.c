/*
 * kernel/dev/dma.c - the memory that a device's copy may touch.
 * Contract: kernel/dma.h.
 */
#include "kernel/dma.h"
#include "kernel/paging.h"
#include "kernel/smp.h"

#define PAGE       UINT64_C(0x1000)
#define LOW_FIRST  PAGE
#define LOW_END    UINT64_C(0x9f000) /* firmware's own data and the ROMs */
#define HIGH_FIRST UINT64_C(0x100000)
#define HIGH_END   UINT64_C(0x1000000) /* what every machine has */

static bool is_within(uint64_t address, uint64_t bytes, uint64_t first,
                      uint64_t end)
{
    return address >= first && address < end && bytes <= end - address;
}

/* It is not mapped. */
static bool meets_page(uint64_t address, uint64_t bytes, uint64_t page)
{
    return address < page + PAGE && address + bytes > page;
}

static bool meets_guard(uint64_t address, uint64_t bytes)
{
    for (unsigned cpu = 0; cpu < SMP_CPUS; cpu++)
        if (meets_page(address, bytes, paging_guard(cpu)))
            return true;
    return false;
}

bool dma_may_fetch(uint64_t address, uint64_t bytes)
{
    return (is_within(address, bytes, LOW_FIRST, LOW_END) ||
            is_within(address, bytes, HIGH_FIRST, HIGH_END)) &&
           !meets_guard(address, bytes);
}

bool dma_may_store(uint64_t address, uint64_t bytes)
{
    return is_within(address, bytes, paging_rodata_end(), HIGH_END) &&
           !meets_guard(address, bytes);
}

uint32_t dma_fetch(uint64_t address, unsigned bytes)
{
    const volatile uint8_t *at = (const volatile uint8_t *)(uintptr_t)address;
    uint32_t value = 0;

    for (unsigned i = 0; i < bytes; i++)
        value |= (uint32_t)at[i] << (8 * i);
    return value;
}

void dma_store(uint64_t address, unsigned bytes, uint32_t value)
{
    volatile uint8_t *at = (volatile uint8_t *)(uintptr_t)address;

    for (unsigned i = 0; i < bytes; i++)
        at[i] = (uint8_t)(value >> (8 * i));
}
