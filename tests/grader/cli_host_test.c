/*
 * tests/grader/cli_host_test.c - computers that lack something: Bochs, another
 * version of it, room on the disk, a folder that can be written.
 *
 * Each exits 3, the host's fault, with the remedy; nothing stays in TMPDIR.
 */
#include "cli_case.h"

static struct cli cli;

static void could_not_run(const char *text)
{
    cli_check(&cli, 3, text);
    cli_clean(&cli);
}

static int grade(void)
{
    return cli_run(&cli, "grade", "--lab", "02", "--own", "solutions");
}

static char setting[PATH_MAX + 32];

/* A program in Bochs's place that prints a banner of `version`, and ends. */
static void other_bochs(const char *version)
{
    char path[PATH_MAX], text[256];

    cli_begin(&cli);
    snprintf(text, sizeof text,
             "#!/bin/sh\necho '     Bochs x86 Emulator %s'\nexit 1\n", version);
    cli_file(&cli, "bochs", text, strlen(text), path);
    ck_assert_int_eq(chmod(path, 0755), 0);
    snprintf(setting, sizeof setting, "PIC2PI_BOCHS=%s", path);
    cli.set[0] = setting;
}

START_TEST(bochs_is_not_there)
{
    static const char *const verbs[] = {"grade", "run", "hint", "debug"};

    for (size_t i = 0; i < sizeof verbs / sizeof verbs[0]; i++) {
        cli_begin(&cli);
        cli.set[0] = "PIC2PI_BOCHS=/no/such/bochs";
        cli_run(&cli, verbs[i], "--lab", "02");
        could_not_run("PIC2PI_BOCHS names no program that can be run");
        cli_end(&cli);
    }
}
END_TEST

START_TEST(bochs_is_too_old)
{
    other_bochs("2.6.11");
    grade();
    could_not_run("is Bochs 2.6.11, and the grader knows the record of Bochs "
                  "2.7 and later");
    cli_end(&cli);
}
END_TEST

/* A newer one is no reason to refuse; that it ends at once is. */
START_TEST(a_newer_bochs_ends_at_once)
{
    other_bochs("3.7");
    grade();
    could_not_run("Bochs ended before the kernel began");
    cli_end(&cli);
}
END_TEST

/* The installed Bochs under another version's banner. */
START_TEST(a_newer_bochs_is_warned_of)
{
    char path[PATH_MAX];
    static const char text[] = "#!/bin/sh\n"
                               "echo '     Bochs x86 Emulator 3.7'\n"
                               "exec /usr/bin/bochs-bin \"$@\"\n";

    cli_begin(&cli);
    cli_file(&cli, "bochs", text, strlen(text), path);
    ck_assert_int_eq(chmod(path, 0755), 0);
    snprintf(setting, sizeof setting, "PIC2PI_BOCHS=%s", path);
    cli.set[0] = setting;
    grade();
    cli_check(&cli, 0, "Bochs 3.7 was never tried with these labs");
    cli_clean(&cli);
    cli_end(&cli);
}
END_TEST

/* From 3.0 on a script that is set hides that it must be told. */
START_TEST(a_bochs_without_its_debugger)
{
    char path[PATH_MAX];
    static const char text[] = "#!/bin/sh\n"
                               "echo '     Bochs x86 Emulator 3.0'\n"
                               "echo '00000000001d[UNMAP ] 32-bit write to "
                               "b0c0 = 10000001' >&3\n";

    cli_begin(&cli);
    cli_file(&cli, "bochs", text, strlen(text), path);
    ck_assert_int_eq(chmod(path, 0755), 0);
    snprintf(setting, sizeof setting, "PIC2PI_BOCHS=%s", path);
    cli.set[0] = setting;
    grade();
    could_not_run("started Bochs without its debugger");
    cli_end(&cli);
}
END_TEST

START_TEST(bochs_is_something_else)
{
    cli_begin(&cli);
    cli.set[0] = "PIC2PI_BOCHS=/bin/true";
    grade();
    could_not_run("/bin/true did not start as Bochs");
    cli_end(&cli);
}
END_TEST

START_TEST(the_right_bochs_by_its_name)
{
    cli_begin(&cli);
    cli.set[0] = "PIC2PI_BOCHS=/usr/bin/../bin/bochs-bin";
    grade();
    cli_check(&cli, 0, "02-lapic");
    cli_clean(&cli);
    cli_end(&cli);
}
END_TEST

START_TEST(no_folder_for_temporary_files)
{
    cli_begin(&cli);
    cli.set[0] = "TMPDIR=/no/such/folder";
    grade();
    could_not_run("set TMPDIR to a folder that can be written");
    cli_end(&cli);
}
END_TEST

