/*
 * labs/00-idt/scenario.c - performing lab 00's steps in the kernel.
 *
 * Each step gets a table of 256 gates to the kernel's own stubs, in which the
 * student's functions set one or two.  What is wrong then meets a stub that
 * ends the try, so the step goes on and the record tells what happened.
 * Over 400 lines: one function for each of thirteen kinds of steps.
 */
#include <stddef.h>
#include "hw/idt_regs.h"
#include "hw/lapic_regs.h"
#include "kernel/attempt.h"
#include "kernel/exception.h"
#include "kernel/io.h"
#include "kernel/lab_idt.h"
#include "kernel/lapic.h"
#include "kernel/mark.h"
#include "kernel/paging.h"
#include "kernel/scenario.h"
#include "kernel/trap.h"
#include "lab/idt.h"
#include "plan.h"

#define SPURIOUS_VECTOR 0xffu
#define SELF_IPI                                                               \
    ((uint32_t)field_put(LAPIC_ICR_LEVEL_ASSERT, LAPIC_ICR_SHORTHAND,          \
                         LAPIC_SHORTHAND_SELF))

/* The student's handlers: only their addresses are used. */
extern const uint8_t trap_plain[], trap_error[];

static struct {
    struct idt_gate table[IDT_ENTRIES] __attribute__((aligned(16)));
    const struct step *step;
    uint8_t ipi;  /* the self-IPI that is on its way */
    uint8_t stub; /* the one whose handler does `inside` */
    void (*inside)(void);
    uint8_t exception; /* the one that lab_trap is to see */
    unsigned length;   /* of the instruction that raises it */
    unsigned traps;
} lab;

/* ---- what the kernel does by itself ---- */

static void use_table(void)
{
    struct idt_pointer pointer = {sizeof lab.table - 1, (uintptr_t)lab.table};

    __asm__ volatile("lidt %0" : : "m"(pointer));
}

static void send_self_ipi(uint8_t vector)
{
    lab.ipi = vector;
    lapic_put(LAPIC_ICR_LOW, SELF_IPI | vector);
}

static void set_flag(bool on)
{
    if (on)
        interrupts_on();
    else
        interrupts_off();
}

/* What was held back arrives here at the latest. */
static void window_with_interrupts(void)
{
    mark(MARK_POINT, POINT_IF_ON);
    interrupts_on();
    interrupts_off();
    mark(MARK_POINT, POINT_IF_OFF);
}

static void on_interrupt(struct trap_frame *frame)
{
    uint8_t vector = (uint8_t)frame->vector;

    mark(MARK_STUB, vector);
    if (vector == lab.ipi)
        lapic_put(LAPIC_EOI, 0);
    else if (vector == lab.stub && lab.inside != NULL)
        lab.inside();
}

static void on_exception(struct trap_frame *frame)
{
    mark_value(MARK_STUB, (uint8_t)frame->vector, (uint32_t)frame->error);
    attempt_leave();
}

static unsigned on_lab_trap(const struct interrupt_frame *frame, uint64_t error)
{
    (void)frame;
    mark_value(MARK_BODY, lab.exception, (uint32_t)error);
    if (lab.traps++ > 0)
        attempt_leave();
    mark(MARK_BODY_END, lab.exception);
    return lab.length;
}

/* ---- calls of the student's functions ---- */

/* A sum over all entries but that of `vector`; where no step asks, 0. */
static uint64_t others(unsigned vector)
{
    uint64_t sum = 0;

    if (lab.step->kind != STEP_GATE)
        return 0;
    for (unsigned v = 0; v < IDT_ENTRIES; v++)
        if (v != vector)
            sum = sum * 31 + (lab.table[v].low ^ lab.table[v].high << 7);
    return sum;
}

static void set_gate(unsigned vector, const struct gate *gate)
{
    uint64_t before = others(vector);

    mark_value(MARK_CALL, FN_SET_GATE, vector);
    idt_set_gate(lab.table, vector, gate);
    mark_value(MARK_RETURN, FN_SET_GATE, before != others(vector));
}

static void set_stub_gate(unsigned vector, unsigned stub, unsigned dpl,
                          unsigned ist)
{
    const struct gate gate = {
        .handler = trap_stub_address(stub),
        .selector = SELECTOR_KERNEL_CODE,
        .type = IDT_TYPE_INTERRUPT,
        .dpl = (uint8_t)dpl,
        .ist = (uint8_t)ist,
    };

    set_gate(vector, &gate);
}

static void set_trap_gate(unsigned vector, uint64_t handler, unsigned ist)
{
    const struct gate gate = {
        .handler = handler,
        .selector = SELECTOR_KERNEL_CODE,
        .type = IDT_TYPE_INTERRUPT,
        .ist = (uint8_t)ist,
    };

    set_gate(vector, &gate);
}

