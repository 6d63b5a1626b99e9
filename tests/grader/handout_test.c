/*
 * tests/grader/handout_test.c - each lab's handout says what its checks say.
 *
 * labs/NN-name/README.md is read as a student reads it: the parts that every
 * handout has, at most two pages, each check with its points, each part's sum,
 * each place of the book that a report can send him to.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "checks.h"
#include "labs.h"

#define LINES_MOST 120u
#define BEGINNING  16u /* lines that hold all of "Read first" */
#define TEXT_MOST  65536u

static void read_handout(const struct lab *lab, char text[TEXT_MOST])
{
    char path[256];
    FILE *file;
    size_t length;

    snprintf(path, sizeof path, "labs/%s/README.md", lab->name);
    file = fopen(path, "r");
    ck_assert_msg(file != NULL, "%s: no such file", path);
    length = fread(text, 1, TEXT_MOST - 1, file);
    fclose(file);
    ck_assert_uint_gt(length, 0);
    text[length] = '\0';
}

static unsigned lines_of(const char *text)
{
    unsigned lines = 0;

    for (; *text != '\0'; text++)
        lines += *text == '\n';
    return lines;
}

START_TEST(has_every_part_in_order)
{
    static const char *const part[] = {
        "**After this lab you can**",
        "*You need*",
        "*Time*",
        "*Read first*",
        "*Predict*",
        "```\n",
        "TODO",
        "## Explain",
    };
    const struct lab *lab = all_labs[_i];
    static char text[TEXT_MOST];
    const char *at = text;

    read_handout(lab, text);
    for (size_t i = 0; i < COUNT_OF(part); i++) {
        const char *found = strstr(at, part[i]);

        ck_assert_msg(found != NULL, "%s: no \"%s\" where it belongs",
                      lab->name, part[i]);
        at = found;
    }
    ck_assert_msg(strstr(at + 1, "\n#") == NULL,
                  "%s: something follows Explain", lab->name);
}
END_TEST

START_TEST(fits_two_pages)
{
    static char text[TEXT_MOST];

    read_handout(all_labs[_i], text);
    ck_assert_uint_le(lines_of(text), LINES_MOST);
}
END_TEST

START_TEST(names_each_check_with_its_points)
{
    const struct lab *lab = all_labs[_i];
    static char text[TEXT_MOST];
    char wanted[128];

    read_handout(lab, text);
    for (unsigned i = 0; i < lab->check_count; i++) {
        const struct check *check = &lab->checks[i];
        const char *found;
        int length = snprintf(wanted, sizeof wanted, "`%s` %u", check->id,
                              check->points);

        found = strstr(text, wanted);
        ck_assert_msg(found != NULL &&
                          strchr("0123456789", found[length]) == NULL,
                      "%s: the handout does not say %s", lab->name, wanted);
    }
}
END_TEST

/* The number of points behind each "`id` " of a table, where a check is. */
static unsigned points_in(const struct lab *lab, const char *text)
{
    unsigned sum = 0;

    for (unsigned i = 0; i < lab->check_count; i++) {
        char wanted[128];
        size_t length =
            (size_t)snprintf(wanted, sizeof wanted, "`%s` ", lab->checks[i].id);

        for (const char *p = text; (p = strstr(p, wanted)) != NULL; p++)
            sum += (unsigned)strtoul(p + length, NULL, 10);
    }
    return sum;
}

START_TEST(adds_up_to_a_hundred)
{
    const struct lab *lab = all_labs[_i];
    static char text[TEXT_MOST];
    char wanted[64];
    unsigned sum[2] = {0, 0};

    read_handout(lab, text);
    for (unsigned i = 0; i < lab->check_count; i++)
        sum[lab->checks[i].part == 'B'] += lab->checks[i].points;
    ck_assert_uint_eq(sum[0] + sum[1], 100);
    ck_assert_uint_eq(points_in(lab, text), 100);
    for (unsigned part = 0; sum[1] > 0 && part < 2; part++) {
        snprintf(wanted, sizeof wanted, "Part %c, %u points", 'A' + (int)part,
                 sum[part]);
        ck_assert_msg(strstr(text, wanted) != NULL,
                      "%s: the handout does not say %s", lab->name, wanted);
    }
}
END_TEST

/* Is `word` in `text`, and not as the beginning of a longer one? */
static bool has_word(const char *text, const char *word)
{
    size_t length = strlen(word);

    for (const char *p = text; (p = strstr(p, word)) != NULL; p++)
        if (strchr("abcdefghijklmnopqrstuvwxyz0123456789-", p[length]) == NULL)
            return true;
    return false;
}

START_TEST(lists_each_place_of_the_book)
{
    const struct lab *lab = all_labs[_i];
    static char text[TEXT_MOST];
    char *end = text, *list;

    read_handout(lab, text);
    for (unsigned n = 0; n < BEGINNING && strchr(end, '\n') != NULL; n++)
        end = strchr(end, '\n') + 1;
    *end = '\0';
    list = strstr(text, "*Read first*");
    ck_assert_ptr_nonnull(list);
    for (unsigned i = 0; i < lab->check_count; i++)
        ck_assert_msg(has_word(list, lab->checks[i].book),
                      "%s: %s sends to %s, which Read first does not name",
                      lab->name, lab->checks[i].id, lab->checks[i].book);
}
END_TEST

Suite *handout_suite(void)
{
    Suite *suite = suite_create("handout");
    TCase *tcase = tcase_create("handout");
    int labs = (int)all_labs_count;

    tcase_add_loop_test(tcase, has_every_part_in_order, 0, labs);
    tcase_add_loop_test(tcase, fits_two_pages, 0, labs);
    tcase_add_loop_test(tcase, names_each_check_with_its_points, 0, labs);
    tcase_add_loop_test(tcase, adds_up_to_a_hundred, 0, labs);
    tcase_add_loop_test(tcase, lists_each_place_of_the_book, 0, labs);
    suite_add_tcase(suite, tcase);
    return suite;
}
