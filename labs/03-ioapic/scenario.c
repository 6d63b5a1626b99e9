/*
 * labs/03-ioapic/scenario.c - performing lab 03's steps in the kernel.
 *
 * Each step gives the student a MADT of its own, routes a line and lets its
 * device pull it; what comes of it is read from the emulator's record, never
 * from here.  The second CPU, which lab 04's code started, attends where a step
 * needs it.  What a step is made of beside this is in parts.h.
 */
#include "hw/ioapic_regs.h"
#include "kernel/attend.h"
#include "kernel/io.h"
#include "kernel/mark.h"
#include "kernel/scenario.h"
#include "kernel/smp.h"
#include "kernel/soft.h"
#include "lab/cpu.h"
#include "lab/ioapic.h"
#include "lab/lapic.h"
#include "parts.h"
#include "plan.h"

#define SPURIOUS 0xffu
#define PATIENCE 3000u /* turns of a loop that waits for an interrupt */
#define STORM    24u   /* so many interrupts in a step: IF stays 0 */

static struct {
    const struct step *step;
    volatile unsigned bodies; /* how many have run in this step */
    volatile unsigned taken;  /* interrupts that have arrived */
} now;

/* ---- routes and lines ---- */

static void route_edge(uint32_t gsi, uint8_t vector, uint8_t cpu)
{
    const struct route edge = {gsi, vector, cpu, IOAPIC_EDGE,
                               IOAPIC_ACTIVE_HIGH};

    call_route(&edge);
}

static void route_level(uint8_t vector, uint8_t cpu)
{
    const struct route level = {
        .gsi = line_gsi(now.step),
        .vector = vector,
        .cpu = cpu,
        .trigger = IOAPIC_LEVEL,
        .polarity = line_is_active_low(now.step) ? IOAPIC_ACTIVE_LOW
                                                 : IOAPIC_ACTIVE_HIGH,
    };

    call_route(&level);
}

static void raise(uint32_t gsi)
{
    line_set(now.step, gsi, true);
}

static void lower(uint32_t gsi)
{
    line_set(now.step, gsi, false);
}

/* ---- bodies ---- */

static void body_work(uint32_t gsi)
{
    const struct step *step = now.step;

    switch (step->kind) {
    case STEP_LEVEL:
        if (gsi == line_gsi(step))
            call_remote_irr(gsi);
        lower(gsi);
        break;
    case STEP_HELD:
        if (gsi < GSI_SOFT && gsi != line_gsi(step))
            lower(gsi);
        else if (now.bodies >= step->n[1])
            lower(gsi);
        break;
    case STEP_MASK_SERVICE:
        if (now.bodies == 1)
            call_mask(gsi);
        else
            lower(gsi);
        break;
    case STEP_MOVED:
        if (now.bodies == 1)
            route_level(step->v[1], 1);
        else
            lower(gsi);
        break;
    default:
        lower(gsi);
        break;
    }
}

static void body(uint32_t gsi)
{
    uint8_t vector = routed_vector(gsi);

    mark(MARK_BODY, vector);
    now.bodies++;
    body_work(gsi);
    mark(MARK_BODY_END, vector);
}

static void on_interrupt(struct trap_frame *frame)
{
    uint8_t vector = (uint8_t)frame->vector;

    mark(MARK_STUB, vector);
    ioapic_interrupt(routed_gsi(vector), body);
    if (++now.taken >= STORM)
        frame->rflags &= ~RFLAGS_IF;
}

/* ---- time, the interrupt flag and the other CPU ---- */

static void window(void)
{
    mark(MARK_POINT, POINT_IF_ON);
    interrupts_on();
    interrupts_off();
    mark(MARK_POINT, POINT_IF_OFF);
}

static void enable_here(void *argument)
{
    (void)argument;
    lapic_enable(SPURIOUS);
}

static void wait_for_bodies(unsigned bodies)
{
    attend_until(&now.bodies, bodies, PATIENCE);
}

/* `vector` comes from COM1 to CPU 0 when all else is over. */
static void prove_life(uint8_t vector)
{
    mark(MARK_POINT, POINT_LIFE);
    route_edge(GSI_COM1, vector, 0);
    raise(GSI_COM1);
    window();
}

/* ---- steps ---- */

static void begin(const struct step *step)
{
    now.step = step;
    now.bodies = 0;
    now.taken = 0;
    routes_forget();
    attend_reset();
    lines_quiet();
    enable_here(NULL);
    if (smp_run(1, enable_here, NULL))
        smp_wait(1);
    call_find(step_madt(step, step->kind == STEP_ISA && step->n[0] != 0));
}

/* The level line is idle before its entry is opened. */
static void begin_level(const struct step *step)
{
    begin(step);
    lower(line_gsi(step));
}

static void do_isa(const struct step *step)
{
    begin(step);
    for (unsigned i = 0; i < ASKED; i++)
        (void)call_isa(step->v[ASKED + i]);
}

static void do_timer(const struct step *step)
{
    begin(step);
    route_edge(call_isa(0), step->v[0], 0);
    raise(GSI_TIMER);
    window();
    prove_life(step->v[1]);
}

static void do_wired(const struct step *step)
{
    begin(step);
    route_edge(call_isa(step->v[0]), step->v[8], 0);
    raise(step->v[OVERRIDES]);
    window();
    lower(step->v[OVERRIDES]);
    prove_life(step->v[9]);
}

/* The step's entry `i`; where there is no soft line, at a pin that no device
 * pulls. */
