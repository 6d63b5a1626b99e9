/*
 * grader/src/read_qemu.c - QEMU's trace log, line by line.  Contract:
 * read_qemu.h; where the devices' lines go: read_qemu_parts.h.
 *
 *   memory_region_ops_write cpu 0 mr 0x5562 addr 0xb0c0 value 0x10000001 size 4
 *   Servicing hardware INT=0x31
 *        7: v=31 e=0000 i=0 cpl=0 IP=...      then some 20 lines of registers,
 *   TR =0038 ...                              which tell the CPU
 *
 * Measured on QEMU 7.2 (docs/EMULATORS.md).
 */
#include <stdlib.h>
#include <string.h>
#include "hw/lapic_regs.h"
#include "read_qemu_parts.h"

#define DEBUG_PORT 0xe9u
#define LOOP_BYTE  'D'
/* CPU n's task register holds the first of these, and n times the second. */
#define TR_FIRST   0x28u
#define TR_STRIDE  16u
#define NO_VECTOR  EV_MARK /* reader.vector.kind: nothing on its way */

const char *qemu_after(const char *text, const char *prefix)
{
    size_t n = strlen(prefix);

    return strncmp(text, prefix, n) == 0 ? text + n : NULL;
}

bool qemu_number(const char **text, int base, const char *then, uint64_t *value)
{
    const char *rest;
    char *end;

    if (**text < '0' || (**text > '9' && **text < 'a') || **text > 'f')
        return false;
    *value = strtoull(*text, &end, base);
    rest = qemu_after(end, then);
    if (rest == NULL)
        return false;
    *text = rest;
    return true;
}

struct event qemu_event(const struct qemu_reader *r, enum event_kind kind)
{
    return (struct event){
        .tick = r->trace->count,
        .kind = (uint8_t)kind,
        .cpu = (uint8_t)r->cpu,
        .vector = EVENT_NO_VECTOR,
    };
}

void qemu_add_vector(struct qemu_reader *r, unsigned cpu, enum event_kind kind,
                     uint64_t vector)
{
    struct event event = qemu_event(r, kind);

    event.cpu = (uint8_t)cpu;
    if (vector != EVENT_NO_VECTOR)
        event.vector = (uint16_t)(vector & 0xff);
    trace_add(r->trace, event);
}

struct event qemu_access(struct qemu_reader *r, enum event_kind kind,
                         uint64_t reg, uint64_t value)
{
    struct event event = qemu_event(r, kind);

    event.reg = (uint32_t)reg;
    event.value = value;
    event.from = r->mark_from[r->cpu];
    r->mark_from[r->cpu] = 0;
    return event;
}

void qemu_add_access(struct qemu_reader *r, enum event_kind kind, uint64_t reg,
                     uint64_t value)
{
    trace_add(r->trace, qemu_access(r, kind, reg, value));
}

/* ---- memory_region_ops_: ports and registers, with their CPU ---- */

/* Only a later place than any before it: who makes marks up gets no more than
 * a plan has steps. */
static void note_progress(struct qemu_reader *r, const struct event *e)
{
    bool end = e->reg == MARK_STEP_END;
    unsigned place = 1 + 2 * mark_step(e) + end;

    if ((!end && e->reg != MARK_STEP_BEGIN) || place <= r->progress)
        return;
    r->progress = place;
    r->step_lines = 0;
}

static void read_mark(struct qemu_reader *r, uint32_t header)
{
    struct event event = qemu_event(r, EV_MARK);

    event.reg = (uint32_t)field_get(header, MARK_KIND);
    event.value = header | (uint64_t)r->mark_data[r->cpu] << 32;
    event.from = r->mark_from[r->cpu];
    r->mark_data[r->cpu] = r->mark_from[r->cpu] = 0;
    trace_add(r->trace, event);
    note_progress(r, &event);
    if (event.reg != MARK_RUN)
        return;
    if (mark_arg(&event) == 0)
        r->ending = true;
    else
        r->again |= r->started;
    if (!r->started) /* those of before are firmware's */
        r->step_lines = r->step_lines_most = 0;
    r->started = true;
}

/* A port that no device claims is traced in the region "io".  Each CPU has its
 * own ports for a mark's data and caller. */
