/*
 * model/regs/hw/bits.h - naming bits by position, as the manuals do.
 *
 * A field is a mask made by BIT or BITS; field_get and field_put find the
 * shift from the mask, so that no width and no shift is ever written by hand.
 * Used by every register header, the models, the kernel and the grader.
 */
#ifndef HW_BITS_H
#define HW_BITS_H

#include <stdint.h>

#define BIT(n)          (UINT64_C(1) << (n))
/* Bits high..low inclusive, 63 >= high >= low >= 0. */
#define BITS(high, low) ((~UINT64_C(0) >> (63 - (high))) & ~(BIT(low) - 1))

/* The value of `field` in `reg`, moved down to bit 0. */
static inline uint64_t field_get(uint64_t reg, uint64_t field)
{
    return (reg & field) / (field & -field);
}

/* `reg` with `field` replaced by `value`; bits of value
 * that do not fit drop. */
static inline uint64_t field_put(uint64_t reg, uint64_t field, uint64_t value)
{
    return (reg & ~field) | ((value * (field & -field)) & field);
}

#endif
