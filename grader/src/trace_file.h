/*
 * grader/src/trace_file.h - a record as text lines, written and read back.
 *
 * The format is docs/TRACE.md's.  What is read may come from anybody: every
 * line is checked, and the first bad one is named by number and reason.  A
 * trace read back and cut into windows gives the verdict of the run it came
 * from.  Used by `grade --trace` and `trace`.
 */
#ifndef TRACE_FILE_H
#define TRACE_FILE_H

#include <stdio.h>
#include "options.h"
#include "run.h"

#define TRACE_LINE_MAX  256u /* bytes */
#define TRACE_LINES_MAX 4000000u

/* All boots of a run, one section each. */
void trace_file_write_run(FILE *out, const struct run *run, const char *lab);

/* The runs of a file, not yet cut (run_from_trace). */
struct trace_file {
    char lab[32]; /* "02-lapic" */
    unsigned runs;
    struct run *run;     /* seed, boots and their traces */
    unsigned error_line; /* 0: none */
    char error[160];     /* why the file cannot be read */
};

/* False when the file is not a trace; then error_line and error say where and
 * why.  Free with trace_file_free in both cases. */
bool trace_file_read(FILE *in, struct trace_file *file);
void trace_file_free(struct trace_file *file);

#endif
