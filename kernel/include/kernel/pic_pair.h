/*
 * kernel/pic_pair.h - what the kernel itself writes to the 8259As in a step.
 *
 * For scenarios that need a mask or an end of interrupt which is not the
 * student's.  The reset between steps is kernel/legacy.h.
 */
#ifndef KERNEL_PIC_PAIR_H
#define KERNEL_PIC_PAIR_H

#include <stdint.h>

/* One OCW1 to each chip, the slave's first.  Bit n: IRQ n is masked. */
void pair_set_mask(uint16_t mask);

/* Mask the slave whole; returns its mask, which is to be given back.  What is
 * raised in between competes in one moment, then. */
uint8_t pair_hold_slave(void);
void pair_release_slave(uint8_t mask);

/* The end of interrupt that `irq` needs. */
void pair_eoi(unsigned irq);

#endif
