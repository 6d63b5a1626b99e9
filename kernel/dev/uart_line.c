/*
 * kernel/dev/uart_line.c - IRQ 4, at once: COM1's transmitter is empty, and
 * enabling that interrupt raises the line.  Reading IIR ends it.
 * [UART "Registers"]  Contract: kernel/irq_device.h.
 */
#include "hw/uart16550_regs.h"
#include "kernel/io.h"
#include "kernel/irq_device.h"

void uart_lower(void)
{
    (void)io_in8(UART_COM1 + UART_IIR);
    io_out8(UART_COM1 + UART_IER, 0);
}

bool uart_raise(void)
{
    io_out8(UART_COM1 + UART_MCR, UART_MCR_OUT2);
    io_out8(UART_COM1 + UART_IER, 0);
    io_out8(UART_COM1 + UART_IER, UART_IER_ETBEI);
    return true;
}
