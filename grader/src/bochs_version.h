/*
 * grader/src/bochs_version.h - which Bochs a program is, and what follows.
 *
 * A release is known by the banner of the process itself; whether its debugger
 * must be asked for, which has to be known before it starts, by the words in
 * the program's file.  Nothing is started here.  Called by bochs.c,
 * bochs_setup.c, cmd_debug.c, cmd_doctor.c and cmd_grade.c.
 */
#ifndef BOCHS_VERSION_H
#define BOCHS_VERSION_H

#include <stdbool.h>
#include "habits.h"

enum bochs_standing {
    BOCHS_REFUSED, /* no Bochs, or one that is too old */
    BOCHS_UNTRIED, /* newer than those that were measured */
    BOCHS_TRIED,
};

/* `version` gets "2.7", "3.0.devel" or "". */
enum bochs_standing bochs_version(const char *banner, char version[16]);

/* What to say of a `program` that is refused; valid until the next call. */
const char *bochs_version_error(const char *program, const char *version);

/* What to say of one that started without its debugger; likewise. */
const char *bochs_debugger_error(const char *program);

/* One line about a version that was never tried, or NULL; valid until the next
 * call. */
const char *bochs_version_warning(const char *version);

/* In what its machine differs from others. */
const struct habits *bochs_habits(const char *version);

/* Until 2.8 a Bochs with a debugger always starts it; from 3.0 on it wants to
 * be told.  Each stops at an option that it does not know. */
#define BOCHS_DEBUGGER_OPTION "-debugger"
bool bochs_takes_option(const char *program);

#endif
