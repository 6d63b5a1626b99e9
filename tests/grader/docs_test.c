/*
 * tests/grader/docs_test.c - what the documents name is there.
 *
 * docs/EMULATORS.md has each of the oracle's named deviations in bold, and no
 * other name; every file in backticks exists; every `make X` of the README is
 * a target.  Whether a sentence is true is not for a program to say.
 */
#include <check.h>
#include <ctype.h>
#include <glob.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "record.h"

#define NAME_MAX_LENGTH 200

static char text[1 << 18];

static void read_file(const char *path)
{
    FILE *file = fopen(path, "r");
    size_t n;

    ck_assert_msg(file != NULL, "%s cannot be read", path);
    n = fread(text, 1, sizeof text - 1, file);
    ck_assert_msg(n < sizeof text - 1, "%s is too long for this test", path);
    text[n] = '\0';
    fclose(file);
}

static unsigned occurrences(const char *part)
{
    unsigned n = 0;

    for (const char *p = text; (p = strstr(p, part)) != NULL; p++)
        n++;
    return n;
}

/* ---- deviations ---- */

/* DEVIATION_PIC_INT_FROZEN is "pic-int-frozen". */
static void constant_of(const char *name, char constant[NAME_MAX_LENGTH])
{
    size_t n =
        (size_t)snprintf(constant, NAME_MAX_LENGTH, "DEVIATION_%s,", name);

    for (size_t i = 0; i < n; i++)
        constant[i] = constant[i] == '-'
                          ? '_'
                          : (char)toupper((unsigned char)constant[i]);
}

START_TEST(each_deviation_has_its_constants_name)
{
    char constant[NAME_MAX_LENGTH];

    ck_assert_ptr_nonnull(deviation_name[_i]);
    constant_of(deviation_name[_i], constant);
    read_file("grader/src/record.h");
    ck_assert_msg(occurrences(constant) == 1, "record.h has no %s", constant);
}
END_TEST

START_TEST(each_deviation_is_described_once)
{
    char bold[NAME_MAX_LENGTH];

    snprintf(bold, sizeof bold, "**`%s`**", deviation_name[_i]);
    read_file("docs/EMULATORS.md");
    ck_assert_msg(occurrences(bold) == 1, "docs/EMULATORS.md has %s %u times",
                  bold, occurrences(bold));
}
END_TEST

START_TEST(no_other_name_is_bold)
{
    read_file("docs/EMULATORS.md");
    ck_assert_uint_eq(occurrences("**`"), DEVIATION_COUNT);
}
END_TEST

/* ---- files ---- */

/* What is in the place of NN-name, name.c, ID.c: any. */
static void make_pattern(const char *name, const char *root,
                         char pattern[2 * NAME_MAX_LENGTH])
{
    static const char *const any[][2] = {{"NN-name", "[0-9][0-9]-*"},
                                         {"NN", "[0-9][0-9]*"},
                                         {"name.c", "*.c"},
                                         {"ID.c", "*.c"}};
    size_t n = (size_t)snprintf(pattern, NAME_MAX_LENGTH, "%s", root);

    while (*name != '\0') {
        bool taken = false;

        for (size_t i = 0; !taken && i < sizeof any / sizeof any[0]; i++) {
            size_t length = strlen(any[i][0]);

            if (strncmp(name, any[i][0], length) != 0)
                continue;
            n +=
                (size_t)snprintf(pattern + n, NAME_MAX_LENGTH, "%s", any[i][1]);
            name += length;
            taken = true;
        }
        if (!taken)
            pattern[n++] = *name++;
    }
    pattern[n] = '\0';
}

/* By its path, by the name that others include it by, or within the folder
 * that its row is about. */
static bool is_there(const char *name)
{
    static const char *const roots[] = {"",
                                        "model/regs/",
                                        "model/include/",
                                        "kernel/include/",
                                        "kernel/lab/",
                                        "kernel/",
                                        "tests/"};
    char pattern[2 * NAME_MAX_LENGTH];
    bool found = false;

    for (size_t i = 0; !found && i < sizeof roots / sizeof roots[0]; i++) {
        glob_t paths;

        make_pattern(name, roots[i], pattern);
        found = glob(pattern, 0, NULL, &paths) == 0;
        globfree(&paths);
    }
    return found;
}

/* A word of path characters with a slash; what is made, and the schema of
 * reports, are no files of the tree. */
