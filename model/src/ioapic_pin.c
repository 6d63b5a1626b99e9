/*
 * model/src/ioapic_pin.c - a pin's way to a message, and a level's way back.
 * Contract: model/ioapic.h.
 *
 * Edge, by edge_irr; the arrows are this file's functions, ioapic_ before them:
 *
 *            set_pin, becoming active, unmasked
 *   IDLE --------------------------------------> WAITING
 *     ^ <----------------------------------------  |
 *                          send
 *   becoming active while masked: lost.  Masked while WAITING: held until
 *   unmasked (choice).  Written to level: IDLE.
 *
 * Level, not stored but seen from pin, mask and Remote IRR:
 *
 *          active, unmasked         send; report(accepted)
 *   IDLE -------------------> WAITING -------------------> IN SERVICE
 *     ^ <-------------------   |  ^                         Remote IRR = 1
 *     |   inactive or masked   |  | report(not accepted)         |
 *     |                        +--+                              |
 *     +----------------------------------------------------------+
 *        eoi of the vector, or written to edge; WAITING again at once
 *        if the pin is still active and unmasked
 *
 *   Mask and pin may change IN SERVICE: it ends by EOI alone.  An entry whose
 *   vector is changed meanwhile misses its EOI.
 *
 * [IOAPIC 3.2.4 "IOREDTBL[23:0]--I/O Redirection Table Registers"]
 */
#include "ioapic_parts.h"

static bool is_active(const struct ioapic *io, unsigned pin)
{
    return io->high[pin] != ((io->rte[pin] & IOAPIC_RTE_ACTIVE_LOW) != 0);
}

static bool is_masked(const struct ioapic *io, unsigned pin)
{
    return (io->rte[pin] & IOAPIC_RTE_MASKED) != 0;
}

/* Choice: only a pin that moves makes an edge; polarity, mask or trigger that
 * is written does not. */
void ioapic_set_pin(struct ioapic *io, unsigned pin, bool high)
{
    bool was_active;

    if (pin >= io->pins)
        return;
    was_active = is_active(io, pin);
    io->high[pin] = high;
    if (!was_active && is_active(io, pin) && !is_masked(io, pin) &&
        !ioapic_is_level(io->rte[pin]))
        io->edge_irr[pin] = true;
}

bool ioapic_is_waiting(const struct ioapic *io, unsigned pin)
{
    if (pin >= io->pins || is_masked(io, pin))
        return false;
    if (!ioapic_is_level(io->rte[pin]))
        return io->edge_irr[pin];
    return is_active(io, pin) && !(io->rte[pin] & IOAPIC_RTE_REMOTE_IRR);
}

int ioapic_next(const struct ioapic *io, int after)
{
    for (unsigned pin = (unsigned)(after + 1); pin < io->pins; pin++)
        if (ioapic_is_waiting(io, pin))
            return (int)pin;
    return IOAPIC_NO_PIN;
}

/* 011 and 110 are reserved; 110 is no SIPI here.  Choice: they send nothing. */
static bool is_sendable(uint64_t rte)
{
    switch (field_get(rte, IOAPIC_RTE_DELIVERY_MODE)) {
    case LAPIC_DELIVERY_FIXED:
    case LAPIC_DELIVERY_LOWEST:
    case LAPIC_DELIVERY_SMI:
    case LAPIC_DELIVERY_NMI:
    case LAPIC_DELIVERY_INIT:
    case LAPIC_DELIVERY_EXTINT:
        return !(rte & IOAPIC_RTE_REMAPPABLE);
    default:
        return false;
    }
}

struct lapic_message ioapic_send(struct ioapic *io, unsigned pin)
{
    struct lapic_message message = {.sent = false};
    uint64_t rte;

    if (!ioapic_is_waiting(io, pin))
        return message;
    rte = io->rte[pin];
    io->edge_irr[pin] = false;
    message = (struct lapic_message){
        .sent = is_sendable(rte),
        .delivery_mode = (uint8_t)field_get(rte, IOAPIC_RTE_DELIVERY_MODE),
        .vector = (uint8_t)field_get(rte, IOAPIC_RTE_VECTOR),
        .shorthand = LAPIC_SHORTHAND_NONE,
        .dest = (uint32_t)field_get(rte, IOAPIC_RTE_DEST),
        .dest_logical = (rte & IOAPIC_RTE_DEST_LOGICAL) != 0,
        .is_level = ioapic_is_level(rte),
        .is_assert = true,
    };
    return message;
}

void ioapic_report(struct ioapic *io, unsigned pin, bool accepted)
{
    if (pin < io->pins && accepted && ioapic_is_level(io->rte[pin]))
        io->rte[pin] |= IOAPIC_RTE_REMOTE_IRR;
}

/* By vector: entries that share it are released together.  Remote IRR is set
 * in level entries alone, so that trigger mode needs no question. */
void ioapic_eoi(struct ioapic *io, uint8_t vector)
{
    for (unsigned pin = 0; pin < io->pins; pin++)
        if (field_get(io->rte[pin], IOAPIC_RTE_VECTOR) == vector)
            io->rte[pin] &= ~IOAPIC_RTE_REMOTE_IRR;
}
