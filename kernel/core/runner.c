/*
 * kernel/core/runner.c - performs the plan, one step after another.
 *
 *   for each step:  RESET 1, machine put back, RESET 0
 *                   STEP_BEGIN, TPR and PPR read, perform, checkpoint, STEP_END
 *
 * CPU 0 runs it; what concerns a local APIC, the other CPUs that are up do too.
 *
 * Kernel code alone puts the machine back between steps, so a mistake in one
 * step cannot spoil the next.  Contract: kernel/runner.h.
 */
#include <stddef.h>
#include "kernel/io.h"
#include "kernel/ioapic.h"
#include "kernel/lab_idt.h"
#include "kernel/lapic.h"
#include "kernel/legacy.h"
#include "kernel/mark.h"
#include "kernel/msi_device.h"
#include "kernel/paging.h"
#include "kernel/panic.h"
#include "kernel/print.h"
#include "kernel/runner.h"
#include "kernel/scenario.h"
#include "kernel/smp.h"
#include "kernel/soft.h"
#include "kernel/trap.h"

#define BOCHS_CONTROL_PORT 0x8900
#define END_PAUSE          1000

static struct {
    struct plan plan;
    uint8_t quiet;
} run;

static bool has_aps(void)
{
    return lab_scenario.cpus > 1;
}

/* CPU 0 and, at the same time, those APs that wait for work. */
static void on_all(void (*work)(void *unused))
{
    if (has_aps())
        smp_all(work);
    else
        work(NULL);
}

static void reset_apic(void *unused)
{
    (void)unused;
    if (!has_aps())
        lapic_reset();
    else
        lapic_reset_many();
}

static void load_idt(void *unused)
{
    (void)unused;
    lab_idt_install();
}

static void read_priorities(void *unused)
{
    (void)unused;
    lapic_read_priorities(); /* the reset has just read ISR and IRR */
}

static void checkpoint(void *unused)
{
    (void)unused;
    if (!has_aps())
        lapic_checkpoint();
    else
        lapic_checkpoint_many();
}

/* Before the local APICs are emptied, so that nothing comes afterwards.  That
 * is lab code's work, so it is not done before the first mark. */
static void stop_wild_aps(void)
{
    interrupts_off();
    trap_init();
    if (smp_give_up_lost() > 0 || !lab_scenario.starts_cpus)
        smp_bring_up(lab_scenario.cpus);
}

static void settle_machine(void)
{
    interrupts_off();
    trap_init();
    legacy_reset();
    soft_reset();
    if (lab_scenario.pci)
        msi_devices_settle();
    ioapic_settle();
    trap_on_interrupt(lapic_drain);
    on_all(reset_apic);
    trap_on_interrupt(NULL);
}

static void put_machine_back(void)
{
    mark(MARK_RESET, 1);
    if (has_aps())
        stop_wild_aps();
    settle_machine();
    mark(MARK_RESET, 0);
}

static void perform(unsigned number)
{
    const struct step *step = &run.plan.step[number];

    mark_set_step(number);
    put_machine_back();
    if (!lab_scenario.own_idt)
        on_all(load_idt);
    trap_on_interrupt(lab_scenario.interrupt);
    mark(MARK_STEP_BEGIN, step->kind);
    on_all(read_priorities);
    lab_scenario.perform[step->kind](step);
    interrupts_off();
    on_all(checkpoint);
    soft_checkpoint();
    mark(MARK_STEP_END, step->kind);
}

void runner_run(const struct run_options *options)
{
    run.quiet = options->quiet;
    if (!run.quiet)
        smp_be_patient();
    plan_make(&run.plan, lab_scenario.plan, options->seed);
    if (!run.quiet)
        print("pic2pi lab %s, seed %lu, %u steps\n", lab_scenario.title,
              options->seed, run.plan.count);
    lapic_leave_x2apic();
    settle_machine(); /* what firmware left is no part of the run */
    paging_flush();   /* nor what the way here put into the TLB */
    mark_value(MARK_RUN, 1, (uint32_t)options->seed);
    for (unsigned i = options->first_step; i < run.plan.count; i++)
        if (!(options->left_out >> i & 1))
            perform(i);
    put_machine_back();
    runner_end(RUN_FINISHED);
}

/* Bochs's debugger takes over at 'D' and the grader ends the run there, at
 * once or after a second look; other machines ignore the port.  Where it has
 * several CPUs it takes a while: each write is a line of its log.  No HLT: a
 * tick limit must still be able to act. */
void runner_end(uint32_t reason)
{
    interrupts_off();
    if (!run.quiet)
        print(reason == RUN_FINISHED ? "run finished\n" : "run stopped\n");
    mark_value(MARK_RUN, 0, reason);
    for (;;) {
        io_out8(BOCHS_CONTROL_PORT, 'D');
        for (volatile unsigned i = 0; i < END_PAUSE; i++)
            ;
    }
}
