/*
 * grader/src/handin.h - the archive that a student hands in.
 *
 *   NN-name/file.c         the student's file, as it was graded
 *   NN-name/receipt.json   schema pic2pi/receipt-1 (docs/HANDIN.md)
 *
 * The same grading gives the same bytes.  The receipt says what was graded and
 * proves nothing: whoever wrote the file could have written it too.  Called by
 * cmd_handin.c.
 */
#ifndef HANDIN_H
#define HANDIN_H

#include <jansson.h>
#include <stdbool.h>
#include "grading.h"

/* The receipt of a grading whose file was read; free with json_decref. */
json_t *handin_receipt(const struct grading *g, const char *machine,
                       const struct options *options);

/* Write the archive to `path`, which must not exist yet.  NULL, or why not,
 * allocated; then nothing is left behind. */
char *handin_write(const char *path, const struct grading *g,
                   const json_t *receipt);

/* Does the receipt in the archive at `path` fit the file beside it?  NULL and
 * the receipt, or why not, allocated. */
char *handin_verify(const char *path, json_t **receipt);

#endif
