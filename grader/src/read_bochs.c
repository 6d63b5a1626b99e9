/*
 * grader/src/read_bochs.c - Bochs's log, line by line.  Contract:
 * read_bochs.h.
 *
 *   00000081907d[APIC0 ] triggered vector 0x91
 *   tick 11 digits, level d i e p, module in brackets, text
 *
 * One function for each module.  A text is matched by its fixed beginning and
 * its numbers are read strictly; a near miss is an unknown line.  The texts
 * were measured on Bochs 2.7 (docs/EMULATORS.md).  Over 400 lines because it is
 * one text format: what Bochs can say is to be seen in one place.
 */
#include <stdlib.h>
#include <string.h>
#include "hw/i8259_regs.h"
#include "hw/lapic_regs.h"
#include "read_bochs.h"

struct line {
    uint64_t tick;
    char level;
    unsigned cpu;
    const char *text;
};

/* When `text` begins with `prefix`, the rest; else NULL. */
static const char *after(const char *text, const char *prefix)
{
    size_t n = strlen(prefix);

    return strncmp(text, prefix, n) == 0 ? text + n : NULL;
}

/* A number in base 10 or 16 at the start of `text`; 0 when there is none. */
static uint64_t number(const char *text, int base)
{
    return strtoull(text, NULL, base);
}

static struct event at(const struct line *line, enum event_kind kind)
{
    return (struct event){
        .tick = line->tick,
        .kind = (uint8_t)kind,
        .cpu = (uint8_t)line->cpu,
        .vector = EVENT_NO_VECTOR,
    };
}

static size_t add(struct bochs_reader *r, struct event event)
{
    return trace_add(r->trace, event);
}

static void add_vector(struct bochs_reader *r, const struct line *line,
                       enum event_kind kind, uint64_t vector)
{
    struct event event = at(line, kind);

    event.vector = (uint16_t)(vector & 0xff);
    add(r, event);
}

static uint32_t take_from(struct bochs_reader *r, unsigned cpu)
{
    uint32_t from = r->mark_from[cpu];

    r->mark_from[cpu] = 0;
    return from;
}

/* ---- [UNMAP ]: marks, console bytes, and what else is nobody's port ---- */

static void read_mark(struct bochs_reader *r, const struct line *line,
                      uint32_t header)
{
    struct event event = at(line, EV_MARK);
    unsigned cpu = (unsigned)field_get(header, MARK_CPU);

    event.cpu = (uint8_t)cpu;
    event.reg = (uint32_t)field_get(header, MARK_KIND);
    event.value = header | (uint64_t)r->mark_data[cpu] << 32;
    event.from = take_from(r, cpu);
    r->mark_data[cpu] = 0;
    if (event.reg == MARK_RUN)
        r->started = true;
    add(r, event);
}

static void read_port_write(struct bochs_reader *r, const struct line *line,
                            unsigned bits, uint32_t port, uint32_t value)
{
    struct event event = at(line, EV_PORT_WRITE);

    if (bits == 8 && port == CONSOLE_PORT) {
        trace_console(r->trace, (char)value);
        return;
    }
    if (bits == 32 && port == MARK_PORT) {
        read_mark(r, line, value);
        return;
    }
    if (bits == 32 && port >= MARK_DATA && port < MARK_DATA + 16) {
        r->mark_data[(port - MARK_DATA) / 4] = value;
        return;
    }
    if (bits == 32 && port >= MARK_FROM && port < MARK_FROM + 16) {
        r->mark_from[(port - MARK_FROM) / 4] = value;
        return;
    }
    event.reg = port;
    event.value = value;
    add(r, event);
}

static void read_unmapped(struct bochs_reader *r, const struct line *line)
{
    const char *p = after(line->text, "unmapped: "), *q; /* Bochs 2.7 */
    unsigned bits;
    char *end;

    if (p == NULL)
        p = line->text; /* Bochs 3 leaves the word out */
    bits = (unsigned)strtoul(p, &end, 10);
    q = after(end, "-bit write to ");
    if (q == NULL)
        return;
    uint32_t port = (uint32_t)strtoul(q, &end, 16);
    q = after(end, " = ");
    if (q != NULL)
        read_port_write(r, line, bits, port, (uint32_t)number(q, 16));
}

/* ---- [APICn ] ---- */

