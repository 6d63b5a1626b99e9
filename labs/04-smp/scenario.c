/*
 * labs/04-smp/scenario.c - performing lab 04's steps in the kernel.
 *
 * CPU 0 hands out what each CPU is to do; the student's functions are called on
 * the CPU that the plan names, each call marked there.  What comes of it is
 * read from the emulator's record, never from here.  Waits are limited: an
 * interrupt that never comes must not stop the run.  Over 400 lines, because
 * the steps are one list.
 */
#include <stddef.h>
#include "hw/idt_regs.h"
#include "hw/lapic_regs.h"
#include "kernel/io.h"
#include "kernel/lapic.h"
#include "kernel/mark.h"
#include "kernel/print.h"
#include "kernel/scenario.h"
#include "kernel/smp.h"
#include "lab/smp.h"
#include "plan.h"

#define WAIT_TURNS   3000u
#define CPUID_X2APIC BIT(21) /* leaf 1, in ECX */

typedef void work(void *unused);

static struct {
    const struct step *step;
    struct shootdown shot;
    volatile unsigned served[SMP_CPUS]; /* handlers that have returned */
} now;

/* ---- who does it ---- */

static void on(unsigned cpu, work *what)
{
    if (smp_run(cpu, what, NULL))
        smp_wait(cpu);
}

/* ---- the student's functions, each call marked ---- */

static void start(unsigned cpu, unsigned page)
{
    mark_value(MARK_CALL, FN_START, page << 8 | cpu);
    smp_start((uint8_t)cpu, (uint8_t)page);
    mark(MARK_RETURN, FN_START);
}

static void send(uint32_t dest, uint8_t vector)
{
    mark_value(MARK_CALL, FN_SEND, dest << 8 | vector);
    ipi_send(dest, vector);
    mark(MARK_RETURN, FN_SEND);
}

static void broadcast(enum ipi_kind kind, uint8_t vector)
{
    mark_value(MARK_CALL, FN_BROADCAST, (unsigned)kind << 8 | vector);
    ipi_broadcast(kind, vector);
    mark(MARK_RETURN, FN_BROADCAST);
}

static void send_logical(uint32_t dest, uint8_t vector)
{
    mark_value(MARK_CALL, FN_SEND_LOGICAL, dest << 8 | vector);
    ipi_send_logical(dest, vector);
    mark(MARK_RETURN, FN_SEND_LOGICAL);
}

static void shoot(unsigned cpus, uint8_t vector)
{
    mark_value(MARK_CALL, FN_SHOOTDOWN, cpus << 8 | vector);
    shootdown_send(&now.shot, cpus, vector);
    mark(MARK_RETURN, FN_SHOOTDOWN);
}

static void set_logical(uint8_t id, unsigned model)
{
    mark_value(MARK_CALL, FN_SET_LOGICAL, id);
    lapic_set_logical(id, model);
    mark(MARK_RETURN, FN_SET_LOGICAL);
}

/* ---- interrupts ---- */

static bool is_shootdown(uint8_t vector)
{
    return now.step->kind == STEP_SHOOTDOWN &&
           (vector == now.step->v[3] || vector == now.step->v[5]);
}

static void body(uint8_t vector)
{
    mark(MARK_BODY, vector);
    if (is_shootdown(vector))
        for (uint32_t i = 0; i < now.step->n[cpu_number()]; i++)
            cpu_pause();
    mark(MARK_BODY_END, vector);
}

static void on_interrupt(struct trap_frame *frame)
{
    uint8_t vector = (uint8_t)frame->vector;

    mark(MARK_STUB, vector);
    if (vector == now.step->v[0])
        return;
    if (is_shootdown(vector))
        shootdown_interrupt(&now.shot, vector, body);
    else
        ipi_interrupt(vector, body);
    now.served[cpu_number()]++;
}

static void on_nmi(struct trap_frame *frame)
{
    mark(MARK_STUB, (unsigned)frame->vector);
    now.served[cpu_number()]++;
}

/* IF = 1 until this CPU has served `count` interrupts in this step. */
static bool wait_served(unsigned count)
{
    unsigned cpu = cpu_number(), turns = smp_patient(WAIT_TURNS);

    interrupts_on();
    for (; turns > 0 && now.served[cpu] < count; turns--)
        cpu_pause();
    interrupts_off();
    return now.served[cpu] >= count;
}

