/*
 * kernel/console.h - where the kernel's text goes: every console there is.
 */
#ifndef KERNEL_CONSOLE_H
#define KERNEL_CONSOLE_H

#include <stdbool.h>

/* Find the consoles.  `quiet`: the debug port alone (graded runs). */
void console_init(bool quiet);

void console_put(char c);

#endif
