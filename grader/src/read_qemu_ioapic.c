/*
 * grader/src/read_qemu_ioapic.c - the I/O APIC in QEMU's trace log.
 * Contract: read_qemu_parts.h.
 *
 *   memory_region_ops_write cpu 0 mr 0x55 addr 0xfec00000 value 0x10 size 4 ...
 *   ioapic_set_irq vector: 4 level: 1
 *   ioapic_set_remote_irr set remote irr for pin 6
 *   ioapic_eoi_broadcast EOI broadcast for vector 113
 *   ioapic_clear_remote_irr clear remote irr for pin 6 vector 113
 *
 * "vector" is the pin, and PIT's 0 goes to pin 2.  What Remote IRR is after a
 * change becomes an EV_IOAPIC_RTE.
 */
#include "hw/ioapic_regs.h"
#include "read_qemu_parts.h"

#define PIT_LINE 0u
#define PIT_PIN  2u

static struct event ioapic_event(struct qemu_reader *r, enum event_kind kind,
                                 uint64_t reg, uint64_t value)
{
    struct event event = qemu_access(r, kind, reg, value);

    event.vector = EVENT_IOAPIC_MACHINE;
    return event;
}

/* ---- accesses ---- */

/* One half of an entry; Remote IRR is read-only. */
static void write_entry(uint64_t *entry, bool high, uint64_t value)
{
    uint64_t kept = high ? 0xffffffff : ~UINT64_C(0) << 32;

    kept |= IOAPIC_RTE_REMOTE_IRR;
    *entry = (*entry & kept) | ((high ? value << 32 : value) & ~kept);
}

static void follow_write(struct qemu_reader *r, uint64_t offset, uint64_t value)
{
    unsigned pin = (r->ioapic_index - IOAPIC_IOREDTBL) / 2u;

    if (offset == IOAPIC_IOREGSEL)
        r->ioapic_index = (uint8_t)value;
    else if (offset == IOAPIC_IOWIN && r->ioapic_index >= IOAPIC_IOREDTBL &&
             pin < QEMU_PINS)
        write_entry(&r->entry[pin], r->ioapic_index & 1, value & 0xffffffff);
}

void qemu_ioapic_access(struct qemu_reader *r, const struct qemu_region *a)
{
    uint64_t offset = a->address & 0xff;

    trace_add(r->trace,
              ioapic_event(r, a->is_write ? EV_IOAPIC_WRITE : EV_IOAPIC_READ,
                           offset, a->value & 0xffffffff));
    if (a->is_write)
        follow_write(r, offset, a->value);
}

/* ---- pins and entries ---- */

/* "4 level: 1", at each call, changed or not. */
static void set_line(struct qemu_reader *r, const char *p)
{
    uint64_t pin, level;

    if (!qemu_number(&p, 10, " level: ", &pin) ||
        !qemu_number(&p, 10, "", &level) || pin >= QEMU_PINS)
        return;
    if (pin == PIT_LINE)
        pin = PIT_PIN;
    if ((r->pins >> pin & 1) == (level != 0))
        return;
    r->pins ^= UINT32_C(1) << pin;
    trace_add(r->trace, ioapic_event(r, EV_IOAPIC_LINE, pin, level != 0));
}

static void remote_irr(struct qemu_reader *r, const char *p, bool set)
{
    uint64_t pin;

    if (!qemu_number(&p, 10, set ? "" : " vector ", &pin) || pin >= QEMU_PINS)
        return;
    r->entry[pin] &= ~IOAPIC_RTE_REMOTE_IRR;
    if (set)
        r->entry[pin] |= IOAPIC_RTE_REMOTE_IRR;
    trace_add(r->trace, ioapic_event(r, EV_IOAPIC_RTE, pin, r->entry[pin]));
}

bool qemu_ioapic_read_line(struct qemu_reader *r)
{
    const char *p;

    if ((p = qemu_after(r->line, "ioapic_set_irq vector: ")) != NULL)
        set_line(r, p);
    else if ((p = qemu_after(r->line, "ioapic_set_remote_irr set remote irr "
                                      "for pin ")) != NULL)
        remote_irr(r, p, true);
    else if ((p = qemu_after(r->line, "ioapic_clear_remote_irr clear remote "
                                      "irr for pin ")) != NULL)
        remote_irr(r, p, false);
    else
        return false;
    return true;
}
