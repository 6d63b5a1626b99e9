/*
 * tests/grader/witnesses_test.c - two emulators, one model, many plans.
 *
 * Each lab's solution with 200 seeds on Bochs and 50 on QEMU: no check fails,
 * no record contradicts the models, and what a machine does otherwise than the
 * manual stands by its name in that machine's part of docs/EMULATORS.md.  Then
 * what `grade --machine all` says of two machines.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "grading.h"
#include "labs.h"
#include "memory.h"
#include "witnesses.h"

#define BATCH   25u
#define SECONDS 600
#define SPREAD  UINT64_C(7919) /* between seeds */

static const struct {
    const char *name;
    unsigned seeds;
    const char *begin, *end; /* headings of its part of docs/EMULATORS.md */
} machines[] = {
    {"bochs", 200, "# ", "\n## QEMU"},
    {"qemu", 50, "\n## QEMU", NULL},
};

static char document[1 << 18];

/* That machine's part of docs/EMULATORS.md, alone. */
static void read_part(unsigned machine)
{
    FILE *file = fopen("docs/EMULATORS.md", "r");
    char *end = NULL;
    size_t n;

    ck_assert_ptr_nonnull(file);
    n = fread(document, 1, sizeof document - 1, file);
    document[n] = '\0';
    fclose(file);
    if (machines[machine].end != NULL)
        end = strstr(document, machines[machine].end);
    if (end != NULL)
        *end = '\0';
    ck_assert_ptr_nonnull(strstr(document, machines[machine].begin));
}

static void is_documented(const char *deviation, unsigned machine)
{
    const char *part = strstr(document, machines[machine].begin);
    char bold[100];

    snprintf(bold, sizeof bold, "**`%s`**", deviation);
    ck_assert_msg(strstr(part, bold) != NULL,
                  "%s was met on %s; docs/EMULATORS.md does not say so there",
                  deviation, machines[machine].name);
}

static void one_boot(const struct run *run, const struct record *record,
                     unsigned machine)
{
    ck_assert_msg(record->disagree_at == NOWHERE, "%s, seed %llu: %s",
                  machines[machine].name, (unsigned long long)run->seed,
                  record->disagree_text);
    for (int d = 0; d < DEVIATION_COUNT; d++)
        if (record->deviations[d] > 0)
            is_documented(deviation_name[d], machine);
}

/* How each boot of `run` ended, and where its record does. */
static const char *ends_of(const struct run *run)
{
    static char text[400];
    size_t n = 0;

    for (unsigned b = 0; b < run->boots; b++) {
        const struct trace *t = &run->boot[b].trace;
        uint64_t tick = t->count > 0 ? t->event[t->count - 1].tick : 0;

        n += (size_t)snprintf(text + n, sizeof text - n,
                              "; boot %u from step %u: %s, tick %llu", b,
                              run->boot[b].order.first_step,
                              run_end_text(t->end), (unsigned long long)tick);
    }
    return text;
}

static void one_batch(struct grading *g, struct session *session,
                      unsigned first, unsigned machine)
{
    const char *error;

    g->seeds = BATCH;
    g->run = need(calloc(g->seeds, sizeof *g->run));
    for (unsigned i = 0; i < g->seeds; i++)
        g->run[i].seed = SPREAD * (first + i + 1);
    error = runs_make(g->run, g->seeds, g->lab, session->machine, &session->dir,
                      &g->image, (unsigned)sysconf(_SC_NPROCESSORS_ONLN));
    ck_assert_msg(error == NULL, "%s", error);
    verdict_make(&g->verdict, g->lab, g->run, g->seeds, 0);
    if (g->verdict.first != NULL)
        ck_abort_msg("%s on %s: %s fails with seed %llu: %s%s", g->lab->name,
                     machines[machine].name, g->verdict.first->check->id,
                     (unsigned long long)g->verdict.first->run->seed,
                     g->verdict.first->finding.text,
                     ends_of(g->verdict.first->run));
    for (unsigned i = 0; i < g->seeds; i++) {
        for (unsigned b = 0; b < g->run[i].boots; b++)
            one_boot(&g->run[i], &g->run[i].record[b], machine);
        run_free(&g->run[i]);
    }
    free(g->run);
    verdict_free(&g->verdict);
    g->run = NULL;
    g->seeds = 0;
}