/* Room runs out at one place or another: never a crash, never a verdict. */
START_TEST(the_disk_is_full)
{
    static const char *const disks[] = {"size=4k",   "size=32k",  "size=100k",
                                        "size=300k", "size=500k", "size=700k"};

    for (size_t i = 0; i < sizeof disks / sizeof disks[0]; i++) {
        cli_begin(&cli);
        cli.disk = disks[i];
        grade();
        could_not_run(strstr(cli.said, "room") != NULL ? "room" : "disk full");
        cli_end(&cli);
    }
}
END_TEST

START_TEST(the_output_cannot_be_written)
{
    cli_begin(&cli);
    cli.full_output = true;
    cli_run(&cli, "labs");
    ck_assert_int_eq(cli.status, 3);
    cli_end(&cli);
}
END_TEST

START_TEST(the_build_folder_is_read_only)
{
    char build[PATH_MAX];

    cli_begin(&cli);
    if (!cli_as_nobody(&cli)) {
        cli_end(&cli);
        return;
    }
    cli_checkout(&cli);
    snprintf(build, sizeof build, "%s/co/build", cli.place);
    ck_assert_int_eq(chmod(build, 0555), 0);
    cli_run(&cli, "hint", "--lab", "02");
    ck_assert_int_eq(chmod(build, 0755), 0);
    cli_check(&cli, 0, "hint 1 of 3");
    cli_check(&cli, 0, "cannot be written");
    cli_clean(&cli);
    cli_end(&cli);
}
END_TEST

START_TEST(nothing_is_built)
{
    char labs[PATH_MAX];

    cli_begin(&cli);
    cli_checkout(&cli);
    snprintf(labs, sizeof labs, "%s/co/build/labs", cli.place);
    ck_assert_int_eq(unlink(labs), 0);
    grade();
    could_not_run("run `make build/pic2pi`");
    cli_run(&cli, "doctor");
    could_not_run("make build/pic2pi");
    cli_end(&cli);
}
END_TEST

/* A colon separates the items of a path list; quotes are a shell's. */
START_TEST(odd_names_of_the_temporary_folder)
{
    char folder[PATH_MAX];

    cli_begin(&cli);
    snprintf(folder, sizeof folder, "%s/x:y'\"%%s", cli.tmp);
    ck_assert_int_eq(mkdir(folder, 0777), 0);
    snprintf(setting, sizeof setting, "TMPDIR=%s", folder);
    cli.set[0] = setting;
    grade();
    cli_check(&cli, 0, "02-lapic");
    ck_assert_int_eq(rmdir(folder), 0);
    cli_clean(&cli);
    cli_end(&cli);
}
END_TEST

START_TEST(doctor_finds_all_where_grading_works)
{
    cli_begin(&cli);
    cli_run(&cli, "doctor");
    cli_check(&cli, 0, "Labs can be graded here.");
    ck_assert_ptr_null(strstr(cli.said, "MISSING"));
    cli_clean(&cli);
    cli_end(&cli);
}
END_TEST

START_TEST(doctor_names_the_remedy)
{
    other_bochs("2.6.11");
    cli_run(&cli, "doctor");
    could_not_run("MISSING  Bochs");
    ck_assert_ptr_nonnull(strstr(cli.said, "`make deps`"));
    cli_end(&cli);
}
END_TEST

Suite *cli_host_suite(void)
{
    Suite *suite = suite_create("cli_host");
    TCase *host = tcase_create("host");

    tcase_set_timeout(host, CLI_SECONDS);
    tcase_add_test(host, bochs_is_not_there);
    tcase_add_test(host, bochs_is_too_old);
    tcase_add_test(host, a_newer_bochs_ends_at_once);
    tcase_add_test(host, a_newer_bochs_is_warned_of);
    tcase_add_test(host, a_bochs_without_its_debugger);
    tcase_add_test(host, bochs_is_something_else);
    tcase_add_test(host, the_right_bochs_by_its_name);
    tcase_add_test(host, no_folder_for_temporary_files);
    tcase_add_test(host, the_disk_is_full);
    tcase_add_test(host, the_output_cannot_be_written);
    tcase_add_test(host, the_build_folder_is_read_only);
    tcase_add_test(host, nothing_is_built);
    tcase_add_test(host, odd_names_of_the_temporary_folder);
    tcase_add_test(host, doctor_finds_all_where_grading_works);
    tcase_add_test(host, doctor_names_the_remedy);
    suite_add_tcase(suite, host);
    return suite;
}
