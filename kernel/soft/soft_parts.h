/*
 * kernel/soft/soft_parts.h - what the files of the soft chipset share among
 * themselves.  Nobody else includes it; the interface is kernel/soft.h.
 */
#ifndef SOFT_PARTS_H
#define SOFT_PARTS_H

#include <stdbool.h>
#include <stdint.h>
#include "model/lapic.h"

/* ---- ioapic.c ---- */

/* From now on it is there, or not; as after power-on. */
void soft_ioapic_switch(bool on);

uint32_t soft_ioapic_read(uint32_t offset);
void soft_ioapic_write(uint32_t offset, uint32_t value);
void soft_ioapic_line(unsigned pin, bool high);
void soft_ioapic_reset(void);

/* An EOI is about to be made by this CPU: false if it would change nothing
 * here.  Otherwise the chip is this CPU's until _end_eoi, told the vector that
 * was retired, or -1; so other CPUs' inputs come before both or after. */
bool soft_ioapic_begin_eoi(uint64_t *flags);
void soft_ioapic_end_eoi(uint64_t flags, int vector);

/* ---- madt.c ---- */

/* Does the MADT list an enabled CPU of this APIC ID? */
bool soft_cpu_is_there(uint32_t apic_id);

/* ---- message.c ---- */

/* Is it one that an ICR can send? */
bool soft_can_send(const struct lapic_message *message);

/* Send by this CPU's ICR, which is left as it was; IF = 0.  Answers whether
 * there is a CPU that accepts it. */
bool soft_send(const struct lapic_message *message);

/* The highest vector in service on this CPU, or -1. */
int soft_in_service(void);

#endif