static bool is_path(const char *word)
{
    return strchr(word, '/') != NULL && strspn(word, "/.") == 0 &&
           word[strspn(word, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVW"
                             "XYZ0123456789_./*-")] == '\0' &&
           strncmp(word, "build/", 6) != 0 &&
           strncmp(word, "pic2pi/report-", 14) != 0;
}

/* Copy the text between two backticks of one line and go behind it. */
static bool next_quoted(const char **at, char word[NAME_MAX_LENGTH])
{
    const char *begin = strchr(*at, '`'), *end;
    size_t n;

    if (begin == NULL)
        return false;
    n = strcspn(begin + 1, "`\n");
    end = begin + 1 + n;
    snprintf(word, NAME_MAX_LENGTH, "%.*s", (int)n, begin + 1);
    if (*end != '`')
        word[0] = '\0';
    *at = *end == '\0' ? end : end + 1;
    return true;
}

static void names_only_files_that_exist(const char *path)
{
    char word[NAME_MAX_LENGTH];
    const char *at = text;

    read_file(path);
    while (next_quoted(&at, word))
        ck_assert_msg(!is_path(word) || is_there(word), "%s names `%s`", path,
                      word);
}

START_TEST(every_file_named_exists)
{
    static const char *const documents[] = {"README.md", "docs/*.md",
                                            "docs/decisions/*.md"};
    unsigned seen = 0;

    for (size_t i = 0; i < sizeof documents / sizeof documents[0]; i++) {
        glob_t paths;

        ck_assert_int_eq(glob(documents[i], 0, NULL, &paths), 0);
        for (size_t k = 0; k < paths.gl_pathc; k++, seen++)
            names_only_files_that_exist(paths.gl_pathv[k]);
        globfree(&paths);
    }
    ck_assert_uint_gt(seen, 5);
}
END_TEST

START_TEST(a_file_that_is_not_there_is_missed)
{
    ck_assert(is_path("grader/src/rom.c") && !is_there("grader/src/rom.c"));
    ck_assert(is_path("labs/NN-name/checks.c"));
    ck_assert(is_there("labs/NN-name/checks.c"));
    ck_assert(!is_there("labs/NN-name/check.c"));
    ck_assert(is_there("model/mark.h") && is_there("mutants/"));
    ck_assert(!is_path("build/pic2pi") && !is_path("make grade LAB=02"));
}
END_TEST

/* ---- commands ---- */

/* The command at `at`, when a line or a quotation begins there. */
static bool is_command(const char *at)
{
    return at > text + 4 && (at[-1] == '`' || strncmp(at - 2, "$ ", 2) == 0 ||
                             strncmp(at - 5, "\n    ", 5) == 0);
}

/* `rules`: the Makefile, and the book's part of it. */
static void assert_target(const char *const rules[2], const char *command)
{
    char rule[NAME_MAX_LENGTH];
    size_t n = strspn(command, "abcdefghijklmnopqrstuvwxyz_.-");

    snprintf(rule, sizeof rule, "\n%.*s:", (int)n, command);
    ck_assert_msg(n > 0 && (strstr(rules[0], rule) != NULL ||
                            strstr(rules[1], rule) != NULL),
                  "README.md says make %.*s; the Makefile knows no such target",
                  (int)n, command);
}

START_TEST(every_make_command_is_a_target)
{
    static char makefile[sizeof text], book[sizeof text];
    const char *const rules[2] = {makefile, book};
    unsigned seen = 0;

    read_file("Makefile");
    memcpy(makefile, text, sizeof makefile);
    read_file("book/build.mk");
    memcpy(book, text, sizeof book);
    read_file("README.md");
    for (const char *p = text; (p = strstr(p, "make ")) != NULL; p++)
        if (is_command(p)) {
            assert_target(rules, p + 5);
            seen++;
        }
    ck_assert_uint_gt(seen, 5);
}
END_TEST

Suite *docs_suite(void)
{
    Suite *suite = suite_create("docs");
    TCase *all = tcase_create("names");

    tcase_add_loop_test(all, each_deviation_has_its_constants_name, 0,
                        DEVIATION_COUNT);
    tcase_add_loop_test(all, each_deviation_is_described_once, 0,
                        DEVIATION_COUNT);
    tcase_add_test(all, no_other_name_is_bold);
    tcase_add_test(all, every_file_named_exists);
    tcase_add_test(all, a_file_that_is_not_there_is_missed);
    tcase_add_test(all, every_make_command_is_a_target);
    suite_add_tcase(suite, all);
    return suite;
}
