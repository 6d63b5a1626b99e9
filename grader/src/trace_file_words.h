/*
 * grader/src/trace_file_words.h - the fixed words of a trace file, for its
 * writer (trace_file_write.c) and its reader (trace_file.c) alone.
 *
 * What they mean is docs/TRACE.md's.
 */
#ifndef TRACE_FILE_WORDS_H
#define TRACE_FILE_WORDS_H

#include "trace_file.h"

#define MAGIC "pic2pi-trace"
#define SAID  "said "
#define ON    "on "
#define CPUS  "cpus "

/* "accept", by enum event_kind. */
extern const char *const trace_kind_names[EVENT_KIND_COUNT];

#endif
