/*
 * grader/src/handin.c - receipt and archive, made and looked at again.
 * Contract: handin.h.
 */
#include "handin.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "memory.h"
#include "printable.h"
#include "report_json.h"
#include "sha256.h"
#include "unpack.h"

#define SCHEMA  "pic2pi/receipt-1"
#define RECEIPT "receipt.json"
#define NOTE                                                                   \
    "says what was graded and proves nothing: the grade of record is the "     \
    "instructor's"
#define ARCHIVE_ROOM (1u << 20) /* a file of 256 KiB and its receipt */
#define NAME_CHARACTERS                                                        \
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-."

/* ---- the receipt ---- */

/* SHA-256 of what `grade --json` writes for this grading. */
static void hash_report(json_t *report, char hex[65])
{
    json_t *labs = json_pack("[O]", report);
    char *text = NULL;
    size_t size = 0;
    FILE *out = need(open_memstream(&text, &size));

    report_json_write(out, labs);
    fclose(out);
    sha256_hex(text, size, hex);
    free(text);
    json_decref(labs);
}

static void copy(json_t *to, json_t *report, const char *name)
{
    json_object_set(to, name, json_object_get(report, name));
}

json_t *handin_receipt(const struct grading *g, const char *machine,
                       const struct options *options)
{
    json_t *report = report_json_make(g, machine, options);
    json_t *error = json_object_get(report, "error");
    json_t *o = json_object();
    char hash[65];

    hash_report(report, hash);
    json_object_set_new(o, "schema", json_string(SCHEMA));
    copy(o, report, "lab");
    copy(o, report, "lab_version");
    json_object_set_new(o, "file", json_string(g->lab->file));
    json_object_set_new(o, "file_bytes",
                        json_integer((json_int_t)strlen(g->source)));
    json_object_set_new(o, "file_sha256", json_string(g->sha256));
    copy(o, report, "grader_version");
    copy(o, report, "machine");
    copy(o, report, "seeds");
    copy(o, report, "score");
    copy(o, report, "max_score");
    json_object_set_new(o, "error",
                        json_is_null(error)
                            ? json_null()
                            : json_incref(json_object_get(error, "kind")));
    json_object_set_new(o, "report_sha256", json_string(hash));
    json_object_set_new(o, "note", json_string(NOTE));
    json_decref(report);
    return o;
}

/* ---- writing ---- */

/* Owner, group and time are nobody's, so that bytes depend on contents only. */
static bool add_file(struct archive *a, const char *folder, const char *name,
                     const char *text)
{
    struct archive_entry *e = need(archive_entry_new());
    char *path = text_format("%s/%s", folder, name);
    size_t size = strlen(text);
    bool good;

    archive_entry_set_pathname(e, path);
    archive_entry_set_filetype(e, AE_IFREG);
    archive_entry_set_perm(e, 0644);
    archive_entry_set_mtime(e, 0, 0);
    archive_entry_set_size(e, (la_int64_t)size);
    good = archive_write_header(a, e) == ARCHIVE_OK &&
           archive_write_data(a, text, size) == (la_ssize_t)size;
    archive_entry_free(e);
    free(path);
    return good;
}

/* The archive's bytes, allocated, or NULL. */
static char *pack(const struct grading *g, const char *receipt, size_t *size)
{
    struct archive *a = need(archive_write_new());
    char *bytes = need(malloc(ARCHIVE_ROOM));
    bool good;

    archive_write_set_format_ustar(a);
    archive_write_add_filter_gzip(a);
    archive_write_set_filter_option(a, "gzip", "timestamp", NULL);
    archive_write_set_filter_option(a, "gzip", "compression-level", "9");
    archive_write_set_bytes_in_last_block(a, 1);
    good =
        archive_write_open_memory(a, bytes, ARCHIVE_ROOM, size) == ARCHIVE_OK &&
        add_file(a, g->lab->name, g->lab->file, g->source) &&
        add_file(a, g->lab->name, RECEIPT, receipt) &&
        archive_write_close(a) == ARCHIVE_OK;
    archive_write_free(a);
    if (good)
        return bytes;
    free(bytes);
    return NULL;
}

