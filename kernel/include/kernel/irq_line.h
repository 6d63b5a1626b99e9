/*
 * kernel/irq_line.h - a device on each interrupt line, to pull it at will.
 *
 * A scenario says which line shall go up; the device that a PC has there does
 * it, and holds the line until it is lowered: IRQ 0 the PIT, 1 the keyboard,
 * 4 COM1, 8 the RTC, any other a timer of the HPET.  Nothing here touches the
 * 8259As.  Implemented by kernel/dev/irq_line.c and a file for each device.
 */
#ifndef KERNEL_IRQ_LINE_H
#define KERNEL_IRQ_LINE_H

#include <stdbool.h>

/* Every device idle, every line low. */
void irq_lines_reset(void);

/* Returns when `irq` is up; it stays up.  False: no device could do it. */
bool irq_line_raise(unsigned irq);

/* The device is served: its line goes down. */
void irq_line_lower(unsigned irq);

#endif
