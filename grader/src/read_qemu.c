/*
 * grader/src/read_qemu.c - QEMU's trace log, line by line.  Contract:
 * read_qemu.h.
 *
 *   apic_mem_writel 0x300 = 0x00044031
 *   apic_report_irq_delivered coalescing 9
 *   Servicing hardware INT=0x31
 *        7: v=31 e=0000 i=0 cpl=0 IP=...      then some 20 lines of registers
 *   memory_region_ops_write cpu 0 mr 0x5562 addr 0xb0c0 value 0x10000001 size 4
 *
 * A text is matched by its fixed beginning and its numbers are read strictly; a
 * near miss is an unknown line.  Measured on QEMU 7.2 (docs/EMULATORS.md).  Over
 * 400 lines because it is one text format: what QEMU can say is in one place.
 */
#include <stdlib.h>
#include <string.h>
#include "hw/i8259_regs.h"
#include "hw/lapic_regs.h"
#include "read_qemu.h"

#define NOTHING    (-1)
#define APIC_BASE  0x1bu
#define DEBUG_PORT 0xe9u
#define LOOP_PORT  0x8900u /* the runner's loop behind its last mark */
#define LOOP_BYTE  'D'

/* When `text` begins with `prefix`, the rest; else NULL. */
static const char *after(const char *text, const char *prefix)
{
    size_t n = strlen(prefix);

    return strncmp(text, prefix, n) == 0 ? text + n : NULL;
}

/* Read a number and what must follow it; false when the text is another. */
static bool number(const char **text, int base, const char *then,
                   uint64_t *value)
{
    const char *rest;
    char *end;

    if (**text < '0' || (**text > '9' && **text < 'a') || **text > 'f')
        return false;
    *value = strtoull(*text, &end, base);
    rest = after(end, then);
    if (rest == NULL)
        return false;
    *text = rest;
    return true;
}

static struct event event_of(const struct qemu_reader *r, enum event_kind kind)
{
    return (struct event){
        .tick = r->trace->count,
        .kind = (uint8_t)kind,
        .vector = EVENT_NO_VECTOR,
    };
}

static void add_vector(struct qemu_reader *r, enum event_kind kind,
                       uint64_t vector)
{
    struct event event = event_of(r, kind);

    event.vector = (uint16_t)(vector & 0xff);
    trace_add(r->trace, event);
}

static void add_access(struct qemu_reader *r, enum event_kind kind,
                       uint64_t reg, uint64_t value)
{
    struct event event = event_of(r, kind);

    event.reg = (uint32_t)reg;
    event.value = value;
    event.from = r->mark_from;
    r->mark_from = 0;
    trace_add(r->trace, event);
}

/* ---- the local APIC's two bitmaps, as far as the record tells them ---- */

static bool has_bit(const uint32_t map[8], unsigned vector)
{
    return map[vector / 32] >> vector % 32 & 1;
}

static void put_bit(uint32_t map[8], unsigned vector, bool on)
{
    uint32_t bit = UINT32_C(1) << vector % 32;

    map[vector / 32] = on ? map[vector / 32] | bit : map[vector / 32] & ~bit;
}

static int highest(const uint32_t map[8])
{
    for (int vector = 255; vector >= 0; vector--)
        if (has_bit(map, (unsigned)vector))
            return vector;
    return NOTHING;
}

/* ---- memory_region_ops_write: ports ---- */

static void read_mark(struct qemu_reader *r, uint32_t header)
{
    struct event event = event_of(r, EV_MARK);

    event.cpu = (uint8_t)field_get(header, MARK_CPU);
    event.reg = (uint32_t)field_get(header, MARK_KIND);
    event.value = header | (uint64_t)r->mark_data << 32;
    event.from = r->mark_from;
    r->mark_data = r->mark_from = 0;
    trace_add(r->trace, event);
    if (event.reg != MARK_RUN)
        return;
    r->started = true;
    if (mark_arg(&event) == 0)
        r->ending = true;
}

/* A port that no device claims is traced in the region "io". */
static void unclaimed(struct qemu_reader *r, uint64_t port, uint64_t value,
                      uint64_t size)
{
    struct event event = event_of(r, EV_PORT_WRITE);

    if (size == 4 && port == MARK_PORT) {
        read_mark(r, (uint32_t)value);
    } else if (size == 4 && port == MARK_DATA) {
        r->mark_data = (uint32_t)value;
    } else if (size == 4 && port == MARK_FROM) {
        r->mark_from = (uint32_t)value;
    } else if (r->ending && size == 1 && port == LOOP_PORT &&
               value == LOOP_BYTE) {
        r->ended = true;
    } else {
        event.reg = (uint32_t)port;
        event.value = value;
        trace_add(r->trace, event);
    }
}

