/*
 * grader/src/read_qemu.h - QEMU's trace log, line by line, into a trace.
 *
 * Live: bytes are fed as they come through the pipe.  Knows the texts of QEMU
 * 7.2 under TCG, one thread for all CPUs.  The record has order and no time, so
 * an event's tick is its number.  QEMU leaves out to which CPU a message went,
 * which vector an EOI retires and whether a vector came from the local APIC:
 * all three follow from what it did log, and the registers that the kernel
 * reads at each checkpoint, and the CPU that takes the vector, are held against
 * them.
 */
#ifndef READ_QEMU_H
#define READ_QEMU_H

#include "trace.h"

#define QEMU_LINE_MAX  512
#define QEMU_LVTS      6
#define QEMU_PINS      24u     /* of the I/O APIC */
#define QEMU_LOOP_PORT 0x8900u /* the runner's loop behind its last mark */

/* One CPU's local APIC, as far as the record tells it. */
struct qemu_apic {
    uint32_t irr[8], isr[8];
    uint32_t lvt[QEMU_LVTS]; /* as written, in QEMU's order */
    uint32_t icr_high;
    uint8_t id, logical, format; /* ID, LDR, DFR: what destinations name */
    bool counting;               /* its timer was given a count */
};

/* What may be read; 0: no limit.  The record ends at the line that passes one,
 * however the pipe brought it. */
struct qemu_bounds {
    size_t lines, bytes, step_lines;
};

struct qemu_reader {
    struct trace *trace;
    char line[QEMU_LINE_MAX];
    size_t length;
    size_t lines, bytes; /* seen so far, for the limits */
    size_t acts;       /* lines that tell of a CPU's doing, not of a timer's */
    unsigned progress; /* 1 + 2 * step, and 1 more at its end: the latest */
    size_t step_lines; /* since then */
    size_t step_lines_most; /* ... and the most of them so far */
    struct qemu_bounds bounds;
    bool full;     /* past a bound: nothing behind it is read */
    unsigned cpus; /* of the machine */
    unsigned cpu;  /* the last that a line named */
    uint32_t mark_data[MARK_CPUS], mark_from[MARK_CPUS];
    bool running;         /* the guest has made its first access */
    bool started;         /* the first mark was seen */
    bool ending;          /* the runner's last mark was seen */
    bool ended;           /* ... and its endless loop behind it */
    bool again;           /* the first mark came again, or INIT to CPU 0 */
    bool tripled;         /* a triple fault */
    bool text_written;    /* after the first mark */
    uint64_t text_end;    /* ... the kernel's, when it is known */
    uint8_t config_index; /* the register that CONFIG_ADDRESS chose */
    struct qemu_apic apic[MARK_CPUS];
    struct event apic_read; /* its CPU is on the next line; or EV_MARK: none */
    int arriving;           /* vector on its way into IRR, or -1 */
    uint32_t addressed;     /* bit n: CPU n's, and not reported yet */
    uint64_t delivered;     /* QEMU's count of what IRR took */
    int pic_vector;         /* what the 8259As answered to INTA, or -1 */
    int servicing;          /* external vector, its number comes again; or -1 */
    struct event vector;    /* on its way to the IDT; its CPU comes below */
    bool reads_isr[2];      /* OCW3's choice: master, slave */
    bool polls[2];
    uint16_t high;             /* bit n: IRQ line n */
    uint32_t pins;             /* bit n: I/O APIC pin n */
    uint8_t ioapic_index;      /* the register that IOREGSEL chose */
    uint64_t entry[QEMU_PINS]; /* with Remote IRR */
};

/* `cpus`: of the machine, at most MARK_CPUS; 0 means 1. */
void qemu_reader_init(struct qemu_reader *reader, struct trace *trace,
                      unsigned cpus);

/* Take `length` bytes of log. */
void qemu_reader_feed(struct qemu_reader *reader, const char *bytes,
                      size_t length);

#endif
