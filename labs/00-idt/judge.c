/*
 * labs/00-idt/judge.c - what each check demands of a step's record.
 *
 * Bochs logs each vector with its type, the error code of each exception, why
 * it refused a gate and which stack of the TSS it took: these are the
 * witnesses.  The handler reached is seen by the mark of its stub or body.
 * Contract: judge.h.
 */
#include "judge.h"
#include "hw/idt_regs.h"
#include "hw/lapic_regs.h"
#include "plan.h"

static bool about(struct window *w, unsigned vector, bool holds)
{
    if (!holds && w->found->kind != FOUND_NOTHING)
        w->found->vector = (uint16_t)vector;
    return holds;
}

/* ---- TODO 1: gates ---- */

static void expect_stub(struct script *s, unsigned vector, unsigned stub)
{
    script_event(s, EV_INTERRUPT, vector);
    script_mark(s, MARK_STUB, stub);
}

/* The scenario compares the rest of the table before and after the call. */
static bool no_other_changed(struct window *w)
{
    size_t call, ret;

    return require(w, find_call(w, FN_SET_GATE, 0, &call, &ret), w->first,
                   EVENT_NO_VECTOR, "the scenario's call did not return") &&
           require(w, mark_value_of(event_at(w, ret)) == 0, ret,
                   EVENT_NO_VECTOR,
                   "another entry of the table has changed, too");
}

bool idt_judge_gate_reached(struct window *w)
{
    const uint8_t *v = w->step->v;
    size_t first = find_mark(w, w->first, MARK_POINT, POINT_BACK);
    struct script s = {0};

    expect_stub(&s, v[0], v[1]);
    script_mark(&s, MARK_POINT, POINT_BACK);
    expect_stub(&s, v[2], v[2]);
    script_mark(&s, MARK_POINT, POINT_BACK);
    if (script_holds(w, &s))
        return about(w, v[0], no_other_changed(w));
    return about(w, w->found->at > first ? v[2] : v[0], false);
}

bool idt_judge_gate_high(struct window *w)
{
    struct script s = {0};

    expect_stub(&s, w->step->v[0], w->step->v[1]);
    script_mark(&s, MARK_POINT, POINT_BACK);
    return about(w, w->step->v[0], script_holds(w, &s));
}

static void service_ipi(struct script *s, unsigned vector)
{
    script_event(s, EV_DELIVER, vector);
    script_mark(s, MARK_STUB, vector);
    script_event(s, EV_EOI, vector);
}

/* A self-IPI sent inside the handler waits for its end, or does not. */
bool idt_judge_gate_type(struct window *w)
{
    const uint8_t *v = w->step->v;
    struct script s = {0};

    expect_stub(&s, v[0], v[1]);
    script_accept(&s, v[3]);
    if (v[2] == IDT_TYPE_TRAP)
        service_ipi(&s, v[3]);
    script_mark(&s, MARK_POINT, POINT_INSIDE);
    if (v[2] == IDT_TYPE_INTERRUPT)
        service_ipi(&s, v[3]);
    script_mark(&s, MARK_POINT, POINT_BACK);
    script_mark(&s, MARK_POINT, POINT_IF_ON);
    script_mark(&s, MARK_POINT, POINT_IF_OFF);
    return about(w, v[0], script_holds(w, &s));
}

static bool excepted(struct window *w, unsigned vector, uint64_t error)
{
    size_t i = find_event(w, w->first, EV_EXCEPTION, (uint16_t)vector);

    return require(w, i != NOWHERE, w->last, (uint16_t)vector,
                   "exception 0x%02x did not come", vector) &&
           require_equal(w, event_at(w, i)->value, error, i, "its error code");
}

bool idt_judge_gate_dpl(struct window *w)
{
    const uint8_t *v = w->step->v;
    struct script s = {0};

    if (v[2] == 3) {
        expect_stub(&s, v[0], v[1]);
        expect_stub(&s, VECTOR_UD, VECTOR_UD);
    } else {
        script_event(&s, EV_INTERRUPT, v[0]);
        expect_stub(&s, VECTOR_GP, VECTOR_GP);
    }
    script_mark(&s, MARK_POINT, POINT_LEFT);
    return about(w, v[0], script_holds(w, &s)) &&
           (v[2] == 3 || excepted(w, VECTOR_GP, gate_error(w, v[0])));
}

/* The stack that Bochs took for the first `vector`; 0: none. */
unsigned idt_stack_of(const struct window *w, unsigned vector)
{
    size_t i = find_event(w, w->first, EV_INTERRUPT, (uint16_t)vector);

    for (i++; i != 0 && i < w->last; i++)
        if (event_at(w, i)->kind == EV_STACK)
            return (unsigned)event_at(w, i)->value;
        else if (event_at(w, i)->kind == EV_MARK)
            break;
    return 0;
}

