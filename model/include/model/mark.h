/*
 * model/mark.h - how the kernel's scenario labels its own doings in the record.
 *
 * A mark is one 32-bit write to an unclaimed I/O port, which the emulator logs
 * in order with everything else.  Marks are claims of the guest: they cut the
 * record into windows and carry returned values to be compared; no verdict
 * rests on one alone.  Used by kernel/core/mark.c and the grader's readers.
 *
 *   port MARK_PORT          31..28 kind   27..24 cpu   23..16 step   15..0 arg
 *   port MARK_DATA + 4*cpu  a 32-bit value that belongs to that CPU's next mark
 *   port MARK_FROM + 4*cpu  return address of an accessor's caller in lab code
 */
#ifndef MODEL_MARK_H
#define MODEL_MARK_H

#include "hw/bits.h"

#define MARK_PORT    0xb0c0u
#define MARK_DATA    0xb0d0u /* 4 ports apart, one for each of 4 CPUs */
#define MARK_FROM    0xb0e0u
#define MARK_CPUS    4u

/* A byte written here is the console of a graded run: shown, judged never. */
#define CONSOLE_PORT 0xe9u

#define MARK_KIND    BITS(31, 28)
#define MARK_CPU     BITS(27, 24)
#define MARK_STEP    BITS(23, 16)
#define MARK_ARG     BITS(15, 0)

enum mark_kind {
    MARK_RUN = 1,    /* arg: 1 run begins, 0 run ends (data: exit reason) */
    MARK_RESET,      /* the kernel puts the machine back; arg 1 begin, 0 end */
    MARK_STEP_BEGIN, /* the scenario begins plan step `step` */
    MARK_STEP_END,
    MARK_CALL,     /* arg: a lab function's number; data: its argument */
    MARK_RETURN,   /* arg: the same; data: what it returned */
    MARK_STUB,     /* arg: vector whose IDT stub was entered */
    MARK_BODY,     /* arg: vector or IRQ whose device body runs */
    MARK_BODY_END, /* arg: the same */
    MARK_POINT,    /* arg: scenario's own point in a step (see the lab) */
    MARK_TODO,     /* arg: number of a TODO that is not done */
    MARK_READ,     /* arg: what the kernel reads next, as a checkpoint */
    MARK_PANIC,    /* arg: vector; data: address of the fault */
    MARK_SOFT,     /* arg: enum soft_op and a detail; data: see there */
};

/* MARK_SOFT: an input of the kernel's soft I/O APIC, of a PCI function or of
 * the HPET, in the order of their states' changes.  Between SEND_BEGIN and
 * SEND_END the ICR accesses are the chipset's own, whoever's access led to
 * them. */
#define MARK_SOFT_OP     BITS(15, 12)
#define MARK_SOFT_DETAIL BITS(11, 0)

enum soft_op {
    SOFT_WRITE = 1,  /* detail: offset; data: value */
    SOFT_READ,       /* detail: offset; data: what was returned */
    SOFT_LINE,       /* detail: pin; data: its level */
    SOFT_SEND_BEGIN, /* detail: pin whose message follows, or SOFT_SENDER_PCI */
    SOFT_SEND_END,
    SOFT_STATE, /* data: ioapic_digest, at a step's end */
    /* The PCI functions of model/soft_pci.h, soft or real. */
    SOFT_PCI_RESET, /* detail: layout */
    SOFT_PCI_WRITE, /* detail: SOFT_PCI_ fields; data: value */
    SOFT_PCI_READ,  /* the same; data: what was returned */
    SOFT_BAR_WRITE, /* detail: SOFT_BAR_ fields; data: value */
    SOFT_BAR_READ,
    SOFT_COPY,      /* detail: the function whose copy ends */
    SOFT_COPY_DATA, /* before it, where it reads memory; detail: SOFT_COPY_
                       fields; data: what was fetched */
    SOFT_HPET,      /* detail: offset of a register; data: what is written */
};

#define SOFT_SENDER_PCI    BIT(11) /* plus the function that sends */

#define SOFT_PCI_FUNCTION  BITS(11, 10)
#define SOFT_PCI_SIZE      BITS(9, 8) /* log2 of bytes */
#define SOFT_PCI_OFFSET    BITS(7, 0)

#define SOFT_BAR_EDU       BIT(11) /* the only region of an edu: NUMBER is */
#define SOFT_BAR_NUMBER    BITS(10, 8) /* its function; else the doorbell's */
#define SOFT_BAR_WORD      BITS(7, 0)  /* offset / 4; the last: it or beyond */

#define SOFT_COPY_FUNCTION BITS(11, 10)
#define SOFT_COPY_INDEX    BITS(9, 0) /* of the dword in the copy */

/* EV_MARK's `value` holds the header in its low half and the data above it. */
#define MARK_HEADER        BITS(31, 0)
#define MARK_VALUE         BITS(63, 32)

#endif
