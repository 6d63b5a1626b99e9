/*
 * model/src/i8259_frozen.c - which line each chip chose when its INT rose.
 *
 *   INT low --INT rises--> chosen = resolver's line --INTA, INT falls--> none
 *
 * Contract: model/i8259_frozen.h.
 */
#include "model/i8259_frozen.h"

void i8259_frozen_reset(struct i8259_frozen *frozen)
{
    frozen->master = frozen->slave = I8259_NONE;
}

static bool asks(const struct i8259 *pic)
{
    return i8259_irr(pic) & ~pic->imr;
}

/* INT falls only when no unmasked request is left, blocked ones included. */
static int watch(int chosen, const struct i8259 *pic)
{
    if (chosen == I8259_NONE)
        return i8259_resolve(pic);
    return i8259_int(pic) || asks(pic) ? chosen : I8259_NONE;
}

void i8259_frozen_watch(struct i8259_frozen *frozen,
                        const struct i8259_pair *pair)
{
    frozen->master = watch(frozen->master, &pair->master);
    frozen->slave = watch(frozen->slave, &pair->slave);
}

bool i8259_frozen_int(const struct i8259_frozen *frozen)
{
    return frozen->master != I8259_NONE;
}

/* Served although its own line may be gone, if any unmasked one asks. */
uint8_t i8259_frozen_acknowledge(struct i8259_frozen *frozen,
                                 struct i8259_pair *pair)
{
    int line = asks(&pair->master) ? frozen->master : I8259_NONE;
    int below = asks(&pair->slave) ? frozen->slave : I8259_NONE;
    uint8_t vector = i8259_pair_acknowledge_lines(pair, line, below);

    frozen->master = I8259_NONE;
    if (line != I8259_NONE && i8259_has_slave(&pair->master, (unsigned)line))
        frozen->slave = I8259_NONE;
    i8259_frozen_watch(frozen, pair);
    return vector;
}
