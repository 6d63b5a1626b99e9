/*
 * model/src/lapic_ipi.c - interprocessor messages: sent by writing ICR, and
 * received.  The bus between is the caller's.  Contract: model/lapic.h.
 *
 *   write ICR high             the destination waits in the register
 *   write ICR low              lapic_write_icr_low
 *     vector < 16              ESR bit 5 (and 6, sent to self), no message
 *     reserved or invalid      no message
 *     else                     a message, for the caller to route
 *   arrives                    lapic_receive: fixed and lowest to lapic_accept,
 *                              all others to the core
 *
 * [SDM3 10.6.1 "Interrupt Command Register (ICR)"], table 10-3
 */
#include "lapic_parts.h"

#define ICR_WRITABLE                                                           \
    (LAPIC_ICR_SHORTHAND | LAPIC_ICR_LEVEL_TRIGGERED |                         \
     LAPIC_ICR_LEVEL_ASSERT | LAPIC_ICR_DEST_LOGICAL |                         \
     LAPIC_ICR_DELIVERY_MODE | LAPIC_ICR_VECTOR)

static bool goes_through_irr(uint8_t delivery_mode)
{
    return delivery_mode == LAPIC_DELIVERY_FIXED ||
           delivery_mode == LAPIC_DELIVERY_LOWEST;
}

/* Table 10-3: shorthands that include the sender are for fixed alone.
 * Choice: lowest priority may be sent; 3 and ExtINT are reserved. */
static bool is_valid(const struct lapic_message *message)
{
    switch (message->delivery_mode) {
    case LAPIC_DELIVERY_FIXED:
        return true;
    case LAPIC_DELIVERY_LOWEST:
    case LAPIC_DELIVERY_SMI:
    case LAPIC_DELIVERY_NMI:
    case LAPIC_DELIVERY_INIT:
    case LAPIC_DELIVERY_SIPI:
        return message->shorthand == LAPIC_SHORTHAND_NONE ||
               message->shorthand == LAPIC_SHORTHAND_ALL_OTHERS;
    default:
        return false;
    }
}

/* Trigger mode and level count for INIT alone, and there only as de-assert;
 * everything else leaves as an edge. */
static bool is_deassert(uint32_t icr_low)
{
    return field_get(icr_low, LAPIC_ICR_DELIVERY_MODE) == LAPIC_DELIVERY_INIT &&
           (icr_low & LAPIC_ICR_LEVEL_TRIGGERED) != 0 &&
           (icr_low & LAPIC_ICR_LEVEL_ASSERT) == 0;
}

/* [SDM3 10.5.3 "Error Handling"], bits 5 and 6; bit 6 names the self IPI. */
static void log_illegal_vector(struct lapic *lapic, uint8_t shorthand)
{
    lapic_log_error(lapic, LAPIC_ESR_SEND_ILLEGAL_VECTOR);
    if (shorthand == LAPIC_SHORTHAND_SELF)
        lapic_log_error(lapic, LAPIC_ESR_RECEIVE_ILLEGAL_VECTOR);
}

/* Delivery is instantaneous: the delivery status stays 0, idle. */
struct lapic_message lapic_write_icr_low(struct lapic *lapic, uint32_t value)
{
    bool deassert = is_deassert(value);
    struct lapic_message message = {
        .delivery_mode = (uint8_t)field_get(value, LAPIC_ICR_DELIVERY_MODE),
        .vector = (uint8_t)field_get(value, LAPIC_ICR_VECTOR),
        .shorthand = (uint8_t)field_get(value, LAPIC_ICR_SHORTHAND),
        .dest = (uint32_t)field_get(lapic->icr_high, LAPIC_ICR_DEST),
        .dest_logical = (value & LAPIC_ICR_DEST_LOGICAL) != 0,
        .is_level = deassert,
        .is_assert = !deassert,
    };

    lapic->icr_low = value & ICR_WRITABLE;
    if (!is_valid(&message))
        return message;
    if (goes_through_irr(message.delivery_mode) &&
        message.vector < LAPIC_LOWEST_VECTOR)
        log_illegal_vector(lapic, message.shorthand);
    else
        message.sent = true;
    return message;
}

/* Logical ID against message destination address.  Choice: DFR models other
 * than flat and cluster match nothing.
 * [SDM3 10.6.2.2 "Logical Destination Mode"] */
static bool matches_logical(const struct lapic *lapic, uint32_t dest)
{
    uint32_t ldr = (uint32_t)field_get(lapic->ldr, LAPIC_LDR_ID);
    uint64_t model = field_get(lapic->dfr, LAPIC_DFR_MODEL);

    if (dest == LAPIC_DEST_BROADCAST)
        return true;
    if (model == LAPIC_DFR_FLAT)
        return (ldr & dest) != 0;
    return model == LAPIC_DFR_CLUSTER && ldr >> 4 == dest >> 4 &&
           (ldr & dest & 0xf) != 0;
}

bool lapic_message_is_for_self(const struct lapic *lapic,
                               const struct lapic_message *message)
{
    switch (message->shorthand) {
    case LAPIC_SHORTHAND_SELF:
    case LAPIC_SHORTHAND_ALL:
        return true;
    case LAPIC_SHORTHAND_ALL_OTHERS:
        return false;
    default:
        break;
    }
    if (message->dest_logical)
        return matches_logical(lapic, message->dest);
    return message->dest == lapic->id || message->dest == LAPIC_DEST_BROADCAST;
}

enum lapic_acceptance lapic_receive(struct lapic *lapic,
                                    const struct lapic_message *message)
{
    switch (message->delivery_mode) {
    case LAPIC_DELIVERY_FIXED:
    case LAPIC_DELIVERY_LOWEST:
        return lapic_accept(lapic, message->vector, message->is_level);
    case LAPIC_DELIVERY_INIT:
        return message->is_assert ? LAPIC_TO_CORE : LAPIC_REFUSED;
    case LAPIC_DELIVERY_SMI:
    case LAPIC_DELIVERY_NMI:
    case LAPIC_DELIVERY_SIPI:
    case LAPIC_DELIVERY_EXTINT:
        return LAPIC_TO_CORE;
    default:
        return LAPIC_REFUSED;
    }
}

enum lapic_acceptance lapic_receive_own(struct lapic *lapic,
                                        const struct lapic_message *message)
{
    if (!message->sent || !lapic_message_is_for_self(lapic, message))
        return LAPIC_NOT_MINE;
    return lapic_receive(lapic, message);
}
