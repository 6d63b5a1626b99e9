/*
 * grader/src/read_qemu_apic.c - local APICs in QEMU's trace log.
 * Contract: read_qemu_parts.h.
 *
 *   memory_region_ops_write cpu 1 mr 0x55 addr 0xfee00300 value 0x44051 ...
 *   apic_mem_writel 0x300 = 0x00044051
 *   apic_report_irq_delivered coalescing 9
 *   apic_mem_readl 0x20 = 0x01000000
 *   memory_region_ops_read cpu 1 mr 0x55 addr 0xfee00020 value 0x1000000 ...
 *   apic_deliver_irq dest 1 dest_mode 0 delivery_mode 0 vector 49 ...
 *
 * One "report" comes for each CPU that a message addresses, in the order of
 * their numbers, and does not name it; QEMU's rules for a destination are
 * followed here.  INIT, SIPI and NMI come without a line of their own.
 */
#include <string.h>
#include "hw/lapic_regs.h"
#include "read_qemu_parts.h"

#define EVERYBODY 0xffu
#define LVT_TIMER 0u /* in QEMU's order */
#define NO_READ   EV_MARK

/* ---- two bitmaps ---- */

static bool has_bit(const uint32_t map[8], unsigned vector)
{
    return map[vector / 32] >> vector % 32 & 1;
}

static void put_bit(uint32_t map[8], unsigned vector, bool on)
{
    uint32_t bit = UINT32_C(1) << vector % 32;

    map[vector / 32] = on ? map[vector / 32] | bit : map[vector / 32] & ~bit;
}

static int highest(const uint32_t map[8])
{
    for (int vector = 255; vector >= 0; vector--)
        if (has_bit(map, (unsigned)vector))
            return vector;
    return QEMU_NOTHING;
}

/* ---- reset ---- */

/* At power-on and by INIT; the ID stays. */
static void reset(struct qemu_apic *apic)
{
    *apic = (struct qemu_apic){.id = apic->id, .format = LAPIC_DFR_FLAT};
    for (unsigned i = 0; i < QEMU_LVTS; i++)
        apic->lvt[i] = (uint32_t)LAPIC_LVT_MASKED;
}

void qemu_apic_init(struct qemu_reader *r)
{
    for (unsigned cpu = 0; cpu < MARK_CPUS; cpu++) {
        r->apic[cpu].id = (uint8_t)cpu;
        reset(&r->apic[cpu]);
    }
    r->apic_read.kind = NO_READ;
    r->arriving = QEMU_NOTHING;
}

/* "CPU 1)": the CPU acts on an INIT. */
static void cpu_reset(struct qemu_reader *r, const char *p)
{
    uint64_t cpu;

    if (!qemu_number(&p, 10, ")", &cpu) || cpu >= MARK_CPUS || !r->running)
        return;
    reset(&r->apic[cpu]);
    r->mark_from[cpu] = r->mark_data[cpu] = 0;
}

/* ---- who is addressed ---- */

static bool is_member(const struct qemu_apic *apic, unsigned destination)
{
    if (apic->format == LAPIC_DFR_FLAT)
        return (apic->logical & destination) != 0;
    return apic->format == LAPIC_DFR_CLUSTER &&
           (apic->logical & 0xf0) == (destination & 0xf0) &&
           (apic->logical & destination & 0x0f) != 0;
}

static uint32_t everybody(const struct qemu_reader *r)
{
    return (UINT32_C(1) << r->cpus) - 1;
}

/* Bit n: CPU n. */
static uint32_t addressed(const struct qemu_reader *r, unsigned destination,
                          bool logical)
{
    uint32_t who = 0;

    if (!logical && destination == EVERYBODY)
        return everybody(r);
    for (unsigned cpu = 0; cpu < r->cpus; cpu++)
        if (logical ? is_member(&r->apic[cpu], destination)
                    : r->apic[cpu].id == destination && who == 0)
            who |= UINT32_C(1) << cpu;
    return who;
}

static uint32_t addressed_by_icr(const struct qemu_reader *r, uint32_t icr)
{
    uint32_t self = UINT32_C(1) << r->cpu;

    switch (field_get(icr, LAPIC_ICR_SHORTHAND)) {
    case LAPIC_SHORTHAND_SELF:
        return self;
    case LAPIC_SHORTHAND_ALL:
        return everybody(r);
    case LAPIC_SHORTHAND_ALL_OTHERS:
        return everybody(r) & ~self;
    default:
        return addressed(r,
                         (unsigned)field_get(r->apic[r->cpu].icr_high,
                                             LAPIC_ICR_DEST),
                         icr & LAPIC_ICR_DEST_LOGICAL);
    }
}

