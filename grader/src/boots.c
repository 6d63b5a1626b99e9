/*
 * grader/src/boots.c - starting emulators and waiting for them.
 * Contract: boots.h, and machine_run of machine.h.
 *
 * A guest may do what it likes to its emulator: each ends by itself, at a
 * bound, or because its machine's part stopped it, and its pipe then ends too.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include "boots.h"
#include "memory.h"

#define POLL_MS    10
#define WALL_MS    60000 /* only against an emulator that itself hangs */
#define FILE_LIMIT (4u << 20)
#define PIPE_ROOM  (1 << 20)
#define REST_MS    2
#define ABOVE_FDS  10 /* no machine expects a descriptor this high */
#define NO_PIPE    "no pipe for the emulator's record: too many open files"
#define NO_PROCESS "the emulator cannot be started: out of processes"

unsigned wall_ms(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (unsigned)(t.tv_sec * 1000 + t.tv_nsec / 1000000);
}

unsigned process_used_us(const struct process *p)
{
    struct timespec used;
    clockid_t clock;

    if (clock_getcpuclockid(p->pid, &clock) != 0 ||
        clock_gettime(clock, &used) != 0)
        return p->heard_us;
    return (unsigned)(used.tv_sec * 1000000 + used.tv_nsec / 1000);
}

bool process_has_more(const struct process *p)
{
    struct pollfd wait = {.fd = p->log, .events = POLLIN};

    return poll(&wait, 1, 0) > 0;
}

void process_stop(struct process *p, enum run_end why)
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

static int new_file(const char *name)
{
    return open(name, O_WRONLY | O_CREAT | O_TRUNC, 0600);
}

/* In the child: nothing of ours stays open but the ends it is given.  Both are
 * first moved above the numbers that they get, so none overwrites another. */
static void become(const struct boots_parts *parts, const struct process *p,
                   int log, int control)
{
    int null = open("/dev/null", O_RDWR), errors;
    int last =
        parts->log_fd > parts->control_fd ? parts->log_fd : parts->control_fd;

    prctl(PR_SET_PDEATHSIG, SIGKILL);
    setsid();
    if (chdir(p->folder) != 0)
        _exit(127);
    errors = new_file("stderr");
    log = fcntl(log, F_DUPFD, ABOVE_FDS);
    control = fcntl(control, F_DUPFD, ABOVE_FDS);
    dup2(null, 0);
    dup2(parts->output != NULL ? new_file(parts->output) : null, 1);
    dup2(errors, 2);
    dup2(log, parts->log_fd);
    if (parts->control_fd >= 0)
        dup2(control, parts->control_fd);
    close_range((unsigned)last + 1, ~0u, 0);
    set_limit(RLIMIT_FSIZE, FILE_LIMIT);
    set_limit(RLIMIT_AS, parts->memory);
    set_limit(RLIMIT_CORE, 0);
    parts->become(p);
    _exit(127);
}

/* Both ends of a pipe for the record and, if wanted, of a socket. */
static bool make_ends(bool socket, int log[2], int control[2])
{
    if (pipe2(log, O_CLOEXEC) != 0)
        return false;
    if (socket &&
        socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, control) != 0) {
        close(log[0]);
        close(log[1]);
        return false;
    }
    fcntl(log[1], F_SETPIPE_SZ, PIPE_ROOM);
    return true;
}

static const char *start(const struct boots_parts *parts, struct process *p)
{
    int log[2], control[2] = {-1, -1};

    if (!make_ends(parts->control_fd >= 0, log, control))
        return NO_PIPE;
    p->began_ms = wall_ms();
    p->log = log[0];
    p->control = control[0];
    p->pid = fork();
    if (p->pid == 0)
        become(parts, p, log[1], control[1]);
    close(log[1]);
    if (control[1] >= 0)
        close(control[1]);
    if (p->pid < 0)
        return NO_PROCESS;
    if (parts->started != NULL)
        parts->started(p);
    return NULL;
}

static const char *prepare(const struct boots_parts *parts, struct process *p,
                           unsigned number)
{
    char *name = text_format("boot%u", number);
    const char *error;

    p->folder = rundir_file(p->dir, name);
    p->own = need(calloc(1, parts->own_size));
    free(name);
    trace_init(&p->boot->trace);
    error = parts->prepare(p);
    return error != NULL ? error : start(parts, p);
}

