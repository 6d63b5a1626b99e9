/*
 * grader/src/read_bochs_apic.c - [APICn ]: a local APIC's registers, and a
 * vector's way through it.  Contract: read_bochs_parts.h.
 *
 * In x2APIC mode a register is written twice in the log, as an MSR by the CPU
 * and as a register by the APIC: one event, the MSR's.  ICR and SELF IPI have
 * the CPU's line only.
 */
#include <stdlib.h>
#include <string.h>
#include "hw/x2apic_regs.h"
#include "read_bochs_parts.h"

/* A CPU's reset takes Bochs as long as that many lines, so a storm of INITs
 * counts as a flood. */
#define INIT_LINES 300u

/* The second line of a WRMSR: an EOI waits for its answer all the same. */
static bool is_msr_again(struct bochs_reader *r, unsigned cpu, uint32_t reg)
{
    size_t i = r->msr_write[cpu];

    r->msr_write[cpu] = 0;
    if (i == 0 || r->trace->event[i - 1].reg != x2apic_msr(reg))
        return false;
    if (reg == LAPIC_EOI)
        r->eoi_write[cpu] = i;
    return true;
}

static void apic_register(struct bochs_reader *r, const struct line *line,
                          enum event_kind kind, uint64_t reg, uint64_t value)
{
    struct event event = at(line, kind);

    event.reg = (uint32_t)(reg & 0xfff);
    event.value = value & 0xffffffff;
    if (kind == EV_APIC_WRITE && is_msr_again(r, line->cpu, event.reg))
        return;
    if (kind == EV_APIC_WRITE && event.reg == LAPIC_ICR_LOW)
        r->icr = (uint32_t)value;
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
        uint64_t value = number_to(p, &end, 16);

        if ((q = after(end, " to register 0x")) != NULL)
            apic_register(r, line, EV_APIC_WRITE, number(q, 16), value);
        return true;
    }
    if ((p = after(line->text, "read from APIC address 0x")) != NULL) {
        uint64_t address = number_to(p, &end, 16);

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

void read_apic(struct bochs_reader *r, const struct line *line)
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
    else if (after(line->text, "Deliver INIT")) {
        /* What the CPU has announced by its mark ports never comes. */
        add(r, at(line, EV_INIT));
        r->mark_from[line->cpu] = r->mark_data[line->cpu] = 0;
        r->lines += INIT_LINES;
    } else if (after(line->text, "Deliver Start Up"))
        add_vector(r, line, EV_SIPI, r->icr);
}
