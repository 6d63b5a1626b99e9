/*
 * grader/src/oracle_ioapic.c - both I/O APICs in the replay of a record.
 * Contract: oracle_parts.h.
 *
 * The machine's own: register writes and pins drive the model, its messages
 * are owed by the CPUs addressed.  Bochs's has no Remote IRR, so that a level
 * request is sent whenever its table is looked through: at each write of an
 * entry and at each rise of a pin, and not at an EOI.  The model follows by
 * losing Remote IRR as soon as it is set.
 *
 * The soft chipset's lives in the guest: its inputs are marks, the messages
 * that the model derives from them must be sent by an ICR, and no others.
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

/* An input came: what was tried may be tried again. */
static void input(struct replayed_ioapic *io)
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
    input(io);
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

/* A level request since the pin's rise; of an edge the model keeps the latch. */
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
    input(io);
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

/* ---- the soft chipset's ---- */

/* A message of the soft I/O APIC is an IPI, an edge: its EOI is no broadcast,
 * and reaches it all the same. */
static void soft_hears_eoi(struct oracle *o, uint8_t vector)
{
    struct replayed_ioapic *io = &o->ioapic[EVENT_IOAPIC_SOFT];

    soft_settle(o);
    ioapic_eoi(&io->model, vector);
    input(io);
}

void ioapic_hears_eoi(struct oracle *o, uint8_t vector)
{
    machine_hears_eoi(o, vector);
    soft_hears_eoi(o, vector);
}

static int soft_due(const struct replayed_ioapic *io);

/* An IPI cannot say what this entry asks for; as to nobody, the request stays.
 * An illegal vector is refused by every local APIC.
 * [SDM3 10.6.1 "Interrupt Command Register (ICR)"] */
static bool is_sendable(uint64_t entry)
{
    switch (field_get(entry, IOAPIC_RTE_DELIVERY_MODE)) {
    case LAPIC_DELIVERY_FIXED:
    case LAPIC_DELIVERY_LOWEST:
        return field_get(entry, IOAPIC_RTE_VECTOR) >= FIRST_VECTOR &&
               !(entry & IOAPIC_RTE_REMAPPABLE);
    case LAPIC_DELIVERY_NMI:
    case LAPIC_DELIVERY_INIT:
        return !(entry & IOAPIC_RTE_REMAPPABLE);
    default:
        return false;
    }
}

/* The chipset has come by a pin whose message no ICR can make. */
static void soft_unsendable(struct oracle *o)
{
    struct replayed_ioapic *io = &o->ioapic[EVENT_IOAPIC_SOFT];
    int pin = soft_due(io);

    if (pin == IOAPIC_NO_PIN || is_sendable(io->model.rte[pin]))
        return;
    (void)ioapic_send(&io->model, (unsigned)pin);
    io->tried[pin] = true;
}

/* A chip that had other inputs than the marks say is in another state. */
static void compare_state(struct oracle *o, uint32_t digest)
{
    struct replayed_ioapic *io = &o->ioapic[EVENT_IOAPIC_SOFT];

    if (ioapic_digest(&io->model) != digest)
        disagree(o, "the second I/O APIC is in another state than its inputs "
                    "make it");
}

/* Between steps the kernel puts its chip back, without a mark. */
void soft_reset(struct oracle *o)
{
    struct replayed_ioapic *io = &o->ioapic[EVENT_IOAPIC_SOFT];

    ioapic_reset(&io->model, IOAPIC_PINS);
    memset(io->level, 0, sizeof io->level);
    input(io);
}

void replay_soft_mark(struct oracle *o, const struct event *e)
{
    struct replayed_cpu *cpu = &o->cpu[e->cpu % RECORD_CPUS];

    switch (field_get(mark_arg(e), MARK_SOFT_OP)) {
    case SOFT_SEND_BEGIN:
        cpu->chipset_sends = true;
        cpu->pci_sends = (mark_arg(e) & SOFT_SENDER_PCI) != 0;
        break;
    case SOFT_SEND_END:
        cpu->chipset_sends = false;
        if (!cpu->pci_sends)
            soft_unsendable(o);
        cpu->pci_sends = false;
        break;
    case SOFT_STATE:
        soft_settle(o);
        compare_state(o, mark_data(e));
        break;
    default:
        break;
    }
}

/* The next pin whose request waits and was not yet tried, or -1. */
static int soft_due(const struct replayed_ioapic *io)
{
    int pin = ioapic_next(&io->model, IOAPIC_NO_PIN);

    while (pin != IOAPIC_NO_PIN && pin < (int)IOAPIC_PINS && io->tried[pin])
        pin = ioapic_next(&io->model, pin);
    return pin < (int)IOAPIC_PINS ? pin : IOAPIC_NO_PIN;
}

static bool is_same(const struct lapic_message *a,
                    const struct lapic_message *b)
{
    return a->sent == b->sent && a->delivery_mode == b->delivery_mode &&
           a->vector == b->vector && a->dest == b->dest &&
           a->dest_logical == b->dest_logical;
}

void soft_sent(struct oracle *o, const struct lapic_message *message,
               const struct apic_bus_answers *answers)
{
    struct replayed_ioapic *io = &o->ioapic[EVENT_IOAPIC_SOFT];
    int pin = soft_due(io);
    struct lapic_message due;

    if (pin == IOAPIC_NO_PIN) {
        disagree(o, "the second I/O APIC sent 0x%02x, and no pin asked for it",
                 message->vector);
        return;
    }
    due = ioapic_send(&io->model, (unsigned)pin);
    if (!is_same(&due, message))
        disagree(o,
                 "the second I/O APIC sent 0x%02x to 0x%x for pin %d, the "
                 "model says 0x%02x to 0x%x",
                 message->vector, message->dest, pin, due.vector, due.dest);
    io->tried[pin] = true;
    ioapic_report(&io->model, (unsigned)pin, answers->accepted);
}

void soft_settle(struct oracle *o)
{
    struct replayed_ioapic *io = &o->ioapic[EVENT_IOAPIC_SOFT];
    int pin = soft_due(io);

    if (pin != IOAPIC_NO_PIN)
        disagree(o, "the second I/O APIC owes a message for its pin %d", pin);
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
