/*
 * grader/src/qemu.c - the machine `qemu`: QEMU 7.2, TCG, its trace log through
 * a pipe, its memory asked for over QMP.  Contract: machine.h.
 *
 * QEMU has no limit in instructions; processor time bounds a guest that never
 * comes back, and a question to QEMU tells one that is halted.  Over 400 lines
 * because record, memory and end of one process are watched together.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include "machine.h"
#include "memory.h"
#include "model/rng.h"
#include "qemu_setup.h"
#include "read_qemu.h"

#define POLL_MS      10
#define WALL_MS      60000 /* only against an emulator that itself hangs */
#define QUIET_MS     300   /* without record: is it halted? */
#define SHARE        2 /* of the time that Bochs, which is slower, may take */
#define MEMORY_LIMIT (UINT64_C(2) << 30)
#define FILE_LIMIT   (4u << 20)
#define ANSWER_MAX   8192u
#define LOOKS        2u   /* at the kernel's text: on the way, and at the end */
#define LOOK_AFTER   600u /* lines of record */
#define LOOK_SPAN    2000u

struct process {
    struct boot *boot;
    struct machine_limits limits;
    const struct kernel_image *image;
    struct qemu_reader reader;
    char *folder;
    pid_t pid;
    int log, control;
    unsigned began_ms, heard_ms; /* by the wall's clock */
    size_t look_at;              /* the line for the first look */
    unsigned asked, answered;    /* looks */
    char answer[ANSWER_MAX];     /* what QMP said, from the greeting on */
    size_t length;
    size_t seen;          /* how much of it was understood */
    enum run_end stopped; /* why we stopped it, or END_NONE */
    enum run_end left;    /* how it ended by itself; its record comes still */
};

static unsigned now_ms(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (unsigned)(t.tv_sec * 1000 + t.tv_nsec / 1000000);
}

static unsigned processor_ms(const struct process *p)
{
    struct timespec used;
    clockid_t clock;

    if (clock_getcpuclockid(p->pid, &clock) != 0 ||
        clock_gettime(clock, &used) != 0)
        return 0;
    return (unsigned)(used.tv_sec * 1000 + used.tv_nsec / 1000000);
}

static void stop(struct process *p, enum run_end why)
{
    if (p->stopped == END_NONE)
        p->stopped = why;
    kill(p->pid, SIGKILL);
}

/* ---- starting ---- */

static void set_limit(__rlimit_resource_t which, rlim_t value)
{
    setrlimit(which, &(struct rlimit){value, value});
}

/* Both ends lie above the numbers that they get, so none overwrites another. */
static void become_qemu(const struct process *p, int log, int control)
{
    int null = open("/dev/null", O_RDWR), errors;

    prctl(PR_SET_PDEATHSIG, SIGKILL);
    setsid();
    if (chdir(p->folder) != 0)
        _exit(127);
    errors = open("stderr", O_WRONLY | O_CREAT | O_TRUNC, 0600);
    log = fcntl(log, F_DUPFD, 10);
    control = fcntl(control, F_DUPFD, 10);
    dup2(null, 0);
    dup2(null, 1);
    dup2(errors, 2);
    dup2(log, QEMU_LOG_FD);
    dup2(control, QEMU_CONTROL_FD);
    close_range(QEMU_CONTROL_FD + 1, ~0u, 0);
    set_limit(RLIMIT_FSIZE, FILE_LIMIT);
    set_limit(RLIMIT_AS, MEMORY_LIMIT);
    set_limit(RLIMIT_CORE, 0);
    qemu_become();
    _exit(127);
}

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

