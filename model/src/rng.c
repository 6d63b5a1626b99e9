/*
 * model/src/rng.c - SplitMix64 and drawing from it.  Contract: model/rng.h.
 */
#include <stdbool.h>
#include "model/rng.h"

uint64_t rng_next(struct rng *rng)
{
    uint64_t z = rng->state += UINT64_C(0x9e3779b97f4a7c15);

    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

uint32_t rng_between(struct rng *rng, uint32_t low, uint32_t high)
{
    uint64_t span = (uint64_t)high - low + 1;

    return low + (uint32_t)(((rng_next(rng) >> 32) * span) >> 32);
}

void rng_shuffle(struct rng *rng, uint8_t *bytes, unsigned count)
{
    for (unsigned i = count; i > 1; i--) {
        unsigned j = rng_between(rng, 0, i - 1);
        uint8_t kept = bytes[i - 1];

        bytes[i - 1] = bytes[j];
        bytes[j] = kept;
    }
}

static bool is_among(const uint8_t *bytes, unsigned count, uint8_t byte)
{
    for (unsigned i = 0; i < count; i++)
        if (bytes[i] == byte)
            return true;
    return false;
}

/* Drawing again is cheaper here than shuffling the whole range: few are wanted
 * out of many, and the kernel pays for each step before its first mark. */
void rng_distinct(struct rng *rng, uint8_t *out, unsigned count, uint8_t low,
                  uint8_t high)
{
    for (unsigned i = 0; i < count; i++)
        do
            out[i] = (uint8_t)rng_between(rng, low, high);
        while (is_among(out, i, out[i]));
}
