/*
 * grader/src/bochs.c - the machine `bochs`: stock Bochs 2.7, its log through a
 * pipe, its debugger as the clock.  Contract: machine.h.
 *
 * Each boot gets a folder of its own (bochs_setup.h); the debugger's script
 * writes the kernel's text into it, to be compared (bochs_looks.h).
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include "bochs_looks.h"
#include "bochs_setup.h"
#include "machine.h"
#include "memory.h"
#include "read_bochs.h"

#define POLL_MS      10
#define WALL_MS      60000 /* only against an emulator that itself hangs */
#define MEMORY_LIMIT (512u << 20)
#define FILE_LIMIT   (4u << 20)
/* BIOS and GRUB come on top of what the kernel may use. */
#define GRUB_TICKS   400000000u
#define GRUB_LINES   100000u
#define GRUB_CPU_MS  20000u

/* A running emulator. */
struct process {
    struct boot *boot;
    struct machine_limits limits;
    struct bochs_reader reader;
    char *folder;
    pid_t pid;
    int log;
    struct timespec began;
    /* Its processor time when the kernel began; when its log was read last. */
    unsigned started_us, heard_us;
    bool seen_out;        /* the text was looked at after its end */
    enum run_end stopped; /* why we stopped it, or END_NONE */
};

static struct machine_limits limits_of(const struct boot_order *order,
                                       const struct machine_limits *asked)
{
    struct machine_limits limits = *asked;

    if (order->way == BOOT_GRUB) {
        limits.ticks += GRUB_TICKS;
        limits.lines += GRUB_LINES;
        limits.bytes += GRUB_LINES * BOCHS_LINE_MAX / 4;
        limits.cpu_ms += GRUB_CPU_MS;
    }
    return limits;
}

static const char *prepare(struct process *p, const struct rundir *dir,
                           const struct kernel_image *image, unsigned number)
{
    const struct boot_order *order = &p->boot->order;
    char *name = text_format("boot%u", number);
    char *commands =
        bochs_looks_script(order, image->text_size, p->limits.ticks);
    const char *error;

    p->folder = rundir_file(dir, name);
    bochs_looks_forget(p->folder);
    error = bochs_folder(p->folder, dir, image, order, commands);
    free(commands);
    free(name);
    return error;
}

static void set_limit(__rlimit_resource_t which, rlim_t value)
{
    setrlimit(which, &(struct rlimit){value, value});
}

