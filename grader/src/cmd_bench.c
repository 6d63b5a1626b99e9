/*
 * grader/src/cmd_bench.c - `pic2pi bench`: what a grade costs beside the bare
 * emulator.
 *
 * The floor is the same Bochs with the same configuration and debugger script,
 * started without the grader on a ROM that leaves at once; its log is dropped.
 * Against it: one lab graded with one seed, from the linked kernel to the
 * verdict.  Both are measured in turn, so that a busy host bears on both, and
 * medians are printed.  Nothing is judged.  Called by tests/bench/run.sh.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include "bochs_looks.h"
#include "bochs_setup.h"
#include "commands.h"
#include "grading.h"
#include "labs.h"
#include "memory.h"

#define STARTS      20u
#define STARTS_MAX  1000u
#define LEAVES_AT   24     /* where images/rom.asm enters a kernel */
#define KERNEL_TEXT 65536u /* as large as one; never reached */

/* What one of the two took, in microseconds. */
struct cost {
    long wall, processor;
};

struct costs {
    unsigned count;
    struct cost *floor, *grade;
};

/* 32-bit code: mov dx,8900h; mov al,'D'; again: out dx,al; jmp again. */
static const uint8_t leaves[] = {0x66, 0xba, 0x00, 0x89, 0xb0,
                                 'D',  0xee, 0xeb, 0xfd};

static long microseconds(const struct timeval *t)
{
    return t->tv_sec * 1000000 + t->tv_usec;
}

static long processor_us(int who)
{
    struct rusage used;

    getrusage(who, &used);
    return microseconds(&used.ru_utime) + microseconds(&used.ru_stime);
}

static struct cost now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (struct cost){
        .wall = t.tv_sec * 1000000 + t.tv_nsec / 1000,
        .processor = processor_us(RUSAGE_SELF) + processor_us(RUSAGE_CHILDREN),
    };
}

static struct cost since(struct cost then)
{
    struct cost c = now();

    return (struct cost){c.wall - then.wall, c.processor - then.processor};
}

/* ---- the floor ---- */

/* Of several CPUs nothing but start and end: no watchpoint, no look. */
static char *floor_script(const struct boot_order *order)
{
    if (order->cpus > 1)
        return text_copy("c\nq\n");
    return bochs_looks_script(order, KERNEL_TEXT, machine_limits_default.ticks);
}

static const char *floor_make(const struct rundir *dir, const char *folder,
                              unsigned cpus)
{
    uint8_t flat[64] = {0};
    struct kernel_image image = {.flat = flat, .size = sizeof flat};
    struct boot_order order = {.seed = 1, .cpus = cpus};
    char *commands = floor_script(&order);
    const char *error = bochs_link_plugins(dir);

    memcpy(flat + LEAVES_AT, leaves, sizeof leaves);
    if (error == NULL)
        error = bochs_folder(folder, dir, &image, &order, commands);
    free(commands);
    return error;
}

static void become_bochs(const struct rundir *dir, const char *folder)
{
    int null = open("/dev/null", O_RDWR);

    if (null < 0 || chdir(folder) != 0)
        _exit(127);
    for (int fd = 0; fd <= BOCHS_LOG_FD; fd++)
        dup2(null, fd);
    bochs_exec(dir);
}

static struct cost floor_once(const struct rundir *dir, const char *folder)
{
    struct cost begun = now();
    pid_t pid = fork();

    if (pid == 0)
        become_bochs(dir, folder);
    if (pid > 0)
        waitpid(pid, NULL, 0);
    return since(begun);
}

/* ---- the grade ---- */

static void print_size(const struct grading *g, const struct run *run)
{
    const struct trace *t = &run->boot[0].trace;

    printf(
        "%s: %u CPUs, %u steps, %lu ticks, %zu log lines, %zu events, kernel %zu "
        "bytes\n",
        g->lab->name, g->lab->cpus > 1 ? g->lab->cpus : 1, run->plan.count,
        t->count > 0 ? (unsigned long)t->event[t->count - 1].tick : 0, t->lines,
        t->count, g->image.size);
}

static struct cost grade_once(const struct grading *g,
                              const struct session *session, bool say)
{
    struct cost begun = now(), cost;
    struct run *run = need(calloc(1, sizeof *run));
    struct verdict verdict;
    const char *error;

    run->seed = 1;
    error = runs_make(run, 1, g->lab, session->machine, &session->dir,
                      &g->image, 1);
    if (error == NULL)
        verdict_make(&verdict, g->lab, run, 1, 0);
    cost = since(begun);
    if (error == NULL && say)
        print_size(g, run);
    if (error == NULL)
        verdict_free(&verdict);
    run_free(run);
    free(run);
    return cost;
}

