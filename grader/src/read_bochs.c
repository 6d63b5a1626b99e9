/*
 * grader/src/read_bochs.c - Bochs's log, line by line.  Contract:
 * read_bochs.h.
 *
 *   00000081907d[APIC0 ] triggered vector 0x91
 *   tick 11 digits, level d i e p, module in brackets, text
 *
 * One function for each module, in files of their own (read_bochs_parts.h).  A
 * text is matched by its fixed beginning and its numbers are read strictly; a
 * near miss is an unknown line.  The texts were measured on Bochs 2.7
 * (docs/EMULATORS.md).
 */
#include <stdlib.h>
#include <string.h>
#include "read_bochs_parts.h"

#define TICKS_PRINTED 32u /* a byte of lab_print takes 25 or so */

const char *after(const char *text, const char *prefix)
{
    while (*prefix != '\0')
        if (*text++ != *prefix++)
            return NULL;
    return text;
}

static int digit_of(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c = (char)(c | 0x20);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : 16;
}

/* As strtoull, for what Bochs writes; most of a reader's
 * time would go there. */
uint64_t number_to(const char *text, char **end, int base)
{
    uint64_t value = 0;
    int digit;

    if (base == 0 || (text[0] == '0' && text[1] == 'x'))
        return strtoull(text, end, base);
    while ((digit = digit_of(*text)) < base) {
        value = value * (unsigned)base + (unsigned)digit;
        text++;
    }
    *end = (char *)text;
    return value;
}

uint64_t number(const char *text, int base)
{
    char *end;

    return number_to(text, &end, base);
}

struct event at(const struct line *line, enum event_kind kind)
{
    return (struct event){
        .tick = line->tick,
        .kind = (uint8_t)kind,
        .cpu = (uint8_t)line->cpu,
        .vector = EVENT_NO_VECTOR,
    };
}

size_t add(struct bochs_reader *r, struct event event)
{
    return trace_add(r->trace, event);
}

void add_vector(struct bochs_reader *r, const struct line *line,
                enum event_kind kind, uint64_t vector)
{
    struct event event = at(line, kind);

    event.vector = (uint16_t)(vector & 0xff);
    add(r, event);
}

uint32_t take_from(struct bochs_reader *r, unsigned cpu)
{
    uint32_t from = r->mark_from[cpu];

    r->mark_from[cpu] = 0;
    return from;
}

/* ---- the line ---- */

static void read_panic(struct bochs_reader *r, const struct line *line)
{
    struct trace *t = r->trace;
    const char *p = after(line->text, ">>PANIC<< ");

    if (p == NULL || t->end_text[0] != '\0')
        return;
    strncpy(t->end_text, p, sizeof t->end_text - 1);
    if (strstr(p, "exception with no resolution") != NULL)
        add(r, at(line, EV_TRIPLE));
    else if (strstr(p, "shutdown requested") != NULL)
        add(r, at(line, EV_SHUTDOWN));
    else {
        struct event event = at(line, EV_PANIC);

        event.reg = r->misaligned;
        event.from = take_from(r, line->cpu);
        add(r, event);
    }
}

/* An EOI whose next line is neither of its two answers changed nothing. */
static void settle_eoi(struct bochs_reader *r, const struct line *line)
{
    struct line missing = *line;

    for (unsigned cpu = 0; cpu < BOCHS_CPUS; cpu++) {
        if (r->eoi_write[cpu] == 0)
            continue;
        if (line->cpu == cpu && (after(line->text, "Wrote 0x") ||
                                 after(line->text, "local apic received EOI") ||
                                 after(line->text, "EOI written without")))
            continue;
        missing.cpu = cpu;
        missing.tick = r->trace->event[r->eoi_write[cpu] - 1].tick;
        r->eoi_write[cpu] = 0;
        add(r, at(&missing, EV_EOI_IGNORED));
    }
}

