/*
 * labs/00-idt/mistakes_trap.c - TODO 3 to 5: handlers, and
 * sections with IF = 0.
 *
 * What a function answers must be true of the record, or it answers no.
 * Contract: mistakes.h.
 */
#include "hw/idt_regs.h"
#include "mistakes.h"
#include "plan.h"

static bool point_between(const struct window *w, size_t from, int point,
                          size_t to)
{
    return find_mark(w, from, MARK_POINT, point) < to;
}

/* ---- TODO 3 and 4: handlers ---- */

static bool is_trap_step(const struct window *w)
{
    return idt_is_kind(w, STEP_PLAIN) || idt_is_kind(w, STEP_ERROR) ||
           idt_is_kind(w, STEP_CHOICE);
}

static size_t body_end(const struct window *w)
{
    return find_mark(w, w->first, MARK_BODY_END, w->step->v[0]);
}

/* The next interrupt event after the body, or NOWHERE. */
static size_t after_body(const struct window *w)
{
    size_t end = body_end(w);

    return end == NOWHERE ? NOWHERE
                          : find_event(w, end, EV_INTERRUPT, EVENT_NO_VECTOR);
}

/* IRETQ itself failed: it found something else than a frame. */
FITS(error_left_on_stack)
{
    size_t next = after_body(w);
    bool iret = false;

    (void)check, (void)f;
    if (next == NOWHERE || idt_is_kind(w, STEP_PLAIN) || !is_trap_step(w))
        return false;
    for (size_t i = body_end(w); i < next; i++)
        if (event_at(w, i)->kind == EV_IRET)
            iret = event_at(w, i)->tick == event_at(w, next)->tick;
    return iret;
}

/* The same instruction raised the same exception again. */
FITS(fault_not_skipped)
{
    size_t next = after_body(w);
    uint16_t again =
        w->step->v[0] == VECTOR_NP ? (uint16_t)w->step->n[0] : w->step->v[0];

    (void)check, (void)f;
    return is_trap_step(w) && w->step->v[0] != VECTOR_BP && next != NOWHERE &&
           event_at(w, next)->vector == again;
}

/* Once for each exception is what the kernel needs. */
FITS(lab_trap_twice)
{
    size_t again = body_end(w) == NOWHERE
                       ? NOWHERE
                       : find_mark(w, body_end(w), MARK_BODY, w->step->v[0]);

    (void)check, (void)f;
    return is_trap_step(w) && again != NOWHERE && again < after_body(w);
}

FITS(trap_stepped_over)
{
    (void)check, (void)f;
    return idt_is_kind(w, STEP_PLAIN) && w->step->v[0] == VECTOR_BP &&
           body_end(w) != NOWHERE &&
           !point_between(w, body_end(w), POINT_BACK, w->last);
}

FITS(wrong_length)
{
    (void)check, (void)f;
    return is_trap_step(w) && body_end(w) != NOWHERE &&
           !point_between(w, body_end(w), POINT_BACK, w->last);
}

FITS(lab_trap_not_called)
{
    size_t taken = idt_interrupt_of(w, w->step->v[0]);

    (void)check, (void)f;
    return is_trap_step(w) && taken != NOWHERE &&
           idt_stub_of(w, w->step->v[0]) == -1 &&
           find_mark(w, w->first, MARK_BODY, -1) == NOWHERE &&
           find_event(w, taken, EV_IRET, EVENT_NO_VECTOR) != NOWHERE;
}

FITS(error_not_handed_on)
{
    size_t body = find_mark(w, w->first, MARK_BODY, w->step->v[0]);
    size_t pushed = find_event(w, w->first, EV_EXCEPTION, w->step->v[0]);

    (void)check, (void)f;
    return idt_is_kind(w, STEP_ERROR) && body != NOWHERE && pushed < body &&
           mark_value_of(event_at(w, body)) != event_at(w, pushed)->value;
}

/* Every answer was the other one. */
FITS(entry_swapped)
{
    size_t call, ret;
    unsigned n = 0;

    (void)check, (void)f;
    for (; find_call(w, FN_TRAP_ENTRY, n, &call, &ret); n++) {
        uint32_t vector = mark_value_of(event_at(w, call));
        bool error = VECTORS_WITH_ERROR_CODE >> vector & 1;

        if (mark_value_of(event_at(w, ret)) !=
            (error ? ENTRY_PLAIN : ENTRY_ERROR))
            return false;
    }
    return n > 0 && idt_is_kind(w, STEP_CHOICE);
}

FITS(entry_lacks_error)
{
    (void)check;
    return idt_is_kind(w, STEP_CHOICE) && f->kind == FOUND_VALUE &&
           f->want == ENTRY_ERROR && f->got == ENTRY_PLAIN;
}

FITS(entry_expects_error)
{
    (void)check;
    return idt_is_kind(w, STEP_CHOICE) && f->kind == FOUND_VALUE &&
           f->want == ENTRY_PLAIN && f->got == ENTRY_ERROR;
}

/* ---- TODO 5: the interrupt flag ---- */

/* Taken before the sections, or the one section, were at their end. */
static bool taken_before(const struct window *w, uint8_t vector, int point)
{
    size_t sent = find_event(w, w->first, EV_ACCEPT, vector);
    size_t taken = find_event(w, w->first, EV_DELIVER, vector);

    return sent != NOWHERE && taken != NOWHERE &&
           taken < find_mark(w, sent, MARK_POINT, point);
}

static bool is_irq_step(const struct window *w)
{
    return w->step->kind >= STEP_IRQ_HELD && w->step->kind <= STEP_IRQ_NESTED;
}

/* In one of the step's halves; `on`: the one that began with IF = 1. */
static uint8_t half(const struct window *w, bool on)
{
    return w->step->v[(w->step->v[2] != 0) == on ? 0 : 1];
}

FITS(save_keeps_if)
{
    (void)check, (void)f;
    if (idt_is_kind(w, STEP_IRQ_HELD))
        return taken_before(w, w->step->v[0], POINT_SECTION);
    return is_irq_step(w) &&
           taken_before(w, half(w, true),
                        idt_is_kind(w, STEP_IRQ_NESTED) ? POINT_INNER
                                                        : POINT_SECTION);
}

FITS(inner_opens)
{
    (void)check, (void)f;
    return idt_is_kind(w, STEP_IRQ_NESTED) &&
           (taken_before(w, half(w, true), POINT_OUTER) ||
            taken_before(w, half(w, false), POINT_OUTER));
}

FITS(restore_sets_if)
{
    (void)check, (void)f;
    return is_irq_step(w) && !idt_is_kind(w, STEP_IRQ_HELD) &&
           taken_before(w, half(w, false), POINT_AFTER);
}

FITS(restore_leaves_if_clear)
{
    uint8_t vector = half(w, true);

    (void)check, (void)f;
    return idt_is_kind(w, STEP_IRQ_RESTORE) &&
           find_event(w, w->first, EV_ACCEPT, vector) != NOWHERE &&
           !taken_before(w, vector, POINT_AFTER);
}

FITS(nested_leaves_if_clear)
{
    uint8_t vector = half(w, true);

    (void)check, (void)f;
    return idt_is_kind(w, STEP_IRQ_NESTED) &&
           find_event(w, w->first, EV_ACCEPT, vector) != NOWHERE &&
           !taken_before(w, vector, POINT_AFTER);
}
