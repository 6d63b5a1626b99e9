/*
 * grader/src/bochs_looks.h - the debugger's looks at a running kernel.
 *
 * The script that makes Bochs's debugger stop the run and write out the
 * kernel's text, and what the files tell when the run is over.  In a graded
 * boot: at ticks drawn anew each time, which an honest run cannot notice, and
 * at the end or tick limit.
 * Used by bochs.c and, for the bare emulator, cmd_bench.c.
 */
#ifndef BOCHS_LOOKS_H
#define BOCHS_LOOKS_H

#include <stdbool.h>
#include "kernel_image.h"

#define BOCHS_LOOKS 4u /* at most; the last is at the end */

/* How many a boot like this has. */
unsigned bochs_looks_of(const struct boot_order *order);

/* The script; allocated. */
char *bochs_looks_script(const struct boot_order *order, size_t text_size,
                         uint64_t ticks);

/* The folder may be that of an earlier boot, of another kernel. */
void bochs_looks_forget(const char *folder);

/* Did a debugger take the script? */
bool bochs_looks_begun(const char *folder);

/* Look `number`, from 1: was it taken, and was the text the image's? */
bool bochs_looks_equal(const char *folder, unsigned number,
                       const struct kernel_image *image, bool *found);

/* The tick at which the guest first called the debugger; 0: it never did. */
uint64_t bochs_looks_asked(const char *folder);

/* The tick at which the debugger stopped last. */
uint64_t bochs_looks_last(const char *folder);

#endif