/* Split "tick level [module] text"; false when it is something else. */
static bool parse(char *text, struct line *line, char module[7])
{
    char *end, *p;

    line->tick = number_to(text, &end, 10);
    if (end == text || *end == '\0' || end[1] != '[')
        return false;
    line->level = *end;
    p = end + 2;
    if (strlen(p) < 8 || p[6] != ']' || p[7] != ' ')
        return false;
    memcpy(module, p, 6);
    module[6] = '\0';
    line->text = p + 8;
    line->cpu = 0;
    return true;
}

static unsigned module_cpu(const char *digit)
{
    return (unsigned)strtoul(digit, NULL, 16) % BOCHS_CPUS;
}

static void read_line(struct bochs_reader *r)
{
    struct line line;
    char module[7];

    r->lines++;
    if (!parse(r->line, &line, module))
        return;
    if (strncmp(module, "APIC", 4) == 0)
        line.cpu = module_cpu(module + 4);
    else if (strncmp(module, "CPU", 3) == 0)
        line.cpu = module_cpu(module + 3);
    settle_eoi(r, &line);
    if (line.level == 'p')
        read_panic(r, &line);
    else if (strncmp(module, "APIC", 4) == 0)
        read_apic(r, &line);
    else if (strcmp(module, "UNMAP ") == 0)
        read_unmapped(r, &line);
    else if (strncmp(module, "CPU", 3) == 0)
        read_cpu(r, &line);
    else if (strcmp(module, "PIC   ") == 0)
        read_pic(r, &line);
    else if (strcmp(module, "P2ISA ") == 0)
        read_bridge(r, &line);
    else if (strcmp(module, "IOAPIC") == 0)
        read_ioapic(r, &line);
    else if (strcmp(module, "SYS   ") == 0 && line.tick > 0 &&
             after(line.text, "bx_pc_system_c::Reset"))
        add(r, at(&line, EV_RESET));
}

void bochs_reader_init(struct bochs_reader *reader, struct trace *trace)
{
    *reader = (struct bochs_reader){.trace = trace};
}

/* Behind each line: is it the one that passes a bound?  What it said, from
 * event `from` on, is not in the record. */
static void check_bounds(struct bochs_reader *r, size_t from)
{
    const struct bochs_bounds *b = &r->bounds;
    size_t printed = r->printed < b->printed ? r->printed : b->printed;
    uint64_t ticks = b->ticks + TICKS_PRINTED * printed;

    if ((b->lines > 0 && r->lines - printed > b->lines) ||
        (b->bytes > 0 && r->bytes > b->bytes))
        r->full = END_LOG_LIMIT;
    for (r->kept = from; r->kept < r->trace->count; r->kept++)
        if (b->ticks > 0 && r->trace->event[r->kept].tick > ticks) {
            r->full = END_TICK_LIMIT;
            return;
        }
    if (r->full != END_NONE)
        r->kept = from;
}

/* More of a line, as far as there is room. */
static void take(struct bochs_reader *r, const char *bytes, size_t n)
{
    size_t room = BOCHS_LINE_MAX - 1 - r->length;

    if (n > room)
        n = room;
    memcpy(r->line + r->length, bytes, n);
    r->length += n;
}

void bochs_reader_feed(struct bochs_reader *reader, const char *bytes,
                       size_t length)
{
    const char *all = bytes + length, *end;

    while (reader->full == END_NONE &&
           (end = memchr(bytes, '\n', (size_t)(all - bytes))) != NULL) {
        size_t events = reader->trace->count;

        reader->bytes += (size_t)(end + 1 - bytes);
        take(reader, bytes, (size_t)(end - bytes));
        reader->line[reader->length] = '\0';
        read_line(reader);
        reader->length = 0;
        bytes = end + 1;
        check_bounds(reader, events);
    }
    if (reader->full != END_NONE)
        return;
    reader->bytes += (size_t)(all - bytes);
    take(reader, bytes, (size_t)(all - bytes));
    check_bounds(reader, reader->trace->count); /* of a line without end */
}

void bochs_reader_finish(struct bochs_reader *reader)
{
    struct line end = {.cpu = BOCHS_CPUS, .text = ""};

    settle_eoi(reader, &end);
}