static bool on_stack(struct window *w, unsigned vector, unsigned want)
{
    size_t i = find_event(w, w->first, EV_INTERRUPT, (uint16_t)vector);
    unsigned got = idt_stack_of(w, vector);

    return require(w, i != NOWHERE, w->last, (uint16_t)vector,
                   "vector 0x%02x did not come", vector) &&
           require(w, got == want, i, (uint16_t)vector,
                   "vector 0x%02x was taken on stack %u, %u belongs there",
                   vector, got, want);
}

bool idt_judge_gate_ist(struct window *w)
{
    const uint8_t *v = w->step->v;
    struct script s = {0};

    expect_stub(&s, v[0], v[1]);
    script_mark(&s, MARK_POINT, POINT_BACK);
    expect_stub(&s, v[3], v[4]);
    script_mark(&s, MARK_POINT, POINT_BACK);
    return about(w, v[0], script_holds(w, &s)) && on_stack(w, v[0], v[2]) &&
           on_stack(w, v[3], 0);
}

/* ---- TODO 2: the table ---- */

bool idt_judge_load_table(struct window *w)
{
    size_t i = find_event(w, w->first, EV_INTERRUPT, w->step->v[0]);
    size_t stub = find_mark(w, i == NOWHERE ? w->last : i, MARK_STUB, -1);

    return require(w, i != NOWHERE, w->last, w->step->v[0],
                   "vector 0x%02x did not come", w->step->v[0]) &&
           require(w, stub != NOWHERE, i, w->step->v[0],
                   "vector 0x%02x reached no handler", w->step->v[0]) &&
           require_equal(w, mark_argument(event_at(w, stub)), w->step->v[1],
                         stub, "the number of the handler it reached");
}

/* Bochs tells the limit when a vector lies beyond it. */
static size_t find_beyond(const struct window *w)
{
    for (size_t i = w->first;
         (i = find_event(w, i, EV_GATE_REFUSED, EVENT_NO_VECTOR)) != NOWHERE;)
        if (event_at(w, i)->reg == GATE_BEYOND_LIMIT)
            return i;
    return NOWHERE;
}

bool idt_judge_load_limit(struct window *w)
{
    const uint8_t *v = w->step->v;
    uint64_t limit = (v[0] + 1u) * IDT_GATE_BYTES - 1;
    size_t beyond = find_beyond(w);
    struct script s = {0};

    if (beyond != NOWHERE && !require_equal(w, event_at(w, beyond)->value,
                                            limit, beyond, "the IDT's limit"))
        return false;
    expect_stub(&s, v[0], v[1]);
    script_mark(&s, MARK_POINT, POINT_BACK);
    if (v[2] != 0) {
        script_event(&s, EV_INTERRUPT, v[2]);
        expect_stub(&s, VECTOR_GP, VECTOR_GP);
        script_mark(&s, MARK_POINT, POINT_LEFT);
    }
    return about(w, v[0], script_holds(w, &s)) &&
           (v[2] == 0 || excepted(w, VECTOR_GP, gate_error(w, v[2])));
}

/* ---- TODO 3 and 4: handlers ---- */

static void expect_body(struct script *s, unsigned vector)
{
    script_event(s, EV_INTERRUPT, vector);
    script_mark(s, MARK_BODY, vector);
    script_mark(s, MARK_BODY_END, vector);
}

/* Where the machine has no such #SS, the plan's other steps of the kind must
 * do; it always draws one (tests/grader/plan_test.c). */
static bool cannot_come(const struct window *w)
{
    return w->step->v[0] == VECTOR_SS && machine_lacks(w, CAP_STACK_FAULT);
}

/* #NP is raised by INT n to an entry that is not present. */
static void expect_exception(struct script *s, const struct step *step)
{
    if (step->v[0] == VECTOR_NP)
        script_event(s, EV_INTERRUPT, step->n[0]);
    expect_body(s, step->v[0]);
    script_mark(s, MARK_POINT, POINT_BACK);
}

/* For #BP and #GP the scenario looks at the registers that a function of C may
 * change and a handler may not. */
static bool registers_kept(struct window *w)
{
    size_t back = find_mark(w, w->first, MARK_POINT, POINT_BACK);

    return require(w, back != NOWHERE && mark_value_of(event_at(w, back)) == 0,
                   back == NOWHERE ? w->last : back, w->step->v[0],
                   "the handler did not give every register back");
}

bool idt_judge_trap_comes_back(struct window *w)
{
    struct script s = {0};

    if (cannot_come(w))
        return true;
    expect_exception(&s, w->step);
    return about(w, w->step->v[0], script_holds(w, &s) && registers_kept(w));
}

bool idt_judge_trap_plain_runs(struct window *w)
{
    return w->step->v[0] != VECTOR_BP || idt_judge_trap_comes_back(w);
}

bool idt_judge_trap_fault_skipped(struct window *w)
{
    return w->step->v[0] == VECTOR_BP || idt_judge_trap_comes_back(w);
}

