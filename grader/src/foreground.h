/*
 * grader/src/foreground.h - a program that a person works with: a debugger.
 *
 * Shown as a command that can be typed again, started in a folder, and given
 * the terminal and Ctrl-C until it ends.  No limits, unlike run_tool.h.  Used
 * by cmd_debug.c.
 */
#ifndef FOREGROUND_H
#define FOREGROUND_H

#include <sys/types.h>

/* Print argv as a shell would take it, then `rest` and a newline. */
void foreground_print(const char *const *argv, const char *rest);

/* Start argv[0] in `folder`; `prepare` runs in the child before. */
pid_t foreground_start(const char *folder, const char *const *argv,
                       void (*prepare)(void));

/* Open `path` as descriptor `fd`; for `prepare`. */
void foreground_open(const char *path, int flags, int fd);

/* Leave it the terminal until it ends; then the terminal is as before.  Exit
 * code 0, or 3 after a line on stderr when it did not run. */
int foreground_attend(pid_t pid);

#endif
