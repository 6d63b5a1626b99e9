/*
 * labs/02-lapic/mistakes_a.c - part A: does one idea explain what was found?
 *
 * What a function answers must be true of the record, or it answers no.  Over
 * 400 lines, because it is one list.  Contract: mistakes.h.
 */
#include "hw/lapic_regs.h"
#include "mistakes.h"
#include "plan.h"

/* ---- enable ---- */

/* The last lapic_enable that returned before the finding, or at it. */
static size_t last_enable(const struct window *w, const struct finding *f)
{
    size_t at = lapic_place(w, f);

    if (is_mark(found_event(w, f), MARK_RETURN, FN_ENABLE))
        return at;
    return lapic_mark_before(w, at, MARK_RETURN, FN_ENABLE);
}

bool lapic_mistake_svr_disabled(const struct window *w,
                                const struct check *check,
                                const struct finding *f)
{
    size_t at = last_enable(w, f);

    (void)check;
    return at != NOWHERE && (svr_at(w, at, 0) & LAPIC_SVR_ENABLE) == 0;
}

bool lapic_mistake_svr_vector(const struct window *w, const struct check *check,
                              const struct finding *f)
{
    size_t at = last_enable(w, f), call;

    (void)check;
    if (at == NOWHERE)
        return false;
    call = lapic_mark_before(w, at, MARK_CALL, FN_ENABLE);
    return call != NOWHERE && field_get(svr_at(w, at, 0), LAPIC_SVR_VECTOR) !=
                                  mark_value_of(event_at(w, call));
}

/* ---- self-IPI ---- */

/* Is the finding that a vector did not arrive where one was sent? */
static bool about_sending(const struct check *check, const struct finding *f)
{
    return check->todo == 2 || f->expected.kind == EV_ACCEPT ||
           f->expected.kind == EV_COALESCE || f->expected.kind == EV_ILLEGAL;
}

/* The last call before the finding that wrote ICR low (or did not). */
static size_t last_sent(const struct window *w, const struct finding *f,
                        bool *wrote_it)
{
    size_t at = lapic_place(w, f) +
                (is_mark(found_event(w, f), MARK_RETURN, FN_SELF_IPI) ? 1 : 0);
    size_t ret = lapic_mark_before(w, at, MARK_RETURN, FN_SELF_IPI);
    size_t call = ret == NOWHERE
                      ? NOWHERE
                      : lapic_mark_before(w, ret, MARK_CALL, FN_SELF_IPI);
    size_t icr;

    *wrote_it = false;
    if (call == NOWHERE)
        return NOWHERE;
    icr = find_access(w, call, EV_APIC_WRITE, LAPIC_ICR_LOW);
    *wrote_it = icr < ret;
    return icr;
}

bool lapic_mistake_ipi_not_sent(const struct window *w,
                                const struct check *check,
                                const struct finding *f)
{
    bool wrote_it;
    size_t i = last_sent(w, f, &wrote_it);
    bool any = lapic_mark_before(w, lapic_place(w, f) + 1, MARK_RETURN,
                                 FN_SELF_IPI) != NOWHERE;

    (void)i;
    return about_sending(check, f) && any && !wrote_it;
}

bool lapic_mistake_icr_shorthand(const struct window *w,
                                 const struct check *check,
                                 const struct finding *f)
{
    size_t icr = find_access(w, w->first, EV_APIC_WRITE, LAPIC_ICR_LOW);

    return about_sending(check, f) && icr != NOWHERE &&
           field_get(event_at(w, icr)->value, LAPIC_ICR_SHORTHAND) !=
               LAPIC_SHORTHAND_SELF;
}

/* ---- EOI ---- */

bool lapic_mistake_spurious_eoi(const struct window *w,
                                const struct check *check,
                                const struct finding *f)
{
    size_t before = lapic_last_significant(w, lapic_place(w, f));

    (void)check;
    return lapic_is_eoi(found_event(w, f)) && before != NOWHERE &&
           is_mark(event_at(w, before), MARK_STUB, w->step->v[0]) &&
           !lapic_returned_between(w, before, f->at);
}

static bool expects_mark(const struct finding *f, enum mark_kind kind)
{
    return f->kind == FOUND_UNEXPECTED && f->expected.kind == EV_MARK &&
           f->expected.mark == kind;
}

static bool body_follows(const struct window *w, const struct finding *f)
{
    return find_mark(w, lapic_place(w, f), MARK_BODY, f->expected.vector) !=
           NOWHERE;
}

bool lapic_mistake_body_twice(const struct window *w, const struct check *check,
                              const struct finding *f)
{
    (void)check;
    return f->kind == FOUND_UNEXPECTED && f->expected.kind == EV_EOI &&
           is_mark(found_event(w, f), MARK_BODY, f->expected.vector) &&
           lapic_mark_before(w, lapic_place(w, f), MARK_BODY_END,
                             f->expected.vector) != NOWHERE;
}

