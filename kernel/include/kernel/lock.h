/*
 * kernel/lock.h - one CPU at a time, with IF = 0.
 *
 * For the few devices and models that several CPUs use.  A lock lies in memory
 * that lab code could write: who waits for ever stops the run instead, and says
 * what is never free.  Called by kernel/dev and kernel/soft.
 */
#ifndef KERNEL_LOCK_H
#define KERNEL_LOCK_H

#include <stdint.h>

/* Take what is free while *busy is 0; `what` names it.  Returns RFLAGS as they
 * were, for lock_give. */
uint64_t lock_take(volatile char *busy, const char *what);

void lock_give(volatile char *busy, uint64_t flags);

#endif
