/*
 * kernel/console.h - where the kernel's text goes: every console there is.
 *
 * Bytes only; words and numbers are kernel/print.h, the devices themselves
 * kernel/serial.h and kernel/vga.h.  Called by kernel/core/print.c, and once by
 * kernel/core/main.c.
 */
#ifndef KERNEL_CONSOLE_H
#define KERNEL_CONSOLE_H

#include <stdbool.h>

/* Find the consoles.  `quiet`: the debug port alone (graded runs). */
void console_init(bool quiet);

void console_put(char c);

#endif
