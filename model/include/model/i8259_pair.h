/*
 * model/i8259_pair.h - the two 8259As of a PC: ports, IRQ 0..15, cascade.
 *
 * The slave's INT drives the master's IR2 and both have an ELCR.  Sixteen-bit
 * values have bit n for IRQ n; bit 2 is the cascade.  Which device pulls which
 * line, and when the CPU acknowledges, is the caller's.
 * Used by the grader (oracle of lab 01), the tests and the book's figures.
 */
#ifndef MODEL_I8259_PAIR_H
#define MODEL_I8259_PAIR_H

#include "model/i8259.h"

/* What a CPU reads when no chip drives the bus. */
#define I8259_BUS_FLOATS 0xff

struct i8259_pair {
    struct i8259 master;
    struct i8259 slave;
};

/* As a PC's firmware leaves them: bases 08h and 70h, every line masked. */
void i8259_pair_reset(struct i8259_pair *pair);

/* Named deviation, off after reset: a latched edge request outlives its line
 * (QEMU and Xen), so that withdrawing one makes no spurious interrupt. */
void i8259_pair_keep_edges(struct i8259_pair *pair, bool kept);

/* One of the six ports; another is ignored.  Returns the INT pin. */
bool i8259_pair_write(struct i8259_pair *pair, uint16_t port, uint8_t value);

/* One of the six ports; another reads as a floating bus. */
uint8_t i8259_pair_read(struct i8259_pair *pair, uint16_t port);

/* Move an IRQ line.  IRQ 2 is no line of a PC: ignored, as above 15.
 * Returns the INT pin. */
bool i8259_pair_set_line(struct i8259_pair *pair, unsigned irq, bool high);

/* The master's INT pin: the CPU's INTR, or LINT0. */
bool i8259_pair_int(const struct i8259_pair *pair);

/* The IRQ an INTA would choose now, or I8259_NONE (a spurious vector). */
int i8259_pair_resolve(const struct i8259_pair *pair);

/* INTA by both chips.  Returns the vector; spurious ones are the master's
 * line 7 (nothing in service) and the slave's (master's line 2 in service). */
uint8_t i8259_pair_acknowledge(struct i8259_pair *pair);

/* INTA as if the master had chosen line `chosen` and, when that is its slave,
 * the slave line `below`; I8259_NONE makes the chip answer as for spurious. */
uint8_t i8259_pair_acknowledge_lines(struct i8259_pair *pair, int chosen,
                                     int below);

/* INTA as if `irq` had been chosen, for emulators that freeze the choice when
 * INT rises.  False, and no change, unless `irq` by itself would have raised
 * INT: pending, unmasked on both chips, above what is in service. */
bool i8259_pair_acknowledge_as(struct i8259_pair *pair, unsigned irq);

/* The IRQ whose vector this is, 0..15, or -1.  It does not say whether the
 * interrupt was spurious.  With equal bases the master's IRQ. */
int i8259_pair_vector_irq(const struct i8259_pair *pair, uint8_t vector);

uint16_t i8259_pair_irr(const struct i8259_pair *pair);
uint16_t i8259_pair_isr(const struct i8259_pair *pair);
uint16_t i8259_pair_imr(const struct i8259_pair *pair);

/* The invariants of both chips, and the wire between them. */
bool i8259_pair_check(const struct i8259_pair *pair);

#endif
