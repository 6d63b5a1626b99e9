/*
 * grader/src/vcd.c - the value change dump.  Contract: vcd.h.
 *
 * First the variables, then a walk over all boots: after each event the values
 * that differ from the last ones written.  Identifier codes are numbers in
 * base 94 over the printable characters.  [VCD 18.2 "Format of four-state VCD
 * file"]
 */
#include <stdlib.h>
#include <string.h>
#include "hw/ioapic_regs.h"
#include "lanes.h"
#include "memory.h"
#include "model/ioapic.h"
#include "vcd.h"

#define BOOT_GAP 1000u /* ticks between the end of a boot and the next */

enum what {
    SIGNAL_BOOT,
    SIGNAL_STEP,
    SIGNAL_PIC_IRR,
    SIGNAL_PIC_ISR,
    SIGNAL_PIC_IMR,
    SIGNAL_PIN,        /* of an I/O APIC: its level */
    SIGNAL_PIN_MASKED, /* ... its entry's mask, Remote IRR, vector */
    SIGNAL_PIN_REMOTE_IRR,
    SIGNAL_PIN_VECTOR,
    SIGNAL_TPR,
    SIGNAL_PPR,
    SIGNAL_IRRV,
    SIGNAL_ISRV,
    SIGNAL_INTR,
    SIGNAL_IRR_BIT,
    SIGNAL_ISR_BIT,
};

struct signal_line {
    enum what what;
    unsigned cpu, vector, bits; /* of a pin: its I/O APIC and its number */
    uint64_t last;
    bool written;
};

struct dump {
    FILE *out;
    const struct run *run;
    struct signal_line *line;
    size_t lines, room;
    unsigned boot, step;
    struct ioapic_change pin[2][IOAPIC_PINS]; /* as they are now */
    size_t pin_change;                        /* the next of the boot */
    uint64_t base, now; /* offset of the boot; the last time written */
};

static void add_signal(struct dump *d, enum what what, unsigned cpu,
                       unsigned vector, unsigned bits)
{
    d->line = array_room(d->line, d->lines, &d->room, sizeof *d->line);
    d->line[d->lines++] = (struct signal_line){.what = what,
                                               .cpu = cpu,
                                               .vector = vector,
                                               .bits = bits};
}

/* ---- which signals there are ---- */

static void find_used(const struct run *run, unsigned cpu, uint32_t used[8],
                      bool *present)
{
    for (unsigned b = 0; b < run->boots; b++) {
        const struct record *r = &run->record[b];

        for (size_t i = 0; i < r->trace->count; i++) {
            if (r->trace->event[i].cpu != cpu)
                continue;
            *present = true;
            for (unsigned w = 0; w < 8; w++)
                used[w] |= r->state[i].irr[w] | r->state[i].isr[w];
        }
    }
}

static void add_cpu(struct dump *d, unsigned cpu)
{
    uint32_t used[8] = {0};
    bool present = false;

    find_used(d->run, cpu, used, &present);
    if (!present)
        return;
    add_signal(d, SIGNAL_TPR, cpu, 0, 8);
    add_signal(d, SIGNAL_PPR, cpu, 0, 8);
    add_signal(d, SIGNAL_IRRV, cpu, 0, 8);
    add_signal(d, SIGNAL_ISRV, cpu, 0, 8);
    add_signal(d, SIGNAL_INTR, cpu, 0, 1);
    for (unsigned v = 0; v < 256; v++)
        if (vector_bit(used, v)) {
            add_signal(d, SIGNAL_IRR_BIT, cpu, v, 1);
            add_signal(d, SIGNAL_ISR_BIT, cpu, v, 1);
        }
}

/* Pins that ever move, or whose entry is ever written. */
static bool is_used(const struct run *run, unsigned unit, unsigned pin)
{
    for (unsigned b = 0; b < run->boots; b++)
        if (record_pin(&run->record[b], SIZE_MAX, unit, pin) != NULL)
            return true;
    return false;
}

static void add_pins(struct dump *d, unsigned unit)
{
    for (unsigned pin = 0; pin < IOAPIC_PINS; pin++) {
        if (!is_used(d->run, unit, pin))
            continue;
        add_signal(d, SIGNAL_PIN, unit, pin, 1);
        add_signal(d, SIGNAL_PIN_MASKED, unit, pin, 1);
        add_signal(d, SIGNAL_PIN_REMOTE_IRR, unit, pin, 1);
        add_signal(d, SIGNAL_PIN_VECTOR, unit, pin, 8);
    }
}

