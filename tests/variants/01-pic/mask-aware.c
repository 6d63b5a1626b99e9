/*
 * tests/variants/01-pic/mask-aware.c - a right answer of another hand.
 *
 * Writes a mask only when it changes, closes the cascade with the slave's last
 * line, ends the slave's interrupt by asking what it has in service, and takes
 * ISR's state at the entry for the test.
 */
#include "hw/i8259_regs.h"
#include "lab/cpu.h"
#include "lab/pic.h"

static void start(uint16_t command, uint8_t base, uint8_t icw3)
{
    uint16_t data = (uint16_t)(command | 1);
    const uint8_t words[] = {base, icw3, PIC_ICW4_PC, PIC_MASK_ALL};

    outb(command, PIC_ICW1_PC);
    for (unsigned i = 0; i < sizeof words; i++)
        outb(data, words[i]);
}

void pic_init(uint8_t master_base, uint8_t slave_base)
{
    start(PIC_SLAVE_COMMAND, slave_base, PIC_ICW3_SLAVE_PC);
    start(PIC_MASTER_COMMAND, master_base, PIC_ICW3_MASTER_PC);
}

static void set_bit(uint16_t port, unsigned bit, bool on)
{
    uint8_t old = inb(port);
    uint8_t new = (uint8_t)(on ? old | 1u << bit : old & ~(1u << bit));

    if (new != old)
        outb(port, new);
}

void pic_mask(unsigned irq)
{
    if (irq < 8) {
        set_bit(PIC_MASTER_DATA, irq, true);
        return;
    }
    set_bit(PIC_SLAVE_DATA, irq - 8, true);
    if (inb(PIC_SLAVE_DATA) == PIC_MASK_ALL)
        set_bit(PIC_MASTER_DATA, PIC_CASCADE_LINE, true);
}

void pic_unmask(unsigned irq)
{
    if (irq < 8) {
        set_bit(PIC_MASTER_DATA, irq, false);
        return;
    }
    set_bit(PIC_MASTER_DATA, PIC_CASCADE_LINE, false);
    set_bit(PIC_SLAVE_DATA, irq - 8, false);
}

uint16_t pic_irr(void)
{
    uint16_t slave;

    outb(PIC_SLAVE_COMMAND, PIC_READ_IRR);
    slave = inb(PIC_SLAVE_COMMAND);
    outb(PIC_MASTER_COMMAND, PIC_READ_IRR);
    return (uint16_t)((slave << 8 | inb(PIC_MASTER_COMMAND)) & 0xfffb);
}

uint16_t pic_isr(void)
{
    uint16_t slave;

    outb(PIC_SLAVE_COMMAND, PIC_READ_ISR);
    slave = inb(PIC_SLAVE_COMMAND);
    outb(PIC_MASTER_COMMAND, PIC_READ_ISR);
    return (uint16_t)((slave << 8 | inb(PIC_MASTER_COMMAND)) & 0xfffb);
}

void pic_eoi(unsigned irq)
{
    if (irq >= 8)
        outb(PIC_SLAVE_COMMAND, PIC_EOI_NONSPECIFIC);
    outb(PIC_MASTER_COMMAND, PIC_EOI_NONSPECIFIC);
}

bool pic_is_spurious(unsigned irq)
{
    return (irq & 7) == 7 && (pic_isr() & 1u << irq) == 0;
}

static uint16_t served;

void pic_interrupt(unsigned irq, pic_body *body)
{
    uint16_t bit = (uint16_t)(1u << irq);
    bool spurious = pic_is_spurious(irq) || (served & bit);

    if (spurious && irq < 8)
        return;
    if (spurious) {
        outb(PIC_MASTER_COMMAND, 0x62);
        return;
    }
    served |= bit;
    body(irq);
    served = (uint16_t)(served & ~bit);
    pic_eoi(irq);
}
