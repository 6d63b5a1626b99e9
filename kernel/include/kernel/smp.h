/*
 * kernel/smp.h - the machine's other CPUs: starting, parking, giving work.
 *
 * CPU n is the one with APIC ID n; CPU 0 booted.  The others (application
 * processors, APs) are started by lab 04's smp_start, the student's or that of
 * solutions/: the kernel holds no second one.  A parked AP spins on its
 * mailbox, IF = 0, without marks and without device accesses.  Called by the
 * runner and by scenarios, on CPU 0, but for cpu_number.
 */
#ifndef KERNEL_SMP_H
#define KERNEL_SMP_H

#include <stdbool.h>
#include <stdint.h>
#include "kernel/trap.h"

#define SMP_CPUS        4u

/* The page into which the kernel puts the APs' first code. */
#define TRAMPOLINE_PAGE 8u

/* The CPU that asks.  Its TSS tells it without touching a device. */
static inline unsigned cpu_number(void)
{
    uint16_t selector;

    __asm__ volatile("str %0" : "=r"(selector));
    return (selector - SELECTOR_TSS) / SELECTOR_TSS_STRIDE % SMP_CPUS;
}

/* A person looks on, maybe at a real machine, where a turn of a waiting loop is
 * short: wait longer. */
void smp_be_patient(void);

/* A wait's limit, in turns or ticks: as it is, or longer when a person looks
 * on. */
unsigned smp_patient(unsigned limit);

/* Copy the APs' first code to 4 KiB page `page` (1..FFh), where nothing else
 * may be.  It runs at any page. */
void smp_put_trampoline(unsigned page);

/* Start those of CPUs 1..cpus-1 that are not up, with lab 04's smp_start;
 * false when one does not come in time. */
bool smp_bring_up(unsigned cpus);

/* From now on `cpu` counts as not started; smp_came waits, for a limited time,
 * until it has checked in. */
void smp_expect(unsigned cpu);
bool smp_came(unsigned cpu);

/* Has it checked in since it was last started? */
bool smp_is_up(unsigned cpu);

/* Hand a parked CPU `work`; false when it is not up or is busy.  CPU 0 does it
 * itself, at once. */
bool smp_run(unsigned cpu, void (*work)(void *argument), void *argument);

/* Wait, for a limited time, until it is parked again. */
bool smp_wait(unsigned cpu);

/* CPU 0, and each AP that is up and parked, do `work(NULL)` at the same time;
 * returns when all are back, or after a limited time. */
void smp_all(void (*work)(void *argument));

/* Count every CPU that does not come back to its mailbox as not started;
 * returns how many those are. */
unsigned smp_give_up_lost(void);

/* The page below the stack of CPU 1..SMP_CPUS-1; unmapped by paging.c. */
uintptr_t smp_stack_guard(unsigned cpu);

#endif
