/*
 * kernel/dev/pit.c - IRQ 0, once, on demand.  Contract: kernel/irq_device.h.
 *
 * In mode 0 the output is low from the control word on, rises when the count
 * runs out and then stays.  [8254 "Mode 0: Interrupt on Terminal Count"]
 */
#include "hw/i8254_regs.h"
#include "kernel/io.h"
#include "kernel/irq_device.h"

#define SHORT_COUNT  2u
#define RAISE_LIMIT  10000u
#define READ_STATUS0 0xe2 /* read-back: latch the status of counter 0 */

void pit_lower(void)
{
    io_out8(PIT_CONTROL, PIT_COUNTER0_TERMINAL);
}

bool pit_raise(void)
{
    io_out8(PIT_CONTROL, PIT_COUNTER0_TERMINAL);
    io_out8(PIT_COUNTER0, SHORT_COUNT);
    io_out8(PIT_COUNTER0, 0);
    for (unsigned i = 0; i < RAISE_LIMIT; i++) {
        io_out8(PIT_CONTROL, READ_STATUS0);
        if (io_in8(PIT_COUNTER0) & PIT_STATUS_OUT)
            return true;
    }
    return false;
}
