/*
 * kernel/lapic.h - what the kernel itself does with the local APIC: empty it
 * between steps and read it at checkpoints.  Using it is lab 02's business.
 */
#ifndef KERNEL_LAPIC_H
#define KERNEL_LAPIC_H

#include <stdint.h>
#include "kernel/frame.h"

/* See which mode this CPU is in; asked where lab code may have changed it. */
void lapic_notice_mode(void);

/* To xAPIC mode, where firmware left this CPU in x2APIC mode. */
void lapic_leave_x2apic(void);

/* Registers of this CPU's local APIC, by offset (hw/lapic_regs.h), by MMIO or
 * as MSRs. */
uint32_t lapic_get(uint32_t offset);
void lapic_put(uint32_t offset, uint32_t value);

/* Mask every LVT entry, stop the timer, retire what is in service, let what is
 * pending arrive and retire it too; leaves SVR as after reset, IF = 0.
 * Meanwhile interrupts go to lapic_drain (trap_on_interrupt), on each CPU. */
void lapic_reset(void);
void lapic_reset_many(void);
void lapic_drain(struct trap_frame *frame);

/* Read TPR and PPR; TPR, PPR and all words of ISR and IRR: for the record
 * alone.  Where there are many CPUs, each reads less: see lapic.c. */
void lapic_read_priorities(void);
void lapic_checkpoint(void);
void lapic_checkpoint_many(void);

#endif