/* While QEMU builds its machine, devices move lines and the local APIC latches
 * what its reset then clears: nothing before the guest's first access counts. */
static void begin(struct qemu_reader *r)
{
    r->running = true;
    r->trace->count = 0;
    r->high = 0;
    r->arriving = NOTHING;
    memset(r->irr, 0, sizeof r->irr);
}

static void read_region(struct qemu_reader *r, const char *p)
{
    uint64_t cpu, region, address, value, size;

    if (!number(&p, 10, " mr ", &cpu) || !number(&p, 16, " addr ", &region) ||
        !number(&p, 16, " value ", &address) ||
        !number(&p, 16, " size ", &value) || !number(&p, 10, " name ", &size))
        return;
    if (!r->running)
        begin(r);
    if (strcmp(p, "'io'") == 0)
        unclaimed(r, address, value, size);
    else if (strcmp(p, "'isa-debugcon'") == 0 && address == DEBUG_PORT)
        trace_console(r->trace, (char)value);
    else if (strcmp(p, "'elcr'") == 0)
        add_access(r, EV_PIC_WRITE, address, value & 0xff);
}

/* ---- local APIC ---- */

static void write_eoi(struct qemu_reader *r)
{
    int vector = highest(r->isr);

    if (vector == NOTHING) {
        trace_add(r->trace, event_of(r, EV_EOI_IDLE));
        return;
    }
    put_bit(r->isr, (unsigned)vector, false);
    add_vector(r, EV_EOI, (unsigned)vector);
}

static void apic_write(struct qemu_reader *r, const char *p)
{
    uint64_t offset, value;

    if (!number(&p, 16, " = ", &offset) || !number(&p, 16, "", &value))
        return;
    add_access(r, EV_APIC_WRITE, offset & 0xfff, value);
    r->arriving = NOTHING;
    if (offset == LAPIC_EOI)
        write_eoi(r);
    else if (offset == LAPIC_ICR_LOW)
        r->arriving = (int)field_get(value, LAPIC_ICR_VECTOR);
    else if (offset >= LAPIC_LVT_TIMER && offset <= LAPIC_LVT_ERROR)
        r->lvt[(offset - LAPIC_LVT_TIMER) / 16] = (uint32_t)value;
}

static void apic_read(struct qemu_reader *r, const char *p)
{
    uint64_t offset, value;

    if (number(&p, 16, " = ", &offset) && number(&p, 16, "", &value))
        add_access(r, EV_APIC_READ, offset & 0xfff, value);
}

/* An LVT entry's source spoke; printed when the entry is masked, too. */
static void local_source(struct qemu_reader *r, const char *p)
{
    uint64_t entry;
    bool masked;

    if (!number(&p, 10, " delivery mode ", &entry) || entry >= QEMU_LVTS)
        return;
    masked = (r->lvt[entry] & LAPIC_LVT_MASKED) != 0;
    if (entry == 0)
        trace_add(r->trace, event_of(r, masked ? EV_TIMER_MASKED : EV_TIMER));
    if (!masked && field_get(r->lvt[entry], LAPIC_LVT_DELIVERY_MODE) ==
                       LAPIC_DELIVERY_FIXED)
        r->arriving = (int)field_get(r->lvt[entry], LAPIC_LVT_VECTOR);
}

/* QEMU counts what was new in IRR; the count stays when the bit was set. */
static void reported(struct qemu_reader *r, const char *p)
{
    uint64_t count;
    bool new;

    if (!number(&p, 10, "", &count))
        return;
    new = count > r->delivered;
    r->delivered = count;
    if (r->arriving == NOTHING)
        return;
    add_vector(r, new ? EV_ACCEPT : EV_COALESCE, (unsigned)r->arriving);
    put_bit(r->irr, (unsigned)r->arriving, true);
    r->arriving = NOTHING;
}

static void message(struct qemu_reader *r, const char *p)
{
    const char *at = strstr(p, " vector ");
    uint64_t vector;

    if (at == NULL)
        return;
    at += strlen(" vector ");
    if (number(&at, 10, " trigger_mode ", &vector))
        r->arriving = (int)(vector & 0xff);
}