static const char *start(struct process *p)
{
    static const char no_pipe[] =
        "no pipe for the emulator's record: too many open files";
    int log[2], control[2];

    if (pipe2(log, O_CLOEXEC) != 0)
        return no_pipe;
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, control) != 0) {
        close(log[0]);
        close(log[1]);
        return no_pipe;
    }
    fcntl(log[1], F_SETPIPE_SZ, 1 << 20);
    trace_init(&p->boot->trace);
    p->boot->trace.habits = &habits_qemu;
    qemu_reader_init(&p->reader, &p->boot->trace);
    p->began_ms = p->heard_ms = now_ms();
    p->log = log[0];
    p->control = control[0];
    p->pid = fork();
    if (p->pid == 0)
        become_qemu(p, log[1], control[1]);
    close(log[1]);
    close(control[1]);
    tell(p, "{\"execute\":\"qmp_capabilities\"}\n");
    return p->pid < 0 ? "the emulator cannot be started: out of processes"
                      : NULL;
}

static const char *prepare(struct process *p, const struct rundir *dir,
                           unsigned number)
{
    struct rng rng = {.state = ~p->boot->order.seed};
    char *name = text_format("boot%u", number);
    const char *error;

    p->folder = rundir_file(dir, name);
    free(name);
    p->look_at = LOOK_AFTER + rng_between(&rng, 0, LOOK_SPAN);
    forget_looks(p);
    error = qemu_folder(p->folder, dir, p->image, &p->boot->order);
    return error != NULL ? error : start(p);
}

/* ---- the kernel's text ---- */

