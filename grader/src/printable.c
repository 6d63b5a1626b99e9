/*
 * grader/src/printable.c - byte by byte, by the table of well-formed UTF-8.
 *
 * Unicode 15, table 3-7 (Well-Formed UTF-8 Byte Sequences); C1 controls are
 * refused too, because some terminals obey them.
 */
#include "printable.h"

#include <ctype.h>
#include <stdbool.h>
#include <stddef.h>

/* Is P[1] out of the narrower range that some first bytes demand? */
static bool second_byte_bad(const unsigned char *p)
{
    switch (p[0]) {
    case 0xc2: /* below U+00A0: C1 controls */
    case 0xe0:
        return p[1] < 0xa0;
    case 0xed: /* surrogates */
        return p[1] > 0x9f;
    case 0xf0:
        return p[1] < 0x90;
    case 0xf4: /* above U+10FFFF */
        return p[1] > 0x8f;
    default:
        return false;
    }
}

/* Length of the character at P if it may be shown, else 0. */
static size_t shown_length(const unsigned char *p)
{
    size_t more = p[0] >= 0xf0 ? 3 : p[0] >= 0xe0 ? 2 : 1;

    if (p[0] < 0x80)
        return p[0] == '\n' || p[0] == '\t' || isprint(p[0]) ? 1 : 0;
    if (p[0] < 0xc2 || p[0] > 0xf4 || second_byte_bad(p))
        return 0;
    for (size_t i = 1; i <= more; i++)
        if ((p[i] & 0xc0) != 0x80)
            return 0;
    return more + 1;
}

void make_printable(char *text)
{
    for (size_t length; *text; text += length) {
        length = shown_length((unsigned char *)text);
        if (length == 0) {
            *text = '?';
            length = 1;
        }
    }
}

void make_printable_line(char *text)
{
    make_printable(text);
    for (; *text; text++)
        if (*text == '\n' || *text == '\t')
            *text = ' ';
}
