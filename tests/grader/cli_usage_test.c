/*
 * tests/grader/cli_usage_test.c - command lines that are right and wrong.
 *
 * A wrong one exits 2, says what is wrong and what to type, and starts
 * nothing; help exits 0.
 */
#include "cli_case.h"

static struct cli cli;

static void usage(const char *text)
{
    cli_check(&cli, 2, text);
    cli_clean(&cli);
    cli_end(&cli);
}

START_TEST(no_command_lists_them)
{
    cli_begin(&cli);
    cli_start(&cli, NULL);
    cli_wait(&cli);
    usage("Usage: pic2pi COMMAND");
}
END_TEST

START_TEST(an_unknown_command_is_named)
{
    cli_begin(&cli);
    cli_run(&cli, "grad");
    usage("there is no command 'grad'");
}
END_TEST

START_TEST(an_unknown_lab_is_named)
{
    static const char *const verbs[] = {"grade", "run",  "debug",
                                        "watch", "hint", "reset"};

    for (size_t i = 0; i < sizeof verbs / sizeof verbs[0]; i++) {
        cli_begin(&cli);
        cli_run(&cli, verbs[i], "--lab", "99");
        usage("there is no lab '99'; `pic2pi labs` lists them");
    }
}
END_TEST

START_TEST(numbers_that_are_none_name_no_lab)
{
    static const char *const names[] = {"", "-2", " 2", "2x", "0x2"};

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        cli_begin(&cli);
        cli_run(&cli, "run", "--lab", names[i]);
        usage("there is no lab");
    }
}
END_TEST

START_TEST(a_lab_that_was_not_given_is_asked_for)
{
    cli_begin(&cli);
    cli_run(&cli, "run");
    usage("Say --lab NN");
}
END_TEST

START_TEST(a_word_too_many_is_named)
{
    cli_begin(&cli);
    cli_run(&cli, "run", "02");
    usage("'02' is one word too many");
}
END_TEST

START_TEST(numbers_have_ranges)
{
    cli_begin(&cli);
    cli_run(&cli, "grade", "--seeds", "0");
    usage("--seeds takes a number from 1 to 16, not '0'");
    cli_begin(&cli);
    cli_run(&cli, "grade", "--seed", "-1");
    usage("--seed takes a number");
    cli_begin(&cli);
    cli_run(&cli, "hint", "--lab", "02", "--hints", "9");
    usage("--hints takes a number from 0 to 3, not '9'");
    cli_begin(&cli);
    cli_run(&cli, "grade", "--part", "C");
    usage("--part takes A or B");
}
END_TEST

START_TEST(an_option_of_another_command_is_refused)
{
    cli_begin(&cli);
    cli_run(&cli, "labs", "--vcd", "f");
    usage("pic2pi labs --help");
    cli_begin(&cli);
    cli_run(&cli, "grade", "--print");
    usage("pic2pi grade --help");
}
END_TEST

START_TEST(an_unknown_machine_is_named)
{
    cli_begin(&cli);
    cli_run(&cli, "run", "--lab", "02", "--machine", "vax");
    usage("'vax'");
    cli_begin(&cli);
    cli_run(&cli, "debug", "--lab", "02", "--machine", "vax");
    usage("bochs and qemu, not 'vax'");
    cli_begin(&cli);
    cli_run(&cli, "run", "--lab", "02", "--boot", "floppy");
    usage("--boot takes rom or grub");
}
END_TEST

START_TEST(each_command_has_help)
{
    static const char *const verbs[] = {"grade", "run",   "debug",
                                        "watch", "hint",  "doctor",
                                        "labs",  "reset", "handin"};

    for (size_t i = 0; i < sizeof verbs / sizeof verbs[0]; i++) {
        cli_begin(&cli);
        cli_run(&cli, verbs[i], "--help");
        cli_check(&cli, 0, "Exit status: 0");
        cli_check(&cli, 0, "PIC2PI_BOCHS");
        cli_clean(&cli);
        cli_end(&cli);
    }
}
END_TEST

START_TEST(labs_are_listed_with_the_file_to_edit)
{
    cli_begin(&cli);
    cli_run(&cli, "labs");
    cli_check(&cli, 0, "labs/02-lapic/lapic.c ");
    ck_assert_ptr_nonnull(strstr(cli.said, "02-lapic  "));
    cli_clean(&cli);
    cli_end(&cli);
}
END_TEST

Suite *cli_usage_suite(void)
{
    Suite *suite = suite_create("cli_usage");
    TCase *usage_case = tcase_create("usage");

    tcase_set_timeout(usage_case, CLI_SECONDS);
    tcase_add_test(usage_case, no_command_lists_them);
    tcase_add_test(usage_case, an_unknown_command_is_named);
    tcase_add_test(usage_case, an_unknown_lab_is_named);
    tcase_add_test(usage_case, numbers_that_are_none_name_no_lab);
    tcase_add_test(usage_case, a_lab_that_was_not_given_is_asked_for);
    tcase_add_test(usage_case, a_word_too_many_is_named);
    tcase_add_test(usage_case, numbers_have_ranges);
    tcase_add_test(usage_case, an_option_of_another_command_is_refused);
    tcase_add_test(usage_case, an_unknown_machine_is_named);
    tcase_add_test(usage_case, each_command_has_help);
    tcase_add_test(usage_case, labs_are_listed_with_the_file_to_edit);
    suite_add_tcase(suite, usage_case);
    return suite;
}
