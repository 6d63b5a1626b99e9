/*
 * grader/src/run_tool.c - a child process within limits, and what it said.
 *
 * One child, one pipe, one deadline: the parent reads until the pipe closes or
 * the clock runs out, then kills the child's whole group and collects it.  The
 * caller's environment, file descriptors and signal mask stay here.
 */
#include "run_tool.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define MIB ((size_t)1024 * 1024)

const struct tool_limits tool_limits_build = {.cpu_s = 10,
                                              .wall_ms = 20000,
                                              .memory = 1024 * MIB,
                                              .file = 16 * MIB};
const struct tool_limits tool_limits_look = {.cpu_s = 2,
                                             .wall_ms = 2000,
                                             .memory = 512 * MIB,
                                             .file = 0};

/* 127 from the child's side of a failed start; no tool of ours exits so. */
#define COULD_NOT_START 127

static long long now_ms(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (long long)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void limit(int what, size_t value)
{
    struct rlimit both = {value, value};
    struct rlimit old;

    if (getrlimit((__rlimit_resource_t)what, &old) == 0 &&
        old.rlim_max < both.rlim_max)
        both.rlim_cur = both.rlim_max = old.rlim_max;
    setrlimit((__rlimit_resource_t)what, &both);
}

/* In the child.  RLIMIT_NPROC is left alone: it counts every process of the
 * user, so a busy grader would fail; the tools are killed as a group. */
static void enter_limits(const struct tool_limits *limits)
{
    sigset_t none;

    setpgid(0, 0);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    signal(SIGPIPE, SIG_DFL);
    signal(SIGINT, SIG_DFL);
    signal(SIGTERM, SIG_DFL);
    limit(RLIMIT_CPU, limits->cpu_s);
    limit(RLIMIT_AS, limits->memory);
    limit(RLIMIT_FSIZE, limits->file);
    limit(RLIMIT_CORE, 0);
}

/* In the child: standard input is empty, both outputs go to OUTPUT. */
static bool redirect(int output)
{
    int nothing = open("/dev/null", O_RDWR);

    return nothing >= 0 && dup2(nothing, 0) >= 0 && dup2(output, 1) >= 0 &&
           dup2(output, 2) >= 0 && close_range(3, ~0u, 0) == 0;
}

static void exec_tool(const char *const *argv, const char *dir, int output,
                      const struct tool_limits *limits)
{
    /* __DATE__ and __TIME__ must not make two builds differ. */
    static const char *const environment[] = {"LC_ALL=C.UTF-8", "PATH=/usr/bin",
                                              "SOURCE_DATE_EPOCH=0", NULL};

    if (!dir || chdir(dir) == 0) {
        enter_limits(limits);
        if (redirect(output))
            execve(argv[0], (char *const *)(uintptr_t)argv,
                   (char *const *)(uintptr_t)environment);
    }
    _exit(COULD_NOT_START);
}

/* Wait until FD can be read; false when the deadline has passed. */
static bool readable_before(int fd, long long deadline)
{
    for (;;) {
        struct pollfd wait = {fd, POLLIN, 0};
        long long left = deadline - now_ms();

        if (left <= 0)
            return false;
        if (poll(&wait, 1, (int)left) > 0)
            return true;
    }
}

/* Collect until end of file; false at the deadline.  What is more than fits is
 * read and dropped, so that a flood ends by its own limits. */
static bool collect(int fd, long long deadline, struct tool_result *result)
{
    char spare[4096];

    while (readable_before(fd, deadline)) {
        size_t room = TOOL_OUTPUT_MAX - result->size;
        ssize_t n = room ? read(fd, result->output + result->size, room)
                         : read(fd, spare, sizeof spare);

        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return true;
        if (room)
            result->size += (size_t)n;
        else
            result->truncated = true;
    }
    return false;
}

/* The output may close before the end: wait for that too. */
static bool ended_before(pid_t pid, int *status, long long deadline)
{
    const struct timespec step = {0, 500000};

    for (;;) {
        pid_t got = waitpid(pid, status, WNOHANG);

        if (got == pid || (got < 0 && errno != EINTR))
            return got == pid;
        if (now_ms() >= deadline)
            return false;
        nanosleep(&step, NULL);
    }
}

/* End the group whatever it does, and collect the child. */
static void finish(pid_t pid, bool in_time, long long deadline,
                   struct tool_result *result)
{
    int status = 0;

    if (!in_time || !ended_before(pid, &status, deadline)) {
        kill(-pid, SIGKILL);
        kill(pid, SIGKILL);
        while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
            continue;
        result->end = TOOL_TIMEOUT;
        return;
    }
    result->end = WIFSIGNALED(status) ? TOOL_SIGNALED : TOOL_EXITED;
    result->status =
        WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status);
    if (result->end == TOOL_EXITED && result->status == COULD_NOT_START)
        result->end = TOOL_FAILED;
}

