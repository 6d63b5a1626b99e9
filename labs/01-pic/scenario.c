/*
 * labs/01-pic/scenario.c - performing lab 01's steps in the kernel.
 *
 * Pulls real lines by real devices (kernel/irq_line.h), opens the interrupt
 * flag for a moment at a time and calls the student's functions as the plan
 * says.  What comes of it is read from the emulator's record, never from here.
 */
#include <stddef.h>
#include "hw/lapic_regs.h"
#include "kernel/io.h"
#include "kernel/irq_line.h"
#include "kernel/lapic.h"
#include "kernel/mark.h"
#include "kernel/pic_pair.h"
#include "kernel/scenario.h"
#include "lab/pic.h"
#include "plan.h"

#define CASCADE         2u
#define ALL_MASKED      0xffffu
#define SPURIOUS_VECTOR 0xffu

/* Who answers an interrupt in this step. */
enum answer { BY_KERNEL, BY_PIC_EOI, BY_PIC_INTERRUPT };

static struct {
    uint8_t master_base, slave_base;
    enum answer answer;
    bool ask_spurious; /* call pic_is_spurious for 7 and 15 */
    unsigned outer;    /* within whose body `inside` runs */
    void (*inside)(void);
    const struct step *step;
} now;

/* ---- the student's functions, marked ---- */

static void call_init(uint8_t master_base, uint8_t slave_base)
{
    mark_value(MARK_CALL, FN_INIT, (uint32_t)(slave_base << 8 | master_base));
    pic_init(master_base, slave_base);
    mark(MARK_RETURN, FN_INIT);
    now.master_base = master_base;
    now.slave_base = slave_base;
}

static void call_mask(unsigned irq)
{
    mark_value(MARK_CALL, FN_MASK, irq);
    pic_mask(irq);
    mark(MARK_RETURN, FN_MASK);
}

static void call_unmask(unsigned irq)
{
    mark_value(MARK_CALL, FN_UNMASK, irq);
    pic_unmask(irq);
    mark(MARK_RETURN, FN_UNMASK);
}

static void call_eoi(unsigned irq)
{
    mark_value(MARK_CALL, FN_EOI, irq);
    pic_eoi(irq);
    mark(MARK_RETURN, FN_EOI);
}

static void call_irr(void)
{
    mark(MARK_CALL, FN_IRR);
    mark_value(MARK_RETURN, FN_IRR, pic_irr());
}

static void call_isr(void)
{
    mark(MARK_CALL, FN_ISR);
    mark_value(MARK_RETURN, FN_ISR, pic_isr());
}

static void call_is_spurious(unsigned irq)
{
    mark_value(MARK_CALL, FN_IS_SPURIOUS, irq);
    mark_value(MARK_RETURN, FN_IS_SPURIOUS, pic_is_spurious(irq));
}

static void call_interrupt(unsigned irq, pic_body *body)
{
    mark_value(MARK_CALL, FN_INTERRUPT, irq);
    pic_interrupt(irq, body);
    mark(MARK_RETURN, FN_INTERRUPT);
}

/* ---- an interrupt arrives ---- */

static void window_with_interrupts(void)
{
    mark(MARK_POINT, POINT_IF_ON);
    interrupts_on();
    interrupts_off();
    mark(MARK_POINT, POINT_IF_OFF);
}

/* The device's owner: the device is content, its line falls. */
static void body(unsigned irq)
{
    mark(MARK_BODY, irq);
    irq_line_lower(irq);
    if (irq == now.outer && now.inside != NULL) {
        void (*inside)(void) = now.inside;

        now.inside = NULL;
        inside();
    }
    mark(MARK_BODY_END, irq);
}

static unsigned irq_of(uint64_t vector)
{
    if ((vector & 0xf8) == now.master_base)
        return vector & 7;
    if ((vector & 0xf8) == now.slave_base)
        return 8 + (vector & 7);
    return NO_LINE;
}

static void answer(unsigned irq)
{
    switch (now.answer) {
    case BY_KERNEL:
        body(irq);
        pair_eoi(irq);
        break;
    case BY_PIC_EOI:
        body(irq);
        call_eoi(irq);
        break;
    case BY_PIC_INTERRUPT:
        if (now.ask_spurious && irq % 8 == 7)
            call_is_spurious(irq);
        call_interrupt(irq, body);
        break;
    }
}

/* A vector that belongs to nobody closes everything, so that the step ends. */
static void on_interrupt(struct trap_frame *frame)
{
    unsigned irq = irq_of(frame->vector);

    mark(MARK_STUB, (unsigned)frame->vector);
    if (irq == NO_LINE)
        pair_set_mask(ALL_MASKED);
    else
        answer(irq);
}

/* ---- steps ---- */

/* The local APIC hands the 8259A's INT through.  Bochs does so in any case.
 * [MPS 3.6.2.2 "Virtual Wire Mode"] */
static void virtual_wire(void)
{
    lapic_put(LAPIC_SVR, (uint32_t)LAPIC_SVR_ENABLE | SPURIOUS_VECTOR);
    lapic_put(LAPIC_LVT_LINT0, (uint32_t)field_put(0, LAPIC_LVT_DELIVERY_MODE,
                                                   LAPIC_DELIVERY_EXTINT));
}

static void begin(const struct step *step, enum answer answer)
{
    now.master_base = KERNEL_MASTER_BASE;
    now.slave_base = KERNEL_SLAVE_BASE;
    now.answer = answer;
    now.ask_spurious = true;
    now.outer = NO_LINE;
    now.inside = NULL;
    now.step = step;
    irq_lines_reset();
    virtual_wire();
}

