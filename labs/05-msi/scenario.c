/*
 * labs/05-msi/scenario.c - performing lab 05's steps in the kernel.
 *
 * A step gives the student a function, lets it be programmed, and rings it;
 * what comes of it is read from the emulator's record, never from here.  The
 * messages of most steps are made here, so that a step judges one thing.  CPUs
 * 1 and 2, which lab 04's code started, take what comes, or ring.
 * What a step is made of beside this is in parts.h.
 */
#include "hw/msi_regs.h"
#include "kernel/attend.h"
#include "kernel/hpet.h"
#include "kernel/io.h"
#include "kernel/mark.h"
#include "kernel/msi_device.h"
#include "kernel/scenario.h"
#include "kernel/smp.h"
#include "lab/cpu.h"
#include "lab/lapic.h"
#include "lab/msi.h"
#include "parts.h"
#include "plan.h"

#define SPURIOUS 0xffu
#define PATIENCE 800u /* turns of a loop that waits for an interrupt */
#define STORM    24u  /* so many interrupts in a step: IF stays 0 */
#define SOURCES  8u

/* A bell, and the vector that serving it is about. */
struct source {
    uint8_t vector, which, bell;
};

static struct {
    const struct step *step;
    uint64_t table; /* of the doorbell */
    struct source source[SOURCES];
    unsigned sources;
    volatile unsigned bodies; /* how many have run in this step */
    volatile unsigned taken;  /* interrupts that have arrived */
} now;

/* ---- bodies ---- */

static void serves(uint8_t vector, unsigned which, unsigned bell)
{
    if (now.sources < SOURCES)
        now.source[now.sources++] =
            (struct source){vector, (uint8_t)which, (uint8_t)bell};
}

static void body(uint8_t vector)
{
    mark(MARK_BODY, vector);
    for (unsigned i = 0; i < now.sources; i++)
        if (now.source[i].vector == vector)
            msi_device_acknowledge(now.source[i].which, now.source[i].bell);
    __atomic_add_fetch(&now.bodies, 1, __ATOMIC_SEQ_CST);
    mark(MARK_BODY_END, vector);
}

static void on_interrupt(struct trap_frame *frame)
{
    uint8_t vector = (uint8_t)frame->vector;

    mark(MARK_STUB, vector);
    lapic_interrupt(vector, body);
    if (__atomic_add_fetch(&now.taken, 1, __ATOMIC_SEQ_CST) >= STORM)
        frame->rflags &= ~RFLAGS_IF;
}

/* ---- time, the interrupt flag and the other CPUs ---- */

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

static void begin(const struct step *step)
{
    now.step = step;
    now.sources = 0;
    now.bodies = 0;
    now.taken = 0;
    attend_reset();
    enable_here(NULL);
    for (unsigned cpu = 1; cpu < LAB_CPUS; cpu++)
        if (smp_run(cpu, enable_here, NULL))
            smp_wait(cpu);
    msi_devices_reset(step->n[0]);
    now.table = msi_device_table();
}

/* ---- the doorbell's entries ---- */

/* Entry `n` sends `vector` to `cpu`; it is open. */
static void open_entry(unsigned n, unsigned cpu, uint8_t vector)
{
    struct message m = device_message(cpu, vector);

    serves(vector, BELL, n);
    device_put_entry(now.table, n, &m, false);
}

static void set_entry(unsigned n, unsigned cpu, uint8_t vector)
{
    struct message m = device_message(cpu, vector);

    serves(vector, BELL, n);
    call_set_entry(now.table, n, &m);
}

/* ---- steps ---- */

static void do_find(const struct step *step)
{
    begin(step);
    for (unsigned i = 0; i < ASKED; i++)
        call_find(step->v[i]);
}

static void do_compose(const struct step *step)
{
    for (unsigned i = 0; i < COMPOSED; i++) {
        struct message m = {0};

        call_compose(&m, step->v[i], step->v[4 + i], step->v[8 + i]);
    }
}

static void do_msi(const struct step *step)
{
    unsigned which = step->v[2], cpu = step->v[1];
    struct message m = device_message(cpu, step->v[0]);

    begin(step);
    if (cpu != 0)
        attend_begin(cpu, PATIENCE);
    device_leave_msi(which);
    serves(step->v[0], which, 0);
    call_enable(which, &m);
    for (unsigned i = 1; i <= step->n[1]; i++) {
        msi_device_ring(which, 0);
        if (cpu == 0)
            window();
        else
            wait_for_bodies(i);
    }
    attend_end(LAB_CPUS);
}

static void do_off(const struct step *step)
{
    unsigned which = step->v[2];
    struct message m = device_message(0, step->v[0]);

    begin(step);
    serves(step->v[0], which, 0);
    call_enable(which, &m);
    msi_device_ring(which, 0);
    window();
    call_disable(which);
    msi_device_ring(which, 0);
    window();
    msi_device_acknowledge(which, 0);
    mark(MARK_POINT, POINT_LIFE);
    call_enable(which, &m);
    msi_device_ring(which, 0);
    window();
}

static void do_map(const struct step *step)
{
    begin(step);
    device_raise_regions();
    call_map(MSIX_TABLE);
    call_map(MSIX_PBA);
}

/* Bell `n`, whose entry names CPU `cpu`: the `nth` body of the step. */
static void ring_and_wait(unsigned n, unsigned cpu, unsigned nth)
{
    msi_device_ring(BELL, n);
    if (cpu == 0)
        window();
    else
        wait_for_bodies(nth);
}

static void attend_all(void)
{
    for (unsigned cpu = 1; cpu < LAB_CPUS; cpu++)
        attend_begin(cpu, PATIENCE);
}

