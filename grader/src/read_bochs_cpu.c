/*
 * grader/src/read_bochs_cpu.c - [CPUn  ]: what a core takes, refuses and
 * writes.  Contract: read_bochs_parts.h.
 */
#include <stdlib.h>
#include <string.h>
#include "hw/x2apic_regs.h"
#include "read_bochs_parts.h"

static void cpu_interrupt(struct bochs_reader *r, const struct line *line,
                          const char *p)
{
    struct event event = at(line, EV_INTERRUPT);
    char *end;

    event.vector = (uint16_t)(number_to(p, &end, 16) & 0xff);
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

    event.vector = (uint16_t)(number_to(p, &end, 16) & 0xff);
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
    if (event.reg == x2apic_msr(LAPIC_ICR_LOW))
        r->icr = (uint32_t)event.value;
    r->msr_write[line->cpu] = add(r, event) + 1;
}

/* "CPU 1 started up at 0800:00000000 by APIC": the page is the SIPI's. */
static void cpu_started(struct bochs_reader *r, const struct line *line,
                        const char *p)
{
    const char *where = strstr(p, " started up at ");
    struct trace *t = r->trace;

    for (size_t i = t->count; where != NULL && i-- > 0;)
        if (t->event[i].kind == EV_SIPI && t->event[i].cpu == line->cpu) {
            t->event[i].vector =
                (uint16_t)(number(where + strlen(" started up at "), 16) >> 8 &
                           0xff);
            return;
        }
}

void read_cpu(struct bochs_reader *r, const struct line *line)
{
    const char *p;

    r->msr_write[line->cpu] = 0;
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
    else if ((p = after(line->text, "CPU ")) != NULL)
        cpu_started(r, line, p);
    else if (after(line->text, "WARNING: HLT instruction with IF=0"))
        add(r, at(line, EV_HLT_DEAD));
    else if (after(line->text, "cpu software reset") ||
             (after(line->text, "cpu hardware reset") && line->tick > 0))
        add(r, at(line, EV_CPU_RESET));
}
