/*
 * tests/browser/book_test.c - runs the book's tests, which Node runs.
 *
 * Each file tests/browser/NAME.test.mjs is one test here; when it fails, what
 * it says is the names of its failures and their first lines.  The packages
 * come first, by book/npm.sh: without them, or without Node or Chromium, that
 * test says so and the others fail by it.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#define OUTPUT "build/tests/book"

static char said[65536];

/* Runs `command` with its output in `said`; its exit status. */
static int run(const char *command)
{
    char line[512];
    FILE *output;
    size_t length;
    int status;

    snprintf(line, sizeof line, "mkdir -p " OUTPUT " && exec 2>&1 && %s",
             command);
    output = popen(line, "r");
    ck_assert_ptr_nonnull(output);
    length = fread(said, 1, sizeof said - 1, output);
    said[length] = '\0';
    while (fgetc(output) != EOF)
        continue;
    status = pclose(output);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

START_TEST(the_tools_are_there)
{
    ck_assert_msg(run("sh book/tools.sh chromium") == 0, "%s", said);
    ck_assert_msg(run("sh book/npm.sh") == 0, "%s", said);
}
END_TEST

/* What is left of the report of node --test when only failures count. */
static void run_file(const char *name)
{
    char command[512];

    snprintf(command, sizeof command,
             "node --no-warnings --test tests/browser/%s.test.mjs >" OUTPUT
             "/%s.txt; status=$?; "
             "grep -E '^ *(not ok|error:|    [+-] |    book:)' " OUTPUT
             "/%s.txt | cut -c1-240 | head -n 40; exit $status",
             name, name, name);
    ck_assert_msg(run(command) == 0, "%s; all of it: " OUTPUT "/%s.txt", said,
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
    tcase_add_test(tc, what_is_missing_is_said_in_a_line);
    suite_add_tcase(suite, tc);
    return suite;
}
