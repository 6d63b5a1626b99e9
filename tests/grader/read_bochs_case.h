/*
 * tests/grader/read_bochs_case.h - how the tests of Bochs's log begin: a text
 * is read as if it had come through the pipe, and its events are looked at.
 *
 * Included once by each of the read_*_test.c that quote lines of that log.
 */
#ifndef READ_BOCHS_CASE_H
#define READ_BOCHS_CASE_H

#include <check.h>
#include <string.h>

#include "read_bochs.h"

static struct trace trace;

static inline void read_text(const char *log)
{
    struct bochs_reader reader;

    trace_init(&trace);
    bochs_reader_init(&reader, &trace);
    bochs_reader_feed(&reader, log, strlen(log));
    bochs_reader_finish(&reader);
}

static inline void forget(void)
{
    trace_free(&trace);
}

#endif
