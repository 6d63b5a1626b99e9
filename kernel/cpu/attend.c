/*
 * kernel/cpu/attend.c - CPUs that take interrupts while a step lasts.
 *
 * Contract: kernel/attend.h.
 */
#include <stdbool.h>
#include <stddef.h>
#include "kernel/attend.h"
#include "kernel/io.h"
#include "kernel/smp.h"

static struct {
    volatile unsigned cpus; /* that attend, or have attended in this step */
    volatile bool over;
} attending;

void attend_reset(void)
{
    attending.cpus = 0;
    attending.over = false;
}

void attend_here(void)
{
    __atomic_add_fetch(&attending.cpus, 1, __ATOMIC_SEQ_CST);
    interrupts_on();
    while (!attending.over)
        __asm__ volatile("pause");
    interrupts_off();
}

static void attend(void *unused)
{
    (void)unused;
    attend_here();
}

void attend_until(const volatile unsigned *count, unsigned least,
                  unsigned turns)
{
    for (turns = smp_patient(turns); turns > 0 && *count < least; turns--)
        __asm__ volatile("pause");
}

void attend_wait(unsigned cpus, unsigned turns)
{
    attend_until(&attending.cpus, cpus, turns);
}

void attend_begin(unsigned cpu, unsigned turns)
{
    unsigned before = attending.cpus;

    if (smp_run(cpu, attend, NULL))
        attend_wait(before + 1, turns);
}

void attend_over(void)
{
    attending.over = true;
}

void attend_end(unsigned cpus)
{
    attend_over();
    for (unsigned cpu = 1; cpu < cpus; cpu++)
        smp_wait(cpu);
}
