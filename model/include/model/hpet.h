/*
 * model/hpet.h - HPET timers that interrupt by a message of their own.
 *
 * What the register writes of a driver say about messages: which timer would
 * send one when its comparator matches the main counter, and which message.
 * Time is not here: when a match comes, the caller knows.  Interrupt lines,
 * which a timer without FSB delivery pulls, are not here either.  Used by the
 * grader's oracle and by tests.
 *
 *   general       config of timer n            route of timer n
 *   ENABLE --+    FSB_CAP  FSB_ENABLE  ENABLE   FSB_ADDR    FSB_VAL
 *            |       |         |          |        |           |
 *            +-(and)-+--(and)--+---(and)--+        |           |
 *                        |                         |           |
 *   counter == comparator, once for each match:    v           v
 *                        +------ write ----> [ address ] <- data, 32 bits
 */
#ifndef MODEL_HPET_H
#define MODEL_HPET_H

#include <stdbool.h>
#include <stdint.h>

#include "hw/hpet_regs.h"
#include "model/msi.h"

/* Fields may be read; writing goes through functions. */
struct hpet {
    uint32_t config;    /* of the block: HPET_CONFIG_ */
    uint16_t requester; /* of its messages */
    unsigned timers;
    struct hpet_timer {
        uint32_t config; /* HPET_TIMER_, capabilities too */
        uint32_t value, address;
    } timer[HPET_TIMERS_MAX];
};

/* After power-on: `timers` of them, each with these HPET_TIMER_ bits that say
 * what it can.  A message bears the requester ID that the platform gives to the
 * HPET, where a remapping unit asks for one: no register holds it. */
void hpet_reset(struct hpet *h, unsigned timers, uint32_t capabilities,
                uint16_t requester);

/* A 32-bit write.  Bit n of the answer: this write has made timer n ready to
 * send a message at its next match, or has given it, ready, another match to
 * wait for. */
uint32_t hpet_write(struct hpet *h, uint32_t offset, uint32_t value);

/* Timer `n` matches: the message that it sends, or false. */
bool hpet_match(const struct hpet *h, unsigned n, struct msi_message *message);

#endif
