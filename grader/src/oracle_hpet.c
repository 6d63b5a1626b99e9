/*
 * grader/src/oracle_hpet.c - the HPET's messages in the replay of a record.
 * Contract: oracle_parts.h.
 *
 *   mark SOFT_HPET --> model: a timer became ready --> the CPUs addressed owe
 *                                                      an event, until the next
 *                                                      soft input or the end
 *
 * Its inputs are marks, as those of the PCI functions; what comes of them is
 * seen in the local APICs' own record.  That a machine's HPET sends messages is
 * a constant of the host (habits.h): a timer that was made ready where none can
 * is a forgery.
 */
#include "oracle_parts.h"

void hpet_power_on(struct oracle *o)
{
    bool has_fsb = (o->habits->lacks & CAP_HPET_FSB) == 0;

    hpet_reset(&o->hpet, HPET_TIMERS_MIN,
               has_fsb ? (uint32_t)HPET_TIMER_FSB_CAP : 0, 0);
}

void hpet_settle(struct oracle *o)
{
    bus_settle(o, SENDER_HPET);
}

/* Its match comes at once, as far as the record can tell. */
static void send(struct oracle *o, unsigned timer)
{
    struct msi_message message;
    struct lapic_message decoded;

    if (!hpet_match(&o->hpet, timer, &message))
        return;
    decoded = msi_decode(&message);
    if (pci_is_sendable(&decoded))
        (void)bus_deliver(o, SENDER_HPET, &decoded);
}

/* Does this write ask a timer for messages? */
static bool asks(uint32_t offset, uint32_t value)
{
    return offset >= HPET_TIMER_CONFIG(0) &&
           (offset - HPET_TIMER_CONFIG(0)) % HPET_TIMER_STRIDE == 0 &&
           (value & HPET_TIMER_FSB_ENABLE) != 0;
}

void replay_hpet_mark(struct oracle *o, const struct event *e)
{
    unsigned detail = (unsigned)field_get(mark_arg(e), MARK_SOFT_DETAIL);
    uint32_t ready;

    hpet_settle(o);
    if (field_get(mark_arg(e), MARK_SOFT_OP) != SOFT_HPET)
        return;
    if (asks(detail, mark_data(e)) && (o->habits->lacks & CAP_HPET_FSB) != 0)
        disagree(o, "the HPET of this machine sends no messages");
    ready = hpet_write(&o->hpet, detail, mark_data(e));
    for (unsigned n = 0; n < o->hpet.timers; n++)
        if ((ready >> n & 1) != 0)
            send(o, n);
}
