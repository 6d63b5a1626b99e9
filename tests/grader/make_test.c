/*
 * tests/grader/make_test.c - the commands of the Makefile,
 * the scripts in make/.
 *
 * Packages (without installing any), skeletons, the list of suites, and how
 * the exit status of build/pic2pi reaches whoever called make.  What the
 * commands themselves do is tested where they are.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#define PLACE "build/tests/make"

static void write_text(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");

    ck_assert_ptr_nonnull(file);
    fputs(text, file);
    fclose(file);
}

/* Run `command`; its output goes to `text`, its exit status is returned. */
static int run(const char *command, char *text, size_t size)
{
    FILE *output = popen(command, "r");

    ck_assert_ptr_nonnull(output);
    size_t length = fread(text, 1, size - 1, output);

    text[length] = '\0';
    int status = pclose(output);

    ck_assert(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static char said[4096];

static int deps(const char *group)
{
    char command[256];

    write_text(PLACE "/packages.txt", "# a remark\n"
                                      "some  dpkg\n"
                                      "more  +some +lost\n"
                                      "lost  no-such-package-1 dpkg\n"
                                      "lost  no-such-package-2\n");
    snprintf(command, sizeof command,
             "PACKAGES=" PLACE "/packages.txt sh make/deps.sh %s --check 2>&1",
             group);
    return run(command, said, sizeof said);
}

START_TEST(deps_is_silent_when_all_is_there)
{
    ck_assert_int_eq(deps("some"), 0);
    ck_assert_str_eq(said, "");
}
END_TEST

START_TEST(deps_names_exactly_what_is_missing)
{
    ck_assert_int_eq(deps("lost"), 3);
    ck_assert_ptr_nonnull(
        strstr(said, "misses: no-such-package-1 no-such-package-2\n"));
}
END_TEST

START_TEST(deps_takes_in_other_groups)
{
    ck_assert_int_eq(deps("more"), 3);
    ck_assert_ptr_nonnull(strstr(said, "no-such-package-2"));
}
END_TEST

START_TEST(deps_refuses_an_unknown_group)
{
    ck_assert_int_eq(deps("other"), 2);
}
END_TEST

static const char solution[] =
    "/* solutions/02-x/x.c - LAB 02 */\n"
    "/* TODO 1 */\n"
    "void x_set(int value, const char *name)\n{\n    if (value) {\n"
    "        put(value);\n    }\n}\n"
    "static int twice(int n)\n{\n    return 2 * n;\n}\n"
    "/* TODO 2 */\n"
    "struct x *x_get(void)\n{\n    return 0;\n}\n";

static const char skeleton[] =
    "/* labs/02-x/x.c - LAB 02 */\n"
    "/* TODO 1 */\n"
    "void x_set(int value, const char *name)\n{\n    (void)value, (void)name;\n"
    "    lab_todo(1); /* delete this line when you begin */\n}\n"
    "static int twice(int n)\n{\n    return 2 * n;\n}\n"
    "/* TODO 2 */\n"
    "struct x *x_get(void)\n{\n"
    "    lab_todo(2); /* delete this line when you begin */\n"
    "    return 0;\n}\n";

START_TEST(skeleton_has_every_body_replaced_and_nothing_else)
{
    write_text(PLACE "/x.c", solution);
    ck_assert_int_eq(run("sh make/skeleton.sh " PLACE "/x.c", said,
                         sizeof said),
                     0);
    ck_assert_str_eq(said, skeleton);
}
END_TEST

START_TEST(suites_refuses_a_name_twice)
{
    ck_assert_int_eq(run("sh make/suites.sh a b a 2>&1", said, sizeof said), 1);
    ck_assert_ptr_nonnull(strstr(said, "used twice: a"));
}
END_TEST

/* `make grade` with a program in pic2pi's place that exits with `status`. */
static int grade(int status)
{
    char text[64];

    snprintf(text, sizeof text, "#!/bin/sh\nexit %d\n", status);
    write_text(PLACE "/fake", text);
    ck_assert_int_eq(system("chmod +x " PLACE "/fake"), 0);
    return run("MAKEFLAGS= make -o " PLACE "/fake PIC2PI=" PLACE
               "/fake grade 2>&1",
               said, sizeof said);
}

START_TEST(grade_succeeds_once_it_graded)
{
    ck_assert_int_eq(grade(0), 0);
    ck_assert_int_eq(grade(1), 0);
}
END_TEST

/* The words that make's command gives to the program, one on a line. */
START_TEST(a_path_with_a_blank_is_one_word)
{
    write_text(PLACE "/fake", "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
    ck_assert_int_eq(system("chmod +x " PLACE "/fake"), 0);
    ck_assert_int_eq(run("MAKEFLAGS= make -o " PLACE "/fake PIC2PI=" PLACE
                         "/fake OWN='Jane Doe/lapic.c' grade 2>&1",
                         said, sizeof said),
                     0);
    ck_assert_ptr_nonnull(strstr(said, "\n--own\nJane Doe/lapic.c\n"));
}
END_TEST

START_TEST(grade_fails_when_it_could_not_grade)
{
    ck_assert_int_ne(grade(2), 0);
    ck_assert_ptr_nonnull(strstr(said, "Error 2"));
    ck_assert_int_ne(grade(3), 0);
    ck_assert_ptr_nonnull(strstr(said, "Error 3"));
}
END_TEST

START_TEST(help_names_the_commands)
{
    static const char *const commands[] = {
        "demo",   "test",    "run",         "debug",
        "watch",  "hint",    "reset",       "grade",
        "deps",   "iso",     "mutants",     "hostile",
        "bench",  "fuzz",    "check-style", "check-skeletons",
        "handin", "new-lab",
    };

    ck_assert_int_eq(run("MAKEFLAGS= make help", said, sizeof said), 0);
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++) {
        char line[64];

        snprintf(line, sizeof line, "  make %-16s ", commands[i]);
        ck_assert_msg(strstr(said, line), "help lacks %s", commands[i]);
    }
}
END_TEST

static void make_place(void)
{
    ck_assert_int_eq(system("mkdir -p " PLACE), 0);
}

Suite *make_suite(void)
{
    Suite *suite = suite_create("make");
    TCase *scripts = tcase_create("scripts");

    tcase_add_checked_fixture(scripts, make_place, NULL);
    tcase_set_timeout(scripts, 60);
    tcase_add_test(scripts, deps_is_silent_when_all_is_there);
    tcase_add_test(scripts, deps_names_exactly_what_is_missing);
    tcase_add_test(scripts, deps_takes_in_other_groups);
    tcase_add_test(scripts, deps_refuses_an_unknown_group);
    tcase_add_test(scripts, skeleton_has_every_body_replaced_and_nothing_else);
    tcase_add_test(scripts, suites_refuses_a_name_twice);
    tcase_add_test(scripts, grade_succeeds_once_it_graded);
    tcase_add_test(scripts, grade_fails_when_it_could_not_grade);
    tcase_add_test(scripts, a_path_with_a_blank_is_one_word);
    tcase_add_test(scripts, help_names_the_commands);
    suite_add_tcase(suite, scripts);
    return suite;
}
