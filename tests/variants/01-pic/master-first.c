/*
 * tests/variants/01-pic/master-first.c - a right answer of another hand.
 *
 * Both chips word by word, masks by value, non-specific EOIs with the master's
 * first, one chip read after the other.
 */
#include "hw/i8259_regs.h"
#include "lab/cpu.h"
#include "lab/pic.h"

static void both(uint16_t offset, uint8_t master, uint8_t slave)
{
    outb((uint16_t)(PIC_SLAVE_COMMAND + offset), slave);
    outb((uint16_t)(PIC_MASTER_COMMAND + offset), master);
}

void pic_init(uint8_t master_base, uint8_t slave_base)
{
    both(1, 0xff, 0xff);
    both(0, 0x11, 0x11);
    both(1, master_base, slave_base);
    both(1, 4, 2);
    both(1, 1, 1);
    both(1, 0xfb, 0xff);
}

static uint16_t get_mask(void)
{
    return (uint16_t)(inb(PIC_SLAVE_DATA) << 8 | inb(PIC_MASTER_DATA));
}

static void set_mask(uint16_t mask)
{
    both(1, (uint8_t)mask, (uint8_t)(mask >> 8));
}

void pic_mask(unsigned irq)
{
    set_mask((uint16_t)(get_mask() | 1u << irq));
}

void pic_unmask(unsigned irq)
{
    unsigned open = 1u << irq;

    if (irq > 7)
        open |= 1u << PIC_CASCADE_LINE;
    set_mask((uint16_t)(get_mask() & ~open));
}

void pic_eoi(unsigned irq)
{
    outb(PIC_MASTER_COMMAND, PIC_EOI_NONSPECIFIC);
    if (irq > 7)
        outb(PIC_SLAVE_COMMAND, PIC_EOI_NONSPECIFIC);
}

static uint8_t status(uint16_t port, uint8_t word)
{
    outb(port, word);
    return inb(port);
}

uint16_t pic_irr(void)
{
    return (uint16_t)(status(PIC_MASTER_COMMAND, 0x0a) +
                      (status(PIC_SLAVE_COMMAND, 0x0a) << 8));
}

uint16_t pic_isr(void)
{
    return (uint16_t)(status(PIC_MASTER_COMMAND, 0x0b) +
                      (status(PIC_SLAVE_COMMAND, 0x0b) << 8));
}

bool pic_is_spurious(unsigned irq)
{
    if (irq == 7)
        return !(status(PIC_MASTER_COMMAND, 0x0b) & 0x80);
    if (irq == 15)
        return !(status(PIC_SLAVE_COMMAND, 0x0b) & 0x80);
    return false;
}

static bool seven_runs;

static void seven(pic_body *body)
{
    if (seven_runs || pic_is_spurious(7))
        return;
    seven_runs = true;
    body(7);
    seven_runs = false;
    pic_eoi(7);
}

void pic_interrupt(unsigned irq, pic_body *body)
{
    if (irq == 7) {
        seven(body);
    } else if (pic_is_spurious(irq)) {
        outb(PIC_MASTER_COMMAND, PIC_EOI_NONSPECIFIC);
    } else {
        body(irq);
        pic_eoi(irq);
    }
}
