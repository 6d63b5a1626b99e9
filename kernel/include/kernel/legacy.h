/*
 * kernel/legacy.h - the PC's old devices, silenced between steps.
 *
 * Nothing here makes an interrupt: that is kernel/irq_line.h.  Called by the
 * runner alone.
 */
#ifndef KERNEL_LEGACY_H
#define KERNEL_LEGACY_H

/* Vectors the 8259As get from the kernel: out of every lab's way. */
#define LEGACY_MASTER_BASE 0xe0
#define LEGACY_SLAVE_BASE  0xe8

/* Initialise both 8259As with every line masked and nothing in service, stop
 * the PIT's square wave, switch the RTC's interrupts off. */
void legacy_reset(void);

#endif
