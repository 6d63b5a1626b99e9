/*
 * model/src/lapic_ipi.c - interprocessor messages: sent by writing ICR, and
 * received.  The bus between is apic_bus.c.  Contract: model/lapic.h.
 *
 *   write ICR high             the destination waits in the register
 *   write ICR low              lapic_write_icr_low
 *     vector < 16              ESR bit 5 (and 6, sent to self), no message
 *     lowest, x2APIC mode      ESR bit 4, no message
 *     reserved or invalid      no message
 *     else                     a message, for the caller to route
 *   x2APIC: one register       lapic_write_icr, and lapic_write_self_ipi
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

static bool is_x2apic(const struct lapic *lapic)
{
    return lapic_mode(lapic) == LAPIC_MODE_X2APIC;
}

/* May `message` leave?  An error of the sender's is logged.  Choice: x2APIC
 * mode, where delivery mode 001 is reserved, sends no lowest priority.
 * [SDM3 10.5.3 "Error Handling"], bits 4 to 6 */
static bool may_leave(struct lapic *lapic, const struct lapic_message *message)
{
    if (!is_valid(message))
        return false;
    if (is_x2apic(lapic) && message->delivery_mode == LAPIC_DELIVERY_LOWEST) {
        lapic_log_error(lapic, LAPIC_ESR_REDIRECTABLE_IPI);
        return false;
    }
    if (goes_through_irr(message->delivery_mode) &&
        message->vector < LAPIC_LOWEST_VECTOR) {
        log_illegal_vector(lapic, message->shorthand);
        return false;
    }
    return true;
}

static uint32_t icr_destination(const struct lapic *lapic)
{
    if (is_x2apic(lapic))
        return lapic->icr_high;
    return (uint32_t)field_get(lapic->icr_high, LAPIC_ICR_DEST);
}

/* Delivery is instantaneous: the delivery status stays 0, idle. */
struct lapic_message lapic_write_icr_low(struct lapic *lapic, uint32_t value)
{
    bool deassert = is_deassert(value);
    struct lapic_message message = {
        .delivery_mode = (uint8_t)field_get(value, LAPIC_ICR_DELIVERY_MODE),
        .vector = (uint8_t)field_get(value, LAPIC_ICR_VECTOR),
        .shorthand = (uint8_t)field_get(value, LAPIC_ICR_SHORTHAND),
        .dest = icr_destination(lapic),
        .dest_is_wide = is_x2apic(lapic),
        .dest_logical = (value & LAPIC_ICR_DEST_LOGICAL) != 0,
        .is_level = deassert,
        .is_assert = !deassert,
    };

    lapic->icr_low = value & ICR_WRITABLE;
    message.sent = may_leave(lapic, &message);
    return message;
}

/* [SDM3 10.12.9 "ICR Operation in x2APIC Mode"]: one write sends. */
struct lapic_message lapic_write_icr(struct lapic *lapic, uint64_t value)
{
    lapic->icr_high = (uint32_t)field_get(value, X2APIC_ICR_DEST);
    return lapic_write_icr_low(lapic, (uint32_t)value);
}

/* Fixed, edge, to self; ICR is left alone.
 * [SDM3 10.12.11 "SELF IPI Register"] */
struct lapic_message lapic_write_self_ipi(struct lapic *lapic, uint8_t vector)
{
    struct lapic_message message = {
        .delivery_mode = LAPIC_DELIVERY_FIXED,
        .vector = vector,
        .shorthand = LAPIC_SHORTHAND_SELF,
        .dest_is_wide = true,
        .is_assert = true,
    };

    message.sent = may_leave(lapic, &message);
    return message;
}

/* ---- whom a message is for ---- */

/* A destination's width is its sender's; the rest is the receiver's. */
static bool is_broadcast(const struct lapic_message *message)
{
    return message->dest == (message->dest_is_wide ? X2APIC_DEST_BROADCAST
                                                   : LAPIC_DEST_BROADCAST);
}

/* [SDM3 10.12.10.1 "Logical Destination Mode in x2APIC Mode"] */
static bool matches_x2apic_logical(const struct lapic *lapic, uint32_t dest)
{
    return field_get(lapic->ldr, X2APIC_LDR_CLUSTER) ==
               field_get(dest, X2APIC_LDR_CLUSTER) &&
           (lapic->ldr & dest & X2APIC_LDR_MEMBERS) != 0;
}

/* Logical ID against message destination address.  Choices: DFR models other
 * than flat and cluster match nothing, nor does a destination above 8 bits.
 * [SDM3 10.6.2.2 "Logical Destination Mode"] */
static bool matches_logical(const struct lapic *lapic, uint32_t dest)
{
    uint32_t ldr = (uint32_t)field_get(lapic->ldr, LAPIC_LDR_ID);
    uint64_t model = field_get(lapic->dfr, LAPIC_DFR_MODEL);

    if (model == LAPIC_DFR_FLAT)
        return dest <= 0xff && (ldr & dest) != 0;
    return model == LAPIC_DFR_CLUSTER && ldr >> 4 == dest >> 4 &&
           (ldr & dest & 0xf) != 0;
}

/* [SDM3 10.6.2.1 "Physical Destination Mode"] */
static bool matches_physical(const struct lapic *lapic, uint32_t dest)
{
    return dest == (is_x2apic(lapic) ? lapic->id : lapic->id & 0xff);
}

bool lapic_matches_destination(const struct lapic *lapic,
                               const struct lapic_message *message)
{
    if (lapic_mode(lapic) == LAPIC_MODE_DISABLED)
        return false;
    if (is_broadcast(message))
        return true;
    if (!message->dest_logical)
        return matches_physical(lapic, message->dest);
    if (is_x2apic(lapic))
        return matches_x2apic_logical(lapic, message->dest);
    return matches_logical(lapic, message->dest);
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
    return lapic_matches_destination(lapic, message);
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
