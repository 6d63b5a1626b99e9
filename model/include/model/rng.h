/*
 * model/rng.h - the random numbers from which plans are drawn.
 *
 * SplitMix64: a counter and a mixer, the same on the guest and on the host.
 * It decides vectors and orders; nothing is secret that its seed does not make
 * so.  Used by the labs' plans, by bochs_looks.c of the grader and by tests.
 */
#ifndef MODEL_RNG_H
#define MODEL_RNG_H

#include <stdint.h>

struct rng {
    uint64_t state;
};

uint64_t rng_next(struct rng *rng);

/* A number in low..high, both included; low <= high, high - low < 2^32. */
uint32_t rng_between(struct rng *rng, uint32_t low, uint32_t high);

/* Shuffle `count` bytes in place. */
void rng_shuffle(struct rng *rng, uint8_t *bytes, unsigned count);

/* `count` different values in low..high, in random order.
 * Needs count <= high - low + 1 and high < 256. */
void rng_distinct(struct rng *rng, uint8_t *out, unsigned count, uint8_t low,
                  uint8_t high);

#endif