static void window(void *unused)
{
    (void)unused;
    mark(MARK_POINT, POINT_IF_ON);
    interrupts_on();
    interrupts_off();
    mark(MARK_POINT, POINT_IF_OFF);
}

/* ---- what most steps begin and end with ---- */

static void enable(void *unused)
{
    (void)unused;
    lapic_put(LAPIC_SVR, (uint32_t)LAPIC_SVR_ENABLE | now.step->v[0]);
}

/* [SDM3 10.12.1 "Detecting and Enabling x2APIC Mode"] */
static bool has_x2apic(void)
{
    uint32_t eax = 1, ebx, ecx = 0, edx;

    __asm__ volatile("cpuid" : "+a"(eax), "=b"(ebx), "+c"(ecx), "=d"(edx));
    return (ecx & CPUID_X2APIC) != 0;
}

static void switch_mode(void *unused)
{
    (void)unused;
    mark(MARK_CALL, FN_X2_ENABLE);
    x2apic_enable();
    mark(MARK_RETURN, FN_X2_ENABLE);
    lapic_notice_mode();
}

/* APs are missing where the step that starts them failed, or was in an earlier
 * boot. */
static void begin_only(const struct step *step)
{
    now.step = step;
    now.shot = (struct shootdown){0};
    for (unsigned cpu = 0; cpu < SMP_CPUS; cpu++)
        now.served[cpu] = 0;
    smp_bring_up(LAB_CPUS);
}

/* False: this machine cannot perform the step. */
static bool begin(const struct step *step)
{
    if (step->kind >= STEP_X2_FIRST && !has_x2apic()) {
        print("a step in x2APIC mode is left out: this CPU has none\n");
        return false;
    }
    begin_only(step);
    smp_all(enable);
    if (step->kind >= STEP_X2_FIRST)
        smp_all(switch_mode);
    return true;
}

static void live(void)
{
    for (unsigned cpu = 0; cpu < LAB_CPUS; cpu++)
        send(cpu, now.step->v[now.step->count - 1]);
    smp_all(window);
}

/* ---- steps ---- */

static void here(void *unused)
{
    (void)unused;
    mark(MARK_POINT, POINT_HERE);
}

static void do_start(const struct step *step)
{
    now.step = step;
    for (unsigned i = 1; i < LAB_CPUS; i++) {
        smp_put_trampoline(step->v[i + 3]);
        smp_expect(step->v[i]);
        start(step->v[i], step->v[i + 3]);
        if (smp_came(step->v[i]))
            on(step->v[i], here);
    }
}

static void send_five(void *unused)
{
    (void)unused;
    for (unsigned i = 2; i <= 6; i++)
        send(now.step->v[i], now.step->v[i + 5]);
}

static void do_fixed(const struct step *step)
{
    if (!begin(step))
        return;
    on(step->v[1], send_five);
    smp_all(window);
}

static void play(void *unused)
{
    const uint8_t *v = now.step->v;
    unsigned cpu = cpu_number();

    (void)unused;
    for (unsigned i = 1; i <= now.step->n[0]; i++) {
        if (cpu == v[1])
            send(v[2], v[4]);
        if ((cpu == v[1] || cpu == v[2]) && !wait_served(i))
            return;
        if (cpu == v[2])
            send(v[1], v[3]);
    }
}

static void do_ping_pong(const struct step *step)
{
    if (!begin(step))
        return;
    smp_all(play);
}

static void send_to_kind(void *unused)
{
    static const enum ipi_kind kind[SCENARIO_KINDS] = {
        [STEP_SELF] = IPI_SELF,
        [STEP_ALL] = IPI_ALL,
        [STEP_ALL_OTHERS] = IPI_ALL_OTHERS,
        [STEP_X2_OTHERS] = IPI_ALL_OTHERS,
    };

    (void)unused;
    broadcast(kind[now.step->kind], now.step->v[2]);
}

static void do_broadcast(const struct step *step)
{
    if (!begin(step))
        return;
    on(step->v[1], send_to_kind);
    live();
}

/* Where one CPU runs at a time, the other takes its interrupt when this one
 * waits. */
