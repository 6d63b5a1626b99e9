/*
 * grader/src/oracle_ioapic.c - both I/O APICs in the replay of a record.
 * Contract: oracle_parts.h.
 *
 * The machine's own: register writes and pins drive the model, its messages
 * are owed by the CPUs addressed.  Bochs's has no Remote IRR, so that a level
 * request is sent whenever its table is looked through: at each write of an
 * entry and at each rise of a pin, and not at an EOI.  The model follows by
 * losing Remote IRR as soon as it is set.  What the soft chipset's owes is in
 * oracle_ioapic_soft.c.
 */
#include <string.h>
#include "hw/ioapic_regs.h"
#include "memory.h"
#include "oracle_parts.h"

static struct replayed_ioapic *unit_of(struct oracle *o, const struct event *e)
{
    return e->vector <= EVENT_IOAPIC_SOFT ? &o->ioapic[e->vector] : NULL;
}

static bool is_soft(const struct oracle *o, const struct replayed_ioapic *io)
{
    return io == &o->ioapic[EVENT_IOAPIC_SOFT];
}

/* Bochs's own, which differs. */
static bool differs(const struct oracle *o, const struct replayed_ioapic *io)
{
    return is_bochs(o) && !is_soft(o, io);
}

static bool has(const struct replayed_ioapic *io, unsigned pin, uint64_t bit)
{
    return (io->model.rte[pin] & bit) != 0;
}

void ioapic_power_on(struct oracle *o)
{
    for (unsigned unit = 0; unit < 2; unit++) {
        struct replayed_ioapic *io = &o->ioapic[unit];

        memset(io, 0, sizeof *io);
        ioapic_reset(&io->model, IOAPIC_PINS);
        for (unsigned pin = 0; pin < IOAPIC_PINS; pin++)
            io->seen[pin] = (struct ioapic_change){.entry = IOAPIC_RTE_MASKED,
                                                   .unit = (uint8_t)unit,
                                                   .pin = (uint8_t)pin};
    }
}

/* ---- messages of the machine's own ---- */

/* Bochs sends a level request of a pin that has risen since the entry is
 * level, whatever the pin was before. */
static bool is_sent_here(struct oracle *o, struct replayed_ioapic *io,
                         unsigned pin)
{
    if (!differs(o, io) || !has(io, pin, IOAPIC_RTE_LEVEL) || io->latched[pin])
        return true;
    deviate(o, DEVIATION_LEVEL_NEEDS_RISE);
    return false;
}

/* [IOAPIC 3.2.4 "IOREDTBL[23:0]--I/O Redirection Table Registers"] */
static void lose_remote_irr(struct oracle *o, struct replayed_ioapic *io,
                            unsigned pin)
{
    deviate(o, io->sent[pin] ? DEVIATION_LEVEL_SENT_AGAIN
                             : DEVIATION_REMOTE_IRR_NEVER);
    io->sent[pin] = true;
    io->model.rte[pin] &= ~IOAPIC_RTE_REMOTE_IRR;
}

static void send_pin(struct oracle *o, struct replayed_ioapic *io, unsigned pin)
{
    bool is_edge = !has(io, pin, IOAPIC_RTE_LEVEL);
    struct lapic_message message = ioapic_send(&io->model, pin);
    struct apic_bus_answers answers = bus_deliver(o, SENDER_IOAPIC, &message);

    ioapic_report(&io->model, pin, answers.accepted);
    if (!differs(o, io))
        return;
    if (has(io, pin, IOAPIC_RTE_REMOTE_IRR))
        lose_remote_irr(o, io, pin);
    if (is_edge && message.sent && answers.reached == 0) {
        deviate(o, DEVIATION_BAD_DESTINATION_RETRIED);
        io->model.edge_irr[pin] = true;
    }
}

static void send_waiting(struct oracle *o, struct replayed_ioapic *io)
{
    if (is_soft(o, io))
        return;
    bus_settle(o, SENDER_IOAPIC);
    for (int pin = ioapic_next(&io->model, IOAPIC_NO_PIN);
         pin != IOAPIC_NO_PIN && pin < (int)IOAPIC_PINS;
         pin = ioapic_next(&io->model, pin))
        if (is_sent_here(o, io, (unsigned)pin))
            send_pin(o, io, (unsigned)pin);
}

void ioapic_input(struct replayed_ioapic *io)
{
    memset(io->tried, 0, sizeof io->tried);
}

/* ---- registers and pins ---- */

/* Bochs takes a high pin for active, whatever the polarity. */
static void match_polarity(struct oracle *o, struct replayed_ioapic *io)
{
    for (unsigned pin = 0; differs(o, io) && pin < IOAPIC_PINS; pin++)
        io->model.high[pin] =
            io->level[pin] != has(io, pin, IOAPIC_RTE_ACTIVE_LOW);
}

void replay_ioapic_write(struct oracle *o, const struct event *e)
{
    struct replayed_ioapic *io = unit_of(o, e);
    bool is_entry;

    if (io == NULL)
        return;
    if (is_soft(o, io))
        soft_settle(o);
    is_entry = e->reg == IOAPIC_IOWIN && io->model.regsel >= IOAPIC_IOREDTBL;
    ioapic_write(&io->model, e->reg, (uint32_t)e->value);
    ioapic_input(io);
    match_polarity(o, io);
    if (is_entry || !differs(o, io))
        send_waiting(o, io);
}

