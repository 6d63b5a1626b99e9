/*
 * labs/05-msi/scenario.c - performing lab 05's steps in the kernel.
 *
 * A step gives the student a function, lets it be programmed, and rings it;
 * what comes of it is read from the emulator's record, never from here.  The
 * messages of most steps are made here, so that a step judges one thing.  CPUs
 * 1 and 2, which lab 04's code started, take what comes, or ring.
 * Over 400 lines, because the steps are one list.
 */
#include "hw/msi_regs.h"
#include "hw/pci_regs.h"
#include "kernel/io.h"
#include "kernel/mark.h"
#include "kernel/msi_device.h"
#include "kernel/scenario.h"
#include "kernel/smp.h"
#include "kernel/soft.h"
#include "lab/cpu.h"
#include "lab/lapic.h"
#include "lab/msi.h"
#include "plan.h"

#define SPURIOUS 0xffu
#define PATIENCE 800u /* turns of a loop that waits for an interrupt */
#define STORM    24u  /* so many interrupts in a step: IF stays 0 */
#define EDU      0u
#define BELL     1u
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
    volatile unsigned attending;
    volatile bool over;
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

/* Another CPU takes what comes until the step is over. */
static void attend(void *argument)
{
    (void)argument;
    __atomic_add_fetch(&now.attending, 1, __ATOMIC_SEQ_CST);
    interrupts_on();
    while (!now.over)
        __asm__ volatile("pause");
    interrupts_off();
}

static void wait_for(volatile unsigned *count, unsigned least)
{
    for (unsigned i = 0; i < PATIENCE && *count < least; i++)
        __asm__ volatile("pause");
}

static void begin_attending(unsigned cpu)
{
    unsigned before = now.attending;

    if (smp_run(cpu, attend, NULL))
        wait_for(&now.attending, before + 1);
}

static void end_attending(void)
{
    now.over = true;
    for (unsigned cpu = 1; cpu < LAB_CPUS; cpu++)
        smp_wait(cpu);
}

static void begin(const struct step *step)
{
    now.step = step;
    now.sources = 0;
    now.bodies = 0;
    now.taken = 0;
    now.attending = 0;
    now.over = false;
    enable_here(NULL);
    for (unsigned cpu = 1; cpu < LAB_CPUS; cpu++)
        if (smp_run(cpu, enable_here, NULL))
            smp_wait(cpu);
    msi_devices_reset(step->n[0]);
    now.table = msi_device_table();
}

/* ---- what somebody before left, and what is not the student's ---- */

static struct message made(unsigned cpu, uint8_t vector)
{
    uint64_t address = field_put(0, MSI_ADDRESS_PREFIX, MSI_PREFIX_INTERRUPT);

    return (struct message){field_put(address, MSI_ADDRESS_DEST, cpu), vector};
}

static void config_put(unsigned which, unsigned offset, unsigned size,
                       uint32_t value)
{
    msi_device_config_write(msi_device(which), offset, size, value);
}

static uint32_t config_get(unsigned which, unsigned offset, unsigned size)
{
    return msi_device_config_read(msi_device(which), offset, size);
}

/* Of a soft function, or the machine's own. */
static void table_put(unsigned n, uint32_t offset, uint32_t value)
{
    uint64_t at = now.table + n * MSIX_ENTRY_SIZE + offset;

    (void)soft_write32(at, value); /* lab code may have moved its region */
}

/* Firmware's driver has used MSI, and has not wiped its traces. */
static void leave_msi(unsigned which)
{
    unsigned at = msi_device_capability(which, PCI_CAPABILITY_MSI);
    bool is_64 = (config_get(which, at + MSI_CONTROL, 2) & MSI_CONTROL_64) != 0;

    config_put(which, at + MSI_ADDRESS, 4, 0xfeeab004);
    if (is_64)
        config_put(which, at + MSI_ADDRESS_HIGH, 4, 0x5a5a5a5a);
    config_put(which, at + msi_data_offset(is_64), 2, 0xc5c5);
}

/* The high half is 0 since the reset. */
static void entry_put(unsigned n, const struct message *m, bool masked)
{
    table_put(n, MSIX_ENTRY_ADDRESS, (uint32_t)m->address);
    table_put(n, MSIX_ENTRY_DATA, m->data);
    table_put(n, MSIX_ENTRY_CONTROL, masked ? (uint32_t)MSIX_ENTRY_MASKED : 0);
}

