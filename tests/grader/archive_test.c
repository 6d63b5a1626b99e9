/*
 * tests/grader/archive_test.c - submissions in archives, honest and not.
 *
 * Archives are written here by libarchive, with whatever it lets one write,
 * and handed to unpack.c; submission.c's way to it is at the end.  What a
 * student's text may hold is compile_test.c.
 */
#include <archive.h>
#include <archive_entry.h>
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "submission.h"
#include "unpack.h"

#define ROOM      (16u << 20)
#define FILE_NAME "lapic.c"
#define TEXT      "int x;\n"

struct item {
    const char *path;
    mode_t type; /* AE_IFREG when 0 */
    const char *link, *hardlink;
    const char *data; /* TEXT when NULL */
    size_t size;
};

static char *archive;
static size_t size;
static struct unpacked *out;

static void make(void)
{
    archive = malloc(ROOM);
    out = malloc(sizeof *out);
    ck_assert(archive != NULL && out != NULL);
}

static void clear(void)
{
    free(archive);
    free(out);
}

static struct archive *begin(const char *kind)
{
    struct archive *a = archive_write_new();

    if (strcmp(kind, "zip") == 0) {
        archive_write_set_format_zip(a);
    } else {
        archive_write_set_format_pax_restricted(a);
        if (strcmp(kind, "tgz") == 0)
            archive_write_add_filter_gzip(a);
        if (strcmp(kind, "txz") == 0)
            archive_write_add_filter_xz(a);
    }
    archive_write_set_bytes_in_last_block(a, 1);
    ck_assert_int_eq(archive_write_open_memory(a, archive, ROOM, &size),
                     ARCHIVE_OK);
    return a;
}

static void add(struct archive *a, const struct item *item)
{
    struct archive_entry *e = archive_entry_new();
    const char *data = item->data != NULL ? item->data : TEXT;
    size_t length = item->data != NULL ? item->size : strlen(TEXT);
    mode_t type = item->type != 0 ? item->type : AE_IFREG;

    if (type != AE_IFREG || item->hardlink != NULL)
        length = 0;
    archive_entry_set_pathname(e, item->path);
    archive_entry_set_filetype(e, type);
    archive_entry_set_perm(e, 0644);
    archive_entry_set_size(e, (la_int64_t)length);
    if (item->link != NULL)
        archive_entry_set_symlink(e, item->link);
    if (item->hardlink != NULL)
        archive_entry_set_hardlink(e, item->hardlink);
    ck_assert_msg(archive_write_header(a, e) >= ARCHIVE_WARN, "%s: %s",
                  item->path, archive_error_string(a));
    if (length > 0)
        ck_assert_int_eq(archive_write_data(a, data, length),
                         (la_ssize_t)length);
    archive_entry_free(e);
}

static void finish(struct archive *a)
{
    ck_assert_int_eq(archive_write_close(a), ARCHIVE_OK);
    archive_write_free(a);
}

static void pack(const char *kind, const struct item *items, size_t count)
{
    struct archive *a = begin(kind);

    for (size_t i = 0; i < count && items[i].path != NULL; i++)
        add(a, &items[i]);
    finish(a);
}

static void refused(const char *why)
{
    enum unpack_err err = unpack_file(archive, size, FILE_NAME, out);

    ck_assert_msg(err == UNPACK_REFUSED && strstr(out->why, why) != NULL,
                  "%d: \"%s\", not \"%s\"", err, out->why, why);
}

/* ---- honest ones ---- */

static const struct {
    const char *kind;
    struct item item[3];
} honest[] = {
    {"tar", {{.path = FILE_NAME}}},
    {"tgz", {{.path = FILE_NAME}}},
    {"txz", {{.path = FILE_NAME}}},
    {"zip", {{.path = FILE_NAME}}},
    {"zip",
     {{.path = "02-lapic/", .type = AE_IFDIR},
      {.path = "02-lapic/" FILE_NAME}}},
    {"zip", {{.path = "..a/...b/" FILE_NAME}}},
    {"tgz", {{.path = "./a/b/c/" FILE_NAME}, {.path = "a/README.md"}}},
    {"zip",
     {{.path = "__MACOSX/._" FILE_NAME, .data = "\0\5", .size = 2},
      {.path = "\303\234bung/" FILE_NAME}}},
    {"tgz", {{.path = "\303\234bung..../" FILE_NAME}}},
};

START_TEST(the_one_file_is_taken_out)
{
    pack(honest[_i].kind, honest[_i].item, 3);
    ck_assert(unpack_is_archive(archive, size));
    ck_assert_msg(unpack_file(archive, size, FILE_NAME, out) == UNPACK_OK, "%s",
                  out->why);
    ck_assert_uint_eq(out->size, strlen(TEXT));
    ck_assert_str_eq(out->bytes, TEXT);
}
END_TEST

