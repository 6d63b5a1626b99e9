/*
 * grader/src/oracle_ioapic_soft.c - the soft chipset's I/O APIC in the replay.
 * Contract: oracle_parts.h.
 *
 * It lives in the guest: its inputs are marks, the messages that the model
 * derives from them must be sent by an ICR, and no others.  Its registers and
 * pins are replayed as the machine's own are, in oracle_ioapic.c.
 */
#include <string.h>
#include "hw/ioapic_regs.h"
#include "oracle_parts.h"

/* The next pin whose request waits and was not yet tried, or -1. */
static int soft_due(const struct replayed_ioapic *io)
{
    int pin = ioapic_next(&io->model, IOAPIC_NO_PIN);

    while (pin != IOAPIC_NO_PIN && pin < (int)IOAPIC_PINS && io->tried[pin])
        pin = ioapic_next(&io->model, pin);
    return pin < (int)IOAPIC_PINS ? pin : IOAPIC_NO_PIN;
}

/* A message of the soft I/O APIC is an IPI, an edge: its EOI is no broadcast,
 * and reaches it all the same. */
void soft_hears_eoi(struct oracle *o, uint8_t vector)
{
    struct replayed_ioapic *io = &o->ioapic[EVENT_IOAPIC_SOFT];

    soft_settle(o);
    ioapic_eoi(&io->model, vector);
    ioapic_input(io);
}

/* An IPI cannot say what this entry asks for; as to nobody, the request stays.
 * An illegal vector is refused by every local APIC.
 * [SDM3 10.6.1 "Interrupt Command Register (ICR)"] */
static bool can_be_sent(uint64_t entry)
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

    if (pin == IOAPIC_NO_PIN || can_be_sent(io->model.rte[pin]))
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
    ioapic_input(io);
}

void replay_soft_mark(struct oracle *o, const struct event *e)
{
    struct replayed_cpu *cpu = &o->cpu[e->cpu % RECORD_CPUS];

    switch (field_get(mark_arg(e), MARK_SOFT_OP)) {
    case SOFT_SEND_BEGIN:
        cpu->chipset_sends = true;
        cpu->pci_sends = (mark_arg(e) & SOFT_SENDER_PCI) != 0;
        cpu->pci_sender = mark_arg(e) & (SOFT_SENDER_PCI - 1);
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