static uint64_t save(void)
{
    uint64_t flags;

    mark(MARK_CALL, FN_IRQ_SAVE);
    flags = irq_save();
    mark_value(MARK_RETURN, FN_IRQ_SAVE, (uint32_t)flags);
    return flags;
}

/* ---- tries ---- */

static void try(void (*act)(const void *), const void *argument)
{
    bool back = attempt(act, argument);

    mark_value(MARK_POINT, back ? POINT_BACK : POINT_LEFT, exception_lost());
}

static void act_interrupt(const void *vector)
{
    software_interrupt(*(const uint8_t *)vector);
}

static void try_interrupt(uint8_t vector)
{
    try(act_interrupt, &vector);
}

/* INT n in ring 3; should it come back, UD2 follows. */
static void act_from_ring_3(const void *vector)
{
    user_page[0] = 0xcd;
    user_page[1] = *(const uint8_t *)vector;
    user_page[2] = 0x0f;
    user_page[3] = 0x0b;
    user_enter((uintptr_t)user_page, (uintptr_t)user_page + sizeof user_page);
}

static void act_raise(const void *step)
{
    const struct step *s = step;

    exception_raise(s->v[0], s->v[1] != 0, s->n[0]);
}

static void try_exception(const struct step *step, uint64_t handler)
{
    lab.exception = step->v[0];
    lab.length = exception_length(step->v[0], step->v[1] != 0);
    set_trap_gate(step->v[0], handler, 0);
    if (step->v[0] == VECTOR_NP)
        lab.table[step->n[0]].low &= ~IDT_GATE_PRESENT;
    try(act_raise, step);
}

/* ---- the steps ---- */

static void do_gate(const struct step *step)
{
    set_stub_gate(step->v[0], step->v[1], 0, 0);
    try_interrupt(step->v[0]);
    try_interrupt(step->v[2]);
}

static void do_high(const struct step *step)
{
    const struct gate gate = {
        .handler = (uint64_t)step->n[0] << 32 | TEXT_ALIAS |
                   trap_stub_address(step->v[1]),
        .selector = SELECTOR_KERNEL_CODE,
        .type = IDT_TYPE_INTERRUPT,
    };

    set_gate(step->v[0], &gate);
    try_interrupt(step->v[0]);
}

static void inside_send(void)
{
    send_self_ipi(lab.step->v[3]);
    mark(MARK_POINT, POINT_INSIDE);
}

static void do_type(const struct step *step)
{
    const struct gate gate = {
        .handler = trap_stub_address(step->v[1]),
        .selector = SELECTOR_KERNEL_CODE,
        .type = step->v[2],
    };

    set_gate(step->v[0], &gate);
    lab.stub = step->v[1];
    lab.inside = inside_send;
    interrupts_on();
    try_interrupt(step->v[0]);
    interrupts_off();
    window_with_interrupts();
}

static void do_dpl(const struct step *step)
{
    set_stub_gate(step->v[0], step->v[1], step->v[2], 0);
    try(act_from_ring_3, &step->v[0]);
}

static void do_ist(const struct step *step)
{
    set_stub_gate(step->v[0], step->v[1], 0, step->v[2]);
    set_stub_gate(step->v[3], step->v[4], 0, 0);
    try_interrupt(step->v[0]);
    try_interrupt(step->v[3]);
}

/* The kernel's gates alone: this is about the table. */
static void do_load(const struct step *step)
{
    unsigned count = step->v[0] + 1u;

    lab.table[step->v[0]] = lab.table[step->v[1]];
    trap_reload();
    mark_value(MARK_CALL, FN_LOAD, count);
    idt_load(lab.table, count);
    mark(MARK_RETURN, FN_LOAD);
    try_interrupt(step->v[0]);
    if (step->v[2] != 0)
        try_interrupt(step->v[2]);
}

static void do_plain(const struct step *step)
{
    try_exception(step, (uintptr_t)trap_plain);
}

static void do_error(const struct step *step)
{
    try_exception(step, (uintptr_t)trap_error);
}

static enum idt_entry ask_entry(unsigned vector)
{
    enum idt_entry entry = ENTRY_NEITHER;
    uint64_t address;

    mark_value(MARK_CALL, FN_TRAP_ENTRY, vector);
    address = trap_entry(vector);
    if (address == (uintptr_t)trap_plain)
        entry = ENTRY_PLAIN;
    else if (address == (uintptr_t)trap_error)
        entry = ENTRY_ERROR;
    mark_value(MARK_RETURN, FN_TRAP_ENTRY, entry);
    return entry;
}

