/*
 * tests/browser/book_test.c - runs the book's tests, which Node runs.
 *
 * Each file tests/browser/NAME.test.mjs is one test here; when it fails, what
 * it says is the names of its failures and their first lines.  The packages
 * come first, by book/npm.sh: without them, or without Node or Chromium, that
 * test says so and the others fail by it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "shell.h"

#define OUTPUT "build/tests/book"

START_TEST(the_tools_are_there)
{
    ck_assert_msg(shell("sh book/tools.sh chromium") == 0, "%s", said);
    ck_assert_msg(shell("sh book/npm.sh") == 0, "%s", said);
}
END_TEST

/* What is left of the report of node --test when only failures count. */
static void run_file(const char *name)
{
    char command[512];

    snprintf(command, sizeof command,
             "mkdir -p " OUTPUT " && node --no-warnings --test "
             "tests/browser/%s.test.mjs >" OUTPUT "/%s.txt; status=$?; "
             "grep -E '^ *(not ok|error:|    [+-] |    book:)' " OUTPUT
             "/%s.txt | cut -c1-240 | head -n 40; exit $status",
             name, name, name);
    ck_assert_msg(shell(command) == 0, "%s; all of it: " OUTPUT "/%s.txt", said,
                  name);
}

START_TEST(every_fault_stops_the_build)
{
    run_file("build");
}
END_TEST

START_TEST(the_book_is_complete_and_keeps_its_secrets)
{
    run_file("book");
}
END_TEST

START_TEST(the_pages_work_in_a_browser)
{
    run_file("pages");
}
END_TEST

START_TEST(figures_leave_no_page_half_empty)
{
    run_file("paper");
}
END_TEST

START_TEST(what_is_missing_is_said_in_a_line)
{
    run_file("cli");
}
END_TEST

Suite *book_suite(void)
{
    Suite *suite = suite_create("book");
    TCase *tc = tcase_create("node");

    tcase_set_timeout(tc, 600);
    tcase_add_test(tc, the_tools_are_there);
    tcase_add_test(tc, every_fault_stops_the_build);
    tcase_add_test(tc, the_book_is_complete_and_keeps_its_secrets);
    tcase_add_test(tc, the_pages_work_in_a_browser);
    tcase_add_test(tc, figures_leave_no_page_half_empty);
    tcase_add_test(tc, what_is_missing_is_said_in_a_line);
    suite_add_tcase(suite, tc);
    return suite;
}