static void apic_register(struct bochs_reader *r, const struct line *line,
                          enum event_kind kind, uint64_t reg, uint64_t value)
{
    struct event event = at(line, kind);

    event.reg = (uint32_t)(reg & 0xfff);
    event.value = value & 0xffffffff;
    event.from = take_from(r, line->cpu);
    size_t index = add(r, event);
    if (kind == EV_APIC_WRITE && event.reg == LAPIC_EOI)
        r->eoi_write[line->cpu] = index + 1;
}

static bool apic_access(struct bochs_reader *r, const struct line *line)
{
    const char *p, *q;
    char *end;

    if ((p = after(line->text, "LAPIC write 0x")) != NULL) {
        uint64_t value = strtoull(p, &end, 16);

        if ((q = after(end, " to register 0x")) != NULL)
            apic_register(r, line, EV_APIC_WRITE, number(q, 16), value);
        return true;
    }
    if ((p = after(line->text, "read from APIC address 0x")) != NULL) {
        uint64_t address = strtoull(p, &end, 16);

        if ((q = after(end, " = ")) != NULL)
            apic_register(r, line, EV_APIC_READ, address, number(q, 16));
        return true;
    }
    return false;
}

/* "triggered vector 0x31 not accepted" corrects the line before it. */
static void apic_triggered(struct bochs_reader *r, const struct line *line,
                           const char *p)
{
    struct trace *t = r->trace;
    bool refused = strstr(p, "not accepted") != NULL;
    uint64_t vector = number(p, 16);

    if (refused && t->count > 0 && t->event[t->count - 1].kind == EV_ACCEPT &&
        t->event[t->count - 1].vector == vector)
        t->event[t->count - 1].kind = EV_COALESCE;
    else
        add_vector(r, line, refused ? EV_COALESCE : EV_ACCEPT, vector);
}

/* After "LVT masked" a second line says "triggered int" of the same expiry. */
static bool is_expiry_again(const struct trace *t, const struct line *line)
{
    const struct event *last = t->count > 0 ? &t->event[t->count - 1] : NULL;

    return last != NULL && last->kind == EV_TIMER_MASKED &&
           last->cpu == line->cpu && last->tick == line->tick;
}

/* Bochs writes the expiry behind the acceptance that it caused: cause first. */
static void apic_timer(struct bochs_reader *r, const struct line *line)
{
    bool masked = strstr(line->text, "LVT masked") != NULL;

    if (is_expiry_again(r->trace, line))
        return;
    size_t i = add(r, at(line, masked ? EV_TIMER_MASKED : EV_TIMER));
    struct event *e = r->trace->event, expiry = e[i];

    if (masked || i == 0 || e[i - 1].cpu != expiry.cpu ||
        e[i - 1].tick != expiry.tick ||
        (e[i - 1].kind != EV_ACCEPT && e[i - 1].kind != EV_COALESCE &&
         e[i - 1].kind != EV_ILLEGAL))
        return;
    e[i] = e[i - 1];
    e[i - 1] = expiry;
}

static void read_apic(struct bochs_reader *r, const struct line *line)
{
    const char *p;

    if (apic_access(r, line))
        return;
    if ((p = after(line->text, "triggered vector 0x")) != NULL)
        apic_triggered(r, line, p);
    else if ((p = after(line->text, "acknowledge_int() returning vector 0x")))
        add_vector(r, line, EV_DELIVER, number(p, 16));
    else if ((p = after(line->text, "local apic received EOI, hopefully for "
                                    "vector 0x"))) {
        r->eoi_write[line->cpu] = 0;
        add_vector(r, line, EV_EOI, number(p, 16));
    } else if (after(line->text, "EOI written without any bit in ISR")) {
        r->eoi_write[line->cpu] = 0;
        add(r, at(line, EV_EOI_IDLE));
    } else if ((p = after(line->text, "bogus vector ")) != NULL)
        add_vector(r, line, EV_ILLEGAL, number(p, 0));
    else if ((p = after(line->text, "warning: misaligned APIC access. "
                                    "addr=0x")) != NULL)
        r->misaligned = (uint32_t)(number(p, 16) & 0xfff);
    else if (after(line->text, "local apic timer"))
        apic_timer(r, line);
    else if (after(line->text, "Deliver NMI"))
        add(r, at(line, EV_NMI));
    else if (after(line->text, "Deliver INIT"))
        add(r, at(line, EV_INIT));
    else if (after(line->text, "Deliver Start Up"))
        add(r, at(line, EV_SIPI));
}

