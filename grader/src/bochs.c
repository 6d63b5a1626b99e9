/*
 * grader/src/bochs.c - the machine `bochs`: a stock Bochs, 2.7 or later, its
 * log through a pipe, its debugger as the clock.  Contract: machine.h; its
 * part in a boot, boots.h.
 *
 * Each boot gets a folder of its own (bochs_setup.h); the debugger's script
 * writes the kernel's text into it, to be compared (bochs_looks.h).
 */
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include "bochs_looks.h"
#include "bochs_setup.h"
#include "bochs_version.h"
#include "boots.h"
#include "memory.h"
#include "read_bochs.h"

#define MEMORY_LIMIT (512u << 20)
/* BIOS and GRUB come on top of what the kernel may use. */
#define GRUB_TICKS   400000000u
#define GRUB_LINES   100000u
#define GRUB_CPU_MS  20000u
/* Of several CPUs, whose right runs leave a student less room to print in. */
#define PRINTED_FREE 12000u

struct bochs {
    struct bochs_reader reader;
    unsigned started_us; /* processor time when the kernel began */
    bool seen_out;       /* the text was looked at after its end */
};

static struct bochs *bochs_of(const struct process *p)
{
    return p->own;
}

static void allow_grub(struct machine_limits *limits)
{
    limits->ticks += GRUB_TICKS;
    limits->lines += GRUB_LINES;
    limits->bytes += GRUB_LINES * BOCHS_LINE_MAX / 4;
    limits->cpu_ms += GRUB_CPU_MS;
}

/* Several CPUs: right runs, which wait for each other, take more ticks; most
 * CPUs write less than the first. */
static void allow_cpus(struct machine_limits *limits, unsigned cpus)
{
    if (cpus < 2)
        return;
    limits->cpu_ms *= cpus;
    limits->ticks += limits->ticks / 8;
    limits->lines = limits->lines * (cpus + 14) / 16;
    limits->bytes = limits->bytes * (cpus + 14) / 16;
}

static const char *bochs_prepare(struct process *p)
{
    const struct boot_order *order = &p->boot->order;
    const char *error;
    char *commands;

    if (order->way == BOOT_GRUB)
        allow_grub(&p->limits);
    allow_cpus(&p->limits, order->cpus);
    bochs_reader_init(&bochs_of(p)->reader, &p->boot->trace);
    bochs_of(p)->reader.bounds = (struct bochs_bounds){
        .lines = p->limits.lines,
        .bytes = p->limits.bytes,
        .printed = order->cpus > 1 ? PRINTED_FREE : 0,
        .ticks = order->cpus > 1 ? p->limits.ticks : 0,
    };
    commands = bochs_looks_script(order, p->image->text_size, p->limits.ticks);
    bochs_looks_forget(p->folder);
    error = bochs_folder(p->folder, p->dir, p->image, order, commands);
    free(commands);
    return error;
}

static void bochs_become(const struct process *p)
{
    bochs_exec(p->dir);
}

/* HLT with IF = 1 and nothing to come stops the debugger's clock; any other
 * guest reaches the tick limit in less than half the time the start took, with
 * several CPUs, whose start takes longer, in a third.  The pipe is looked at
 * after the clock, so that nothing written before is missed.  With several
 * CPUs nobody counts the ticks of a silent guest, halted or not: by then it
 * has passed its limit. */
static void bochs_watch(struct process *p)
{
    unsigned started = bochs_of(p)->started_us;
    unsigned used = process_used_us(p);
    unsigned share = p->boot->order.cpus > 1 ? 3 : 2;

    if (started != 0 && used > p->heard_us + started / share &&
        !process_has_more(p))
        process_stop(p,
                     p->boot->order.cpus > 1 ? END_TICK_LIMIT : END_TIME_LIMIT);
}

/* INIT sends the boot CPU back to the boot ROM, which loads the kernel anew. */
static bool is_start_over(const struct process *p, const struct event *e)
{
    return e->kind == EV_INIT && e->cpu == 0 && p->boot->order.cpus > 1;
}

/* Events after which nothing more can come that a run may use. */
static void check_events(struct process *p, size_t from)
{
    const struct trace *t = &p->boot->trace;

    for (size_t i = from; i < t->count; i++)
        switch (t->event[i].kind) {
        case EV_HLT_DEAD:
            if (t->event[i].cpu != 0)
                break; /* another CPU can wake it: NMI, INIT */
            process_stop(p, END_DEAD_HALT);
            return;
        case EV_INIT:
            if (!is_start_over(p, &t->event[i]))
                break;
            process_stop(p, END_RESET);
            return;
        case EV_RESET:
            process_stop(p, END_RESET);
            return;
        case EV_TRIPLE:
            process_stop(p, END_TRIPLE_FAULT);
            return;
        case EV_SHUTDOWN:
            process_stop(p, END_EARLY);
            return;
        case EV_PANIC:
            process_stop(p, END_EMULATOR_PANIC);
            return;
        default:
            break;
        }
}

