/*
 * kernel/vga.h - the VGA text screen, 80 by 25, scrolling.
 *
 * No graphics, no colours, no cursor.  Called by kernel/dev/console.c.
 */
#ifndef KERNEL_VGA_H
#define KERNEL_VGA_H

#include <stdbool.h>

/* Clear the text screen.  False when there is no memory at B8000h. */
bool vga_init(void);
void vga_put(char c);

#endif