/* The error code that the CPU pushed is the one that lab_trap was given. */
bool idt_judge_trap_error_code(struct window *w)
{
    unsigned vector = w->step->v[0];
    size_t pushed = find_event(w, w->first, EV_EXCEPTION, (uint16_t)vector);
    size_t body = find_mark(w, pushed == NOWHERE ? w->last : pushed, MARK_BODY,
                            (int)vector);

    if (cannot_come(w))
        return true;
    return require(w, pushed != NOWHERE, w->last, (uint16_t)vector,
                   "exception 0x%02x did not come", vector) &&
           require(w, body != NOWHERE, pushed, (uint16_t)vector,
                   "exception 0x%02x came and lab_trap was not called",
                   vector) &&
           require_equal(w, mark_value_of(event_at(w, body)),
                         event_at(w, pushed)->value, body,
                         "the error code handed to lab_trap");
}

bool idt_judge_trap_choice(struct window *w)
{
    const struct step *step = w->step;

    for (unsigned i = 2; i <= step->count; i++) {
        unsigned vector = step->v[i < step->count ? i : 0];
        bool error = VECTORS_WITH_ERROR_CODE >> vector & 1;

        if (!returned(w, FN_TRAP_ENTRY, i - 2,
                      error ? ENTRY_ERROR : ENTRY_PLAIN, 0)) {
            w->found->vector = (uint16_t)vector;
            return false;
        }
    }
    return idt_judge_trap_comes_back(w);
}

bool idt_judge_trap_nested(struct window *w)
{
    const uint8_t *v = w->step->v;
    struct script s = {0};

    expect_stub(&s, v[0], v[1]);
    expect_body(&s, VECTOR_UD);
    script_mark(&s, MARK_POINT, POINT_INSIDE);
    script_mark(&s, MARK_POINT, POINT_BACK);
    return about(w, v[0], script_holds(w, &s)) && on_stack(w, v[0], v[2]) &&
           on_stack(w, VECTOR_UD, v[3]);
}

/* ---- TODO 5: the interrupt flag ---- */

static bool writes_tpr(const struct window *w)
{
    return find_access(w, w->first, EV_APIC_WRITE, LAPIC_TPR) != NOWHERE;
}

bool idt_judge_irq_held(struct window *w)
{
    uint8_t v = w->step->v[0];
    size_t accepted = find_event(w, w->first, EV_ACCEPT, v);
    size_t end = find_mark(w, w->first, MARK_POINT, POINT_SECTION);
    size_t delivered = find_event(w, w->first, EV_DELIVER, v);

    return require(w,
                   accepted != NOWHERE && end != NOWHERE &&
                       delivered != NOWHERE && accepted < end,
                   w->last, v, "the section was not run through") &&
           require(w, delivered > end, delivered, v,
                   "vector 0x%02x was taken inside the section", v) &&
           require(w, !writes_tpr(w), end, v,
                   "it was held back by the TPR, and not by IF");
}

static void expect_window(struct script *s, unsigned vector, bool taken)
{
    script_mark(s, MARK_POINT, POINT_AFTER);
    script_mark(s, MARK_POINT, POINT_IF_ON);
    if (!taken)
        service_ipi(s, vector);
    script_mark(s, MARK_POINT, POINT_IF_OFF);
}

/* irq_save returns RFLAGS, not a sign that irq_restore alone understands. */
static bool flags_returned(struct window *w)
{
    for (unsigned i = 0; i < 2; i++) {
        bool on = (w->step->v[2] != 0) == (i == 0);
        size_t call, ret;

        if (!require(w, find_call(w, FN_IRQ_SAVE, i, &call, &ret), w->first,
                     EVENT_NO_VECTOR, "the scenario's call did not return") ||
            !require_equal(w, mark_value_of(event_at(w, ret)) & BIT(9),
                           on ? BIT(9) : 0, ret,
                           "IF in what irq_save returned"))
            return false;
    }
    return true;
}

bool idt_judge_irq_restored(struct window *w)
{
    struct script s = {0};

    for (unsigned i = 0; i < 2; i++) {
        uint8_t vector = w->step->v[i];
        bool on = (w->step->v[2] != 0) == (i == 0);

        script_accept(&s, vector);
        script_mark(&s, MARK_POINT, POINT_SECTION);
        if (on)
            service_ipi(&s, vector);
        expect_window(&s, vector, on);
    }
    return script_holds(w, &s) && flags_returned(w);
}

bool idt_judge_irq_nested(struct window *w)
{
    struct script s = {0};

    for (unsigned i = 0; i < 2; i++) {
        uint8_t vector = w->step->v[i];
        bool on = (w->step->v[2] != 0) == (i == 0);

        script_accept(&s, vector);
        script_mark(&s, MARK_POINT, POINT_INNER);
        script_mark(&s, MARK_POINT, POINT_OUTER);
        if (on)
            service_ipi(&s, vector);
        expect_window(&s, vector, on);
    }
    return script_holds(w, &s);
}
