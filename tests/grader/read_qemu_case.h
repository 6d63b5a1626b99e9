/*
 * tests/grader/read_qemu_case.h - a reader of QEMU's log and what it has read.
 *
 * For read_qemu_test.c and read_qemu_smp_test.c: each includes it once.  The
 * lines were copied from records of QEMU 7.2.22.
 */
#ifndef READ_QEMU_CASE_H
#define READ_QEMU_CASE_H

#include <check.h>
#include <stdio.h>
#include <string.h>
#include "checks.h"
#include "read_qemu.h"
#include "record.h"

#define OP   "memory_region_ops_write cpu 0 mr 0x5562ecf6e4e0 addr "
#define MADE OP "0x80 value 0x0 size 1 name 'ioport80'\n"
/* CPU 0's task register, behind the line of a vector. */
#define TR   "TR =0028 0000000000105000 00000067 00008900 DPL=0 TSS64-avl\n"

static struct trace trace;
static struct qemu_reader reader;

static void feed(const char *text)
{
    qemu_reader_feed(&reader, text, strlen(text));
}

static void begin(unsigned cpus)
{
    trace_init(&trace);
    trace.habits = &habits_qemu;
    qemu_reader_init(&reader, &trace, cpus);
    feed(MADE);
}

static void teardown(void)
{
    trace_free(&trace);
}

/* An external vector goes through the IDT of `cpu`. */
static inline void take(unsigned cpu, unsigned vector)
{
    char text[256];

    snprintf(text, sizeof text,
             "Servicing hardware INT=0x%02x\n"
             "     4: v=%02x e=0000 i=0 cpl=0 IP=0008:000000000010283a\n"
             "RAX=0000000000000000 RBX=0000000000000000\n"
             "TR =%04x 0000000000105000 00000067 00008900 DPL=0 TSS64-avl\n",
             vector, vector, 0x28 + 16 * cpu);
    feed(text);
}

static inline void is_event(size_t index, enum event_kind kind, unsigned vector,
                            uint32_t reg, uint64_t value)
{
    ck_assert_uint_lt(index, trace.count);
    ck_assert_int_eq(trace.event[index].kind, kind);
    ck_assert_uint_eq(trace.event[index].vector, vector);
    ck_assert_uint_eq(trace.event[index].reg, reg);
    ck_assert_uint_eq(trace.event[index].value, value);
    ck_assert_uint_eq(trace.event[index].tick, index);
}

#endif
