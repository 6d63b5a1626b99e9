/*
 * grader/src/cmd_watch.c - `pic2pi watch`: grade again at each save.
 *
 * Watches the folder, not the file, because editors save by renaming.  What is
 * shown is made by this program's other commands, each a child, so a save or a
 * key can end one that takes long.  Signals arrive as data (signalfd): the
 * terminal is put back on every way out.
 *
 *   IDLE --save, r--> grade    IDLE --h--> hint    IDLE --t--> run
 *   any of the three --child ended--> IDLE, or grade again when saved meanwhile
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>
#include "commands.h"
#include "grading.h"
#include "labs.h"
#include "memory.h"

#define SAVED        (IN_CLOSE_WRITE | IN_MOVED_TO)
#define LOST         (IN_DELETE_SELF | IN_MOVE_SELF)
#define CLEAR_SCREEN "\033[H\033[2J\033[3J"
#define SELF         "/proc/self/exe"
#define ARGUMENTS    24

struct watch {
    const struct lab *lab;
    const struct options *options;
    char *folder, *file;   /* what is watched */
    int events, signals;   /* descriptors */
    bool keys;             /* somebody sits at a terminal */
    struct termios before; /* the terminal as it was */
    pid_t child;           /* 0: nothing is running */
    bool again;            /* saved while a child was running */
    int over;              /* -1, or the exit code */
    int signal;            /* 0, or the one that ends us */
};

/* ---- the terminal: one key at a time, Ctrl-C as always ---- */

static void take_keys(struct watch *w)
{
    struct termios now;

    if (!w->keys)
        return;
    now = w->before;
    now.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
    now.c_cc[VMIN] = 1;
    now.c_cc[VTIME] = 0;
    tcsetattr(STDIN_FILENO, TCSANOW, &now);
}

static void give_keys_back(const struct watch *w)
{
    if (w->keys)
        tcsetattr(STDIN_FILENO, TCSANOW, &w->before);
}

/* ---- children ---- */

static void put_option(const char **list, unsigned *n, const char *name,
                       const char *value)
{
    if (value == NULL)
        return;
    list[(*n)++] = name;
    list[(*n)++] = value;
}

/* Ourselves with another verb; the options are the same. */
static void become(const struct watch *w, const char *verb)
{
    const struct options *o = w->options;
    const char *list[ARGUMENTS] = {"pic2pi", verb};
    char *seed = text_format("%lu", (unsigned long)o->seed);
    char *seeds = text_format("%u", o->seeds);
    char part[2] = {o->part, '\0'};
    bool grades = strcmp(verb, "run") != 0;
    char *hints = text_format("%u", o->hints);
    unsigned n = 2;

    put_option(list, &n, "--lab", w->lab->number);
    put_option(list, &n, "--machine", o->machine);
    put_option(list, &n, "--own", o->own);
    put_option(list, &n, "--submission", o->submission);
    put_option(list, &n, "--seed", o->seed_given ? seed : NULL);
    put_option(list, &n, "--part", o->part != 0 ? part : NULL);
    put_option(list, &n, "--seeds", grades ? seeds : NULL);
    put_option(list, &n, "--hints", grades && o->hints > 0 ? hints : NULL);
    if (o->plain)
        list[n++] = "--plain";
    list[n] = NULL;
    execv(SELF, (char *const *)list);
    _exit(EXIT_COULD_NOT_RUN);
}

static void start(struct watch *w, const char *verb)
{
    sigset_t none;

    if (w->keys)
        fputs(CLEAR_SCREEN, stdout);
    fflush(stdout);
    w->again = false;
    w->child = fork();
    if (w->child > 0)
        return;
    if (w->child < 0) {
        perror("pic2pi: nothing can be started");
        w->child = 0;
        return;
    }
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    dup2(open("/dev/null", O_RDONLY | O_CLOEXEC), STDIN_FILENO);
    become(w, verb);
}

static void end_child(struct watch *w)
{
    if (w->child > 0)
        kill(w->child, SIGTERM);
}

static void child_ended(struct watch *w)
{
    if (w->child == 0 || waitpid(w->child, NULL, WNOHANG) != w->child)
        return;
    w->child = 0;
    if (w->again)
        start(w, "grade");
    else if (w->keys) {
        printf("\nh hint  t timeline  r run again  q quit\n");
        fflush(stdout);
    }
}

/* ---- what happens ---- */

static void saved(struct watch *w)
{
    w->again = true;
    if (w->child == 0)
        start(w, "grade");
    else
        end_child(w);
}

static void folder_lost(struct watch *w)
{
    if (inotify_add_watch(w->events, w->folder, SAVED | LOST) >= 0) {
        saved(w);
        return;
    }
    fprintf(stderr, "pic2pi: %s is gone; start again when it is back\n",
            w->folder);
    w->over = EXIT_COULD_NOT_RUN;
}