/* ---- [CPUn  ] ---- */

static void cpu_interrupt(struct bochs_reader *r, const struct line *line,
                          const char *p)
{
    struct event event = at(line, EV_INTERRUPT);
    char *end;

    event.vector = (uint16_t)(strtoul(p, &end, 16) & 0xff);
    p = after(end, ", TYPE = ");
    if (p == NULL)
        return;
    event.reg = (uint32_t)number(p, 10);
    add(r, event);
}

/* Bochs says what it dislikes about a gate before it raises the fault. */
static bool cpu_gate(struct bochs_reader *r, const struct line *line)
{
    static const struct {
        const char *text;
        enum gate_fault fault;
        int base; /* of the number behind it; 0: there is none */
    } refusals[] = {
        {"interrupt(long mode): vector must be within IDT table limits, "
         "IDT.limit = 0x",
         GATE_BEYOND_LIMIT, 16},
        {"interrupt(long mode): IDT entry extended attributes",
         GATE_RESERVED_BITS, 0},
        {"interrupt(long mode): gate descriptor is not valid sys seg",
         GATE_NOT_SYSTEM, 0},
        {"interrupt(long mode): unsupported gate type ", GATE_TYPE, 10},
        {"interrupt(long mode): soft_int && gate.dpl < CPL", GATE_PRIVILEGE, 0},
        {"interrupt(long mode): gate.p == 0", GATE_NOT_PRESENT, 0},
        {"int_trap_gate(long mode): selector null", GATE_SELECTOR_NULL, 0},
        {"interrupt(long mode): not accessible or not code segment",
         GATE_SELECTOR_NOT_CODE, 0},
        {"interrupt(long mode): must be 64 bit segment",
         GATE_SELECTOR_NOT_64_BIT, 0},
    };
    struct event event = at(line, EV_GATE_REFUSED);

    for (size_t i = 0; i < sizeof refusals / sizeof refusals[0]; i++) {
        const char *p = after(line->text, refusals[i].text);

        if (p == NULL)
            continue;
        event.reg = refusals[i].fault;
        event.value = refusals[i].base ? number(p, refusals[i].base) : 0;
        add(r, event);
        return true;
    }
    return false;
}

static void cpu_exception(struct bochs_reader *r, const struct line *line,
                          const char *p)
{
    struct event event = at(line, EV_EXCEPTION);
    char *end;

    event.vector = (uint16_t)(strtoul(p, &end, 16) & 0xff);
    p = after(end, "): error_code=");
    if (p == NULL)
        return;
    event.value = number(p, 16);
    add(r, event);
}

static void cpu_number(struct bochs_reader *r, const struct line *line,
                       enum event_kind kind, uint64_t value)
{
    struct event event = at(line, kind);

    event.value = value;
    add(r, event);
}

static void cpu_wrmsr(struct bochs_reader *r, const struct line *line,
                      const char *p)
{
    struct event event = at(line, EV_MSR_WRITE);
    const char *low = strchr(p, ':'), *to = strstr(p, " to MSR ");

    if (low == NULL || to == NULL)
        return;
    event.value = number(p, 16) << 32 | number(low + 1, 16);
    event.reg = (uint32_t)number(to + strlen(" to MSR "), 16);
    event.from = take_from(r, line->cpu);
    add(r, event);
}

static void read_cpu(struct bochs_reader *r, const struct line *line)
{
    const char *p;

    if ((p = after(line->text, "interrupt(): vector = ")) != NULL)
        cpu_interrupt(r, line, p);
    else if ((p = after(line->text, "exception(0x")) != NULL)
        cpu_exception(r, line, p);
    else if ((p = after(line->text, "interrupt(long mode): trap to IST, "
                                    "vector = ")) != NULL)
        cpu_number(r, line, EV_STACK, number(p, 10));
    else if ((p = after(line->text, "page walk for address 0x")) != NULL)
        cpu_number(r, line, EV_PAGE_WALK, number(p, 16));
    else if (cpu_gate(r, line))
        return;
    else if (strcmp(line->text, "LONG MODE IRET") == 0)
        add(r, at(line, EV_IRET));
    else if ((p = after(line->text, "WRMSR: write ")) != NULL)
        cpu_wrmsr(r, line, p);
    else if (after(line->text, "WARNING: HLT instruction with IF=0"))
        add(r, at(line, EV_HLT_DEAD));
    else if (after(line->text, "cpu software reset") ||
             (after(line->text, "cpu hardware reset") && line->tick > 0))
        add(r, at(line, EV_CPU_RESET));
}

