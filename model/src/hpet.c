/*
 * model/src/hpet.c - which write makes which HPET timer send which message.
 * Contract: model/hpet.h.
 */
#include "model/hpet.h"

/* Of a timer; the others are read-only, or stay 0.
 * [HPET 2.3.8 "Timer N Configuration and Capabilities Register"] */
#define WRITABLE                                                               \
    (HPET_TIMER_ROUTE | HPET_TIMER_32BIT | HPET_TIMER_SET |                    \
     HPET_TIMER_PERIODIC | HPET_TIMER_ENABLE | HPET_TIMER_LEVEL)
#define CAPABILITIES                                                           \
    (HPET_TIMER_FSB_CAP | HPET_TIMER_64BIT_CAP | HPET_TIMER_PERIOD_CAP)

void hpet_reset(struct hpet *h, unsigned timers, uint32_t capabilities,
                uint16_t requester)
{
    *h = (struct hpet){.requester = requester};
    h->timers = timers < HPET_TIMERS_MAX ? timers : HPET_TIMERS_MAX;
    for (unsigned n = 0; n < h->timers; n++)
        h->timer[n].config = capabilities & (uint32_t)CAPABILITIES;
}

/* FSB delivery is for edges alone: with a level timer, choice: nothing is
 * sent.  [HPET 2.4 "Theory of Operation"], mapping option 3 */
static bool is_ready(const struct hpet *h, unsigned n)
{
    const uint32_t needed =
        (uint32_t)(HPET_TIMER_FSB_CAP | HPET_TIMER_FSB_ENABLE |
                   HPET_TIMER_ENABLE);

    return (h->config & HPET_CONFIG_ENABLE) != 0 && n < h->timers &&
           (h->timer[n].config & needed) == needed &&
           (h->timer[n].config & HPET_TIMER_LEVEL) == 0;
}

static uint32_t ready(const struct hpet *h)
{
    uint32_t timers = 0;

    for (unsigned n = 0; n < h->timers; n++)
        if (is_ready(h, n))
            timers |= UINT32_C(1) << n;
    return timers;
}

/* FSB_ENABLE can be set where FSB_CAP says so, and not elsewhere. */
static void write_config(struct hpet_timer *t, uint32_t value)
{
    uint32_t writable = (uint32_t)WRITABLE;

    if ((t->config & HPET_TIMER_FSB_CAP) != 0)
        writable |= (uint32_t)HPET_TIMER_FSB_ENABLE;
    if ((t->config & HPET_TIMER_PERIOD_CAP) == 0)
        writable &= (uint32_t)~HPET_TIMER_PERIODIC;
    t->config = (t->config & (uint32_t)CAPABILITIES) | (value & writable);
}

/* Bit n: the comparator of timer n was written. */
static uint32_t write_timer(struct hpet *h, unsigned n, uint32_t offset,
                            uint32_t value)
{
    struct hpet_timer *t = &h->timer[n];

    if (offset == HPET_TIMER_CONFIG(n))
        write_config(t, value);
    else if (offset == HPET_TIMER_FSB_VAL(n))
        t->value = value;
    else if (offset == HPET_TIMER_FSB_ADDR(n))
        t->address = value;
    return offset == HPET_TIMER_COMPARE(n) ? UINT32_C(1) << n : 0;
}

uint32_t hpet_write(struct hpet *h, uint32_t offset, uint32_t value)
{
    uint32_t before = ready(h), moved = 0;
    unsigned n = (offset - HPET_TIMER_CONFIG(0)) / HPET_TIMER_STRIDE;

    if (offset == HPET_CONFIG)
        h->config = value & (uint32_t)~HPET_CONFIG_RSVD;
    else if (offset >= HPET_TIMER_CONFIG(0) && n < h->timers)
        moved = write_timer(h, n, offset, value);
    return ready(h) & (~before | moved);
}

/* [HPET 2.3.10 "Timer N FSB Interrupt Route Register"] */
bool hpet_match(const struct hpet *h, unsigned n, struct msi_message *message)
{
    if (!is_ready(h, n))
        return false;
    *message = (struct msi_message){.address = h->timer[n].address,
                                    .data = h->timer[n].value,
                                    .requester = h->requester};
    return true;
}
