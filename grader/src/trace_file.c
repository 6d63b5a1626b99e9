/*
 * grader/src/trace_file.c - reading docs/TRACE.md's format.
 * Contract: trace_file.h.
 *
 *   pic2pi-trace 1 02-lapic 7 0 finished intact
 *   48120 0 accept 0x31 0x0 0x0 0x0
 *
 * Lines behind the header: "on qemu", the machine, when it is not Bochs; "cpus
 * 4", when it has several.
 *
 * One function reads one word; the first that is not as it should be ends the
 * reading, with its line.
 */
#include <stdarg.h>
#include <string.h>
#include "memory.h"
#include "printable.h"
#include "trace_file_words.h"

/* ---- reading: a line and its words ---- */

struct reader {
    FILE *in;
    struct trace_file *file;
    unsigned line_number;
    size_t run_room;
    char line[TRACE_LINE_MAX + 1];
    const char *at;  /* the next word */
    struct run *run; /* of the current section; NULL before the first */
};

static bool refuse(struct reader *r, const char *format, ...)
{
    va_list arguments;

    if (r->file->error_line != 0)
        return false;
    r->file->error_line = r->line_number > 0 ? r->line_number : 1;
    va_start(arguments, format);
    vsnprintf(r->file->error, sizeof r->file->error, format, arguments);
    va_end(arguments);
    make_printable_line(r->file->error);
    return false;
}

/* False at the end of the file, or when the line cannot be one. */
static bool next_line(struct reader *r)
{
    size_t n = 0;
    int c;

    r->line_number++;
    while ((c = fgetc(r->in)) != EOF && c != '\n') {
        if (c == '\0' || c == '\r')
            return refuse(r, "byte %d does not belong into a text", c);
        if (n == TRACE_LINE_MAX)
            return refuse(r, "the line is longer than %u bytes",
                          TRACE_LINE_MAX);
        r->line[n++] = (char)c;
    }
    r->line[n] = '\0';
    r->at = r->line;
    if (c == EOF && n > 0)
        return refuse(r, "the last line is not complete");
    if (c != EOF && r->line_number > TRACE_LINES_MAX)
        return refuse(r, "more than %u lines", TRACE_LINES_MAX);
    return c != EOF;
}

/* Up to the next blank, which is passed; false when there is no word. */
static bool word(struct reader *r, char *text, size_t size, const char *what)
{
    size_t n = strcspn(r->at, " ");

    if (n == 0 || n >= size)
        return refuse(r, n == 0 ? "%s is missing" : "%s is too long", what);
    memcpy(text, r->at, n);
    text[n] = '\0';
    r->at += n;
    if (r->at[0] == ' ' && r->at[1] == '\0')
        return refuse(r, "a blank at the end");
    r->at += *r->at == ' ';
    return true;
}

static int digit(char c, unsigned base)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (base == 16 && c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return -1;
}

static bool digits(const char *text, unsigned base, uint64_t most,
                   uint64_t *value)
{
    *value = 0;
    if (*text == '\0')
        return false;
    for (; *text != '\0'; text++) {
        int d = digit(*text, base);

        if (d < 0 || *value > (most - (uint64_t)d) / base)
            return false;
        *value = *value * base + (uint64_t)d;
    }
    return true;
}

static bool decimal(struct reader *r, const char *what, uint64_t most,
                    uint64_t *value)
{
    char text[24];

    if (!word(r, text, sizeof text, what))
        return false;
    return digits(text, 10, most, value) ||
           refuse(r, "%s '%s' is not a number up to %llu", what, text,
                  (unsigned long long)most);
}

static bool hexadecimal(struct reader *r, const char *what, uint64_t most,
                        uint64_t *value)
{
    char text[24];

    if (!word(r, text, sizeof text, what))
        return false;
    return (strncmp(text, "0x", 2) == 0 && digits(text + 2, 16, most, value)) ||
           refuse(r, "%s '%s' is not a number from 0x0 to 0x%llx", what, text,
                  (unsigned long long)most);
}

/* ---- reading: a section's header ---- */

