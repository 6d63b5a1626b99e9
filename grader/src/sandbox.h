/*
 * grader/src/sandbox.h - where untrusted work runs: bubblewrap, or limits only.
 *
 * A sandboxed program sees /usr, the files named for it and one writable
 * folder; it has no network, no host processes and a cleared environment.
 * Where user namespaces are not allowed the same program runs with resource
 * limits only, and sandbox_open says so once.  Used by compile.c and link.c;
 * the emulator is not started here.
 */
#ifndef SANDBOX_H
#define SANDBOX_H

#include <stdbool.h>
#include <stdio.h>

#include "run_tool.h"

/* Probed once per process, then read only. */
struct sandbox {
    bool bubblewrap;    /* false: resource limits only */
    char headers[1024]; /* gcc's own freestanding headers */
};

/* One thing of the host that the program may see, under a name relative to
 * its working directory. */
struct sandbox_mount {
    const char *host;
    const char *name;
    bool writable;
};

/* A program to run: argv ends with a null; mounts end with a null host. */
struct sandbox_job {
    const char *const *argv;
    const struct sandbox_mount *mounts;
    const char *scratch; /* empty host folder, used without bubblewrap */
};

/* Where the job's working directory is; debug info must not name it. */
#define SANDBOX_HOME "/w"

/* Find out what this host allows.  One line goes to `notes` when bubblewrap
 * does not work.  False, with a line there, when gcc is missing. */
bool sandbox_open(struct sandbox *box, FILE *notes);

/* Run the job to its end.  Limits are those of run_tool.h. */
void sandbox_run(const struct sandbox *box, const struct sandbox_job *job,
                 struct tool_result *result);

#endif
