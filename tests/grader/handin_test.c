/*
 * tests/grader/handin_test.c - `pic2pi handin`: archive, receipt, --verify.
 *
 * The archive is what `grade --submission` takes; its bytes depend on nothing
 * but the grading; a receipt that does not fit its file is found out.
 */
#include <jansson.h>
#include "cli_case.h"
#include "sha256.h"
#include "unpack.h"

static struct cli cli;
static char archive[PATH_MAX];

static void begin(void)
{
    cli_begin(&cli);
    snprintf(archive, sizeof archive, "%s/out.tar.gz", cli.place);
}

static void end(void)
{
    cli_end(&cli);
}

static size_t read_bytes(const char *path, char bytes[1 << 17])
{
    FILE *file = fopen(path, "r");
    size_t n;

    ck_assert_msg(file != NULL, "%s is not there", path);
    n = fread(bytes, 1, 1 << 17, file);
    fclose(file);
    return n;
}

static int hand_in(void)
{
    return cli_run(&cli, "handin", "--lab", "02", "--own", "solutions",
                   "--output", archive);
}

static char bytes[1 << 17], again[1 << 17];

static struct unpacked *take(const char *name)
{
    struct unpacked *out = malloc(sizeof *out);
    size_t n = read_bytes(archive, bytes);

    ck_assert_ptr_nonnull(out);
    ck_assert_msg(unpack_file(bytes, n, name, out) == UNPACK_OK, "%s: %s", name,
                  out->why);
    return out;
}

static void is(json_t *receipt, const char *name, const char *value)
{
    const char *text = json_string_value(json_object_get(receipt, name));

    ck_assert_msg(text != NULL && strcmp(text, value) == 0, "%s: %s, not %s",
                  name, text, value);
}

START_TEST(the_archive_holds_the_file_and_its_receipt)
{
    struct unpacked *file, *receipt;
    char *text = cli_read(SOLUTION), hash[65];
    json_t *r;

    ck_assert_int_eq(hand_in(), 0);
    cli_check(&cli, 0, archive);
    cli_check(&cli, 0, "100 of 100 points");
    cli_clean(&cli);
    file = take("lapic.c");
    ck_assert_str_eq(file->bytes, text);
    sha256_hex(text, strlen(text), hash);
    receipt = take("receipt.json");
    r = json_loadb(receipt->bytes, receipt->size, 0, NULL);
    is(r, "schema", "pic2pi/receipt-1");
    is(r, "lab", "02-lapic");
    is(r, "file", "lapic.c");
    is(r, "file_sha256", hash);
    ck_assert_int_eq(json_integer_value(json_object_get(r, "score")), 100);
    ck_assert_uint_eq(json_array_size(json_object_get(r, "seeds")), 3);
    json_decref(r);
    free(receipt);
    free(file);
    free(text);
}
END_TEST

/* `grade --json` of the archive itself gives the report that was hashed. */
START_TEST(the_report_can_be_had_again)
{
    char report[PATH_MAX], hash[65], *text;
    struct unpacked *receipt;
    json_t *r;

    hand_in();
    snprintf(report, sizeof report, "%s/report.json", cli.place);
    cli_run(&cli, "grade", "--lab", "02", "--submission", archive, "--json",
            report);
    cli_check(&cli, 0, "100 of 100 points");
    text = cli_read(report);
    sha256_hex(text, strlen(text), hash);
    receipt = take("receipt.json");
    r = json_loadb(receipt->bytes, receipt->size, 0, NULL);
    is(r, "report_sha256", hash);
    json_decref(r);
    free(receipt);
    free(text);
}
END_TEST

START_TEST(the_same_grading_gives_the_same_bytes)
{
    size_t first, second;

    hand_in();
    first = read_bytes(archive, bytes);
    ck_assert_int_eq(unlink(archive), 0);
    umask(077);
    setenv("TZ", "Pacific/Auckland", 1);
    hand_in();
    second = read_bytes(archive, again);
    ck_assert_uint_eq(first, second);
    ck_assert_mem_eq(bytes, again, first);
}
END_TEST

START_TEST(a_score_that_is_not_full_is_said)
{
    cli_run(&cli, "handin", "--lab", "02", "--output", archive, "--own",
            "tests/grader/../../labs/02-lapic");
    cli_check(&cli, 0, "warning: this file earns 0 of 100 points");
    free(take("lapic.c"));
}
END_TEST

START_TEST(a_file_that_does_not_compile_is_packed_too)
{
    char path[PATH_MAX];

    cli_submission(&cli, "no_such_thing = 1;", path);
    cli_run(&cli, "handin", "--lab", "02", "--submission", path, "--output",
            archive);
    cli_check(&cli, 0, "no_such_thing");
    cli_check(&cli, 0, "warning: this file earns 0 of 100 points");
    free(take("receipt.json"));
}
END_TEST

/* ---- refusals ---- */

