/*
 * kernel/dev/hpet.c - three timers, each of which can pull any ISA line, and
 * some of which can send a message.
 *
 * In level mode a timer holds its line from the match on until its status bit
 * is written; the 8259A sees one rising edge.  A message is for edge mode; its
 * status bit means nothing, so its match is waited for by the main counter.
 * [HPET 2.3 "Memory Mapped Registers"]
 * Contracts: kernel/irq_device.h, kernel/hpet.h.
 */
#include "hw/hpet_regs.h"
#include "kernel/hpet.h"
#include "kernel/irq_device.h"
#include "kernel/mmio.h"
#include "kernel/print.h"
#include "kernel/soft.h"

#define FREE        0u
#define SOON        200u /* counts from now; more than one access takes */
#define RAISE_LIMIT 10000u
#define MATCH_NS    20000u /* more than a mark and two writes take */
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

/* ---- messages ---- */

/* Where nobody answers, all bits read as 1.
 * [HPET 2.3.4 "General Capabilities and ID Register"] */
static unsigned timers_there(void)
{
    uint32_t period = get(HPET_PERIOD);

    if (period == 0 || period > HPET_PERIOD_MAX)
        return 0;
    return (unsigned)field_get(get(HPET_CAP), HPET_CAP_LAST_TIMER) + 1;
}

static bool can_send(unsigned timer)
{
    return (get(HPET_TIMER_CONFIG(timer)) & HPET_TIMER_FSB_CAP) != 0;
}

unsigned hpet_fsb_timers(void)
{
    unsigned timers = timers_there(), count = 0;

    for (unsigned n = 0; n < timers; n++)
        count += can_send(n);
    return count;
}

void hpet_tell(void)
{
    unsigned timers = timers_there(), senders = hpet_fsb_timers();

    if (timers == 0)
        print("HPET: none\n");
    else if (senders == 0)
        print("HPET: %u timers, none sends messages (no FSB delivery)\n",
              timers);
    else
        print("HPET: %u timers, %u can send messages (FSB delivery)\n", timers,
              senders);
}

/* One that can, and holds no line; or as many as there are. */
static unsigned free_sender(unsigned timers)
{
    unsigned n = 0;

    while (n < timers &&
           (!can_send(n) || (n < HPET_TIMERS_MIN && hpet.line[n] != FREE)))
        n++;
    return n;
}

/* Marked just before it acts. */
static void tell_and_put(uint32_t offset, uint64_t value)
{
    soft_tell(SOFT_HPET, offset, (uint32_t)value);
    put(offset, value);
}

/* The same again behind the match, for its message to have arrived. */
static bool wait_for_match(uint32_t compare, uint32_t counts)
{
    for (unsigned i = 0; i < RAISE_LIMIT; i++) {
        if ((int32_t)(get(HPET_COUNTER) - compare) > (int32_t)counts)
            return true;
        __asm__ volatile("pause");
    }
    return false;
}

/* Its interrupt is enabled last, when all the rest is there; a comparator that
 * was passed before would wait for the counter to come round.
 * [HPET 2.3.10 "Timer N FSB Interrupt Route Register"] */
static bool send_by(unsigned timer, uint32_t address, uint32_t data)
{
    uint64_t config = HPET_TIMER_32BIT | HPET_TIMER_FSB_ENABLE;
    uint32_t counts =
        (uint32_t)(MATCH_NS * (uint64_t)FS_PER_NS / get(HPET_PERIOD));
    uint32_t compare;

    tell_and_put(HPET_TIMER_CONFIG(timer), config);
    tell_and_put(HPET_TIMER_FSB_VAL(timer), data);
    tell_and_put(HPET_TIMER_FSB_ADDR(timer), address);
    compare = get(HPET_COUNTER) + counts;
    put(HPET_TIMER_COMPARE(timer), compare);
    tell_and_put(HPET_TIMER_CONFIG(timer), config | HPET_TIMER_ENABLE);
    return wait_for_match(compare, counts);
}

bool hpet_fsb_send(uint32_t address, uint32_t data)
{
    unsigned timers = timers_there(), timer = free_sender(timers);
    uint32_t before = get(HPET_CONFIG);
    bool matched;

    if (timer == timers)
        return false;
    tell_and_put(HPET_CONFIG, before | HPET_CONFIG_ENABLE);
    matched = send_by(timer, address, data);
    tell_and_put(HPET_TIMER_CONFIG(timer), 0);
    tell_and_put(HPET_TIMER_FSB_VAL(timer), 0);
    tell_and_put(HPET_TIMER_FSB_ADDR(timer), 0);
    tell_and_put(HPET_CONFIG, before);
    return matched;
}
