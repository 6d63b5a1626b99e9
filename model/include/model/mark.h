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
};

/* EV_MARK's `value` holds the header in its low half and the data above it. */
#define MARK_HEADER BITS(31, 0)
#define MARK_VALUE  BITS(63, 32)

#endif
