/*
 * kernel/mark.h - labelling the record: see model/mark.h for the words.
 *
 * For people there is kernel/print.h.  Called by the runner, panics, scenarios
 * and the accessors of lab code.
 */
#ifndef KERNEL_MARK_H
#define KERNEL_MARK_H

#include <stdint.h>
#include "model/mark.h"

/* From now on marks carry this step's number. */
void mark_set_step(unsigned step);

/* One mark of `kind` with a 16-bit argument. */
void mark(enum mark_kind kind, unsigned argument);

/* The same with a 32-bit value beside it. */
void mark_value(enum mark_kind kind, unsigned argument, uint32_t value);

/* The next device access was asked for by the code at `address`. */
void mark_from(const void *address);

#endif
