/*
 * model/src/apic_bus.c - from a message to an answer of each CPU.
 * Contract: model/apic_bus.h.
 *
 *   lapic_write --message--+
 *   x2apic_write           |               all addressed: lapic_receive
 *                          +--> addresses -+
 *   ioapic_send --message--+               lowest priority: the winner of
 *        ^                 |                 arbitrate alone
 *        |                 +--> accepted? --> ioapic_report
 *        +--- ioapic_eoi <-- broadcast <-- lapic_eoi
 *
 *   destination          who                                       decided by
 *   shorthand            relative to the sender, by its number     here
 *   physical, logical    ID or LDR of each, in its own mode        lapic_ipi.c
 *
 * An APIC that is globally disabled is not on the bus.
 *
 * [SDM3 10.6.2 "Determining IPI Destination"]
 * [SDM3 10.12.10 "Determining IPI Destination in x2APIC Mode"]
 */
#include "model/apic_bus.h"

static unsigned cpus_of(const struct apic_bus *bus)
{
    return bus->cpus < APIC_BUS_CPUS ? bus->cpus : APIC_BUS_CPUS;
}

/* [SDM3 10.6.2.3 "Broadcast/Self Delivery Mode"] */
bool apic_bus_addresses(const struct apic_bus *bus, int sender,
                        const struct lapic_message *message, unsigned cpu)
{
    bool is_sender = (int)cpu == sender;

    if (!message->sent || lapic_mode(bus->cpu[cpu]) == LAPIC_MODE_DISABLED)
        return false;
    switch (message->shorthand) {
    case LAPIC_SHORTHAND_SELF:
        return is_sender;
    case LAPIC_SHORTHAND_ALL:
        return true;
    case LAPIC_SHORTHAND_ALL_OTHERS:
        return !is_sender;
    default:
        return lapic_matches_destination(bus->cpu[cpu], message);
    }
}

/* Choices, the manual leaving them to the processor and the chipset: the lowest
 * TPR wins, all eight bits of it, whatever is pending or in service; of equals
 * the first; no focus processor; who is software-disabled takes no part. */
int apic_bus_arbitrate(const struct apic_bus *bus, int sender,
                       const struct lapic_message *message)
{
    int winner = -1;

    for (unsigned i = 0; i < cpus_of(bus); i++) {
        const struct lapic *lapic = bus->cpu[i];

        if (!(lapic->svr & LAPIC_SVR_ENABLE) ||
            !apic_bus_addresses(bus, sender, message, i))
            continue;
        if (winner < 0 || lapic_tpr(lapic) < lapic_tpr(bus->cpu[winner]))
            winner = (int)i;
    }
    return winner;
}

static void note(struct apic_bus_answers *answers, unsigned cpu,
                 enum lapic_acceptance answer)
{
    answers->cpu[cpu] = answer;
    if (answer != LAPIC_NOT_MINE)
        answers->reached++;
    if (answer == LAPIC_ACCEPTED || answer == LAPIC_COALESCED)
        answers->accepted = true;
}

/* Without a winner the message goes to all, and all refuse it. */
struct apic_bus_answers apic_bus_send(const struct apic_bus *bus, int sender,
                                      const struct lapic_message *message)
{
    struct apic_bus_answers answers = {.reached = 0};
    int winner = -1;

    for (unsigned i = 0; i < APIC_BUS_CPUS; i++)
        answers.cpu[i] = LAPIC_NOT_MINE;
    if (message->delivery_mode == LAPIC_DELIVERY_LOWEST)
        winner = apic_bus_arbitrate(bus, sender, message);
    for (unsigned i = 0; i < cpus_of(bus); i++)
        if (apic_bus_addresses(bus, sender, message, i) &&
            (winner < 0 || winner == (int)i))
            note(&answers, i, lapic_receive(bus->cpu[i], message));
    return answers;
}

struct apic_bus_answers apic_bus_output(const struct apic_bus *bus,
                                        unsigned cpu,
                                        const struct lapic_output *out)
{
    if (out->eoi.broadcast)
        apic_bus_eoi(bus, (uint8_t)out->eoi.vector);
    return apic_bus_send(bus, (int)cpu, &out->message);
}

/* [SDM3 10.8.5 "Signaling Interrupt Servicing Completion"] */
void apic_bus_eoi(const struct apic_bus *bus, uint8_t vector)
{
    for (unsigned i = 0; i < bus->ioapics; i++)
        ioapic_eoi(bus->ioapic[i], vector);
}

struct apic_bus_answers apic_bus_send_pin(const struct apic_bus *bus,
                                          unsigned ioapic, unsigned pin)
{
    struct ioapic *io = bus->ioapic[ioapic];
    struct lapic_message message = ioapic_send(io, pin);
    struct apic_bus_answers answers =
        apic_bus_send(bus, APIC_BUS_NO_SENDER, &message);

    ioapic_report(io, pin, answers.accepted);
    return answers;
}

static bool was_taken(const struct apic_bus *bus,
                      const struct apic_bus_answers *answers)
{
    for (unsigned i = 0; i < cpus_of(bus); i++)
        if (answers->cpu[i] == LAPIC_TO_CORE)
            return true;
    return answers->accepted;
}

unsigned apic_bus_service(const struct apic_bus *bus)
{
    unsigned taken = 0;

    for (unsigned i = 0; i < bus->ioapics; i++) {
        const struct ioapic *io = bus->ioapic[i];

        for (int pin = ioapic_next(io, IOAPIC_NO_PIN); pin != IOAPIC_NO_PIN;
             pin = ioapic_next(io, pin)) {
            struct apic_bus_answers answers =
                apic_bus_send_pin(bus, i, (unsigned)pin);

            if (was_taken(bus, &answers))
                taken++;
        }
    }
    return taken;
}
