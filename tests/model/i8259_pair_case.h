/*
 * tests/model/i8259_pair_case.h - how the tests of two 8259As begin: wired as
 * in a PC, vectors 20h..2Fh, and short words for what tests do often.
 *
 * Included once by each of i8259_{pair,spurious}_test.c, which have the pair to
 * themselves.  One chip alone is i8259_case.h.
 */
#ifndef I8259_PAIR_CASE_H
#define I8259_PAIR_CASE_H

#include <check.h>

#include "model/i8259_pair.h"

static struct i8259_pair pair;

static inline void init(uint16_t command, uint8_t base, uint8_t icw3,
                        uint8_t icw4)
{
    i8259_pair_write(&pair, command, 0x11);
    i8259_pair_write(&pair, command + 1, base);
    i8259_pair_write(&pair, command + 1, icw3);
    i8259_pair_write(&pair, command + 1, icw4);
}

/* Vectors 20h..2Fh, all lines open. */
static inline void setup(void)
{
    i8259_pair_reset(&pair);
    init(0x20, 0x20, 0x04, 0x01);
    init(0xa0, 0x28, 0x02, 0x01);
}

static inline void teardown(void)
{
    ck_assert(i8259_pair_check(&pair));
}

static inline bool raise_irq(unsigned irq)
{
    return i8259_pair_set_line(&pair, irq, true);
}

static inline bool lower_irq(unsigned irq)
{
    return i8259_pair_set_line(&pair, irq, false);
}

static inline uint8_t acknowledge(void)
{
    return i8259_pair_acknowledge(&pair);
}

static inline bool out(uint16_t port, uint8_t value)
{
    return i8259_pair_write(&pair, port, value);
}

static inline uint8_t in(uint16_t port)
{
    return i8259_pair_read(&pair, port);
}

#endif
