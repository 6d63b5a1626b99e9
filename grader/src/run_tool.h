/*
 * grader/src/run_tool.h - run one program, or one function, within limits.
 *
 * A program gets its argument vector as it is (no shell), a cleared
 * environment, resource limits and a wall clock; its two outputs are captured
 * together, up to a bound.  A function runs in a child of its own, so that
 * hostile input which crashes or hangs it costs nothing.  Not for emulators,
 * whose record is read while they run.  Used by sandbox.c, admit.c, srcline.c.
 */
#ifndef RUN_TOOL_H
#define RUN_TOOL_H

#include <stdbool.h>
#include <stddef.h>

#define TOOL_OUTPUT_MAX (64u * 1024)

enum tool_end {
    TOOL_EXITED,   /* status is the exit code */
    TOOL_SIGNALED, /* status is the signal */
    TOOL_TIMEOUT,  /* killed by the wall clock */
    TOOL_FAILED    /* could not be started; status is errno */
};

struct tool_limits {
    unsigned cpu_s;
    unsigned wall_ms;
    size_t memory; /* address space, in bytes */
    size_t file;   /* largest file written, in bytes */
};

struct tool_result {
    enum tool_end end;
    int status;
    bool truncated; /* there was more output than fits */
    size_t size;
    char output[TOOL_OUTPUT_MAX + 1]; /* and a zero byte */
};

/* For compilers and linkers: 10 s of CPU, 20 s, 1 GiB, 16 MiB. */
extern const struct tool_limits tool_limits_build;
/* For a look into one file: 2 s, 256 MiB, nothing written. */
extern const struct tool_limits tool_limits_look;

/* ARGV[0] is an absolute path; DIR is the working directory or null. */
void run_tool(const char *const *argv, const char *dir,
              const struct tool_limits *limits, struct tool_result *result);

/* Did it exit with code 0? */
bool tool_succeeded(const struct tool_result *result);

enum isolated {
    ISOLATED_DONE,
    ISOLATED_DIED,       /* crashed or hung: the input's doing */
    ISOLATED_NOT_STARTED /* no child to be had: the host's */
};

/* Call WORK(arg) in a child; what it writes to ANSWER comes back.  Unless all
 * went well ANSWER is zeros. */
enum isolated run_isolated(void (*work)(void *arg, void *answer), void *arg,
                           void *answer, size_t size);

#endif
