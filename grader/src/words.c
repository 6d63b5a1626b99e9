/*
 * grader/src/words.c - the questions and demands that checks are made of.
 * Contract: grader/include/checks.h.
 *
 * Every demand that fails writes one finding, and only the first is kept: what
 * went wrong first is what the student needs to hear.
 */
#include <stdarg.h>
#include <stdio.h>
#include "checks.h"
#include "hw/idt_regs.h"
#include "record.h"

bool machine_lacks(const struct window *w, enum capability capability)
{
    return (record_habits(w->record->trace)->lacks & capability) != 0;
}

/* [SDM3 6.13 "Error Code"] */
uint64_t gate_error(const struct window *w, unsigned vector)
{
    unsigned shift = record_habits(w->record->trace)->gate_error_shift;

    return (uint64_t)vector << shift | SELECTOR_ERROR_IDT;
}

size_t event_count(const struct window *w)
{
    return w->record->trace->count;
}

const struct event *event_at(const struct window *w, size_t index)
{
    return &w->record->trace->event[index];
}

bool is_mark(const struct event *e, enum mark_kind kind, int argument)
{
    return e->kind == EV_MARK && mark_kind(e) == kind &&
           (argument < 0 || mark_arg(e) == (unsigned)argument);
}

unsigned mark_argument(const struct event *e)
{
    return mark_arg(e);
}

uint32_t mark_value_of(const struct event *e)
{
    return mark_data(e);
}

size_t find_event(const struct window *w, size_t from, enum event_kind kind,
                  uint16_t vector)
{
    for (size_t i = from + 1; i < w->last; i++) {
        const struct event *e = event_at(w, i);

        if (e->kind == kind &&
            (vector == EVENT_NO_VECTOR || e->vector == vector))
            return i;
    }
    return NOWHERE;
}

size_t find_mark(const struct window *w, size_t from, enum mark_kind kind,
                 int argument)
{
    for (size_t i = from + 1; i < w->last; i++)
        if (is_mark(event_at(w, i), kind, argument))
            return i;
    return NOWHERE;
}

size_t find_access(const struct window *w, size_t from, enum event_kind kind,
                   uint32_t reg)
{
    for (size_t i = from + 1; i < w->last; i++)
        if (event_at(w, i)->kind == kind && event_at(w, i)->reg == reg)
            return i;
    return NOWHERE;
}

unsigned count_events(const struct window *w, enum event_kind kind,
                      uint16_t vector)
{
    unsigned n = 0;

    for (size_t i = w->first; i != NOWHERE; i = find_event(w, i, kind, vector))
        n++;
    return n - 1;
}

bool find_call(const struct window *w, unsigned function, unsigned nth,
               size_t *call, size_t *ret)
{
    size_t i = w->first;

    *call = *ret = NOWHERE;
    for (unsigned n = 0; n <= nth; n++) {
        i = find_mark(w, i, MARK_CALL, (int)function);
        if (i == NOWHERE)
            return false;
    }
    *call = i;
    *ret = find_mark_on(w, i, event_at(w, i)->cpu, MARK_RETURN, (int)function);
    return *ret != NOWHERE;
}

/* ---- states ---- */

static bool bit(const uint32_t words[8], uint8_t vector)
{
    return words[vector / 32] >> (vector % 32) & 1;
}

static const struct snapshot *at(const struct window *w, size_t index,
                                 unsigned cpu)
{
    return record_state(w->record, index, cpu);
}

bool pending_at(const struct window *w, size_t index, unsigned cpu,
                uint8_t vector)
{
    return bit(at(w, index, cpu)->irr, vector);
}

bool in_service_at(const struct window *w, size_t index, unsigned cpu,
                   uint8_t vector)
{
    return bit(at(w, index, cpu)->isr, vector);
}

uint8_t tpr_at(const struct window *w, size_t index, unsigned cpu)
{
    return at(w, index, cpu)->tpr;
}

uint8_t ppr_at(const struct window *w, size_t index, unsigned cpu)
{
    return at(w, index, cpu)->ppr;
}

uint32_t svr_at(const struct window *w, size_t index, unsigned cpu)
{
    return at(w, index, cpu)->svr;
}

uint16_t pic_irr_at(const struct window *w, size_t index)
{
    return w->record->state[index].pic_irr;
}

uint16_t pic_isr_at(const struct window *w, size_t index)
{
    return w->record->state[index].pic_isr;
}

uint16_t pic_imr_at(const struct window *w, size_t index)
{
    return w->record->state[index].pic_imr;
}

/* ---- demands ---- */

bool require(struct window *w, bool holds, size_t index, uint16_t vector,
             const char *format, ...)
{
    va_list arguments;

    if (holds || w->found->kind != FOUND_NOTHING)
        return holds;
    *w->found =
        (struct finding){.kind = FOUND_RULE, .at = index, .vector = vector};
    va_start(arguments, format);
    vsnprintf(w->found->text, sizeof w->found->text, format, arguments);
    va_end(arguments);
    return false;
}

bool require_equal(struct window *w, uint64_t got, uint64_t want, size_t index,
                   const char *what)
{
    if (got == want || w->found->kind != FOUND_NOTHING)
        return got == want;
    *w->found = (struct finding){.kind = FOUND_VALUE,
                                 .at = index,
                                 .vector = EVENT_NO_VECTOR,
                                 .want = want,
                                 .got = got};
    snprintf(w->found->text, sizeof w->found->text,
             "%s is 0x%llx where 0x%llx belongs", what, (unsigned long long)got,
             (unsigned long long)want);
    return false;
}

/* On the CPU of event `from`. */
static size_t read_between(const struct window *w, size_t from, size_t to,
                           uint32_t reg)
{
    for (size_t i = from + 1; i < to; i++)
        if (event_at(w, i)->kind == EV_APIC_READ &&
            event_at(w, i)->reg == reg &&
            event_at(w, i)->cpu == event_at(w, from)->cpu)
            return i;
    return NOWHERE;
}

bool returned(struct window *w, unsigned function, unsigned nth, uint64_t want,
              uint32_t reg)
{
    size_t call, ret;

    if (!require(w, find_call(w, function, nth, &call, &ret), w->first,
                 EVENT_NO_VECTOR, "the scenario's call did not return"))
        return false;
    if (!require_equal(w, mark_data(event_at(w, ret)), want, ret,
                       "the returned value"))
        return false;
    return reg == 0 ||
           require(w, read_between(w, call, ret, reg) != NOWHERE, ret,
                   EVENT_NO_VECTOR,
                   "the value was returned without reading register 0x%03x",
                   reg);
}

/* ---- for mistakes ---- */

const struct event *found_event(const struct window *w, const struct finding *f)
{
    static const struct event nothing = {.kind = EVENT_KIND_COUNT,
                                         .vector = EVENT_NO_VECTOR};

    return f->at < event_count(w) ? event_at(w, f->at) : &nothing;
}

bool found_kind(const struct window *w, const struct finding *f,
                enum finding_kind kind, enum event_kind expected)
{
    (void)w;
    return f->kind == kind && f->expected.kind == expected;
}