/* The doorbell is up, its entries masked. */
static void open_msix(void)
{
    unsigned at = msi_device_capability(BELL, PCI_CAPABILITY_MSIX);

    config_put(BELL, PCI_COMMAND, 2,
               (uint32_t)(PCI_COMMAND_MEMORY | PCI_COMMAND_MASTER |
                          PCI_COMMAND_INTX_DISABLE));
    config_put(BELL, at + MSIX_CONTROL, 2, (uint32_t)MSIX_CONTROL_ENABLE);
}

/* Entry `n` sends `vector` to `cpu`; it is open. */
static void open_entry(unsigned n, unsigned cpu, uint8_t vector)
{
    struct message m = made(cpu, vector);

    serves(vector, BELL, n);
    entry_put(n, &m, false);
}

/* ---- the student's functions, each call marked ---- */

static void ask_capability(uint8_t asked)
{
    unsigned which = asked & ASK_FUNCTION ? BELL : EDU;
    uint8_t id = asked & (uint8_t)~ASK_FUNCTION;

    mark_value(MARK_CALL, FN_FIND, asked);
    mark_value(MARK_RETURN, FN_FIND,
               pci_find_capability(msi_device(which), id));
}

static struct message compose(uint8_t cpu, uint8_t vector, unsigned mode)
{
    struct message m = {0};

    mark_value(MARK_CALL, FN_COMPOSE, vector);
    msi_compose(&m, cpu, vector, mode);
    mark_value(MARK_RETURN, FN_COMPOSE, (uint32_t)m.address);
    mark_value(MARK_POINT, POINT_HIGH, (uint32_t)(m.address >> 32));
    mark_value(MARK_POINT, POINT_DATA, m.data);
    return m;
}

static void enable(unsigned which, const struct message *m)
{
    mark_value(MARK_CALL, FN_MSI_ENABLE, which);
    msi_enable(msi_device(which), m);
    mark(MARK_RETURN, FN_MSI_ENABLE);
}

static void disable(unsigned which)
{
    mark_value(MARK_CALL, FN_MSI_DISABLE, which);
    msi_disable(msi_device(which));
    mark(MARK_RETURN, FN_MSI_DISABLE);
}

static void map(unsigned pointer)
{
    uint64_t address;

    mark_value(MARK_CALL, FN_MAP, pointer);
    address = msix_map(msi_device(BELL), pointer);
    mark_value(MARK_RETURN, FN_MAP, (uint32_t)address);
    mark_value(MARK_POINT, POINT_HIGH, (uint32_t)(address >> 32));
}

static void set_entry(unsigned n, unsigned cpu, uint8_t vector)
{
    struct message m = made(cpu, vector);

    serves(vector, BELL, n);
    mark_value(MARK_CALL, FN_SET_ENTRY, n);
    msix_set_entry(now.table, n, &m);
    mark(MARK_RETURN, FN_SET_ENTRY);
}

static void set_mask(unsigned n, bool masked)
{
    unsigned function = masked ? FN_MASK : FN_UNMASK;

    mark_value(MARK_CALL, function, n);
    msix_mask(now.table, n, masked);
    mark(MARK_RETURN, function);
}

static void bring_up(const struct message *messages, unsigned count)
{
    mark_value(MARK_CALL, FN_BRING_UP, count);
    msix_bring_up(msi_device(BELL), messages, count);
    mark(MARK_RETURN, FN_BRING_UP);
}

static void ring(unsigned which, unsigned bell)
{
    msi_device_ring(which, bell);
}

/* ---- steps ---- */

static void do_find(const struct step *step)
{
    begin(step);
    for (unsigned i = 0; i < ASKED; i++)
        ask_capability(step->v[i]);
}

static void do_compose(const struct step *step)
{
    for (unsigned i = 0; i < COMPOSED; i++)
        (void)compose(step->v[i], step->v[4 + i], step->v[8 + i]);
}

static void do_msi(const struct step *step)
{
    unsigned which = step->v[2], cpu = step->v[1];
    struct message m = made(cpu, step->v[0]);

    begin(step);
    if (cpu != 0)
        begin_attending(cpu);
    leave_msi(which);
    serves(step->v[0], which, 0);
    enable(which, &m);
    for (unsigned i = 1; i <= step->n[1]; i++) {
        ring(which, 0);
        if (cpu == 0)
            window();
        else
            wait_for(&now.bodies, i);
    }
    end_attending();
}

static void do_off(const struct step *step)
{
    unsigned which = step->v[2];
    struct message m = made(0, step->v[0]);

    begin(step);
    serves(step->v[0], which, 0);
    enable(which, &m);
    ring(which, 0);
    window();
    disable(which);
    ring(which, 0);
    window();
    msi_device_acknowledge(which, 0);
    mark(MARK_POINT, POINT_LIFE);
    enable(which, &m);
    ring(which, 0);
    window();
}

