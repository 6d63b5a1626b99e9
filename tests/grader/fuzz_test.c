/*
 * tests/grader/fuzz_test.c - each fuzz target builds and survives a short,
 * always equal run; `make fuzz` runs them for long.
 */
#include <check.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define SECONDS_ALLOWED 240

static int run_short(void)
{
    pid_t pid = fork();
    int status = -1;

    if (pid == 0) {
        setenv("FUZZ_RUNS", "4000", 1);
        execl("/bin/sh", "sh", "tests/fuzz/run.sh", (char *)NULL);
        _exit(127);
    }
    waitpid(pid, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

START_TEST(no_parser_falls_over_in_a_short_run)
{
    ck_assert_int_eq(run_short(), 0);
}
END_TEST

Suite *fuzz_suite(void)
{
    Suite *suite = suite_create("fuzz");
    TCase *cases = tcase_create("targets");

    tcase_set_timeout(cases, SECONDS_ALLOWED);
    tcase_add_test(cases, no_parser_falls_over_in_a_short_run);
    suite_add_tcase(suite, cases);
    return suite;
}