static void unclaimed(struct qemu_reader *r, const struct qemu_region *a)
{
    struct event event = qemu_event(r, EV_PORT_WRITE);

    if (a->size == 4 && a->address == MARK_PORT) {
        read_mark(r, (uint32_t)a->value);
    } else if (a->size == 4 && a->address == MARK_DATA + 4 * r->cpu) {
        r->mark_data[r->cpu] = (uint32_t)a->value;
    } else if (a->size == 4 && a->address == MARK_FROM + 4 * r->cpu) {
        r->mark_from[r->cpu] = (uint32_t)a->value;
    } else if (r->ending && a->size == 1 && a->address == QEMU_LOOP_PORT &&
               a->value == LOOP_BYTE) {
        r->ended = true;
    } else {
        event.reg = (uint32_t)a->address;
        event.value = a->value;
        trace_add(r->trace, event);
    }
}

/* While QEMU builds its machine, devices move lines and the local
 * APIC latches what its reset then clears: nothing before the guest's
 * first access counts. */
static void begin(struct qemu_reader *r)
{
    r->running = true;
    r->trace->count = 0;
    r->high = 0;
    r->pins = 0;
    qemu_apic_init(r);
}

static void take_access(struct qemu_reader *r, const struct qemu_region *a)
{
    if (strcmp(a->name, "'ioapic'") == 0)
        qemu_ioapic_access(r, a);
    else if (strcmp(a->name, "'apic-msi'") == 0 && !a->is_write)
        qemu_apic_read_done(r);
    else if (!a->is_write)
        return;
    else if (strcmp(a->name, "'io'") == 0)
        unclaimed(r, a);
    else if (strcmp(a->name, "'isa-debugcon'") == 0 &&
             a->address == DEBUG_PORT) {
        trace_console(r->trace, (char)a->value);
        r->step_lines--; /* not the kernel's doing: only all lines count it */
    } else if (strcmp(a->name, "'elcr'") == 0)
        qemu_add_access(r, EV_PIC_WRITE, a->address, a->value & 0xff);
    else
        qemu_text_access(r, a);
}

static void read_region(struct qemu_reader *r, const char *p, bool is_write)
{
    struct qemu_region a = {.is_write = is_write};
    uint64_t cpu, region;

    if (!qemu_number(&p, 10, " mr ", &cpu) ||
        !qemu_number(&p, 16, " addr ", &region) ||
        !qemu_number(&p, 16, " value ", &a.address) ||
        !qemu_number(&p, 16, " size ", &a.value) ||
        !qemu_number(&p, 10, " name ", &a.size) || cpu >= r->cpus)
        return;
    if (!r->running)
        begin(r);
    r->acts++;
    a.name = p;
    r->cpu = (unsigned)cpu;
    take_access(r, &a);
}

/* ---- vectors ---- */

/* "    64: v=0d e=0000 i=0 cpl=0 IP=0008:..."; i=1 is INT n. */
static void read_vector(struct qemu_reader *r)
{
    const char *p = r->line + strspn(r->line, " ");
    uint64_t count, vector, error, soft;

    if (!qemu_number(&p, 10, ": v=", &count) ||
        !qemu_number(&p, 16, " e=", &vector) ||
        !qemu_number(&p, 16, " i=", &error) ||
        !qemu_number(&p, 10, " cpl=", &soft) || vector > 255)
        return;
    r->acts++;
    r->vector = (struct event){.kind = EV_INTERRUPT,
                               .vector = (uint16_t)vector,
                               .value = error,
                               .reg = INTERRUPT_EXCEPTION};
    if (soft)
        r->vector.reg =
            vector == 3 ? INTERRUPT_SOFTWARE_EXCEPTION : INTERRUPT_SOFTWARE;
    else if (r->servicing == (int)vector)
        r->vector.reg = INTERRUPT_EXTERNAL;
    else if (vector == 2)
        r->vector.reg = INTERRUPT_NMI;
}

/* Not the 8259A's, and the best in IRR: the local
 * APIC's.  Neither: spurious. */