static void tell_each(struct qemu_reader *r, uint32_t who, enum event_kind kind,
                      unsigned vector)
{
    for (unsigned cpu = 0; cpu < r->cpus; cpu++)
        if (who >> cpu & 1)
            qemu_add_vector(r, cpu, kind, vector);
}

/* A message is on its way to the CPUs `who`. */
static void message(struct qemu_reader *r, uint32_t who, unsigned mode,
                    unsigned vector)
{
    r->arriving = QEMU_NOTHING;
    switch (mode) {
    case LAPIC_DELIVERY_LOWEST:
        who &= ~who + 1; /* QEMU takes the first, whatever its priority */
        /* fall through */
    case LAPIC_DELIVERY_FIXED:
        r->arriving = (int)vector;
        r->addressed = who;
        break;
    case LAPIC_DELIVERY_NMI:
        tell_each(r, who, EV_NMI, EVENT_NO_VECTOR);
        break;
    case LAPIC_DELIVERY_INIT:
        tell_each(r, who, EV_INIT, EVENT_NO_VECTOR);
        break;
    case LAPIC_DELIVERY_SIPI:
        tell_each(r, who, EV_SIPI, vector);
        break;
    default:
        break;
    }
}

/* ---- registers ---- */

static void write_icr(struct qemu_reader *r, uint32_t icr)
{
    unsigned mode = (unsigned)field_get(icr, LAPIC_ICR_DELIVERY_MODE);
    bool is_deassert =
        (icr & LAPIC_ICR_LEVEL_TRIGGERED) && !(icr & LAPIC_ICR_LEVEL_ASSERT);

    if (mode != LAPIC_DELIVERY_INIT || !is_deassert)
        message(r, addressed_by_icr(r, icr), mode,
                (unsigned)field_get(icr, LAPIC_ICR_VECTOR));
}

static void write_eoi(struct qemu_reader *r)
{
    struct qemu_apic *apic = &r->apic[r->cpu];
    int vector = highest(apic->isr);

    if (vector == QEMU_NOTHING) {
        qemu_add_vector(r, r->cpu, EV_EOI_IDLE, EVENT_NO_VECTOR);
        return;
    }
    put_bit(apic->isr, (unsigned)vector, false);
    qemu_add_vector(r, r->cpu, EV_EOI, (unsigned)vector);
}

static void take_write(struct qemu_reader *r, uint64_t offset, uint32_t value)
{
    struct qemu_apic *apic = &r->apic[r->cpu];

    switch (offset) {
    case LAPIC_ID:
        apic->id = (uint8_t)(value >> 24);
        break;
    case LAPIC_EOI:
        write_eoi(r);
        break;
    case LAPIC_LDR:
        apic->logical = (uint8_t)(value >> 24);
        break;
    case LAPIC_DFR:
        apic->format = (uint8_t)(value >> 28);
        break;
    case LAPIC_ICR_LOW:
        write_icr(r, value);
        break;
    case LAPIC_ICR_HIGH:
        apic->icr_high = value;
        break;
    case LAPIC_TIMER_ICR:
        apic->counting = value != 0;
        break;
    default:
        if (offset >= LAPIC_LVT_TIMER && offset <= LAPIC_LVT_ERROR)
            apic->lvt[(offset - LAPIC_LVT_TIMER) / 16] = value;
    }
}

static void apic_write(struct qemu_reader *r, const char *p)
{
    uint64_t offset, value;

    if (!qemu_number(&p, 16, " = ", &offset) ||
        !qemu_number(&p, 16, "", &value))
        return;
    qemu_add_access(r, EV_APIC_WRITE, offset & 0xfff, value);
    r->arriving = QEMU_NOTHING;
    take_write(r, offset & 0xfff, (uint32_t)value);
}

void qemu_apic_read_done(struct qemu_reader *r)
{
    if (r->apic_read.kind == EV_APIC_READ)
        qemu_add_access(r, EV_APIC_READ, r->apic_read.reg, r->apic_read.value);
    r->apic_read.kind = NO_READ;
}

static void apic_read(struct qemu_reader *r, const char *p)
{
    uint64_t offset, value;

    if (!qemu_number(&p, 16, " = ", &offset) ||
        !qemu_number(&p, 16, "", &value))
        return;
    r->apic_read = (struct event){.kind = EV_APIC_READ,
                                  .reg = (uint32_t)offset & 0xfff,
                                  .value = value};
    if (r->cpus == 1) /* reads are traced where there are several */
        qemu_apic_read_done(r);
}