static void forget(struct process *p)
{
    free(p->folder);
    free(p->own);
    p->folder = p->own = NULL;
}

/* ---- waiting ---- */

static void check_time(const struct boots_parts *parts, struct process *p)
{
    if (p->stopped != END_NONE)
        return;
    if (process_used_us(p) / 1000 > p->limits.cpu_ms ||
        wall_ms() - p->began_ms > WALL_MS)
        process_stop(p, END_TIME_LIMIT);
    parts->watch(p);
    p->boot->trace.by_clock |= p->stopped != END_NONE;
}

/* Read what there is; false at the end of the record.  Behind a stop, and
 * behind the last mark, it is drained, or the emulator could not go on. */
static bool read_log(const struct boots_parts *parts, struct process *p)
{
    static char bytes[1 << 16];
    ssize_t n = read(p->log, bytes, sizeof bytes);

    p->behind = n == (ssize_t)sizeof bytes;
    if (n <= 0)
        return n < 0 && errno == EINTR;
    if (p->stopped == END_NONE)
        parts->take(p, bytes, (size_t)n);
    return true;
}

static const char *finish(const struct boots_parts *parts, struct process *p)
{
    const char *error;
    int status = 0;

    close(p->log);
    waitpid(p->pid, &status, 0);
    while (p->control >= 0 && parts->hear(p))
        ;
    if (p->control >= 0)
        close(p->control);
    error = parts->finish(p, status);
    forget(p);
    return error;
}

/* An emulator writes its record line by line.  To wake up for each would cost
 * both sides more than the line: it may write on into the pipe for a while. */
static void rest(const struct process *running, unsigned count)
{
    struct pollfd wait[count];

    for (unsigned i = 0; i < count; i++) {
        if (running[i].behind)
            return;
        wait[i] = (struct pollfd){.fd = running[i].control, .events = POLLIN};
    }
    poll(wait, count, REST_MS);
}

/* One round of waiting; returns how many of the `running` are left. */
static unsigned serve(const struct boots_parts *parts, struct process *running,
                      unsigned count, const char **error)
{
    struct pollfd wait[2 * count];
    unsigned left = 0;

    for (unsigned i = 0; i < count; i++) {
        wait[2 * i] = (struct pollfd){.fd = running[i].log, .events = POLLIN};
        wait[2 * i + 1] =
            (struct pollfd){.fd = running[i].control, .events = POLLIN};
    }
    rest(running, count);
    poll(wait, 2 * count, POLL_MS);
    for (unsigned i = 0; i < count; i++) {
        struct process *p = &running[i];
        const char *wrong = NULL;
        bool going = true;

        if (wait[2 * i + 1].revents & POLLIN)
            parts->hear(p);
        if (wait[2 * i].revents != 0)
            going = read_log(parts, p);
        if (going)
            check_time(parts, p);
        else
            wrong = finish(parts, p);
        if (wrong != NULL)
            *error = wrong;
        if (going)
            running[left++] = *p;
    }
    return left;
}

const char *machine_run(const struct machine *machine, const struct rundir *dir,
                        const struct kernel_image *image,
                        const struct machine_limits *limits, struct boot *boots,
                        unsigned count, unsigned jobs)
{
    struct process *running = need(calloc(jobs, sizeof *running));
    const struct boots_parts *parts = machine->parts;
    const char *error = machine->missing();
    unsigned next = 0, active = 0;

    if (error == NULL && parts->open != NULL)
        error = parts->open(dir);
    while ((error == NULL && next < count) || active > 0) {
        while (error == NULL && next < count && active < jobs) {
            struct process *p = &running[active];

            *p = (struct process){.boot = &boots[next],
                                  .dir = dir,
                                  .image = image,
                                  .limits = *limits};
            error = prepare(parts, p, next);
            if (error != NULL) {
                forget(p);
                break;
            }
            next++;
            active++;
        }
        if (active > 0)
            active = serve(parts, running, active, &error);
    }
    free(running);
    return error;
}
