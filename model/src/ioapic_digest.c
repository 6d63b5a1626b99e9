/*
 * model/src/ioapic_digest.c - one number for a state, so that two chips which
 * got the same inputs can be held against each other by one word.  Contract:
 * model/ioapic.h.
 *
 * Each word is mixed in by a multiplication with an odd number, which loses
 * nothing, and a fold of the high half into the low one.  No protection
 * against somebody who looks for two states of one number.
 */
#include "model/ioapic.h"

#define ODD UINT64_C(0x9e3779b97f4a7c15)

static uint64_t mix(uint64_t digest, uint64_t word)
{
    digest = (digest ^ word) * ODD;
    return digest ^ digest >> 32;
}

uint32_t ioapic_digest(const struct ioapic *io)
{
    uint64_t digest = io->pins;

    for (unsigned pin = 0; pin < io->pins && pin < IOAPIC_PINS_MAX; pin++) {
        digest = mix(digest, io->rte[pin]);
        digest = mix(digest, io->high[pin] | (unsigned)io->edge_irr[pin] << 1);
    }
    return (uint32_t)digest;
}
