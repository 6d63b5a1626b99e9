/*
 * grader/src/rundir.h - the process's private folder, and where things are.
 *
 * The project's root is found from the program's own path (build/pic2pi), so
 * commands work from any folder.  The private folder lies under TMPDIR, holds
 * all that a command makes for itself, and is removed at the end: when main
 * returns, at exit, and after a signal, which ends the children first.
 */
#ifndef RUNDIR_H
#define RUNDIR_H

struct rundir {
    char *root;  /* the checkout */
    char *path;  /* private, empty at first */
    char *outer; /* TMPDIR as it was, or NULL */
};

/* Find the root only.  NULL, or a sentence that says what failed. */
const char *rundir_find(struct rundir *dir);

/* Make the folder too.  NULL, or a sentence that says what failed and what to
 * do. */
const char *rundir_open(struct rundir *dir);
void rundir_close(struct rundir *dir);

/* Names below them; allocated. */
char *rundir_root(const struct rundir *dir, const char *below);
char *rundir_file(const struct rundir *dir, const char *name);

#endif
