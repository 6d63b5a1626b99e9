/*
 * kernel/cpu/lock.c - one CPU at a time, with IF = 0.  Contract: kernel/lock.h.
 */
#include "kernel/io.h"
#include "kernel/lock.h"
#include "kernel/panic.h"

#define TURNS 20000u /* far more than any CPU keeps a lock */

uint64_t lock_take(volatile char *busy, const char *what)
{
    uint64_t flags = flags_get();

    interrupts_off();
    for (unsigned i = 0; __atomic_test_and_set(busy, __ATOMIC_ACQUIRE); i++) {
        __asm__ volatile("pause");
        if (i == TURNS)
            panic("%s: never free: its lock was written", what);
    }
    return flags;
}

void lock_give(volatile char *busy, uint64_t flags)
{
    __atomic_clear(busy, __ATOMIC_RELEASE);
    flags_put(flags);
}
