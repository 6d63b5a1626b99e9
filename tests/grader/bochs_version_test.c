/*
 * tests/grader/bochs_version_test.c - which Bochs a banner and a program's file
 * tell of, and what follows for the grade.
 *
 * The banners of 2.7, 2.8 and 3.0 are their own; no other
 * Bochs is started here.
 */
#include <check.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "bochs_version.h"

/* Line and blanks around it as the program prints them. */
static enum bochs_standing standing(const char *words, char version[16])
{
    char banner[256];

    snprintf(banner, sizeof banner,
             "=======================\n"
             "                        %s\n"
             "            Built from GitHub snapshot on February 16, 2025\n",
             words);
    return bochs_version(banner, version);
}

START_TEST(a_banner_names_its_version)
{
    static const struct {
        const char *words, *version;
        enum bochs_standing standing;
    } banners[] = {
        {"Bochs x86 Emulator 2.7", "2.7", BOCHS_TRIED},
        {"Bochs x86 Emulator 2.8", "2.8", BOCHS_TRIED},
        {"Bochs x86 Emulator 3.0", "3.0", BOCHS_TRIED},
        {"Bochs x86 Emulator 3.0.devel", "3.0.devel", BOCHS_UNTRIED},
        {"Bochs x86 Emulator 3.1", "3.1", BOCHS_UNTRIED},
        {"Bochs x86 Emulator 10.0", "10.0", BOCHS_UNTRIED},
        {"Bochs x86 Emulator 2.70", "2.70", BOCHS_UNTRIED},
        {"Bochs x86 Emulator 2.6.11", "2.6.11", BOCHS_REFUSED},
        {"Bochs x86 Emulator 1.9", "1.9", BOCHS_REFUSED},
        {"Bochs x86 Emulator", "", BOCHS_REFUSED},
        {"GNU bash, version 5.2.15", "", BOCHS_REFUSED},
    };
    char version[16];

    for (size_t i = 0; i < sizeof banners / sizeof banners[0]; i++) {
        ck_assert_int_eq(standing(banners[i].words, version),
                         banners[i].standing);
        ck_assert_str_eq(version, banners[i].version);
    }
}
END_TEST

START_TEST(a_version_without_end_is_cut)
{
    char version[16];

    ck_assert_int_eq(standing("Bochs x86 Emulator 3.12345678901234567890",
                              version),
                     BOCHS_UNTRIED);
    ck_assert_str_eq(version, "3.1234567890123");
}
END_TEST

START_TEST(only_an_untried_version_is_warned_of)
{
    ck_assert_ptr_null(bochs_version_warning("2.7"));
    ck_assert_ptr_null(bochs_version_warning("2.8"));
    ck_assert_ptr_null(bochs_version_warning("3.0"));
    ck_assert_ptr_null(bochs_version_warning(""));
    ck_assert_ptr_nonnull(
        strstr(bochs_version_warning("3.1"), "Bochs 3.1 was never tried"));
    ck_assert_ptr_null(strchr(bochs_version_warning("3.1"), '\n'));
}
END_TEST

START_TEST(what_was_mended_is_not_excused)
{
    static const struct {
        const char *version;
        const struct habits *habits;
    } of[] = {
        {"", &habits_bochs},         {"2.7", &habits_bochs},
        {"2.8", &habits_bochs_2_8},  {"2.9", &habits_bochs_2_8},
        {"3.0", &habits_bochs_3_0},  {"3.0.devel", &habits_bochs_3_0},
        {"10.1", &habits_bochs_3_0},
    };

    for (size_t i = 0; i < sizeof of / sizeof of[0]; i++)
        ck_assert_ptr_eq(bochs_habits(of[i].version), of[i].habits);
    ck_assert(habits_bochs.late_x2apic_ldr);
    ck_assert(!habits_bochs_2_8.late_x2apic_ldr);
    ck_assert(!habits_bochs_3_0.late_x2apic_ldr);
    ck_assert_int_ne(habits_bochs_2_8.logical_all, LOGICAL_ALL_ARE);
    ck_assert_int_eq(habits_bochs_3_0.logical_all, LOGICAL_ALL_ARE);
}
END_TEST

