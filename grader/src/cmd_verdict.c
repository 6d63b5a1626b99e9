/*
 * grader/src/cmd_verdict.c - `pic2pi verdict`: one submission, one line.
 *
 * For scripts that judge the grader itself (tests/mutants, tests/hostile):
 *
 *   02-lapic 60 100 first=lapic-eoi-each mistake=eoi-missing end=finished
 *       failing=lapic-eoi-each,lapic-burst-order skipped=- boots=3
 *       cpu_ms=171 all_ms=290
 *
 * all on one line; `cpu_ms` is the emulators' processor time, `all_ms` that of
 * everything.  `end` is how the first boot that did not finish ended, or
 * why there was no kernel to boot.  A number N behind the options tries N
 * seeds one by one and adds killed=K/N: how many of them cost points.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include "commands.h"
#include "grading.h"
#include "labs.h"
#include "memory.h"

#define TRIES_MAX 10000u

/* Processor time of this process (RUSAGE_SELF) or of the children waited for
 * so far (RUSAGE_CHILDREN), in milliseconds. */
static unsigned long used_ms(int who)
{
    struct rusage used;

    getrusage(who, &used);
    return (unsigned long)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1000 +
           (unsigned long)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) /
               1000;
}

static const char *how_it_ended(const struct grading *g)
{
    for (unsigned s = 0; s < g->seeds; s++)
        for (unsigned b = 0; b < g->run[s].boots; b++)
            if (g->run[s].boot[b].trace.end != END_FINISHED)
                return run_end_name(g->run[s].boot[b].trace.end);
    return run_end_name(END_FINISHED);
}

/* The checks that came out so, or "-". */
static void print_checks(const struct verdict *v, enum status status)
{
    const char *before = "";

    for (unsigned i = 0; i < v->lab->check_count; i++)
        if (v->result[i].status == status) {
            printf("%s%s", before, v->result[i].check->id);
            before = ",";
        }
    if (before[0] == '\0')
        printf("-");
}

static void print_verdict(const struct grading *g)
{
    const struct verdict *v = &g->verdict;
    const struct result *first = v->first;
    const struct mistake *m = first != NULL ? first->mistake : NULL;

    printf("%s %u %u first=%s mistake=%s end=%s failing=", g->lab->name,
           v->score, v->max_score, first != NULL ? first->check->id : "-",
           m != NULL ? m->id : "none",
           v->modified ? "modified" : how_it_ended(g));
    print_checks(v, STATUS_FAIL);
    printf(" skipped=");
    print_checks(v, STATUS_SKIP);
}

static unsigned boots_of(const struct grading *g)
{
    unsigned boots = 0;

    for (unsigned s = 0; s < g->seeds; s++)
        boots += g->run[s].boots;
    return boots;
}

/* Boot what was built with `seeds` seeds derived from `seed`, and judge. */
static bool make_runs(struct grading *g, struct session *session,
                      const struct options *options, uint64_t seed,
                      unsigned seeds)
{
    g->seeds = seeds;
    g->run = need(calloc(seeds, sizeof *g->run));
    for (unsigned i = 0; i < seeds; i++)
        g->run[i].seed = derived_seed(seed, i);
    g->host_error = runs_make(g->run, seeds, g->lab, session->machine,
                              &session->dir, &g->image, options->jobs);
    if (g->host_error == NULL)
        verdict_make(&g->verdict, g->lab, g->run, seeds, options->part);
    return g->host_error == NULL;
}

static void drop_runs(struct grading *g)
{
    for (unsigned i = 0; i < g->seeds; i++)
        run_free(&g->run[i]);
    free(g->run);
    verdict_free(&g->verdict);
    g->run = NULL;
    g->seeds = 0;
}

/* How many of `tries` single seeds cost points. */
static unsigned killed(struct grading *g, struct session *session,
                       const struct options *options, unsigned tries)
{
    unsigned n = 0;

    for (unsigned i = 0; i < tries && g->host_error == NULL; i++) {
        drop_runs(g);
        if (make_runs(g, session, options, options->seed + i, 1) &&
            g->verdict.score < g->verdict.max_score)
            n++;
    }
    return n;
}

static int no_verdict(const struct grading *g)
{
    bool ours = g->host_error != NULL || submit_err_is_hosts(g->error);

    fprintf(stderr, "pic2pi: %s\n",
            g->host_error != NULL ? g->host_error : g->refusal.text);
    if (ours)
        return EXIT_COULD_NOT_RUN;
    printf(
        "%s 0 100 first=- mistake=none end=%s failing=- skipped=- boots=0 cpu_ms=0 all_ms=%lu\n",
        g->lab->name, submit_err_name(g->error),
        used_ms(RUSAGE_CHILDREN) + used_ms(RUSAGE_SELF));
    return EXIT_CHECKS_FAILED;
}

static int judge(struct session *session, const struct options *options,
                 unsigned tries)
{
    const struct lab *lab = lab_find(options->lab);
    struct grading g;
    unsigned long before;
    int code;

    if (!grading_build(&g, session, options, lab)) {
        code = no_verdict(&g);
    } else if (before = used_ms(RUSAGE_CHILDREN),
               !make_runs(&g, session, options, options->seed,
                          options->seeds)) {
        code = no_verdict(&g);
    } else {
        bool passed = g.verdict.score == g.verdict.max_score;

        print_verdict(&g);
        printf(" boots=%u cpu_ms=%lu all_ms=%lu", boots_of(&g),
               used_ms(RUSAGE_CHILDREN) - before,
               used_ms(RUSAGE_CHILDREN) + used_ms(RUSAGE_SELF));
        if (tries > 0)
            printf(" killed=%u/%u", killed(&g, session, options, tries), tries);
        printf("\n");
        code = passed ? EXIT_ALL_PASSED : EXIT_CHECKS_FAILED;
    }
    grading_free(&g);
    return code;
}

int cmd_verdict(int argc, char **argv)
{
    struct options options;
    struct session session;
    unsigned long tries = 0;
    int code;

    options_parse(&options, "verdict",
                  "Grade one submission and print one line for scripts.", argc,
                  argv);
    if (options.rest_count > 0)
        tries = strtoul(options.rest[0], NULL, 10);
    if (options.lab == NULL || lab_find(options.lab) == NULL ||
        tries > TRIES_MAX) {
        fprintf(stderr,
                "pic2pi: verdict needs --lab NN, and at most %u "
                "tries\n",
                TRIES_MAX);
        return EXIT_USAGE;
    }
    if (!session_open(&session, &options, &code))
        return code;
    code = judge(&session, &options, (unsigned)tries);
    session_close(&session);
    return code;
}
