/*
 * grader/src/bochs_setup.h - what a Bochs needs on disk before it starts.
 *
 * Which program it is, and a folder with boot ROM, configuration and debugger
 * script.  Its version is bochs_version.h's, watching it bochs.c's; cmd_debug.c
 * starts its own for a person, cmd_bench.c the bare one.
 */
#ifndef BOCHS_SETUP_H
#define BOCHS_SETUP_H

#include "kernel_image.h"
#include "rundir.h"

/* The configuration sends the log here; the caller opens it. */
#define BOCHS_LOG_FD   3
/* Names this program instead of the installed one. */
#define BOCHS_VARIABLE "PIC2PI_BOCHS"
/* Bochs prints its banner on standard output; keep it in this file. */
#define BOCHS_STDOUT   "stdout"

/* The program's path. */
const char *bochs_program(void);

/* NULL, or that it is not installed and what to do. */
const char *bochs_missing(void);

/* Links to the few plugins that are used: opening all would cost as
 * much as a run.  And note for bochs_exec what the program must be
 * told.  NULL, or why not. */
const char *bochs_link_plugins(const struct rundir *dir);

/* Make `folder` with rom.bin (or, if `order` says so, boot.iso), bochsrc and rc
 * (`commands`).  NULL, or why not; the texts live as long as the process. */
const char *bochs_folder(const char *folder, const struct rundir *dir,
                         const struct kernel_image *image,
                         const struct boot_order *order, const char *commands);

/* Become the Bochs of a graded boot, in such a folder beside the links. */
_Noreturn void bochs_exec(const struct rundir *dir);

#endif