static struct route entry_of(const struct step *step, unsigned i)
{
    static const uint32_t idle[] = {5, 10};
    uint32_t gsi = step->v[4 + i];
    bool soft = gsi >= GSI_SOFT && soft_ioapic_is_on();
    bool level = (step->v[12 + i] & 1) != 0;
    bool low = (step->v[12 + i] & 2) != 0 && (soft || !level);

    return (struct route){
        .gsi = gsi >= GSI_SOFT && !soft ? idle[i % 2] : gsi,
        .vector = step->v[i],
        .cpu = step->v[8 + i],
        .trigger = level ? IOAPIC_LEVEL : IOAPIC_EDGE,
        .polarity = low ? IOAPIC_ACTIVE_LOW : IOAPIC_ACTIVE_HIGH,
    };
}

static void do_entries(const struct step *step)
{
    begin(step);
    for (unsigned i = 0; i < 4; i++) {
        const struct route entry = entry_of(step, i);

        call_find(step_madt(step, i % 2 == 0));
        if (entry.gsi >= GSI_SOFT)
            soft_line(entry.gsi - GSI_SOFT,
                      entry.polarity == IOAPIC_ACTIVE_LOW);
        call_route(&entry);
    }
}

static void do_edge(const struct step *step)
{
    begin(step);
    route_edge(GSI_COM1, step->v[0], 0);
    for (unsigned i = 0; i < step->n[1]; i++) {
        raise(GSI_COM1);
        window();
    }
}

static void do_pair(const struct step *step)
{
    begin(step);
    route_edge(GSI_COM1, step->v[0], 0);
    route_edge(step->v[2], step->v[1], 0);
    raise(GSI_COM1);
    raise(step->v[2]);
    window();
}

static void do_cpu(const struct step *step)
{
    begin(step);
    attend_begin(1, PATIENCE);
    route_edge(GSI_COM1, step->v[0], 1);
    raise(GSI_COM1);
    wait_for_bodies(1);
    lower(GSI_COM1);
    route_edge(GSI_COM1, step->v[1], 0);
    raise(GSI_COM1);
    window();
    attend_end(LAB_CPUS);
}

static void do_level(const struct step *step)
{
    uint32_t gsi = line_gsi(step);

    begin_level(step);
    route_level(step->v[0], 0);
    call_remote_irr(gsi);
    raise(gsi);
    call_remote_irr(gsi);
    window();
    call_remote_irr(gsi);
    prove_life(step->v[1]);
}

static void do_held(const struct step *step)
{
    begin_level(step);
    if (step->v[2] != 0)
        attend_begin(1, PATIENCE);
    route_level(step->v[0], step->v[2]);
    raise(line_gsi(step));
    if (step->v[2] != 0)
        wait_for_bodies(step->n[1]);
    else
        window();
    attend_end(LAB_CPUS);
}

static void do_mask_edge(const struct step *step)
{
    begin(step);
    route_edge(GSI_COM1, step->v[0], 0);
    call_mask(GSI_COM1);
    call_mask(GSI_COM1);
    raise(GSI_COM1);
    lower(GSI_COM1);
    call_unmask(GSI_COM1);
    call_unmask(GSI_COM1);
    window();
    mark(MARK_POINT, POINT_LIFE);
    raise(GSI_COM1);
    window();
}

static void do_mask_level(const struct step *step)
{
    uint32_t gsi = line_gsi(step);

    begin_level(step);
    route_level(step->v[0], 0);
    call_mask(gsi);
    raise(gsi);
    window();
    call_unmask(gsi);
    window();
}

static void do_mask_service(const struct step *step)
{
    begin_level(step);
    route_level(step->v[0], 0);
    raise(line_gsi(step));
    window();
    call_unmask(line_gsi(step));
    window();
}

static void do_bring_up(const struct step *step)
{
    uint32_t level = (uint32_t)IOAPIC_RTE_LEVEL | step->v[2];

    begin_level(step);
    if (line_is_active_low(step))
        level |= (uint32_t)IOAPIC_RTE_ACTIVE_LOW;
    line_leave_open(GSI_COM1, step->v[0]);
    line_leave_open(step->v[4], step->v[1]);
    line_leave_open(line_gsi(step), level);
    call_bring_up();
    raise(GSI_COM1);
    raise(step->v[4]);
    raise(line_gsi(step));
    window();
    lower(GSI_COM1);
    lower(step->v[4]);
    lower(line_gsi(step));
    prove_life(step->v[3]);
}

static void do_moved(const struct step *step)
{
    begin_level(step);
    attend_begin(1, PATIENCE);
    route_level(step->v[0], 0);
    raise(line_gsi(step));
    window();
    wait_for_bodies(2);
    attend_end(LAB_CPUS);
}

const struct scenario lab_scenario = {
    .title = "03-ioapic",
    .plan = plan_03_ioapic,
    .ioapic = true,
    .cpus = LAB_CPUS,
    .interrupt = on_interrupt,
    .perform =
        {
            [STEP_ISA] = do_isa,
            [STEP_TIMER] = do_timer,
            [STEP_WIRED] = do_wired,
            [STEP_ENTRIES] = do_entries,
            [STEP_EDGE] = do_edge,
            [STEP_PAIR] = do_pair,
            [STEP_CPU] = do_cpu,
            [STEP_LEVEL] = do_level,
            [STEP_HELD] = do_held,
            [STEP_MASK_EDGE] = do_mask_edge,
            [STEP_MASK_LEVEL] = do_mask_level,
            [STEP_MASK_SERVICE] = do_mask_service,
            [STEP_BRING_UP] = do_bring_up,
            [STEP_MOVED] = do_moved,
        },
};
