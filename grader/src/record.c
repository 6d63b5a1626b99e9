/*
 * grader/src/record.c - looking up the states that the oracle has left.
 * Contract: record.h.
 *
 * A snapshot is of the CPU whose event it stands at; a table beside them says
 * for each event which one is another CPU's latest.  I/O APICs change seldom:
 * their changes are a list, searched from the end.
 */
#include "checks.h"
#include "memory.h"
#include "record.h"

const struct habits *record_habits(const struct trace *trace)
{
    return trace->habits != NULL ? trace->habits : &habits_bochs;
}

unsigned record_cpus(const struct trace *trace)
{
    unsigned cpus = trace->cpus > 0 ? trace->cpus : 1;

    for (size_t i = 0; i < trace->count; i++)
        if (trace->event[i].cpu >= cpus)
            cpus = trace->event[i].cpu + 1u;
    return cpus < RECORD_CPUS ? cpus : RECORD_CPUS;
}

void record_free(struct record *record)
{
    free(record->state);
    free(record->last);
    free(record->ioapic);
    *record = (struct record){0};
}

const struct snapshot *record_state(const struct record *record, size_t index,
                                    unsigned cpu)
{
    static const struct snapshot nothing;
    uint32_t last;

    if (index >= record->trace->count || cpu >= record->cpus)
        return &nothing;
    last = record->last[index * record->cpus + cpu];
    return last > 0 ? &record->state[last - 1] : &nothing;
}

const struct ioapic_change *record_pin(const struct record *record,
                                       size_t index, unsigned unit,
                                       unsigned pin)
{
    for (size_t i = record->ioapic_count; i-- > 0;) {
        const struct ioapic_change *c = &record->ioapic[i];

        if (c->at <= index && c->unit == unit && c->pin == pin)
            return c;
    }
    return NULL;
}