bool lapic_mistake_eoi_early(const struct window *w, const struct check *check,
                             const struct finding *f)
{
    (void)check;
    return expects_mark(f, MARK_BODY) && lapic_is_eoi(found_event(w, f)) &&
           body_follows(w, f);
}

bool lapic_mistake_body_not_called(const struct window *w,
                                   const struct check *check,
                                   const struct finding *f)
{
    (void)check;
    return expects_mark(f, MARK_BODY) && !body_follows(w, f);
}

/* The handler came back from the body and returned, and wrote no EOI. */
bool lapic_mistake_eoi_missing(const struct window *w,
                               const struct check *check,
                               const struct finding *f)
{
    size_t end, iret, stub;

    (void)check;
    if ((f->kind != FOUND_UNEXPECTED && f->kind != FOUND_MISSING) ||
        f->expected.kind != EV_EOI || lapic_is_eoi(found_event(w, f)))
        return false;
    end = lapic_mark_before(w, lapic_place(w, f), MARK_BODY_END,
                            f->expected.vector);
    stub =
        lapic_mark_before(w, lapic_place(w, f), MARK_STUB, f->expected.vector);
    if (end == NOWHERE || stub == NOWHERE)
        return false;
    iret = lapic_return_after(w, f, end);
    return iret != NOWHERE &&
           lapic_access_between(w, EV_APIC_WRITE, LAPIC_EOI, LAPIC_EOI + 1, end,
                                iret) == NOWHERE;
}

/* In a periodic step the numbers of deliveries and EOIs are compared. */
bool lapic_mistake_eoi_missing_by_count(const struct window *w,
                                        const struct check *check,
                                        const struct finding *f)
{
    size_t body = find_mark(w, w->first, MARK_BODY_END, w->step->v[1]);

    (void)check;
    return w->step->kind == STEP_PERIODIC && f->kind != FOUND_TODO &&
           body != NOWHERE &&
           find_access(w, w->first, EV_APIC_WRITE, LAPIC_EOI) == NOWHERE;
}

bool lapic_mistake_eoi_twice(const struct window *w, const struct check *check,
                             const struct finding *f)
{
    size_t before = lapic_last_significant(w, lapic_place(w, f));

    (void)check;
    return lapic_is_eoi(found_event(w, f)) && f->expected.kind != EV_EOI &&
           before != NOWHERE && lapic_is_eoi(event_at(w, before)) &&
           !lapic_returned_between(w, before, f->at);
}

bool lapic_mistake_eoi_nonzero(const struct window *w,
                               const struct check *check,
                               const struct finding *f)
{
    const struct event *e = found_event(w, f);

    (void)check;
    return f->kind == FOUND_VALUE && e->kind == EV_APIC_WRITE &&
           e->reg == LAPIC_EOI;
}

/* ---- TPR, PPR ---- */

bool lapic_mistake_tpr_in_handler(const struct window *w,
                                  const struct check *check,
                                  const struct finding *f)
{
    size_t at = lapic_place(w, f);

    (void)check;
    for (size_t i = w->first;
         (i = find_access(w, i, EV_APIC_WRITE, LAPIC_TPR)) < at;) {
        size_t call = lapic_mark_before(w, i, MARK_CALL, FN_SET_TPR);
        size_t stub = lapic_mark_before(w, i, MARK_STUB, -1);

        if (call != NOWHERE && find_mark(w, call, MARK_RETURN, FN_SET_TPR) > i)
            continue;
        if (stub != NOWHERE && !lapic_returned_between(w, stub, i))
            return true;
    }
    return false;
}

/* What lapic_set_tpr wrote at its call before the finding, and was asked. */
static bool tpr_written(const struct window *w, const struct finding *f,
                        uint32_t *asked, uint32_t *written)
{
    size_t at = lapic_place(w, f);
    size_t call = lapic_mark_before(w, at, MARK_CALL, FN_SET_TPR), i;

    if (call == NOWHERE)
        return false;
    i = find_access(w, call, EV_APIC_WRITE, LAPIC_TPR);
    if (i == NOWHERE || i > find_mark(w, call, MARK_RETURN, FN_SET_TPR))
        return false;
    *asked = mark_value_of(event_at(w, call));
    *written = (uint32_t)event_at(w, i)->value & 0xff;
    return true;
}

bool lapic_mistake_tpr_shifted(const struct window *w,
                               const struct check *check,
                               const struct finding *f)
{
    uint32_t asked, written;

    (void)check;
    return !lapic_is_eoi(found_event(w, f)) &&
           tpr_written(w, f, &asked, &written) && asked != written &&
           (written == asked >> 4 || written == (asked << 4 & 0xff));
}

bool lapic_mistake_tpr_subclass_lost(const struct window *w,
                                     const struct check *check,
                                     const struct finding *f)
{
    uint32_t asked, written;

    (void)check;
    return f->kind == FOUND_VALUE && tpr_written(w, f, &asked, &written) &&
           asked != written && written == (asked & LAPIC_TPR_CLASS);
}

