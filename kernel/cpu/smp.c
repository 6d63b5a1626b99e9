/*
 * kernel/cpu/smp.c - APs: from their first C line to the mailbox and back.
 *
 *   not up --smp_start, trampoline--> parked --smp_run--> busy
 *      ^                                ^                   |
 *      |                                +---work returned---+
 *      +--smp_expect, smp_give_up_lost: it is to be started again
 *
 * An AP that student code wrecked stays busy for ever; INIT, by smp_start,
 * brings it back from any state.  Contract: kernel/smp.h.
 */
#include <stddef.h>
#include "kernel/io.h"
#include "kernel/lab_smp.h"
#include "kernel/lapic.h"
#include "kernel/paging.h"
#include "kernel/smp.h"
#include "kernel/smp_layout.h"

#define PAGE_SHIFT  12
/* Turns of a loop with PAUSE: a wrecked AP costs that much once a step. */
#define START_TURNS 200u
#define WORK_TURNS  8000u
#define PARK_TURNS  300u
#define PATIENCE    50u

typedef void smp_work(void *argument);

struct mailbox {
    smp_work *work; /* not NULL: busy */
    void *argument;
    bool up;
};

static struct mailbox mailbox[SMP_CPUS];
static unsigned patience = 1;

uint8_t smp_stacks[SMP_STACKS][SMP_STACK_STRIDE] __attribute__((aligned(4096)));
uint32_t smp_page_table; /* CR3 of all CPUs, for trampoline.asm */

_Static_assert(SMP_STACKS == SMP_CPUS - 1, "one stack for each AP");

extern const uint8_t ap_trampoline[], ap_trampoline_end[];

_Noreturn void smp_ap_main(unsigned cpu);

static void pause(void)
{
    __asm__ volatile("pause" : : : "memory");
}

void smp_be_patient(void)
{
    patience = PATIENCE;
}

unsigned smp_patient(unsigned limit)
{
    return limit * patience;
}

static bool is_busy(unsigned cpu)
{
    return __atomic_load_n(&mailbox[cpu].work, __ATOMIC_ACQUIRE) != NULL;
}

/* Called by kernel/cpu/trampoline.asm on the AP, IF = 0. */
void smp_ap_main(unsigned cpu)
{
    struct mailbox *own = &mailbox[cpu];

    trap_init_ap(cpu);
    paging_protect();
    lapic_leave_x2apic();
    __atomic_store_n(&own->work, NULL, __ATOMIC_RELAXED);
    __atomic_store_n(&own->up, true, __ATOMIC_RELEASE);
    for (;;) {
        while (!is_busy(cpu))
            pause();
        own->work(own->argument);
        interrupts_off();
        __atomic_store_n(&own->work, NULL, __ATOMIC_RELEASE);
    }
}

void smp_put_trampoline(unsigned page)
{
    uint8_t *to = (uint8_t *)((uintptr_t)page << PAGE_SHIFT);
    const uint8_t *from = ap_trampoline;

    smp_page_table = (uint32_t)cr3_get();
    while (from < ap_trampoline_end)
        *to++ = *from++;
}

void smp_expect(unsigned cpu)
{
    __atomic_store_n(&mailbox[cpu].up, false, __ATOMIC_RELEASE);
}

bool smp_is_up(unsigned cpu)
{
    return cpu == 0 || (cpu < SMP_CPUS &&
                        __atomic_load_n(&mailbox[cpu].up, __ATOMIC_ACQUIRE));
}

static bool comes_within(unsigned cpu, unsigned *turns)
{
    for (; *turns > 0 && !smp_is_up(cpu); --*turns)
        pause();
    return smp_is_up(cpu);
}

bool smp_came(unsigned cpu)
{
    unsigned turns = smp_patient(START_TURNS);

    return comes_within(cpu, &turns);
}

static bool all_up(unsigned cpus)
{
    for (unsigned cpu = 1; cpu < cpus && cpu < SMP_CPUS; cpu++)
        if (!smp_is_up(cpu))
            return false;
    return true;
}

/* All are started before any is waited for: they come up at the same time. */
bool smp_bring_up(unsigned cpus)
{
    unsigned turns = smp_patient(START_TURNS);
    bool all = true;

    if (all_up(cpus))
        return true;
    smp_put_trampoline(TRAMPOLINE_PAGE);
    for (unsigned cpu = 1; cpu < cpus && cpu < SMP_CPUS; cpu++)
        if (!smp_is_up(cpu))
            lab_smp_start(cpu, TRAMPOLINE_PAGE);
    for (unsigned cpu = 1; cpu < cpus && cpu < SMP_CPUS; cpu++)
        all &= comes_within(cpu, &turns);
    return all;
}

bool smp_run(unsigned cpu, smp_work *work, void *argument)
{
    if (cpu == 0) {
        work(argument);
        return true;
    }
    if (!smp_is_up(cpu) || is_busy(cpu))
        return false;
    mailbox[cpu].argument = argument;
    __atomic_store_n(&mailbox[cpu].work, work, __ATOMIC_RELEASE);
    return true;
}

static bool parks_within(unsigned cpu, unsigned *turns)
{
    for (; *turns > 0 && is_busy(cpu); --*turns)
        pause();
    return !is_busy(cpu);
}

bool smp_wait(unsigned cpu)
{
    unsigned turns = smp_patient(WORK_TURNS);

    return smp_is_up(cpu) && (cpu == 0 || parks_within(cpu, &turns));
}

void smp_all(smp_work *work)
{
    unsigned turns = smp_patient(WORK_TURNS);
    bool runs[SMP_CPUS] = {false};

    for (unsigned cpu = 1; cpu < SMP_CPUS; cpu++)
        runs[cpu] = smp_run(cpu, work, NULL);
    work(NULL);
    for (unsigned cpu = 1; cpu < SMP_CPUS; cpu++)
        if (runs[cpu])
            parks_within(cpu, &turns);
}

unsigned smp_give_up_lost(void)
{
    unsigned turns = smp_patient(PARK_TURNS), lost = 0;

    for (unsigned cpu = 1; cpu < SMP_CPUS; cpu++)
        if (smp_is_up(cpu) && !parks_within(cpu, &turns)) {
            smp_expect(cpu);
            lost++;
        }
    return lost;
}

uintptr_t smp_stack_guard(unsigned cpu)
{
    return (uintptr_t)smp_stacks[cpu - 1];
}