/* ---- what an honest one does not hold ---- */

static const struct {
    const char *kind, *why;
    struct item item[2];
} odd[] = {
    {"tgz", "holds no lapic.c", {{.path = "pic.c"}}},
    {"zip", "holds no lapic.c", {{.path = "xlapic.c"}}},
    {"zip", "two files called", {{.path = FILE_NAME}, {.path = "a/lapic.c"}}},
    {"tgz", "leads out of it, /etc/passwd", {{.path = "/etc/passwd"}}},
    {"zip", "leads out", {{.path = "/" FILE_NAME}}},
    {"tgz", "leads out", {{.path = "../" FILE_NAME}}},
    {"zip", "leads out", {{.path = "a/../../" FILE_NAME}}},
    {"zip", "leads out", {{.path = "..\\" FILE_NAME}}},
    {"zip", "leads out", {{.path = "C:\\" FILE_NAME}}},
    {"tgz", "leads out", {{.path = FILE_NAME}, {.path = "a/.."}}},
    {"tgz",
     "a link",
     {{.path = FILE_NAME, .type = AE_IFLNK, .link = "/etc/passwd"}}},
    {"zip",
     "a link",
     {{.path = FILE_NAME}, {.path = "b", .type = AE_IFLNK, .link = "c"}}},
    {"tgz",
     "a link",
     {{.path = "a"}, {.path = FILE_NAME, .hardlink = "/etc/passwd"}}},
    {"tgz", "a device", {{.path = FILE_NAME, .type = AE_IFIFO}}},
    {"tgz", "a device", {{.path = FILE_NAME, .type = AE_IFCHR}}},
    {"tgz", "a device", {{.path = FILE_NAME}, {.path = "d", .type = AE_IFBLK}}},
    {"tgz", "holds no", {{.path = FILE_NAME, .type = AE_IFDIR}}},
};

START_TEST(odd_archives_are_refused)
{
    pack(odd[_i].kind, odd[_i].item, 2);
    refused(odd[_i].why);
}
END_TEST

START_TEST(an_encrypted_one_is_refused)
{
    struct archive *a = archive_write_new();

    archive_write_set_format_zip(a);
    ck_assert_int_eq(archive_write_set_options(a, "zip:encryption=traditional"),
                     ARCHIVE_OK);
    archive_write_set_passphrase(a, "secret");
    archive_write_open_memory(a, archive, ROOM, &size);
    add(a, &(struct item){.path = FILE_NAME});
    finish(a);
    refused("it is encrypted");
}
END_TEST

/* ---- sizes ---- */

START_TEST(a_bomb_is_stopped)
{
    static const char *const kinds[] = {"tgz", "zip", "txz"};
    const size_t much = 64u << 20;
    char *zeros = calloc(1, much);
    struct item items[] = {{.path = FILE_NAME},
                           {.path = "big", .data = zeros, .size = much}};

    ck_assert_ptr_nonnull(zeros);
    pack(kinds[_i], items, 2);
    ck_assert_uint_lt(size, 1u << 20);
    refused("holds more than 8388608 bytes");
    free(zeros);
}
END_TEST

START_TEST(the_file_itself_has_a_limit)
{
    char *text = malloc(UNPACK_FILE_MAX + 1);
    struct item item = {.path = FILE_NAME, .data = text};

    ck_assert_ptr_nonnull(text);
    memset(text, ' ', UNPACK_FILE_MAX + 1);
    item.size = UNPACK_FILE_MAX;
    pack("zip", &item, 1);
    ck_assert_int_eq(unpack_file(archive, size, FILE_NAME, out), UNPACK_OK);
    ck_assert_uint_eq(out->size, UNPACK_FILE_MAX);
    item.size = UNPACK_FILE_MAX + 1;
    pack("zip", &item, 1);
    refused("has more than 262144 bytes");
    free(text);
}
END_TEST

START_TEST(files_are_counted)
{
    struct archive *a;
    char path[32];

    for (unsigned n = UNPACK_ENTRIES_MAX; n <= UNPACK_ENTRIES_MAX + 1; n++) {
        a = begin("tgz");
        add(a, &(struct item){.path = FILE_NAME});
        for (unsigned i = 1; i < n; i++) {
            snprintf(path, sizeof path, "f%u", i);
            add(a, &(struct item){.path = path});
        }
        finish(a);
        if (n == UNPACK_ENTRIES_MAX)
            ck_assert_int_eq(unpack_file(archive, size, FILE_NAME, out),
                             UNPACK_OK);
    }
    refused("more than 1000 files");
}
END_TEST

/* ---- damage ---- */

/* A zip without its directory may still hold the whole file; less never
 * passes for it. */
