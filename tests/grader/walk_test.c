/*
 * tests/grader/walk_test.c - documents that say what to type, and new labs.
 *
 * docs/WRITING-A-LAB.md is done from beginning to end by tests/walk/run.sh,
 * which is held here against small documents that are wrong, too.  Then
 * make/new_lab.sh: names that it takes, names that it refuses.
 */
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "shell.h"

#define WALK_SECONDS 240 /* on a busy host; it takes ten */

static char place[64];

static void begin(void)
{
    snprintf(place, sizeof place, "/tmp/pic2pi walk XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(place));
}

/* Run `format` by the shell; both outputs are in `said`. */
__attribute__((format(printf, 1, 2))) static int run(const char *format, ...)
{
    char command[1024];
    va_list list;

    va_start(list, format);
    vsnprintf(command, sizeof command, format, list);
    va_end(list);
    return shell(command);
}

static void end(void)
{
    ck_assert_int_eq(run("rm -rf -- '%s'", place), 0);
}

static void write_file(const char *name, const char *text)
{
    char path[PATH_MAX];
    FILE *file;

    snprintf(path, sizeof path, "%s/%s", place, name);
    file = fopen(path, "w");
    ck_assert_ptr_nonnull(file);
    fputs(text, file);
    fclose(file);
}

/* ---- the document ---- */

START_TEST(writing_a_lab_is_as_it_says)
{
    int status = run("sh tests/walk/run.sh docs/WRITING-A-LAB.md");

    ck_assert_msg(status == 0, "%.6000s", said);
    ck_assert_ptr_nonnull(strstr(said, " blocks done\n"));
}
END_TEST

/* ---- who walks ---- */

#define SH(...) "```sh walk\n" __VA_ARGS__ "\n```\n"
#define PRINTS  "```text walk\n"
#define END     "```\n"

static const struct {
    const char *doc;
    int status;
    const char *says;
} walks[] = {
    {SH("echo a; echo b") PRINTS "a\nb\n" END, 0, "2 blocks done"},
    {SH("seq 9") PRINTS "...\n4\n5\n...\n8\n...\n" END, 0, "2 blocks done"},
    {SH("seq 9") PRINTS "...\n4\n6\n...\n" END, 1, "printed: 5"},
    {SH("seq 3") PRINTS "1\n2\n" END, 1, "printed more: 3"},
    {SH("seq 3") PRINTS "1\n2\n3\n4\n" END, 1, "not printed: 4"},
    {SH("seq 3") PRINTS "...\n9\n...\n" END, 1, ".md:4: not printed: 9"},
    {SH("false"), 1, "exit status 1, not 0"},
    {SH("false; true"), 1, "exit status 1, not 0"},
    {"```sh walk exit=3\nexit 3\n```\n", 0, "1 blocks done"},
    {"```sh walk exit=3\ntrue\n```\n", 1, "exit status 0, not 3"},
    {"```c walk file=one below=2\nx\n```\n" SH("cat one") PRINTS
     "1\n2\nx\n3\n" END,
     0, "3 blocks done"},
    {"```c walk file=one above=2\nx\n```\n" SH("cat one") PRINTS
     "1\nx\n2\n3\n" END,
     0, "3 blocks done"},
    {"```c walk file=one replace=2\nx\ny\n```\n" SH("cat one") PRINTS
     "1\nx\ny\n3\n" END,
     0, "3 blocks done"},
    {"```c walk file=a/b new\nx\n```\n" SH("cat a/b") PRINTS "x\n" END, 0,
     "3 blocks done"},
    {"```c walk file=one below=4\nx\n```\n", 1, "not just one line of one"},
    {"```c walk file=two below=1\nx\n```\n", 1, "there is no two"},
    {"```c walk file=one new\nx\n```\n", 1, "one is there already"},
    {"```c walk file=one beside=1\nx\n```\n", 1, "is none of new"},
    {"```c walk\nx\n```\n", 1, "says not what to do"},
    {"```sh\nfalse\n```\n", 1, "no block is marked walk"},
    {"```sh walk\nfalse\n", 1, "a block does not end"},
};

START_TEST(a_walk_is_taken_at_its_word)
{
    int status;

    ck_assert_int_eq(run("mkdir '%s/tree'", place), 0);
    write_file("tree/one", "1\n2\n3\n");
    write_file("doc.md", walks[_i].doc);
    status = run("sh tests/walk/run.sh '%s/doc.md' '%s/tree'", place, place);
    ck_assert_msg(status == walks[_i].status, "%d: %s", status, said);
    ck_assert_msg(strstr(said, walks[_i].says) != NULL, "no \"%s\" in: %s",
                  walks[_i].says, said);
    ck_assert_int_eq(run("cat '%s/tree/one'", place), 0);
    ck_assert_str_eq(said, "1\n2\n3\n");
}
END_TEST

/* ---- new labs ---- */

static void make_tree(void)
{
    ck_assert_int_eq(run("cd '%s' && mkdir -p labs/02-lapic solutions/02-lapic "
                         "kernel/lab/lab model tests && "
                         "echo 'void lapic_eoi(void);' >kernel/lab/lab/lapic.h "
                         "&& echo 'int taken_send;' >model/x.c",
                         place),
                     0);
    ck_assert_int_eq(run("cp .clang-format '%s'", place), 0);
}

static int new_lab(const char *name)
{
    return run("sh make/new_lab.sh '%s' '%s'", name, place);
}

static const struct {
    const char *name, *says;
} refused[] = {
    {"", "which name?"},
    {"demo", "is no name for a lab"},
    {"16", "is no name for a lab"},
    {"16-", "is no name for a lab"},
    {"1-demo", "is no name for a lab"},
    {"160-demo", "is no name for a lab"},
    {"16-Demo", "is no name for a lab"},
    {"16-2nd", "is no name for a lab"},
    {"16-a--b", "is no name for a lab"},
    {"16-a_b", "is no name for a lab"},
    {"16-a/b", "is no name for a lab"},
    {"../16-demo", "is no name for a lab"},
    {"16-demo\n17-demo", "is no name for a lab"},
    {"16-a; touch x", "is no name for a lab"},
    {"16-abcdefghijklmnopqrs", "longer than 20"},
    {"02-other", "number 02 is taken by labs/02-lapic; free is 00"},
    {"16-lapic", "lapic.h is there already"},
    {"16-taken", "model/x.c has functions of that name"},
};

START_TEST(a_name_that_will_not_do_is_refused)
{
    make_tree();
    ck_assert_int_eq(new_lab(refused[_i].name), 2);
    ck_assert_msg(strstr(said, refused[_i].says) != NULL, "no \"%s\" in: %s",
                  refused[_i].says, said);
    ck_assert_int_eq(run("cd '%s' && find . -name '*16*' -o -name '*other*' -o "
                         "-name x",
                         place),
                     0);
    ck_assert_str_eq(said, "");
}
END_TEST

static const char *const names[] = {"16-a", "16-demo", "99-a-longer-name-4"};

START_TEST(a_new_lab_is_in_style)
{
    make_tree();
    ck_assert_msg(new_lab(names[_i]) == 0, "%s", said);
    ck_assert_ptr_nonnull(strstr(said, "is there.  Next:"));
    ck_assert_msg(run("cd '%s' && ! grep -rn '@' labs solutions tests kernel",
                      place) == 0,
                  "%s", said);
    ck_assert_msg(run("cd '%s' && find labs solutions tests -name '*.[ch]' | "
                      "xargs clang-format --dry-run -Werror",
                      place) == 0,
                  "%s", said);
    ck_assert_msg(run("for f in '%s'/solutions/*/*.c; do sh make/skeleton.sh "
                      "\"$f\" | cmp - '%s'/labs/%s/\"${f##*/}\"; done",
                      place, place, names[_i]) == 0,
                  "%s", said);
    ck_assert_int_eq(new_lab(names[_i]), 2);
}
END_TEST

Suite *walk_suite(void)
{
    Suite *suite = suite_create("walk");
    TCase *document = tcase_create("document");
    TCase *scripts = tcase_create("scripts");

    tcase_add_test(document, writing_a_lab_is_as_it_says);
    tcase_set_timeout(document, WALK_SECONDS);
    suite_add_tcase(suite, document);
    tcase_add_checked_fixture(scripts, begin, end);
    tcase_set_timeout(scripts, 60);
    tcase_add_loop_test(scripts, a_walk_is_taken_at_its_word, 0,
                        (int)(sizeof walks / sizeof walks[0]));
    tcase_add_loop_test(scripts, a_name_that_will_not_do_is_refused, 0,
                        (int)(sizeof refused / sizeof refused[0]));
    tcase_add_loop_test(scripts, a_new_lab_is_in_style, 0,
                        (int)(sizeof names / sizeof names[0]));
    suite_add_tcase(suite, scripts);
    return suite;
}