/* Bochs does not say what was read. */
void replay_ioapic_read(struct oracle *o, const struct event *e)
{
    struct replayed_ioapic *io = unit_of(o, e);

    if (io == NULL || e->value == EVENT_NO_VALUE)
        return;
    if (e->reg != IOAPIC_IOWIN || io->model.regsel < IOAPIC_IOREDTBL)
        return; /* ID, version, arbitration: the machine's choice */
    o->record->reads_compared++;
    if (ioapic_read(&io->model, e->reg) != (uint32_t)e->value)
        disagree(o,
                 "I/O APIC %u register 0x%02x (index 0x%02x) read as 0x%x, "
                 "the model says 0x%x",
                 (unsigned)e->vector, e->reg, io->model.regsel,
                 (uint32_t)e->value, ioapic_read(&io->model, e->reg));
}

/* A level request since the pin's rise; an edge's latch is the model's. */
static void latch(struct replayed_ioapic *io, unsigned pin, bool high)
{
    if (has(io, pin, IOAPIC_RTE_LEVEL))
        io->latched[pin] = high;
    if (!high)
        io->sent[pin] = false;
}

void replay_ioapic_line(struct oracle *o, const struct event *e)
{
    struct replayed_ioapic *io = unit_of(o, e);
    bool high = e->value != 0;

    if (io == NULL || e->reg >= IOAPIC_PINS)
        return;
    if (is_soft(o, io))
        soft_settle(o);
    io->level[e->reg] = high;
    latch(io, e->reg, high);
    if (differs(o, io) && has(io, e->reg, IOAPIC_RTE_ACTIVE_LOW)) {
        deviate(o, DEVIATION_POLARITY_IGNORED);
        ioapic_set_pin(&io->model, e->reg, !high);
    } else {
        ioapic_set_pin(&io->model, e->reg, high);
    }
    ioapic_input(io);
    if (!differs(o, io) || (high && !has(io, e->reg, IOAPIC_RTE_MASKED)) ||
        (high && has(io, e->reg, IOAPIC_RTE_LEVEL)))
        send_waiting(o, io);
}

/* What the emulator says an entry is, after a write. */
void replay_ioapic_rte(struct oracle *o, const struct event *e)
{
    const uint64_t state = IOAPIC_RTE_REMOTE_IRR | IOAPIC_RTE_DELIVERY_STATUS;
    struct replayed_ioapic *io = unit_of(o, e);

    if (io == NULL || e->reg >= IOAPIC_PINS)
        return;
    o->record->reads_compared++;
    if ((io->model.rte[e->reg] & ~state) != (e->value & ~state))
        disagree(o, "entry %u of the I/O APIC is 0x%llx, the model says 0x%llx",
                 e->reg, (unsigned long long)(e->value & ~state),
                 (unsigned long long)(io->model.rte[e->reg] & ~state));
}

/* The manual would send a level that is still active at once. */
static void machine_hears_eoi(struct oracle *o, uint8_t vector)
{
    struct replayed_ioapic *io = &o->ioapic[EVENT_IOAPIC_MACHINE];

    for (unsigned pin = 0; differs(o, io) && pin < IOAPIC_PINS; pin++) {
        if (!io->sent[pin] ||
            field_get(io->model.rte[pin], IOAPIC_RTE_VECTOR) != vector)
            continue;
        deviate(o, DEVIATION_IOAPIC_EOI_IGNORED);
        io->sent[pin] = false;
    }
    if (differs(o, io))
        return;
    ioapic_eoi(&io->model, vector);
    send_waiting(o, io);
}

void ioapic_hears_eoi(struct oracle *o, uint8_t vector)
{
    machine_hears_eoi(o, vector);
    soft_hears_eoi(o, vector);
}

/* ---- the record ---- */

static bool may_change(const struct event *e)
{
    return e->kind == EV_IOAPIC_WRITE || e->kind == EV_IOAPIC_LINE ||
           e->kind == EV_EOI || e->kind == EV_APIC_WRITE ||
           e->kind == EV_MSR_WRITE ||
           (e->kind == EV_MARK &&
            (mark_kind(e) == MARK_SOFT || mark_kind(e) == MARK_RESET));
}

static void note(struct record *r, struct replayed_ioapic *io, unsigned pin)
{
    struct ioapic_change now = io->seen[pin];

    now.entry = ioapic_entry(&io->model, pin);
    now.high = io->level[pin];
    if (now.entry == io->seen[pin].entry && now.high == io->seen[pin].high)
        return;
    io->seen[pin] = now;
    r->ioapic = array_room(r->ioapic, r->ioapic_count, &r->ioapic_room,
                           sizeof *r->ioapic);
    r->ioapic[r->ioapic_count++] = now;
}

void ioapic_note_changes(struct oracle *o)
{
    if (!may_change(&o->record->trace->event[o->at]))
        return;
    for (unsigned unit = 0; unit < 2; unit++)
        for (unsigned pin = 0; pin < IOAPIC_PINS; pin++) {
            o->ioapic[unit].seen[pin].at = o->at;
            note(o->record, &o->ioapic[unit], pin);
        }
}
