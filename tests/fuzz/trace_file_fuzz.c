/*
 * tests/fuzz/trace_file_fuzz.c - any bytes as a trace file: it is read or
 * refused with a line's number, and what was read can be replayed.
 *
 * libFuzzer's entry; built and run by tests/fuzz/run.sh.
 */
#include <stdint.h>
#include <stdlib.h>
#include "trace_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

/* run.c needs them to link; no input makes a boot. */
const struct machine machine_bochs = {.name = "bochs"};
const struct machine machine_qemu = {.name = "qemu"};

const char *machine_run(const struct machine *machine, const struct rundir *dir,
                        const struct kernel_image *image,
                        const struct machine_limits *limits, struct boot *boots,
                        unsigned count, unsigned jobs)
{
    (void)machine, (void)dir, (void)image, (void)limits, (void)boots;
    (void)count, (void)jobs;
    abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct trace_file file;
    FILE *in = size > 0 ? fmemopen((void *)bytes, size, "r") : NULL;

    if (in == NULL)
        return 0;
    if (!trace_file_read(in, &file) && file.error[0] == '\0')
        abort();
    for (unsigned i = 0; file.error[0] == '\0' && i < file.runs; i++) {
        struct record record;

        record_make(&record, &file.run[i].boot[0].trace);
        record_free(&record);
    }
    trace_file_free(&file);
    fclose(in);
    return 0;
}
