/*
 * model/apic_bus.h - the way of interrupt messages between the APICs of one
 * machine: who is addressed, who wins, who must hear of an EOI.
 *
 * The bus owns nothing and remembers nothing: it is two arrays of pointers that
 * the caller fills.  A message is delivered to all at once, in no time.  What
 * the core does with NMI, INIT, SIPI or ExtINT is the caller's, told by the
 * answer LAPIC_TO_CORE.  Remapping of messages is not here: a unit that remaps
 * makes the message.  Used by the grader's oracle and by tests.
 */
#ifndef MODEL_APIC_BUS_H
#define MODEL_APIC_BUS_H

#include "model/ioapic.h"
#include "model/lapic.h"

#define APIC_BUS_CPUS      64u
#define APIC_BUS_NO_SENDER (-1) /* an I/O APIC or a device sends */

struct apic_bus {
    struct lapic *const *cpu;
    unsigned cpus; /* at most APIC_BUS_CPUS; more are not seen */
    struct ioapic *const *ioapic;
    unsigned ioapics;
};

/* What a message met at each CPU, in the order of `cpu`. */
struct apic_bus_answers {
    enum lapic_acceptance cpu[APIC_BUS_CPUS];
    unsigned reached; /* how many answered anything but LAPIC_NOT_MINE */
    bool accepted;    /* into some IRR, where the bit may have been set */
};

/* Is CPU number `cpu` among the destinations of `message` that CPU number
 * `sender` sends?  Of a lowest-priority message all candidates are. */
bool apic_bus_addresses(const struct apic_bus *bus, int sender,
                        const struct lapic_message *message, unsigned cpu);

/* The candidate that takes a lowest-priority message, or -1 if nobody can.
 * [SDM3 10.6.2.4 "Lowest Priority Delivery Mode"] */
int apic_bus_arbitrate(const struct apic_bus *bus, int sender,
                       const struct lapic_message *message);

/* Deliver `message`.  One with `sent` false reaches nobody. */
struct apic_bus_answers apic_bus_send(const struct apic_bus *bus, int sender,
                                      const struct lapic_message *message);

/* Deliver all that a register write of CPU number `cpu` made leave its chip:
 * the message, and the EOI broadcast.  The answers are the message's. */
struct apic_bus_answers apic_bus_output(const struct apic_bus *bus,
                                        unsigned cpu,
                                        const struct lapic_output *out);

/* Tell every I/O APIC of an EOI.  Afterwards call apic_bus_service. */
void apic_bus_eoi(const struct apic_bus *bus, uint8_t vector);

/* Send the waiting request of one pin and report to its I/O APIC. */
struct apic_bus_answers apic_bus_send_pin(const struct apic_bus *bus,
                                          unsigned ioapic, unsigned pin);

/* The same for every pin that waits, each once, I/O APIC by I/O APIC.  Returns
 * how many messages were accepted or reached a core. */
unsigned apic_bus_service(const struct apic_bus *bus);

#endif
