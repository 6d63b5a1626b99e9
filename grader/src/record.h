/*
 * grader/src/record.h - a boot's trace with the models' state at each event.
 *
 * The oracle makes it (oracle.c); checks ask it through checks.h; reports draw
 * it.  It also says where emulator and model disagree, and which of the named
 * deviations (docs/EMULATORS.md) were met and how often.
 */
#ifndef RECORD_H
#define RECORD_H

#include "model/i8259_pair.h"
#include "model/lapic.h"
#include "trace.h"

#define RECORD_CPUS 16

/* The state of one CPU's local APIC and of the 8259As after an event. */
struct snapshot {
    uint32_t irr[8], isr[8];
    uint32_t svr;
    uint8_t tpr, ppr;
    uint16_t pic_irr, pic_isr, pic_imr;
};

enum deviation {
    DEVIATION_SAME_CLASS_SPURIOUS,
    DEVIATION_EOI_IGNORED_SVR,
    DEVIATION_DISABLED_ACCEPTS,
    DEVIATION_ILLEGAL_VECTOR_ESR6,
    DEVIATION_PIC_INT_FROZEN,
    DEVIATION_PIC_EDGE_KEPT,
    DEVIATION_SMALL_VECTOR_ACCEPTED,
    DEVIATION_GATE_ERROR_TIMES_16,
    DEVIATION_COUNT
};

extern const char *const deviation_name[DEVIATION_COUNT];

struct record {
    const struct trace *trace;
    struct snapshot *state; /* one for each event */
    size_t disagree_at;     /* NOWHERE: never */
    char disagree_text[160];
    unsigned deviations[DEVIATION_COUNT];
    unsigned reads_compared; /* register reads held against the model */
};

/* The habits of the machine that `trace` was recorded on. */
const struct habits *record_habits(const struct trace *trace);

/* Replay `trace` in the models. */
void record_make(struct record *record, const struct trace *trace);
void record_free(struct record *record);

/* State of `cpu` after event `index`. */
const struct snapshot *record_state(const struct record *record, size_t index,
                                    unsigned cpu);

#endif
