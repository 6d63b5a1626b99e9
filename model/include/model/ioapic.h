/*
 * model/ioapic.h - one I/O APIC as a state machine.
 *
 * A call is one register access, one move of a pin, one EOI.  What waits to be
 * sent is asked for: ioapic_next finds a pin, ioapic_send gives its message,
 * and ioapic_report says what became of it, since Remote IRR depends on that.
 * apic_bus.h does the three in a row.  Which device pulls which pin, and who
 * receives, is the caller's.  Used by the grader's oracle, the kernel's soft
 * chipset, tests and the book.
 *
 *   ioapic_set_pin(io, 3, true);
 *   for (int p = ioapic_next(io, -1); p >= 0; p = ioapic_next(io, p)) {
 *       message = ioapic_send(io, (unsigned)p);
 *       ioapic_report(io, (unsigned)p, <some APIC accepted it>);
 *   }
 */
#ifndef MODEL_IOAPIC_H
#define MODEL_IOAPIC_H

#include <stdbool.h>
#include <stdint.h>

#include "hw/ioapic_regs.h"
#include "model/lapic.h"

#define IOAPIC_PINS     24u  /* what nearly all have */
#define IOAPIC_PINS_MAX 240u /* the version register's limit */
#define IOAPIC_NO_PIN   (-1)

/* The chip's state.  Fields may be read; writing goes through functions, but
 * for `version`, which may be changed after ioapic_reset. */
struct ioapic {
    uint32_t regsel;
    uint32_t id;      /* 0..15 */
    uint32_t version; /* bits 7:0 of VER; 20h and later have IOAPIC_EOI */
    unsigned pins;
    uint64_t rte[IOAPIC_PINS_MAX];  /* as written, with Remote IRR; the
                                       delivery status is not kept here */
    bool high[IOAPIC_PINS_MAX];     /* the electric level of the pin */
    bool edge_irr[IOAPIC_PINS_MAX]; /* an edge that was not yet sent */
};

/* Power-up: every entry masked, every pin low.  `pins` is 1..240; a number
 * outside gives the nearest.  Choice: version 20h. */
void ioapic_reset(struct ioapic *io, unsigned pins);

/* ---- registers (ioapic.c) ---- */

/* One 32-bit access at `offset` from the base.  Choices: what is not there
 * reads 0 and is not written; the IRQ pin assertion register, 20h, is not
 * there.  After a write ask ioapic_next. */
uint32_t ioapic_read(const struct ioapic *io, uint32_t offset);
void ioapic_write(struct ioapic *io, uint32_t offset, uint32_t value);

/* The entry of `pin` as software reads it, both halves; 0 for no pin. */
uint64_t ioapic_entry(const struct ioapic *io, unsigned pin);

/* ---- pins and messages (ioapic_pin.c) ---- */

/* `pin` moves to an electric level, which the entry's polarity makes active or
 * not.  No such pin: ignored.  Afterwards ask ioapic_next. */
void ioapic_set_pin(struct ioapic *io, unsigned pin, bool high);

/* Does the pin's request wait to be sent: delivery status 1? */
bool ioapic_is_waiting(const struct ioapic *io, unsigned pin);

/* The lowest waiting pin above `after` (-1: of all), or IOAPIC_NO_PIN.
 * Choice: several that wait go in the order of their numbers. */
int ioapic_next(const struct ioapic *io, int after);

/* Send the request of `pin`; an edge is forgotten with it.  `sent` is false
 * where nothing waits, where the delivery mode is reserved, and for an entry
 * in remappable format, whose message the remapping unit makes. */
struct lapic_message ioapic_send(struct ioapic *io, unsigned pin);

/* What was sent for `pin` was accepted or not: a level request that was sets
 * Remote IRR; one that was not waits on.  Choice: an edge is sent once,
 * whatever comes of it. */
void ioapic_report(struct ioapic *io, unsigned pin, bool accepted);

/* EOI for `vector`, broadcast by a local APIC or written to IOAPIC_EOI: every
 * level entry of that vector is released.  Afterwards ask ioapic_next. */
void ioapic_eoi(struct ioapic *io, uint8_t vector);

/* ---- two states compared (ioapic_digest.c) ---- */

/* A number made of all entries and all levels: two chips whose numbers differ
 * are not in the same state. */
uint32_t ioapic_digest(const struct ioapic *io);

/* ---- invariants (ioapic_check.c) ---- */

/* NULL, or which promise the state breaks. */
const char *ioapic_check(const struct ioapic *io);

#endif
