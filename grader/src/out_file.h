/*
 * grader/src/out_file.h - a file that is there whole or not at all.
 *
 * Written beside its final name and renamed at the end.  A name that is no
 * regular file (a pipe, /dev/stdout) is written directly; "-" is stdout.
 * Used for every file that a command is asked to write.
 */
#ifndef OUT_FILE_H
#define OUT_FILE_H

#include <stdbool.h>
#include <stdio.h>

struct out_file {
    FILE *stream;
    const char *path; /* the caller's */
    char *temporary;  /* NULL: written directly */
};

/* False after a line on stderr. */
bool out_file_open(struct out_file *file, const char *path);

/* Finish, or take everything back when `good` is false or writing failed.
 * False after a line on stderr. */
bool out_file_close(struct out_file *file, bool good);

#endif
