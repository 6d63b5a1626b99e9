/*
 * tests/grader/replay_case.h - a trace of several CPUs, and what the oracle
 * makes of it.
 *
 * For the tests of the replay: the trace is built by hand (bus_case.h), then
 * must agree with the models, or disagree at one event in these words.
 * Included once by each such test, whose trace and record these are.
 */
#ifndef REPLAY_CASE_H
#define REPLAY_CASE_H

#include <check.h>
#include <string.h>
#include "bus_case.h"
#include "checks.h"
#include "record.h"

static struct trace trace;
static struct record record;

static inline void begin_replay(unsigned cpus)
{
    trace_init(&trace);
    record = (struct record){0};
    put_cpus(&trace, cpus);
}

static inline void end_replay(void)
{
    record_free(&record);
    trace_free(&trace);
}

static inline void agrees(void)
{
    put_cpu_mark(&trace, 0, MARK_STEP_END, 0);
    record_make(&record, &trace);
    ck_assert_msg(record.disagree_at == NOWHERE, "event %zu: %s",
                  record.disagree_at, record.disagree_text);
}

static inline void disagrees(size_t at, const char *words)
{
    put_cpu_mark(&trace, 0, MARK_STEP_END, 0);
    record_make(&record, &trace);
    ck_assert_uint_eq(record.disagree_at, at);
    ck_assert_msg(strstr(record.disagree_text, words) != NULL, "%s",
                  record.disagree_text);
}

#endif
