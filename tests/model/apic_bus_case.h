/*
 * tests/model/apic_bus_case.h - a machine for the tests of the bus: four CPUs
 * of xAPIC IDs 0..3 and logical IDs 01h, 02h, 04h, 08h, and two I/O APICs.
 *
 * The pointers of a machine are its own: it is made in place, not copied.
 */
#ifndef APIC_BUS_CASE_H
#define APIC_BUS_CASE_H

#include <check.h>

#include "model/apic_bus.h"
#include "model/x2apic.h"

#define CASE_CPUS 4

struct machine {
    struct lapic lapic[CASE_CPUS];
    struct ioapic io[2];
    struct lapic *cpu[CASE_CPUS];
    struct ioapic *ioapic[2];
    struct apic_bus bus;
};

static inline void case_machine(struct machine *m)
{
    for (uint32_t i = 0; i < CASE_CPUS; i++) {
        lapic_reset(&m->lapic[i], i);
        lapic_write(&m->lapic[i], LAPIC_SVR, 0x1ff, 0);
        lapic_write(&m->lapic[i], LAPIC_LDR, 0x01000000u << i, 0);
        m->cpu[i] = &m->lapic[i];
    }
    for (unsigned i = 0; i < 2; i++) {
        ioapic_reset(&m->io[i], IOAPIC_PINS);
        m->ioapic[i] = &m->io[i];
    }
    m->bus = (struct apic_bus){m->cpu, CASE_CPUS, m->ioapic, 2};
}

/* All CPUs in x2APIC mode, with these IDs. */
static inline void case_x2apic_machine(struct machine *m, const uint32_t *id)
{
    case_machine(m);
    for (uint32_t i = 0; i < CASE_CPUS; i++) {
        lapic_reset(&m->lapic[i], id[i]);
        x2apic_write(&m->lapic[i], IA32_APIC_BASE, 0xfee00c00, 0);
        x2apic_write(&m->lapic[i], 0x80f, 0x1ff, 0);
    }
}

/* Which CPUs answered `answer`: bit n for CPU n. */
static inline unsigned case_who(const struct apic_bus_answers *answers,
                                enum lapic_acceptance answer)
{
    unsigned who = 0;

    for (unsigned i = 0; i < CASE_CPUS; i++)
        if (answers->cpu[i] == answer)
            who |= 1u << i;
    return who;
}

/* CPU `sender` writes ICR, xAPIC mode. */
static inline struct apic_bus_answers
case_icr(struct machine *m, unsigned sender, uint32_t high, uint32_t low)
{
    struct lapic_output out;

    lapic_write(m->cpu[sender], LAPIC_ICR_HIGH, high, 0);
    out = lapic_write(m->cpu[sender], LAPIC_ICR_LOW, low, 0);
    return apic_bus_output(&m->bus, sender, &out);
}

/* The entry of a pin of the first I/O APIC. */
static inline void case_route(struct machine *m, unsigned pin, uint32_t high,
                              uint32_t low)
{
    ioapic_write(&m->io[0], 0x00, 0x11 + 2 * pin);
    ioapic_write(&m->io[0], 0x10, high);
    ioapic_write(&m->io[0], 0x00, 0x10 + 2 * pin);
    ioapic_write(&m->io[0], 0x10, low);
}

#endif
