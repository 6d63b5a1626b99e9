/*
 * kernel/dev/vga.c - 80 by 25 characters at B8000h.  Contract: kernel/vga.h.
 *
 * Text mode is what BIOS and GRUB leave (GRUB with gfxpayload=text); nothing
 * is programmed here.
 */
#include <stdint.h>
#include "kernel/vga.h"

#define COLUMNS             80u
#define ROWS                25u
#define LIGHT_GREY_ON_BLACK 0x0700u

static struct {
    volatile uint16_t *cell;
    unsigned column, row;
} vga;

static void clear_row(unsigned row)
{
    for (unsigned i = 0; i < COLUMNS; i++)
        vga.cell[row * COLUMNS + i] = LIGHT_GREY_ON_BLACK | ' ';
}

static void scroll(void)
{
    for (unsigned i = 0; i < (ROWS - 1) * COLUMNS; i++)
        vga.cell[i] = vga.cell[i + COLUMNS];
    clear_row(ROWS - 1);
}

static void new_line(void)
{
    vga.column = 0;
    if (vga.row + 1 < ROWS)
        vga.row++;
    else
        scroll();
}

bool vga_init(void)
{
    vga.cell = (volatile uint16_t *)(uintptr_t)0xb8000;
    vga.cell[0] = LIGHT_GREY_ON_BLACK | '?';
    if (vga.cell[0] != (LIGHT_GREY_ON_BLACK | '?'))
        return false;
    for (unsigned row = 0; row < ROWS; row++)
        clear_row(row);
    vga.column = vga.row = 0;
    return true;
}

void vga_put(char c)
{
    if (c == '\n') {
        new_line();
        return;
    }
    vga.cell[vga.row * COLUMNS + vga.column] =
        (uint16_t)(LIGHT_GREY_ON_BLACK | (uint8_t)c);
    if (++vga.column == COLUMNS)
        new_line();
}
