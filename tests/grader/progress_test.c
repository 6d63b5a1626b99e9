/*
 * tests/grader/progress_test.c - `pic2pi labs` knows how far a student is.
 *
 * In a checkout of its own, whose lab files change as a student's do; the last
 * grade comes from build/progress.json, which may be anything.
 */
#include <regex.h>
#include "cli_case.h"

#define LAB_FILE "co/labs/02-lapic/lapic.c"
#define MEMORY   "co/build/progress.json"

static struct cli cli;

static void begin(void)
{
    cli_begin(&cli);
    cli_checkout(&cli);
}

static void end(void)
{
    cli_end(&cli);
}

/* The row of lab 02 matches. */
static void row(const char *pattern)
{
    char whole[512];
    regex_t regex;

    cli_run(&cli, "labs");
    ck_assert_int_eq(cli.status, 0);
    snprintf(whole, sizeof whole, "^02-lapic .*labs/02-lapic/lapic\\.c +%s$",
             pattern);
    ck_assert_int_eq(regcomp(&regex, whole, REG_EXTENDED | REG_NEWLINE), 0);
    ck_assert_msg(regexec(&regex, cli.said, 0, NULL, 0) == 0,
                  "no \"%s\" in:\n%s", whole, cli.said);
    regfree(&regex);
    cli_clean(&cli);
}

static void put(const char *name, const char *text)
{
    char path[PATH_MAX];

    cli_file(&cli, name, text, strlen(text), path);
}

/* The lab's file with `statement` in the place of TODO 1. */
static void edit(const char *statement)
{
    char path[PATH_MAX], *text;

    cli_submission(&cli, statement, path);
    text = cli_read(path);
    put(LAB_FILE, text);
    free(text);
}

static void solve(void)
{
    char *text = cli_read(SOLUTION);

    put(LAB_FILE, text);
    free(text);
}

static void grade(int status)
{
    cli_run(&cli, "grade", "--lab", "02");
    cli_check(&cli, status, "02-lapic");
}

START_TEST(a_skeleton_is_not_begun)
{
    row("not begun");
    grade(1);
    row("not begun");
}
END_TEST

START_TEST(todos_are_counted)
{
    edit("(void)0;");
    row("1 of 6 TODOs, not graded yet");
    edit("// lab_todo(1);");
    row("1 of 6 TODOs, not graded yet");
    edit("lab_todo(1); lab_todo(1); lab_todo(99);");
    row("not begun");
    solve();
    row("6 of 6 TODOs, not graded yet");
}
END_TEST

#define WHEN "at 20[0-9]{2}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2} UTC"

START_TEST(the_last_grade_is_remembered)
{
    edit("(void)0;");
    grade(1);
    row("1 of 6 TODOs, 0 of 100 points " WHEN);
    solve();
    row("6 of 6 TODOs, 0 of 100 points " WHEN ", changed since");
    grade(0);
    row("6 of 6 TODOs, 100 of 100 points " WHEN);
    cli_run(&cli, "grade", "--lab", "02", "--part", "B");
    row("6 of 6 TODOs, 40 of 40 points of part B " WHEN);
}
END_TEST

/* Somebody else's file says nothing about the student's. */
START_TEST(other_submissions_are_not_remembered)
{
    char path[PATH_MAX];

    solve();
    cli_run(&cli, "grade", "--lab", "02", "--own", "solutions");
    row("6 of 6 TODOs, not graded yet");
    snprintf(path, sizeof path, "%s/" LAB_FILE, cli.place);
    cli_run(&cli, "grade", "--lab", "02", "--submission", path);
    row("6 of 6 TODOs, not graded yet");
}
END_TEST

START_TEST(a_file_that_is_gone_or_refused)
{
    char path[PATH_MAX];

    put(LAB_FILE, "#include \"/etc/passwd\"\n");
    row("cannot be graded: include-refused");
    snprintf(path, sizeof path, "%s/" LAB_FILE, cli.place);
    ck_assert_int_eq(unlink(path), 0);
    row("no file: make reset LAB=02");
}
END_TEST

