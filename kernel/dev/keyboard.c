/*
 * kernel/dev/keyboard.c - IRQ 1, on demand: the controller returns a byte as
 * if it had been typed.  Contract: kernel/irq_device.h.
 */
#include "hw/i8042_regs.h"
#include "kernel/io.h"
#include "kernel/irq_device.h"

#define READY_LIMIT 20000u
#define SOME_KEY    0x1e
#define IRQ_NS      260000u /* the line follows the byte at its leisure */

static bool wait_for(uint8_t bit, bool set)
{
    for (unsigned i = 0; i < READY_LIMIT; i++)
        if (((io_in8(KBD_STATUS) & bit) != 0) == set)
            return true;
    return false;
}

static bool send(uint16_t port, uint8_t value)
{
    bool ready = wait_for(KBD_STATUS_IN_FULL, false);

    if (ready)
        io_out8(port, value);
    return ready;
}

void keyboard_lower(void)
{
    (void)io_in8(KBD_DATA);
}

bool keyboard_raise(void)
{
    bool typed = send(KBD_COMMAND, KBD_SET_CONFIG) &&
                 send(KBD_DATA, KBD_CONFIG_MOUSE_OFF | KBD_CONFIG_SYSTEM |
                                    KBD_CONFIG_IRQ) &&
                 send(KBD_COMMAND, KBD_ECHO_AS_KEYBOARD) &&
                 send(KBD_DATA, SOME_KEY) &&
                 wait_for(KBD_STATUS_OUT_FULL, true);

    hpet_wait_ns(IRQ_NS);
    return typed;
}
