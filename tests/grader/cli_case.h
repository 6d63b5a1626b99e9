/*
 * tests/grader/cli_case.h - how the tests of the command line begin: a private
 * folder with a blank in its name, and build/pic2pi run as a child in it.
 *
 * What the child says, how it ends, and what it leaves in TMPDIR is all that
 * these tests look at.  A status is an exit code, or 128 + a signal's number.
 */
#ifndef CLI_CASE_H
#define CLI_CASE_H

#include <check.h>
#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define CLI_WORDS   16
#define CLI_NOBODY  65534
#define CLI_SECONDS 60 /* of a test: a busy host must not fail it */
#define SOLUTION    "solutions/02-lapic/lapic.c"

struct cli {
    char program[PATH_MAX];
    char place[64];      /* private: "/tmp/pic2pi test XXXXXX" */
    char tmp[80];        /* TMPDIR of the child: "x y" in it */
    const char *set[4];  /* further settings: "NAME=value" */
    const char *input;   /* what the child reads; NULL: nothing */
    uid_t uid;           /* 0: as we are */
    const char *disk;    /* "size=64k": TMPDIR is a disk of this size */
    bool ignores_hangup; /* as under nohup */
    bool full_output;    /* its standard output is /dev/full */
    pid_t pid;
    int output;
    int status;
    char said[1 << 17];
};

static inline void cli_begin(struct cli *c)
{
    *c = (struct cli){.place = "/tmp/pic2pi test XXXXXX"};
    ck_assert_ptr_nonnull(realpath("build/pic2pi", c->program));
    ck_assert_ptr_nonnull(mkdtemp(c->place));
    ck_assert_int_eq(chmod(c->place, 0755), 0);
    snprintf(c->tmp, sizeof c->tmp, "%s/x y", c->place);
    ck_assert_int_eq(mkdir(c->tmp, 0777), 0);
    ck_assert_int_eq(chmod(c->tmp, 01777), 0);
}

/* Root may do anything: another user tries.  False where that user does not
 * even come to this checkout, below a folder such as root's own. */
static inline bool cli_as_nobody(struct cli *c)
{
    char path[PATH_MAX];
    struct stat info;

    if (getuid() != 0)
        return true;
    c->uid = CLI_NOBODY;
    ck_assert_ptr_nonnull(realpath("build/pic2pi", path));
    for (char *end = strrchr(path, '/'); end != NULL && end != path;
         end = strrchr(path, '/')) {
        *end = '\0';
        if (stat(path, &info) != 0 || !(info.st_mode & S_IXOTH))
            return false;
    }
    return true;
}

static inline void cli_do(const char *program, const char *a, const char *b,
                          const char *to)
{
    pid_t pid = fork();
    int status;

    if (pid == 0) {
        execlp(program, program, a, b, to, (char *)NULL);
        _exit(127);
    }
    ck_assert_int_eq(waitpid(pid, &status, 0), pid);
    ck_assert_int_eq(status, 0);
}

static inline void cli_end(struct cli *c)
{
    cli_do("rm", "-rf", "--", c->place);
}

/* A file below the private folder; the name's buffer is the caller's. */
static inline void cli_file(const struct cli *c, const char *name,
                            const char *text, size_t size, char path[PATH_MAX])
{
    FILE *file;

    snprintf(path, PATH_MAX, "%s/%s", c->place, name);
    file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite(text, 1, size, file), size);
    ck_assert_int_eq(fclose(file), 0);
}

static inline char *cli_read(const char *path)
{
    FILE *file = fopen(path, "r");
    char *text = calloc(1, 1 << 17);

    ck_assert_msg(file != NULL, "%s is not there", path);
    ck_assert_ptr_nonnull(text);
    text[fread(text, 1, (1 << 17) - 1, file)] = '\0';
    fclose(file);
    return text;
}

/* The skeleton, with `statement` where TODO 1 stands. */
static inline void cli_submission(const struct cli *c, const char *statement,
                                  char path[PATH_MAX])
{
    static const char todo[] = "lab_todo(1);";
    char *text = cli_read("labs/02-lapic/lapic.c");
    char *at = strstr(text, todo), *changed;
    int n;

    ck_assert_ptr_nonnull(at);
    *at = '\0';
    n = asprintf(&changed, "%s%s%s", text, statement, at + strlen(todo));
    ck_assert_int_gt(n, 0);
    cli_file(c, "lapic.c", changed, (size_t)n, path);
    free(changed);
    free(text);
}

/* A small disk for the child alone; where that is not allowed, no file of it
 * may have more than a page. */
static inline void cli_small_disk(const struct cli *c)
{
    struct rlimit page = {4096, 4096};

    if (unshare(CLONE_NEWNS) == 0 &&
        mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
        mount("tmpfs", c->tmp, "tmpfs", 0, c->disk) == 0)
        return;
    signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &page);
}