static const char *const damage[] = {
    "",
    "{",
    "[]",
    "null",
    "{\"schema\": \"pic2pi/progress-2\", \"labs\": {}}",
    "{\"schema\": \"pic2pi/progress-1\", \"labs\": []}"};

START_TEST(damage_is_said_and_passed_over)
{
    solve();
    put(MEMORY, damage[_i]);
    row("6 of 6 TODOs, not graded yet");
    ck_assert_ptr_nonnull(strstr(cli.said, "progress.json is damaged"));
    grade(0);
    row("6 of 6 TODOs, 100 of 100 points " WHEN);
    ck_assert_ptr_null(strstr(cli.said, "damaged"));
}
END_TEST

#define ROW(score, when)                                                       \
    "{\"schema\": \"pic2pi/progress-1\", \"labs\": {\"02-lapic\": {"           \
    "\"score\": " score ", \"max_score\": 100, \"part\": \"\", "               \
    "\"machine\": \"bochs\", \"sha256\": \"\", \"graded\": \"" when "\"}}}"

static const char *const lies[] = {
    ROW("-1", "x"),
    ROW("\"100\"", "x"),
    ROW("1000000", "x"),
    ROW("1", "\\u001b[31m"),
    ROW("1", "a time that nobody has ever written down"),
    "{\"schema\": \"pic2pi/progress-1\", \"labs\": {\"02-lapic\": 7}}",
};

/* What cannot be is not believed, and no terminal is written to by it. */
START_TEST(a_row_that_cannot_be_is_left_out)
{
    solve();
    put(MEMORY, lies[_i]);
    row("6 of 6 TODOs, not graded yet");
}
END_TEST

START_TEST(a_build_folder_that_cannot_be_written_is_no_trouble)
{
    char path[PATH_MAX];

    solve();
    snprintf(path, sizeof path, "%s/co/build", cli.place);
    if (!cli_as_nobody(&cli))
        return;
    ck_assert_int_eq(chmod(path, 0555), 0);
    grade(0);
    ck_assert_ptr_null(strstr(cli.said, "progress"));
    ck_assert_int_eq(chmod(path, 0755), 0);
}
END_TEST

/* The report is the same whatever is remembered. */
START_TEST(the_report_knows_nothing_of_it)
{
    char first[PATH_MAX], second[PATH_MAX], *a, *b;

    snprintf(first, sizeof first, "%s/first", cli.place);
    snprintf(second, sizeof second, "%s/second", cli.place);
    solve();
    cli_run(&cli, "grade", "--lab", "02", "--json", first);
    cli_run(&cli, "grade", "--lab", "02", "--json", second);
    a = cli_read(first);
    b = cli_read(second);
    ck_assert_str_eq(a, b);
    ck_assert_ptr_null(strstr(a, "progress"));
    free(a);
    free(b);
}
END_TEST

Suite *progress_suite(void)
{
    Suite *suite = suite_create("progress");
    TCase *labs = tcase_create("labs");

    tcase_set_timeout(labs, CLI_SECONDS);
    tcase_add_checked_fixture(labs, begin, end);
    tcase_add_test(labs, a_skeleton_is_not_begun);
    tcase_add_test(labs, todos_are_counted);
    tcase_add_test(labs, the_last_grade_is_remembered);
    tcase_add_test(labs, other_submissions_are_not_remembered);
    tcase_add_test(labs, a_file_that_is_gone_or_refused);
    tcase_add_loop_test(labs, damage_is_said_and_passed_over, 0,
                        (int)(sizeof damage / sizeof damage[0]));
    tcase_add_loop_test(labs, a_row_that_cannot_be_is_left_out, 0,
                        (int)(sizeof lies / sizeof lies[0]));
    tcase_add_test(labs, a_build_folder_that_cannot_be_written_is_no_trouble);
    tcase_add_test(labs, the_report_knows_nothing_of_it);
    suite_add_tcase(suite, labs);
    return suite;
}