static char *cannot_write(const char *path, int error)
{
    if (error == EEXIST)
        return text_format("%s exists already, and was not touched. Remove it, "
                           "or name another file with --output",
                           path);
    return text_format("%s cannot be written: %s. Name a file in a folder of "
                       "yours with --output",
                       path, strerror(error));
}

/* A new file, whole or not at all; never through a link. */
static char *write_new(const char *path, const char *bytes, size_t size)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    size_t done = 0;
    int error;

    if (fd < 0)
        return cannot_write(path, errno);
    while (done < size) {
        ssize_t n = write(fd, bytes + done, size - done);

        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            break;
        done += (size_t)n;
    }
    error = errno;
    if (close(fd) == 0 && done == size)
        return NULL;
    unlink(path);
    return cannot_write(path, done < size ? error : errno);
}

char *handin_write(const char *path, const struct grading *g,
                   const json_t *receipt)
{
    char *text = need(json_dumps(receipt, JSON_INDENT(2)));
    char *line = text_format("%s\n", text);
    size_t size = 0;
    char *bytes = pack(g, line, &size);
    char *why = bytes != NULL ? write_new(path, bytes, size)
                              : text_copy("the archive cannot be packed");

    free(bytes);
    free(line);
    free(text);
    return why;
}

/* ---- looking again ---- */

static char *read_archive(const char *path, char **bytes, size_t *size)
{
    int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    struct stat info;
    ssize_t n;

    if (fd < 0)
        return text_format("%s cannot be read: %s", path, strerror(errno));
    if (fstat(fd, &info) != 0 || !S_ISREG(info.st_mode) ||
        info.st_size > (off_t)UNPACK_ARCHIVE_MAX) {
        close(fd);
        return text_format("%s is no ordinary file of at most %u bytes", path,
                           UNPACK_ARCHIVE_MAX);
    }
    *bytes = need(malloc((size_t)info.st_size + 1));
    n = read(fd, *bytes, (size_t)info.st_size);
    close(fd);
    *size = n > 0 ? (size_t)n : 0;
    return NULL;
}

static const char *string_in(const json_t *receipt, const char *name)
{
    const char *text = json_string_value(json_object_get(receipt, name));

    return text != NULL ? text : "";
}

static bool is_receipt(const json_t *r)
{
    const char *file = string_in(r, "file");

    return strcmp(string_in(r, "schema"), SCHEMA) == 0 && file[0] != '\0' &&
           strlen(file) < 64 && strspn(file, NAME_CHARACTERS) == strlen(file) &&
           strlen(string_in(r, "file_sha256")) == 64;
}

/* NULL and the one file's bytes in `out`, or why not. */
static char *take(const char *path, const char *bytes, size_t size,
                  const char *name, struct unpacked *out)
{
    if (unpack_file(bytes, size, name, out) == UNPACK_OK)
        return NULL;
    make_printable_line(out->why);
    return text_format("%s: %s", path, out->why);
}

static char *compare(const char *path, const json_t *receipt,
                     const struct unpacked *file)
{
    char hex[65];

    sha256_hex(file->bytes, file->size, hex);
    if (strcmp(hex, string_in(receipt, "file_sha256")) == 0)
        return NULL;
    return text_format("%s: the receipt is of another file than the %s beside "
                       "it, whose SHA-256 is %s",
                       path, string_in(receipt, "file"), hex);
}

char *handin_verify(const char *path, json_t **receipt)
{
    struct unpacked *out = need(malloc(sizeof *out));
    char *bytes = NULL;
    size_t size = 0;
    char *why = read_archive(path, &bytes, &size);

    *receipt = NULL;
    if (why == NULL)
        why = take(path, bytes, size, RECEIPT, out);
    if (why == NULL) {
        *receipt = json_loadb(out->bytes, out->size, 0, NULL);
        if (!is_receipt(*receipt))
            why =
                text_format("%s: its %s is none of %s", path, RECEIPT, SCHEMA);
    }
    if (why == NULL)
        why = take(path, bytes, size, string_in(*receipt, "file"), out);
    if (why == NULL)
        why = compare(path, *receipt, out);
    if (why != NULL)
        json_decref(*receipt);
    free(bytes);
    free(out);
    return why;
}