static bool read_apic(struct qemu_reader *r)
{
    const char *p;

    if ((p = after(r->line, "apic_mem_writel ")) != NULL)
        apic_write(r, p);
    else if ((p = after(r->line, "apic_mem_readl ")) != NULL)
        apic_read(r, p);
    else if ((p = after(r->line, "apic_local_deliver vector ")) != NULL)
        local_source(r, p);
    else if ((p = after(r->line, "apic_report_irq_delivered coalescing ")))
        reported(r, p);
    else if (after(r->line, "apic_reset_irq_delivered ") != NULL)
        r->delivered = 0;
    else if ((p = after(r->line, "apic_deliver_irq ")) != NULL)
        message(r, p);
    else
        return false;
    return true;
}

/* ---- 8259A ---- */

/* "master 1 addr 0x0 val 0x11" */
static bool pic_access(const char *p, unsigned *chip, uint64_t *a0,
                       uint64_t *value)
{
    uint64_t master;

    if (!number(&p, 10, " addr ", &master) || !number(&p, 16, " val ", a0) ||
        !number(&p, 16, "", value) || master > 1 || *a0 > 1)
        return false;
    *chip = master ? 0 : 1;
    *value &= 0xff;
    return true;
}

static void follow_ocw3(struct qemu_reader *r, unsigned chip, uint64_t value)
{
    if (value & PIC_ICW1_MARK) {
        r->reads_isr[chip] = r->polls[chip] = false;
    } else if (field_get(value, PIC_OCW3_MARK) == 1) {
        r->polls[chip] = (value & PIC_OCW3_P) != 0;
        if (value & PIC_OCW3_RR)
            r->reads_isr[chip] = (value & PIC_OCW3_RIS) != 0;
    }
}

static void pic_write(struct qemu_reader *r, const char *p)
{
    static const uint16_t ports[] = {PIC_MASTER_COMMAND, PIC_SLAVE_COMMAND};
    uint64_t a0, value;
    unsigned chip;

    if (!pic_access(p, &chip, &a0, &value))
        return;
    if (a0 == 0)
        follow_ocw3(r, chip, value);
    add_access(r, EV_PIC_WRITE, ports[chip] + a0, value);
}

static void pic_read(struct qemu_reader *r, const char *p)
{
    static const enum pic_read first[] = {PIC_READ_MASTER_IRR,
                                          PIC_READ_SLAVE_IRR};
    uint64_t a0, value;
    unsigned chip, which = 0;

    if (!pic_access(p, &chip, &a0, &value))
        return;
    if (r->polls[chip]) {
        r->polls[chip] = false;
        return;
    }
    if (a0 == 1)
        which = PIC_READ_MASTER_IMR - PIC_READ_MASTER_IRR;
    else if (r->reads_isr[chip])
        which = PIC_READ_MASTER_ISR - PIC_READ_MASTER_IRR;
    add_access(r, EV_PIC_READ, first[chip] + which, value);
}

/* Printed at each call, changed or not; the master's line 2 is its slave. */
static void pic_line(struct qemu_reader *r, const char *p)
{
    uint64_t master, irq, level;
    struct event event = event_of(r, EV_IRQ_LINE);

    if (!number(&p, 10, " irq ", &master) || !number(&p, 10, " level ", &irq) ||
        !number(&p, 10, "", &level) || irq > 7 ||
        (master && irq == PIC_CASCADE_LINE))
        return;
    if (!master)
        irq += 8;
    if ((r->high >> irq & 1) == (level != 0))
        return;
    r->high ^= (uint16_t)(1u << irq);
    event.vector = (uint16_t)irq;
    event.value = level != 0;
    trace_add(r->trace, event);
}

/* "irq 3 intno 35" */
static void pic_answer(struct qemu_reader *r, const char *p)
{
    uint64_t irq, vector;

    if (number(&p, 10, " intno ", &irq) && number(&p, 10, "", &vector))
        r->pic_vector = (int)(vector & 0xff);
}