static void wait_on(unsigned cpu)
{
    for (unsigned turns = smp_patient(WAIT_TURNS);
         turns > 0 && now.served[cpu] < 1; turns--)
        cpu_pause();
}

/* The second only when the first's handlers have all returned. */
static void shoot_twice(void)
{
    const struct step *step = now.step;

    shoot(step->v[2], step->v[3]);
    for (unsigned cpu = 0; cpu < LAB_CPUS; cpu++)
        if ((step->v[2] >> cpu & 1) != 0)
            wait_on(cpu);
    shoot(step->v[4], step->v[5]);
}

static void take_part(void *unused)
{
    const uint8_t *v = now.step->v;
    unsigned cpu = cpu_number();

    (void)unused;
    if (cpu == v[1])
        shoot_twice();
    else
        wait_served((v[2] >> cpu & 1u) + (v[4] >> cpu & 1u));
}

static void do_shootdown(const struct step *step)
{
    if (!begin(step))
        return;
    smp_all(take_part);
    live();
}

static void choose_id(void *unused)
{
    const struct step *step = now.step;

    (void)unused;
    set_logical(step->v[cpu_number() + 1], step->kind == STEP_CLUSTER
                                               ? LAPIC_DFR_CLUSTER
                                               : LAPIC_DFR_FLAT);
}

static void send_three(void *unused)
{
    (void)unused;
    for (unsigned i = 6; i <= 8; i++)
        send_logical(now.step->v[i], now.step->v[i + 3]);
}

/* The model is chosen before the local APIC is enabled. */
static void do_logical(const struct step *step)
{
    begin_only(step);
    smp_all(choose_id);
    smp_all(enable);
    on(step->v[5], send_three);
    live();
}

static void do_x2_logical(const struct step *step)
{
    if (!begin(step))
        return;
    on(step->v[5], send_three);
    live();
}

static void raise_tpr(void *unused)
{
    (void)unused;
    lapic_put(LAPIC_TPR, now.step->v[cpu_number() + 6]);
}

static void lower_tpr(void *unused)
{
    (void)unused;
    lapic_put(LAPIC_TPR, 0);
}

static void send_to_lowest(void *unused)
{
    const uint8_t *v = now.step->v;

    (void)unused;
    mark_value(MARK_CALL, FN_SEND_LOWEST, (uint32_t)v[10] << 8 | v[11]);
    ipi_send_lowest(v[10], v[11]);
    mark(MARK_RETURN, FN_SEND_LOWEST);
}

static void do_lowest(const struct step *step)
{
    begin_only(step);
    smp_all(choose_id);
    smp_all(enable);
    smp_all(raise_tpr);
    on(step->v[5], send_to_lowest);
    smp_all(lower_tpr);
    live();
}

static void send_nmi(void *unused)
{
    (void)unused;
    mark_value(MARK_CALL, FN_NMI, now.step->v[2]);
    ipi_nmi(now.step->v[2]);
    mark(MARK_RETURN, FN_NMI);
}

static void do_nmi(const struct step *step)
{
    if (!begin(step))
        return;
    trap_on_exception(VECTOR_NMI, on_nmi);
    on(step->v[1], send_nmi);
    wait_on(step->v[2]);
    live();
}

static void do_switch(const struct step *step)
{
    if (!begin(step))
        return;
    live();
}

const struct scenario lab_scenario = {
    .title = "04-smp",
    .plan = plan_04_smp,
    .cpus = LAB_CPUS,
    .starts_cpus = true,
    .interrupt = on_interrupt,
    .perform =
        {
            [STEP_START] = do_start,
            [STEP_FIXED] = do_fixed,
            [STEP_PING_PONG] = do_ping_pong,
            [STEP_SELF] = do_broadcast,
            [STEP_ALL] = do_broadcast,
            [STEP_ALL_OTHERS] = do_broadcast,
            [STEP_SHOOTDOWN] = do_shootdown,
            [STEP_FLAT] = do_logical,
            [STEP_CLUSTER] = do_logical,
            [STEP_LOWEST] = do_lowest,
            [STEP_NMI] = do_nmi,
            [STEP_X2_SWITCH] = do_switch,
            [STEP_X2_FIXED] = do_fixed,
            [STEP_X2_OTHERS] = do_broadcast,
            [STEP_X2_LOGICAL] = do_x2_logical,
        },
};
