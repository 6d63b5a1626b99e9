/*
 * grader/src/oracle_bus.c - messages between CPUs in the replay of a record.
 * Contract: oracle_parts.h.
 *
 *   ICR write --> apic_bus_send --> each addressed CPU owes an event
 *                                     |                  |
 *        ACCEPT, COALESCE, NMI, INIT, SIPI of that CPU   +-- none: disagree,
 *        pay it; of another CPU: disagree                    at the sender's
 *                                                            next APIC write
 *
 * The model delivers at once; the receiver's state is seen to change at the
 * receiver's own event.
 */
#include "oracle_parts.h"

/* Is an event due of a CPU to which this came, in any emulator's record? */
static bool leaves_event(const struct arrival *due)
{
    switch (due->how) {
    case LAPIC_ACCEPTED:
    case LAPIC_COALESCED:
        return true;
    case LAPIC_TO_CORE:
        return due->mode == LAPIC_DELIVERY_NMI ||
               due->mode == LAPIC_DELIVERY_INIT ||
               due->mode == LAPIC_DELIVERY_SIPI;
    default:
        return false;
    }
}

static const char *mode_word(uint8_t mode)
{
    switch (mode) {
    case LAPIC_DELIVERY_NMI:
        return "an NMI";
    case LAPIC_DELIVERY_INIT:
        return "INIT";
    case LAPIC_DELIVERY_SIPI:
        return "SIPI";
    default:
        return "a vector";
    }
}

static void forget(struct oracle *o, unsigned cpu)
{
    struct arrival due = o->cpu[cpu].due;

    o->cpu[cpu].due.vector = NOTHING_OWED;
    if (due.vector == NOTHING_OWED || due.sender == SENDER_TIMER ||
        !leaves_event(&due))
        return;
    if (due.how == LAPIC_TO_CORE)
        disagree(o, "%s was sent and never came%s", mode_word(due.mode),
                 on_cpu(o, cpu));
    else
        disagree(o, "vector 0x%02x was sent and never accepted%s", due.vector,
                 on_cpu(o, cpu));
}

void bus_settle(struct oracle *o, int sender)
{
    for (unsigned i = 0; i < o->cpus; i++)
        if (o->cpu[i].due.sender == sender)
            forget(o, i);
}

static void owe(struct oracle *o, int sender,
                const struct lapic_message *message,
                const struct apic_bus_answers *answers)
{
    for (unsigned i = 0; i < o->cpus; i++) {
        if (answers->cpu[i] == LAPIC_NOT_MINE)
            continue;
        forget(o, i);
        o->cpu[i].due = (struct arrival){
            .vector = message->vector,
            .mode = message->delivery_mode,
            .how = answers->cpu[i],
            .sender = sender,
        };
    }
}

/* Bochs knows lowest priority to a logical destination, or to all, only.
 * [SDM3 10.6.2.4 "Lowest Priority Delivery Mode"] */
static bool is_refused(struct oracle *o, const struct lapic_message *message)
{
    if (!is_bochs(o) || !message->sent ||
        message->delivery_mode != LAPIC_DELIVERY_LOWEST ||
        message->dest_logical || message->shorthand != LAPIC_SHORTHAND_NONE)
        return false;
    deviate(o, DEVIATION_LOWEST_PHYSICAL_REFUSED);
    return true;
}

/* All ones address all; but some emulators AND them with LDR, like any other
 * destination.
 * [SDM3 10.6.2.2 "Logical Destination Mode"] */
