/*
 * tests/browser/figures_test.c - runs the tests of the live figures and of the
 * trace viewer, which are Node's: tests/browser/NAME.test.mjs.
 *
 * A failure says which of their tests failed and with what words.  What they
 * need is made by make (book/figures.mk) and by book/npm.sh.
 */
#include <stdio.h>
#include <stdlib.h>
#include "shell.h"

#define OUTPUT "build/tests/figures"

static void run_file(const char *name)
{
    char command[512];

    snprintf(command, sizeof command,
             "mkdir -p " OUTPUT " && node --no-warnings --test "
             "tests/browser/%s.test.mjs >" OUTPUT "/%s.txt; status=$?; "
             "grep -E '^ *(not ok|error:|Error|actual:|expected:)' " OUTPUT
             "/%s.txt | cut -c1-200 | head -n 30; exit $status",
             name, name, name);
    ck_assert_msg(shell(command) == 0, "%s; all of it: " OUTPUT "/%s.txt", said,
                  name);
}

START_TEST(wasm_does_what_native_code_does)
{
    run_file("models");
}
END_TEST

START_TEST(stories_play_and_say_why)
{
    run_file("figures");
}
END_TEST

START_TEST(the_viewer_reads_reports_and_traces)
{
    run_file("viewer");
}
END_TEST

START_TEST(figures_and_viewer_work_in_a_browser)
{
    ck_assert_msg(shell("sh book/npm.sh") == 0, "%s", said);
    run_file("page");
}
END_TEST

Suite *figures_suite(void)
{
    Suite *suite = suite_create("figures");
    TCase *tcase = tcase_create("node");

    tcase_set_timeout(tcase, 600);
    tcase_add_test(tcase, wasm_does_what_native_code_does);
    tcase_add_test(tcase, stories_play_and_say_why);
    tcase_add_test(tcase, the_viewer_reads_reports_and_traces);
    tcase_add_test(tcase, figures_and_viewer_work_in_a_browser);
    suite_add_tcase(suite, tcase);
    return suite;
}