static void read_events(struct watch *w)
{
    _Alignas(struct inotify_event) char bytes[4096];
    ssize_t n = read(w->events, bytes, sizeof bytes);
    bool ours = false, lost = false;

    for (ssize_t at = 0; at < n;) {
        struct inotify_event e;

        memcpy(&e, bytes + at, sizeof e);
        if (e.mask & LOST)
            lost = true;
        if (e.mask & IN_Q_OVERFLOW ||
            (e.len > 0 && strcmp(bytes + at + sizeof e, w->file) == 0))
            ours = true;
        at += (ssize_t)sizeof e + e.len;
    }
    if (lost)
        folder_lost(w);
    else if (ours)
        saved(w);
}

static void read_key(struct watch *w)
{
    char key = 'q';

    if (read(STDIN_FILENO, &key, 1) < 0 && errno == EINTR)
        return;
    if (key == 'q')
        w->over = EXIT_ALL_PASSED;
    else if (w->child != 0)
        return;
    else if (key == 'h')
        start(w, "hint");
    else if (key == 't')
        start(w, "run");
    else if (key == 'r')
        start(w, "grade");
}

static void read_signal(struct watch *w)
{
    struct signalfd_siginfo info = {0};

    if (read(w->signals, &info, sizeof info) != (ssize_t)sizeof info)
        return;
    if (info.ssi_signo == SIGCHLD)
        child_ended(w);
    else if (info.ssi_signo == SIGCONT)
        take_keys(w);
    else {
        w->signal = (int)info.ssi_signo;
        w->over = EXIT_COULD_NOT_RUN;
    }
}

static void serve(struct watch *w)
{
    struct pollfd wait[] = {
        {.fd = w->signals, .events = POLLIN},
        {.fd = w->events, .events = POLLIN},
        {.fd = w->keys ? STDIN_FILENO : -1, .events = POLLIN},
    };

    if (poll(wait, 3, -1) < 0)
        return;
    if (wait[0].revents != 0)
        read_signal(w);
    if (w->over < 0 && wait[1].revents != 0)
        read_events(w);
    if (w->over < 0 && wait[2].revents != 0)
        read_key(w);
}

/* ---- beginning and end ---- */

/* Split what was asked for into the folder to watch and the file's name. */
static void choose_file(struct watch *w, char *path)
{
    struct stat info;
    char *slash = strrchr(path, '/');

    if (stat(path, &info) == 0 && S_ISDIR(info.st_mode)) {
        w->folder = text_copy(path);
        w->file = text_copy(w->lab->file);
        return;
    }
    w->file = text_copy(slash != NULL ? slash + 1 : path);
    if (slash == path)
        slash[1] = '\0';
    else if (slash != NULL)
        *slash = '\0';
    w->folder = text_copy(slash != NULL ? path : ".");
}

static bool begin(struct watch *w)
{
    sigset_t set;

    w->events = inotify_init1(IN_CLOEXEC);
    if (inotify_add_watch(w->events, w->folder, SAVED | LOST) < 0) {
        fprintf(stderr, "pic2pi: %s cannot be watched: %s\n", w->folder,
                strerror(errno));
        return false;
    }
    sigemptyset(&set);
    sigaddset(&set, SIGCHLD);
    sigaddset(&set, SIGCONT);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGHUP);
    sigaddset(&set, SIGQUIT);
    sigprocmask(SIG_BLOCK, &set, NULL);
    w->signals = signalfd(-1, &set, SFD_CLOEXEC);
    w->keys = isatty(STDIN_FILENO) && isatty(STDOUT_FILENO) &&
              tcgetattr(STDIN_FILENO, &w->before) == 0;
    if (!w->keys)
        printf("watching %s/%s\n", w->folder, w->file);
    take_keys(w);
    return true;
}

static int end(struct watch *w)
{
    sigset_t none;

    end_child(w);
    if (w->child > 0)
        waitpid(w->child, NULL, 0);
    give_keys_back(w);
    if (w->signal != 0) {
        signal(w->signal, SIG_DFL);
        raise(w->signal);
        sigemptyset(&none);
        sigprocmask(SIG_SETMASK, &none, NULL);
    }
    return w->over;
}

int cmd_watch(int argc, char **argv)
{
    struct watch w = {.over = -1};
    struct options options;
    struct rundir dir;
    int code;

    options_parse(&options, "watch",
                  "Grade now and again at each save of the lab's file. On a "
                  "terminal: h next hint, t timeline, r run again, q quit.",
                  argc, argv);
    w.lab = lab_asked(&options, &code);
    if (w.lab == NULL)
        return code;
    w.options = &options;
    if (rundir_find(&dir) != NULL)
        return EXIT_COULD_NOT_RUN;
    char *path = grading_path(&dir, &options, w.lab);

    choose_file(&w, path);
    free(path);
    rundir_close(&dir);
    code = EXIT_COULD_NOT_RUN;
    if (begin(&w)) {
        start(&w, "grade");
        while (w.over < 0)
            serve(&w);
        code = end(&w);
    }
    free(w.folder);
    free(w.file);
    return code;
}
