/*
 * tests/fuzz/replay_fuzz.h - what any log made, through the oracle.
 *
 * No event is of an unknown kind, and a disagreement is at one of them.  For
 * the targets that feed a reader of an emulator's log.
 */
#ifndef REPLAY_FUZZ_H
#define REPLAY_FUZZ_H

#include <stdlib.h>
#include "checks.h"
#include "record.h"

/* Frees the trace. */
static inline void replay_any(struct trace *trace)
{
    struct record record;

    record_make(&record, trace);
    for (size_t i = 0; i < trace->count; i++)
        if (trace->event[i].kind >= EVENT_KIND_COUNT)
            abort();
    if (record.disagree_at != NOWHERE && record.disagree_at >= trace->count)
        abort();
    record_free(&record);
    trace_free(trace);
}

#endif
