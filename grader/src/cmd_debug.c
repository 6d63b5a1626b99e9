/*
 * grader/src/cmd_debug.c - `pic2pi debug`: a lab in a debugger, stopped where
 * the student's code begins.
 *
 * On Bochs its own debugger, with symbols; on QEMU gdb, with sources.  What
 * they need stays in build/debug/NN, so that the commands, which are shown,
 * can be typed again.  Nothing is judged and nothing is limited.
 */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include "bochs_setup.h"
#include "bochs_version.h"
#include "commands.h"
#include "foreground.h"
#include "grading.h"
#include "kernel_symbols.h"
#include "labs.h"
#include "memory.h"
#include "qemu_setup.h"

#define QEMU       "/usr/bin/qemu-system-x86_64"
#define GDB        "/usr/bin/gdb"
#define SOCKET     "gdb.sock"
#define RECORD     "record.log"
#define ERRORS     "errors.log"
#define CONSOLE    "console.txt"
#define SOCKET_MS  5000
#define WHERE_ROOM 128

struct debugging {
    const struct options *options;
    struct session *session;
    struct grading *g;
    char *folder;           /* build/debug/NN */
    char *elf;              /* the kernel in it */
    char where[WHERE_ROOM]; /* the function it stops in */
    bool qemu;
};

/* ---- what both need ---- */

static const char *missing_tool(const struct debugging *d)
{
    if (!d->qemu)
        return bochs_missing();
    if (access(QEMU, X_OK) != 0)
        return "QEMU is not installed: run `make deps GROUP=test`";
    if (access(GDB, X_OK) != 0)
        return "gdb is not installed: run `make deps GROUP=test`";
    return NULL;
}

static bool copy_file(const char *from, const char *to)
{
    FILE *in = fopen(from, "rb"), *out = in != NULL ? fopen(to, "wb") : NULL;
    char block[4096];
    bool good = out != NULL;
    size_t n;

    while (good && (n = fread(block, 1, sizeof block, in)) > 0)
        good = fwrite(block, 1, n, out) == n;
    if (out != NULL)
        good = fclose(out) == 0 && good;
    if (in != NULL)
        fclose(in);
    return good;
}

/* build/debug/NN, or a temporary folder where build is read-only. */
static void choose_folder(struct debugging *d)
{
    char *build = rundir_root(&d->session->dir, "build/debug");
    char *folder = text_format("%s/%s", build, d->g->lab->number);

    mkdir(build, 0777);
    mkdir(folder, 0777);
    if (access(folder, W_OK) != 0) {
        free(folder);
        folder = rundir_file(&d->session->dir, "debug");
        mkdir(folder, 0777);
    }
    free(build);
    d->folder = folder;
    d->elf = text_format("%s/kernel.elf", folder);
}

/* The first function that the lab asks for, or where C begins. */
static uint64_t choose_stop(struct debugging *d)
{
    const struct lab *lab = d->g->lab;
    const char *first = lab->todo_count > 1 ? lab->todos[1] : "";
    uint64_t address;

    snprintf(d->where, sizeof d->where, "%.*s", (int)strcspn(first, ", "),
             first);
    address = kernel_symbol(d->elf, d->where);
    if (address != 0)
        return address;
    snprintf(d->where, sizeof d->where, "kernel_main");
    return kernel_symbol(d->elf, d->where);
}

static const char *fill_folder(struct debugging *d)
{
    struct boot_order order = {.seed = d->options->seed,
                               .cpus = d->g->lab->cpus,
                               .pci = d->g->lab->pci};
    char *symbols, *commands;
    const char *error;
    uint64_t stop;

    choose_folder(d);
    symbols = text_format("%s/symbols", d->folder);
    if (!copy_file(d->g->build.kernel_elf, d->elf) ||
        !kernel_symbols_write(d->elf, symbols)) {
        free(symbols);
        return "the debugger's files cannot be written: is the disk full?";
    }
    stop = choose_stop(d);
    error = d->qemu ? NULL : bochs_link_plugins(&d->session->dir);
    commands = text_format("ldsym global \"symbols\"\nlb 0x%lx\nc\n",
                           (unsigned long)stop);
    if (error == NULL)
        error = bochs_folder(d->folder, &d->session->dir, &d->g->image, &order,
                             commands);
    free(commands);
    free(symbols);
    return error;
}

#define FRESH (O_WRONLY | O_CREAT | O_TRUNC)

/* ---- Bochs ---- */

static void prepare_bochs(void)
{
    signal(SIGINT, SIG_DFL);
    setenv("TERM", "dumb", 1);
    foreground_open(RECORD, FRESH, BOCHS_LOG_FD);
    foreground_open(ERRORS, FRESH, STDERR_FILENO);
}

static int debug_bochs(const struct debugging *d)
{
    bool tell = bochs_takes_option(bochs_program());
    const char *const argv[] = {bochs_program(),
                                "-q",
                                "-f",
                                "bochsrc",
                                "-rc",
                                "rc",
                                tell ? BOCHS_DEBUGGER_OPTION : NULL,
                                NULL};

    printf("in %s:\n  TERM=dumb", d->folder);
    foreground_print(argv, " 3>" RECORD " 2>" ERRORS);
    if (d->options->print)
        return EXIT_ALL_PASSED;
    printf("Stops in %s. s steps, c goes on, r shows registers, "
           "help the rest; q ends.\n"
           "The emulator's record goes to %s/" RECORD "\n\n",
           d->where, d->folder);
    return foreground_attend(foreground_start(d->folder, argv, prepare_bochs));
}

/* ---- QEMU ---- */

