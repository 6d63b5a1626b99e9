/*
 * grader/src/read_bochs.h - Bochs's log, line by line, into a trace.
 *
 * Live: bytes are fed as they come through the pipe.  Knows the texts of Bochs
 * 2.7; a line it does not know is counted and passed over.  Only lines of the
 * emulator's own modules count: nothing a guest prints reaches this log except
 * as the value of a port write.  Called by bochs.c.
 */
#ifndef READ_BOCHS_H
#define READ_BOCHS_H

#include "trace.h"

#define BOCHS_CPUS     16
#define BOCHS_LINE_MAX 512

/* What may be read; 0: no limit.  The first `printed` bytes of console take no
 * line, and some ticks more are allowed for each. */
struct bochs_bounds {
    size_t lines, bytes, printed;
    uint64_t ticks;
};

struct bochs_reader {
    struct trace *trace;
    char line[BOCHS_LINE_MAX];
    size_t length;
    size_t lines, bytes;            /* seen so far, for the limits */
    struct bochs_bounds bounds;     /* where the record ends, at the latest */
    enum run_end full;              /* ... and why it did, or END_NONE */
    size_t kept;                    /* events within the bounds, where full */
    size_t printed;                 /* bytes of console */
    uint32_t mark_data[BOCHS_CPUS]; /* last MARK_DATA value of each CPU */
    uint32_t mark_from[BOCHS_CPUS];
    unsigned from_cpu;            /* whose mark_from was written last */
    size_t msr_write[BOCHS_CPUS]; /* 1 + index of a WRMSR just before */
    uint32_t icr;                 /* low half of the last ICR write */
    size_t eoi_write[BOCHS_CPUS]; /* 1 + index of an EOI without an answer */
    bool started;                 /* the first mark was seen */
    uint32_t misaligned;          /* APIC offset that Bochs stops at, or 0 */
};

void bochs_reader_init(struct bochs_reader *reader, struct trace *trace);

/* Take `length` bytes of log; none behind the line that makes it full, so that
 * the record ends at the same line however it comes. */
void bochs_reader_feed(struct bochs_reader *reader, const char *bytes,
                       size_t length);

/* The log has ended: settle what was waiting for another line. */
void bochs_reader_finish(struct bochs_reader *reader);

#endif
