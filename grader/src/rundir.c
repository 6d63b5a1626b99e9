/*
 * grader/src/rundir.c - the process's private folder.  Contract: rundir.h.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include "memory.h"
#include "rundir.h"
#include "workdir.h"

#define PROGRAM_DEPTH 2   /* build/pic2pi lies two below the root */
#define PATH_LIMIT    160 /* names below it must stay short */
#define KILL_TRIES    1000
#define REMOVE_TRIES  100
#define NO_FOLDER                                                              \
    "cannot make a temporary folder: set TMPDIR to a folder that can be "      \
    "written and has room"

/* Signal handlers have no argument: the one place that needs statics. */
static char path_to_remove[PATH_MAX];

static pid_t owner; /* whose folder it is: a child must not remove it */

/* ---- in a signal handler: system calls only ---- */

/* Kill the process whose number is next in `text`, and its group. */
static const char *kill_next(const char *text)
{
    pid_t pid = 0;

    for (; *text >= '0' && *text <= '9'; text++)
        pid = pid * 10 + (*text - '0');
    if (pid > 1) {
        kill(-pid, SIGKILL);
        kill(pid, SIGKILL);
    }
    return text;
}

/* Kill every child there is; false when there is none any more. */
static bool kill_children(void)
{
    int fd = open("/proc/thread-self/children", O_RDONLY | O_CLOEXEC);
    char text[4096];
    ssize_t n = fd >= 0 ? read(fd, text, sizeof text - 1) : 0;

    if (fd >= 0)
        close(fd);
    text[n > 0 ? n : 0] = '\0';
    for (const char *p = text; *p != '\0';)
        p = kill_next(p), p += *p != '\0';
    while (waitpid(-1, NULL, WNOHANG) > 0)
        ;
    return n > 0;
}

/* Compilers and emulators first, so that nobody writes into the folder.  The
 * list may miss one while another ends, so it is asked for again. */
static void end_children(void)
{
    static const struct timespec moment = {0, 1000000};

    for (int i = 0; i < KILL_TRIES && kill_children(); i++)
        nanosleep(&moment, NULL);
}

static void remove_by_program(void)
{
    pid_t pid = _Fork();

    if (pid == 0) {
        execl("/bin/rm", "rm", "-rf", "--", path_to_remove, (char *)NULL);
        _exit(127);
    }
    if (pid > 0)
        waitpid(pid, NULL, 0);
}

/* A compiler whose sandbox died may write for a moment more. */
static void remove_for_sure(void)
{
    static const struct timespec moment = {0, 10000000};

    for (int i = 0; i < REMOVE_TRIES; i++) {
        remove_by_program();
        if (access(path_to_remove, F_OK) != 0)
            return;
        nanosleep(&moment, NULL);
    }
}

static void on_signal(int number)
{
    if (getpid() == owner && path_to_remove[0] != '\0') {
        end_children();
        remove_for_sure();
    }
    signal(number, SIG_DFL);
    raise(number);
}

/* A signal that our caller ignores (nohup, a background job) stays ignored. */
static void catch_signals(void)
{
    static const int numbers[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE};
    struct sigaction action = {.sa_handler = on_signal}, old;

    sigfillset(&action.sa_mask);
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
        if (sigaction(numbers[i], NULL, &old) == 0 && old.sa_handler != SIG_IGN)
            sigaction(numbers[i], &action, NULL);
}

/* ---- at a normal end; an emulator may be left after an error ---- */

static void remove_folder(void)
{
    if (path_to_remove[0] != '\0' && getpid() == owner) {
        end_children();
        workdir_remove(path_to_remove);
    }
    path_to_remove[0] = '\0';
}

static char *find_root(void)
{
    char program[PATH_MAX];
    ssize_t n = readlink("/proc/self/exe", program, sizeof program - 1);

    if (n <= 0)
        return NULL;
    program[n] = '\0';
    for (int i = 0; i < PROGRAM_DEPTH; i++) {
        char *slash = strrchr(program, '/');

        if (slash != NULL)
            *slash = '\0';
    }
    return text_copy(program);
}

const char *rundir_find(struct rundir *dir)
{
    *dir = (struct rundir){.root = find_root()};
    return dir->root != NULL
               ? NULL
               : "cannot find the program's own folder: is /proc mounted?";
}

static void own_folder(const char *path)
{
    snprintf(path_to_remove, sizeof path_to_remove, "%s", path);
    owner = getpid();
    setenv("TMPDIR", path, 1);
    catch_signals();
}

/* What is made from now on, by compilers too, lies inside. */
const char *rundir_open(struct rundir *dir)
{
    const char *tmp = getenv("TMPDIR");
    const char *error = rundir_find(dir);
    char base[PATH_MAX];
    sigset_t all, before;

    if (error != NULL)
        return error;
    if (realpath(tmp != NULL && tmp[0] != '\0' ? tmp : "/tmp", base) == NULL)
        return NO_FOLDER;
    dir->outer = tmp != NULL ? text_copy(tmp) : NULL;
    dir->path = text_format("%s/pic2pi.XXXXXX", base);
    sigfillset(&all);
    sigprocmask(SIG_SETMASK, &all, &before);
    if (strlen(dir->path) > PATH_LIMIT || mkdtemp(dir->path) == NULL)
        error = NO_FOLDER;
    else
        own_folder(dir->path);
    sigprocmask(SIG_SETMASK, &before, NULL);
    if (error != NULL)
        return error;
    atexit(remove_folder);
    return NULL;
}

void rundir_close(struct rundir *dir)
{
    if (dir->path != NULL) {
        remove_folder();
        if (dir->outer != NULL)
            setenv("TMPDIR", dir->outer, 1);
        else
            unsetenv("TMPDIR");
    }
    free(dir->outer);
    free(dir->root);
    free(dir->path);
    *dir = (struct rundir){0};
}

char *rundir_root(const struct rundir *dir, const char *below)
{
    return text_format("%s/%s", dir->root, below);
}

char *rundir_file(const struct rundir *dir, const char *name)
{
    return text_format("%s/%s", dir->path, name);
}