static bool read_pic(struct qemu_reader *r)
{
    const char *p;

    if ((p = after(r->line, "pic_ioport_write master ")) != NULL)
        pic_write(r, p);
    else if ((p = after(r->line, "pic_ioport_read master ")) != NULL)
        pic_read(r, p);
    else if ((p = after(r->line, "pic_set_irq master ")) != NULL)
        pic_line(r, p);
    else if ((p = after(r->line, "pic_interrupt irq ")) != NULL)
        pic_answer(r, p);
    else
        return false;
    return true;
}

/* ---- the CPU ---- */

/* Not the 8259A's, and the best in IRR: the local APIC's.  Neither: spurious. */
static void servicing(struct qemu_reader *r, const char *p)
{
    struct event event = event_of(r, EV_INTERRUPT);
    uint64_t vector;

    if (!number(&p, 16, "", &vector) || vector > 255)
        return;
    if (r->pic_vector != (int)vector && highest(r->irr) == (int)vector) {
        put_bit(r->irr, (unsigned)vector, false);
        put_bit(r->isr, (unsigned)vector, true);
        add_vector(r, EV_DELIVER, vector);
        event.tick = r->trace->count;
    }
    event.vector = (uint16_t)vector;
    event.reg = INTERRUPT_EXTERNAL;
    trace_add(r->trace, event);
    r->pic_vector = NOTHING;
    r->servicing = (int)vector;
}

static void add_interrupt(struct qemu_reader *r, uint64_t vector,
                          enum interrupt_type type)
{
    struct event event = event_of(r, EV_INTERRUPT);

    event.vector = (uint16_t)vector;
    event.reg = type;
    trace_add(r->trace, event);
}

static void excepted(struct qemu_reader *r, uint64_t vector, uint64_t error)
{
    struct event event = event_of(r, EV_EXCEPTION);

    event.vector = (uint16_t)vector;
    event.value = error;
    trace_add(r->trace, event);
    add_interrupt(r, vector, INTERRUPT_EXCEPTION);
}

/* "    64: v=0d e=0000 i=0 cpl=0 IP=0008:..."; i=1 is INT n. */
static void read_vector(struct qemu_reader *r)
{
    const char *p = r->line + strspn(r->line, " ");
    uint64_t count, vector, error, soft;

    if (!number(&p, 10, ": v=", &count) || !number(&p, 16, " e=", &vector) ||
        !number(&p, 16, " i=", &error) || !number(&p, 10, " cpl=", &soft) ||
        vector > 255)
        return;
    if (soft)
        add_interrupt(r, vector,
                      vector == 3 ? INTERRUPT_SOFTWARE_EXCEPTION
                                  : INTERRUPT_SOFTWARE);
    else if (r->servicing == (int)vector)
        r->servicing = NOTHING;
    else if (vector == 2)
        add_interrupt(r, vector, INTERRUPT_NMI);
    else
        excepted(r, vector, error);
}

static void read_line(struct qemu_reader *r)
{
    const char *p;
    uint64_t value;

    r->lines++;
    if ((p = after(r->line, "memory_region_ops_write cpu ")) != NULL)
        read_region(r, p);
    else if (read_apic(r) || read_pic(r))
        return;
    else if ((p = after(r->line, "Servicing hardware INT=")) != NULL)
        servicing(r, p);
    else if (r->line[0] == ' ')
        read_vector(r);
    else if ((p = after(r->line, "cpu_set_apic_base ")) != NULL &&
             number(&p, 16, "", &value))
        add_access(r, EV_MSR_WRITE, APIC_BASE, value);
    else if (strcmp(r->line, "Triple fault") == 0) {
        trace_add(r->trace, event_of(r, EV_TRIPLE));
        r->tripled = true;
    }
}

void qemu_reader_init(struct qemu_reader *reader, struct trace *trace)
{
    *reader = (struct qemu_reader){
        .trace = trace,
        .arriving = NOTHING,
        .pic_vector = NOTHING,
        .servicing = NOTHING,
    };
    for (unsigned i = 0; i < QEMU_LVTS; i++)
        reader->lvt[i] = (uint32_t)LAPIC_LVT_MASKED;
}

void qemu_reader_feed(struct qemu_reader *reader, const char *bytes,
                      size_t length)
{
    reader->bytes += length;
    for (size_t i = 0; i < length && !reader->ended; i++) {
        if (bytes[i] != '\n') {
            if (reader->length < QEMU_LINE_MAX - 1)
                reader->line[reader->length++] = bytes[i];
            continue;
        }
        reader->line[reader->length] = '\0';
        read_line(reader);
        reader->length = 0;
    }
}