START_TEST(no_solution_fails_with_any_seed)
{
    unsigned machine = (unsigned)_i % COUNT_OF(machines);
    const struct lab *lab = all_labs[(unsigned)_i / COUNT_OF(machines)];
    const struct options options = {.own = "solutions"};
    struct session session;
    struct grading g;

    read_part(machine);
    ck_assert(session_prepare(&session));
    free(session.dir.root); /* this program lies elsewhere than pic2pi */
    session.dir.root = realpath(".", NULL);
    session.machine = machine_find(machines[machine].name);
    ck_assert_msg(grading_build(&g, &session, &options, lab),
                  "%s's solution cannot be built", lab->name);
    for (unsigned i = 0; i < machines[machine].seeds; i += BATCH)
        one_batch(&g, &session, i, machine);
    grading_free(&g);
    session_close(&session);
}
END_TEST

/* ---- what is said of two machines ---- */

static char said[1000];

static void print_all(const json_t *list)
{
    FILE *out = fmemopen(said, sizeof said, "w");

    witnesses_print(out, list, (unsigned)json_array_size(list), "bochs",
                    "qemu");
    fclose(out);
}

static bool always(struct window *w)
{
    (void)w;
    return true;
}

static const struct check checks[] = {
    {.id = "one", .title = "a", .todo = 1, .points = 4, .holds = always},
    {.id = "two", .title = "b", .todo = 1, .points = 6, .holds = always},
};

static const struct lab small = {.name = "77-two",
                                 .checks = checks,
                                 .check_count = 2};

/* A grading in which the two checks came out like that. */
static void judged(struct grading *g, struct result result[2],
                   enum status first, enum status second)
{
    memset(result, 0, 2 * sizeof *result);
    *g = (struct grading){.lab = &small};
    result[0] = (struct result){.check = &checks[0], .status = first};
    result[1] = (struct result){.check = &checks[1], .status = second};
    if (second == STATUS_FAIL)
        snprintf(result[1].finding.text, sizeof result[1].finding.text,
                 "the vector came twice");
    g->verdict = (struct verdict){.lab = &small, .result = result};
}

static unsigned compare(enum status a, enum status b, json_t *list)
{
    struct result results[2][2];
    struct grading g[2];

    judged(&g[0], results[0], STATUS_PASS, a);
    judged(&g[1], results[1], STATUS_PASS, b);
    return witnesses_compare(&g[0], "bochs", &g[1], "qemu", list);
}

START_TEST(pass_here_and_fail_there_is_a_disagreement)
{
    json_t *list = json_array();

    ck_assert_uint_eq(compare(STATUS_PASS, STATUS_FAIL, list), 1);
    print_all(list);
    ck_assert_str_eq(said, "  disagree: two is pass on bochs, fail on qemu: "
                           "the vector came twice\n");
    json_decref(list);
}
END_TEST

START_TEST(what_a_machine_cannot_show_is_none)
{
    json_t *list = json_array();

    ck_assert_uint_eq(compare(STATUS_PASS, STATUS_SKIP, list), 0);
    ck_assert_uint_eq(compare(STATUS_FAIL, STATUS_SKIP, list), 0);
    ck_assert_uint_eq(compare(STATUS_FAIL, STATUS_FAIL, list), 0);
    print_all(list);
    ck_assert_ptr_nonnull(strstr(said, "agree on every check"));
    json_decref(list);
}
END_TEST

START_TEST(a_record_against_its_model_is_one)
{
    struct result results[2][2];
    struct grading g[2];
    struct run run = {.seed = 9, .boots = 1};
    json_t *list = json_array();

    judged(&g[0], results[0], STATUS_PASS, STATUS_PASS);
    judged(&g[1], results[1], STATUS_PASS, STATUS_PASS);
    run.record[0].disagree_at = 4;
    snprintf(run.record[0].disagree_text, sizeof run.record[0].disagree_text,
             "IRR is empty");
    g[1].run = &run;
    g[1].seeds = 1;
    ck_assert_uint_eq(witnesses_compare(&g[0], "bochs", &g[1], "qemu", list),
                      1);
    print_all(list);
    ck_assert_str_eq(said, "  disagree: qemu and the model, seed 9: IRR is "
                           "empty\n");
    json_decref(list);
}
END_TEST

Suite *witnesses_suite(void)
{
    Suite *suite = suite_create("witnesses");
    TCase *seeds = tcase_create("seeds"), *words = tcase_create("words");

    tcase_set_timeout(seeds, SECONDS);
    tcase_add_loop_test(seeds, no_solution_fails_with_any_seed, 0,
                        (int)(all_labs_count * COUNT_OF(machines)));
    suite_add_tcase(suite, seeds);
    tcase_add_test(words, pass_here_and_fail_there_is_a_disagreement);
    tcase_add_test(words, what_a_machine_cannot_show_is_none);
    tcase_add_test(words, a_record_against_its_model_is_one);
    suite_add_tcase(suite, words);
    return suite;
}
