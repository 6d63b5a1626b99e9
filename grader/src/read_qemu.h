/*
 * grader/src/read_qemu.h - QEMU's trace log, line by line, into a trace.
 *
 * Live: bytes are fed as they come through the pipe.  Knows the texts of QEMU
 * 7.2 under TCG with one CPU.  The record has order and no time, so an event's
 * tick is its number.  QEMU leaves out which vector an EOI retires and whether
 * a vector came from the local APIC: both follow from what it did log, and the
 * registers that the kernel reads at each checkpoint are held against them.
 */
#ifndef READ_QEMU_H
#define READ_QEMU_H

#include "trace.h"

#define QEMU_LINE_MAX 512
#define QEMU_LVTS     6

struct qemu_reader {
    struct trace *trace;
    char line[QEMU_LINE_MAX];
    size_t length;
    size_t lines, bytes; /* seen so far, for the limits */
    uint32_t mark_data, mark_from;
    bool running; /* the guest has made its first access */
    bool started; /* the first mark was seen */
    bool ending;  /* the runner's last mark was seen */
    bool ended;   /* ... and its endless loop behind it */
    bool tripled; /* a triple fault */
    uint32_t irr[8], isr[8];
    uint32_t lvt[QEMU_LVTS]; /* as written, in QEMU's order */
    int arriving;            /* vector on its way into IRR, or -1 */
    uint64_t delivered;      /* QEMU's count of what IRR took */
    int pic_vector;          /* what the 8259As answered to INTA, or -1 */
    int servicing;           /* external vector on its way to the IDT, or -1 */
    bool reads_isr[2];       /* OCW3's choice: master, slave */
    bool polls[2];
    uint16_t high; /* bit n: IRQ line n */
};

void qemu_reader_init(struct qemu_reader *reader, struct trace *trace);

/* Take `length` bytes of log. */
void qemu_reader_feed(struct qemu_reader *reader, const char *bytes,
                      size_t length);

#endif