/* ---- [PIC   ] ---- */

static void pic_line(struct bochs_reader *r, const struct line *line,
                     const char *p)
{
    struct event event = at(line, EV_IRQ_LINE);
    char *end;

    event.vector = (uint16_t)(strtoul(p, &end, 10) & 15);
    event.value = after(end, " now high") != NULL;
    add(r, event);
}

static void pic_write(struct bochs_reader *r, const struct line *line,
                      const char *p)
{
    struct event event = at(line, EV_PIC_WRITE);
    char *end;

    event.reg = (uint32_t)strtoul(p, &end, 16);
    p = after(end, " = 0x");
    if (p == NULL)
        return;
    event.value = number(p, 16) & 0xff;
    event.from = take_from(r, 0);
    add(r, event);
}

static void pic_read(struct bochs_reader *r, const struct line *line,
                     const char *p)
{
    static const struct {
        const char *text;
        enum pic_read which;
    } registers[] = {
        {"master IRR = 0x", PIC_READ_MASTER_IRR},
        {"master ISR = 0x", PIC_READ_MASTER_ISR},
        {"master IMR = 0x", PIC_READ_MASTER_IMR},
        {"slave IRR = 0x", PIC_READ_SLAVE_IRR},
        {"slave ISR = 0x", PIC_READ_SLAVE_ISR},
        {"slave IMR = 0x", PIC_READ_SLAVE_IMR},
    };
    struct event event = at(line, EV_PIC_READ);

    for (size_t i = 0; i < sizeof registers / sizeof registers[0]; i++) {
        const char *value = after(p, registers[i].text);

        if (value == NULL)
            continue;
        event.reg = registers[i].which;
        event.value = number(value, 16) & 0xff;
        event.from = take_from(r, 0);
        add(r, event);
    }
}

static void read_pic(struct bochs_reader *r, const struct line *line)
{
    const char *p;

    if ((p = after(line->text, "IRQ line ")) != NULL)
        pic_line(r, line, p);
    else if ((p = after(line->text, "IO write to 0x")) != NULL)
        pic_write(r, line, p);
    else if ((p = after(line->text, "signalling IRQ #")) != NULL)
        add_vector(r, line, EV_PIC_SIGNAL, number(p, 10));
    else if ((p = after(line->text, "read ")) != NULL)
        pic_read(r, line, p);
}

/* [P2ISA ]: the bridge has the Edge/Level Control Registers.  Only a write
 * that changes one leaves a line: "write: ELCR1 = 0x10". */
static void read_bridge(struct bochs_reader *r, const struct line *line)
{
    const char *p = after(line->text, "write: ELCR");
    struct event event = at(line, EV_PIC_WRITE);
    char *end;

    if (p == NULL)
        return;
    event.reg = strtoul(p, &end, 10) == 1 ? PIC_ELCR_MASTER : PIC_ELCR_SLAVE;
    p = after(end, " = 0x");
    if (p == NULL)
        return;
    event.value = number(p, 16) & 0xff;
    event.from = take_from(r, 0);
    add(r, event);
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

    line->tick = strtoull(text, &end, 10);
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
    else if (strcmp(module, "SYS   ") == 0 && line.tick > 0 &&
             after(line.text, "bx_pc_system_c::Reset"))
        add(r, at(&line, EV_RESET));
}

void bochs_reader_init(struct bochs_reader *reader, struct trace *trace)
{
    *reader = (struct bochs_reader){.trace = trace};
}

void bochs_reader_feed(struct bochs_reader *reader, const char *bytes,
                       size_t length)
{
    reader->bytes += length;
    for (size_t i = 0; i < length; i++) {
        if (bytes[i] != '\n') {
            if (reader->length < BOCHS_LINE_MAX - 1)
                reader->line[reader->length++] = bytes[i];
            continue;
        }
        reader->line[reader->length] = '\0';
        read_line(reader);
        reader->length = 0;
    }
}

void bochs_reader_finish(struct bochs_reader *reader)
{
    struct line end = {.cpu = BOCHS_CPUS, .text = ""};

    settle_eoi(reader, &end);
}