static bool end_word(struct reader *r, enum run_end *end)
{
    char text[24];

    if (!word(r, text, sizeof text, "the run's end"))
        return false;
    for (unsigned e = 0; e < END_COUNT; e++)
        if (strcmp(text, run_end_name((enum run_end)e)) == 0) {
            *end = (enum run_end)e;
            return true;
        }
    return refuse(r, "no run ends in '%s'", text);
}

static bool kernel_state(struct reader *r, struct trace *t)
{
    char text[24];

    if (!word(r, text, sizeof text, "the kernel's state"))
        return false;
    t->kernel_intact = strcmp(text, "modified") != 0;
    t->kernel_checked = strcmp(text, "unchecked") != 0;
    return strcmp(text, "intact") == 0 || !t->kernel_intact ||
           !t->kernel_checked ||
           refuse(r, "'%s' is not intact, modified or unchecked", text);
}

static bool lab_word(struct reader *r)
{
    char *lab = r->file->lab, text[sizeof r->file->lab];

    if (!word(r, text, sizeof text, "the lab"))
        return false;
    if (lab[0] == '\0')
        memcpy(lab, text, sizeof text);
    return strcmp(lab, text) == 0 ||
           refuse(r, "two labs in one trace: %s and %s", lab, text);
}

/* Where the boot of `seed` from `first` belongs: to the run before it, or to a
 * new one.  NULL when there are too many. */
static struct boot *place_for(struct reader *r, uint64_t seed, uint64_t first)
{
    struct trace_file *f = r->file;
    struct run *run = f->runs > 0 ? &f->run[f->runs - 1] : NULL;

    if (run == NULL || run->seed != seed || run->boots == RUN_BOOTS ||
        first <= run->boot[run->boots - 1].order.first_step) {
        if (f->runs == SEEDS_MAX)
            return NULL;
        f->run = array_room(f->run, f->runs, &r->run_room, sizeof *f->run);
        run = &f->run[f->runs++];
        memset(run, 0, sizeof *run);
        run->seed = seed;
    }
    r->run = run;
    return &run->boot[run->boots++];
}

static bool header(struct reader *r)
{
    uint64_t version, seed, first;
    enum run_end end = END_NONE;
    struct trace state = {0};
    struct boot *boot;
    char magic[24];

    if (!word(r, magic, sizeof magic, "pic2pi-trace") ||
        !decimal(r, "the format's version", 999, &version))
        return false;
    if (strcmp(magic, MAGIC) != 0 || version != 1)
        return refuse(r, "this is not a trace of format " MAGIC " 1");
    if (!lab_word(r) || !decimal(r, "the seed", UINT64_MAX, &seed) ||
        !decimal(r, "the first step", PLAN_STEPS - 1, &first) ||
        !end_word(r, &end) || !kernel_state(r, &state))
        return false;
    if (*r->at != '\0')
        return refuse(r, "'%s' is too much", r->at);
    boot = place_for(r, seed, first);
    if (boot == NULL)
        return refuse(r, "more than %d runs", SEEDS_MAX);
    boot->trace = state;
    boot->trace.end = end;
    boot->order.seed = seed;
    boot->order.first_step = (uint32_t)first;
    return true;
}

/* ---- reading: an event ---- */

static bool kind_word(struct reader *r, uint8_t *kind)
{
    char text[24];

    if (!word(r, text, sizeof text, "the kind"))
        return false;
    for (unsigned k = 0; k < EVENT_KIND_COUNT; k++)
        if (strcmp(text, trace_kind_names[k]) == 0) {
            *kind = (uint8_t)k;
            return true;
        }
    return refuse(r, "there is no event '%s'", text);
}

static bool needs_vector(uint8_t kind)
{
    return kind == EV_ACCEPT || kind == EV_COALESCE || kind == EV_ILLEGAL ||
           kind == EV_DELIVER || kind == EV_EOI || kind == EV_INTERRUPT ||
           kind == EV_SIPI || kind == EV_IRQ_LINE || kind == EV_PIC_SIGNAL;
}

