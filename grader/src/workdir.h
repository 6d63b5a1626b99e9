/*
 * grader/src/workdir.h - the private folder in which one submission is built.
 *
 *   DIR/in/<file>.c   the copy that is compiled
 *   DIR/out/          what the sandbox may write: object, dependencies, kernel
 *   DIR/scratch/      for sandbox.c where bubblewrap does not work
 *
 * Knows the names of the files in it and nothing of what they hold.  Used by
 * submission.c, compile.c and link.c; rundir.c takes the removal.
 */
#ifndef WORKDIR_H
#define WORKDIR_H

#include <stdbool.h>
#include <stddef.h>

#define WORK_OBJECT     "out/student.o"
#define WORK_DEPS       "out/student.d"
#define WORK_ASM_DEPS   "out/assembler.d"
#define WORK_KERNEL_ELF "out/kernel.elf"
#define WORK_KERNEL_BIN "out/kernel.bin"

/* Make a new folder under $TMPDIR or /tmp; its real path goes to DIR.  False,
 * with errno, when that cannot be done. */
bool workdir_make(char *dir, size_t size);

/* Write the student's text to DIR/in/FILE. */
bool workdir_put(const char *dir, const char *file, const char *text,
                 size_t size);

/* DIR/NAME into PATH; false when it does not fit. */
bool workdir_path(const char *dir, const char *name, char *path, size_t size);

/* Is there less room than a build may need?  Asked after a tool failed. */
bool workdir_is_full(const char *dir);

/* Remove it with all it holds. */
void workdir_remove(const char *dir);

#endif