/* Nothing else was mended: the rest of the tables is equal. */
START_TEST(the_rest_is_the_same_bochs)
{
    static const struct habits *const later[] = {&habits_bochs_2_8,
                                                 &habits_bochs_3_0};
    const struct habits *old = &habits_bochs, *new = later[_i];

    ck_assert_str_eq(old->machine, new->machine);
    ck_assert(old->is_bochs == new->is_bochs);
    ck_assert_uint_eq(old->lapic_version, new->lapic_version);
    ck_assert(old->freezes_choice == new->freezes_choice);
    ck_assert(old->keeps_edges == new->keeps_edges);
    ck_assert(old->takes_small_vectors == new->takes_small_vectors);
    ck_assert_uint_eq(old->gate_error_shift, new->gate_error_shift);
    ck_assert_uint_eq(old->lacks, new->lacks);
}
END_TEST

START_TEST(a_table_is_found_by_its_name)
{
    ck_assert_ptr_eq(habits_find("bochs"), &habits_bochs);
    ck_assert_ptr_eq(habits_find("bochs-2.8"), &habits_bochs_2_8);
    ck_assert_ptr_eq(habits_find("bochs-3.0"), &habits_bochs_3_0);
    ck_assert_ptr_eq(habits_find("qemu"), &habits_qemu);
    ck_assert_ptr_null(habits_find("bochs-2"));
    ck_assert_ptr_null(habits_find(""));
}
END_TEST

/* Does a program with these bytes take the option? */
static bool takes(const char *bytes, size_t size)
{
    char folder[] = "/tmp/pic2pi-test-XXXXXX", path[PATH_MAX];
    FILE *file;
    bool answer;

    ck_assert_ptr_nonnull(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/bochs", folder);
    file = fopen(path, "wb");
    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite(bytes, 1, size, file), size);
    ck_assert_int_eq(fclose(file), 0);
    answer = bochs_takes_option(path);
    unlink(path);
    rmdir(folder);
    return answer;
}

#define TAKES(bytes) takes(bytes, sizeof(bytes) - 1)

START_TEST(a_program_that_knows_the_option_is_told)
{
    ck_assert(TAKES("\x7f"
                    "ELF\0-unlock\0-debugger\0-dbg\0"));
    ck_assert(TAKES("-debugger\0"));
}
END_TEST

/* Nor is a word that only begins so, or a script, which has no such string. */
START_TEST(a_program_that_does_not_is_not)
{
    ck_assert(!TAKES("\x7f"
                     "ELF\0-unlock\0-dbglog\0"));
    ck_assert(!TAKES("  -debugger        start Bochs internal debugger\n\0"));
    ck_assert(!TAKES("#!/bin/sh\nexec bochs -debugger"));
    ck_assert(!TAKES(""));
    ck_assert(!bochs_takes_option("/no/such/bochs"));
    ck_assert(!bochs_takes_option("/"));
}
END_TEST

Suite *bochs_version_suite(void)
{
    Suite *suite = suite_create("grader/bochs_version");
    TCase *tcase = tcase_create("version");

    tcase_add_test(tcase, a_banner_names_its_version);
    tcase_add_test(tcase, a_version_without_end_is_cut);
    tcase_add_test(tcase, only_an_untried_version_is_warned_of);
    tcase_add_test(tcase, what_was_mended_is_not_excused);
    tcase_add_loop_test(tcase, the_rest_is_the_same_bochs, 0, 2);
    tcase_add_test(tcase, a_table_is_found_by_its_name);
    tcase_add_test(tcase, a_program_that_knows_the_option_is_told);
    tcase_add_test(tcase, a_program_that_does_not_is_not);
    suite_add_tcase(suite, tcase);
    return suite;
}
