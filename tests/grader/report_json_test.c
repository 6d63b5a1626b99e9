/*
 * tests/grader/report_json_test.c - the report for programs.
 */
#include <check.h>
#include <jansson.h>
#include <sys/stat.h>
#include <unistd.h>
#include "out_file.h"
#include "report_json.h"
#include "report_lab.h"
#include "sha256.h"

static char *json_of(const struct grading *g)
{
    struct options options = hand_options();
    json_t *reports = json_array();
    char *text;

    json_array_append_new(reports, report_json_make(g, "bochs", &options));
    CAPTURE(text, out, ck_assert(report_json_write(out, reports)));
    json_decref(reports);
    return text;
}

static char *json_for(enum hand_record which)
{
    struct grading g;
    char *text;

    hand_grade(&g, which);
    text = json_of(&g);
    grading_free(&g);
    return text;
}

static json_t *parse(const char *text)
{
    json_error_t error;
    json_t *root = json_loads(text, JSON_REJECT_DUPLICATES, &error);

    ck_assert_msg(root != NULL, "line %d: %s", error.line, error.text);
    return root;
}

static void expect_keys(json_t *object, const char *const *names)
{
    const char *key;
    json_t *value;

    json_object_foreach(object, key, value)
    {
        ck_assert_ptr_nonnull(*names);
        ck_assert_str_eq(key, *names);
        names++;
    }
    ck_assert_ptr_null(*names);
}

static const char *text_at(json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));

    return text != NULL ? text : "";
}

static json_int_t number_at(json_t *object, const char *key)
{
    json_t *value = json_object_get(object, key);

    ck_assert_msg(json_is_integer(value), "%s is no number", key);
    return json_integer_value(value);
}

START_TEST(names_and_order_are_fixed)
{
    static const char *const report[] = {"schema",
                                         "lab",
                                         "lab_version",
                                         "grader_version",
                                         "submission_sha256",
                                         "title",
                                         "machine",
                                         "seeds",
                                         "score",
                                         "max_score",
                                         "error",
                                         "guest_output",
                                         "checks",
                                         NULL};
    static const char *const machine[] = {"name", "version", "boot",
                                          "self_reported", NULL};
    static const char *const check[] = {"id",         "todo",       "title",
                                        "points",     "max_points", "status",
                                        "blocked_by", "reason",     "found",
                                        "mistake",    "hints",      "book",
                                        "seed",       "evidence",   NULL};
    static const char *const evidence[] = {"tick", "cpu",  "vector",
                                           "irr",  "isr",  "tpr",
                                           "ppr",  "line", NULL};
    char *text = json_for(RECORD_NO_EOI);
    json_t *root = parse(text), *first;

    expect_keys(root, report);
    expect_keys(json_object_get(root, "machine"), machine);
    first = json_array_get(json_object_get(root, "checks"), 0);
    expect_keys(first, check);
    expect_keys(json_object_get(first, "evidence"), evidence);
    ck_assert_str_eq(text_at(root, "schema"), "pic2pi/report-1");
    json_decref(root);
    free(text);
}
END_TEST

START_TEST(a_failure_carries_its_evidence)
{
    char *text = json_for(RECORD_NO_EOI);
    json_t *root = parse(text), *checks = json_object_get(root, "checks");
    json_t *first = json_array_get(checks, 0);
    json_t *e = json_object_get(first, "evidence");

    ck_assert_int_eq(number_at(root, "score"), 0);
    ck_assert_int_eq(number_at(root, "max_score"), 15);
    ck_assert_str_eq(text_at(first, "status"), "fail");
    ck_assert_str_eq(text_at(first, "mistake"), "eoi-missing");
    ck_assert_str_eq(text_at(first, "reason"),
                     "the handler of 0x31 returned without EOI");
    ck_assert_int_eq(number_at(first, "seed"), HAND_SEED);
    ck_assert_int_eq(number_at(e, "tick"), 48110);
    ck_assert_int_eq(number_at(e, "vector"), 0x31);
    ck_assert_int_eq(number_at(e, "ppr"), 0x30);
    ck_assert_int_eq(json_integer_value(
                         json_array_get(json_object_get(e, "isr"), 0)),
                     0x31);
    ck_assert_int_eq(json_integer_value(
                         json_array_get(json_object_get(e, "irr"), 0)),
                     0x22);
    ck_assert_int_eq(number_at(json_array_get(checks, 1), "blocked_by"), 1);
    json_decref(root);
    free(text);
}
END_TEST

START_TEST(passed_checks_have_points_and_no_evidence)
{
    char *text = json_for(RECORD_RIGHT);
    json_t *root = parse(text);
    json_t *first = json_array_get(json_object_get(root, "checks"), 0);

    ck_assert_int_eq(number_at(root, "score"), 15);
    ck_assert_int_eq(number_at(first, "points"), 10);
    ck_assert_str_eq(text_at(first, "status"), "pass");
    ck_assert(json_is_null(json_object_get(first, "evidence")));
    ck_assert(json_is_null(json_object_get(root, "error")));
    json_decref(root);
    free(text);
}
END_TEST

START_TEST(same_key_same_bytes)
{
    char *one = json_for(RECORD_NO_EOI), *two = json_for(RECORD_NO_EOI);

    ck_assert_str_eq(one, two);
    free(one);
    free(two);
}
END_TEST

START_TEST(guest_output_is_valid_text)
{
    static const char said[] = "a\r\n\x1b[31m\xff\xc3yz\0\xc2\x9b"
                               "0m\xe2\x82";
    struct grading g;
    char *text;
    json_t *root;

    hand_grade(&g, RECORD_RIGHT);
    for (size_t i = 0; i < sizeof said - 1; i++)
        trace_console(&g.run->boot[0].trace, said[i]);
    text = json_of(&g);
    root = parse(text);
    ck_assert_str_eq(text_at(root, "guest_output"), "a\n?[31m?\?yz??0m??");
    json_decref(root);
    free(text);
    grading_free(&g);
}
END_TEST

