/*
 * model/regs/hw/uart16550_regs.h - the serial port of a PC.
 *
 * Registers are offsets from a base port; DLL and DLM lie over RBR/THR and
 * IER while LCR.DLAB is 1.  COM1 is IRQ 4 and reaches the interrupt line only
 * with MCR.OUT2 set (a PC's wiring).  Layout only; register names are those of
 * the PC16550D data sheet.  Used by the kernel and by labs 01 and 03.
 */
#ifndef HW_UART16550_REGS_H
#define HW_UART16550_REGS_H

#include "hw/bits.h"

#define UART_COM1           0x3f8
#define UART_COM2           0x2f8
#define UART_COM1_IRQ       4
#define UART_COM2_IRQ       3

#define UART_RBR            0 /* read: receiver buffer */
#define UART_THR            0 /* write: transmitter holding */
#define UART_DLL            0 /* DLAB=1: divisor, low byte */
#define UART_DLM            1 /* DLAB=1: divisor, high byte */

#define UART_CLOCK_HZ       115200u /* divided by DLM:DLL */

/* Interrupt Enable Register. */
#define UART_IER            1
#define UART_IER_RSVD       BITS(7, 4)
#define UART_IER_EDSSI      BIT(3) /* modem status */
#define UART_IER_ELSI       BIT(2) /* receiver line status */
#define UART_IER_ETBEI      BIT(1) /* THR empty: raises the line at once */
#define UART_IER_ERBFI      BIT(0) /* received data available */

/* Interrupt Identification Register, read: also clears a THRE interrupt. */
#define UART_IIR            2
#define UART_IIR_FIFO       BITS(7, 6) /* 3 = FIFOs on */
#define UART_IIR_RSVD       BITS(5, 4)
#define UART_IIR_ID         BITS(3, 1)
#define UART_IIR_NONE       BIT(0) /* 1 = no interrupt pending */

#define UART_IIR_ID_MODEM   0
#define UART_IIR_ID_THRE    1
#define UART_IIR_ID_DATA    2
#define UART_IIR_ID_LINE    3
#define UART_IIR_ID_TIMEOUT 6

/* FIFO Control Register, write. */
#define UART_FCR            2
#define UART_FCR_TRIGGER    BITS(7, 6) /* receive level: 1, 4, 8, 14 bytes */
#define UART_FCR_RSVD       BITS(5, 4)
#define UART_FCR_DMA        BIT(3)
#define UART_FCR_XRST       BIT(2) /* one-shot: empty the transmit FIFO */
#define UART_FCR_RRST       BIT(1) /* one-shot: empty the receive FIFO */
#define UART_FCR_ENABLE     BIT(0)

/* Line Control Register. */
#define UART_LCR            3
#define UART_LCR_DLAB       BIT(7) /* divisor latch access */
#define UART_LCR_BREAK      BIT(6)
#define UART_LCR_STICK      BIT(5)
#define UART_LCR_EPS        BIT(4)     /* even parity */
#define UART_LCR_PEN        BIT(3)     /* parity enable */
#define UART_LCR_STB        BIT(2)     /* two stop bits */
#define UART_LCR_WLS        BITS(1, 0) /* word length minus five */

#define UART_LCR_8N1        0x03

/* Modem Control Register. */
#define UART_MCR            4
#define UART_MCR_RSVD       BITS(7, 5)
#define UART_MCR_LOOP       BIT(4)
#define UART_MCR_OUT2       BIT(3) /* PC: lets the interrupt out */
#define UART_MCR_OUT1       BIT(2)
#define UART_MCR_RTS        BIT(1)
#define UART_MCR_DTR        BIT(0)

/* Line Status Register. */
#define UART_LSR            5
#define UART_LSR_FIFOE      BIT(7) /* an error in the receive FIFO */
#define UART_LSR_TEMT       BIT(6) /* transmitter empty */
#define UART_LSR_THRE       BIT(5) /* holding register empty */
#define UART_LSR_BI         BIT(4)
#define UART_LSR_FE         BIT(3)
#define UART_LSR_PE         BIT(2)
#define UART_LSR_OE         BIT(1)
#define UART_LSR_DR         BIT(0) /* data ready */

/* Modem Status Register. */
#define UART_MSR            6
#define UART_MSR_DCD        BIT(7)
#define UART_MSR_RI         BIT(6)
#define UART_MSR_DSR        BIT(5)
#define UART_MSR_CTS        BIT(4)
#define UART_MSR_DDCD       BIT(3)
#define UART_MSR_TERI       BIT(2)
#define UART_MSR_DDSR       BIT(1)
#define UART_MSR_DCTS       BIT(0)

#define UART_SCR            7 /* scratch: reads back what was written */

#endif
