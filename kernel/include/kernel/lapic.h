/*
 * kernel/lapic.h - what the kernel itself does with the local APIC: empty it
 * between steps and read it at checkpoints.  Using it is lab 02's business.
 */
#ifndef KERNEL_LAPIC_H
#define KERNEL_LAPIC_H

#include <stdint.h>

/* Registers of this CPU's local APIC, by offset (hw/lapic_regs.h). */
uint32_t lapic_get(uint32_t offset);
void lapic_put(uint32_t offset, uint32_t value);

/* Mask every LVT entry, stop the timer, retire what is in service, let what is
 * pending arrive and retire it too; leaves SVR as after reset, IF = 0. */
void lapic_reset(void);

/* Read TPR and PPR; TPR, PPR and all words of ISR and IRR: for the record
 * alone. */
void lapic_read_priorities(void);
void lapic_checkpoint(void);

#endif
