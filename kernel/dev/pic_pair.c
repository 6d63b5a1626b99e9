/*
 * kernel/dev/pic_pair.c - the kernel's own OCW1 and OCW2.
 * Contract: kernel/pic_pair.h.
 */
#include "hw/i8259_regs.h"
#include "kernel/io.h"
#include "kernel/pic_pair.h"

#define SLAVE_FIRST 8u

/* The master last: whatever is pending behind it competes in one moment. */
void pair_set_mask(uint16_t mask)
{
    io_out8(PIC_SLAVE_DATA, (uint8_t)(mask >> 8));
    io_out8(PIC_MASTER_DATA, (uint8_t)mask);
}

uint8_t pair_hold_slave(void)
{
    uint8_t mask = io_in8(PIC_SLAVE_DATA);

    io_out8(PIC_SLAVE_DATA, PIC_MASK_ALL);
    return mask;
}

void pair_release_slave(uint8_t mask)
{
    io_out8(PIC_SLAVE_DATA, mask);
}

/* [8259A "End of Interrupt (EOI)"]: a slave's line is in service twice. */
void pair_eoi(unsigned irq)
{
    if (irq < SLAVE_FIRST) {
        io_out8(PIC_MASTER_COMMAND, (uint8_t)(PIC_EOI_SPECIFIC | irq));
        return;
    }
    io_out8(PIC_SLAVE_COMMAND,
            (uint8_t)(PIC_EOI_SPECIFIC | (irq - SLAVE_FIRST)));
    io_out8(PIC_MASTER_COMMAND, PIC_EOI_SPECIFIC | PIC_CASCADE_LINE);
}
