/*
 * tests/fuzz/read_qemu_fuzz.c - any bytes as QEMU's log, the
 * first one also as its number of CPUs, then through the
 * oracle: no crash, no undefined behaviour, no event of an unknown kind.
 *
 * libFuzzer's entry; built and run by tests/fuzz/run.sh.
 */
#include <stdint.h>
#include <stdlib.h>
#include "checks.h"
#include "read_qemu.h"
#include "record.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct trace trace;
    struct record record;
    struct qemu_reader reader;

    trace_init(&trace);
    trace.habits = &habits_qemu;
    qemu_reader_init(&reader, &trace, size > 0 ? bytes[0] : 0);
    qemu_reader_feed(&reader, (const char *)bytes, size);
    record_make(&record, &trace);
    for (size_t i = 0; i < trace.count; i++)
        if (trace.event[i].kind >= EVENT_KIND_COUNT)
            abort();
    if (record.disagree_at != NOWHERE && record.disagree_at >= trace.count)
        abort();
    record_free(&record);
    trace_free(&trace);
    return 0;
}
