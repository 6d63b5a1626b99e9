/*
 * model/regs/hw/i8042_regs.h - the keyboard controller of a PC.
 *
 * A byte in its output buffer raises IRQ 1 (IRQ 12 when it is the mouse's);
 * reading the byte lowers the line.  Layout only, what the kernel needs of it.
 */
#ifndef HW_I8042_REGS_H
#define HW_I8042_REGS_H

#include "hw/bits.h"

#define KBD_DATA             0x60
#define KBD_STATUS           0x64 /* read */
#define KBD_COMMAND          0x64 /* write */

#define KBD_STATUS_PARITY    BIT(7)
#define KBD_STATUS_TIMEOUT   BIT(6)
#define KBD_STATUS_MOUSE     BIT(5)
#define KBD_STATUS_UNLOCKED  BIT(4)
#define KBD_STATUS_COMMAND   BIT(3)
#define KBD_STATUS_SYSTEM    BIT(2)
#define KBD_STATUS_IN_FULL   BIT(1) /* do not write yet */
#define KBD_STATUS_OUT_FULL  BIT(0) /* a byte waits at KBD_DATA */

#define KBD_SET_CONFIG       0x60 /* the next data byte is the configuration */
#define KBD_ECHO_AS_KEYBOARD 0xd2 /* the next comes back as if typed */

#define KBD_CONFIG_RSVD7     BIT(7)
#define KBD_CONFIG_TRANSLATE BIT(6)
#define KBD_CONFIG_MOUSE_OFF BIT(5)
#define KBD_CONFIG_OFF       BIT(4)
#define KBD_CONFIG_RSVD3     BIT(3)
#define KBD_CONFIG_SYSTEM    BIT(2)
#define KBD_CONFIG_MOUSE_IRQ BIT(1) /* IRQ 12 */
#define KBD_CONFIG_IRQ       BIT(0) /* IRQ 1 */

#endif
