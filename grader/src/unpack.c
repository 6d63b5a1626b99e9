/*
 * grader/src/unpack.c - libarchive behind limits.  Contract: unpack.h.
 *
 * Only filters and formats that libarchive has inside itself: asking for "all"
 * would let it start programs by the archive's word.  Data is counted as it
 * comes out, because a bomb says a small size or none.
 */
#include "unpack.h"

#include <archive.h>
#include <archive_entry.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "run_tool.h"

#define BLOCK 16384u

/* One reading, as it goes on. */
struct reading {
    const char *archive;
    size_t size;
    const char *name;
    struct unpacked *out;
    unsigned entries, found;
    size_t total;
};

bool unpack_is_archive(const char *bytes, size_t size)
{
    static const struct {
        size_t at;
        const char *magic;
    } kinds[] = {{0, "PK\003\004"}, {0, "PK\005\006"},       {0, "\037\213"},
                 {0, "BZh"},        {0, "\3757zXZ"},         {257, "ustar"},
                 {0, "7z\274\257"}, {0, "\x28\xb5\x2f\xfd"}, {0, "Rar!"}};

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        size_t length = strlen(kinds[i].magic);

        if (size >= kinds[i].at + length &&
            memcmp(bytes + kinds[i].at, kinds[i].magic, length) == 0)
            return true;
    }
    return false;
}

__attribute__((format(printf, 2, 3))) static bool
refuse_archive(struct unpacked *out, const char *format, ...)
{
    va_list list;

    va_start(list, format);
    vsnprintf(out->why, sizeof out->why, format, list);
    va_end(list);
    out->err = UNPACK_REFUSED;
    return false;
}

static bool refuse_damaged(struct unpacked *out, struct archive *a)
{
    const char *why = archive_error_string(a);

    return refuse_archive(out,
                          "it is damaged, cut off, or of a kind that is "
                          "not read here (%.200s)",
                          why != NULL ? why : "no reason given");
}

/* ---- names ---- */

static bool is_separator(char c)
{
    return c == '/' || c == '\\';
}

/* From the root, from a drive, or upwards. */
static bool leads_out(const char *path)
{
    if (is_separator(path[0]) || (path[0] != '\0' && path[1] == ':'))
        return true;
    for (const char *p = path; *p != '\0'; p++)
        if (strncmp(p, "..", 2) == 0 && (p == path || is_separator(p[-1])) &&
            (p[2] == '\0' || is_separator(p[2])))
            return true;
    return false;
}

static bool is_called(const char *path, const char *name)
{
    const char *base = path;

    for (const char *p = path; *p != '\0'; p++)
        if (is_separator(*p))
            base = p + 1;
    return strcmp(base, name) == 0;
}

/* In a locale without the name's letters only the second form is there. */
static const char *path_of(struct archive_entry *entry)
{
    const char *path = archive_entry_pathname(entry);

    return path != NULL ? path : archive_entry_pathname_utf8(entry);
}

/* ---- entries ---- */

static bool has_place(struct reading *r, struct archive_entry *entry,
                      const char *path)
{
    bool plain = archive_entry_filetype(entry) == AE_IFREG ||
                 archive_entry_filetype(entry) == AE_IFDIR;

    if (++r->entries > UNPACK_ENTRIES_MAX)
        return refuse_archive(r->out, "it holds more than %u files",
                              UNPACK_ENTRIES_MAX);
    if (path == NULL)
        return refuse_archive(r->out, "it holds a file without a name");
    if (leads_out(path))
        return refuse_archive(r->out,
                              "it holds a path that leads out of it, %.200s",
                              path);
    if (!plain || archive_entry_hardlink(entry) != NULL ||
        archive_entry_symlink(entry) != NULL)
        return refuse_archive(r->out,
                              "it holds a link, a pipe or a device, %.200s",
                              path);
    if (archive_entry_is_encrypted(entry))
        return refuse_archive(r->out, "it is encrypted");
    return true;
}

/* All of an entry's data, counted; kept when it is the wanted one's. */
static bool read_entry(struct reading *r, struct archive *a, bool wanted)
{
    char block[BLOCK];
    ssize_t n;

    while ((n = archive_read_data(a, block, sizeof block)) > 0) {
        r->total += (size_t)n;
        if (r->total > UNPACK_TOTAL_MAX)
            return refuse_archive(r->out, "it holds more than %u bytes",
                                  UNPACK_TOTAL_MAX);
        if (wanted && r->out->size + (size_t)n > UNPACK_FILE_MAX)
            return refuse_archive(r->out, "%s in it has more than %u bytes",
                                  r->name, UNPACK_FILE_MAX);
        if (wanted)
            memcpy(r->out->bytes + r->out->size, block, (size_t)n);
        if (wanted)
            r->out->size += (size_t)n;
    }
    return n == 0 ? true : refuse_damaged(r->out, a);
}

static bool take_entry(struct reading *r, struct archive *a,
                       struct archive_entry *entry)
{
    const char *path = path_of(entry);
    bool wanted;

    if (!has_place(r, entry, path))
        return false;
    wanted =
        archive_entry_filetype(entry) == AE_IFREG && is_called(path, r->name);
    if (wanted && r->found++ > 0)
        return refuse_archive(r->out, "it holds two files called %s", r->name);
    return read_entry(r, a, wanted);
}

static bool read_all(struct reading *r, struct archive *a)
{
    struct archive_entry *entry;
    int code;

    while ((code = archive_read_next_header(a, &entry)) != ARCHIVE_EOF) {
        if (code != ARCHIVE_OK && code != ARCHIVE_WARN)
            return refuse_damaged(r->out, a);
        if (!take_entry(r, a, entry))
            return false;
    }
    if (r->found == 0)
        return refuse_archive(r->out, "it holds no %s", r->name);
    return true;
}

static void choose_formats(struct archive *a)
{
    archive_read_support_filter_none(a);
    archive_read_support_filter_gzip(a);
    archive_read_support_filter_bzip2(a);
    archive_read_support_filter_xz(a);
    archive_read_support_filter_zstd(a);
    archive_read_support_format_tar(a);
    archive_read_support_format_zip(a);
}

void unpack_here(const char *archive, size_t size, const char *name,
                 struct unpacked *out)
{
    struct reading r = {archive, size, name, out, 0, 0, 0};
    struct archive *a = archive_read_new();

    out->err = UNPACK_OK;
    out->size = 0;
    if (a == NULL) {
        refuse_archive(out, "there is no memory to unpack it");
        return;
    }
    choose_formats(a);
    if (archive_read_open_memory(a, archive, size) != ARCHIVE_OK)
        refuse_damaged(out, a);
    else
        read_all(&r, a);
    archive_read_free(a);
    out->bytes[out->err == UNPACK_OK ? out->size : 0] = '\0';
}

static void work(void *arg, void *answer)
{
    const struct reading *r = arg;

    unpack_here(r->archive, r->size, r->name, answer);
}

enum unpack_err unpack_file(const char *archive, size_t size, const char *name,
                            struct unpacked *out)
{
    struct reading r = {.archive = archive, .size = size, .name = name};

    switch (run_isolated(work, &r, out, sizeof *out)) {
    case ISOLATED_DONE:
        break;
    case ISOLATED_DIED:
        refuse_archive(out, "it cannot be unpacked within 2 seconds and "
                            "256 MiB");
        break;
    case ISOLATED_NOT_STARTED:
        out->err = UNPACK_HOST;
        snprintf(out->why, sizeof out->why, "no process to unpack it in");
        break;
    }
    out->bytes[UNPACK_FILE_MAX] = '\0';
    return out->err;
}
