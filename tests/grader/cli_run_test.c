/*
 * tests/grader/cli_run_test.c - `pic2pi run` and `debug`: a boot for a person.
 *
 * The console first, then the timeline, then how the run ended; always an end.
 * Debuggers are driven through a script on standard input.
 */
#include "cli_case.h"

static struct cli cli;

/* Does `first` come before `second`, and both? */
static void in_order(const char *first, const char *second)
{
    const char *a = strstr(cli.said, first), *b = strstr(cli.said, second);

    ck_assert_msg(a != NULL && b != NULL && a < b,
                  "\"%s\", \"%s\" in:\n%.3000s", first, second, cli.said);
}

START_TEST(console_then_timeline_then_outcome)
{
    cli_begin(&cli);
    cli_run(&cli, "run", "--lab", "02", "--own", "solutions", "--seed", "7");
    cli_check(&cli, 0, "pic2pi lab 02-lapic, seed 7");
    in_order("pic2pi lab 02-lapic, seed 7", "run finished");
    in_order("run finished", "step 0 ");
    in_order("step 0 ", "02-lapic, seed 7: the run ran to its end\n");
    ck_assert_ptr_null(strstr(cli.said, "points"));
    cli_clean(&cli);
    cli_end(&cli);
}
END_TEST

/* No letter of the legend means two things. */
START_TEST(a_copy_is_no_coalescence)
{
    cli_begin(&cli);
    cli_run(&cli, "run", "--lab", "05", "--own", "solutions");
    cli_check(&cli, 0, "  c coalesce  d deliver");
    cli_check(&cli, 0, "  y end of a copy");
    cli_check(&cli, 0, "  event p  y  y  s  a  d  e\n");
    cli_clean(&cli);
    cli_end(&cli);
}
END_TEST

static void ends_with(const char *statement, const char *outcome)
{
    char path[PATH_MAX];

    cli_begin(&cli);
    cli_submission(&cli, statement, path);
    cli_run(&cli, "run", "--lab", "02", "--submission", path);
    cli_check(&cli, 0, outcome);
    cli_clean(&cli);
    cli_end(&cli);
}

START_TEST(a_run_that_hangs_ends_by_itself)
{
    ends_with("for (;;);", "the run never came back");
    ends_with("__asm__(\"cli; hlt\");", "the run executed HLT with IF = 0");
}
END_TEST

START_TEST(a_kernel_panic_is_told)
{
    ends_with("*(volatile int *)0 = 1;", "the run stopped in a kernel panic");
}
END_TEST

/* What a guest prints cannot drive the terminal. */
START_TEST(no_control_bytes_reach_the_terminal)
{
    ends_with("lab_print(\"\\033[2Jhello\");", "?[2Jhello");
    ck_assert_ptr_null(strchr(cli.said, '\033'));
}
END_TEST

/* Steps that QEMU cannot show are left out, text takes no record of its own
 * (a polled serial line would), and limits are as wide as elsewhere. */
START_TEST(on_qemu_a_run_comes_to_its_end_as_well)
{
    static const char *const labs[] = {"02", "05"};
    char path[PATH_MAX];

    for (unsigned i = 0; i < sizeof labs / sizeof labs[0]; i++) {
        cli_begin(&cli);
        cli_run(&cli, "run", "--lab", labs[i], "--own", "solutions",
                "--machine", "qemu");
        cli_check(&cli, 0, "the run ran to its end");
        cli_clean(&cli);
        cli_end(&cli);
    }
    cli_begin(&cli);
    cli_submission(&cli,
                   "for (int i = 0; i < 60; i++)"
                   " lab_print(\"a line that somebody prints in search\\n\");"
                   "lab_todo(1);",
                   path);
    cli_run(&cli, "run", "--lab", "02", "--machine", "qemu", "--submission",
            path);
    cli_check(&cli, 0, "the run ran to its end");
    cli_clean(&cli);
    cli_end(&cli);
}
END_TEST

START_TEST(bochs_stops_in_the_students_function)
{
    cli_begin(&cli);
    cli_checkout(&cli);
    cli.input = "print-stack\nq\n";
    cli_run(&cli, "debug", "--lab", "02", "--own", "solutions");
    cli_check(&cli, 0, "Breakpoint 1");
    cli_check(&cli, 0, "(lapic_enable+0)");
    cli_clean(&cli);
    cli_end(&cli);
}
END_TEST

START_TEST(gdb_stops_there_too)
{
    bool there = access("/usr/bin/qemu-system-x86_64", X_OK) == 0 &&
                 access("/usr/bin/gdb", X_OK) == 0;

    cli_begin(&cli);
    cli_checkout(&cli);
    cli.input = "backtrace\nkill\nquit\n";
    cli_run(&cli, "debug", "--lab", "02", "--own", "solutions", "--machine",
            "qemu");
    if (there) {
        cli_check(&cli, 0, "lapic_enable (");
        cli_check(&cli, 0, "kernel_main (");
    } else
        cli_check(&cli, 3, "make deps GROUP=test");
    cli_clean(&cli);
    cli_end(&cli);
}
END_TEST

/* One that lacks CPUs or functions would end before the student's code. */
START_TEST(gdb_has_the_machine_that_the_lab_needs)
{
    cli_begin(&cli);
    cli_checkout(&cli);
    cli.input = "monitor info pci\nkill\nquit\n";
    cli_run(&cli, "debug", "--lab", "05", "--own", "solutions", "--machine",
            "qemu");
    if (cli.status == 0) {
        cli_check(&cli, 0, "pci_find_capability (function=");
        cli_check(&cli, 0, "PCI device 8086:10d3"); /* the 82574L */
    } else
        cli_check(&cli, 3, "make deps GROUP=test");
    cli_clean(&cli);
    cli_end(&cli);
}
END_TEST

START_TEST(debug_prints_what_it_would_start)
{
    cli_begin(&cli);
    cli_checkout(&cli);
    cli_run(&cli, "debug", "--lab", "02", "--print");
    cli_check(&cli, 0, "/usr/bin/bochs-bin -q -f bochsrc -rc rc");
    ck_assert_ptr_null(strstr(cli.said, "Breakpoint"));
    cli_clean(&cli);
    cli_end(&cli);
}
END_TEST

Suite *cli_run_suite(void)
{
    Suite *suite = suite_create("cli_run");
    TCase *run = tcase_create("run");

    tcase_set_timeout(run, CLI_SECONDS);
    tcase_add_test(run, console_then_timeline_then_outcome);
    tcase_add_test(run, a_copy_is_no_coalescence);
    tcase_add_test(run, a_run_that_hangs_ends_by_itself);
    tcase_add_test(run, a_kernel_panic_is_told);
    tcase_add_test(run, no_control_bytes_reach_the_terminal);
    tcase_add_test(run, on_qemu_a_run_comes_to_its_end_as_well);
    tcase_add_test(run, bochs_stops_in_the_students_function);
    tcase_add_test(run, gdb_stops_there_too);
    tcase_add_test(run, gdb_has_the_machine_that_the_lab_needs);
    tcase_add_test(run, debug_prints_what_it_would_start);
    suite_add_tcase(suite, run);
    return suite;
}
