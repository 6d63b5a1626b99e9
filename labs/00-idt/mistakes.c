/*
 * labs/00-idt/mistakes.c - the mistakes that lab 00 knows by sight.
 *
 * Each function asks the record whether one idea explains what a check found;
 * what its sentence says must be true of the record.  The verdict takes the
 * first that fits, so the more special ones come first.  Over 400 lines,
 * because it is one list.
 */
#include "mistakes.h"
#include "hw/idt_regs.h"
#include "plan.h"

#define LOW_HALF UINT64_C(0xffffffff)

/* ---- the record, as the mistakes ask it ---- */

static bool is_kind(const struct window *w, unsigned kind)
{
    return w->step->kind == kind;
}

/* Steps in which INT v[0] meets a gate that idt_set_gate made for a stub. */
static bool is_gate_step(const struct window *w)
{
    return w->step->kind >= STEP_GATE && w->step->kind <= STEP_IST;
}

static size_t interrupt_of(const struct window *w, unsigned vector)
{
    return find_event(w, w->first, EV_INTERRUPT, (uint16_t)vector);
}

/* Where the CPU's work on the interrupt at `index` ends: the next one. */
static size_t delivery_end(const struct window *w, size_t index)
{
    size_t i = index == NOWHERE ? w->last : index + 1;

    while (i < w->last && event_at(w, i)->kind != EV_INTERRUPT &&
           event_at(w, i)->kind != EV_MARK)
        i++;
    return i;
}

