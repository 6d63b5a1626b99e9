/*
 * model/i8259_frozen.h - named deviation: the choice frozen when INT rises.
 *
 * A real 8259A chooses at the INTA.  Bochs 2.7 chooses when INT rises and
 * keeps that line until the INTA, even when a better request comes or the line
 * goes away while another one asks.  A watcher beside the pair, so that the
 * pair itself stays the data sheet's.
 * Acknowledge with it first; where i8259_pair_acknowledge on a copy of the pair
 * gives another vector, the deviation was seen.
 * Used by the grader's oracle on Bochs, and by the tests.
 */
#ifndef MODEL_I8259_FROZEN_H
#define MODEL_I8259_FROZEN_H

#include "model/i8259_pair.h"

struct i8259_frozen {
    int master; /* chosen line, or I8259_NONE while INT is low */
    int slave;
};

void i8259_frozen_reset(struct i8259_frozen *frozen);

/* Call after each write, read and line change of the pair. */
void i8259_frozen_watch(struct i8259_frozen *frozen,
                        const struct i8259_pair *pair);

/* The INT pin of such an emulator. */
bool i8259_frozen_int(const struct i8259_frozen *frozen);

/* The INTA of such an emulator, instead of i8259_pair_acknowledge; watches
 * what follows.  A chip without any unmasked request still gives line 7. */
uint8_t i8259_frozen_acknowledge(struct i8259_frozen *frozen,
                                 struct i8259_pair *pair);

#endif
