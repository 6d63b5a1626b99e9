/*
 * kernel/dev/hpet.c - three timers, each of which can pull any ISA line.
 *
 * In level mode a timer holds its line from the match on until its status bit
 * is written; the 8259A sees one rising edge.  [HPET 2.3 "Memory Mapped
 * Registers"]  Contract: kernel/irq_device.h.
 */
#include "hw/hpet_regs.h"
#include "kernel/irq_device.h"
#include "kernel/mmio.h"

#define FREE        0u
#define SOON        200u /* counts from now; more than one access takes */
#define RAISE_LIMIT 10000u
#define FS_PER_NS   1000000u

static struct {
    unsigned line[HPET_TIMERS_MIN]; /* which one timer n holds, or FREE */
} hpet;

static uint32_t get(uint32_t offset)
{
    return device_read32(HPET_DEFAULT_BASE + offset);
}

static void put(uint32_t offset, uint64_t value)
{
    device_write32(HPET_DEFAULT_BASE + offset, (uint32_t)value);
}

void hpet_start(void)
{
    put(HPET_CONFIG, HPET_CONFIG_ENABLE);
}

static void release(unsigned timer)
{
    put(HPET_STATUS, BIT(timer));
    put(HPET_TIMER_CONFIG(timer), 0);
    hpet.line[timer] = FREE;
}

void hpet_stop(void)
{
    for (unsigned n = 0; n < HPET_TIMERS_MIN; n++)
        release(n);
    put(HPET_CONFIG, 0);
}

/* Enabled last: an old comparator may count as a match at once. */
static bool fire(unsigned timer, unsigned irq)
{
    uint64_t config =
        field_put(HPET_TIMER_LEVEL | HPET_TIMER_32BIT, HPET_TIMER_ROUTE, irq);

    put(HPET_TIMER_CONFIG(timer), config);
    put(HPET_TIMER_COMPARE(timer), (uint64_t)get(HPET_COUNTER) + SOON);
    put(HPET_TIMER_CONFIG(timer), config | HPET_TIMER_ENABLE);
    hpet.line[timer] = irq;
    for (unsigned i = 0; i < RAISE_LIMIT; i++)
        if (get(HPET_STATUS) & BIT(timer))
            return true;
    return false;
}

bool hpet_raise(unsigned irq)
{
    for (unsigned n = 0; n < HPET_TIMERS_MIN; n++)
        if (hpet.line[n] == FREE)
            return fire(n, irq);
    return false;
}

void hpet_lower(unsigned irq)
{
    for (unsigned n = 0; n < HPET_TIMERS_MIN; n++)
        if (hpet.line[n] == irq)
            release(n);
}

void hpet_wait_ns(uint32_t nanoseconds)
{
    uint32_t period = get(HPET_PERIOD), start = get(HPET_COUNTER);
    uint64_t counts = (uint64_t)nanoseconds * FS_PER_NS;

    if (period == 0 || period == UINT32_MAX)
        return;
    counts /= period;
    while (get(HPET_COUNTER) - start < counts)
        ;
}