static void vector_taken(struct qemu_reader *r)
{
    struct event event = qemu_event(r, EV_EXCEPTION);
    unsigned vector = r->vector.vector;

    event.vector = (uint16_t)vector;
    event.value = r->vector.value;
    if (r->vector.reg == INTERRUPT_EXCEPTION)
        trace_add(r->trace, event);
    if (r->vector.reg == INTERRUPT_EXTERNAL) {
        if (qemu_apic_takes(r, r->cpu, vector))
            qemu_add_vector(r, r->cpu, EV_DELIVER, vector);
        r->pic_vector = QEMU_NOTHING;
        r->servicing = QEMU_NOTHING;
    }
    event = qemu_event(r, EV_INTERRUPT);
    event.vector = (uint16_t)vector;
    event.reg = r->vector.reg;
    trace_add(r->trace, event);
}

/* "0038 0000b080 00000067 ...": the registers of the CPU that takes it. */
static void read_task(struct qemu_reader *r, const char *p)
{
    uint64_t selector;

    if (r->vector.kind == NO_VECTOR || !qemu_number(&p, 16, " ", &selector))
        return;
    r->cpu = 0;
    if (selector >= TR_FIRST && (selector - TR_FIRST) / TR_STRIDE < r->cpus)
        r->cpu = (unsigned)(selector - TR_FIRST) / TR_STRIDE;
    vector_taken(r);
    r->vector.kind = NO_VECTOR;
}

static void read_cpu(struct qemu_reader *r)
{
    const char *p;
    uint64_t value;

    if ((p = qemu_after(r->line, "TR =")) != NULL)
        read_task(r, p);
    else if (r->line[0] == ' ')
        read_vector(r);
    else if ((p = qemu_after(r->line, "Servicing hardware INT=")) != NULL)
        r->servicing = qemu_number(&p, 16, "", &value) && value <= 255
                           ? (int)value
                           : QEMU_NOTHING;
    else if ((p = qemu_after(r->line, "cpu_set_apic_base ")) != NULL &&
             qemu_number(&p, 16, "", &value))
        qemu_add_access(r, EV_MSR_WRITE, IA32_APIC_BASE, value);
    else if (strcmp(r->line, "Triple fault") == 0) {
        trace_add(r->trace, qemu_event(r, EV_TRIPLE));
        r->tripled = true;
    }
}

static void read_line(struct qemu_reader *r)
{
    const char *p;

    r->lines++;
    if (++r->step_lines > r->step_lines_most)
        r->step_lines_most = r->step_lines;
    if (strcmp(r->line, "CPU Reset (CPU 0)") == 0)
        r->again |= r->started; /* INIT: the ROM loads the kernel once more */
    if ((p = qemu_after(r->line, "memory_region_ops_write cpu ")) != NULL)
        read_region(r, p, true);
    else if ((p = qemu_after(r->line, "memory_region_ops_read cpu ")) != NULL)
        read_region(r, p, false);
    else if (!qemu_apic_read_line(r) && !qemu_ioapic_read_line(r) &&
             !qemu_pic_read_line(r) && !qemu_text_read_line(r))
        read_cpu(r);
}

static bool is_past(size_t count, size_t bound)
{
    return bound > 0 && count > bound;
}

void qemu_reader_init(struct qemu_reader *reader, struct trace *trace,
                      unsigned cpus)
{
    *reader = (struct qemu_reader){
        .trace = trace,
        .cpus = cpus == 0          ? 1
                : cpus < MARK_CPUS ? cpus
                                   : MARK_CPUS,
        .pic_vector = QEMU_NOTHING,
        .servicing = QEMU_NOTHING,
        .vector = {.kind = NO_VECTOR},
    };
    qemu_apic_init(reader);
}

void qemu_reader_feed(struct qemu_reader *reader, const char *bytes,
                      size_t length)
{
    for (size_t i = 0; i < length && !reader->ended && !reader->full; i++) {
        reader->bytes++;
        if (bytes[i] != '\n') {
            if (reader->length < QEMU_LINE_MAX - 1)
                reader->line[reader->length++] = bytes[i];
            continue;
        }
        reader->line[reader->length] = '\0';
        read_line(reader);
        reader->length = 0;
        reader->full = is_past(reader->lines, reader->bounds.lines) ||
                       is_past(reader->bytes, reader->bounds.bytes) ||
                       (reader->started &&
                        is_past(reader->step_lines, reader->bounds.step_lines));
    }
}
