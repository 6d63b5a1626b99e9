/*
 * grader/src/qemu.c - the machine `qemu`: QEMU 7.2, TCG, its trace log through
 * a pipe, its memory asked for over QMP.  Contract: machine.h; its part in a
 * boot, boots.h.
 *
 * QEMU has no limit in instructions, but tells their number: qemu_pace.h
 * bounds a guest that never comes back.  Another question tells one that is
 * halted.
 */
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include "boots.h"
#include "memory.h"
#include "model/rng.h"
#include "qemu_pace.h"
#include "qemu_setup.h"
#include "read_qemu.h"

#define QUIET_MS     300  /* without record: is it halted? */
#define IDLE_US      5000 /* used since the last question: it does nothing */
#define IDLE_ROUNDS  5    /* ... so often: nothing will come any more */
#define STARTS       5    /* times the way to the first mark */
#define MEMORY_LIMIT (UINT64_C(2) << 30)
#define ANSWER_MAX   8192u
#define LOOKS        2u   /* at the kernel's text: on the way, and at the end */
#define LOOK_AFTER   600u /* lines of record */
#define LOOK_SPAN    2000u
/* SeaBIOS and GRUB come on top: 55 ms of reading a port, above all. */
#define GRUB_LINES   2000000u
#define GRUB_BYTES   (GRUB_LINES * 96u)
#define GRUB_CPU_MS  20000u

struct qemu {
    struct qemu_reader reader;
    struct qemu_pace pace;
    unsigned heard_ms;        /* by the wall's clock */
    unsigned asked_us, idle;  /* processor time at a question; idle rounds */
    size_t look_at;           /* lines behind the first mark, for a look */
    size_t started_at;        /* the first mark's line */
    unsigned asked, answered; /* looks */
    char answer[ANSWER_MAX];  /* what QMP said, from the greeting on */
    size_t length;
    size_t seen;       /* how much of it was understood */
    enum run_end left; /* how it ended by itself; its record comes still */
};

static struct qemu *qemu_of(const struct process *p)
{
    return p->own;
}

/* ---- starting ---- */

static void tell(struct process *p, const char *command)
{
    (void)!send(p->control, command, strlen(command),
                MSG_NOSIGNAL | MSG_DONTWAIT);
}

static void forget_looks(const struct process *p)
{
    for (unsigned n = 1; n <= LOOKS; n++) {
        char *path = text_format("%s/text%u", p->folder, n);

        unlink(path);
        free(path);
    }
}

static void allow_grub(struct machine_limits *limits)
{
    limits->lines += GRUB_LINES;
    limits->bytes += GRUB_BYTES;
    limits->cpu_ms += GRUB_CPU_MS;
}

static const char *qemu_prepare(struct process *p)
{
    struct rng rng = {.state = ~p->boot->order.seed};
    struct qemu *own = qemu_of(p);
    unsigned cpus = p->boot->order.cpus;

    if (cpus > 1) { /* each makes record */
        p->limits.lines *= cpus;
        p->limits.bytes *= cpus;
    }
    if (p->boot->order.way == BOOT_GRUB)
        allow_grub(&p->limits);
    p->boot->trace.habits = &habits_qemu;
    qemu_reader_init(&own->reader, &p->boot->trace, cpus);
    own->reader.text_end = KERNEL_BASE + p->image->text_size;
    own->reader.bounds = (struct qemu_bounds){
        .lines = p->limits.lines,
        .bytes = p->limits.bytes,
        .step_lines =
            p->boot->order.flags & BOOTINFO_QUIET ? PACE_STEP_LINES : 0,
    };
    own->look_at = LOOK_AFTER + rng_between(&rng, 0, LOOK_SPAN);
    forget_looks(p);
    return qemu_folder(p->folder, p->dir, p->image, &p->boot->order);
}

static void qemu_started(struct process *p)
{
    qemu_of(p)->heard_ms = p->began_ms;
    tell(p, "{\"execute\":\"qmp_capabilities\"}\n");
}

static void qemu_in_child(const struct process *p)
{
    qemu_become(&p->boot->order);
}

static void stop_if(struct process *p, enum run_end why)
{
    if (why != END_NONE)
        process_stop(p, why);
}

/* ---- the kernel's text ---- */

static void look(struct process *p)
{
    char *command = text_format(
        "{\"execute\":\"pmemsave\",\"arguments\":{\"val\":%u,\"size\":%zu,"
        "\"filename\":\"text%u\"},\"id\":\"look\"}\n",
        KERNEL_BASE, p->image->text_size, ++qemu_of(p)->asked);

    tell(p, command);
    free(command);
}