static void add_signals(struct dump *d)
{
    add_signal(d, SIGNAL_BOOT, 0, 0, 8);
    add_signal(d, SIGNAL_STEP, 0, 0, 8);
    add_signal(d, SIGNAL_PIC_IRR, 0, 0, 16);
    add_signal(d, SIGNAL_PIC_ISR, 0, 0, 16);
    add_signal(d, SIGNAL_PIC_IMR, 0, 0, 16);
    for (unsigned unit = 0; unit < 2; unit++)
        add_pins(d, unit);
    for (unsigned cpu = 0; cpu < RECORD_CPUS; cpu++)
        add_cpu(d, cpu);
}

/* ---- the header ---- */

static void identifier(size_t number, char text[8])
{
    unsigned n = 0;

    do {
        text[n++] = (char)('!' + number % 94);
        number /= 94;
    } while (number > 0);
    text[n] = '\0';
}

static bool is_pin(const struct signal_line *s)
{
    return s->what >= SIGNAL_PIN && s->what <= SIGNAL_PIN_VECTOR;
}

static void signal_name(const struct signal_line *s, char text[24])
{
    static const char *const fixed[] = {
        [SIGNAL_BOOT] = "boot",         [SIGNAL_STEP] = "step",
        [SIGNAL_PIC_IRR] = "irr",       [SIGNAL_PIC_ISR] = "isr",
        [SIGNAL_PIC_IMR] = "imr",       [SIGNAL_PIN] = "pin",
        [SIGNAL_PIN_MASKED] = "masked", [SIGNAL_PIN_REMOTE_IRR] = "remote_irr",
        [SIGNAL_PIN_VECTOR] = "vector", [SIGNAL_TPR] = "tpr",
        [SIGNAL_PPR] = "ppr",           [SIGNAL_IRRV] = "irrv",
        [SIGNAL_ISRV] = "isrv",         [SIGNAL_INTR] = "intr",
    };

    if (s->what == SIGNAL_IRR_BIT || s->what == SIGNAL_ISR_BIT)
        snprintf(text, 24, "%s_%02x", s->what == SIGNAL_IRR_BIT ? "irr" : "isr",
                 s->vector);
    else if (is_pin(s))
        snprintf(text, 24, "%s%u", fixed[s->what], s->vector);
    else
        snprintf(text, 24, "%s", fixed[s->what]);
}

/* The first signal of a scope opens it. */
static void open_scope(struct dump *d, const struct signal_line *s)
{
    bool other = s > d->line && (!is_pin(s - 1) || s[-1].cpu != s->cpu);

    if (s->what == SIGNAL_BOOT)
        fputs("$scope module run $end\n", d->out);
    else if (s->what == SIGNAL_PIC_IRR)
        fputs("$upscope $end\n$scope module i8259 $end\n", d->out);
    else if (s->what == SIGNAL_PIN && other)
        fprintf(d->out, "$upscope $end\n$scope module ioapic%u $end\n", s->cpu);
    else if (s->what == SIGNAL_TPR)
        fprintf(d->out, "$upscope $end\n$scope module cpu%u $end\n", s->cpu);
}

static void write_header(struct dump *d)
{
    fprintf(d->out,
            "$comment pic2pi, seed %llu; 1 ns is one tick $end\n"
            "$timescale 1 ns $end\n",
            (unsigned long long)d->run->seed);
    for (size_t i = 0; i < d->lines; i++) {
        char id[8], name[24];

        identifier(i, id);
        signal_name(&d->line[i], name);
        open_scope(d, &d->line[i]);
        fprintf(d->out, "$var wire %u %s %s $end\n", d->line[i].bits, id, name);
    }
    fputs("$upscope $end\n$enddefinitions $end\n", d->out);
}

/* ---- the values ---- */

/* INTR: the highest request's class is above PPR's.
 * [SDM3 10.8.3.1 "Task and Processor Priorities"] */
static bool intr(const struct snapshot *s)
{
    return highest_bit(s->irr) / 16 > (unsigned)s->ppr / 16;
}

static uint64_t value_of_pin(const struct dump *d, const struct signal_line *s)
{
    const struct ioapic_change *pin = &d->pin[s->cpu][s->vector];

    switch (s->what) {
    case SIGNAL_PIN:
        return pin->high;
    case SIGNAL_PIN_MASKED:
        return (pin->entry & IOAPIC_RTE_MASKED) != 0;
    case SIGNAL_PIN_REMOTE_IRR:
        return (pin->entry & IOAPIC_RTE_REMOTE_IRR) != 0;
    default:
        return field_get(pin->entry, IOAPIC_RTE_VECTOR);
    }
}