static void end(void)
{
    pair_set_mask(ALL_MASKED);
    irq_lines_reset();
}

/* The kernel opens these two lines and the cascade, and no other. */
static void open_two(unsigned a, unsigned b)
{
    pair_set_mask((uint16_t) ~(1u << a | 1u << b | 1u << CASCADE));
}

static void raise_in_window(unsigned irq)
{
    irq_line_raise(irq);
    window_with_interrupts();
}

static void do_init(const struct step *step)
{
    begin(step, BY_KERNEL);
    call_init(step->v[0], step->v[1]);
    open_two(step->v[2], step->v[3]);
    raise_in_window(step->v[2]);
    raise_in_window(step->v[3]);
    end();
}

static void do_masks(const struct step *step)
{
    begin(step, BY_KERNEL);
    pair_set_mask((uint16_t)step->n[0]);
    for (unsigned i = 0; i < step->count; i++)
        if (step->v[i] & OPEN)
            call_unmask(step->v[i] & LINE);
        else
            call_mask(step->v[i] & LINE);
    end();
}

static void do_cascade(const struct step *step)
{
    begin(step, BY_KERNEL);
    call_unmask(step->v[0]);
    raise_in_window(step->v[0]);
    end();
}

static void do_latch(const struct step *step)
{
    begin(step, BY_KERNEL);
    call_unmask(step->v[0]);
    irq_line_raise(step->v[0]);
    call_mask(step->v[0]);
    window_with_interrupts();
    call_unmask(step->v[0]);
    window_with_interrupts();
    irq_line_raise(step->v[1]);
    irq_line_lower(step->v[1]);
    call_unmask(step->v[1]);
    window_with_interrupts();
    raise_in_window(step->v[1]);
    end();
}

static void raise_second(void)
{
    raise_in_window(now.step->v[1]);
}

static void do_eoi(const struct step *step)
{
    begin(step, BY_PIC_EOI);
    now.outer = step->v[0];
    now.inside = raise_second;
    open_two(step->v[0], step->v[1]);
    raise_in_window(step->v[0]);
    end();
}

static void read_in_service(void)
{
    call_isr();
    call_irr();
    call_isr();
    call_irr();
}

static void do_read(const struct step *step)
{
    begin(step, BY_KERNEL);
    now.outer = step->v[0];
    now.inside = read_in_service;
    irq_line_raise(step->v[1]);
    irq_line_raise(step->v[2]);
    call_irr();
    call_isr();
    open_two(step->v[0], CASCADE);
    raise_in_window(step->v[0]);
    irq_line_lower(step->v[1]);
    call_isr();
    call_irr();
    end();
}

static void own_pair(const struct step *step, unsigned gate)
{
    call_init(step->v[0], step->v[1]);
    if (gate != NO_LINE)
        call_unmask(gate);
    for (unsigned i = 2; i < step->count; i++)
        call_unmask(step->v[i]);
}

/* IRQ 0 is in service at the master; at the slave nothing is. */
static void raise_all(void)
{
    uint8_t mask = pair_hold_slave();

    for (unsigned i = 2; i < now.step->count; i++)
        irq_line_raise(now.step->v[i]);
    pair_release_slave(mask);
}

static void do_serve(const struct step *step)
{
    begin(step, BY_PIC_INTERRUPT);
    now.outer = 0;
    now.inside = raise_all;
    own_pair(step, 0);
    raise_in_window(0);
    end();
}

static void raise_lower_then_higher(void)
{
    raise_in_window(now.step->v[4]);
    raise_in_window(now.step->v[3]);
}

static void do_nest(const struct step *step)
{
    begin(step, BY_PIC_INTERRUPT);
    now.outer = step->v[2];
    now.inside = raise_lower_then_higher;
    own_pair(step, NO_LINE);
    raise_in_window(step->v[2]);
    end();
}

static void do_real(const struct step *step)
{
    begin(step, BY_PIC_INTERRUPT);
    open_two(step->v[0], step->v[1]);
    raise_in_window(step->v[0]);
    raise_in_window(step->v[1]);
    end();
}

static void withdraw_second(void)
{
    irq_line_raise(now.step->v[1]);
    irq_line_lower(now.step->v[1]);
    window_with_interrupts();
}

static void do_spurious(const struct step *step)
{
    begin(step, BY_PIC_INTERRUPT);
    now.outer = step->v[0];
    now.inside = withdraw_second;
    now.ask_spurious = step->kind != STEP_SEVEN_IN_SEVEN;
    open_two(step->v[0], step->v[1]);
    raise_in_window(step->v[0]);
    raise_in_window(step->v[1]);
    end();
}

const struct scenario lab_scenario = {
    .title = "01-pic",
    .plan = plan_01_pic,
    .interrupt = on_interrupt,
    .perform =
        {
            [STEP_INIT] = do_init,
            [STEP_MASKS] = do_masks,
            [STEP_CASCADE] = do_cascade,
            [STEP_LATCH] = do_latch,
            [STEP_EOI] = do_eoi,
            [STEP_READ] = do_read,
            [STEP_SERVE] = do_serve,
            [STEP_NEST] = do_nest,
            [STEP_REAL] = do_real,
            [STEP_SPURIOUS_7] = do_spurious,
            [STEP_SPURIOUS_15] = do_spurious,
            [STEP_SEVEN_IN_SEVEN] = do_spurious,
        },
};
