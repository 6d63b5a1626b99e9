/*
 * grader/src/trace_file_write.c - runs as a trace file.  Contract:
 * trace_file.h.
 */
#include "memory.h"
#include "printable.h"
#include "trace_file_words.h"

const char *const trace_kind_names[EVENT_KIND_COUNT] = {
#define X(name, text) [name] = text,
    EVENT_KINDS(X)
#undef X
};

static const char *kernel_word(const struct trace *t)
{
    if (!t->kernel_intact)
        return "modified";
    return t->kernel_checked ? "intact" : "unchecked";
}

static void write_event(FILE *out, const struct event *e)
{
    char vector[8] = "-";

    if (e->vector != EVENT_NO_VECTOR)
        snprintf(vector, sizeof vector, "0x%02x", e->vector & 0xffu);
    fprintf(out, "%llu %u %s %s 0x%x 0x%llx 0x%x\n",
            (unsigned long long)e->tick, e->cpu, trace_kind_names[e->kind],
            vector, e->reg, (unsigned long long)e->value, e->from);
}

static void write_said(FILE *out, const char *text)
{
    char *line = text_copy(text);

    make_printable_line(line);
    if (line[0] != '\0')
        fprintf(out, SAID "%s\n", line);
    free(line);
}

void trace_file_write_run(FILE *out, const struct run *run, const char *lab)
{
    for (unsigned b = 0; b < run->boots; b++) {
        const struct trace *t = &run->boot[b].trace;

        fprintf(out, MAGIC " 1 %s %llu %u %s %s\n", lab,
                (unsigned long long)run->seed, run->boot[b].order.first_step,
                run_end_name(t->end), kernel_word(t));
        if (record_habits(t) != &habits_bochs)
            fprintf(out, ON "%s\n", record_habits(t)->record);
        if (t->cpus > 1)
            fprintf(out, CPUS "%u\n", t->cpus);
        write_said(out, t->end_text);
        for (size_t i = 0; i < t->count; i++)
            write_event(out, &t->event[i]);
    }
}
