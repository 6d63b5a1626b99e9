/*
 * tests/grader/cli_signal_test.c - Ctrl-C and its like, at any moment.
 *
 * The command ends at once by that signal, its emulator with it, and TMPDIR is
 * as it was.  A program that sleeps in Bochs's place makes the moment sure.
 */
#include <errno.h>
#include <time.h>
#include "cli_case.h"

#define AT_ONCE_MS 5000 /* the emulator would sleep for six times that */
#define WAIT_MS    20000

static struct cli cli;
static char setting[PATH_MAX + 32], pid_file[PATH_MAX];

static void pause_ms(long ms)
{
    struct timespec t = {ms / 1000, ms % 1000 * 1000000};

    nanosleep(&t, NULL);
}

static long now_ms(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void sleeping_bochs(void)
{
    char path[PATH_MAX], *text;
    int n;

    cli_begin(&cli);
    snprintf(pid_file, sizeof pid_file, "%s/pid", cli.place);
    n = asprintf(&text,
                 "#!/bin/sh\necho ' Bochs x86 Emulator 2.7'\n"
                 "echo $$ >'%s.new'\nmv '%s.new' '%s'\nexec sleep 30\n",
                 pid_file, pid_file, pid_file);
    ck_assert_int_gt(n, 0);
    cli_file(&cli, "bochs", text, (size_t)n, path);
    free(text);
    ck_assert_int_eq(chmod(path, 0755), 0);
    snprintf(setting, sizeof setting, "PIC2PI_BOCHS=%s", path);
    cli.set[0] = setting;
}

static pid_t emulator(void)
{
    FILE *file = NULL;
    int pid = 0;

    for (int ms = 0; ms < WAIT_MS && file == NULL; ms += 20) {
        pause_ms(20);
        file = fopen(pid_file, "r");
    }
    ck_assert_msg(file != NULL, "no emulator was started");
    ck_assert_int_eq(fscanf(file, "%d", &pid), 1);
    fclose(file);
    return pid;
}

static void ends_by(const char *verb, int number)
{
    pid_t pid;
    long began;

    sleeping_bochs();
    cli_start(&cli, verb, "--lab", "02", "--own", "solutions", NULL);
    pid = emulator();
    began = now_ms();
    kill(cli.pid, number);
    ck_assert_int_eq(cli_wait(&cli), 128 + number);
    ck_assert_int_lt(now_ms() - began, AT_ONCE_MS);
    ck_assert_int_eq(kill(pid, 0), -1);
    ck_assert_int_eq(errno, ESRCH);
    cli_clean(&cli);
    cli_end(&cli);
}

START_TEST(ctrl_c_ends_a_grade)
{
    ends_by("grade", SIGINT);
}
END_TEST

START_TEST(ctrl_c_ends_a_run)
{
    ends_by("run", SIGINT);
}
END_TEST

START_TEST(other_signals_end_a_grade)
{
    ends_by("grade", SIGTERM);
    ends_by("grade", SIGHUP);
    ends_by("hint", SIGQUIT);
}
END_TEST

/* As `nohup` does: the signal stays ignored, the grade goes on. */
START_TEST(an_ignored_signal_stays_ignored)
{
    sleeping_bochs();
    cli.ignores_hangup = true;
    cli_start(&cli, "grade", "--lab", "02", "--own", "solutions", NULL);
    emulator();
    kill(cli.pid, SIGHUP);
    pause_ms(100);
    kill(cli.pid, SIGTERM);
    ck_assert_int_eq(cli_wait(&cli), 128 + SIGTERM);
    cli_clean(&cli);
    cli_end(&cli);
}
END_TEST

/* From the first system call to the last: compiler, linker, emulators. */
START_TEST(any_moment_will_do)
{
    for (long ms = 0; ms < 300; ms += 15) {
        cli_begin(&cli);
        cli_start(&cli, "grade", "--lab", "02", "--own", "solutions", NULL);
        pause_ms(ms);
        kill(cli.pid, SIGINT);
        cli_wait(&cli);
        ck_assert_msg(cli.status == 128 + SIGINT || cli.status <= 1,
                      "status %d after %ld ms:\n%s", cli.status, ms, cli.said);
        cli_clean(&cli);
        cli_end(&cli);
    }
}
END_TEST

/* `pic2pi grade | true` */
START_TEST(nobody_listens)
{
    cli_begin(&cli);
    cli_start(&cli, "run", "--lab", "02", "--own", "solutions", NULL);
    close(cli.output);
    cli.output = open("/dev/null", O_RDONLY);
    ck_assert_int_eq(cli_wait(&cli), 128 + SIGPIPE);
    cli_clean(&cli);
    cli_end(&cli);
}
END_TEST

Suite *cli_signal_suite(void)
{
    Suite *suite = suite_create("cli_signal");
    TCase *signals = tcase_create("signals");

    tcase_set_timeout(signals, CLI_SECONDS);
    tcase_add_test(signals, ctrl_c_ends_a_grade);
    tcase_add_test(signals, ctrl_c_ends_a_run);
    tcase_add_test(signals, other_signals_end_a_grade);
    tcase_add_test(signals, an_ignored_signal_stays_ignored);
    tcase_add_test(signals, any_moment_will_do);
    tcase_add_test(signals, nobody_listens);
    suite_add_tcase(suite, signals);
    return suite;
}