/* ---- what IRR takes ---- */

/* The CPU whose source of LVT entry `entry` spoke: no line says it. */
static unsigned speaker(const struct qemu_reader *r, uint64_t entry)
{
    for (unsigned cpu = 0; cpu < r->cpus; cpu++) {
        const struct qemu_apic *apic = &r->apic[cpu];

        if (entry == LVT_TIMER ? apic->counting
                               : !(apic->lvt[entry] & LAPIC_LVT_MASKED))
            return cpu;
    }
    return 0;
}

/* An LVT entry's source spoke; printed when the entry is masked, too. */
static void local_source(struct qemu_reader *r, const char *p)
{
    uint64_t entry;
    unsigned cpu;
    uint32_t lvt;
    bool masked;

    if (!qemu_number(&p, 10, " delivery mode ", &entry) || entry >= QEMU_LVTS)
        return;
    cpu = speaker(r, entry);
    lvt = r->apic[cpu].lvt[entry];
    masked = (lvt & LAPIC_LVT_MASKED) != 0;
    if (entry == LVT_TIMER)
        qemu_add_vector(r, cpu, masked ? EV_TIMER_MASKED : EV_TIMER,
                        EVENT_NO_VECTOR);
    if (!masked &&
        field_get(lvt, LAPIC_LVT_DELIVERY_MODE) == LAPIC_DELIVERY_FIXED)
        message(r, UINT32_C(1) << cpu, LAPIC_DELIVERY_FIXED,
                (unsigned)field_get(lvt, LAPIC_LVT_VECTOR));
}

/* QEMU counts what was new in IRR; the count stays when the bit was set. */
static void reported(struct qemu_reader *r, const char *p)
{
    uint64_t count;
    unsigned cpu = 0;
    bool new;

    if (!qemu_number(&p, 10, "", &count))
        return;
    new = count > r->delivered;
    r->delivered = count;
    if (r->arriving == QEMU_NOTHING || r->addressed == 0)
        return;
    while (!(r->addressed >> cpu & 1))
        cpu++;
    r->addressed &= r->addressed - 1;
    qemu_add_vector(r, cpu, new ? EV_ACCEPT : EV_COALESCE,
                    (unsigned)r->arriving);
    put_bit(r->apic[cpu].irr, (unsigned)r->arriving, true);
}

/* "1 dest_mode 0 delivery_mode 0 vector 49 trigger_mode 1": not by an ICR. */
static void deliver(struct qemu_reader *r, const char *p)
{
    uint64_t destination, logical, mode, vector;

    if (qemu_number(&p, 10, " dest_mode ", &destination) &&
        qemu_number(&p, 10, " delivery_mode ", &logical) &&
        qemu_number(&p, 10, " vector ", &mode) &&
        qemu_number(&p, 10, " trigger_mode ", &vector))
        message(r, addressed(r, destination & 0xff, logical != 0),
                (unsigned)mode & 7, vector & 0xff);
}

bool qemu_apic_takes(struct qemu_reader *r, unsigned cpu, unsigned vector)
{
    struct qemu_apic *apic = &r->apic[cpu];

    if (r->pic_vector == (int)vector || highest(apic->irr) != (int)vector)
        return false;
    put_bit(apic->irr, vector, false);
    put_bit(apic->isr, vector, true);
    return true;
}

bool qemu_apic_read_line(struct qemu_reader *r)
{
    const char *p;

    if ((p = qemu_after(r->line, "apic_mem_writel ")) != NULL)
        apic_write(r, p);
    else if ((p = qemu_after(r->line, "apic_mem_readl ")) != NULL)
        apic_read(r, p);
    else if ((p = qemu_after(r->line, "apic_local_deliver vector ")) != NULL)
        local_source(r, p);
    else if ((p = qemu_after(r->line, "apic_report_irq_delivered coalescing ")))
        reported(r, p);
    else if (qemu_after(r->line, "apic_reset_irq_delivered ") != NULL)
        r->delivered = 0;
    else if ((p = qemu_after(r->line, "apic_deliver_irq dest ")) != NULL)
        deliver(r, p);
    else if ((p = qemu_after(r->line, "CPU Reset (CPU ")) != NULL)
        cpu_reset(r, p);
    else
        return false;
    return true;
}
