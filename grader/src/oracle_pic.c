/*
 * grader/src/oracle_pic.c - the 8259A pair in the replay of a record.
 * Contract: oracle_parts.h.
 *
 * Neither emulator logs an INTA: the vector that reached the CPU says which
 * line was acknowledged.
 */
#include "oracle_parts.h"

/* Bochs keeps the line it chose when INT rose; the manual chooses at
 * INTA.  Both are tried, the emulator's way first, so that its
 * frozen choice stays known. */
void replay_pic_vector(struct oracle *o, const struct event *e)
{
    struct i8259_pair plain = o->pic, kept = o->pic;
    struct i8259_frozen frozen = o->frozen;
    int irq = i8259_pair_vector_irq(&o->pic, (uint8_t)e->vector);
    bool as_manual = i8259_pair_acknowledge(&plain) == e->vector;

    if (o->habits->freezes_choice &&
        i8259_frozen_acknowledge(&frozen, &kept) == e->vector) {
        o->pic = kept;
        o->frozen = frozen;
    } else if (as_manual) {
        o->pic = plain;
        i8259_frozen_watch(&o->frozen, &o->pic);
    } else if (!o->habits->freezes_choice || irq < 0 ||
               !i8259_pair_acknowledge_as(&o->pic, (unsigned)irq)) {
        disagree(o,
                 "vector 0x%02x reached the CPU, and neither 8259A nor "
                 "local APIC has it",
                 e->vector);
        return;
    }
    if (!as_manual)
        deviate(o, DEVIATION_PIC_INT_FROZEN);
}

void replay_pic_write(struct oracle *o, const struct event *e)
{
    i8259_pair_write(&o->pic, (uint16_t)e->reg, (uint8_t)e->value);
    i8259_frozen_watch(&o->frozen, &o->pic);
}

void replay_pic_read(struct oracle *o, const struct event *e)
{
    uint16_t irr = i8259_pair_irr(&o->pic), isr = i8259_pair_isr(&o->pic);
    uint16_t imr = i8259_pair_imr(&o->pic);
    const uint8_t model[] = {
        [PIC_READ_MASTER_IRR] = (uint8_t)irr,
        [PIC_READ_MASTER_ISR] = (uint8_t)isr,
        [PIC_READ_MASTER_IMR] = (uint8_t)imr,
        [PIC_READ_SLAVE_IRR] = (uint8_t)(irr >> 8),
        [PIC_READ_SLAVE_ISR] = (uint8_t)(isr >> 8),
        [PIC_READ_SLAVE_IMR] = (uint8_t)(imr >> 8),
    };

    o->record->reads_compared++;
    if (e->reg < sizeof model && model[e->reg] != e->value)
        disagree(o, "8259A register read as 0x%02x, the model says 0x%02x",
                 (unsigned)e->value, model[e->reg]);
}

/* Where the data sheet forgets a request whose line has gone, and the emulator
 * does not.  [8259A "Edge and Level Triggered Modes"] */
void replay_pic_line(struct oracle *o, const struct event *e)
{
    struct i8259_pair plain = o->pic;

    i8259_pair_set_line(&o->pic, e->vector, e->value != 0);
    i8259_frozen_watch(&o->frozen, &o->pic);
    if (!o->habits->keeps_edges)
        return;
    i8259_pair_keep_edges(&plain, false);
    i8259_pair_set_line(&plain, e->vector, e->value != 0);
    if (i8259_pair_irr(&plain) != i8259_pair_irr(&o->pic))
        deviate(o, DEVIATION_PIC_EDGE_KEPT);
}
