/*
 * grader/src/srcline.h - from an address to a line of the student's file.
 *
 * Debug information is the student's claim: it is read in a child with limits
 * (run_isolated), it may point anywhere, and it decides nothing.  Whatever is
 * wrong with it, the answer is line 0, "unknown", and never an error.  Used by
 * reports and by admit.c.
 */
#ifndef SRCLINE_H
#define SRCLINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SRCLINE_MAX 512 /* addresses per call */

/* LINES[i] becomes the line of FILE ("lapic.c") to which ADDRESSES[i] belongs,
 * or 0.  An address in a function that was inlined, a header's or a helper of
 * the student's, counts for the line that uses it.  For a return address ask
 * for address - 1: the call, not what follows it. */
void srcline_of_addresses(const char *kernel_elf, const char *file,
                          const uint64_t *addresses, unsigned count,
                          unsigned *lines);

/* The line where FILE defines FUNCTION, or 0. */
unsigned srcline_of_function(const char *kernel_elf, const char *file,
                             const char *function);

/* The same as the first for one place in an object that is not linked. */
unsigned srcline_in_object(const char *object, const char *file, size_t section,
                           uint64_t offset);

#endif