START_TEST(long_guest_output_is_cut)
{
    struct grading g;
    char *text;
    json_t *root;

    hand_grade(&g, RECORD_RIGHT);
    for (size_t i = 0; i < CONSOLE_LIMIT; i++)
        trace_console(&g.run->boot[0].trace, 'x');
    text = json_of(&g);
    root = parse(text);
    ck_assert_uint_eq(strlen(text_at(root, "guest_output")), 16384);
    json_decref(root);
    free(text);
    grading_free(&g);
}
END_TEST

START_TEST(a_refusal_is_a_report_too)
{
    struct grading g = {.lab = &hand_lab, .error = SUBMIT_INCLUDE};
    json_t *root, *error, *first;
    char *text;

    g.refusal.line = 12;
    snprintf(g.refusal.text, sizeof g.refusal.text, "hand.c:12: no such thing");
    text = json_of(&g);
    root = parse(text);
    error = json_object_get(root, "error");
    ck_assert_str_eq(text_at(error, "kind"), "include-refused");
    ck_assert_int_eq(number_at(error, "line"), 12);
    ck_assert_int_eq(number_at(root, "score"), 0);
    ck_assert_int_eq(number_at(root, "max_score"), 15);
    first = json_array_get(json_object_get(root, "checks"), 0);
    ck_assert_str_eq(text_at(first, "status"), "fail");
    ck_assert_int_eq(number_at(first, "points"), 0);
    json_decref(root);
    free(text);
}
END_TEST

START_TEST(a_modified_kernel_is_an_error)
{
    struct grading g;
    json_t *root;
    char *text;

    hand_grade(&g, RECORD_RIGHT);
    g.run->modified = true;
    verdict_free(&g.verdict);
    verdict_make(&g.verdict, &hand_lab, g.run, 1, 0);
    text = json_of(&g);
    root = parse(text);
    ck_assert_str_eq(text_at(json_object_get(root, "error"), "kind"),
                     "kernel-modified");
    ck_assert_int_eq(number_at(root, "score"), 0);
    json_decref(root);
    free(text);
    grading_free(&g);
}
END_TEST

START_TEST(several_labs_are_a_list)
{
    struct options options = hand_options();
    json_t *reports = json_array(), *root;
    struct grading g;
    char *text;

    hand_grade(&g, RECORD_RIGHT);
    for (int i = 0; i < 2; i++)
        json_array_append_new(reports, report_json_make(&g, "bochs", &options));
    CAPTURE(text, out, ck_assert(report_json_write(out, reports)));
    root = parse(text);
    ck_assert_str_eq(text_at(root, "schema"), "pic2pi/report-1");
    ck_assert_uint_eq(json_array_size(json_object_get(root, "labs")), 2);
    json_decref(root);
    json_decref(reports);
    free(text);
    grading_free(&g);
}
END_TEST

/* The first example of FIPS 180-4. */
START_TEST(sha256_is_the_standards)
{
    char hex[65];

    sha256_hex("abc", 3, hex);
    ck_assert_str_eq(hex, "ba7816bf8f01cfea414140de5dae2223"
                          "b00361a396177a9cb410ff61f20015ad");
}
END_TEST

START_TEST(a_file_is_whole_or_not_there)
{
    char folder[] = "/tmp/report-XXXXXX", path[64];
    struct out_file file;

    ck_assert_ptr_nonnull(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/report.json", folder);
    ck_assert(out_file_open(&file, path));
    fputs("half", file.stream);
    ck_assert_int_ne(access(path, F_OK), 0);
    ck_assert(!out_file_close(&file, false));
    ck_assert_int_ne(access(path, F_OK), 0);
    ck_assert(out_file_open(&file, path));
    fputs("whole", file.stream);
    ck_assert(out_file_close(&file, true));
    ck_assert_int_eq(access(path, F_OK), 0);
    unlink(path);
    ck_assert_int_eq(rmdir(folder), 0); /* nothing else is left in it */
}
END_TEST

START_TEST(a_file_that_cannot_be_written_is_said)
{
    struct out_file file;

    ck_assert(freopen("/dev/null", "w", stderr) != NULL);
    ck_assert(!out_file_open(&file, "/nowhere/at/all"));
    ck_assert(out_file_open(&file, "/dev/full"));
    fputs("text", file.stream);
    ck_assert(!out_file_close(&file, true));
}
END_TEST

Suite *report_json_suite(void)
{
    Suite *suite = suite_create("report_json");
    TCase *tcase = tcase_create("report_json");

    tcase_add_test(tcase, names_and_order_are_fixed);
    tcase_add_test(tcase, a_failure_carries_its_evidence);
    tcase_add_test(tcase, passed_checks_have_points_and_no_evidence);
    tcase_add_test(tcase, same_key_same_bytes);
    tcase_add_test(tcase, guest_output_is_valid_text);
    tcase_add_test(tcase, long_guest_output_is_cut);
    tcase_add_test(tcase, a_refusal_is_a_report_too);
    tcase_add_test(tcase, a_modified_kernel_is_an_error);
    tcase_add_test(tcase, several_labs_are_a_list);
    tcase_add_test(tcase, sha256_is_the_standards);
    tcase_add_test(tcase, a_file_is_whole_or_not_there);
    tcase_add_test(tcase, a_file_that_cannot_be_written_is_said);
    suite_add_tcase(suite, tcase);
    return suite;
}
