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
    uint32_t svr, ldr;
    uint32_t icr_high; /* xAPIC: where the next IPI goes */
    uint8_t tpr, ppr;
    bool x2apic;
    uint16_t pic_irr, pic_isr, pic_imr;
};

/* One I/O APIC's entry or pin is another since event `at`. */
struct ioapic_change {
    size_t at;
    uint64_t entry; /* with Remote IRR and delivery status */
    uint8_t unit;   /* EVENT_IOAPIC_ */
    uint8_t pin;
    bool high;
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
    DEVIATION_WAITING_ACCEPTS,
    DEVIATION_LATE_X2APIC_LDR,
    DEVIATION_INIT_LEAVES_X2APIC,
    DEVIATION_ABSENT_DESTINATION_ESR2,
    DEVIATION_LOWEST_PHYSICAL_REFUSED,
    DEVIATION_LOGICAL_ALL_BY_LDR,
    DEVIATION_REMOTE_IRR_NEVER,
    DEVIATION_IOAPIC_EOI_IGNORED,
    DEVIATION_LEVEL_SENT_AGAIN,
    DEVIATION_LEVEL_NEEDS_RISE,
    DEVIATION_POLARITY_IGNORED,
    DEVIATION_BAD_DESTINATION_RETRIED,
    DEVIATION_COUNT
};

extern const char *const deviation_name[DEVIATION_COUNT];

struct record {
    const struct trace *trace;
    struct snapshot *state; /* one for each event: of its own CPU */
    uint32_t *last;         /* of each event and CPU: 1 + its last event */
    unsigned cpus;          /* that occur in the trace, at least 1 */
    struct ioapic_change *ioapic;
    size_t ioapic_count, ioapic_room;
    size_t disagree_at; /* NOWHERE: never */
    char disagree_text[160];
    unsigned deviations[DEVIATION_COUNT];
    unsigned reads_compared; /* register reads held against the model */
};

/* The habits of the machine that `trace` was recorded on. */
const struct habits *record_habits(const struct trace *trace);
/* How many CPUs it had, at most RECORD_CPUS. */
unsigned record_cpus(const struct trace *trace);

/* Replay `trace` in the models. */
void record_make(struct record *record, const struct trace *trace);
void record_free(struct record *record);

/* State of `cpu` after event `index`. */
const struct snapshot *record_state(const struct record *record, size_t index,
                                    unsigned cpu);

/* Entry and level of `pin` after event `index`; NULL: as at power-on. */
const struct ioapic_change *record_pin(const struct record *record,
                                       size_t index, unsigned unit,
                                       unsigned pin);

#endif
