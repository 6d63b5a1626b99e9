/*
 * tests/grader/cli_clock_test.c - a right submission whose emulator a busy host
 * held up: what a clock alone stopped is booted again, and passes.
 *
 * In Bochs's place stands a script that shows the head of a right record and
 * then burns processor time in silence, the first `n` times; afterwards it is
 * Bochs.  To the grader's clock that is a guest that hangs.
 */
#include <sys/stat.h>
#include "cli_case.h"

static struct cli cli;
static char setting[PATH_MAX + 32];

/* `then`: what else is done before it falls silent. */
static void bochs_held_up(unsigned times, const char *then)
{
    char path[PATH_MAX], text[1024];

    cli_begin(&cli);
    snprintf(text, sizeof text,
             "#!/bin/sh\n"
             "d=$(dirname \"$0\")\n"
             "for i in 1 2 3 4 5 6 7 8 9; do\n"
             "    [ $i -le %u ] || exec /usr/bin/bochs-bin \"$@\"\n"
             "    mkdir \"$d/held$i\" 2>/dev/null && break\n"
             "done\n"
             "/usr/bin/bochs-bin \"$@\" 3>log\n"
             "head -n 400 log >&3\n"
             "%s\n"
             "while :; do :; done\n",
             times, then);
    cli_file(&cli, "bochs", text, strlen(text), path);
    ck_assert_int_eq(chmod(path, 0755), 0);
    snprintf(setting, sizeof setting, "PIC2PI_BOCHS=%s", path);
    cli.set[0] = setting;
}

START_TEST(one_stop_by_the_clock_is_not_believed)
{
    bochs_held_up(1, ":");
    cli_run(&cli, "grade", "--lab", "02", "--submission", "solutions", "--jobs",
            "1");
    cli_check(&cli, 0, "100 of 100 points");
    cli_end(&cli);
}
END_TEST

START_TEST(nor_are_two_of_three)
{
    bochs_held_up(2, ":");
    cli_run(&cli, "grade", "--lab", "02", "--submission", "solutions", "--jobs",
            "1");
    cli_check(&cli, 0, "100 of 100 points");
    cli_end(&cli);
}
END_TEST

/* Three runs, and each ended so: that is what the submission does. */
START_TEST(three_of_three_are)
{
    bochs_held_up(3, ":");
    cli_run(&cli, "grade", "--lab", "02", "--submission", "solutions", "--jobs",
            "1");
    cli_check(&cli, 1, "02-lapic");
    cli_end(&cli);
}
END_TEST

/* What was seen of the text is not forgotten by looking again. */
START_TEST(a_changed_text_is_not_looked_at_again)
{
    bochs_held_up(1, "printf X | dd of=text1 conv=notrunc 2>/dev/null");
    cli_run(&cli, "grade", "--lab", "02", "--submission", "solutions", "--jobs",
            "1");
    cli_check(&cli, 1, "modified");
    cli_end(&cli);
}
END_TEST

Suite *cli_clock_suite(void)
{
    Suite *s = suite_create("cli_clock");
    TCase *t = tcase_create("a busy host");

    tcase_set_timeout(t, CLI_SECONDS);
    tcase_add_test(t, one_stop_by_the_clock_is_not_believed);
    tcase_add_test(t, nor_are_two_of_three);
    tcase_add_test(t, three_of_three_are);
    tcase_add_test(t, a_changed_text_is_not_looked_at_again);
    suite_add_tcase(s, t);
    return s;
}
