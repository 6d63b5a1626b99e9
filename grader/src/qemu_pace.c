/*
 * grader/src/qemu_pace.c - does this guest on QEMU still get on?
 * Contract: qemu_pace.h.
 *
 * An answer may be older than an act that was read since; so one that was asked
 * for before is no base.  An act that nobody has read yet takes its base away
 * when it is read.  So what is counted is never more than what was executed.
 */
#include "qemu_pace.h"

#define SILENT_ONE     1000000u /* instructions; Bochs's whole boot: 700,000 */
#define SILENT_SEVERAL 4000000u /* two turns and a half of 100 ms */
#define BUSY_COUNT     100000u  /* not a host that stood still */
#define ASK_US         3000u

void pace_start(struct qemu_pace *pace, unsigned cpus, unsigned used_us)
{
    pace->silence = cpus > 1 ? SILENT_SEVERAL : SILENT_ONE;
    pace->start_us = used_us;
    pace->progress_us = used_us;
    pace->record_us = used_us;
    pace->asked_us = used_us;
}

enum run_end pace_record(struct qemu_pace *pace,
                         const struct qemu_reader *reader, unsigned used_us)
{
    if (reader->progress > pace->progress) {
        pace->progress = reader->progress;
        pace->progress_us = used_us;
        pace->step.has_base = false;
    }
    if (reader->acts != pace->acts) {
        pace->acts = reader->acts;
        pace->record_us = used_us;
        pace->silent.has_base = false;
        pace->late = pace->asked;
    }
    return pace->start_us > 0 && reader->step_lines_most > PACE_STEP_LINES
               ? END_LOG_LIMIT
               : END_NONE;
}

static uint64_t executed(const struct pace_count *count)
{
    return count->has_base ? count->last - count->base : 0;
}

enum run_end pace_round(struct qemu_pace *pace, unsigned used_us)
{
    unsigned since = used_us - pace->progress_us;

    if (executed(&pace->silent) > pace->silence)
        return END_TICK_LIMIT;
    if (pace->start_us == 0 || since <= pace->start_us)
        return END_NONE;
    if (executed(&pace->step) >= BUSY_COUNT)
        return END_TIME_LIMIT;
    pace->slow = since > 2 * pace->start_us;
    return pace->slow ? END_TIME_LIMIT : END_NONE;
}

/* Of one that makes record only when its step has taken long. */
bool pace_asks(struct qemu_pace *pace, unsigned used_us)
{
    bool quiet = used_us - pace->record_us >= ASK_US;
    bool long_step = used_us - pace->progress_us > pace->start_us / 2;

    if (pace->start_us == 0 || pace->asked || !(quiet || long_step) ||
        used_us - pace->asked_us < ASK_US)
        return false;
    pace->asked_us = used_us;
    return pace->asked = true;
}

static void count_to(struct pace_count *count, uint64_t instructions)
{
    if (!count->has_base)
        count->base = instructions;
    count->has_base = true;
    count->last = instructions;
}

void pace_answer(struct qemu_pace *pace, uint64_t instructions)
{
    if (!pace->late)
        count_to(&pace->silent, instructions);
    if (!pace->late || pace->step.has_base)
        count_to(&pace->step, instructions);
    pace->asked = pace->late = false;
}
