/*
 * grader/src/trace.c - holding a run's events.  Contract: trace.h.
 */
#include <string.h>
#include "memory.h"
#include "trace.h"

void trace_init(struct trace *trace)
{
    *trace = (struct trace){0};
}

void trace_free(struct trace *trace)
{
    free(trace->event);
    free(trace->console);
    *trace = (struct trace){0};
}

size_t trace_add(struct trace *trace, struct event event)
{
    trace->event =
        array_room(trace->event, trace->count, &trace->room, sizeof event);
    trace->event[trace->count] = event;
    return trace->count++;
}

void trace_console(struct trace *trace, char byte)
{
    if (trace->console_length >= CONSOLE_LIMIT)
        return;
    trace->console = array_room(trace->console, trace->console_length + 1,
                                &trace->console_room, 1);
    trace->console[trace->console_length++] = byte;
    trace->console[trace->console_length] = '\0';
}

enum mark_kind mark_kind(const struct event *event)
{
    if (event->kind != EV_MARK)
        return 0;
    return (enum mark_kind)field_get(event->value, MARK_KIND);
}

unsigned mark_step(const struct event *event)
{
    return (unsigned)field_get(event->value, MARK_STEP);
}

unsigned mark_arg(const struct event *event)
{
    return (unsigned)field_get(event->value, MARK_ARG);
}

uint32_t mark_data(const struct event *event)
{
    return (uint32_t)field_get(event->value, MARK_VALUE);
}

static const struct {
    const char *name, *text;
} ends[END_COUNT] = {
    [END_NONE] = {"running", "is still running"},
    [END_FINISHED] = {"finished", "ran to its end"},
    [END_KERNEL_PANIC] = {"panic", "stopped in a kernel panic"},
    [END_EARLY] = {"early-end", "left before its end"},
    [END_RESET] = {"reset", "reset the machine"},
    [END_TRIPLE_FAULT] = {"triple-fault", "ended in a triple fault"},
    [END_EMULATOR_PANIC] = {"emulator-panic",
                            "did something the emulator refuses"},
    [END_DEAD_HALT] = {"dead-halt", "executed HLT with IF = 0"},
    [END_TICK_LIMIT] = {"tick-limit", "never came back (instruction limit)"},
    [END_TIME_LIMIT] = {"time-limit", "never came back (time limit)"},
    [END_LOG_LIMIT] = {"log-limit", "flooded the record"},
    [END_NOT_STARTED] = {"not-started", "did not start"},
};

const char *run_end_text(enum run_end end)
{
    return ends[end].text;
}

const char *run_end_name(enum run_end end)
{
    return ends[end].name;
}