static uint64_t value_of(const struct dump *d, const struct signal_line *s,
                         const struct snapshot *now)
{
    if (is_pin(s))
        return value_of_pin(d, s);
    switch (s->what) {
    case SIGNAL_BOOT:
        return d->boot;
    case SIGNAL_STEP:
        return d->step;
    case SIGNAL_PIC_IRR:
        return now->pic_irr;
    case SIGNAL_PIC_ISR:
        return now->pic_isr;
    case SIGNAL_PIC_IMR:
        return now->pic_imr;
    case SIGNAL_TPR:
        return now->tpr;
    case SIGNAL_PPR:
        return now->ppr;
    case SIGNAL_IRRV:
        return highest_bit(now->irr);
    case SIGNAL_ISRV:
        return highest_bit(now->isr);
    case SIGNAL_INTR:
        return intr(now);
    case SIGNAL_IRR_BIT:
        return vector_bit(now->irr, s->vector);
    default:
        return vector_bit(now->isr, s->vector);
    }
}

static void write_value(FILE *out, const struct signal_line *s, size_t number,
                        uint64_t value)
{
    char id[8];

    identifier(number, id);
    if (s->bits == 1) {
        fprintf(out, "%c%s\n", value != 0 ? '1' : '0', id);
        return;
    }
    fputc('b', out);
    for (unsigned bit = s->bits; bit > 0; bit--)
        fputc(value >> (bit - 1) & 1 ? '1' : '0', out);
    fprintf(out, " %s\n", id);
}

static void set_value(struct dump *d, size_t number, uint64_t tick,
                      uint64_t value)
{
    struct signal_line *s = &d->line[number];

    if (s->written && s->last == value)
        return;
    if (tick > d->now) {
        d->now = tick;
        fprintf(d->out, "#%llu\n", (unsigned long long)d->now);
    }
    write_value(d->out, s, number, value);
    s->written = true;
    s->last = value;
}

static void reset_pins(struct dump *d)
{
    for (unsigned unit = 0; unit < 2; unit++)
        for (unsigned pin = 0; pin < IOAPIC_PINS; pin++)
            d->pin[unit][pin] =
                (struct ioapic_change){.entry = IOAPIC_RTE_MASKED};
    d->pin_change = 0;
}

static void follow_pins(struct dump *d, const struct record *r, size_t index)
{
    for (; d->pin_change < r->ioapic_count; d->pin_change++) {
        const struct ioapic_change *c = &r->ioapic[d->pin_change];

        if (c->at > index)
            return;
        d->pin[c->unit][c->pin] = *c;
    }
}

static void write_event(struct dump *d, const struct record *r, size_t index)
{
    const struct event *e = &r->trace->event[index];
    const struct snapshot *now = &r->state[index];

    follow_pins(d, r, index);
    if (mark_kind(e) == MARK_STEP_BEGIN)
        d->step = mark_step(e);
    for (size_t i = 0; i < d->lines; i++)
        if (d->line[i].what < SIGNAL_TPR || d->line[i].cpu == e->cpu)
            set_value(d, i, d->base + e->tick, value_of(d, &d->line[i], now));
}

/* All signals have a value from the first moment on. */
static void write_initial(struct dump *d)
{
    static const struct snapshot nothing;

    fputs("#0\n$dumpvars\n", d->out);
    for (size_t i = 0; i < d->lines; i++)
        set_value(d, i, 0, value_of(d, &d->line[i], &nothing));
    fputs("$end\n", d->out);
}

void vcd_write(FILE *out, const struct run *run)
{
    struct dump d = {.out = out, .run = run};

    add_signals(&d);
    write_header(&d);
    reset_pins(&d);
    write_initial(&d);
    for (unsigned b = 0; b < run->boots; b++) {
        const struct record *r = &run->record[b];
        size_t count = r->trace->count;

        d.boot = b + 1;
        reset_pins(&d);
        for (size_t i = 0; i < count; i++)
            write_event(&d, r, i);
        d.base = d.now + BOOT_GAP;
    }
    fprintf(out, "#%llu\n", (unsigned long long)d.now + 1);
    free(d.line);
}
