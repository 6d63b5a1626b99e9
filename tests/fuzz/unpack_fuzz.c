/*
 * tests/fuzz/unpack_fuzz.c - any bytes as a submission's archive: nothing is
 * read or written out of bounds, and what comes out keeps within its limits.
 *
 * In this process, without the child that guards the grader.  libFuzzer's
 * entry, built and run by tests/fuzz/run.sh.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "unpack.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct unpacked *out = malloc(sizeof *out);

    if (out == NULL)
        abort();
    out->why[0] = '\0';
    unpack_here((const char *)bytes, size, "x.c", out);
    if (out->err == UNPACK_OK &&
        (out->size > UNPACK_FILE_MAX || out->bytes[out->size] != '\0'))
        abort();
    if (out->err == UNPACK_REFUSED &&
        (out->why[0] == '\0' || strlen(out->why) >= sizeof out->why))
        abort();
    (void)unpack_is_archive((const char *)bytes, size);
    free(out);
    return 0;
}
