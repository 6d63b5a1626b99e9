/*
 * tests/fuzz/read_bochs_fuzz.c - any bytes as Bochs's log, then through the
 * oracle: no crash, no undefined behaviour, no event of an unknown kind.
 *
 * libFuzzer's entry; built and run by tests/fuzz/run.sh.
 */
#include <stdint.h>
#include "read_bochs.h"
#include "replay_fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct trace trace;
    struct bochs_reader reader;

    trace_init(&trace);
    bochs_reader_init(&reader, &trace);
    bochs_reader_feed(&reader, (const char *)bytes, size);
    bochs_reader_finish(&reader);
    replay_any(&trace);
    return 0;
}
