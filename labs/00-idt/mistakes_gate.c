/*
 * labs/00-idt/mistakes_gate.c - TODO 1 and 2: gates and tables gone wrong.
 *
 * What a function answers must be true of the record, or it answers no.
 * Contract: mistakes.h.
 */
#include "hw/idt_regs.h"
#include "judge.h"
#include "mistakes.h"
#include "plan.h"

#define LOW_HALF UINT64_C(0xffffffff)

/* Steps in which INT v[0] meets a gate that idt_set_gate made for a stub. */
static bool is_gate_step(const struct window *w)
{
    return w->step->kind >= STEP_GATE && w->step->kind <= STEP_IST;
}

/* Was the first `vector` refused for this reason?  Returns where. */
static size_t refusal(const struct window *w, unsigned vector,
                      enum gate_fault fault)
{
    size_t begin = idt_interrupt_of(w, vector);
    size_t end = idt_delivery_end(w, begin);

    for (size_t i = begin; i < end; i++)
        if (event_at(w, i)->kind == EV_GATE_REFUSED &&
            event_at(w, i)->reg == fault)
            return i;
    return NOWHERE;
}

static bool refused(const struct window *w, enum gate_fault fault)
{
    return refusal(w, w->step->v[0], fault) != NOWHERE;
}

static uint64_t value_at(const struct window *w, size_t index)
{
    return event_at(w, index)->value;
}

/* After the first v[0], did the CPU fetch from `address`, and fault? */
static bool went_to(const struct window *w, uint64_t address)
{
    size_t begin = idt_interrupt_of(w, w->step->v[0]);
    size_t end = idt_delivery_end(w, begin);

    for (size_t i = begin; i < end; i++)
        if (event_at(w, i)->kind == EV_PAGE_WALK && value_at(w, i) == address)
            return end < w->last && event_at(w, end)->vector == VECTOR_PF;
    return false;
}

static uint64_t handler_address(const struct window *w)
{
    uint64_t low = STUBS_ADDRESS + w->step->v[1] * STUB_BYTES;

    if (!idt_is_kind(w, STEP_HIGH))
        return low;
    return (uint64_t)w->step->n[0] << 32 | ALIAS_ADDRESS | low;
}

/* ---- TODO 1: gates ---- */

FITS(not_present)
{
    (void)check, (void)f;
    return !idt_is_kind(w, STEP_LOAD) && refused(w, GATE_NOT_PRESENT);
}

FITS(selector_wrong)
{
    (void)check, (void)f;
    return !idt_is_kind(w, STEP_LOAD) && (refused(w, GATE_SELECTOR_NULL) ||
                                          refused(w, GATE_SELECTOR_NOT_CODE) ||
                                          refused(w, GATE_SELECTOR_NOT_64_BIT));
}

FITS(dpl_misplaced)
{
    (void)check, (void)f;
    return idt_is_kind(w, STEP_DPL) && refused(w, GATE_NOT_SYSTEM);
}

FITS(type_misplaced)
{
    size_t type = refusal(w, w->step->v[0], GATE_TYPE);

    (void)check, (void)f;
    if (idt_is_kind(w, STEP_LOAD))
        return false;
    return refused(w, GATE_NOT_SYSTEM) ||
           (type != NOWHERE && value_at(w, type) == 0);
}

FITS(offset_swapped)
{
    uint64_t address = handler_address(w);
    uint64_t swapped = (address & ~LOW_HALF) | (address & 0xffff) << 16 |
                       (address >> 16 & 0xffff);

    (void)check, (void)f;
    return is_gate_step(w) && went_to(w, swapped);
}

FITS(offset_middle_lost)
{
    uint64_t address = handler_address(w);

    (void)check, (void)f;
    return is_gate_step(w) &&
           went_to(w, address & ~field_put(0, IDT_OFFSET_31_16, 0xffff));
}

FITS(offset_high_lost)
{
    (void)check, (void)f;
    return idt_is_kind(w, STEP_HIGH) &&
           went_to(w, handler_address(w) & LOW_HALF);
}

FITS(second_qword_full)
{
    (void)check, (void)f;
    return is_gate_step(w) && refused(w, GATE_RESERVED_BITS);
}

/* The gate passed, and the jump to its address was #GP(0). */
FITS(offset_not_canonical)
{
    size_t begin = idt_interrupt_of(w, w->step->v[0]);
    size_t end = idt_delivery_end(w, begin);
    bool faulted = false;

    (void)check, (void)f;
    for (size_t i = begin; i < end; i++) {
        if (event_at(w, i)->kind == EV_GATE_REFUSED)
            return false;
        faulted |= event_at(w, i)->kind == EV_EXCEPTION &&
                   event_at(w, i)->vector == VECTOR_GP && value_at(w, i) == 0;
    }
    return is_gate_step(w) && faulted;
}

FITS(entry_not_written)
{
    unsigned vector = w->step->v[0];

    (void)check, (void)f;
    return is_gate_step(w) && idt_stub_of(w, vector) == (int)vector;
}

/* Old and new address OR-ed together. */
FITS(entry_mixed)
{
    unsigned vector = w->step->v[0], stub = w->step->v[1];

    (void)check, (void)f;
    return is_gate_step(w) && !idt_is_kind(w, STEP_HIGH) &&
           idt_stub_of(w, vector) == (int)(vector | stub) &&
           (vector | stub) != stub && (vector | stub) != vector;
}

