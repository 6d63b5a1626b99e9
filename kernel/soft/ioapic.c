/*
 * kernel/soft/ioapic.c - the second I/O APIC: the model as hardware.
 *
 * Every input (access, line, EOI) changes the model's state, and then each pin
 * that waits sends once.  Inputs are logged as marks in the order in which
 * they act, so that the grader's oracle can repeat them; an EOI is not, for the
 * local APIC's own record tells it.  Contract: soft_parts.h.
 *
 * model/lapic.h, which model/ioapic.h brings, has names of kernel/lapic.h:
 * no file includes both.
 */
#include <stddef.h>
#include "kernel/lock.h"
#include "kernel/mark.h"
#include "kernel/soft.h"
#include "model/ioapic.h"
#include "soft_parts.h"

static struct {
    struct ioapic chip;
    bool is_on;
    volatile char busy; /* a CPU is at it */
    uint32_t used;      /* bit n: entry n was written since the reset */
} soft;

/* IF = 0 while the chip is ours: what it was. */
static uint64_t lock(void)
{
    return lock_take(&soft.busy, "the soft I/O APIC");
}

static void unlock(uint64_t flags)
{
    lock_give(&soft.busy, flags);
}

/* An entry that was never written is masked, and need not be looked at. */
static void note_use(uint32_t offset)
{
    if (offset == IOAPIC_IOWIN && soft.chip.regsel >= IOAPIC_IOREDTBL &&
        soft.chip.regsel < ioapic_rte_low(SOFT_IOAPIC_PINS))
        soft.used |= UINT32_C(1) << (soft.chip.regsel - IOAPIC_IOREDTBL) / 2;
}

static void send(unsigned pin)
{
    struct lapic_message message = ioapic_send(&soft.chip, pin);
    bool accepted;

    soft_tell(SOFT_SEND_BEGIN, pin, 0);
    accepted = soft_send(&message);
    soft_tell(SOFT_SEND_END, pin, accepted);
    ioapic_report(&soft.chip, pin, accepted);
}

/* Each pin that waits, once. */
static void serve(void)
{
    for (uint32_t left = soft.used; left != 0; left &= left - 1) {
        unsigned pin = (unsigned)__builtin_ctz(left);

        if (!(soft.chip.rte[pin] & IOAPIC_RTE_MASKED) &&
            ioapic_is_waiting(&soft.chip, pin))
            send(pin);
    }
}

uint32_t soft_ioapic_read(uint32_t offset)
{
    uint64_t flags = lock();
    uint32_t value = ioapic_read(&soft.chip, offset);

    soft_tell(SOFT_READ, offset, value);
    unlock(flags);
    return value;
}

void soft_ioapic_write(uint32_t offset, uint32_t value)
{
    uint64_t flags = lock();

    soft_tell(SOFT_WRITE, offset, value);
    note_use(offset);
    ioapic_write(&soft.chip, offset, value);
    serve();
    unlock(flags);
}

void soft_ioapic_line(unsigned pin, bool high)
{
    uint64_t flags = lock();

    soft_tell(SOFT_LINE, pin, high);
    ioapic_set_pin(&soft.chip, pin, high);
    serve();
    unlock(flags);
}

/* Would an EOI change anything? */
static bool hears_eoi(void)
{
    for (uint32_t left = soft.used; left != 0; left &= left - 1) {
        unsigned pin = (unsigned)__builtin_ctz(left);

        if ((soft.chip.rte[pin] & IOAPIC_RTE_REMOTE_IRR) ||
            ioapic_is_waiting(&soft.chip, pin))
            return true;
    }
    return false;
}

bool soft_ioapic_begin_eoi(uint64_t *flags)
{
    bool hears;

    if (!soft.is_on)
        return false;
    *flags = lock();
    hears = hears_eoi();
    if (!hears)
        unlock(*flags);
    return hears;
}

void soft_ioapic_end_eoi(uint64_t flags, int vector)
{
    if (vector >= 0) {
        ioapic_eoi(&soft.chip, (uint8_t)vector);
        serve();
    }
    unlock(flags);
}

void soft_ioapic_reset(void)
{
    if (soft.used != 0 || soft.chip.regsel != 0 || soft.chip.pins == 0)
        ioapic_reset(&soft.chip, SOFT_IOAPIC_PINS);
    for (unsigned pin = 0; pin < SOFT_IOAPIC_PINS; pin++)
        soft.chip.high[pin] = false;
    soft.used = 0;
    soft.busy = 0;
}

void soft_ioapic_switch(bool on)
{
    soft.is_on = on;
    soft_ioapic_reset();
}

bool soft_ioapic_is_on(void)
{
    return soft.is_on;
}

void soft_checkpoint(void)
{
    uint64_t flags;

    if (!soft.is_on)
        return;
    flags = lock();
    soft_tell(SOFT_STATE, 0, ioapic_digest(&soft.chip));
    unlock(flags);
}
