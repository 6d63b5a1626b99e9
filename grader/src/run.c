/*
 * grader/src/run.c - booting until every step has had its turn, and what is
 * booted again.
 *
 * What a record is worth is run_windows.c's.  Contract: run.h.
 */
#include <stdio.h>
#include "memory.h"
#include "run_parts.h"

#define PRINTS_MUCH 8000u /* bytes on the console of one boot */

/* So many runs that all end alike are no accident of the host. */
#define CONFIRMED   3u

/* The emulator's own words, where it left any; valid until the next call. */
static const char *not_started(const struct trace *t)
{
    static char text[256];

    snprintf(text, sizeof text, "%s ended before the kernel began%s%s",
             record_habits(t)->is_bochs ? "Bochs" : "the emulator",
             t->end_text[0] != 0 ? ": " : "", t->end_text);
    return text;
}

static const char *one_round(struct run **waiting, unsigned count,
                             const struct machine *machine,
                             const struct rundir *dir,
                             const struct kernel_image *image, unsigned jobs)
{
    struct boot *boots = need(calloc(count, sizeof *boots));
    const char *error;

    for (unsigned i = 0; i < count; i++)
        boots[i] = waiting[i]->boot[waiting[i]->boots];
    error = machine_run(machine, dir, image, &machine_limits_default, boots,
                        count, jobs);
    for (unsigned i = 0; i < count; i++) {
        waiting[i]->boot[waiting[i]->boots] = boots[i];
        waiting[i]->boot[waiting[i]->boots].trace.cpus = boots[i].order.cpus;
        if (error == NULL && boots[i].trace.end == END_NOT_STARTED)
            error = not_started(&boots[i].trace);
    }
    free(boots);
    return error;
}

/* A change of the kernel's text that was seen stays seen: no second boot. */
static bool is_by_clock(const struct boot *boot)
{
    const struct trace *t = &boot->trace;

    return t->by_clock && t->kernel_intact &&
           (t->end == END_TICK_LIMIT || t->end == END_TIME_LIMIT);
}

static const char *boot_again(struct run **runs, unsigned count,
                              const struct machine *machine,
                              const struct rundir *dir,
                              const struct kernel_image *image, unsigned jobs)
{
    for (unsigned i = 0; i < count; i++)
        trace_free(&runs[i]->boot[runs[i]->boots].trace);
    return one_round(runs, count, machine, dir, image, jobs);
}

/* Clocks of processes run wrong on a host that is short of memory or of CPUs.
 * So what a clock alone stopped is booted again, and the second word counts;
 * but where every one of several runs ended so, they confirm each other.  Once
 * confirmed, which the first one booted again may do for all, a submission is
 * `known` to hang, and costs no further look. */
static const char *confirm(struct run **waiting, unsigned count, bool *known,
                           const struct machine *machine,
                           const struct rundir *dir,
                           const struct kernel_image *image, unsigned jobs)
{
    struct run **again = need(calloc(count, sizeof(struct run *)));
    const char *error = NULL;
    unsigned n = 0;

    for (unsigned i = 0; i < count; i++)
        if (is_by_clock(&waiting[i]->boot[waiting[i]->boots]))
            again[n++] = waiting[i];
    if (n > 0 && !*known && (n < count || count < CONFIRMED)) {
        error = boot_again(again, 1, machine, dir, image, jobs);
        *known = error == NULL && is_by_clock(&again[0]->boot[again[0]->boots]);
        if (error == NULL && !*known && n > 1)
            error = boot_again(again + 1, n - 1, machine, dir, image, jobs);
    }
    for (unsigned i = 0; error == NULL && i < n; i++)
        *known |= is_by_clock(&again[i]->boot[again[i]->boots]);
    free(again);
    return error;
}

/* A boot that had to be stopped at a limit costs most, so it counts twice; and
 * so do one that came to an end before its steps did, which lab code made up,
 * and one that printed much, each byte of which costs the reader a line.
 * A slow one stands for all. */
static unsigned cost_of(const struct trace *t)
{
    enum run_end end = t->end;
    bool dear = end == END_TICK_LIMIT || end == END_TIME_LIMIT ||
                end == END_LOG_LIMIT || end == END_FINISHED ||
                t->console_length > PRINTS_MUCH;

    return t->slow ? RUN_BOOTS : dear ? 2 : 1;
}

static bool may_boot_again(const struct run *run)
{
    unsigned cost = 0;

    if (run->modified)
        return false; /* no step counts any more */
    for (unsigned i = 0; i < run->boots; i++)
        cost += cost_of(&run->boot[i].trace);
    return cost < RUN_BOOTS;
}

/* The steps that only checks judge which `habits` skip. */
static uint64_t not_judged(const struct plan *plan, const struct lab *lab,
                           const struct habits *habits)
{
    uint64_t steps = 0;

    for (unsigned k = 0; k < plan->count; k++) {
        unsigned skipped = 0, judged = 0;

        for (unsigned i = 0; i < lab->check_count; i++) {
            const struct check *check = &lab->checks[i];

            if (!(check->steps >> plan->step[k].kind & 1))
                continue;
            if (check->capabilities & habits->lacks)
                skipped++;
            else
                judged++;
        }
        if (skipped > 0 && judged == 0)
            steps |= UINT64_C(1) << k;
    }
    return steps;
}

void run_plan(struct run *run, const struct lab *lab,
              const struct habits *habits)
{
    plan_make(&run->plan, lab->plan, run->seed);
    run->left_out = not_judged(&run->plan, lab, habits);
}

const char *runs_make(struct run *run, unsigned count, const struct lab *lab,
                      const struct machine *machine, const struct rundir *dir,
                      const struct kernel_image *image, unsigned jobs)
{
    struct run **waiting = need(calloc(count, sizeof(struct run *)));
    const char *error = NULL;
    unsigned left = count;
    bool known = false;

    for (unsigned i = 0; i < count; i++) {
        run_plan(&run[i], lab, habits_find(machine->name));
        run[i].boot[0].order = (struct boot_order){.seed = run[i].seed,
                                                   .flags = BOOTINFO_QUIET,
                                                   .left_out = run[i].left_out,
                                                   .cpus = lab->cpus,
                                                   .pci = lab->pci};
        waiting[i] = &run[i];
    }
    for (unsigned round = 0; error == NULL && left > 0; round++) {
        unsigned again = 0;

        error = one_round(waiting, left, machine, dir, image, jobs);
        if (error == NULL)
            error = confirm(waiting, left, &known, machine, dir, image, jobs);
        for (unsigned i = 0; error == NULL && i < left; i++) {
            struct run *r = waiting[i];
            unsigned next = run_take_boot(r);

            if (next >= r->plan.count || !may_boot_again(r))
                continue;
            r->boot[r->boots].order = r->boot[0].order;
            r->boot[r->boots].order.first_step = next;
            waiting[again++] = r;
        }
        left = again;
    }
    for (unsigned i = 0; i < count; i++)
        run_spoil_unfinished(&run[i]);
    free(waiting);
    return error;
}

void run_from_trace(struct run *run, const struct lab *lab)
{
    unsigned given = run->boots > 1 ? run->boots : 1;

    run->boots = 0;
    run_plan(run, lab, record_habits(&run->boot[0].trace));
    while (run->boots < given)
        run_take_boot(run);
    run_spoil_unfinished(run);
}

void run_free(struct run *run)
{
    for (unsigned i = 0; i < RUN_BOOTS; i++) {
        trace_free(&run->boot[i].trace);
        record_free(&run->record[i]);
    }
}
