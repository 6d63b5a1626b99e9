/*
 * tests/grader/cli_msi_test.c - lab 05 on functions that the kernel plays, and
 * on QEMU's own: one file is right on both, and the kernel says which it is.
 */
#include "cli_case.h"

static struct cli cli;

static void says(const char *machine, const char *words, const char *not_words)
{
    cli_begin(&cli);
    cli_run(&cli, "run", "--lab", "05", "--own", "solutions", "--machine",
            machine);
    cli_check(&cli, 0, words);
    ck_assert_msg(strstr(cli.said, not_words) == NULL, "%s in:\n%.2000s",
                  not_words, cli.said);
    cli_clean(&cli);
    cli_end(&cli);
}

START_TEST(the_kernel_says_which_functions_it_uses)
{
    says("bochs", "a second edu are soft", "machine's own");
    says("qemu", "PCI 0:6.0: edu, the machine's own", "are soft");
}
END_TEST

static void is_right_on(const char *machine)
{
    cli_begin(&cli);
    cli_run(&cli, "grade", "--lab", "05", "--own", "solutions", "--machine",
            machine);
    cli_check(&cli, 0, "100 of 100 points");
    cli_clean(&cli);
    cli_end(&cli);
}

START_TEST(the_solution_is_right_on_soft_and_on_real_functions)
{
    is_right_on("bochs");
    is_right_on("qemu");
}
END_TEST

Suite *cli_msi_suite(void)
{
    Suite *suite = suite_create("cli_msi");
    TCase *c = tcase_create("functions");

    tcase_set_timeout(c, CLI_SECONDS);
    tcase_add_test(c, the_kernel_says_which_functions_it_uses);
    tcase_add_test(c, the_solution_is_right_on_soft_and_on_real_functions);
    suite_add_tcase(suite, c);
    return suite;
}
