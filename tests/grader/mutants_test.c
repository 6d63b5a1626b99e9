/*
 * tests/grader/mutants_test.c - the scripts that judge the grader, in small.
 *
 * make/mutate.sh and tests/mutants/derive.sh in full; of the mutants and of
 * the hostile submissions a few, so that a grader that lets one through fails
 * here too.  All of them: `make mutants`, `make hostile`.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include "shell.h"

#define PLACE   "build/tests/mutants"
#define SECONDS 120

static void write_text(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");

    ck_assert_ptr_nonnull(file);
    fputs(text, file);
    fclose(file);
}

static const char solution[] = "#include \"lab/cpu.h\"\n"
                               "\n"
                               "/* TODO 1 */\n"
                               "int one(int a,\n"
                               "        int b)\n"
                               "{\n"
                               "    return a + b;\n"
                               "}\n"
                               "\n"
                               "__attribute__((interrupt)) void two(int *f)\n"
                               "{\n"
                               "    *f = 2;\n"
                               "}\n";

static int mutate(const char *mutant)
{
    mkdir(PLACE, 0777);
    write_text(PLACE "/solution.c", solution);
    write_text(PLACE "/mutant.c", mutant);
    return shell("sh make/mutate.sh " PLACE "/solution.c " PLACE "/mutant.c");
}

START_TEST(a_mutant_replaces_the_functions_it_has)
{
    ck_assert_int_eq(mutate("/* expect: x\n * kind: value */\n"
                            "int one(int a, int b)\n"
                            "{\n"
                            "    return a - b;\n"
                            "}\n"),
                     0);
    ck_assert_ptr_nonnull(strstr(said, "return a - b;"));
    ck_assert_ptr_null(strstr(said, "return a + b;"));
    ck_assert_ptr_nonnull(strstr(said, "*f = 2;"));
    ck_assert_ptr_nonnull(strstr(said, "/* TODO 1 */"));
}
END_TEST

START_TEST(a_mutant_replaces_one_with_an_attribute)
{
    ck_assert_int_eq(mutate("__attribute__((interrupt)) void two(int *f)\n"
                            "{\n"
                            "    *f = 3;\n"
                            "}\n"),
                     0);
    ck_assert_ptr_nonnull(strstr(said, "*f = 3;"));
    ck_assert_ptr_null(strstr(said, "*f = 2;"));
}
END_TEST

START_TEST(helpers_stand_before_what_uses_them)
{
    ck_assert_int_eq(mutate("static int kept;\n"
                            "\n"
                            "static int help(void)\n"
                            "{\n"
                            "    return kept;\n"
                            "}\n"
                            "\n"
                            "int one(int a, int b)\n"
                            "{\n"
                            "    return help() + a + b;\n"
                            "}\n"),
                     0);
    ck_assert_ptr_nonnull(strstr(said, "static int kept;"));
    ck_assert(strstr(said, "static int help(void)") < strstr(said, "int one("));
}
END_TEST

static const struct {
    const char *mutant, *error;
} refused[] = {
    {"int three(void)\n{\n    return 3;\n}\n", "has no function three"},
    {"static int kept;\n", "replaces no function"},
    {"", "empty"},
    {"int one(int a, int b)\n{\n    return a;\n", "does not end"},
    {"int one(void)\n{\n}\nint one(void)\n{\n}\n", "is there twice"},
};

START_TEST(a_mutant_that_is_none_is_refused)
{
    ck_assert_int_eq(mutate(refused[_i].mutant), 1);
    ck_assert_msg(strstr(said, refused[_i].error) != NULL, "said: %s", said);
}
END_TEST

static int derive(const char *kind)
{
    char command[256];

    mkdir(PLACE, 0777);
    write_text(PLACE "/solution.c", solution);
    snprintf(command, sizeof command,
             "sh tests/mutants/derive.sh " PLACE "/solution.c %s", kind);
    return shell(command);
}

START_TEST(an_empty_submission_only_returns)
{
    ck_assert_int_eq(derive("empty"), 0);
    ck_assert_ptr_null(strstr(said, "lab_todo"));
    ck_assert_ptr_null(strstr(said, "a + b"));
    ck_assert_ptr_nonnull(strstr(said, "return 0;"));
}
END_TEST

START_TEST(a_submission_that_stops_counts_its_calls)
{
    ck_assert_int_eq(derive("stop-7"), 0);
    ck_assert_ptr_nonnull(strstr(said, "calls_left = 7;"));
    ck_assert_ptr_nonnull(
        strstr(said, "{\n    stop_here();\n    return a + b"));
}
END_TEST

START_TEST(an_unknown_kind_is_refused)
{
    ck_assert_int_eq(derive("nothing"), 1);
}
END_TEST

START_TEST(a_few_mutants_are_found)
{
    int status = shell("SAMPLE=2 sh tests/mutants/run.sh 02");

    ck_assert_msg(status == 0, "%.1500s", said);
    ck_assert_ptr_nonnull(strstr(said, "killed 4 of 4, diagnosis right "));
}
END_TEST

START_TEST(a_grader_that_passes_all_is_found_out)
{
    write_text(PLACE "/kind", "#!/bin/sh\n"
                              "echo '02-lapic 100 100 first=- mistake=none "
                              "end=finished failing=-'\n");
    chmod(PLACE "/kind", 0755);
    ck_assert_int_eq(shell("PIC2PI=" PLACE "/kind SAMPLE=2 "
                           "sh tests/mutants/run.sh 02"),
                     1);
    ck_assert_ptr_nonnull(strstr(said, "survivor: 02-lapic/"));
    ck_assert_ptr_nonnull(strstr(said, "killed 0 of 4"));
}
END_TEST

START_TEST(a_few_hostile_submissions_are_contained)
{
    int status = shell("ONLY='cli-hlt sti-hlt forged-end page-tables' BOUND=9 "
                       "sh tests/hostile/run.sh 02");

    ck_assert_msg(status == 0, "%.1500s", said);
    ck_assert_ptr_nonnull(strstr(said, "contained 4 of 4\n"));
}
END_TEST

Suite *mutants_suite(void);
Suite *mutants_suite(void)
{
    Suite *suite = suite_create("mutants");
    TCase *scripts = tcase_create("scripts");
    TCase *runs = tcase_create("runs");

    tcase_add_test(scripts, a_mutant_replaces_the_functions_it_has);
    tcase_add_test(scripts, a_mutant_replaces_one_with_an_attribute);
    tcase_add_test(scripts, helpers_stand_before_what_uses_them);
    tcase_add_loop_test(scripts, a_mutant_that_is_none_is_refused, 0,
                        (int)(sizeof refused / sizeof refused[0]));
    tcase_add_test(scripts, an_empty_submission_only_returns);
    tcase_add_test(scripts, a_submission_that_stops_counts_its_calls);
    tcase_add_test(scripts, an_unknown_kind_is_refused);
    tcase_add_test(runs, a_few_mutants_are_found);
    tcase_add_test(runs, a_grader_that_passes_all_is_found_out);
    tcase_add_test(runs, a_few_hostile_submissions_are_contained);
    tcase_set_timeout(runs, SECONDS);
    suite_add_tcase(suite, scripts);
    suite_add_tcase(suite, runs);
    return suite;
}
