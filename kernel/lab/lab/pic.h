/*
 * lab/pic.h - lab 01: what your pic.c provides.
 *
 * The contract of each function stands above it in labs/01-pic/pic.c; ports
 * and words are in hw/i8259_regs.h.  An IRQ is 0..15 and never 2, which is the
 * wire between the two chips.  Called by the kernel's scenario.
 */
#ifndef LAB_PIC_H
#define LAB_PIC_H

#include <stdbool.h>
#include <stdint.h>

void pic_init(uint8_t master_base, uint8_t slave_base);

void pic_mask(unsigned irq);
void pic_unmask(unsigned irq);

void pic_eoi(unsigned irq);

/* Bit n: IRQ n. */
uint16_t pic_irr(void);
uint16_t pic_isr(void);

/* What a device's owner does when its interrupt arrives. */
typedef void pic_body(unsigned irq);
void pic_interrupt(unsigned irq, pic_body *body);

bool pic_is_spurious(unsigned irq);

#endif
