/*
 * tests/fuzz/read_qemu_fuzz.c - any bytes as QEMU's log, the first one
 * also as its number of CPUs, then through the oracle: no crash, no undefined
 * behaviour, no event of an unknown kind.
 *
 * libFuzzer's entry; built and run by tests/fuzz/run.sh.
 */
#include <stdint.h>
#include "read_qemu.h"
#include "replay_fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct trace trace;
    struct qemu_reader reader;

    trace_init(&trace);
    trace.habits = &habits_qemu;
    qemu_reader_init(&reader, &trace, size > 0 ? bytes[0] : 0);
    qemu_reader_feed(&reader, (const char *)bytes, size);
    replay_any(&trace);
    return 0;
}
