/*
 * labs/02-lapic/scenario.c - performing lab 02's steps in the kernel.
 *
 * Calls the student's functions as the plan says and marks each call; what
 * comes of it is read from the emulator's record, never from here.  A step's
 * first vector may have something to do in its body: the functions *_body.
 */
#include "kernel/io.h"
#include "kernel/lapic.h"
#include "kernel/mark.h"
#include "kernel/print.h"
#include "kernel/scenario.h"
#include "lab/lapic.h"
#include "plan.h"

static struct {
    const struct step *step;
    uint8_t spurious;
    volatile unsigned bodies; /* how many have run in this step */
} now;

/* ---- the student's functions, each call marked ---- */

static void enable(uint8_t spurious)
{
    now.spurious = spurious;
    mark_value(MARK_CALL, FN_ENABLE, spurious);
    lapic_enable(spurious);
    mark(MARK_RETURN, FN_ENABLE);
}

static void send(uint8_t vector)
{
    mark_value(MARK_CALL, FN_SELF_IPI, vector);
    lapic_self_ipi(vector);
    mark(MARK_RETURN, FN_SELF_IPI);
}

static void set_tpr(uint8_t priority)
{
    mark_value(MARK_CALL, FN_SET_TPR, priority);
    lapic_set_tpr(priority);
    mark(MARK_RETURN, FN_SET_TPR);
}

static void ask_tpr(void)
{
    mark(MARK_CALL, FN_TPR);
    mark_value(MARK_RETURN, FN_TPR, lapic_tpr());
}

static void ask_ppr(void)
{
    mark(MARK_CALL, FN_PPR);
    mark_value(MARK_RETURN, FN_PPR, lapic_ppr());
}

static void ask_irr(uint8_t vector)
{
    mark_value(MARK_CALL, FN_IRR_TEST, vector);
    mark_value(MARK_RETURN, FN_IRR_TEST, lapic_irr_test(vector));
}

static void ask_isr(uint8_t vector)
{
    mark_value(MARK_CALL, FN_ISR_TEST, vector);
    mark_value(MARK_RETURN, FN_ISR_TEST, lapic_isr_test(vector));
}

static void ask_esr(void)
{
    mark(MARK_CALL, FN_ESR);
    mark_value(MARK_RETURN, FN_ESR, lapic_esr());
}

/* ---- time and the interrupt flag ---- */

static void window(void)
{
    mark(MARK_POINT, POINT_IF_ON);
    interrupts_on();
    interrupts_off();
    mark(MARK_POINT, POINT_IF_OFF);
}

static void nested_window(void)
{
    mark(MARK_POINT, POINT_NEST_ON);
    interrupts_on();
    interrupts_off();
    mark(MARK_POINT, POINT_NEST_OFF);
}

/* At least `turns` instructions with IF = 1, or until `bodies` have run. */
static void wait_for(unsigned bodies, uint32_t turns)
{
    interrupts_on();
    while (turns-- > 0 && now.bodies < bodies)
        __asm__ volatile("pause");
    interrupts_off();
}

static void prove_life(uint8_t vector)
{
    mark(MARK_POINT, POINT_LIFE);
    send(vector);
    window();
}

/* ---- bodies ---- */

static void nest_body(const struct step *step)
{
    for (unsigned i = 2; i < step->count; i++)
        send(step->v[i]);
    nested_window();
}

static void behind_body(const struct step *step)
{
    for (unsigned i = 0; i < step->n[0]; i++)
        send(step->v[1]);
    nested_window();
}

static void priorities_body(const struct step *step)
{
    ask_ppr();
    set_tpr(step->v[3]);
    ask_ppr();
    ask_tpr();
    set_tpr(step->v[2]);
}

static void bitmaps_body(const struct step *step)
{
    for (unsigned i = 1; i <= 4; i++)
        ask_isr(step->v[i]);
    for (unsigned i = 1; i <= 4; i++)
        ask_irr(step->v[i]);
}

static void stop_timer(void)
{
    mark(MARK_CALL, FN_STOP);
    lapic_timer_stop();
    mark(MARK_RETURN, FN_STOP);
}

/* Stopping from the body: however slow the handler is, it ends. */
static void periodic_body(const struct step *step)
{
    if (now.bodies == step->n[2])
        stop_timer();
}

static void spurious_body(const struct step *step)
{
    send(step->v[3]);
    set_tpr(step->v[2]);
    nested_window();
    set_tpr(0);
}

static void first_body(const struct step *step)
{
    switch (step->kind) {
    case STEP_NEST:
    case STEP_SAME_CLASS:
        nest_body(step);
        break;
    case STEP_BEHIND:
        behind_body(step);
        break;
    case STEP_PRIORITIES:
        priorities_body(step);
        break;
    case STEP_BITMAPS:
        bitmaps_body(step);
        break;
    case STEP_SPURIOUS_NESTED:
        spurious_body(step);
        break;
    default:
        break;
    }
}

/* In a nested body IF is opened too: nothing waiting may come in there. */
static void inner_body(const struct step *step)
{
    if (step->kind != STEP_NEST)
        return;
    interrupts_on();
    interrupts_off();
}

static void body(uint8_t vector)
{
    mark(MARK_BODY, vector);
    now.bodies++;
    if (now.step->kind == STEP_PERIODIC)
        periodic_body(now.step);
    else if (now.bodies == 1)
        first_body(now.step);
    else
        inner_body(now.step);
    mark(MARK_BODY_END, vector);
}

