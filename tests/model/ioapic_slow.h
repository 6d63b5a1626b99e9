/*
 * tests/model/ioapic_slow.h - a second, deliberately different I/O APIC for
 * ioapic_walk_test.c: a pin is a record of fields, its request a word that
 * says where in the cycle it is, and every event steps that word.
 *
 * Written from the data sheet's text, not from the model.  The model asks the
 * pin each time whether a level waits; here a level is set down as waiting when
 * it becomes so, and taken back when it ceases.
 */
#ifndef IOAPIC_SLOW_H
#define IOAPIC_SLOW_H

#include <stdbool.h>
#include <stdint.h>

#define SLOW_PINS 24

enum slow_request { SLOW_QUIET, SLOW_WAITS, SLOW_SERVED };

struct slow_pin {
    unsigned vector, mode, dest;
    bool logical, active_low, level_bit, masked;
    bool high;
    enum slow_request request;
};

struct slow_ioapic {
    struct slow_pin pin[SLOW_PINS];
};

static bool slow_is_level(const struct slow_pin *p)
{
    return p->level_bit && (p->mode == 0 || p->mode == 1);
}

static bool slow_is_active(const struct slow_pin *p)
{
    return p->active_low ? !p->high : p->high;
}

/* A level that is not in service follows its pin. */
static void slow_follow(struct slow_pin *p)
{
    if (slow_is_level(p) && p->request != SLOW_SERVED)
        p->request = slow_is_active(p) ? SLOW_WAITS : SLOW_QUIET;
}

static void slow_move(struct slow_ioapic *io, unsigned n, bool high)
{
    struct slow_pin *p = &io->pin[n];
    bool before = slow_is_active(p);

    p->high = high;
    slow_follow(p);
    if (!slow_is_level(p) && !p->masked && !before && slow_is_active(p))
        p->request = SLOW_WAITS;
}

/* The low half is written.  A request of the other kind does not survive. */
static void slow_write(struct slow_ioapic *io, unsigned n, struct slow_pin as)
{
    struct slow_pin *p = &io->pin[n];
    bool was_level = slow_is_level(p);

    as.high = p->high;
    as.dest = p->dest;
    as.request = p->request;
    *p = as;
    if (was_level != slow_is_level(p))
        p->request = SLOW_QUIET;
    slow_follow(p);
}

static bool slow_waits(const struct slow_ioapic *io, unsigned n)
{
    return !io->pin[n].masked && io->pin[n].request == SLOW_WAITS;
}

/* True when a message left. */
static bool slow_send(struct slow_ioapic *io, unsigned n, bool accepted)
{
    struct slow_pin *p = &io->pin[n];

    if (!slow_waits(io, n))
        return false;
    if (!slow_is_level(p))
        p->request = SLOW_QUIET;
    else if (accepted)
        p->request = SLOW_SERVED;
    return p->mode != 3 && p->mode != 6;
}

static void slow_eoi(struct slow_ioapic *io, unsigned vector)
{
    for (struct slow_pin *p = io->pin; p < io->pin + SLOW_PINS; p++)
        if (p->vector == vector && p->request == SLOW_SERVED) {
            p->request = SLOW_QUIET;
            slow_follow(p);
        }
}

/* The low half as software reads it. */
static uint32_t slow_low(const struct slow_ioapic *io, unsigned n)
{
    const struct slow_pin *p = &io->pin[n];

    return p->vector + (p->mode << 8) + (p->logical ? 0x800u : 0) +
           (slow_waits(io, n) ? 0x1000u : 0) + (p->active_low ? 0x2000u : 0) +
           (p->request == SLOW_SERVED ? 0x4000u : 0) +
           (p->level_bit ? 0x8000u : 0) + (p->masked ? 0x10000u : 0);
}

#endif