FITS(neighbour_changed)
{
    unsigned vector = w->step->v[2];
    int stub = idt_stub_of(w, vector);

    (void)check, (void)f;
    return idt_is_kind(w, STEP_GATE) &&
           idt_stub_of(w, w->step->v[0]) == (int)w->step->v[1] &&
           idt_interrupt_of(w, vector) != NOWHERE && stub != (int)vector;
}

static bool handler_ran(const struct window *w)
{
    return find_mark(w, w->first, MARK_POINT, POINT_INSIDE) != NOWHERE;
}

static bool taken_inside(const struct window *w)
{
    size_t inside = find_mark(w, w->first, MARK_POINT, POINT_INSIDE);

    return find_event(w, w->first, EV_DELIVER, w->step->v[3]) < inside;
}

FITS(type_ignored_trap)
{
    (void)check, (void)f;
    return idt_is_kind(w, STEP_TYPE) && w->step->v[2] == IDT_TYPE_TRAP &&
           handler_ran(w) && !taken_inside(w);
}

FITS(type_ignored_interrupt)
{
    (void)check, (void)f;
    return idt_is_kind(w, STEP_TYPE) && w->step->v[2] == IDT_TYPE_INTERRUPT &&
           handler_ran(w) && taken_inside(w);
}

FITS(dpl_too_low)
{
    (void)check, (void)f;
    return idt_is_kind(w, STEP_DPL) && w->step->v[2] == 3 &&
           refused(w, GATE_PRIVILEGE);
}

FITS(dpl_too_high)
{
    (void)check, (void)f;
    return idt_is_kind(w, STEP_DPL) && w->step->v[2] != 3 &&
           idt_stub_of(w, w->step->v[0]) == (int)w->step->v[1];
}

static bool judges_stack(const struct window *w)
{
    return (idt_is_kind(w, STEP_IST) || idt_is_kind(w, STEP_NESTED)) &&
           idt_stub_of(w, w->step->v[0]) == (int)w->step->v[1];
}

FITS(ist_lost)
{
    (void)check, (void)f;
    return judges_stack(w) && idt_stack_of(w, w->step->v[0]) == 0;
}

FITS(ist_off_by_one)
{
    unsigned got = idt_stack_of(w, w->step->v[0]), want = w->step->v[2];

    (void)check, (void)f;
    return judges_stack(w) && (got + 1 == want || got == want + 1);
}

/* ---- TODO 2: the table ---- */

/* The limit that Bochs told in this step; 0: it told none. */
static uint64_t limit_told(const struct window *w)
{
    for (size_t i = w->first;
         (i = find_event(w, i, EV_GATE_REFUSED, EVENT_NO_VECTOR)) != NOWHERE;)
        if (event_at(w, i)->reg == GATE_BEYOND_LIMIT)
            return value_at(w, i);
    return 0;
}

static uint64_t count_of(const struct window *w)
{
    return w->step->v[0] + 1u;
}

FITS(limit_is_size)
{
    (void)check, (void)f;
    return idt_is_kind(w, STEP_LOAD) &&
           limit_told(w) == count_of(w) * IDT_GATE_BYTES;
}

FITS(limit_counts_entries)
{
    uint64_t limit = limit_told(w);

    (void)check, (void)f;
    return idt_is_kind(w, STEP_LOAD) && limit != 0 &&
           (limit == count_of(w) || limit == count_of(w) - 1);
}

/* None of the sums above. */
FITS(limit_wrong)
{
    uint64_t limit = limit_told(w);

    (void)check, (void)f;
    return idt_is_kind(w, STEP_LOAD) && limit != 0 &&
           limit != count_of(w) * IDT_GATE_BYTES - 1;
}

FITS(limit_one_entry_short)
{
    uint64_t limit = limit_told(w), end = count_of(w) * IDT_GATE_BYTES;

    (void)check, (void)f;
    return idt_is_kind(w, STEP_LOAD) && limit >= end - IDT_GATE_BYTES - 1 &&
           limit < end - 1;
}

FITS(limit_is_always_full)
{
    unsigned beyond = w->step->v[2];

    (void)check, (void)f;
    return idt_is_kind(w, STEP_LOAD) && beyond != 0 &&
           idt_stub_of(w, w->step->v[0]) == (int)w->step->v[1] &&
           idt_stub_of(w, beyond) == (int)beyond;
}

FITS(table_not_loaded)
{
    unsigned vector = w->step->v[0];

    (void)check, (void)f;
    return idt_is_kind(w, STEP_LOAD) && idt_stub_of(w, vector) == (int)vector &&
           w->step->v[1] != vector;
}

/* The entry itself is the kernel's and right, so another one was read. */
FITS(base_wrong)
{
    size_t begin = idt_interrupt_of(w, w->step->v[0]);
    size_t end = idt_delivery_end(w, begin);

    (void)check, (void)f;
    if (!idt_is_kind(w, STEP_LOAD))
        return false;
    for (size_t i = begin; i < end; i++)
        if (event_at(w, i)->kind == EV_GATE_REFUSED)
            return event_at(w, i)->reg != GATE_BEYOND_LIMIT;
    return false;
}
