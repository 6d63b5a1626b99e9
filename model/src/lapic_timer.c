/*
 * model/src/lapic_timer.c - the local APIC's timer, without a clock of its own:
 * each call says what time it is.  Contract: model/lapic.h.
 *
 *   STOPPED  timer_count = 0, timer_deadline = 0
 *   COUNTING timer_count counts at timer_start; one less each `divisor` clocks
 *   ARMED    timer_deadline != 0
 *
 *   any     --write initial count n > 0--> COUNTING   lapic_write_timer_initial
 *   any     --write initial count 0------> STOPPED    lapic_write_timer_initial
 *   COUNTING --divisor changes-----------> COUNTING   lapic_write_timer_divide
 *   COUNTING --0, one-shot---------------> STOPPED    lapic_timer_fire
 *   COUNTING --0, periodic---------------> COUNTING   lapic_timer_fire
 *   any     --write deadline t > 0-------> ARMED      lapic_write_deadline
 *   any     --write deadline 0-----------> STOPPED    lapic_write_deadline
 *   ARMED   --TSC >= t-------------------> STOPPED    lapic_timer_fire
 *   any     --LVT timer mode changes-----> STOPPED    lapic_disarm_timer
 *   (initial count: not in TSC-deadline mode; deadline: in no other)
 *
 * [SDM3 10.5.4 "APIC Timer"] [SDM3 10.5.4.1 "TSC-Deadline Mode"]
 */
#include "lapic_parts.h"

/* Divide configuration bits 3, 1 and 0 are log2 of the divisor, less one; 111
 * wraps to a divisor of 1. */
static uint64_t divisor(const struct lapic *lapic)
{
    uint64_t high = field_get(lapic->timer_divide, LAPIC_TIMER_DCR_HIGH);
    uint64_t low = field_get(lapic->timer_divide, LAPIC_TIMER_DCR_LOW);

    return UINT64_C(1) << ((high * 4 + low + 1) % 8);
}

static bool is_deadline_mode(const struct lapic *lapic)
{
    return lapic_timer_mode(lapic) == LAPIC_TIMER_TSC_DEADLINE;
}

static bool is_periodic(const struct lapic *lapic)
{
    return lapic_timer_mode(lapic) == LAPIC_TIMER_PERIODIC;
}

/* Choice: the reserved mode 11 does not count. */
static bool can_count(const struct lapic *lapic)
{
    return lapic_timer_mode(lapic) <= LAPIC_TIMER_PERIODIC;
}

static void start_counting(struct lapic *lapic, uint32_t count, uint64_t now)
{
    lapic->timer_count = count;
    lapic->timer_start = now;
}

/* Any change of mode disarms, between one-shot and periodic as well.
 * [SDM3 10.5.4.1 "TSC-Deadline Mode"] */
void lapic_disarm_timer(struct lapic *lapic)
{
    lapic->timer_count = 0;
    lapic->timer_deadline = 0;
}

void lapic_write_timer_initial(struct lapic *lapic, uint32_t value,
                               uint64_t now)
{
    if (!can_count(lapic))
        return;
    lapic->timer_initial = value;
    start_counting(lapic, value, now);
}

/* Choice: the count stays where it is, and the clocks since its last step are
 * lost; the same divisor written again changes nothing. */
void lapic_write_timer_divide(struct lapic *lapic, uint32_t value, uint64_t now)
{
    uint32_t count = lapic_timer_count(lapic, now);
    uint64_t before = divisor(lapic);

    lapic->timer_divide = value & (LAPIC_TIMER_DCR_HIGH | LAPIC_TIMER_DCR_LOW);
    if (divisor(lapic) != before)
        start_counting(lapic, count, now);
}

uint64_t lapic_timer_next(const struct lapic *lapic)
{
    if (lapic->timer_deadline != 0)
        return lapic->timer_deadline;
    if (lapic->timer_count == 0)
        return LAPIC_NEVER;
    return lapic->timer_start + lapic->timer_count * divisor(lapic);
}

/* A count that has run out shows 0 until somebody calls lapic_advance. */
uint32_t lapic_timer_count(const struct lapic *lapic, uint64_t now)
{
    uint64_t steps = (now - lapic->timer_start) / divisor(lapic);

    if (steps >= lapic->timer_count)
        return 0;
    return lapic->timer_count - (uint32_t)steps;
}

enum lapic_acceptance lapic_timer_fire(struct lapic *lapic, uint64_t now)
{
    lapic->timer_deadline = 0;
    start_counting(lapic, is_periodic(lapic) ? lapic->timer_initial : 0, now);
    return lapic_local_interrupt(lapic, LAPIC_LVT_TIMER);
}

/* Expiries beyond the first, when the timer reloads: their number is computed,
 * since all but the first meet an IRR bit that is set. */
static uint64_t later_expiries(const struct lapic *lapic, uint64_t first,
                               uint64_t now)
{
    if (!is_periodic(lapic))
        return 0;
    return (now - first) / (lapic->timer_initial * divisor(lapic));
}

struct lapic_expiry lapic_advance(struct lapic *lapic, uint64_t now)
{
    struct lapic_expiry expiry = {.count = 0, .asked = LAPIC_MASKED};
    uint64_t first = lapic_timer_next(lapic);
    uint64_t later;

    if (first > now || first == LAPIC_NEVER)
        return expiry;
    later = later_expiries(lapic, first, now);
    expiry.count = later + 1;
    expiry.asked = lapic_timer_fire(lapic, first);
    lapic->timer_start += later * lapic->timer_initial * divisor(lapic);
    return expiry;
}

void lapic_write_deadline(struct lapic *lapic, uint64_t tsc)
{
    if (is_deadline_mode(lapic))
        lapic->timer_deadline = tsc;
}

uint64_t lapic_read_deadline(const struct lapic *lapic)
{
    return lapic->timer_deadline;
}