START_TEST(no_cut_goes_unnoticed)
{
    static const struct item item = {.path = FILE_NAME};
    size_t whole;

    pack(_i == 0 ? "tgz" : "zip", &item, 1);
    whole = size;
    for (size = 0; size < whole; size += 7)
        if (unpack_file(archive, size, FILE_NAME, out) == UNPACK_OK) {
            ck_assert_int_eq(_i, 1);
            ck_assert_str_eq(out->bytes, TEXT);
        } else {
            ck_assert_int_eq(out->err, UNPACK_REFUSED);
        }
}
END_TEST

START_TEST(what_only_begins_like_one)
{
    static const char *const begins[] = {"PK\003\004rest", "\037\213rest",
                                         "BZhrest", "7z\274\257\047\034",
                                         "Rar!\032\007"};

    size = strlen(begins[_i]);
    memcpy(archive, begins[_i], size);
    ck_assert(unpack_is_archive(archive, size));
    refused("damaged");
}
END_TEST

/* ---- by the name of a file ---- */

static enum submit_err load(struct submission *sub, struct refusal *why)
{
    char path[] = "/tmp/pic2pi.archive.XXXXXX";
    int fd = mkstemp(path);
    enum submit_err err;

    ck_assert_int_ge(fd, 0);
    ck_assert_int_eq(write(fd, archive, size), (ssize_t)size);
    close(fd);
    err = submission_load(path, FILE_NAME, sub, why);
    unlink(path);
    return err;
}

START_TEST(a_submission_may_be_an_archive)
{
    static const struct item item = {.path = "x/" FILE_NAME};
    struct submission sub;
    struct refusal why;

    pack("tgz", &item, 1);
    ck_assert_msg(load(&sub, &why) == SUBMIT_OK, "%s", why.text);
    ck_assert_str_eq(sub.text, TEXT);
    ck_assert_uint_eq(sub.size, strlen(TEXT));
    submission_free(&sub);
}
END_TEST

/* What comes out is looked at as any file is. */
START_TEST(what_comes_out_is_vetted)
{
    struct submission sub;
    struct refusal why;
    struct item item = {.path = FILE_NAME, .data = "", .size = 0};
    char *inner;

    pack("zip", &item, 1);
    ck_assert_int_eq(load(&sub, &why), SUBMIT_EMPTY);
    item.data = "#include \"/etc/passwd\"\n";
    item.size = strlen(item.data);
    pack("zip", &item, 1);
    ck_assert_int_eq(load(&sub, &why), SUBMIT_INCLUDE);
    inner = malloc(size);
    ck_assert_ptr_nonnull(inner);
    memcpy(inner, archive, size);
    item.data = inner;
    item.size = size;
    pack("tgz", &item, 1);
    ck_assert_int_eq(load(&sub, &why), SUBMIT_ARCHIVE);
    ck_assert_ptr_nonnull(strstr(why.text, "is one too"));
    free(inner);
}
END_TEST

START_TEST(an_archive_may_not_be_large)
{
    struct submission sub;
    struct refusal why;

    memset(archive, 'x', UNPACK_ARCHIVE_MAX + 1);
    memcpy(archive, "PK\003\004", 4);
    size = UNPACK_ARCHIVE_MAX + 1;
    ck_assert_int_eq(load(&sub, &why), SUBMIT_TOO_LARGE);
    size = UNPACK_ARCHIVE_MAX;
    ck_assert_int_eq(load(&sub, &why), SUBMIT_ARCHIVE);
    ck_assert_ptr_nonnull(strstr(why.text, "is an archive, and it is damaged"));
    ck_assert_ptr_nonnull(strstr(why.text, "Hand in lapic.c itself"));
}
END_TEST

Suite *archive_suite(void)
{
    Suite *suite = suite_create("archive");
    TCase *reading = tcase_create("reading");

    tcase_add_checked_fixture(reading, make, clear);
    tcase_set_timeout(reading, 60);
    tcase_add_loop_test(reading, the_one_file_is_taken_out, 0,
                        (int)(sizeof honest / sizeof honest[0]));
    tcase_add_loop_test(reading, odd_archives_are_refused, 0,
                        (int)(sizeof odd / sizeof odd[0]));
    tcase_add_test(reading, an_encrypted_one_is_refused);
    tcase_add_loop_test(reading, a_bomb_is_stopped, 0, 3);
    tcase_add_test(reading, the_file_itself_has_a_limit);
    tcase_add_test(reading, files_are_counted);
    tcase_add_loop_test(reading, no_cut_goes_unnoticed, 0, 2);
    tcase_add_loop_test(reading, what_only_begins_like_one, 0, 5);
    tcase_add_test(reading, a_submission_may_be_an_archive);
    tcase_add_test(reading, what_comes_out_is_vetted);
    tcase_add_test(reading, an_archive_may_not_be_large);
    suite_add_tcase(suite, reading);
    return suite;
}
