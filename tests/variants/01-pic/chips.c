/*
 * tests/variants/01-pic/chips.c - a right answer of another hand.
 *
 * One structure for each chip and loops over both; the old delay writes to
 * port 80h between the words; line 2 is opened at once and stays open.
 */
#include "hw/i8259_regs.h"
#include "lab/cpu.h"
#include "lab/pic.h"

#define DELAY_PORT 0x80

struct chip {
    uint16_t command, data;
    uint8_t icw3, open;
};

static const struct chip chips[2] = {
    {PIC_MASTER_COMMAND, PIC_MASTER_DATA, PIC_ICW3_MASTER_PC, 4},
    {PIC_SLAVE_COMMAND, PIC_SLAVE_DATA, PIC_ICW3_SLAVE_PC, 0},
};

static unsigned depth[16];

static void slowly(uint16_t port, unsigned value)
{
    outb(port, (uint8_t)value);
    outb(DELAY_PORT, 0);
}

void pic_init(uint8_t master_base, uint8_t slave_base)
{
    for (unsigned i = 0; i < 2; i++) {
        slowly(chips[i].command, PIC_ICW1_PC);
        slowly(chips[i].data, i ? slave_base : master_base);
        slowly(chips[i].data, chips[i].icw3);
        slowly(chips[i].data, PIC_ICW4_PC);
        slowly(chips[i].data, 0xffu & ~chips[i].open);
        slowly(chips[i].command, PIC_READ_ISR);
    }
    for (unsigned i = 0; i < 16; i++)
        depth[i] = 0;
}

static void change(unsigned irq, bool masked)
{
    const struct chip *c = &chips[irq / 8];
    unsigned bit = 1u << (irq & 7), mask = inb(c->data);

    outb(c->data, (uint8_t)(masked ? mask | bit : mask & ~bit));
}

void pic_mask(unsigned irq)
{
    change(irq, true);
}

void pic_unmask(unsigned irq)
{
    change(PIC_CASCADE_LINE, false);
    change(irq, false);
}

void pic_eoi(unsigned irq)
{
    if (irq / 8)
        outb(chips[1].command, (uint8_t)(0x60 + irq - 8));
    outb(chips[0].command, (uint8_t)(0x60 + (irq / 8 ? 2 : irq)));
}

static uint16_t get(uint8_t word)
{
    unsigned value = 0;

    for (unsigned i = 2; i-- > 0;) {
        outb(chips[i].command, word);
        value = value << 8 | inb(chips[i].command);
    }
    outb(chips[0].command, PIC_READ_ISR);
    outb(chips[1].command, PIC_READ_ISR);
    return (uint16_t)value;
}

uint16_t pic_irr(void)
{
    return get(PIC_READ_IRR);
}

uint16_t pic_isr(void)
{
    return get(PIC_READ_ISR);
}

bool pic_is_spurious(unsigned irq)
{
    return (irq == 7 || irq == 15) && !(pic_isr() & 1u << irq);
}

void pic_interrupt(unsigned irq, pic_body *body)
{
    bool real = depth[irq] == 0 && !pic_is_spurious(irq);

    if (real) {
        depth[irq]++;
        body(irq);
        depth[irq]--;
    }
    if (real)
        pic_eoi(irq);
    else if (irq == 15)
        outb(PIC_MASTER_COMMAND, PIC_EOI_SPECIFIC + 2);
}