/* ---- figures ---- */

static int by_wall(const void *a, const void *b)
{
    const struct cost *x = a, *y = b;

    return (x->wall > y->wall) - (x->wall < y->wall);
}

static int by_processor(const void *a, const void *b)
{
    const struct cost *x = a, *y = b;

    return (x->processor > y->processor) - (x->processor < y->processor);
}

static struct cost median(struct cost *costs, unsigned count)
{
    struct cost middle;

    qsort(costs, count, sizeof *costs, by_wall);
    middle.wall = costs[count / 2].wall;
    qsort(costs, count, sizeof *costs, by_processor);
    middle.processor = costs[count / 2].processor;
    return middle;
}

static void print_costs(const struct lab *lab, struct costs *c)
{
    struct cost floor = median(c->floor, c->count);
    struct cost grade = median(c->grade, c->count);

    printf("%s: floor ratio %.2f (wall %.1f ms against %.1f ms), "
           "%.2f (processor %.1f ms against %.1f ms), medians of %u\n",
           lab->name, (double)grade.wall / (double)floor.wall,
           (double)grade.wall / 1e3, (double)floor.wall / 1e3,
           (double)grade.processor / (double)floor.processor,
           (double)grade.processor / 1e3, (double)floor.processor / 1e3,
           c->count);
}

static const char *bench_lab(struct session *session,
                             const struct options *options,
                             const struct lab *lab, unsigned count)
{
    struct grading g;
    struct costs costs = {
        .count = count,
        .floor = need(calloc(count, sizeof(struct cost))),
        .grade = need(calloc(count, sizeof(struct cost))),
    };
    char *folder = rundir_file(&session->dir, "floor");
    const char *error = floor_make(&session->dir, folder, lab->cpus);

    if (!grading_build(&g, session, options, lab))
        error = g.host_error != NULL ? g.host_error : g.refusal.text;
    for (unsigned i = 0; error == NULL && i < count; i++) {
        costs.floor[i] = floor_once(&session->dir, folder);
        costs.grade[i] = grade_once(&g, session, i == 0);
    }
    if (error == NULL)
        print_costs(lab, &costs);
    else
        fprintf(stderr, "pic2pi: %s: %s\n", lab->name, error);
    grading_free(&g);
    free(folder);
    free(costs.floor);
    free(costs.grade);
    return error;
}

/* All labs as `grade --lab all` does them, compilation and all. */
static void bench_course(struct session *session, const struct options *options)
{
    struct cost begun = now(), cost;
    unsigned score = 0, most = 0, checks = 0;

    for (unsigned i = 0; i < all_labs_count; i++) {
        struct grading g;

        if (grading_make(&g, session, options, all_labs[i])) {
            score += g.verdict.score;
            most += g.verdict.max_score;
            checks += g.lab->check_count;
        }
        grading_free(&g);
    }
    cost = since(begun);
    printf("all %u labs, %u seeds, compiled and graded: %.2f s of wall time, "
           "%.2f s of processor time, %u of %u points, %u checks\n",
           all_labs_count, options->seeds, (double)cost.wall / 1e6,
           (double)cost.processor / 1e6, score, most, checks);
}

int cmd_bench(int argc, char **argv)
{
    struct options options;
    struct session session;
    unsigned long count = STARTS;
    int code = EXIT_COULD_NOT_RUN;

    options_parse(&options, "bench",
                  "Measure a grade against the bare emulator.", argc, argv);
    if (options.own == NULL)
        options.own = "solutions";
    if (options.rest_count > 0)
        count = strtoul(options.rest[0], NULL, 10);
    if (count == 0 || count > STARTS_MAX) {
        fprintf(stderr, "pic2pi: bench takes a number of starts, 1 to %u\n",
                STARTS_MAX);
        return EXIT_USAGE;
    }
    if (options.lab != NULL && strcmp(options.lab, "all") == 0)
        options.lab = NULL;
    if (options.lab != NULL && lab_asked(&options, &code) == NULL)
        return code;
    if (!session_open(&session, &options, &code))
        return code;
    code = EXIT_ALL_PASSED;
    for (unsigned i = 0; i < all_labs_count; i++) {
        if (options.lab != NULL && lab_find(options.lab) != all_labs[i])
            continue;
        if (bench_lab(&session, &options, all_labs[i], (unsigned)count) != NULL)
            code = EXIT_COULD_NOT_RUN;
    }
    if (options.lab == NULL)
        bench_course(&session, &options);
    session_close(&session);
    return code;
}
