/*
 * tests/model/i8259_slow.h - a second 8259A pair, to hold the model against.
 *
 * Slow and different on purpose: flags instead of bit sets, a list of
 * priorities that is really rotated, the words of an initialisation as a
 * queue, one walk from the best line down instead of two searches.  Not a
 * model to read first.  Included by i8259_walk_test.c only.
 */
#ifndef I8259_SLOW_H
#define I8259_SLOW_H

#include <stdbool.h>
#include <stdint.h>

struct slow_line {
    bool high, latched, masked, serving, level;
};

struct slow_chip {
    struct slow_line line[8];
    unsigned order[8]; /* best first */
    unsigned queue[3]; /* numbers of the ICWs still to come */
    unsigned queued;
    uint8_t base, icw3;
    bool master, single, ic4, sfnm, buffered, ms, aeoi, rotate, special;
    bool read_isr, poll, owed; /* owed: an INTA for a request that went */
};

struct slow {
    struct slow_chip chip[2]; /* master, slave */
    bool keeps_edges;
};

static void slow_reset_order(struct slow_chip *c)
{
    for (unsigned i = 0; i < 8; i++)
        c->order[i] = i;
}

static void slow_reset(struct slow *s, bool keeps_edges)
{
    *s = (struct slow){.keeps_edges = keeps_edges};
    for (unsigned n = 0; n < 2; n++) {
        slow_reset_order(&s->chip[n]);
        for (unsigned i = 0; i < 8; i++)
            s->chip[n].line[i].masked = true;
    }
    s->chip[0].master = true;
    s->chip[0].base = 8;
    s->chip[0].icw3 = 4;
    s->chip[1].base = 0x70;
    s->chip[1].icw3 = 2;
}

static bool slow_requests(const struct slow_line *l)
{
    return l->level ? l->high : l->latched;
}

static bool slow_has_slave(const struct slow_chip *c, unsigned line)
{
    bool master = c->buffered ? c->ms : c->master;

    return master && !c->single && c->icw3 / (1u << line) % 2 == 1;
}

/* Walk from the best line down; a level in service ends the walk. */
static int slow_best(const struct slow_chip *c)
{
    if (c->queued > 0)
        return -1;
    for (unsigned i = 0; i < 8; i++) {
        const struct slow_line *l = &c->line[c->order[i]];
        bool wants = slow_requests(l) && !l->masked;
        bool blocks = l->serving && !(c->special && l->masked);
        bool nests = c->sfnm && slow_has_slave(c, c->order[i]);

        if (wants && (!blocks || nests))
            return (int)c->order[i];
        if (blocks)
            return -1;
    }
    return -1;
}

static bool slow_int(const struct slow_chip *c)
{
    return c->owed || slow_best(c) >= 0;
}

static void slow_move(struct slow *s, unsigned n, unsigned line, bool high)
{
    struct slow_chip *c = &s->chip[n];
    struct slow_line *l = &c->line[line];
    bool wanted = slow_best(c) >= 0;

    if (high && !l->high)
        l->latched = true;
    if (!high && !s->keeps_edges)
        l->latched = false;
    l->high = high;
    if (wanted && slow_best(c) < 0)
        c->owed = true;
}

static void slow_wire(struct slow *s)
{
    slow_move(s, 0, 2, slow_int(&s->chip[1]));
}

static void slow_make_lowest(struct slow_chip *c, unsigned line)
{
    while (c->order[7] != line) {
        unsigned first = c->order[0];

        for (unsigned i = 0; i < 7; i++)
            c->order[i] = c->order[i + 1];
        c->order[7] = first;
    }
}

static void slow_grant(struct slow_chip *c, unsigned line)
{
    c->line[line].latched = false;
    if (!c->aeoi)
        c->line[line].serving = true;
    else if (c->rotate)
        slow_make_lowest(c, line);
}

/* One chip's INTA: the line on its CAS wires; 7 when there is none. */
static unsigned slow_inta(struct slow_chip *c)
{
    int best = slow_best(c);

    c->owed = false;
    if (best < 0)
        return 7;
    slow_grant(c, (unsigned)best);
    return (unsigned)best;
}

static void slow_pulse(struct slow *s)
{
    slow_move(s, 0, 2, false);
    slow_wire(s);
}

static uint8_t slow_acknowledge(struct slow *s)
{
    struct slow_chip *slave = &s->chip[1];
    unsigned line = slow_inta(&s->chip[0]);
    uint8_t vector;

    if (!slow_has_slave(&s->chip[0], line))
        return (uint8_t)(s->chip[0].base + line);
    if (slave->single || slave->icw3 % 8 != line)
        return 0xff;
    vector = (uint8_t)(slave->base + slow_inta(slave));
    slow_pulse(s);
    return vector;
}

static void slow_icw1(struct slow_chip *c, uint8_t value)
{
    c->single = value / 2 % 2;
    c->ic4 = value % 2;
    c->queued = 0;
    c->queue[c->queued++] = 2;
    if (!c->single)
        c->queue[c->queued++] = 3;
    if (c->ic4)
        c->queue[c->queued++] = 4;
    else
        c->sfnm = c->buffered = c->ms = c->aeoi = c->rotate = false;
    for (unsigned i = 0; i < 8; i++)
        c->line[i].latched = c->line[i].serving = c->line[i].masked = false;
    slow_reset_order(c);
    c->special = c->read_isr = c->poll = c->owed = false;
}