static bool is_passed_over(const struct oracle *o,
                           const struct lapic_message *message,
                           const struct lapic *lapic)
{
    uint32_t ldr = (uint32_t)field_get(lapic->ldr, LAPIC_LDR_ID);
    uint64_t model = field_get(lapic->dfr, LAPIC_DFR_MODEL);

    if (o->habits->logical_all == LOGICAL_ALL_ARE || !message->sent ||
        !message->dest_logical || message->shorthand != LAPIC_SHORTHAND_NONE ||
        message->dest_is_wide || message->dest != LAPIC_DEST_BROADCAST ||
        lapic_mode(lapic) != LAPIC_MODE_XAPIC)
        return false;
    if (model == LAPIC_DFR_FLAT)
        return ldr == 0;
    return o->habits->logical_all == LOGICAL_ALL_BY_LDR &&
           model == LAPIC_DFR_CLUSTER && (ldr >> 4 != 0xf || (ldr & 0xf) == 0);
}

/* The bus as this machine has it for that message: who is passed over is not on
 * it. */
static struct apic_bus_answers send(struct oracle *o, int sender,
                                    const struct lapic_message *message)
{
    struct lapic absent = {.base = 0};
    struct lapic *on_bus[RECORD_CPUS];
    struct apic_bus bus = o->bus;

    for (unsigned i = 0; i < o->cpus; i++) {
        bool passed_over = is_passed_over(o, message, o->bus.cpu[i]);

        on_bus[i] = passed_over ? &absent : o->bus.cpu[i];
        if (passed_over)
            deviate(o, DEVIATION_LOGICAL_ALL_BY_LDR);
    }
    bus.cpu = on_bus;
    return apic_bus_send(&bus, sender < 0 ? APIC_BUS_NO_SENDER : sender,
                         message);
}

struct apic_bus_answers bus_deliver(struct oracle *o, int sender,
                                    const struct lapic_message *message)
{
    struct lapic_message m = *message;

    if (is_refused(o, message))
        m.sent = false;
    struct apic_bus_answers answers = send(o, sender, &m);

    owe(o, sender, &m, &answers);
    return answers;
}

/* A destination that nobody has is an error of the sender's in Bochs; modern
 * processors keep the bit reserved.  [SDM3 10.5.3 "Error Handling"], bit 2 */
static void no_destination(struct oracle *o, unsigned sender,
                           const struct lapic_message *message)
{
    if (!is_bochs(o) || !message->sent ||
        message->shorthand != LAPIC_SHORTHAND_NONE)
        return;
    deviate(o, DEVIATION_ABSENT_DESTINATION_ESR2);
    o->cpu[sender].lapic.errors |= (uint32_t)LAPIC_ESR_SEND_ACCEPT;
}

void bus_send(struct oracle *o, unsigned sender,
              const struct lapic_message *message)
{
    struct apic_bus_answers answers;

    o->sender = (int)sender;
    answers = bus_deliver(o, (int)sender, message);
    if (answers.reached == 0)
        no_destination(o, sender, message);
    if (o->cpu[sender].pci_sends)
        pci_sent(o, o->cpu[sender].pci_sender, message);
    else if (o->cpu[sender].chipset_sends)
        soft_sent(o, message, &answers);
}

void replay_to_core(struct oracle *o, const struct event *e)
{
    static const uint8_t modes[EVENT_KIND_COUNT] = {
        [EV_NMI] = LAPIC_DELIVERY_NMI,
        [EV_INIT] = LAPIC_DELIVERY_INIT,
        [EV_SIPI] = LAPIC_DELIVERY_SIPI,
    };
    struct replayed_cpu *cpu = &o->cpu[e->cpu % RECORD_CPUS];

    if (cpu->due.vector == NOTHING_OWED || cpu->due.mode != modes[e->kind])
        disagree(o, "%s came%s, and nothing sent it", mode_word(modes[e->kind]),
                 on_cpu(o, e->cpu));
    else if (e->kind == EV_SIPI && cpu->due.vector != (int)e->vector)
        disagree(o, "SIPI of page 0x%02x came%s, and 0x%02x was sent",
                 e->vector, on_cpu(o, e->cpu), cpu->due.vector);
    cpu->due.vector = NOTHING_OWED;
    if (e->kind == EV_INIT)
        replay_reset(o, e);
    if (e->kind != EV_NMI)
        cpu->waits = e->kind == EV_INIT && e->cpu != 0;
}
