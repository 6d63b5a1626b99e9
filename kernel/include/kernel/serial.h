/*
 * kernel/serial.h - COM1 as a console, polled.
 *
 * No interrupts: as a source of IRQ 4 the same chip is kernel/dev/uart_line.c.
 * Called by kernel/dev/console.c.
 */
#ifndef KERNEL_SERIAL_H
#define KERNEL_SERIAL_H

#include <stdbool.h>

/* Set COM1 to 115200 8N1.  False when no UART answers. */
bool serial_init(void);

/* Send one byte; a newline gets its carriage return.  A UART that never gets
 * ready loses the byte instead of stopping the kernel. */
void serial_put(char c);

#endif