bool lapic_mistake_priority_shifted(const struct window *w,
                                    const struct check *check,
                                    const struct finding *f)
{
    const struct event *e = found_event(w, f);

    (void)check;
    return f->kind == FOUND_VALUE && f->want > 0xf && f->got == f->want >> 4 &&
           (is_mark(e, MARK_RETURN, FN_TPR) || is_mark(e, MARK_RETURN, FN_PPR));
}

bool lapic_mistake_ppr_is_tpr(const struct window *w, const struct check *check,
                              const struct finding *f)
{
    size_t call, ret;

    (void)check;
    return is_mark(found_event(w, f), MARK_RETURN, FN_PPR) &&
           lapic_call_around(w, f, FN_PPR, &call, &ret) &&
           find_access(w, call, EV_APIC_READ, LAPIC_PPR) > ret &&
           find_access(w, call, EV_APIC_READ, LAPIC_TPR) < ret;
}

/* ---- IRR, ISR ---- */

/* The call of lapic_irr_test or lapic_isr_test that the finding is about. */
static bool bitmap_call(const struct window *w, const struct finding *f,
                        bool *is_irr, size_t *call, size_t *ret)
{
    const struct event *e = found_event(w, f);

    *is_irr = is_mark(e, MARK_RETURN, FN_IRR_TEST);
    if (!*is_irr && !is_mark(e, MARK_RETURN, FN_ISR_TEST))
        return false;
    return lapic_call_around(w, f, *is_irr ? FN_IRR_TEST : FN_ISR_TEST, call,
                             ret);
}

/* Bochs stops at such an access; elsewhere it reads some number. */
static bool is_between_registers(const struct event *e)
{
    return (e->kind == EV_PANIC || e->kind == EV_APIC_READ) &&
           e->reg >= LAPIC_ISR && e->reg < LAPIC_ESR &&
           e->reg % LAPIC_BITMAP_STRIDE != 0;
}

bool lapic_mistake_bitmap_stride(const struct window *w,
                                 const struct check *check,
                                 const struct finding *f)
{
    (void)check;
    (void)f;
    for (size_t i = w->first; i < w->last; i++)
        if (is_between_registers(event_at(w, i)))
            return true;
    return false;
}

/* Of the right bitmap, but not the register that holds the vector's bit. */
bool lapic_mistake_bitmap_register(const struct window *w,
                                   const struct check *check,
                                   const struct finding *f)
{
    size_t call, ret, read;
    uint32_t base, vector;
    bool is_irr;

    (void)check;
    if (!bitmap_call(w, f, &is_irr, &call, &ret))
        return false;
    base = is_irr ? LAPIC_IRR : LAPIC_ISR;
    vector = mark_value_of(event_at(w, call));
    read = lapic_access_between(w, EV_APIC_READ, base,
                                base + LAPIC_BITMAP_WORDS * LAPIC_BITMAP_STRIDE,
                                call, ret);
    return read != NOWHERE &&
           find_access(w, call, EV_APIC_READ,
                       lapic_bitmap_offset(base, vector)) > ret;
}

bool lapic_mistake_bitmaps_swapped(const struct window *w,
                                   const struct check *check,
                                   const struct finding *f)
{
    size_t call, ret;
    bool is_irr, irr, isr;

    (void)check;
    if (!bitmap_call(w, f, &is_irr, &call, &ret))
        return false;
    irr = lapic_access_between(w, EV_APIC_READ, LAPIC_IRR, LAPIC_ESR, call,
                               ret) != NOWHERE;
    isr = lapic_access_between(w, EV_APIC_READ, LAPIC_ISR, LAPIC_TMR, call,
                               ret) != NOWHERE;
    return is_irr ? isr && !irr : irr && !isr;
}

/* The right register was read, and its bit is not what was returned. */
bool lapic_mistake_bitmap_bit(const struct window *w, const struct check *check,
                              const struct finding *f)
{
    size_t call, ret, i;
    uint32_t vector;
    bool is_irr;

    (void)check;
    if (f->kind != FOUND_VALUE || !bitmap_call(w, f, &is_irr, &call, &ret))
        return false;
    vector = mark_value_of(event_at(w, call));
    i = find_access(w, call, EV_APIC_READ,
                    lapic_bitmap_offset(is_irr ? LAPIC_IRR : LAPIC_ISR,
                                        vector));
    return i < ret && (event_at(w, i)->value >> vector % 32 & 1) == f->want;
}

bool lapic_mistake_not_read(const struct window *w, const struct check *check,
                            const struct finding *f)
{
    static const unsigned functions[] = {FN_TPR, FN_PPR, FN_IRR_TEST,
                                         FN_ISR_TEST, FN_ESR};
    size_t call, ret;

    (void)check;
    for (size_t i = 0; i < COUNT_OF(functions); i++)
        if (is_mark(found_event(w, f), MARK_RETURN, (int)functions[i]) &&
            lapic_call_around(w, f, functions[i], &call, &ret))
            return lapic_access_between(w, EV_APIC_READ, 0, 0x1000, call,
                                        ret) == NOWHERE;
    return false;
}