static bool is_equal(const struct process *p, unsigned number, bool *found)
{
    char *path = text_format("%s/text%u", p->folder, number);
    size_t size = p->image->text_size;
    uint8_t *bytes = need(malloc(size + 1));
    FILE *file = fopen(path, "rb");
    size_t n = file != NULL ? fread(bytes, 1, size + 1, file) : 0;
    bool equal = n == size && memcmp(bytes, p->image->flat, size) == 0;

    *found = n == size;
    if (file != NULL)
        fclose(file);
    free(bytes);
    free(path);
    return equal;
}

/* On Bochs that port calls the debugger, and the runner alone may write it. */
static bool called_debugger(const struct trace *t)
{
    for (size_t i = 0; i < t->count; i++)
        if (t->event[i].kind == EV_PORT_WRITE &&
            t->event[i].reg == QEMU_LOOP_PORT)
            return true;
    return false;
}

static void compare_text(struct process *p)
{
    struct trace *t = &p->boot->trace;
    bool found;

    t->kernel_intact = t->kernel_checked = true;
    for (unsigned n = 1; n <= LOOKS; n++) {
        if (n > qemu_of(p)->answered)
            found = false;
        else if (!is_equal(p, n, &found) && found)
            t->kernel_intact = false;
        t->kernel_checked &= found;
    }
    if (called_debugger(t) || qemu_of(p)->reader.text_written)
        t->kernel_intact = false;
    t->lines = qemu_of(p)->reader.lines;
}

/* ---- what QMP says ---- */

static void understand(struct process *p, const char *line)
{
    struct qemu *own = qemu_of(p);
    const char *count = strstr(line, "\"icount\": ");

    if (strstr(line, "\"id\": \"look\"") != NULL) {
        own->answered++;
        if (own->reader.ended && own->answered == own->asked)
            process_stop(p, END_EARLY);
    } else if (count != NULL) {
        pace_answer(&own->pace, strtoull(count + 10, NULL, 10));
    } else if (strstr(line, "HLT=1") != NULL) {
        const char *flags = strstr(line, "RFL=");
        unsigned long value =
            flags != NULL ? strtoul(flags + 4, NULL, 16) : 0x200;

        p->boot->trace.by_clock |= p->stopped == END_NONE && (value & 0x200);
        process_stop(p, value & 0x200 ? END_TIME_LIMIT : END_DEAD_HALT);
    } else if (strstr(line, "\"SUSPEND\"") != NULL) {
        own->left = END_EARLY; /* its record comes still */
        tell(p, "{\"execute\":\"quit\"}\n");
    } else if (strstr(line, "\"SHUTDOWN\"") != NULL) {
        own->left =
            strstr(line, "\"guest-reset\"") != NULL ? END_RESET : END_EARLY;
    }
}

/* Take what `own->answer` holds, line by line. */
static void understand_lines(struct process *p)
{
    struct qemu *own = qemu_of(p);
    char *end;

    while ((end = strchr(own->answer + own->seen, '\n')) != NULL) {
        *end = '\0';
        if (p->boot->version[0] == '\0')
            qemu_version(own->answer, p->boot->version);
        understand(p, own->answer + own->seen);
        own->seen = (size_t)(end - own->answer) + 1;
    }
    memmove(own->answer, own->answer + own->seen, own->length - own->seen + 1);
    own->length -= own->seen;
    own->seen = 0;
}

static bool qemu_hear(struct process *p)
{
    struct qemu *own = qemu_of(p);
    size_t room = sizeof own->answer - 1 - own->length;
    ssize_t n = recv(p->control, own->answer + own->length, room, MSG_DONTWAIT);

    if (n <= 0)
        return false;
    own->length += (size_t)n;
    own->answer[own->length] = '\0';
    understand_lines(p);
    if (own->length == sizeof own->answer - 1)
        own->length = 0; /* longer than any answer asked for */
    return true;
}

/* ---- the record ---- */

/* The way to the first mark is the kernel's own: it measures the host. */
static void measure_host(struct process *p)
{
    unsigned used = process_used_us(p);

    qemu_of(p)->started_at = qemu_of(p)->reader.lines;
    if (!(p->boot->order.flags & BOOTINFO_QUIET))
        return; /* a person watches: as ordered */
    p->limits.cpu_ms = used / 1000 * STARTS;
    pace_start(&qemu_of(p)->pace, p->boot->order.cpus, used);
}

