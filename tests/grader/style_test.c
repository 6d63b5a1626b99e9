/*
 * tests/grader/style_test.c - check-style refuses what it says it refuses.
 *
 * Each case is a small tree under build/tests/style with one fault in one
 * file; make/check-style.sh must exit 1 and name that file and the fault.
 * The tree without a fault must pass, or the other cases would mean nothing.
 * Last, this repository itself has to pass, its skeletons too.
 */
#include <check.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#define TREE "build/tests/style"

struct style_case {
    const char *path; /* of the bad file, within the tree */
    const char *text;
    const char *complaint; /* what the line about it must contain */
};

static const struct style_case cases[] = {
    {"model/src/a.c", "/* model/src/a.c - x */\nint  a;\n", "clang-format"},
    {"model/src/b.c", "int b;\n", "do not name it"},
    {"model/src/c.c", "/* model/src/c.c - x */\n/* TODO later */\n",
     "unfinished"},
    {"grader/src/d.c",
     "/* grader/src/d.c - x */\nint d(void)\n{\n    return system(\"ls\");\n}\n",
     "forbidden call"},
    {"model/src/e.c", "/* model/src/e.c - x */\n#include \"kernel/mark.h\"\n",
     "may not include kernel/mark.h"},
    {"labs/01-a/checks.c",
     "/* labs/01-a/checks.c - x */\n#include \"oracle.h\"\n",
     "may not include oracle.h"},
    {"model/include/model/f.h", "/* model/f.h - x */\nuint32_t f(void);\n",
     "does not compile alone"},
    {"model/src/g.c",
     "/* model/src/g.c - x ["
     "XYZ 1 \"Title\"] */\n",
     "unknown key XYZ"},
    {"model/src/h.c",
     "/* model/src/h.c - x ["
     "SDM3 10.8] */\n",
     "without a title"},
    {"kernel/boot/i.asm", "bits 64\n", "do not name it"},
    {"model/src/j.c",
     "/* model/src/j.c - a comment that goes on and on, far beyond the edge "
     "of a page */\n",
     "columns"},
    {"labs/01-a/scenario_b.c",
     "/* labs/01-a/scenario_b.c - x */\n#include \"checks.h\"\n",
     "may not include checks.h"},
};

static void write_text(const char *path, const char *text)
{
    char full[256];
    char command[512];

    snprintf(full, sizeof full, TREE "/%s", path);
    snprintf(command, sizeof command, "mkdir -p $(dirname %s)", full);
    ck_assert_int_eq(system(command), 0);

    FILE *file = fopen(full, "w");

    ck_assert_ptr_nonnull(file);
    fputs(text, file);
    fclose(file);
}

static void make_clean_tree(void)
{
    ck_assert_int_eq(system("rm -rf " TREE " && mkdir -p " TREE "/docs"), 0);
    write_text("docs/SOURCES.md", "| key |\n|---|\n| SDM3 | a manual |\n");
    write_text("model/src/ok.c",
               "/* model/src/ok.c - x [SDM3 10.8 \"Handling\"]\n"
               " * [SDM3 10 \"Register[7:0]\"] */\nint ok;\n");
}

/* True when the script left with status 1 and a line about `path`. */
static bool is_refused(const char *path, const char *complaint, int *status)
{
    char line[512];
    bool found = false;
    FILE *output = popen("bash make/check-style.sh " TREE " 2>&1", "r");

    ck_assert_ptr_nonnull(output);
    while (fgets(line, sizeof line, output))
        if (strstr(line, path) == line && strstr(line, complaint))
            found = true;
    *status = WEXITSTATUS(pclose(output));
    return found;
}

START_TEST(a_bad_file_is_refused)
{
    const struct style_case *bad = &cases[_i];
    int status;

    make_clean_tree();
    write_text(bad->path, bad->text);
    ck_assert_msg(is_refused(bad->path, bad->complaint, &status),
                  "%s was not refused with: %s", bad->path, bad->complaint);
    ck_assert_int_eq(status, 1);
}
END_TEST

START_TEST(a_long_file_must_say_why)
{
    char text[2048] = "/* model/src/long.c - x */\n";
    int status;

    memset(text + strlen(text), '\n', 500);
    make_clean_tree();
    write_text("model/src/long.c", text);
    ck_assert(is_refused("model/src/long.c", "over 400 lines", &status));
    ck_assert_int_eq(status, 1);
}
END_TEST

START_TEST(a_student_file_is_short)
{
    char text[1024] = "/* LAB 01 - x.   You edit this file and no other. */\n";
    int status;

    memset(text + strlen(text), '\n', 150);
    make_clean_tree();
    write_text("labs/01-a/a.c", text);
    ck_assert(is_refused("labs/01-a/a.c", "over 150 lines", &status));
    ck_assert_int_eq(status, 1);
}
END_TEST

START_TEST(a_clean_tree_passes)
{
    int status;

    make_clean_tree();
    is_refused("", "", &status);
    ck_assert_int_eq(status, 0);
}
END_TEST

/* The script's own words go to standard output, for whoever has to act. */
START_TEST(this_tree_passes_check_style)
{
    ck_assert_msg(system("bash make/check-style.sh") == 0,
                  "make check-style finds something");
}
END_TEST

START_TEST(lab_files_are_their_solutions_without_bodies)
{
    ck_assert_msg(system("sh make/check-skeletons.sh") == 0,
                  "make check-skeletons finds a difference");
}
END_TEST

Suite *style_suite(void)
{
    Suite *suite = suite_create("style");
    TCase *all = tcase_create("check-style");

    tcase_set_timeout(all, 60);
    tcase_add_loop_test(all, a_bad_file_is_refused, 0,
                        (int)(sizeof cases / sizeof cases[0]));
    tcase_add_test(all, a_long_file_must_say_why);
    tcase_add_test(all, a_student_file_is_short);
    tcase_add_test(all, a_clean_tree_passes);
    tcase_add_test(all, this_tree_passes_check_style);
    tcase_add_test(all, lab_files_are_their_solutions_without_bodies);
    suite_add_tcase(suite, all);
    return suite;
}
