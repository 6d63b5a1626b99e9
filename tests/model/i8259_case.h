/*
 * tests/model/i8259_case.h - how the tests of one 8259A begin: a chip that
 * answers with vectors 40h..47h, and short words for what tests do often.
 *
 * Included once by each of i8259_{icw,ocw,machine,modes}_test.c, which have the
 * chip to themselves.  Two chips wired as in a PC are i8259_pair_case.h.
 */
#ifndef I8259_CASE_H
#define I8259_CASE_H

#include <check.h>

#include "model/i8259.h"

#define COMMAND false
#define DATA    true

static struct i8259 pic;

/* Single chip, vectors 40h..47h, all lines open. */
static inline void start(uint8_t icw1, uint8_t icw4)
{
    i8259_reset(&pic);
    i8259_write(&pic, COMMAND, icw1);
    i8259_write(&pic, DATA, 0x40);
    i8259_write(&pic, DATA, icw4);
}

static inline void setup(void)
{
    start(0x13, 0x01);
}

static inline void teardown(void)
{
    ck_assert(i8259_check(&pic));
}

static inline void command(uint8_t value)
{
    i8259_write(&pic, COMMAND, value);
}

static inline bool raise_line(unsigned line)
{
    return i8259_set_line(&pic, line, true);
}

static inline bool lower_line(unsigned line)
{
    return i8259_set_line(&pic, line, false);
}

/* A pulse that is acknowledged: `line` is in service afterwards. */
static inline void serve(unsigned line)
{
    raise_line(line);
    i8259_acknowledge(&pic);
    lower_line(line);
}

#endif
