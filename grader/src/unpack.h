/*
 * grader/src/unpack.h - one file out of an archive that a stranger made.
 *
 * Nothing is ever written to disk: the archive is in memory, and so is what
 * comes out.  A child with limits on time and memory reads it, so that a bomb
 * or a bug of the library costs one child.  Called by submission.c and
 * handin.c.
 */
#ifndef UNPACK_H
#define UNPACK_H

#include <stdbool.h>
#include <stddef.h>

#define UNPACK_ARCHIVE_MAX (4u << 20)    /* bytes of an archive */
#define UNPACK_TOTAL_MAX   (8u << 20)    /* of all that is in it, unpacked */
#define UNPACK_ENTRIES_MAX 1000u         /* files and folders in it */
#define UNPACK_FILE_MAX    (256u * 1024) /* of the one file that is wanted */

enum unpack_err {
    UNPACK_OK,
    UNPACK_HOST,    /* no child to be had: not the archive's fault */
    UNPACK_REFUSED, /* see `why` */
};

/* Large: one of them goes on the heap. */
struct unpacked {
    enum unpack_err err;
    char why[512]; /* "it holds a link, ...": follows the archive's name */
    size_t size;
    char bytes[UNPACK_FILE_MAX + 1]; /* and a zero byte */
};

/* Do these bytes begin like an archive or a compressed file? */
bool unpack_is_archive(const char *bytes, size_t size);

/* The one file in the archive whose name, without its folders, is `name`.
 * Formats: zip, and tar that is plain or compressed by gzip, bzip2, xz or
 * zstd.  The whole archive is read, and refused for anything that an honest
 * one does not hold, wherever that is. */
enum unpack_err unpack_file(const char *archive, size_t size, const char *name,
                            struct unpacked *out);

/* The same without a child: for the fuzzer. */
void unpack_here(const char *archive, size_t size, const char *name,
                 struct unpacked *out);

#endif
