/*
 * model/src/lapic_parts.h - what the source files of the local APIC's model
 * share among themselves.  Nobody else includes it; the interface, with the
 * public contracts, is model/lapic.h.
 */
#ifndef LAPIC_PARTS_H
#define LAPIC_PARTS_H

#include "hw/x2apic_regs.h"
#include "model/lapic.h"

/* Every register but ID, version and base. */
void lapic_reset_registers(struct lapic *lapic);

/* lapic_read and lapic_write whatever the mode: by offset, for both views. */
uint32_t lapic_read_register(struct lapic *lapic, uint32_t offset,
                             uint64_t now);
struct lapic_output lapic_write_register(struct lapic *lapic, uint32_t offset,
                                         uint32_t value, uint64_t now);

/* Is an LVT entry at `offset`? */
bool lapic_is_lvt(uint32_t offset);

/* Bits of an entry that software writes. */
uint32_t lapic_lvt_writable(uint32_t offset);

void lapic_write_lvt(struct lapic *lapic, uint32_t offset, uint32_t value);
void lapic_write_svr(struct lapic *lapic, uint32_t value);
void lapic_write_esr(struct lapic *lapic);
struct lapic_message lapic_write_icr_low(struct lapic *lapic, uint32_t value);
struct lapic_message lapic_write_icr(struct lapic *lapic, uint64_t value);
struct lapic_message lapic_write_self_ipi(struct lapic *lapic, uint8_t vector);
void lapic_write_timer_initial(struct lapic *lapic, uint32_t value,
                               uint64_t now);
void lapic_write_timer_divide(struct lapic *lapic, uint32_t value,
                              uint64_t now);

/* The LVT timer's mode has changed. */
void lapic_disarm_timer(struct lapic *lapic);

/* An error was detected: collect it; a new one asks by the error entry. */
void lapic_log_error(struct lapic *lapic, uint32_t esr_bit);

/* LINT entries of `vector` may ask again. */
void lapic_release_remote_irr(struct lapic *lapic, uint8_t vector);

static inline bool lapic_is_enabled(const struct lapic *lapic)
{
    return (lapic->svr & LAPIC_SVR_ENABLE) != 0;
}

static inline uint32_t lapic_timer_mode(const struct lapic *lapic)
{
    return (uint32_t)field_get(lapic_lvt(lapic, LAPIC_LVT_TIMER),
                               LAPIC_LVT_TIMER_MODE);
}

#endif
