/*
 * tests/fields.h - do the fields of a register cover it, each bit once?
 *
 *   ck_assert(FIELDS_COVER("NAME", BITS(31, 0), FIELD_A, FIELD_B, ...));
 *
 * The first value is the whole register, the rest its fields, reserved ones
 * included.  A message names the bits that are missing or taken twice.
 * Used by tests/model/regs_*_test.c only.
 */
#ifndef FIELDS_H
#define FIELDS_H

#include <inttypes.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#define FIELDS_COVER(name, whole, ...)                                         \
    fields_cover(name, whole, (const uint64_t[]){__VA_ARGS__},                 \
                 sizeof((const uint64_t[]){__VA_ARGS__}) / sizeof(uint64_t))

static inline bool fields_cover(const char *name, uint64_t whole,
                                const uint64_t *field, size_t count)
{
    uint64_t seen = 0, twice = 0;

    for (size_t i = 0; i < count; i++) {
        twice |= seen & field[i];
        seen |= field[i];
    }
    if (seen == whole && !twice)
        return true;
    fprintf(stderr,
            "%s: not covered %#" PRIx64 ", outside %#" PRIx64
            ", taken twice %#" PRIx64 "\n",
            name, whole & ~seen, seen & ~whole, twice);
    return false;
}

#endif