/* The one time that lapic_eoi is called by name. */
static void serve_alone(uint8_t vector)
{
    body(vector);
    mark(MARK_CALL, FN_EOI);
    lapic_eoi();
    mark(MARK_RETURN, FN_EOI);
}

static void on_interrupt(struct trap_frame *frame)
{
    uint8_t vector = (uint8_t)frame->vector;

    mark(MARK_STUB, vector);
    if (vector == now.spurious)
        lapic_spurious();
    else if (now.step->kind == STEP_SELF_IPI)
        serve_alone(vector);
    else
        lapic_interrupt(vector, body);
}

/* ---- steps ---- */

static void begin(const struct step *step)
{
    now.step = step;
    now.bodies = 0;
    enable(step->v[0]);
}

static void do_enable(const struct step *step)
{
    begin(step);
    enable(step->v[1]);
}

/* Send v[1..count-1] with IF = 0, look at the registers, then let them come. */
static void do_burst(const struct step *step)
{
    begin(step);
    for (unsigned i = 1; i < step->count; i++)
        send(step->v[i]);
    lapic_checkpoint();
    window();
}

/* One vector is sent, and its body sends the others. */
static void do_outer(const struct step *step)
{
    begin(step);
    send(step->v[1]);
    window();
}

static void do_coalesce(const struct step *step)
{
    begin(step);
    send(step->v[1]);
    send(step->v[2]);
    send(step->v[1]);
    window();
}

static void do_tpr(const struct step *step)
{
    begin(step);
    set_tpr(step->v[5]);
    for (unsigned i = 1; i <= 4; i++)
        send(step->v[i]);
    window();
    for (unsigned i = 6; i <= 8; i++) {
        set_tpr(step->v[i]);
        window();
    }
}

static void do_priorities(const struct step *step)
{
    begin(step);
    set_tpr(step->v[2]);
    ask_tpr();
    ask_ppr();
    send(step->v[1]);
    window();
    ask_ppr();
}

static void do_bitmaps(const struct step *step)
{
    begin(step);
    for (unsigned i = 1; i <= 4; i++)
        send(step->v[i]);
    for (unsigned i = 5; i < step->count; i++)
        ask_irr(step->v[i]);
    window();
}

/* Twice the time in which it must run out, then the same again in which it
 * must not. */
static void one_shot(uint8_t vector, uint32_t divide, uint32_t count)
{
    unsigned bodies = now.bodies;

    mark_value(MARK_CALL, FN_ONE_SHOT, count);
    lapic_timer_oneshot(vector, divide, count);
    mark(MARK_RETURN, FN_ONE_SHOT);
    wait_for(bodies + 1, divide * count);
    wait_for(bodies + 2, divide * count / 2);
}

static void do_one_shot(const struct step *step)
{
    begin(step);
    one_shot(step->v[1], step->n[0], step->n[1]);
    one_shot(step->v[1], step->n[2], step->n[3]);
    prove_life(step->v[2]);
}

static void do_periodic(const struct step *step)
{
    uint32_t ticks = step->n[0] * step->n[1];

    begin(step);
    mark_value(MARK_CALL, FN_PERIODIC, step->n[1]);
    lapic_timer_periodic(step->v[1], step->n[0], step->n[1]);
    mark(MARK_RETURN, FN_PERIODIC);
    wait_for(step->n[2], ticks * step->n[2] / 2);
    if (now.bodies < step->n[2])
        stop_timer();
    wait_for(UINT32_MAX, ticks / 2);
    prove_life(step->v[2]);
}

/* QEMU where it translates the code: CPUID says so ("TCGTCGTCGTCG"). */
static bool delivers_illegal(void)
{
    uint32_t eax = 0x40000000, ebx, ecx = 0, edx;

    __asm__ volatile("cpuid" : "+a"(eax), "=b"(ebx), "+c"(ecx), "=d"(edx));
    return ebx == 0x54474354 && ecx == 0x43544743 && edx == 0x47435447;
}

static void do_error(const struct step *step)
{
    if (delivers_illegal()) {
        print("a step is left out: QEMU delivers an illegal vector\n");
        return;
    }
    begin(step);
    ask_esr();
    send(step->v[1]);
    ask_esr();
    ask_esr();
    prove_life(step->v[2]);
}

static void do_spurious(const struct step *step)
{
    begin(step);
    send(step->v[1]);
    set_tpr(step->v[2]);
    window();
    set_tpr(0);
    window();
}

const struct scenario lab_scenario = {
    .title = "02-lapic",
    .plan = plan_02_lapic,
    .interrupt = on_interrupt,
    .perform =
        {
            [STEP_ENABLE] = do_enable,
            [STEP_SELF_IPI] = do_burst,
            [STEP_BURST] = do_burst,
            [STEP_NEST] = do_outer,
            [STEP_SAME_CLASS] = do_outer,
            [STEP_COALESCE] = do_coalesce,
            [STEP_BEHIND] = do_outer,
            [STEP_TPR] = do_tpr,
            [STEP_PRIORITIES] = do_priorities,
            [STEP_BITMAPS] = do_bitmaps,
            [STEP_ONE_SHOT] = do_one_shot,
            [STEP_PERIODIC] = do_periodic,
            [STEP_ERROR] = do_error,
            [STEP_SPURIOUS] = do_spurious,
            [STEP_SPURIOUS_NESTED] = do_outer,
        },
};