void run_tool(const char *const *argv, const char *dir,
              const struct tool_limits *limits, struct tool_result *result)
{
    long long deadline = now_ms() + limits->wall_ms;
    int ends[2];

    *result = (struct tool_result){.end = TOOL_FAILED};
    if (pipe2(ends, O_CLOEXEC) != 0) {
        result->status = errno;
        return;
    }

    pid_t pid = fork();

    if (pid == 0)
        exec_tool(argv, dir, ends[1], limits);
    result->status = errno;
    close(ends[1]);
    if (pid > 0) {
        setpgid(pid, pid);
        finish(pid, collect(ends[0], deadline, result), deadline, result);
    }
    close(ends[0]);
    result->output[result->size] = '\0';
}

bool tool_succeeded(const struct tool_result *result)
{
    return result->end == TOOL_EXITED && result->status == 0;
}

/* Another thread's pipe, held open here, would never end for its reader. */
static void keep_only(int fd)
{
    if (fd > 3)
        close_range(3, (unsigned)fd - 1, 0);
    close_range((unsigned)fd + 1, ~0u, 0);
}

/* In the child of run_isolated. */
static void answer_and_exit(void (*work)(void *arg, void *answer), void *arg,
                            size_t size, int output)
{
    char *buffer = calloc(1, size);
    size_t done = 0;

    keep_only(output);
    enter_limits(&tool_limits_look);
    if (!buffer)
        _exit(1);
    work(arg, buffer);
    while (done < size) {
        ssize_t n = write(output, buffer + done, size - done);

        if (n <= 0)
            _exit(1);
        done += (size_t)n;
    }
    _exit(0);
}

/* Fill BUFFER from FD; how much came before the end or the deadline. */
static size_t fill(int fd, long long deadline, char *buffer, size_t size)
{
    size_t done = 0;

    while (done < size && readable_before(fd, deadline)) {
        ssize_t n = read(fd, buffer + done, size - done);

        if (n <= 0)
            break;
        done += (size_t)n;
    }
    return done;
}

enum isolated run_isolated(void (*work)(void *arg, void *answer), void *arg,
                           void *answer, size_t size)
{
    long long deadline = now_ms() + tool_limits_look.wall_ms;
    int ends[2];
    int status;
    size_t got = 0;

    memset(answer, 0, size);
    if (pipe2(ends, O_CLOEXEC) != 0)
        return ISOLATED_NOT_STARTED;

    pid_t pid = fork();

    if (pid == 0)
        answer_and_exit(work, arg, size, ends[1]);
    close(ends[1]);
    if (pid > 0) {
        got = fill(ends[0], deadline, answer, size);
        kill(pid, SIGKILL);
        while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
            continue;
    }
    close(ends[0]);
    if (got == size)
        return ISOLATED_DONE;
    memset(answer, 0, size);
    return pid < 0 ? ISOLATED_NOT_STARTED : ISOLATED_DIED;
}
