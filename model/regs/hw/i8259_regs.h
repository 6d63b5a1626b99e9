/*
 * model/regs/hw/i8259_regs.h - the 8259A pair of a PC: ports and words.
 *
 * Layout only: what a word does is model/src/i8259.c.  A command word is told
 * by its port and two of its bits: A0=0 with D4=1 is ICW1, with D4:3=00 OCW2,
 * with D4:3=01 OCW3; A0=1 is ICW2..ICW4 right after ICW1, else OCW1.
 * [8259A "Initialization Command Words (ICWs)"]
 * [8259A "Operation Control Words (OCWs)"]
 * Used by the model, the kernel, labs (lab 01) and the grader.
 */
#ifndef HW_I8259_REGS_H
#define HW_I8259_REGS_H

#include "hw/bits.h"

/* Ports: IRQ 0..7 are the master's IR0..IR7, IRQ 8..15 the slave's. */
#define PIC_MASTER_COMMAND     0x20
#define PIC_MASTER_DATA        0x21
#define PIC_SLAVE_COMMAND      0xa0
#define PIC_SLAVE_DATA         0xa1
#define PIC_ELCR_MASTER        0x4d0
#define PIC_ELCR_SLAVE         0x4d1

#define PIC_CASCADE_LINE       2 /* the slave's INT drives master IR2 */
#define PIC_SPURIOUS_LINE      7 /* the vector given for no request */

/* ICW1, A0=0: starts the initialisation of the chip written to. */
#define PIC_ICW1_A7_5          BITS(7, 5) /* 8080 only: call address 7:5 */
#define PIC_ICW1_MARK          BIT(4)     /* always 1: this is ICW1 */
#define PIC_ICW1_LTIM          BIT(3)     /* all lines level sensed */
#define PIC_ICW1_ADI           BIT(2)     /* 8080 only: call interval */
#define PIC_ICW1_SNGL          BIT(1)     /* no cascade: no ICW3 */
#define PIC_ICW1_IC4           BIT(0)     /* an ICW4 follows */

/* ICW2, A0=1: the vector of IR0; the line number fills the low bits. */
#define PIC_ICW2_BASE          BITS(7, 3)
#define PIC_ICW2_LINE          BITS(2, 0)

/* ICW3, A0=1: a bit per line in the master, a number in the slave. */
#define PIC_ICW3_MASTER_SLAVES BITS(7, 0) /* inputs that have a slave */
#define PIC_ICW3_SLAVE_RSVD    BITS(7, 3)
#define PIC_ICW3_SLAVE_ID      BITS(2, 0) /* the master's line it is on */

/* ICW4, A0=1. */
#define PIC_ICW4_RSVD          BITS(7, 5)
#define PIC_ICW4_SFNM          BIT(4) /* special fully nested mode */
#define PIC_ICW4_BUF           BIT(3) /* buffered mode */
#define PIC_ICW4_MS            BIT(2) /* with BUF: 1 = master */
#define PIC_ICW4_AEOI          BIT(1) /* automatic end of interrupt */
#define PIC_ICW4_UPM           BIT(0) /* 8086 mode: one vector byte */

/* OCW1, A0=1: 1 = the line is masked.  Reads give it back. */
#define PIC_OCW1_MASK          BITS(7, 0)

/* OCW2, A0=0: end of interrupt and rotation. */
#define PIC_OCW2_R             BIT(7)     /* rotate */
#define PIC_OCW2_SL            BIT(6)     /* LEVEL counts */
#define PIC_OCW2_EOI           BIT(5)     /* end of interrupt */
#define PIC_OCW2_MARK          BITS(4, 3) /* always 00 */
#define PIC_OCW2_LEVEL         BITS(2, 0)
#define PIC_OCW2_COMMAND       (PIC_OCW2_R | PIC_OCW2_SL | PIC_OCW2_EOI)

/* OCW3, A0=0: what command-port reads give, poll, special mask mode. */
#define PIC_OCW3_RSVD          BIT(7)
#define PIC_OCW3_ESMM          BIT(6)     /* SMM counts */
#define PIC_OCW3_SMM           BIT(5)     /* special mask mode */
#define PIC_OCW3_MARK          BITS(4, 3) /* always 01 */
#define PIC_OCW3_P             BIT(2)     /* next read is a poll */
#define PIC_OCW3_RR            BIT(1)     /* RIS counts */
#define PIC_OCW3_RIS           BIT(0)     /* 1 = ISR, 0 = IRR */

/* Poll byte, read at A0=0 after OCW3 with P.  [8259A "Poll Command"] */
#define PIC_POLL_PENDING       BIT(7)
#define PIC_POLL_RSVD          BITS(6, 3)
#define PIC_POLL_LEVEL         BITS(2, 0)

/* Whole words as a PC writes them; ored with a level 0..7 where it says n. */
#define PIC_ICW1_PC            0x11 /* cascade, ICW4 follows */
#define PIC_ICW3_MASTER_PC     0x04 /* a slave on IR2 */
#define PIC_ICW3_SLAVE_PC      0x02 /* this slave is on IR2 */
#define PIC_ICW4_PC            0x01 /* 8086 mode, normal EOI */
#define PIC_MASK_ALL           0xff

#define PIC_ROTATE_AEOI_CLEAR  0x00
#define PIC_EOI_NONSPECIFIC    0x20
#define PIC_OCW2_NOP           0x40
#define PIC_EOI_SPECIFIC       0x60 /* n */
#define PIC_ROTATE_AEOI_SET    0x80
#define PIC_ROTATE_NONSPECIFIC 0xa0
#define PIC_SET_PRIORITY       0xc0 /* n becomes the lowest */
#define PIC_ROTATE_SPECIFIC    0xe0 /* n */

#define PIC_READ_IRR           0x0a
#define PIC_READ_ISR           0x0b
#define PIC_POLL               0x0c
#define PIC_SPECIAL_MASK_CLEAR 0x48
#define PIC_SPECIAL_MASK_SET   0x68

/* Edge/Level Control Registers of the ISA bridge, bit n = line n, 1 = level.
 * The timer, the keyboard, the cascade, the RTC and the FPU stay edge. */
#define PIC_ELCR_MASTER_LEVEL  BITS(7, 3)
#define PIC_ELCR_MASTER_EDGE   BITS(2, 0)
#define PIC_ELCR_SLAVE_LEVEL   (BITS(7, 6) | BITS(4, 1))
#define PIC_ELCR_SLAVE_EDGE    (BIT(5) | BIT(0))

#endif
