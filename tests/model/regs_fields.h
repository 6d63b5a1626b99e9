/*
 * tests/model/regs_fields.h - the second opinion on a register's layout: its
 * fields must cover the register's bits exactly once.  Used by the tests of
 * the headers under model/regs/hw; constants worked out by hand stand beside.
 *
 *     ck_assert(FIELDS(BITS(31, 0), X_VECTOR, X_MASKED, X_RSVD));
 */
#ifndef REGS_FIELDS_H
#define REGS_FIELDS_H

#include <stdbool.h>
#include <stddef.h>

#include "hw/bits.h"

#define FIELDS(whole, ...)                                                     \
    fields_cover((whole), (const uint64_t[]){__VA_ARGS__},                     \
                 sizeof((const uint64_t[]){__VA_ARGS__}) / sizeof(uint64_t))

static inline bool fields_cover(uint64_t whole, const uint64_t *field,
                                size_t count)
{
    uint64_t seen = 0;

    for (size_t i = 0; i < count; i++) {
        if (field[i] == 0 || (seen & field[i]) != 0)
            return false;
        seen |= field[i];
    }
    return seen == whole;
}

#endif