static void do_choice(const struct step *step)
{
    enum idt_entry entry;

    for (unsigned i = 2; i < step->count; i++)
        ask_entry(step->v[i]);
    entry = ask_entry(step->v[0]);
    if (entry != ENTRY_NEITHER)
        try_exception(step, entry == ENTRY_ERROR ? (uintptr_t)trap_error
                                                 : (uintptr_t)trap_plain);
}

static void do_held(const struct step *step)
{
    uint64_t flags;

    interrupts_on();
    flags = save();
    send_self_ipi(step->v[0]);
    mark(MARK_POINT, POINT_SECTION);
    irq_restore(flags);
    interrupts_off();
    window_with_interrupts();
}

static void section(uint8_t vector, bool on)
{
    uint64_t flags;

    set_flag(on);
    flags = save();
    send_self_ipi(vector);
    mark(MARK_POINT, POINT_SECTION);
    irq_restore(flags);
    mark(MARK_POINT, POINT_AFTER);
    interrupts_off();
    window_with_interrupts();
}

static void nested_sections(uint8_t vector, bool on)
{
    uint64_t outer, inner;

    set_flag(on);
    outer = save();
    inner = save();
    send_self_ipi(vector);
    mark(MARK_POINT, POINT_INNER);
    irq_restore(inner);
    mark(MARK_POINT, POINT_OUTER);
    irq_restore(outer);
    mark(MARK_POINT, POINT_AFTER);
    interrupts_off();
    window_with_interrupts();
}

static void do_restore(const struct step *step)
{
    section(step->v[0], step->v[2] != 0);
    section(step->v[1], step->v[2] == 0);
}

static void do_irq_nested(const struct step *step)
{
    nested_sections(step->v[0], step->v[2] != 0);
    nested_sections(step->v[1], step->v[2] == 0);
}

static void inside_fault(void)
{
    __asm__ volatile("ud2");
    mark(MARK_POINT, POINT_INSIDE);
}

static void do_nested(const struct step *step)
{
    lab.exception = VECTOR_UD;
    lab.length = 2;
    lab.stub = step->v[1];
    lab.inside = inside_fault;
    set_stub_gate(step->v[0], step->v[1], 0, step->v[2]);
    set_trap_gate(VECTOR_UD, (uintptr_t)trap_plain, step->v[3]);
    try_interrupt(step->v[0]);
}

static void (*const steps[SCENARIO_KINDS])(const struct step *) = {
    [STEP_GATE] = do_gate,
    [STEP_HIGH] = do_high,
    [STEP_TYPE] = do_type,
    [STEP_DPL] = do_dpl,
    [STEP_IST] = do_ist,
    [STEP_LOAD] = do_load,
    [STEP_PLAIN] = do_plain,
    [STEP_ERROR] = do_error,
    [STEP_CHOICE] = do_choice,
    [STEP_IRQ_HELD] = do_held,
    [STEP_IRQ_RESTORE] = do_restore,
    [STEP_IRQ_NESTED] = do_irq_nested,
    [STEP_NESTED] = do_nested,
};

static void perform_guarded(const void *step)
{
    steps[lab.step->kind](step);
}

static void prepare(const struct step *step)
{
    for (unsigned v = 0; v < IDT_ENTRIES; v++)
        lab.table[v] = (struct idt_gate){early_idt[v][0], early_idt[v][1]};
    for (unsigned v = 0; v < 32; v++)
        trap_on_exception(v, on_exception);
    lab_idt_on_trap(on_lab_trap);
    lab_idt_on_todo(attempt_leave);
    lab.step = step;
    lab.ipi = lab.stub = 0;
    lab.inside = NULL;
    lab.traps = 0;
    lapic_put(LAPIC_SVR, (uint32_t)LAPIC_SVR_ENABLE | SPURIOUS_VECTOR);
    use_table();
}

/* A trap that comes while no try is under way ends the step here. */
static void perform(const struct step *step)
{
    prepare(step);
    if (!attempt(perform_guarded, step))
        mark(MARK_POINT, POINT_LEFT);
    trap_reload();
}

const struct scenario lab_scenario = {
    .title = "00-idt",
    .plan = plan_00_idt,
    .own_idt = true,
    .interrupt = on_interrupt,
    .perform =
        {
            [STEP_GATE] = perform,
            [STEP_HIGH] = perform,
            [STEP_TYPE] = perform,
            [STEP_DPL] = perform,
            [STEP_IST] = perform,
            [STEP_LOAD] = perform,
            [STEP_PLAIN] = perform,
            [STEP_ERROR] = perform,
            [STEP_CHOICE] = perform,
            [STEP_IRQ_HELD] = perform,
            [STEP_IRQ_RESTORE] = perform,
            [STEP_IRQ_NESTED] = perform,
            [STEP_NESTED] = perform,
        },
};
