/*
 * kernel/ioapic.h - what the kernel itself does with the machine's I/O APIC:
 * mask again, between steps, the entries that lab code has written.
 *
 * Using it is lab 03's business.  Implemented by kernel/dev/ioapic.c.
 */
#ifndef KERNEL_IOAPIC_H
#define KERNEL_IOAPIC_H

#include <stdint.h>

/* Its version register, at the base that the MADT names. */
uint32_t ioapic_version(uint64_t base);

/* Lab code writes `value` at this address: remember which entry it reached. */
void ioapic_note(uint64_t address, uint32_t value);

/* Firmware or a loader may have left any of its entries open: count them all as
 * written. */
void ioapic_distrust(void);

/* Mask what was written since the last time. */
void ioapic_settle(void);

#endif
