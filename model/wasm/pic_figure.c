/*
 * model/wasm/pic_figure.c - the pair of 8259As, for figures.
 *
 * Programs the pair through its ports, as a kernel does, and keeps what
 * the model leaves to its caller: the level of the devices' lines.
 * Contract: figures.h.
 */
#include "figures.h"

#include "hw/i8259_regs.h"

EXPORT(pic_size) uint32_t pic_size(void)
{
    return sizeof(struct pic_figure);
}

EXPORT(pic_write)
void pic_write(struct pic_figure *f, uint32_t port, uint32_t value)
{
    i8259_pair_write(&f->pair, (uint16_t)port, (uint8_t)value);
}

EXPORT(pic_reset) void pic_reset(struct pic_figure *f, uint32_t base)
{
    f->lines = 0;
    f->vector = FIGURE_NOTHING;
    i8259_pair_reset(&f->pair);
    pic_write(f, PIC_MASTER_COMMAND, PIC_ICW1_PC);
    pic_write(f, PIC_MASTER_DATA, base);
    pic_write(f, PIC_MASTER_DATA, PIC_ICW3_MASTER_PC);
    pic_write(f, PIC_MASTER_DATA, PIC_ICW4_PC);
    pic_write(f, PIC_SLAVE_COMMAND, PIC_ICW1_PC);
    pic_write(f, PIC_SLAVE_DATA, base + I8259_LINES);
    pic_write(f, PIC_SLAVE_DATA, PIC_ICW3_SLAVE_PC);
    pic_write(f, PIC_SLAVE_DATA, PIC_ICW4_PC);
    pic_write(f, PIC_MASTER_DATA, 0);
    pic_write(f, PIC_SLAVE_DATA, 0);
}

EXPORT(pic_line)
void pic_line(struct pic_figure *f, uint32_t irq, uint32_t high)
{
    uint32_t bit = 1u << irq % (2 * I8259_LINES);

    f->lines = high ? f->lines | bit : f->lines & ~bit;
    i8259_pair_set_line(&f->pair, irq, high != 0);
}

EXPORT(pic_take) int32_t pic_take(struct pic_figure *f)
{
    if (!i8259_pair_int(&f->pair))
        return FIGURE_NOTHING;
    f->vector = i8259_pair_acknowledge(&f->pair);
    return f->vector;
}

EXPORT(pic_irr) uint32_t pic_irr(const struct pic_figure *f)
{
    return i8259_pair_irr(&f->pair);
}

EXPORT(pic_isr) uint32_t pic_isr(const struct pic_figure *f)
{
    return i8259_pair_isr(&f->pair);
}

EXPORT(pic_imr) uint32_t pic_imr(const struct pic_figure *f)
{
    return i8259_pair_imr(&f->pair);
}

EXPORT(pic_lines) uint32_t pic_lines(const struct pic_figure *f)
{
    return f->lines;
}

EXPORT(pic_level_sensed)
uint32_t pic_level_sensed(const struct pic_figure *f)
{
    return (uint32_t)(f->pair.master.elcr | f->pair.slave.elcr << I8259_LINES);
}

EXPORT(pic_int) uint32_t pic_int(const struct pic_figure *f)
{
    return i8259_pair_int(&f->pair);
}

EXPORT(pic_resolve) int32_t pic_resolve(const struct pic_figure *f)
{
    return i8259_pair_resolve(&f->pair);
}

EXPORT(pic_vector_irq)
int32_t pic_vector_irq(const struct pic_figure *f, uint32_t vector)
{
    return i8259_pair_vector_irq(&f->pair, (uint8_t)vector);
}

EXPORT(pic_vector_base)
uint32_t pic_vector_base(const struct pic_figure *f, uint32_t slave)
{
    return slave ? f->pair.slave.base : f->pair.master.base;
}

EXPORT(pic_lowest)
uint32_t pic_lowest(const struct pic_figure *f, uint32_t slave)
{
    return slave ? f->pair.slave.lowest : f->pair.master.lowest;
}

EXPORT(pic_automatic) uint32_t pic_automatic(const struct pic_figure *f)
{
    return (uint32_t)(f->pair.master.aeoi | f->pair.slave.aeoi << 1);
}

EXPORT(pic_vector) int32_t pic_vector(const struct pic_figure *f)
{
    return f->vector;
}

EXPORT(pic_check) uint32_t pic_check(const struct pic_figure *f)
{
    return i8259_pair_check(&f->pair);
}