static void look(struct process *p)
{
    char *command = text_format(
        "{\"execute\":\"pmemsave\",\"arguments\":{\"val\":%u,\"size\":%zu,"
        "\"filename\":\"text%u\"},\"id\":\"look\"}\n",
        KERNEL_BASE, p->image->text_size, ++p->asked);

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

static void compare_text(struct process *p)
{
    struct trace *t = &p->boot->trace;
    bool found;

    t->kernel_intact = t->kernel_checked = true;
    for (unsigned n = 1; n <= LOOKS; n++) {
        if (n > p->answered)
            found = false;
        else if (!is_equal(p, n, &found) && found)
            t->kernel_intact = false;
        t->kernel_checked &= found;
    }
    t->lines = p->reader.lines;
}

/* ---- what QMP says ---- */

static void understand(struct process *p, const char *line)
{
    if (strstr(line, "\"id\": \"look\"") != NULL) {
        p->answered++;
        if (p->reader.ended && p->answered == p->asked)
            stop(p, END_EARLY);
    } else if (strstr(line, "HLT=1") != NULL) {
        const char *flags = strstr(line, "RFL=");
        unsigned long value =
            flags != NULL ? strtoul(flags + 4, NULL, 16) : 0x200;

        stop(p, value & 0x200 ? END_TIME_LIMIT : END_DEAD_HALT);
    } else if (strstr(line, "\"SHUTDOWN\"") != NULL) {
        p->left =
            strstr(line, "\"guest-reset\"") != NULL ? END_RESET : END_EARLY;
    }
}

/* False when there is nothing (left) to hear. */
static bool read_control(struct process *p)
{
    size_t room = sizeof p->answer - 1 - p->length;
    ssize_t n = recv(p->control, p->answer + p->length, room, MSG_DONTWAIT);
    char *end;

    if (n <= 0)
        return false;
    p->length += (size_t)n;
    p->answer[p->length] = '\0';
    while ((end = strchr(p->answer + p->seen, '\n')) != NULL) {
        *end = '\0';
        if (p->boot->version[0] == '\0')
            qemu_version(p->answer, p->boot->version);
        understand(p, p->answer + p->seen);
        p->seen = (size_t)(end - p->answer) + 1;
    }
    memmove(p->answer, p->answer + p->seen, p->length - p->seen + 1);
    p->length -= p->seen;
    p->seen = 0;
    if (p->length ==
        sizeof p->answer - 1) /* longer than any answer asked for */
        p->length = 0;
    return true;
}

/* ---- the record ---- */

static void take_record(struct process *p, const char *bytes, size_t n)
{
    qemu_reader_feed(&p->reader, bytes, n);
    if (p->boot->on_console != NULL)
        p->boot->on_console(p->boot);
    if (p->asked == 0 && (p->reader.lines >= p->look_at || p->reader.ended))
        look(p);
    if (p->reader.ended)
        look(p);
    else if (p->reader.lines > p->limits.lines ||
             p->reader.bytes > p->limits.bytes)
        stop(p, END_LOG_LIMIT);
}

/* False at the end of the record.  What comes behind the last mark is drained,
 * or QEMU could not answer. */
static bool read_log(struct process *p)
{
    static char bytes[1 << 16];
    ssize_t n = read(p->log, bytes, sizeof bytes);

    if (n <= 0)
        return n < 0 && errno == EINTR;
    p->heard_ms = now_ms();
    if (p->stopped == END_NONE && !p->reader.ended)
        take_record(p, bytes, (size_t)n);
    return true;
}

static void check_time(struct process *p)
{
    unsigned now = now_ms();

    if (processor_ms(p) > p->limits.cpu_ms / SHARE ||
        now - p->began_ms > WALL_MS)
        stop(p, END_TIME_LIMIT);
    if (now - p->heard_ms <= QUIET_MS)
        return;
    p->heard_ms = now;
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
    if (!p->reader.started)
        return END_NOT_STARTED;
    if (p->reader.ended && p->answered >= LOOKS)
        return end_from_marks(p);
    if (p->reader.tripled)
        return END_TRIPLE_FAULT;
    if (p->stopped != END_NONE)
        return p->stopped;
    if (p->left != END_NONE)
        return p->left;
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

static const char *finish(struct process *p)
{
    const char *error = NULL;
    char version[16];
    int status = 0;

    close(p->log);
    waitpid(p->pid, &status, 0);
    while (read_control(p))
        ;
    close(p->control);
    compare_text(p);
    p->boot->trace.end = how_it_ended(p, status);
    if (p->boot->trace.end == END_NOT_STARTED)
        keep_words(p);
    snprintf(version, sizeof version, "%s", p->boot->version);
    if (version[0] != '\0' && strncmp(version, "7.2.", 4) != 0)
        error = qemu_version_error(version);
    free(p->folder);
    p->folder = NULL;
    return error;
}

/* One round of waiting; returns how many of the `running` are left. */
static unsigned serve(struct process *running, unsigned count,
                      const char **error)
{
    struct pollfd wait[2 * count];
    unsigned left = 0;

    for (unsigned i = 0; i < count; i++) {
        wait[2 * i] = (struct pollfd){.fd = running[i].log, .events = POLLIN};
        wait[2 * i + 1] =
            (struct pollfd){.fd = running[i].control, .events = POLLIN};
    }
    poll(wait, 2 * count, POLL_MS);
    for (unsigned i = 0; i < count; i++) {
        struct process *p = &running[i];
        const char *wrong = NULL;
        bool going = true;

        if (wait[2 * i + 1].revents & POLLIN)
            read_control(p);
        if (wait[2 * i].revents != 0)
            going = read_log(p);
        if (going)
            check_time(p);
        else
            wrong = finish(p);
        if (wrong != NULL)
            *error = wrong;
        if (going)
            running[left++] = *p;
    }
    return left;
}

static const char *qemu_run(const struct rundir *dir,
                            const struct kernel_image *image,
                            const struct machine_limits *limits,
                            struct boot *boots, unsigned count, unsigned jobs)
{
    struct process *running = need(calloc(jobs, sizeof *running));
    const char *error = qemu_missing();
    unsigned next = 0, active = 0;

    while ((error == NULL && next < count) || active > 0) {
        while (error == NULL && next < count && active < jobs) {
            struct process *p = &running[active];

            *p = (struct process){.boot = &boots[next],
                                  .limits = *limits,
                                  .image = image};
            error = prepare(p, dir, next);
            if (error == NULL) {
                next++;
                active++;
            }
        }
        if (active > 0)
            active = serve(running, active, &error);
    }
    free(running);
    return error;
}

const struct machine machine_qemu = {
    .name = "qemu",
    .missing = qemu_missing,
    .run = qemu_run,
};
