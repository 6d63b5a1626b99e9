/*
 * kernel/dev/serial.c - COM1, polled.  Contract: kernel/serial.h.
 *
 * The divisor latch and scratch register as in [UART "Registers"].
 */
#include <stdint.h>
#include "hw/uart16550_regs.h"
#include "kernel/io.h"
#include "kernel/serial.h"

#define COM1          UART_COM1
#define READY_LIMIT   100000u
#define SCRATCH_PROBE 0xa5

bool serial_init(void)
{
    io_out8(COM1 + UART_SCR, SCRATCH_PROBE);
    if (io_in8(COM1 + UART_SCR) != SCRATCH_PROBE)
        return false;
    io_out8(COM1 + UART_IER, 0);
    io_out8(COM1 + UART_LCR, UART_LCR_DLAB);
    io_out8(COM1 + UART_DLL, 1); /* 115200 baud */
    io_out8(COM1 + UART_DLM, 0);
    io_out8(COM1 + UART_LCR, UART_LCR_8N1);
    return true;
}

static void send(char c)
{
    for (unsigned i = 0; i < READY_LIMIT; i++)
        if (io_in8(COM1 + UART_LSR) & UART_LSR_THRE) {
            io_out8(COM1 + UART_THR, (uint8_t)c);
            return;
        }
}

void serial_put(char c)
{
    if (c == '\n')
        send('\r');
    send(c);
}