/* A session of its own: Ctrl-C belongs to gdb. */
static void prepare_qemu(void)
{
    setsid();
    foreground_open("/dev/null", O_RDONLY, STDIN_FILENO);
    foreground_open(ERRORS, FRESH, STDERR_FILENO);
    dup2(STDERR_FILENO, STDOUT_FILENO);
}

static void prepare_gdb(void)
{
    signal(SIGINT, SIG_DFL);
}

static bool wait_for_socket(const char *folder, pid_t qemu)
{
    char *path = text_format("%s/" SOCKET, folder);
    bool there = false;

    for (int ms = 0; ms < SOCKET_MS && !there; ms += 20) {
        there = access(path, F_OK) == 0;
        if (!there && waitpid(qemu, NULL, WNOHANG) == qemu)
            break;
        if (!there)
            usleep(20000);
    }
    free(path);
    return there;
}

static int debug_both(const struct debugging *d, const char *const *qemu,
                      const char *const *gdb)
{
    char *socket = text_format("%s/" SOCKET, d->folder);
    int code = EXIT_COULD_NOT_RUN;
    pid_t pid;

    unlink(socket);
    pid = foreground_start(d->folder, qemu, prepare_qemu);
    if (pid > 0 && wait_for_socket(d->folder, pid)) {
        code = foreground_attend(foreground_start(d->folder, gdb, prepare_gdb));
        kill(pid, SIGKILL);
        waitpid(pid, NULL, 0);
    } else
        fprintf(stderr, "pic2pi: QEMU did not start; %s/" ERRORS " says why\n",
                d->folder);
    unlink(socket);
    free(socket);
    return code;
}

static char *folder_of_sources(const struct debugging *d)
{
    char *path = text_copy(d->g->path);
    char *slash = strrchr(path, '/');
    struct stat info;

    if (slash != NULL && stat(path, &info) == 0 && !S_ISDIR(info.st_mode))
        *slash = '\0';
    return path;
}

static int show_and_start(const struct debugging *d, const char *const *qemu,
                          const char *const *gdb)
{
    printf("in %s:\n ", d->folder);
    foreground_print(qemu, " &");
    printf(" ");
    foreground_print(gdb, "");
    if (d->options->print)
        return EXIT_ALL_PASSED;
    printf("Stops in %s; the kernel's console goes to %s/" CONSOLE "\n\n",
           d->where, d->folder);
    return debug_both(d, qemu, gdb);
}

static int debug_by_gdb(const struct debugging *d, const char *const *qemu)
{
    char *stop = text_format("tbreak %s", d->where);
    char *sources = folder_of_sources(d);
    const char *const gdb[] = {GDB,          "-q",
                               "-d",         sources,
                               "-d",         d->session->dir.root,
                               "-ex",        "set confirm off",
                               "-ex",        "target remote ./" SOCKET,
                               "-ex",        stop,
                               "-ex",        "continue",
                               "kernel.elf", NULL};
    int code = show_and_start(d, qemu, gdb);

    free(sources);
    free(stop);
    return code;
}

/* CPUs and functions as where it is graded. */
static int debug_qemu(const struct debugging *d)
{
    const struct lab *lab = d->g->lab;
    char *line = text_format("seed=%lu", (unsigned long)d->options->seed);
    char *cpus = text_format("%u", lab->cpus > 1 ? lab->cpus : 1);
    const char *const qemu[] = {QEMU, "-nodefaults", "-machine", "q35", "-m",
                                "128", "-display", "none", "-serial",
                                "file:" CONSOLE, "-no-reboot", "-S", "-kernel",
                                "kernel.elf", "-append", line, "-gdb",
                                "unix:" SOCKET ",server=on,wait=off", "-smp",
                                cpus, "-global", QEMU_HPET,
                                /* the rest is for labs that have functions */
                                lab->pci ? "-device" : NULL, QEMU_EDU,
                                "-device", QEMU_CARD, "-device", QEMU_ROGUE,
                                NULL};
    int code = debug_by_gdb(d, qemu);

    free(cpus);
    free(line);
    return code;
}

/* ---- the command ---- */

static int debug_lab(struct debugging *d, const struct lab *lab)
{
    int code = EXIT_COULD_NOT_RUN;

    if (!grading_build(d->g, d->session, d->options, lab))
        return grading_complain(d->g, stderr);
    d->g->host_error = fill_folder(d);
    if (d->g->host_error != NULL)
        grading_complain(d->g, stderr);
    else
        code = d->qemu ? debug_qemu(d) : debug_bochs(d);
    free(d->folder);
    free(d->elf);
    return code;
}

int cmd_debug(int argc, char **argv)
{
    struct options options;
    struct session session;
    struct grading g;
    struct debugging d = {.options = &options, .session = &session, .g = &g};
    const struct lab *lab;
    const char *missing;
    int code;

    options_parse(&options, "debug",
                  "Boot one lab in a debugger, stopped at its first function: "
                  "Bochs's own, or gdb with --machine qemu.",
                  argc, argv);
    lab = lab_asked(&options, &code);
    if (lab == NULL)
        return code;
    d.qemu = strcmp(options.machine, "qemu") == 0;
    if (!d.qemu && strcmp(options.machine, "bochs") != 0) {
        fprintf(stderr,
                "pic2pi: debug knows the machines bochs and qemu, not "
                "'%s'\n",
                options.machine);
        return EXIT_USAGE;
    }
    missing = missing_tool(&d);
    if (missing != NULL) {
        fprintf(stderr, "pic2pi: %s\n", missing);
        return EXIT_COULD_NOT_RUN;
    }
    if (!session_prepare(&session))
        return EXIT_COULD_NOT_RUN;
    code = debug_lab(&d, lab);
    grading_free(&g);
    session_close(&session);
    return code;
}