static void do_entry(const struct step *step)
{
    begin(step);
    attend_all();
    device_open_msix();
    for (unsigned i = 0; i < 3; i++)
        device_leave_entry(now.table, step->v[4 + i], step->v[3],
                           step->v[4 + i] != step->v[7]);
    for (unsigned i = 0; i < 3; i++)
        set_entry(step->v[4 + i], i, step->v[i]);
    for (unsigned i = 0; i < 3; i++) {
        device_put_mask(now.table, step->v[4 + i], false);
        ring_and_wait(step->v[4 + i], i, i + 1);
    }
    attend_end(LAB_CPUS);
}

static void do_mask(const struct step *step)
{
    unsigned n = step->v[4], other = step->v[5];

    begin(step);
    device_open_msix();
    open_entry(n, 0, step->v[0]);
    open_entry(other, 0, step->v[1]);
    call_mask(now.table, n, true);
    for (unsigned i = 0; i < step->n[1]; i++)
        msi_device_ring(BELL, n);
    window();
    msi_device_ring(BELL, other);
    window();
    call_mask(now.table, n, false);
    window();
    msi_device_ring(BELL, n);
    window();
}

static void do_move(const struct step *step)
{
    unsigned n = step->v[4], cpu = step->v[8];

    begin(step);
    attend_begin(cpu, PATIENCE);
    device_open_msix();
    open_entry(n, 0, step->v[0]);
    msi_device_ring(BELL, n);
    window();
    set_entry(n, cpu, step->v[1]);
    msi_device_ring(BELL, n);
    wait_for_bodies(2);
    attend_end(LAB_CPUS);
}

static void do_live(const struct step *step)
{
    unsigned n = step->v[4], cpu = step->v[8];

    begin(step);
    attend_begin(cpu, PATIENCE);
    device_open_msix();
    open_entry(n, 0, step->v[0]);
    msi_device_ring_after(step->n[1], BELL, n);
    set_entry(n, cpu, step->v[1]);
    msi_device_ring_now();
    wait_for_bodies(1);
    window();
    attend_end(LAB_CPUS);
}

static void do_ready(const struct step *step)
{
    struct message left = device_message(0, step->v[3]);
    struct message m[2] = {device_message(0, step->v[0]),
                           device_message(0, step->v[1])};

    begin(step);
    for (unsigned n = 0; n < ENTRIES; n++) {
        serves(n < 2 ? step->v[n] : step->v[3], BELL, n);
        if (n >= 2)
            device_put_entry(now.table, n, &left, false);
    }
    call_bring_up(m, 2);
    for (unsigned n = ENTRIES; n-- > 0;) {
        msi_device_ring(BELL, n);
        window();
    }
}

static void do_cpus(const struct step *step)
{
    struct message m[BELLS];

    begin(step);
    attend_all();
    for (unsigned i = 0; i < BELLS; i++) {
        m[i] = (struct message){0};
        call_compose(&m[i], step->v[8 + i], step->v[i], 0);
        serves(step->v[i], BELL, i);
    }
    call_bring_up(m, BELLS);
    for (unsigned i = 0; i < BELLS; i++) {
        unsigned n = step->v[4 + i];

        ring_and_wait(n, step->v[8 + n], i + 1);
    }
    attend_end(LAB_CPUS);
}

/* CPU 2: one ring after another, each when the one before was served. */
static void ring_all(void *argument)
{
    const struct step *step = argument;

    attend_wait(2, PATIENCE);
    for (unsigned i = 0; i < step->n[1] && now.bodies == i; i++) {
        msi_device_ring(BELL, step->n[2] >> i & 1);
        wait_for_bodies(i + 1);
    }
    attend_over();
}

static void do_async(const struct step *step)
{
    struct message m[2] = {device_message(0, step->v[0]),
                           device_message(1, step->v[1])};

    begin(step);
    attend_begin(1, PATIENCE);
    serves(step->v[0], BELL, 0);
    serves(step->v[1], BELL, 1);
    call_bring_up(m, 2);
    if (smp_run(2, ring_all, (void *)(uintptr_t)step)) {
        mark(MARK_POINT, POINT_IF_ON);
        attend_here();
        mark(MARK_POINT, POINT_IF_OFF);
    }
    attend_end(LAB_CPUS);
}

/* Its CPU takes it, whoever the writer is. */
static void written_by(void (*write)(const struct message *message),
                       unsigned cpu, uint8_t vector)
{
    struct message m = {LEFT_ADDRESS, LEFT_DATA};
    unsigned before = now.bodies;

    call_compose(&m, (uint8_t)cpu, vector, 0);
    if (device_may_write(&m))
        write(&m);
    if (cpu == 0)
        window();
    else
        wait_for_bodies(before + 1);
}

static void do_write(const struct step *step)
{
    begin(step);
    attend_all();
    written_by(device_rogue_writes, step->v[8], step->v[0]);
    if (hpet_fsb_timers() > 0)
        written_by(device_hpet_writes, step->v[9], step->v[1]);
    attend_end(LAB_CPUS);
}

const struct scenario lab_scenario = {
    .title = "05-msi",
    .plan = plan_05_msi,
    .pci = true,
    .cpus = LAB_CPUS,
    .interrupt = on_interrupt,
    .perform =
        {
            [STEP_FIND] = do_find,
            [STEP_COMPOSE] = do_compose,
            [STEP_MSI] = do_msi,
            [STEP_OFF] = do_off,
            [STEP_MAP] = do_map,
            [STEP_ENTRY] = do_entry,
            [STEP_MASK] = do_mask,
            [STEP_MOVE] = do_move,
            [STEP_LIVE] = do_live,
            [STEP_READY] = do_ready,
            [STEP_CPUS] = do_cpus,
            [STEP_ASYNC] = do_async,
            [STEP_WRITE] = do_write,
        },
};