static void take_record(struct process *p, const char *bytes, size_t n)
{
    struct qemu *own = qemu_of(p);
    bool was_started = own->reader.started;

    qemu_reader_feed(&own->reader, bytes, n);
    if (own->reader.started && !was_started)
        measure_host(p);
    stop_if(p, pace_record(&own->pace, &own->reader, process_used_us(p)));
    if (p->boot->on_console != NULL)
        p->boot->on_console(p->boot);
    if (own->asked == 0 && own->reader.started &&
        (own->reader.lines - own->started_at >= own->look_at ||
         own->reader.ended))
        look(p);
    if (own->reader.ended)
        look(p);
    else if (own->reader.tripled) /* it may not leave by itself */
        process_stop(p, END_TRIPLE_FAULT);
    else if (own->reader.again) /* as after an INIT to the boot CPU */
        process_stop(p, END_RESET);
    else if (own->reader.text_written)
        process_stop(p, END_EARLY);
    else if (own->reader.full)
        process_stop(p, END_LOG_LIMIT);
}

static void qemu_take(struct process *p, const char *bytes, size_t n)
{
    qemu_of(p)->heard_ms = wall_ms();
    qemu_of(p)->idle = 0;
    if (!qemu_of(p)->reader.ended)
        take_record(p, bytes, n);
}

static void watch_pace(struct process *p, unsigned used)
{
    struct qemu *own = qemu_of(p);

    if (own->reader.ended || process_has_more(p))
        return;
    stop_if(p, pace_round(&own->pace, used));
    if (pace_asks(&own->pace, used))
        tell(p, "{\"execute\":\"query-replay\"}\n");
}

static void qemu_watch(struct process *p)
{
    unsigned now = wall_ms(), used = process_used_us(p);
    struct qemu *own = qemu_of(p);

    watch_pace(p, used);
    if (now - own->heard_ms <= QUIET_MS)
        return;
    own->heard_ms = now;
    own->idle = used - own->asked_us < IDLE_US ? own->idle + 1 : 0;
    own->asked_us = used;
    if (own->idle >= IDLE_ROUNDS)
        process_stop(p, END_TIME_LIMIT);
    tell(p, "{\"execute\":\"human-monitor-command\",\"arguments\":"
            "{\"command-line\":\"info registers\"}}\n");
}

/* ---- the end ---- */

static enum run_end end_from_marks(const struct process *p)
{
    const struct trace *t = &p->boot->trace;

    for (size_t i = 0; i < t->count; i++)
        if (mark_kind(&t->event[i]) == MARK_PANIC)
            return END_KERNEL_PANIC;
    return END_FINISHED;
}

static enum run_end how_it_ended(const struct process *p, int status)
{
    if (!qemu_of(p)->reader.started)
        return END_NOT_STARTED;
    if (qemu_of(p)->reader.ended && qemu_of(p)->answered >= LOOKS)
        return end_from_marks(p);
    if (qemu_of(p)->reader.tripled)
        return END_TRIPLE_FAULT;
    if (p->stopped != END_NONE)
        return p->stopped;
    if (qemu_of(p)->left != END_NONE)
        return qemu_of(p)->left;
    /* Before QMP was agreed upon there is no word of a reset. */
    return WIFEXITED(status) ? END_RESET : END_EMULATOR_PANIC;
}

/* QEMU's own words, when it died before the kernel ran. */
static void keep_words(struct process *p)
{
    char *path = text_format("%s/stderr", p->folder);
    FILE *file = fopen(path, "r");
    char *text = p->boot->trace.end_text;

    if (file != NULL) {
        size_t n = fread(text, 1, sizeof p->boot->trace.end_text - 1, file);

        text[n] = '\0';
        text[strcspn(text, "\n")] = '\0';
        fclose(file);
    }
    free(path);
}

static const char *qemu_finish(struct process *p, int status)
{
    struct trace *t = &p->boot->trace;
    const char *version = p->boot->version;

    compare_text(p);
    t->end = how_it_ended(p, status);
    t->by_clock &= t->end != END_TICK_LIMIT; /* that repeats */
    t->slow = qemu_of(p)->pace.slow && t->end == END_TIME_LIMIT;
    if (t->end == END_NOT_STARTED)
        keep_words(p);
    return version[0] != '\0' && strncmp(version, "7.2.", 4) != 0
               ? qemu_version_error(version)
               : NULL;
}

static const struct boots_parts parts = {
    .own_size = sizeof(struct qemu),
    .memory = MEMORY_LIMIT,
    .log_fd = QEMU_LOG_FD,
    .control_fd = QEMU_CONTROL_FD,
    .prepare = qemu_prepare,
    .become = qemu_in_child,
    .started = qemu_started,
    .take = qemu_take,
    .hear = qemu_hear,
    .watch = qemu_watch,
    .finish = qemu_finish,
};

const struct machine machine_qemu = {
    .name = "qemu",
    .missing = qemu_missing,
    .parts = &parts,
};
