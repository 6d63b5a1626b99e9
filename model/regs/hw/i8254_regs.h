/*
 * model/regs/hw/i8254_regs.h - the programmable interval timer of a PC.
 *
 * Three 16-bit counters fed with 1,193,182 Hz.  Counter 0 is IRQ 0, counter 2
 * is gated by port 61h.  Layout only; names are those of Intel's 82C54 data
 * sheet (231244).  Used by the kernel and by labs 01 and 03.
 */
#ifndef HW_I8254_REGS_H
#define HW_I8254_REGS_H

#include "hw/bits.h"

#define PIT_COUNTER0           0x40
#define PIT_COUNTER1           0x41
#define PIT_COUNTER2           0x42
#define PIT_CONTROL            0x43 /* write-only: control word */

#define PIT_HZ                 1193182u

/* Control word.  SC=3 is the read-back command, RW=0 a counter latch. */
#define PIT_SC                 BITS(7, 6) /* select counter 0..2 */
#define PIT_RW                 BITS(5, 4)
#define PIT_MODE               BITS(3, 1)
#define PIT_BCD                BIT(0) /* count in four decimal digits */

#define PIT_SC_READ_BACK       3

#define PIT_RW_LATCH           0
#define PIT_RW_LSB             1
#define PIT_RW_MSB             2
#define PIT_RW_LSB_MSB         3 /* low byte, then high byte */

#define PIT_MODE_TERMINAL      0 /* OUT rises at 0 and stays: one edge */
#define PIT_MODE_ONE_SHOT      1
#define PIT_MODE_RATE          2 /* OUT low for one clock in each period */
#define PIT_MODE_SQUARE        3
#define PIT_MODE_SW_STROBE     4
#define PIT_MODE_HW_STROBE     5

/* Read-back command: SC=3; COUNT and STATUS latch when 0. */
#define PIT_READ_BACK_SC       BITS(7, 6)
#define PIT_READ_BACK_COUNT    BIT(5)
#define PIT_READ_BACK_STATUS   BIT(4)
#define PIT_READ_BACK_COUNTERS BITS(3, 1)
#define PIT_READ_BACK_RSVD     BIT(0)

/* Status byte, read at a counter's port after a read-back command. */
#define PIT_STATUS_OUT         BIT(7)
#define PIT_STATUS_NULL        BIT(6) /* count written, not yet loaded */
#define PIT_STATUS_RW          BITS(5, 4)
#define PIT_STATUS_MODE        BITS(3, 1)
#define PIT_STATUS_BCD         BIT(0)

/* Whole words for counter 0, low byte then high byte, binary. */
#define PIT_COUNTER0_TERMINAL  0x30
#define PIT_COUNTER0_RATE      0x34
#define PIT_COUNTER0_SQUARE    0x36
#define PIT_COUNTER0_LATCH     0x00

/* System control port B: counter 2's gate and output, and NMI causes. */
#define PIT_PORT_B             0x61
#define PIT_PORT_B_SERR        BIT(7) /* read-only: NMI by SERR# */
#define PIT_PORT_B_IOCHK       BIT(6) /* read-only: NMI by IOCHK# */
#define PIT_PORT_B_OUT2        BIT(5) /* read-only: counter 2's OUT */
#define PIT_PORT_B_REFRESH     BIT(4) /* read-only: toggles */
#define PIT_PORT_B_IOCHK_OFF   BIT(3)
#define PIT_PORT_B_SERR_OFF    BIT(2)
#define PIT_PORT_B_SPEAKER     BIT(1) /* OUT2 reaches the speaker */
#define PIT_PORT_B_GATE2       BIT(0)

#endif