/* Was the first `vector` refused for this reason?  Returns where. */
static size_t refusal(const struct window *w, unsigned vector,
                      enum gate_fault fault)
{
    size_t begin = interrupt_of(w, vector), end = delivery_end(w, begin);

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

/* The stub that INT `vector` reached; -1: none. */
static int stub_of(const struct window *w, unsigned vector)
{
    size_t end = delivery_end(w, interrupt_of(w, vector));

    if (end >= w->last || !is_mark(event_at(w, end), MARK_STUB, -1))
        return -1;
    return (int)mark_argument(event_at(w, end));
}

/* After the first v[0], did the CPU fetch from `address`, and fault? */
static bool went_to(const struct window *w, uint64_t address)
{
    size_t begin = interrupt_of(w, w->step->v[0]);
    size_t end = delivery_end(w, begin);

    for (size_t i = begin; i < end; i++)
        if (event_at(w, i)->kind == EV_PAGE_WALK && value_at(w, i) == address)
            return end < w->last && event_at(w, end)->vector == VECTOR_PF;
    return false;
}

static uint64_t handler_address(const struct window *w)
{
    uint64_t low = STUBS_ADDRESS + w->step->v[1] * STUB_BYTES;

    if (!is_kind(w, STEP_HIGH))
        return low;
    return (uint64_t)w->step->n[0] << 32 | ALIAS_ADDRESS | low;
}

static bool point_between(const struct window *w, size_t from, int point,
                          size_t to)
{
    return find_mark(w, from, MARK_POINT, point) < to;
}

/* ---- TODO 1: gates ---- */

#define FITS(name)                                                             \
    static bool name(const struct window *w, const struct check *check,        \
                     const struct finding *f)

FITS(not_present)
{
    (void)check, (void)f;
    return !is_kind(w, STEP_LOAD) && refused(w, GATE_NOT_PRESENT);
}

FITS(selector_wrong)
{
    (void)check, (void)f;
    return !is_kind(w, STEP_LOAD) && (refused(w, GATE_SELECTOR_NULL) ||
                                      refused(w, GATE_SELECTOR_NOT_CODE) ||
                                      refused(w, GATE_SELECTOR_NOT_64_BIT));
}

FITS(dpl_misplaced)
{
    (void)check, (void)f;
    return is_kind(w, STEP_DPL) && refused(w, GATE_NOT_SYSTEM);
}

FITS(type_misplaced)
{
    size_t type = refusal(w, w->step->v[0], GATE_TYPE);

    (void)check, (void)f;
    if (is_kind(w, STEP_LOAD))
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
    return is_kind(w, STEP_HIGH) && went_to(w, handler_address(w) & LOW_HALF);
}

FITS(second_qword_full)
{
    (void)check, (void)f;
    return is_gate_step(w) && refused(w, GATE_RESERVED_BITS);
}

/* The gate passed, and the jump to its address was #GP(0). */
FITS(offset_not_canonical)
{
    size_t begin = interrupt_of(w, w->step->v[0]);
    size_t end = delivery_end(w, begin);
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
    return is_gate_step(w) && stub_of(w, vector) == (int)vector;
}

/* Old and new address OR-ed together. */
FITS(entry_mixed)
{
    unsigned vector = w->step->v[0], stub = w->step->v[1];

    (void)check, (void)f;
    return is_gate_step(w) && !is_kind(w, STEP_HIGH) &&
           stub_of(w, vector) == (int)(vector | stub) &&
           (vector | stub) != stub && (vector | stub) != vector;
}

FITS(neighbour_changed)
{
    unsigned vector = w->step->v[2];
    int stub = stub_of(w, vector);

    (void)check, (void)f;
    return is_kind(w, STEP_GATE) &&
           stub_of(w, w->step->v[0]) == (int)w->step->v[1] &&
           interrupt_of(w, vector) != NOWHERE && stub != (int)vector;
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
    return is_kind(w, STEP_TYPE) && w->step->v[2] == IDT_TYPE_TRAP &&
           handler_ran(w) && !taken_inside(w);
}

FITS(type_ignored_interrupt)
{
    (void)check, (void)f;
    return is_kind(w, STEP_TYPE) && w->step->v[2] == IDT_TYPE_INTERRUPT &&
           handler_ran(w) && taken_inside(w);
}

FITS(dpl_too_low)
{
    (void)check, (void)f;
    return is_kind(w, STEP_DPL) && w->step->v[2] == 3 &&
           refused(w, GATE_PRIVILEGE);
}

FITS(dpl_too_high)
{
    (void)check, (void)f;
    return is_kind(w, STEP_DPL) && w->step->v[2] != 3 &&
           stub_of(w, w->step->v[0]) == (int)w->step->v[1];
}

static bool judges_stack(const struct window *w)
{
    return (is_kind(w, STEP_IST) || is_kind(w, STEP_NESTED)) &&
           stub_of(w, w->step->v[0]) == (int)w->step->v[1];
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
    return is_kind(w, STEP_LOAD) &&
           limit_told(w) == count_of(w) * IDT_GATE_BYTES;
}

FITS(limit_counts_entries)
{
    uint64_t limit = limit_told(w);

    (void)check, (void)f;
    return is_kind(w, STEP_LOAD) && limit != 0 &&
           (limit == count_of(w) || limit == count_of(w) - 1);
}

/* None of the sums above. */
FITS(limit_wrong)
{
    uint64_t limit = limit_told(w);

    (void)check, (void)f;
    return is_kind(w, STEP_LOAD) && limit != 0 &&
           limit != count_of(w) * IDT_GATE_BYTES - 1;
}

FITS(limit_one_entry_short)
{
    uint64_t limit = limit_told(w), end = count_of(w) * IDT_GATE_BYTES;

    (void)check, (void)f;
    return is_kind(w, STEP_LOAD) && limit >= end - IDT_GATE_BYTES - 1 &&
           limit < end - 1;
}

FITS(limit_is_always_full)
{
    unsigned beyond = w->step->v[2];

    (void)check, (void)f;
    return is_kind(w, STEP_LOAD) && beyond != 0 &&
           stub_of(w, w->step->v[0]) == (int)w->step->v[1] &&
           stub_of(w, beyond) == (int)beyond;
}

FITS(table_not_loaded)
{
    unsigned vector = w->step->v[0];

    (void)check, (void)f;
    return is_kind(w, STEP_LOAD) && stub_of(w, vector) == (int)vector &&
           w->step->v[1] != vector;
}

/* The entry itself is the kernel's and right, so another one was read. */
FITS(base_wrong)
{
    size_t begin = interrupt_of(w, w->step->v[0]);
    size_t end = delivery_end(w, begin);

    (void)check, (void)f;
    if (!is_kind(w, STEP_LOAD))
        return false;
    for (size_t i = begin; i < end; i++)
        if (event_at(w, i)->kind == EV_GATE_REFUSED)
            return event_at(w, i)->reg != GATE_BEYOND_LIMIT;
    return false;
}

/* ---- TODO 3 and 4: handlers ---- */

static bool is_trap_step(const struct window *w)
{
    return is_kind(w, STEP_PLAIN) || is_kind(w, STEP_ERROR) ||
           is_kind(w, STEP_CHOICE);
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
    if (next == NOWHERE || is_kind(w, STEP_PLAIN) || !is_trap_step(w))
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
    return is_kind(w, STEP_PLAIN) && w->step->v[0] == VECTOR_BP &&
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
    size_t taken = interrupt_of(w, w->step->v[0]);

    (void)check, (void)f;
    return is_trap_step(w) && taken != NOWHERE &&
           stub_of(w, w->step->v[0]) == -1 &&
           find_mark(w, w->first, MARK_BODY, -1) == NOWHERE &&
           find_event(w, taken, EV_IRET, EVENT_NO_VECTOR) != NOWHERE;
}

FITS(error_not_handed_on)
{
    size_t body = find_mark(w, w->first, MARK_BODY, w->step->v[0]);
    size_t pushed = find_event(w, w->first, EV_EXCEPTION, w->step->v[0]);

    (void)check, (void)f;
    return is_kind(w, STEP_ERROR) && body != NOWHERE && pushed < body &&
           mark_value_of(event_at(w, body)) != value_at(w, pushed);
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
    return n > 0 && is_kind(w, STEP_CHOICE);
}

FITS(entry_lacks_error)
{
    (void)check;
    return is_kind(w, STEP_CHOICE) && f->kind == FOUND_VALUE &&
           f->want == ENTRY_ERROR && f->got == ENTRY_PLAIN;
}

FITS(entry_expects_error)
{
    (void)check;
    return is_kind(w, STEP_CHOICE) && f->kind == FOUND_VALUE &&
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
    if (is_kind(w, STEP_IRQ_HELD))
        return taken_before(w, w->step->v[0], POINT_SECTION);
    return is_irq_step(w) &&
           taken_before(w, half(w, true),
                        is_kind(w, STEP_IRQ_NESTED) ? POINT_INNER
                                                    : POINT_SECTION);
}

FITS(inner_opens)
{
    (void)check, (void)f;
    return is_kind(w, STEP_IRQ_NESTED) &&
           (taken_before(w, half(w, true), POINT_OUTER) ||
            taken_before(w, half(w, false), POINT_OUTER));
}

FITS(restore_sets_if)
{
    (void)check, (void)f;
    return is_irq_step(w) && !is_kind(w, STEP_IRQ_HELD) &&
           taken_before(w, half(w, false), POINT_AFTER);
}

FITS(restore_leaves_if_clear)
{
    uint8_t vector = half(w, true);

    (void)check, (void)f;
    return is_kind(w, STEP_IRQ_RESTORE) &&
           find_event(w, w->first, EV_ACCEPT, vector) != NOWHERE &&
           !taken_before(w, vector, POINT_AFTER);
}

FITS(nested_leaves_if_clear)
{
    uint8_t vector = half(w, true);

    (void)check, (void)f;
    return is_kind(w, STEP_IRQ_NESTED) &&
           find_event(w, w->first, EV_ACCEPT, vector) != NOWHERE &&
           !taken_before(w, vector, POINT_AFTER);
}

const struct mistake idt_mistakes[IDT_MISTAKES] = {
    {
        .id = "present-missing",
        .sentence = "the gate of %v is not marked present",
        .remedy = "set bit 47 of the first qword: IDT_GATE_PRESENT",
        .fits = not_present,
    },
    {
        .id = "selector-wrong",
        .sentence = "the gate of %v names a selector that is no 64-bit "
                    "code segment",
        .remedy = "copy gate->selector to bits 31:16 of the first qword",
        .fits = selector_wrong,
    },
    {
        .id = "dpl-misplaced",
        .sentence = "the DPL of the gate of %v reaches into bit 44, which "
                    "must be 0",
        .remedy = "DPL is bits 46:45: IDT_GATE_DPL",
        .fits = dpl_misplaced,
    },
    {
        .id = "type-misplaced",
        .sentence = "the type of the gate of %v is not in bits 43:40",
        .remedy = "put gate->type into IDT_GATE_TYPE, bits 43:40",
        .fits = type_misplaced,
    },
    {
        .id = "offset-swapped",
        .sentence = "the lower two pieces of the handler's address are "
                    "exchanged in the gate of %v",
        .remedy = "address bits 15:0 go to bits 15:0 of the first qword, "
                  "31:16 to 63:48",
        .fits = offset_swapped,
    },
    {
        .id = "offset-middle-lost",
        .sentence = "bits 31:16 of the handler's address are missing in "
                    "the gate of %v",
        .remedy = "address bits 31:16 go to bits 63:48 of the first qword",
        .fits = offset_middle_lost,
    },
    {
        .id = "offset-high-lost",
        .sentence = "bits 63:32 of the handler's address are missing in "
                    "the gate of %v",
        .remedy = "address bits 63:32 go to bits 31:0 of the second qword",
        .fits = offset_high_lost,
    },
    {
        .id = "second-qword-full",
        .sentence = "the second qword of the gate of %v has bits set above "
                    "bit 31, where all must be 0",
        .remedy = "it holds address bits 63:32, in bits 31:0, and nothing else",
        .fits = second_qword_full,
    },
    {
        .id = "offset-not-canonical",
        .sentence = "the three pieces in the gate of %v make no address that "
                    "can exist: bits 63:48 differ from bit 47",
        .remedy = "the second qword is the handler's address shifted right by "
                  "32",
        .fits = offset_not_canonical,
    },
    {
        .id = "entry-mixed",
        .sentence = "the gate of %v is a mix of the new one and of what "
                    "the entry held before",
        .remedy = "build the two qwords from 0, then store them",
        .fits = entry_mixed,
    },
    {
        .id = "entry-not-written",
        .sentence = "entry %v still holds what it held before idt_set_gate",
        .remedy = "write idt[vector]: an entry is two qwords long",
        .fits = entry_not_written,
    },
    {
        .id = "neighbour-changed",
        .sentence = "entry %v was changed when the one beside it was set",
        .remedy = "write idt[vector].low and idt[vector].high, nothing "
                  "else",
        .fits = neighbour_changed,
    },
    {
        .id = "type-always-interrupt",
        .sentence = "the trap gate of %v cleared IF, as an interrupt gate "
                    "does",
        .remedy = "the type is in gate->type",
        .fits = type_ignored_trap,
    },
    {
        .id = "type-always-trap",
        .sentence = "the interrupt gate of %v left IF at 1, as a trap gate "
                    "does",
        .remedy = "the type is in gate->type",
        .fits = type_ignored_interrupt,
    },
    {
        .id = "dpl-too-low",
        .sentence = "INT %v from ring 3 was refused: the DPL in its gate "
                    "is below 3",
        .remedy = "put gate->dpl into IDT_GATE_DPL, bits 46:45",
        .fits = dpl_too_low,
    },
    {
        .id = "dpl-too-high",
        .sentence = "INT %v from ring 3 got through although its gate was "
                    "to have a lower DPL",
        .remedy = "put gate->dpl into IDT_GATE_DPL, bits 46:45",
        .fits = dpl_too_high,
    },
    {
        .id = "ist-lost",
        .sentence = "the IST field in the gate of %v is 0",
        .remedy = "put gate->ist into IDT_GATE_IST, bits 34:32",
        .fits = ist_lost,
    },
    {
        .id = "ist-off-by-one",
        .sentence = "the IST field in the gate of %v is off by one",
        .remedy = "IST counts from 1, and so does gate->ist",
        .fits = ist_off_by_one,
    },
    {
        .id = "limit-is-size",
        .sentence = "the limit of the IDT is its size",
        .remedy = "the limit is the offset of the last byte: one less "
                  "than the size",
        .fits = limit_is_size,
    },
    {
        .id = "limit-counts-entries",
        .sentence = "the limit of the IDT counts entries instead of bytes",
        .remedy = "an entry has 16 bytes: IDT_GATE_BYTES",
        .fits = limit_counts_entries,
    },
    {
        .id = "limit-one-entry-short",
        .sentence = "the limit of the IDT leaves out its last entry",
        .remedy = "the limit is 16 * count - 1",
        .fits = limit_one_entry_short,
    },
    {
        .id = "limit-wrong",
        .sentence = "the limit of the IDT does not follow from its number of "
                    "entries",
        .remedy = "the limit is 16 * count - 1: IDT_GATE_BYTES a gate",
        .fits = limit_wrong,
    },
    {
        .id = "limit-ignores-count",
        .sentence = "INT %v was taken although the table has no entry for "
                    "it",
        .remedy = "the limit follows from count",
        .fits = limit_is_always_full,
    },
    {
        .id = "table-not-loaded",
        .sentence = "INT %v still goes through the kernel's own table",
        .remedy = "LIDT is what makes the CPU use another one",
        .fits = table_not_loaded,
    },
    {
        .id = "base-wrong",
        .sentence = "for %v the CPU read something that is no entry of the "
                    "table",
        .remedy = "the base is the address of entry 0: idt itself",
        .fits = base_wrong,
    },
    {
        .id = "entry-swapped",
        .sentence = "trap_entry gives every exception the handler of the other "
                    "kind",
        .remedy = "trap_error is for those that push an error code",
        .fits = entry_swapped,
    },
    {
        .id = "entry-lacks-error",
        .sentence = "trap_entry gives %v, which pushes an error code, the "
                    "handler without one",
        .remedy = "see VECTORS_WITH_ERROR_CODE in hw/idt_regs.h",
        .fits = entry_lacks_error,
    },
    {
        .id = "entry-expects-error",
        .sentence = "trap_entry gives %v, which pushes no error code, the "
                    "handler with one",
        .remedy = "see VECTORS_WITH_ERROR_CODE in hw/idt_regs.h",
        .fits = entry_expects_error,
    },
    {
        .id = "lab-trap-not-called",
        .sentence = "the handler of %v returned without calling lab_trap",
        .remedy = "call lab_trap, and add what it returns to frame->rip",
        .fits = lab_trap_not_called,
    },
    {
        .id = "lab-trap-twice",
        .sentence = "the handler of %v called lab_trap a second time",
        .remedy = "call it once and keep what it returns",
        .fits = lab_trap_twice,
    },
    {
        .id = "error-left-on-stack",
        .sentence = "the handler of %v returned with the error code still "
                    "on the stack",
        .remedy = "the handler needs the second parameter, uint64_t",
        .fits = error_left_on_stack,
    },
    {
        .id = "fault-not-skipped",
        .sentence = "the handler of %v returned to the instruction that "
                    "raised it",
        .remedy = "add what lab_trap returns to frame->rip",
        .fits = fault_not_skipped,
    },
    {
        .id = "trap-stepped-over",
        .sentence = "the handler of %v, a trap, did not return to where "
                    "frame->rip pointed",
        .remedy = "add what lab_trap returns, which is 0 here",
        .fits = trap_stepped_over,
    },
    {
        .id = "wrong-length",
        .sentence = "the handler of %v returned elsewhere than behind the "
                    "instruction",
        .remedy = "add exactly what lab_trap returns to frame->rip",
        .fits = wrong_length,
    },
    {
        .id = "error-not-handed-on",
        .sentence = "lab_trap was not given the error code of %v",
        .remedy = "it is the second parameter of the handler",
        .fits = error_not_handed_on,
    },
    {
        .id = "save-keeps-if",
        .sentence = "%v was taken between irq_save and irq_restore",
        .remedy = "irq_save must clear IF: cpu_cli",
        .fits = save_keeps_if,
    },
    {
        .id = "inner-restore-opens",
        .sentence = "the inner irq_restore set IF inside the outer section",
        .remedy = "set IF only when it was set at that irq_save",
        .fits = inner_opens,
    },
    {
        .id = "restore-sets-if",
        .sentence = "irq_restore set IF although it was 0 at irq_save",
        .remedy = "set IF only when bit 9 of the flags is 1",
        .fits = restore_sets_if,
    },
    {
        .id = "restore-leaves-if-clear",
        .sentence = "IF was 1 before irq_save and 0 after irq_restore",
        .remedy = "read the flags before CLI, and test bit 9 of them",
        .fits = restore_leaves_if_clear,
    },
    {
        .id = "nested-leaves-if-clear",
        .sentence = "IF was 1 before two nested sections and 0 after both",
        .remedy = "each irq_restore must use its own argument",
        .fits = nested_leaves_if_clear,
    },
};
