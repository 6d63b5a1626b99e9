/*
 * labs/01-pic/pic.c - LAB 01: take over the 8259A pair.
 *
 * You edit this file and no other; each function's contract stands above it.
 *   make run LAB=01      boot your kernel in Bochs
 *   make grade LAB=01    grade it; each line names the check and the TODO
 * Ports, words and bits have names in hw/i8259_regs.h.
 */
#include "hw/i8259_regs.h"
#include "lab/cpu.h"
#include "lab/pic.h"

#define SLAVE_FIRST 8u /* IRQ 8 to 15 are the slave's lines 0 to 7 */

/* TODO 1 (checks pic-init-*)
 * [8259A "Initialization Command Words (ICWs)"]
 * Program both chips with ICW1 to ICW4, so that IRQ 0 to 7 arrive as vectors
 * master_base to master_base + 7, IRQ 8 to 15 as slave_base to slave_base + 7.
 * before: IF = 0; both bases are multiples of 8.
 * after: normal EOI, 8086 mode; every line is masked (line 2 may be open).
 * use: outb(), PIC_ICW1_PC and its neighbours */
void pic_init(uint8_t master_base, uint8_t slave_base)
{
    (void)master_base, (void)slave_base;
    lab_todo(1); /* delete this line when you begin */
}

/* TODO 2 (checks pic-mask-*, pic-cascade-open)
 * [8259A "Operation Control Word 1 (OCW1)"]
 * Close one line, or open one so that its interrupts reach the CPU.
 * before: any mask; others write it too, so ask the chip, which gives it back.
 * after: no other line's mask has changed (line 2 may have opened).
 * use: inb(), outb(), PIC_MASTER_DATA, PIC_SLAVE_DATA */
void pic_mask(unsigned irq)
{
    (void)irq;
    lab_todo(2); /* delete this line when you begin */
}

void pic_unmask(unsigned irq)
{
    (void)irq;
    lab_todo(2); /* delete this line when you begin */
}

/* TODO 3 (checks pic-eoi-*)
 * [8259A "End of Interrupt (EOI)"]
 * End the interrupt of `irq` at each chip in which it is in service.
 * before: it is the highest in service.
 * after: its ISR bit is 0, and for 8 to 15 the master's bit 2 is too; nothing
 * else has changed.
 * use: outb(), PIC_EOI_SPECIFIC or PIC_EOI_NONSPECIFIC */
void pic_eoi(unsigned irq)
{
    (void)irq;
    lab_todo(3); /* delete this line when you begin */
}

/* TODO 4 (checks pic-irr-*, pic-isr-*)
 * [8259A "Reading the 8259A Status"]
 * The lines that ask (IRR) and those in service (ISR), bit n for IRQ n.
 * before: nothing is known of what was read last.
 * after: no interrupt has begun or ended by it.
 * use: outb() of OCW3, then inb(), at each chip's command port */
uint16_t pic_irr(void)
{
    lab_todo(4); /* delete this line when you begin */
    return 0;
}

uint16_t pic_isr(void)
{
    lab_todo(4); /* delete this line when you begin */
    return 0;
}

/* TODO 5 (checks pic-service-*, pic-nesting)
 * [8259A "Fully Nested Mode"] [8259A "Interrupt Sequence"]
 * The interrupt of `irq` has arrived: call body(irq), with IF as it
 * is, then end the interrupt.
 * A spurious one (last function) has no body to call and no EOI due at the chip
 * that made it up; for IRQ 15 the master took it for real.
 * before: IF = 0; body may set it, and then this function is called again
 * inside of itself.
 * after: ISR is as it was before this interrupt. */
void pic_interrupt(unsigned irq, pic_body *body)
{
    (void)irq, (void)body;
    lab_todo(5); /* delete this line when you begin */
}

/* TODO 6 (checks pic-real-7-15, pic-spurious-*, pic-seven-in-seven)
 * [8259A "Edge and Level Triggered Modes"]
 * A request that goes away before its acknowledge is answered with line 7 of
 * its chip, whose ISR bit then stays 0.  Is this such an interrupt?
 * before: `irq` has just arrived, IF = 0.
 * after: nothing has changed.   use: pic_isr() */
bool pic_is_spurious(unsigned irq)
{
    (void)irq;
    lab_todo(6); /* delete this line when you begin */
    return 0;
}