static inline void cli_become(const struct cli *c, const char **argv, int out)
{
    int in = open("/dev/null", O_RDONLY), ends[2];

    if (c->input != NULL && pipe(ends) == 0) {
        in = ends[0];
        if (write(ends[1], c->input, strlen(c->input)) < 0)
            _exit(126);
        close(ends[1]);
    }
    sigset_t none;

    signal(SIGINT, SIG_DFL); /* Check's own handlers end here */
    signal(SIGTERM, SIG_DFL);
    signal(SIGQUIT, SIG_DFL); /* ... and what a background job ignores */
    signal(SIGHUP, c->ignores_hangup ? SIG_IGN : SIG_DFL);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    setpgid(0, 0);
    dup2(in, 0);
    dup2(c->full_output ? open("/dev/full", O_WRONLY) : out, 1);
    dup2(out, 2);
    setenv("TMPDIR", c->tmp, 1);
    for (int i = 0; i < 4 && c->set[i] != NULL; i++)
        putenv((char *)(uintptr_t)c->set[i]);
    if (c->disk != NULL)
        cli_small_disk(c);
    if (c->uid != 0 && (setgid(c->uid) != 0 || setuid(c->uid) != 0))
        _exit(126);
    execv(c->program, (char *const *)argv);
    _exit(127);
}

/* Start it; words end with NULL. */
static inline void cli_start(struct cli *c, const char *first, ...)
{
    const char *argv[CLI_WORDS] = {"pic2pi"};
    __builtin_va_list list;
    sigset_t all, old;
    int ends[2], n = 1;

    __builtin_va_start(list, first);
    for (const char *w = first; w != NULL && n < CLI_WORDS - 1;
         w = __builtin_va_arg(list, const char *))
        argv[n++] = w;
    __builtin_va_end(list);
    ck_assert_int_eq(pipe2(ends, O_CLOEXEC), 0);
    sigfillset(&all);
    sigprocmask(SIG_SETMASK, &all, &old);
    c->pid = fork();
    if (c->pid == 0)
        cli_become(c, argv, ends[1]);
    sigprocmask(SIG_SETMASK, &old, NULL);
    close(ends[1]);
    c->output = ends[0];
    c->said[0] = '\0';
}

/* Read on until `text` was said, or to the end when it is NULL. */
static inline bool cli_until(struct cli *c, const char *text)
{
    size_t n = strlen(c->said);
    ssize_t more;

    while (text == NULL || strstr(c->said, text) == NULL) {
        more = read(c->output, c->said + n, sizeof c->said - 1 - n);
        if (more <= 0)
            return text == NULL;
        n += (size_t)more;
        c->said[n] = '\0';
    }
    return true;
}

/* Wait for its end; returns the status. */
static inline int cli_wait(struct cli *c)
{
    int status;

    cli_until(c, NULL);
    close(c->output);
    ck_assert_int_eq(waitpid(c->pid, &status, 0), c->pid);
    c->status =
        WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return c->status;
}

#define cli_run(c, ...) (cli_start(c, __VA_ARGS__, NULL), cli_wait(c))

static inline void cli_check(const struct cli *c, int status, const char *text)
{
    ck_assert_msg(c->status == status, "status %d, not %d:\n%.3000s", c->status,
                  status, c->said);
    ck_assert_msg(strstr(c->said, text) != NULL, "no \"%s\" in:\n%.3000s", text,
                  c->said);
}

/* Did it clean up, and keep its insides to itself? */
static inline void cli_clean(const struct cli *c)
{
    static const char *const inside[] = {"grader/src", "assert", "errno",
                                         "(null)", "Segmentation"};
    struct dirent *entry;
    DIR *dir = opendir(c->tmp);

    ck_assert_ptr_nonnull(dir);
    while ((entry = readdir(dir)) != NULL)
        ck_assert_msg(entry->d_name[0] == '.', "left behind: %s",
                      entry->d_name);
    closedir(dir);
    for (size_t i = 0; i < sizeof inside / sizeof inside[0]; i++)
        ck_assert_msg(strstr(c->said, inside[i]) == NULL, "\"%s\" in:\n%.3000s",
                      inside[i], c->said);
}

/* A checkout of our own, whose build folder and labs may be changed. */
static inline void cli_checkout(struct cli *c)
{
    static const char *const links[] = {"model",        "kernel",
                                        "solutions",    "make",
                                        "images",       "grader",
                                        "build/images", "build/labs",
                                        "build/target"};
    char from[PATH_MAX], to[PATH_MAX];

    snprintf(to, sizeof to, "%s/co", c->place);
    ck_assert_int_eq(mkdir(to, 0755), 0);
    snprintf(to, sizeof to, "%s/co/build", c->place);
    ck_assert_int_eq(mkdir(to, 0755), 0);
    for (size_t i = 0; i < sizeof links / sizeof links[0]; i++) {
        ck_assert_ptr_nonnull(realpath(links[i], from));
        snprintf(to, sizeof to, "%s/co/%s", c->place, links[i]);
        ck_assert_int_eq(symlink(from, to), 0);
    }
    snprintf(to, sizeof to, "%s/co/labs", c->place);
    cli_do("cp", "-r", "labs", to);
    snprintf(to, sizeof to, "%s/co/build/pic2pi", c->place);
    cli_do("cp", "--", c->program, to);
    snprintf(c->program, sizeof c->program, "%s", to);
}

#endif
