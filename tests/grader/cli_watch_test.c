/*
 * tests/grader/cli_watch_test.c - `pic2pi watch`, with and without a terminal.
 *
 * A save by writing and one by renaming are both seen; keys do what the last
 * line says; the terminal is as before on every way out.
 */
#include <pty.h>
#include <termios.h>
#include "cli_case.h"

static struct cli cli;
static char path[PATH_MAX];

static void begin(void)
{
    cli_begin(&cli);
    cli_checkout(&cli);
    cli_submission(&cli, "lab_todo(1);", path);
}

static void says(const char *text)
{
    ck_assert_msg(cli_until(&cli, text), "no \"%s\" in:\n%.3000s", text,
                  cli.said);
}

/* The way editors save: another file, then its name. */
static void save_by_rename(const char *text)
{
    char other[PATH_MAX];

    cli_file(&cli, "lapic.c~", text, strlen(text), other);
    ck_assert_int_eq(rename(other, path), 0);
}

START_TEST(each_save_is_graded)
{
    begin();
    cli_start(&cli, "watch", "--lab", "02", "--submission", path, NULL);
    says("TODO 1 is not done");
    cli_submission(&cli, "first_save = 1;", path);
    says("first_save");
    save_by_rename("#error second_save\n");
    says("second_save");
    kill(cli.pid, SIGINT);
    ck_assert_int_eq(cli_wait(&cli), 128 + SIGINT);
    ck_assert_ptr_null(strchr(cli.said, '\033'));
    cli_clean(&cli);
    cli_end(&cli);
}
END_TEST

START_TEST(a_folder_that_is_not_there)
{
    begin();
    cli_run(&cli, "watch", "--lab", "02", "--submission", "/no/such/x.c");
    cli_check(&cli, 3, "/no/such cannot be watched");
    cli_clean(&cli);
    cli_end(&cli);
}
END_TEST

/* The same at a terminal of our own. */
static void start_at_terminal(void)
{
    const char *argv[] = {"pic2pi",       "watch", "--lab", "02",
                          "--submission", path,    NULL};
    struct winsize size = {.ws_row = 24, .ws_col = 80};
    sigset_t all, old;

    sigfillset(&all);
    sigprocmask(SIG_SETMASK, &all, &old);
    cli.pid = forkpty(&cli.output, NULL, NULL, &size);
    if (cli.pid == 0) {
        signal(SIGINT, SIG_DFL);
        signal(SIGTERM, SIG_DFL);
        sigprocmask(SIG_SETMASK, &old, NULL);
        setenv("TMPDIR", cli.tmp, 1);
        setenv("TERM", "xterm", 1);
        execv(cli.program, (char *const *)argv);
        _exit(127);
    }
    sigprocmask(SIG_SETMASK, &old, NULL);
    cli.said[0] = '\0';
}

static void press(char key)
{
    cli.said[0] = '\0';
    ck_assert_int_eq(write(cli.output, &key, 1), 1);
}

static bool keys_are_taken(void)
{
    struct termios now;

    ck_assert_int_eq(tcgetattr(cli.output, &now), 0);
    return (now.c_lflag & (ICANON | ECHO)) != (ICANON | ECHO);
}

static void ended(int status)
{
    int got;

    ck_assert_int_eq(waitpid(cli.pid, &got, 0), cli.pid);
    got = WIFEXITED(got) ? WEXITSTATUS(got) : 128 + WTERMSIG(got);
    ck_assert_int_eq(got, status);
    ck_assert_msg(!keys_are_taken(), "the terminal was not put back");
    close(cli.output);
    cli_clean(&cli);
    cli_end(&cli);
}

START_TEST(keys_do_what_the_last_line_says)
{
    begin();
    start_at_terminal();
    says("q quit");
    ck_assert(keys_are_taken());
    press('h');
    says("hint 1 of 3");
    says("q quit");
    press('t');
    says("the run ran to its end");
    says("q quit");
    press('r');
    says("TODO 1 is not done");
    says("q quit");
    press('q');
    ended(0);
}
END_TEST

START_TEST(ctrl_c_puts_the_terminal_back)
{
    begin();
    start_at_terminal();
    says("q quit");
    press('\003');
    ended(128 + SIGINT);
}
END_TEST

START_TEST(a_signal_puts_the_terminal_back)
{
    begin();
    start_at_terminal();
    says("q quit");
    kill(cli.pid, SIGTERM);
    ended(128 + SIGTERM);
}
END_TEST

START_TEST(quitting_ends_a_grade_under_way)
{
    begin();
    start_at_terminal();
    says("\033[2J");
    while (!keys_are_taken())
        usleep(1000);
    press('q');
    ended(0);
}
END_TEST

Suite *cli_watch_suite(void)
{
    Suite *suite = suite_create("cli_watch");
    TCase *watch = tcase_create("watch");

    tcase_set_timeout(watch, CLI_SECONDS);
    tcase_add_test(watch, each_save_is_graded);
    tcase_add_test(watch, a_folder_that_is_not_there);
    tcase_add_test(watch, keys_do_what_the_last_line_says);
    tcase_add_test(watch, ctrl_c_puts_the_terminal_back);
    tcase_add_test(watch, a_signal_puts_the_terminal_back);
    tcase_add_test(watch, quitting_ends_a_grade_under_way);
    suite_add_tcase(suite, watch);
    return suite;
}