static void slow_data(struct slow_chip *c, uint8_t value)
{
    unsigned word = c->queued > 0 ? c->queue[0] : 1;

    if (word == 1) {
        for (unsigned i = 0; i < 8; i++)
            c->line[i].masked = value / (1u << i) % 2;
        c->owed = false;
        return;
    }
    c->queue[0] = c->queue[1];
    c->queue[1] = c->queue[2];
    c->queued--;
    if (word == 2)
        c->base = (uint8_t)(value / 8 * 8);
    if (word == 3)
        c->icw3 = value;
    if (word == 4) {
        c->aeoi = value / 2 % 2;
        c->ms = value / 4 % 2;
        c->buffered = value / 8 % 2;
        c->sfnm = value / 16 % 2;
    }
}

static void slow_end(struct slow_chip *c, unsigned line, bool rotate)
{
    c->owed = false;
    c->line[line].serving = false;
    if (rotate)
        slow_make_lowest(c, line);
}

static void slow_plain_eoi(struct slow_chip *c, bool rotate)
{
    c->owed = false;
    for (unsigned i = 0; i < 8; i++) {
        const struct slow_line *l = &c->line[c->order[i]];

        if (l->serving && !(c->special && l->masked)) {
            slow_end(c, c->order[i], rotate);
            return;
        }
    }
}

static void slow_ocw2(struct slow_chip *c, uint8_t value)
{
    static const char *const name[] = {"stop", "eoi",   "none", "eoi n",
                                       "auto", "r eoi", "set",  "r eoi n"};
    const char *what = name[value / 32];
    unsigned n = value % 8;

    if (what[0] == 's' && what[1] == 't')
        c->rotate = false;
    else if (what[0] == 'a')
        c->rotate = true;
    else if (what[0] == 's')
        slow_make_lowest(c, n);
    else if (value / 32 == 3 || value / 32 == 7)
        slow_end(c, n, what[0] == 'r');
    else if (what[0] != 'n')
        slow_plain_eoi(c, what[0] == 'r');
}

static void slow_command(struct slow_chip *c, uint8_t value)
{
    if (value / 16 % 2)
        slow_icw1(c, value);
    else if (value / 8 % 2 == 0)
        slow_ocw2(c, value);
    else {
        c->poll = value / 4 % 2;
        if (value / 2 % 2)
            c->read_isr = value % 2;
        if (value / 64 % 2) {
            c->special = value / 32 % 2;
            c->owed = false;
        }
    }
}

/* `what`: r = requests, s = in service, m = masked, l = level. */
static uint8_t slow_byte(const struct slow_chip *c, char what)
{
    unsigned sum = 0;

    for (unsigned i = 0; i < 8; i++) {
        const struct slow_line *l = &c->line[i];
        bool bit = what == 'r'   ? slow_requests(l)
                   : what == 's' ? l->serving
                   : what == 'm' ? l->masked
                                 : l->level;

        sum += bit ? 1u << i : 0;
    }
    return (uint8_t)sum;
}

static void slow_write(struct slow *s, uint16_t port, uint8_t value)
{
    static const bool fixed[2][8] = {{true, true, true}, {true, [5] = true}};

    if (port == 0x20 || port == 0xa0)
        slow_command(&s->chip[port == 0xa0], value);
    if (port == 0x21 || port == 0xa1)
        slow_data(&s->chip[port == 0xa1], value);
    for (unsigned i = 0; port >= 0x4d0 && i < 8; i++)
        s->chip[port - 0x4d0].line[i].level =
            !fixed[port - 0x4d0][i] && value / (1u << i) % 2;
    slow_wire(s);
}

static uint8_t slow_poll(struct slow *s, unsigned n)
{
    int best = slow_best(&s->chip[n]);

    s->chip[n].poll = false;
    slow_inta(&s->chip[n]);
    if (n == 1)
        slow_pulse(s);
    return (uint8_t)(best < 0 ? 0 : 128 + best);
}

static uint8_t slow_read(struct slow *s, uint16_t port)
{
    unsigned n = port == 0xa0 || port == 0xa1 || port == 0x4d1;

    if (port >= 0x4d0)
        return slow_byte(&s->chip[n], 'l');
    if (port % 2)
        return slow_byte(&s->chip[n], 'm');
    if (s->chip[n].poll)
        return slow_poll(s, n);
    return slow_byte(&s->chip[n], s->chip[n].read_isr ? 's' : 'r');
}

/* Would `line` be chosen if it were the only one that asks? */
static bool slow_alone(const struct slow_chip *c, unsigned line)
{
    struct slow_chip only = *c;

    for (unsigned i = 0; i < 8; i++)
        if (i != line)
            only.line[i].high = only.line[i].latched = false;
    return slow_best(&only) == (int)line;
}

static bool slow_acknowledge_as(struct slow *s, unsigned irq)
{
    struct slow_chip *master = &s->chip[0], *slave = &s->chip[1];
    unsigned line = irq < 8 ? irq : 2;

    if (irq > 15 || !slow_alone(master, line) ||
        slow_has_slave(master, line) != (irq > 7))
        return false;
    if (irq > 7 &&
        (slave->single || slave->icw3 % 8 != 2 || !slow_alone(slave, irq - 8)))
        return false;
    master->owed = false;
    slow_grant(master, line);
    if (irq > 7) {
        slave->owed = false;
        slow_grant(slave, irq - 8);
        slow_pulse(s);
    }
    return true;
}

static void slow_set_line(struct slow *s, unsigned irq, bool high)
{
    if (irq != 2 && irq < 16)
        slow_move(s, irq / 8, irq % 8, high);
    slow_wire(s);
}

#endif
