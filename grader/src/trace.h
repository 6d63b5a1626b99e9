/*
 * grader/src/trace.h - a run as the grader knows it: events, in order, and how
 * it ended.
 *
 * Made by a reader (read_bochs.c) from an emulator's record or from a trace
 * file (trace_file.c); read by the oracle, the checks and every report.
 */
#ifndef TRACE_H
#define TRACE_H

#include <stdbool.h>
#include <stddef.h>
#include "habits.h"
#include "model/event.h"
#include "model/mark.h"

/* How a run ended, as seen from outside. */
enum run_end {
    END_NONE,         /* still running */
    END_FINISHED,     /* the runner's last mark */
    END_KERNEL_PANIC, /* the kernel's panic, with its mark */
    END_EARLY,        /* the guest left by itself: shutdown, debugger port */
    END_RESET,        /* the guest reset the machine */
    END_TRIPLE_FAULT,
    END_EMULATOR_PANIC, /* Bochs gave up over something the guest did */
    END_DEAD_HALT,      /* HLT with IF = 0 */
    END_TICK_LIMIT,     /* ran on until the limit in instructions */
    END_TIME_LIMIT,     /* used up its processor time (HLT with IF = 1) */
    END_LOG_LIMIT,      /* wrote more record than a run may */
    END_NOT_STARTED,    /* the emulator failed before the first mark */
    END_COUNT
};

struct trace {
    struct event *event;
    size_t count, room;
    char *console; /* what the guest printed; judged never */
    size_t console_length, console_room;
    enum run_end end;
    char end_text[160];  /* the emulator's own words, where it has any */
    bool kernel_intact;  /* text and constants equal the image */
    bool kernel_checked; /* ... and the comparison took place */
    size_t lines;        /* of the emulator's log */
    const struct habits *habits; /* of its machine; NULL: Bochs's */
    unsigned cpus;               /* of its machine; 0: those that occur in it */
    bool by_clock; /* stopped by a clock, which a busy host can mislead */
    bool slow;     /* ... and would cost as much each time */
};

void trace_init(struct trace *trace);
void trace_free(struct trace *trace);

/* Append a copy of `event`; returns its index.  Memory exhausted: exits 3. */
size_t trace_add(struct trace *trace, struct event event);

/* Append one byte of console text; at most CONSOLE_LIMIT are kept. */
#define CONSOLE_LIMIT 65536u
void trace_console(struct trace *trace, char byte);

/* Parts of an EV_MARK event. */
enum mark_kind mark_kind(const struct event *event);
unsigned mark_step(const struct event *event);
unsigned mark_arg(const struct event *event);
uint32_t mark_data(const struct event *event);

/* "the machine was reset", ... : a clause for people. */
const char *run_end_text(enum run_end end);
/* "reset": a word for machines. */
const char *run_end_name(enum run_end end);

#endif