START_TEST(nothing_to_hand_in)
{
    cli_run(&cli, "handin", "--lab", "02", "--submission", "/no/such.c",
            "--output", archive);
    cli_check(&cli, 1, "There is no /no/such.c");
    ck_assert_int_ne(access(archive, F_OK), 0);
    cli_run(&cli, "handin");
    cli_check(&cli, 2, "which lab?");
    cli_run(&cli, "handin", "--lab", "77", "--output", archive);
    cli_check(&cli, 2, "there is no lab '77'");
    cli_clean(&cli);
}
END_TEST

START_TEST(what_is_there_is_not_touched)
{
    char link_to[PATH_MAX], *text;

    cli_file(&cli, "out.tar.gz", "mine", 4, archive);
    hand_in();
    cli_check(&cli, 3, "exists already");
    text = cli_read(archive);
    ck_assert_str_eq(text, "mine");
    free(text);
    ck_assert_int_eq(unlink(archive), 0);
    snprintf(link_to, sizeof link_to, "%s/elsewhere", cli.place);
    ck_assert_int_eq(symlink(link_to, archive), 0);
    hand_in();
    cli_check(&cli, 3, "exists already");
    ck_assert_int_ne(access(link_to, F_OK), 0);
}
END_TEST

START_TEST(a_place_that_cannot_be_written)
{
    snprintf(archive, sizeof archive, "%s/no/such/folder.tar.gz", cli.place);
    hand_in();
    cli_check(&cli, 3, "cannot be written: No such file or directory");
    snprintf(archive, sizeof archive, "/dev/full/x");
    hand_in();
    cli_check(&cli, 3, "cannot be written");
    cli_clean(&cli);
}
END_TEST

/* ---- --verify ---- */

static void verify(const char *path, int status, const char *says)
{
    cli_run(&cli, "handin", "--verify", path);
    cli_check(&cli, status, says);
    cli_clean(&cli);
}

/* The same receipt beside another file. */
static void swap_file(void)
{
    static const char command[] =
        "set -e; cd \"$0\"; tar xzf out.tar.gz; echo >>02-lapic/lapic.c; "
        "tar czf swapped.tar.gz 02-lapic; rm -r 02-lapic";

    cli_do("sh", "-c", command, cli.place);
}

START_TEST(a_receipt_is_held_against_its_file)
{
    char path[PATH_MAX];

    hand_in();
    verify(archive, 0, "the receipt fits lapic.c");
    cli_check(&cli, 0, "a claim and no proof");
    swap_file();
    snprintf(path, sizeof path, "%s/swapped.tar.gz", cli.place);
    verify(path, 1, "the receipt is of another file than the lapic.c beside");
}
END_TEST

static const struct {
    const char *receipt, *says;
} forged[] = {
#define ZEROS "0000000000000000"
#define NAMING(file)                                                           \
    "{\"schema\": \"pic2pi/receipt-1\", \"file\": \"" file                     \
    "\", \"file_sha256\": \"" ZEROS ZEROS ZEROS ZEROS "\"}"
    {"{}", "is none of pic2pi/receipt-1"},
    {"[", "is none of pic2pi/receipt-1"},
    {"{\"schema\": \"pic2pi/receipt-1\", \"file\": \"x.c\"}", "is none of"},
    {NAMING("../x.c"), "is none of"},
    {NAMING("\\u001b[31m"), "is none of"},
    {NAMING("x.c"), "it holds no x.c"},
    {NAMING("receipt.json"), "the receipt is of another file"},
#undef NAMING
#undef ZEROS
};

START_TEST(a_receipt_that_is_none)
{
    static const char command[] =
        "set -e; cd \"$0\"; mkdir a; cp receipt.json a; tar czf out.tar.gz a";

    cli_file(&cli, "receipt.json", forged[_i].receipt,
             strlen(forged[_i].receipt), archive);
    cli_do("sh", "-c", command, cli.place);
    snprintf(archive, sizeof archive, "%s/out.tar.gz", cli.place);
    verify(archive, 1, forged[_i].says);
}
END_TEST

START_TEST(what_is_no_archive)
{
    verify("/no/such.tar.gz", 1, "cannot be read");
    verify("/dev/zero", 1, "no ordinary file");
    verify(SOLUTION, 1, "damaged");
}
END_TEST

Suite *handin_suite(void)
{
    Suite *suite = suite_create("handin");
    TCase *cases = tcase_create("handin");

    tcase_set_timeout(cases, CLI_SECONDS);
    tcase_add_checked_fixture(cases, begin, end);
    tcase_add_test(cases, the_archive_holds_the_file_and_its_receipt);
    tcase_add_test(cases, the_report_can_be_had_again);
    tcase_add_test(cases, the_same_grading_gives_the_same_bytes);
    tcase_add_test(cases, a_score_that_is_not_full_is_said);
    tcase_add_test(cases, a_file_that_does_not_compile_is_packed_too);
    tcase_add_test(cases, nothing_to_hand_in);
    tcase_add_test(cases, what_is_there_is_not_touched);
    tcase_add_test(cases, a_place_that_cannot_be_written);
    tcase_add_test(cases, a_receipt_is_held_against_its_file);
    tcase_add_loop_test(cases, a_receipt_that_is_none, 0,
                        (int)(sizeof forged / sizeof forged[0]));
    tcase_add_test(cases, what_is_no_archive);
    suite_add_tcase(suite, cases);
    return suite;
}
