/*
 * tests/shell.h - a command of the shell, run by a test, and what it said.
 *
 * For tests of programs and scripts as a person calls them, in the root of the
 * repository.  Included once by such a test, whose `said` this is.
 */
#ifndef SHELL_H
#define SHELL_H

#include <check.h>
#include <stdio.h>
#include <sys/wait.h>

static char said[1 << 16];

/* Run `command`; both its outputs are in `said`, as far as they fit.  Returns
 * its exit status. */
static inline int shell(const char *command)
{
    char both[2048];
    FILE *output;
    int status;

    ck_assert_int_lt(snprintf(both, sizeof both, "{ %s; } 2>&1", command),
                     sizeof both);
    output = popen(both, "r");
    ck_assert_ptr_nonnull(output);
    said[fread(said, 1, sizeof said - 1, output)] = '\0';
    while (fgetc(output) != EOF)
        continue;
    status = pclose(output);
    ck_assert(WIFEXITED(status));
    return WEXITSTATUS(status);
}

#endif