static bool vector_word(struct reader *r, uint8_t kind, uint16_t *vector)
{
    bool irq = kind == EV_IRQ_LINE || kind == EV_PIC_SIGNAL;
    uint64_t value;

    *vector = EVENT_NO_VECTOR;
    if (strncmp(r->at, "- ", 2) == 0 && !needs_vector(kind)) {
        r->at += 2;
        return true;
    }
    if (!hexadecimal(r, "the vector", irq ? 15 : 255, &value))
        return false;
    *vector = (uint16_t)value;
    return true;
}

static bool event_line(struct reader *r)
{
    uint64_t tick, cpu, reg, value, from;
    struct event e = {0};
    bool apic;

    if (!decimal(r, "the tick", INT64_MAX, &tick) ||
        !decimal(r, "the CPU", RECORD_CPUS - 1, &cpu) ||
        !kind_word(r, &e.kind) || !vector_word(r, e.kind, &e.vector))
        return false;
    apic = e.kind == EV_APIC_WRITE || e.kind == EV_APIC_READ;
    if (!hexadecimal(r, "the register", apic ? 0xfff : UINT32_MAX, &reg) ||
        !hexadecimal(r, "the value", UINT64_MAX, &value) ||
        !hexadecimal(r, "the caller", UINT32_MAX, &from))
        return false;
    if (*r->at != '\0')
        return refuse(r, "'%s' is too much", r->at);
    e.tick = tick;
    e.cpu = (uint8_t)cpu;
    e.reg = (uint32_t)reg;
    e.value = value;
    e.from = (uint32_t)from;
    trace_add(&r->run->boot[r->run->boots - 1].trace, e);
    return true;
}

/* "on qemu"; once, first behind the header. */
static bool machine_line(struct reader *r, struct trace *t)
{
    if (t->count > 0 || t->end_text[0] != '\0' || t->habits != NULL)
        return refuse(r, "'on' stands once, behind the header");
    t->habits = habits_find(r->line + sizeof ON - 1);
    return t->habits != NULL ||
           refuse(r, "there is no machine '%s'", r->line + sizeof ON - 1);
}

/* "cpus 4"; once, before the events. */
static bool cpus_line(struct reader *r, struct trace *t)
{
    uint64_t cpus;

    if (t->count > 0 || t->cpus != 0)
        return refuse(r, "'cpus' stands once, behind the header");
    if (!digits(r->line + sizeof CPUS - 1, 10, RECORD_CPUS, &cpus) || cpus == 0)
        return refuse(r, "'%s' is not a number from 1 to %u",
                      r->line + sizeof CPUS - 1, RECORD_CPUS);
    t->cpus = (unsigned)cpus;
    return true;
}

static bool take_line(struct reader *r)
{
    struct trace *t;

    if (strncmp(r->line, MAGIC " ", sizeof MAGIC) == 0 || r->run == NULL)
        return header(r);
    t = &r->run->boot[r->run->boots - 1].trace;
    if (strncmp(r->line, ON, sizeof ON - 1) == 0)
        return machine_line(r, t);
    if (strncmp(r->line, CPUS, sizeof CPUS - 1) == 0)
        return cpus_line(r, t);
    if (strncmp(r->line, SAID, sizeof SAID - 1) != 0)
        return event_line(r);
    if (t->count > 0 || t->end_text[0] != '\0')
        return refuse(r, "'said' stands once, behind the header");
    snprintf(t->end_text, sizeof t->end_text, "%.*s",
             (int)(sizeof t->end_text - 1), r->line + sizeof SAID - 1);
    return true;
}

bool trace_file_read(FILE *in, struct trace_file *file)
{
    struct reader r = {.in = in, .file = file};

    *file = (struct trace_file){0};
    while (next_line(&r))
        if (!take_line(&r))
            break;
    if (file->error_line == 0 && file->runs == 0)
        refuse(&r, "the file is empty");
    return file->error_line == 0;
}

void trace_file_free(struct trace_file *file)
{
    for (unsigned i = 0; i < file->runs; i++)
        run_free(&file->run[i]);
    free(file->run);
    *file = (struct trace_file){0};
}