static void bochs_take(struct process *p, const char *bytes, size_t n)
{
    struct bochs *own = bochs_of(p);
    size_t before = p->boot->trace.count;

    bochs_reader_feed(&own->reader, bytes, n);
    if (p->boot->on_console != NULL)
        p->boot->on_console(p->boot);
    check_events(p, before);
    p->heard_us = process_used_us(p);
    if (own->reader.started && own->started_us == 0)
        own->started_us = p->heard_us;
    if (own->reader.full != END_NONE)
        process_stop(p, own->reader.full);
}

/* What was done behind a limit was read or not, as it happened: the record
 * ends there.  Was it that in ticks, of CPUs which no debugger counts? */
static bool cut_at_limit(struct process *p)
{
    const struct bochs_reader *reader = &bochs_of(p)->reader;

    if (reader->full != END_NONE)
        p->boot->trace.count = reader->kept;
    return reader->full == END_TICK_LIMIT;
}

/* The kernel calls the debugger when its run is over.  Whoever calls it before
 * uses up the looks that were to find the text changed, and so does who writes
 * to the text, even what is there; but for the boot ROM, once more. */
static bool called_too_early(const struct process *p)
{
    const struct trace *t = &p->boot->trace;
    uint64_t asked = bochs_looks_asked(p->folder);

    for (size_t i = 0; asked != 0 && i < t->count; i++)
        if (is_start_over(p, &t->event[i]))
            return asked < t->event[i].tick;
        else if (mark_kind(&t->event[i]) == MARK_RUN &&
                 mark_arg(&t->event[i]) == 0)
            return asked < t->event[i].tick;
    if (p->stopped != END_NONE && t->count > 0) /* its mark was not read */
        return asked != 0 && asked <= t->event[t->count - 1].tick;
    return asked != 0;
}

static void compare_text(struct process *p)
{
    struct trace *t = &p->boot->trace;
    bool found = false;

    t->kernel_intact = t->kernel_checked = true;
    for (unsigned n = 1; n <= bochs_looks_of(&p->boot->order); n++) {
        if (!bochs_looks_equal(p->folder, n, p->image, &found) && found)
            t->kernel_intact = false;
        t->kernel_checked &= found;
    }
    if (called_too_early(p))
        t->kernel_intact = false;
    bochs_of(p)->seen_out = found;
    t->lines = bochs_of(p)->reader.lines;
}

/* The last mark of the kernel's runner or panic, if the run got that far. */
static enum run_end end_from_marks(const struct trace *t)
{
    bool panicked = false;

    for (size_t i = 0; i < t->count; i++) {
        const struct event *e = &t->event[i];

        if (mark_kind(e) == MARK_PANIC)
            panicked = true;
        if (mark_kind(e) == MARK_RUN && mark_arg(e) == 0)
            return panicked ? END_KERNEL_PANIC : END_FINISHED;
    }
    return END_NONE;
}

static enum run_end how_it_ended(const struct process *p, int status, bool late)
{
    enum run_end marked = end_from_marks(&p->boot->trace);

    if (!bochs_of(p)->reader.started)
        return END_NOT_STARTED;
    if (late)
        return END_TICK_LIMIT;
    if (marked != END_NONE && bochs_of(p)->seen_out)
        return marked;
    if (p->stopped != END_NONE)
        return p->stopped;
    if (!WIFEXITED(status))
        return END_EMULATOR_PANIC;
    return bochs_looks_last(p->folder) < p->limits.ticks ? END_EARLY
                                                         : END_TICK_LIMIT;
}

/* NULL when the process was a Bochs whose record can be read, by its own
 * banner; its habits are the record's. */
static const char *wrong_version(const struct process *p)
{
    char *path = text_format("%s/" BOCHS_STDOUT, p->folder);
    FILE *file = fopen(path, "r");
    char banner[512] = "", version[16];
    size_t n = file != NULL ? fread(banner, 1, sizeof banner - 1, file) : 0;

    banner[n] = '\0';
    if (file != NULL)
        fclose(file);
    free(path);
    enum bochs_standing standing = bochs_version(banner, version);

    snprintf(p->boot->version, sizeof p->boot->version, "%s", version);
    p->boot->trace.habits = bochs_habits(version);
    if (bochs_of(p)->reader.started && !bochs_looks_begun(p->folder))
        return bochs_debugger_error(bochs_program());
    if (standing != BOCHS_REFUSED ||
        (version[0] == '\0' && bochs_of(p)->reader.started))
        return NULL;
    return bochs_version_error(bochs_program(), version);
}

static const char *bochs_finish(struct process *p, int status)
{
    bool late;

    bochs_reader_finish(&bochs_of(p)->reader);
    late = cut_at_limit(p);
    compare_text(p);
    p->boot->trace.end = how_it_ended(p, status, late);
    return wrong_version(p);
}

static const struct boots_parts parts = {
    .own_size = sizeof(struct bochs),
    .memory = MEMORY_LIMIT,
    .output = BOCHS_STDOUT,
    .log_fd = BOCHS_LOG_FD,
    .control_fd = -1,
    .open = bochs_link_plugins,
    .prepare = bochs_prepare,
    .become = bochs_become,
    .take = bochs_take,
    .watch = bochs_watch,
    .finish = bochs_finish,
};

const struct machine machine_bochs = {
    .name = "bochs",
    .missing = bochs_missing,
    .warning = bochs_version_warning,
    .parts = &parts,
};
