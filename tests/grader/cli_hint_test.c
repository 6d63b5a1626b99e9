/*
 * tests/grader/cli_hint_test.c - `pic2pi hint` and `reset` in a checkout of
 * their own.
 *
 * Hints come one by one and are remembered; a reset loses nothing.
 */
#include "cli_case.h"

static struct cli cli;

static void hint(const char *says)
{
    cli_run(&cli, "hint", "--lab", "02");
    cli_check(&cli, 0, says);
    cli_clean(&cli);
}

START_TEST(hints_come_one_by_one)
{
    cli_begin(&cli);
    cli_checkout(&cli);
    hint("hint 1 of 3");
    hint("hint 2 of 3");
    hint("hint 3 of 3");
    hint("hint 3 of 3");
    cli_end(&cli);
}
END_TEST

START_TEST(a_tier_can_be_asked_for)
{
    cli_begin(&cli);
    cli_checkout(&cli);
    cli_run(&cli, "hint", "--lab", "02", "--hints", "3");
    cli_check(&cli, 0, "hint 3 of 3");
    hint("hint 1 of 3");
    cli_end(&cli);
}
END_TEST

START_TEST(another_check_begins_at_the_first)
{
    char path[PATH_MAX];
    FILE *state;

    cli_begin(&cli);
    cli_checkout(&cli);
    hint("hint 1 of 3");
    snprintf(path, sizeof path, "%s/co/build/hints/02", cli.place);
    state = fopen(path, "w");
    ck_assert_ptr_nonnull(state);
    fputs("some-other-check 2\n", state);
    fclose(state);
    hint("hint 1 of 3");
    hint("hint 2 of 3");
    cli_end(&cli);
}
END_TEST

START_TEST(nothing_fails_no_hint)
{
    cli_begin(&cli);
    cli_checkout(&cli);
    cli_run(&cli, "hint", "--lab", "02", "--own", "solutions");
    cli_check(&cli, 0, "every check passes");
    cli_end(&cli);
}
END_TEST

static void lab_path(const char *suffix, char path[PATH_MAX])
{
    snprintf(path, PATH_MAX, "%s/co/labs/02-lapic/lapic.c%s", cli.place,
             suffix);
}

static void change(const char *text)
{
    char path[PATH_MAX];
    FILE *file;

    lab_path("", path);
    file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    fputs(text, file);
    fclose(file);
}

static void holds(const char *suffix, const char *wanted)
{
    char path[PATH_MAX], *text;

    lab_path(suffix, path);
    text = cli_read(path);
    ck_assert_str_eq(text, wanted);
    free(text);
}

START_TEST(the_skeleton_comes_back_and_nothing_is_lost)
{
    char *skeleton = cli_read("labs/02-lapic/lapic.c");

    cli_begin(&cli);
    cli_checkout(&cli);
    change("first\n");
    cli_run(&cli, "reset", "--lab", "02");
    cli_check(&cli, 0, "lapic.c.mine-1\n");
    change("second\n");
    cli_run(&cli, "reset", "--lab", "02");
    cli_check(&cli, 0, "lapic.c.mine-2\n");
    holds("", skeleton);
    holds(".mine-1", "first\n");
    holds(".mine-2", "second\n");
    cli_run(&cli, "reset", "--lab", "02");
    cli_check(&cli, 0, "is the skeleton already");
    cli_clean(&cli);
    cli_end(&cli);
    free(skeleton);
}
END_TEST

START_TEST(a_file_that_is_gone_comes_back)
{
    char *skeleton = cli_read("labs/02-lapic/lapic.c"), path[PATH_MAX];

    cli_begin(&cli);
    cli_checkout(&cli);
    lab_path("", path);
    ck_assert_int_eq(unlink(path), 0);
    cli_run(&cli, "reset", "--lab", "02");
    cli_check(&cli, 0, "is the skeleton again");
    ck_assert_ptr_null(strstr(cli.said, "mine"));
    holds("", skeleton);
    cli_end(&cli);
    free(skeleton);
}
END_TEST

START_TEST(without_solutions_or_commit_it_says_so)
{
    char path[PATH_MAX];

    cli_begin(&cli);
    cli_checkout(&cli);
    snprintf(path, sizeof path, "%s/co/solutions", cli.place);
    ck_assert_int_eq(unlink(path), 0);
    change("mine\n");
    cli_run(&cli, "reset", "--lab", "02");
    cli_check(&cli, 3, "neither solutions/ nor a commit");
    holds("", "mine\n");
    cli_clean(&cli);
    cli_end(&cli);
}
END_TEST

/* A folder that cannot be written: the student's file stays as it is. */
START_TEST(a_reset_that_fails_changes_nothing)
{
    char path[PATH_MAX];

    cli_begin(&cli);
    if (!cli_as_nobody(&cli)) {
        cli_end(&cli);
        return;
    }
    cli_checkout(&cli);
    change("mine\n");
    snprintf(path, sizeof path, "%s/co/labs/02-lapic", cli.place);
    ck_assert_int_eq(chmod(path, 0555), 0);
    cli_run(&cli, "reset", "--lab", "02");
    ck_assert_int_eq(chmod(path, 0755), 0);
    cli_check(&cli, 3, "was not changed");
    holds("", "mine\n");
    cli_clean(&cli);
    cli_end(&cli);
}
END_TEST

Suite *cli_hint_suite(void)
{
    Suite *suite = suite_create("cli_hint");
    TCase *hints = tcase_create("hint"), *reset = tcase_create("reset");

    tcase_set_timeout(hints, CLI_SECONDS);
    tcase_add_test(hints, hints_come_one_by_one);
    tcase_add_test(hints, a_tier_can_be_asked_for);
    tcase_add_test(hints, another_check_begins_at_the_first);
    tcase_add_test(hints, nothing_fails_no_hint);
    suite_add_tcase(suite, hints);
    tcase_set_timeout(reset, CLI_SECONDS);
    tcase_add_test(reset, the_skeleton_comes_back_and_nothing_is_lost);
    tcase_add_test(reset, a_file_that_is_gone_comes_back);
    tcase_add_test(reset, without_solutions_or_commit_it_says_so);
    tcase_add_test(reset, a_reset_that_fails_changes_nothing);
    suite_add_tcase(suite, reset);
    return suite;
}
