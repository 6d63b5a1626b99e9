/*
 * labs/01-pic/mistakes_serve.c - TODO 5 and 6: bodies and spurious interrupts.
 *
 * What a function answers must be true of the record, or it answers no.
 * Contract: mistakes.h.
 */
#include "hw/i8259_regs.h"
#include "judge.h"
#include "mistakes.h"
#include "plan.h"

/* ---- of TODO 5 ---- */

FITS(body_not_called)
{
    size_t call = w->first, ret;

    (void)f;
    while (check->todo == 5 && pic_next_call(w, FN_INTERRUPT, &call, &ret))
        if (find_mark(w, call, MARK_BODY, -1) > ret)
            return true;
    return false;
}

/* Another interrupt arrives when the body is over and the call is not. */
FITS(opens_if)
{
    size_t call = w->first, ret;

    (void)f;
    if (!pic_is_check(check, "pic-service-eoi"))
        return false;
    while (pic_next_call(w, FN_INTERRUPT, &call, &ret)) {
        unsigned irq = mark_value_of(event_at(w, call));
        size_t end = find_mark(w, call, MARK_BODY_END, (int)irq);

        if (end < ret && find_mark(w, end, MARK_CALL, FN_INTERRUPT) < ret)
            return true;
    }
    return false;
}

FITS(body_twice)
{
    const struct event *e = found_event(w, f);

    return check->todo == 5 && f->kind == FOUND_UNEXPECTED && f->at > 0 &&
           is_mark(e, MARK_BODY, -1) &&
           find_mark(w, w->first, MARK_BODY, (int)mark_argument(e)) < f->at;
}

/* ---- of TODO 6 ---- */

/* The call of pic_interrupt for a spurious interrupt: always the second. */
static bool spurious_ends(const struct window *w, const struct check *check,
                          struct pic_ends *ends, bool *runs_body)
{
    size_t call = w->first, ret;

    if (check->todo != 6 || pic_is_check(check, "pic-real-7-15") ||
        !pic_next_call(w, FN_INTERRUPT, &call, &ret) ||
        !pic_next_call(w, FN_INTERRUPT, &call, &ret))
        return false;
    *ends = pic_ends_in(w, call, ret);
    *runs_body = find_mark(w, call, MARK_BODY, -1) < ret;
    return true;
}

/* Did the second call of pic_interrupt, the spurious one, ask the master? */
static bool asks_isr(const struct window *w)
{
    size_t call = w->first, ret;

    return pic_next_call(w, FN_INTERRUPT, &call, &ret) &&
           pic_next_call(w, FN_INTERRUPT, &call, &ret) &&
           pic_reads_in(w, call, ret, PIC_READ_MASTER_ISR);
}

FITS(seven_told_by_isr)
{
    struct pic_ends ends;
    bool body;

    (void)f;
    return pic_is_check(check, "pic-seven-in-seven") &&
           spurious_ends(w, check, &ends, &body) && body && ends.sent[0] == 1 &&
           asks_isr(w);
}

FITS(spurious_runs_body)
{
    struct pic_ends ends;
    bool body;

    return f->kind != FOUND_VALUE && spurious_ends(w, check, &ends, &body) &&
           body;
}

FITS(spurious_7_eoi)
{
    struct pic_ends ends;
    bool body;

    (void)f;
    return w->step->kind != STEP_SPURIOUS_15 &&
           spurious_ends(w, check, &ends, &body) && !body && ends.sent[0] > 0;
}

FITS(spurious_15_no_eoi)
{
    struct pic_ends ends;
    bool body;

    (void)f;
    return w->step->kind == STEP_SPURIOUS_15 &&
           spurious_ends(w, check, &ends, &body) && !body &&
           ends.sent[0] == 0 && ends.sent[1] == 0;
}

FITS(spurious_15_slave_eoi)
{
    struct pic_ends ends;
    bool body;

    (void)f;
    return w->step->kind == STEP_SPURIOUS_15 &&
           spurious_ends(w, check, &ends, &body) && !body && ends.sent[1] > 0;
}

/* What the call of pic_is_spurious at the finding asked. */
static bool asked(const struct window *w, const struct check *check,
                  const struct finding *f, unsigned chip, enum pic_read what)
{
    size_t call =
        check->todo == 6 ? pic_found_call(w, f, FN_IS_SPURIOUS) : NOWHERE;

    return call != NOWHERE &&
           pic_reads_in(w, call, f->at, chip * PIC_READ_SLAVE_IRR + what);
}

static bool found_line_15(const struct window *w, const struct finding *f)
{
    size_t call = pic_found_call(w, f, FN_IS_SPURIOUS);

    return call != NOWHERE && mark_value_of(event_at(w, call)) == 15;
}

static bool asked_nothing(const struct window *w, const struct check *check,
                          const struct finding *f)
{
    return check->todo == 6 &&
           pic_found_call(w, f, FN_IS_SPURIOUS) != NOWHERE &&
           !asked(w, check, f, 0, PIC_READ_MASTER_ISR) &&
           !asked(w, check, f, 1, PIC_READ_MASTER_ISR) &&
           !asked(w, check, f, 0, PIC_READ_MASTER_IRR) &&
           !asked(w, check, f, 1, PIC_READ_MASTER_IRR);
}

FITS(spurious_by_number)
{
    return asked_nothing(w, check, f) && f->kind == FOUND_VALUE && f->got == 1;
}

FITS(spurious_never)
{
    return asked_nothing(w, check, f) && mark_value_of(event_at(w, f->at)) == 0;
}

FITS(spurious_by_irr)
{
    unsigned chip = found_line_15(w, f);

    return asked(w, check, f, chip, PIC_READ_MASTER_IRR) &&
           !asked(w, check, f, chip, PIC_READ_MASTER_ISR);
}

FITS(spurious_15_asks_master)
{
    return found_line_15(w, f) && asked(w, check, f, 0, PIC_READ_MASTER_ISR) &&
           !asked(w, check, f, 1, PIC_READ_MASTER_ISR);
}

FITS(spurious_inverted)
{
    return f->kind == FOUND_VALUE && f->got == 1 &&
           pic_is_check(check, "pic-real-7-15") &&
           asked(w, check, f, found_line_15(w, f), PIC_READ_MASTER_ISR) &&
           pic_isr_at(w, f->at) >> (found_line_15(w, f) ? 15 : 7) & 1;
}