/* In the child: nothing of ours stays open but the log's end. */
static void become_bochs(const struct process *p, const struct rundir *dir,
                         int log)
{
    int null = open("/dev/null", O_RDWR);
    int banner, errors;

    prctl(PR_SET_PDEATHSIG, SIGKILL);
    setsid();
    if (chdir(p->folder) != 0)
        _exit(127);
    errors = open("stderr", O_WRONLY | O_CREAT | O_TRUNC, 0600);
    dup2(null, 0);
    banner = open(BOCHS_STDOUT, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    dup2(banner, 1);
    dup2(errors, 2);
    if (log != BOCHS_LOG_FD)
        dup2(log, BOCHS_LOG_FD);
    else
        fcntl(log, F_SETFD, 0);
    close_range(BOCHS_LOG_FD + 1, ~0u, 0);
    set_limit(RLIMIT_FSIZE, FILE_LIMIT);
    set_limit(RLIMIT_AS, MEMORY_LIMIT);
    set_limit(RLIMIT_CORE, 0);
    bochs_exec(dir);
}

static const char *start(struct process *p, const struct rundir *dir)
{
    int ends[2];

    if (pipe2(ends, O_CLOEXEC) != 0)
        return "no pipe for the emulator's log: too many open files";
    fcntl(ends[1], F_SETPIPE_SZ, 1 << 20);
    trace_init(&p->boot->trace);
    bochs_reader_init(&p->reader, &p->boot->trace);
    clock_gettime(CLOCK_MONOTONIC, &p->began);
    p->log = ends[0];
    p->pid = fork();
    if (p->pid == 0)
        become_bochs(p, dir, ends[1]);
    close(ends[1]);
    return p->pid < 0 ? "the emulator cannot be started: out of processes"
                      : NULL;
}

static void stop(struct process *p, enum run_end why)
{
    if (p->stopped == END_NONE)
        p->stopped = why;
    kill(p->pid, SIGKILL);
}

/* The emulator's processor time, which a busy host does not stretch. */
static unsigned processor_us(const struct process *p)
{
    struct timespec used;
    clockid_t clock;

    if (clock_getcpuclockid(p->pid, &clock) != 0 ||
        clock_gettime(clock, &used) != 0)
        return p->heard_us;
    return (unsigned)(used.tv_sec * 1000000 + used.tv_nsec / 1000);
}

static bool has_more(const struct process *p)
{
    struct pollfd wait = {.fd = p->log, .events = POLLIN};

    return poll(&wait, 1, 0) > 0;
}

/* HLT with IF = 1 and nothing to come stops the debugger's clock; any other
 * guest reaches the tick limit in less than half the time the start took.  The
 * pipe is looked at after the clock, so that nothing written before is missed. */
static bool is_asleep(const struct process *p)
{
    unsigned used = processor_us(p);

    return p->started_us != 0 && used > p->heard_us + p->started_us / 2 &&
           !has_more(p);
}

static unsigned milliseconds(const struct timespec *t)
{
    return (unsigned)(t->tv_sec * 1000 + t->tv_nsec / 1000000);
}

/* Processor time, so that a busy host changes no verdict. */
static void check_time(struct process *p)
{
    struct timespec now;

    if (processor_us(p) / 1000 > p->limits.cpu_ms || is_asleep(p))
        stop(p, END_TIME_LIMIT);
    clock_gettime(CLOCK_MONOTONIC, &now);
    if (milliseconds(&now) - milliseconds(&p->began) > WALL_MS)
        stop(p, END_TIME_LIMIT);
}

/* Events after which nothing more can come that a run may use. */
static void check_events(struct process *p, size_t from)
{
    const struct trace *t = &p->boot->trace;

    for (size_t i = from; i < t->count; i++)
        switch (t->event[i].kind) {
        case EV_HLT_DEAD:
            stop(p, END_DEAD_HALT);
            return;
        case EV_RESET:
            stop(p, END_RESET);
            return;
        case EV_TRIPLE:
            stop(p, END_TRIPLE_FAULT);
            return;
        case EV_SHUTDOWN:
            stop(p, END_EARLY);
            return;
        case EV_PANIC:
            stop(p, END_EMULATOR_PANIC);
            return;
        default:
            break;
        }
}

/* Read what there is; false at the end of the log. */
static bool read_log(struct process *p)
{
    static char bytes[1 << 16];
    size_t before = p->boot->trace.count;
    ssize_t n = read(p->log, bytes, sizeof bytes);

    if (n <= 0)
        return n < 0 && errno == EINTR;
    if (p->stopped != END_NONE)
        return true;
    bochs_reader_feed(&p->reader, bytes, (size_t)n);
    if (p->boot->on_console != NULL)
        p->boot->on_console(p->boot);
    check_events(p, before);
    p->heard_us = processor_us(p);
    if (p->reader.started && p->started_us == 0)
        p->started_us = p->heard_us;
    if (p->reader.lines > p->limits.lines || p->reader.bytes > p->limits.bytes)
        stop(p, END_LOG_LIMIT);
    return true;
}

/* The kernel calls the debugger when its run is over.  Whoever calls it before
 * uses up the looks that were to find the text changed. */
static bool called_too_early(const struct process *p)
{
    const struct trace *t = &p->boot->trace;
    uint64_t asked = bochs_looks_asked(p->folder);

    for (size_t i = 0; asked != 0 && i < t->count; i++)
        if (mark_kind(&t->event[i]) == MARK_RUN && mark_arg(&t->event[i]) == 0)
            return asked < t->event[i].tick;
    return asked != 0;
}

static void compare_text(struct process *p, const struct kernel_image *image)
{
    struct trace *t = &p->boot->trace;
    bool found = false;

    t->kernel_intact = t->kernel_checked = true;
    for (unsigned n = 1; n <= BOCHS_LOOKS; n++) {
        if (!bochs_looks_equal(p->folder, n, image, &found) && found)
            t->kernel_intact = false;
        t->kernel_checked &= found;
    }
    if (called_too_early(p))
        t->kernel_intact = false;
    p->seen_out = found;
    t->lines = p->reader.lines;
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

static enum run_end how_it_ended(const struct process *p, int status,
                                 uint64_t ticks)
{
    const struct trace *t = &p->boot->trace;
    enum run_end marked = end_from_marks(t);

    if (!p->reader.started)
        return END_NOT_STARTED;
    if (marked != END_NONE && p->seen_out)
        return marked;
    if (p->stopped != END_NONE)
        return p->stopped;
    if (!WIFEXITED(status))
        return END_EMULATOR_PANIC;
    return bochs_looks_last(p->folder) < ticks ? END_EARLY : END_TICK_LIMIT;
}

/* NULL when the process was the Bochs that is known, by its own banner. */
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
    bool known = bochs_version(banner, version);

    snprintf(p->boot->version, sizeof p->boot->version, "%s", version);
    if (known || (version[0] == '\0' && p->reader.started))
        return NULL;
    return bochs_version_error(version);
}

static const char *finish(struct process *p, const struct kernel_image *image)
{
    const char *error;
    int status = 0;

    close(p->log);
    waitpid(p->pid, &status, 0);
    bochs_reader_finish(&p->reader);
    compare_text(p, image);
    p->boot->trace.end = how_it_ended(p, status, p->limits.ticks);
    error = wrong_version(p);
    free(p->folder);
    p->folder = NULL;
    return error;
}

/* One round of waiting; returns how many of the `running` are left. */
static unsigned serve(struct process *running, unsigned count,
                      const struct kernel_image *image, const char **error)
{
    struct pollfd wait[count];
    const char *wrong = NULL;
    unsigned left = 0;

    for (unsigned i = 0; i < count; i++)
        wait[i] = (struct pollfd){.fd = running[i].log, .events = POLLIN};
    poll(wait, count, POLL_MS);
    for (unsigned i = 0; i < count; i++) {
        bool going = true;

        if (wait[i].revents != 0)
            going = read_log(&running[i]);
        if (going)
            check_time(&running[i]);
        else
            wrong = finish(&running[i], image);
        if (wrong != NULL)
            *error = wrong;
        if (going)
            running[left++] = running[i];
    }
    return left;
}

static const char *bochs_run(const struct rundir *dir,
                             const struct kernel_image *image,
                             const struct machine_limits *limits,
                             struct boot *boots, unsigned count, unsigned jobs)
{
    struct process *running = need(calloc(jobs, sizeof *running));
    const char *error = bochs_missing();
    unsigned next = 0, active = 0;

    if (error == NULL)
        error = bochs_link_plugins(dir);
    while (error == NULL && (next < count || active > 0)) {
        while (error == NULL && next < count && active < jobs) {
            struct process *p = &running[active];

            *p = (struct process){
                .boot = &boots[next],
                .limits = limits_of(&boots[next].order, limits),
            };
            error = prepare(p, dir, image, next);
            if (error == NULL)
                error = start(p, dir);
            if (error == NULL) {
                next++;
                active++;
            }
        }
        if (active > 0)
            active = serve(running, active, image, &error);
    }
    free(running);
    return error;
}

const struct machine machine_bochs = {
    .name = "bochs",
    .missing = bochs_missing,
    .run = bochs_run,
};
