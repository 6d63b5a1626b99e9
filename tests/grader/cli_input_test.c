/*
 * tests/grader/cli_input_test.c - submissions that are no C file, or not yet.
 *
 * Each exits 1, the submission's fault, and says what happened and what to do;
 * nothing stays in TMPDIR.  TMPDIR and most paths here hold a blank.
 */
#include "cli_case.h"

static struct cli cli;

static void refused(const char *text)
{
    cli_check(&cli, 1, text);
    cli_clean(&cli);
}

static void grade(const char *name, const char *text, size_t size,
                  const char *says)
{
    char path[PATH_MAX];

    cli_begin(&cli);
    cli_file(&cli, name, text, size, path);
    cli_run(&cli, "grade", "--lab", "02", "--submission", path);
    refused(says);
    cli_end(&cli);
}

START_TEST(a_path_with_blanks_is_no_trouble)
{
    char path[PATH_MAX], *text = cli_read(SOLUTION);

    cli_begin(&cli);
    cli_file(&cli, "lapic.c", text, strlen(text), path);
    cli_run(&cli, "grade", "--lab", "02", "--submission", path);
    cli_check(&cli, 0, "02-lapic");
    cli_clean(&cli);
    cli_run(&cli, "grade", "--lab", "02", "--submission", cli.place);
    cli_check(&cli, 0, "02-lapic");
    cli_clean(&cli);
    cli_end(&cli);
    free(text);
}
END_TEST

START_TEST(a_file_that_is_not_there)
{
    cli_begin(&cli);
    cli_run(&cli, "grade", "--lab", "02", "--submission", "/no/such.c");
    refused("There is no /no/such.c");
    cli_end(&cli);
}
END_TEST

START_TEST(a_folder_without_the_file)
{
    cli_begin(&cli);
    cli_run(&cli, "grade", "--lab", "02", "--submission", cli.place);
    refused("lapic.c");
    cli_end(&cli);
}
END_TEST

START_TEST(an_empty_file)
{
    grade("lapic.c", "", 0, "lapic.c: ");
}
END_TEST

START_TEST(a_binary_file)
{
    grade("lapic.c",
          "\x7f"
          "ELF\0\0\0",
          7, "lapic.c");
}
END_TEST

START_TEST(text_that_is_not_c)
{
    grade("lapic.c", "Dear Sir,\n", 10, "lapic.c:1:");
}
END_TEST

/* Its line is said as the file is called, which may be anything. */
START_TEST(a_file_by_another_name)
{
    char *text = cli_read("labs/02-lapic/lapic.c"), path[PATH_MAX];

    cli_begin(&cli);
    cli_file(&cli, "my answer.txt", text, strlen(text), path);
    cli_run(&cli, "grade", "--lab", "02", "--seeds", "1", "--submission", path);
    cli_check(&cli, 1, "my answer.txt:");
    ck_assert_ptr_null(strstr(cli.said, "my answer.txt/"));
    cli_clean(&cli);
    cli_end(&cli);
    free(text);
}
END_TEST

START_TEST(a_compile_error_stops_every_command)
{
    static const char *const verbs[] = {"run", "hint", "debug"};
    char path[PATH_MAX];

    for (size_t i = 0; i < sizeof verbs / sizeof verbs[0]; i++) {
        cli_begin(&cli);
        cli_submission(&cli, "no_such_thing = 1;", path);
        cli_run(&cli, verbs[i], "--lab", "02", "--submission", path);
        refused("no_such_thing");
        cli_end(&cli);
    }
}
END_TEST

/* As root every file can be read: another user tries. */
START_TEST(a_file_that_may_not_be_read)
{
    char path[PATH_MAX];

    cli_begin(&cli);
    if (!cli_as_nobody(&cli)) {
        cli_end(&cli);
        return;
    }
    cli_file(&cli, "lapic.c", "int x;\n", 7, path);
    ck_assert_int_eq(chmod(path, 0), 0);
    cli_run(&cli, "grade", "--lab", "02", "--submission", path);
    refused("cannot be read");
    cli_end(&cli);
}
END_TEST

START_TEST(a_link_and_a_device)
{
    char path[PATH_MAX];

    cli_begin(&cli);
    cli_run(&cli, "grade", "--lab", "02", "--submission", "/dev/zero");
    refused("not an ordinary file");
    snprintf(path, sizeof path, "%s/lapic.c", cli.place);
    ck_assert_int_eq(symlink("/etc/passwd", path), 0);
    cli_run(&cli, "grade", "--lab", "02", "--submission", path);
    refused("symbolic link");
    cli_end(&cli);
}
END_TEST

Suite *cli_input_suite(void)
{
    Suite *suite = suite_create("cli_input");
    TCase *input = tcase_create("input");

    tcase_set_timeout(input, CLI_SECONDS);
    tcase_add_test(input, a_path_with_blanks_is_no_trouble);
    tcase_add_test(input, a_file_that_is_not_there);
    tcase_add_test(input, a_folder_without_the_file);
    tcase_add_test(input, an_empty_file);
    tcase_add_test(input, a_binary_file);
    tcase_add_test(input, text_that_is_not_c);
    tcase_add_test(input, a_file_by_another_name);
    tcase_add_test(input, a_compile_error_stops_every_command);
    tcase_add_test(input, a_file_that_may_not_be_read);
    tcase_add_test(input, a_link_and_a_device);
    suite_add_tcase(suite, input);
    return suite;
}