static void do_map(const struct step *step)
{
    begin(step);
    map(MSIX_TABLE);
    map(MSIX_PBA);
}

/* Bell `n`, whose entry names CPU `cpu`: the `nth` body of the step. */
static void ring_and_wait(unsigned n, unsigned cpu, unsigned nth)
{
    ring(BELL, n);
    if (cpu == 0)
        window();
    else
        wait_for(&now.bodies, nth);
}

static void attend_all(void)
{
    for (unsigned cpu = 1; cpu < LAB_CPUS; cpu++)
        begin_attending(cpu);
}

static void do_entry(const struct step *step)
{
    begin(step);
    attend_all();
    open_msix();
    for (unsigned i = 0; i < 3; i++) {
        struct message m = made(2, step->v[3]);

        entry_put(step->v[4 + i], &m, step->v[4 + i] != step->v[7]);
    }
    for (unsigned i = 0; i < 3; i++)
        set_entry(step->v[4 + i], i, step->v[i]);
    for (unsigned i = 0; i < 3; i++) {
        table_put(step->v[4 + i], MSIX_ENTRY_CONTROL, 0);
        ring_and_wait(step->v[4 + i], i, i + 1);
    }
    end_attending();
}

static void do_mask(const struct step *step)
{
    unsigned n = step->v[4], other = step->v[5];

    begin(step);
    open_msix();
    open_entry(n, 0, step->v[0]);
    open_entry(other, 0, step->v[1]);
    set_mask(n, true);
    for (unsigned i = 0; i < step->n[1]; i++)
        ring(BELL, n);
    window();
    ring(BELL, other);
    window();
    set_mask(n, false);
    window();
    ring(BELL, n);
    window();
}

static void do_move(const struct step *step)
{
    unsigned n = step->v[4], cpu = step->v[8];

    begin(step);
    begin_attending(cpu);
    open_msix();
    open_entry(n, 0, step->v[0]);
    ring(BELL, n);
    window();
    set_entry(n, cpu, step->v[1]);
    ring(BELL, n);
    wait_for(&now.bodies, 2);
    end_attending();
}

static void do_live(const struct step *step)
{
    unsigned n = step->v[4], cpu = step->v[8];

    begin(step);
    begin_attending(cpu);
    open_msix();
    open_entry(n, 0, step->v[0]);
    msi_device_ring_after(step->n[1], BELL, n);
    set_entry(n, cpu, step->v[1]);
    msi_device_ring_now();
    wait_for(&now.bodies, 1);
    window();
    end_attending();
}

static void do_ready(const struct step *step)
{
    struct message left = made(0, step->v[3]);
    struct message m[2] = {made(0, step->v[0]), made(0, step->v[1])};

    begin(step);
    for (unsigned n = 0; n < ENTRIES; n++) {
        serves(n < 2 ? step->v[n] : step->v[3], BELL, n);
        if (n >= 2)
            entry_put(n, &left, false);
    }
    bring_up(m, 2);
    for (unsigned n = ENTRIES; n-- > 0;) {
        ring(BELL, n);
        window();
    }
}

static void do_cpus(const struct step *step)
{
    struct message m[BELLS];

    begin(step);
    attend_all();
    for (unsigned i = 0; i < BELLS; i++) {
        m[i] = compose(step->v[8 + i], step->v[i], 0);
        serves(step->v[i], BELL, i);
    }
    bring_up(m, BELLS);
    for (unsigned i = 0; i < BELLS; i++) {
        unsigned n = step->v[4 + i];

        ring_and_wait(n, step->v[8 + n], i + 1);
    }
    end_attending();
}

/* CPU 2: one ring after another, each when the one before was served. */
static void ring_all(void *argument)
{
    const struct step *step = argument;

    wait_for(&now.attending, 2);
    for (unsigned i = 0; i < step->n[1] && now.bodies == i; i++) {
        ring(BELL, step->n[2] >> i & 1);
        wait_for(&now.bodies, i + 1);
    }
    now.over = true;
}

static void do_async(const struct step *step)
{
    struct message m[2] = {made(0, step->v[0]), made(1, step->v[1])};

    begin(step);
    begin_attending(1);
    serves(step->v[0], BELL, 0);
    serves(step->v[1], BELL, 1);
    bring_up(m, 2);
    if (smp_run(2, ring_all, (void *)(uintptr_t)step)) {
        mark(MARK_POINT, POINT_IF_ON);
        attend(NULL);
        mark(MARK_POINT, POINT_IF_OFF);
    }
    end_attending();
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
        },
};
