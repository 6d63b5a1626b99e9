/*
 * kernel/core/print.c - the few conversions that kernel messages need.
 *
 * Sends bytes to kernel/dev/console.c.  Contract: kernel/print.h.
 */
#include <stdbool.h>
#include <stdint.h>
#include "kernel/console.h"
#include "kernel/print.h"

#define DIGITS_MAX 20

struct conversion {
    bool zero, is_long;
    unsigned width;
};

static void put_times(char c, unsigned used, unsigned width)
{
    for (; used < width; used++)
        console_put(c);
}

/* `sign` is 0 where there is none to show. */
static void put_number(uint64_t value, unsigned base, char sign,
                       struct conversion c)
{
    char digits[DIGITS_MAX];
    unsigned n = 0, used;

    do {
        digits[n++] = "0123456789abcdef"[value % base];
        value /= base;
    } while (value != 0);
    used = n + (sign != 0);
    if (!c.zero)
        put_times(' ', used, c.width);
    if (sign != 0)
        console_put(sign);
    if (c.zero)
        put_times('0', used, c.width);
    while (n > 0)
        console_put(digits[--n]);
}

static void put_signed(int64_t value, struct conversion c)
{
    uint64_t magnitude = value < 0 ? -(uint64_t)value : (uint64_t)value;

    put_number(magnitude, 10, value < 0 ? '-' : 0, c);
}

static void put_text(const char *text, unsigned width)
{
    unsigned n = 0;

    for (; text[n] != '\0'; n++)
        console_put(text[n]);
    put_times(' ', n, width);
}

static const char *parse(const char *p, struct conversion *c)
{
    *c = (struct conversion){0};
    for (; *p == '0' || *p == '-'; p++)
        c->zero = *p == '0';
    for (; *p >= '0' && *p <= '9'; p++)
        c->width = c->width * 10 + (unsigned)(*p - '0');
    for (; *p == 'l'; p++)
        c->is_long = true;
    return p;
}

void print_list(const char *format, va_list arguments)
{
    struct conversion c;

    for (const char *p = format; *p != '\0'; p++) {
        if (*p != '%') {
            console_put(*p);
            continue;
        }
        p = parse(p + 1, &c);
        switch (*p) {
        case 's':
            put_text(va_arg(arguments, const char *), c.width);
            break;
        case 'c':
            console_put((char)va_arg(arguments, int));
            break;
        case 'd':
            put_signed(c.is_long ? va_arg(arguments, int64_t)
                                 : va_arg(arguments, int),
                       c);
            break;
        case 'u':
        case 'x':
            put_number(c.is_long ? va_arg(arguments, uint64_t)
                                 : va_arg(arguments, unsigned),
                       *p == 'u' ? 10 : 16, 0, c);
            break;
        case 'p':
            put_number((uintptr_t)va_arg(arguments, void *), 16, 0, c);
            break;
        case '\0':
            return;
        default:
            console_put(*p);
        }
    }
}

void print(const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    print_list(format, arguments);
    va_end(arguments);
}
