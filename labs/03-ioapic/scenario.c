/*
 * labs/03-ioapic/scenario.c - performing lab 03's steps in the kernel.
 *
 * Each step gives the student a MADT of its own, routes a line and lets its
 * device pull it; what comes of it is read from the emulator's record, never
 * from here.  On the second CPU, which lab 04's code started, runs `attend`.
 * Over 400 lines, because the steps are one list.
 */
#include "hw/ioapic_regs.h"
#include "kernel/io.h"
#include "kernel/irq_device.h"
#include "kernel/irq_line.h"
#include "kernel/mark.h"
#include "kernel/mmio.h"
#include "kernel/scenario.h"
#include "kernel/smp.h"
#include "kernel/soft.h"
#include "lab/cpu.h"
#include "lab/ioapic.h"
#include "lab/lapic.h"
#include "plan.h"

#define SPURIOUS 0xffu
#define PATIENCE 3000u /* turns of a loop that waits for an interrupt */
#define SOURCES  4u
#define STORM    24u /* so many interrupts in a step: IF stays 0 */

/* A line, as the step uses it. */
struct source {
    uint8_t vector;
    uint32_t gsi;
};

static struct {
    const struct step *step;
    struct source source[SOURCES];
    unsigned sources;
    volatile unsigned bodies; /* how many have run in this step */
    volatile unsigned taken;  /* interrupts that have arrived */
    volatile bool attended, over;
} now;

/* ---- the MADT of a step ---- */

static struct {
    _Alignas(8) uint8_t bytes[512];
    uint32_t length;
} table;

static void append(const void *from, uint32_t length)
{
    if (length > sizeof table.bytes - table.length)
        return;
    __builtin_memcpy(table.bytes + table.length, from, length);
    table.length += length;
}

static void append_override(unsigned bus, unsigned irq, uint32_t gsi)
{
    const struct acpi_madt_override o = {
        .entry = {ACPI_MADT_OVERRIDE, sizeof o},
        .bus = (uint8_t)bus,
        .source = (uint8_t)irq,
        .gsi = gsi,
    };

    append(&o, sizeof o);
}

/* An entry of a type that nobody knows, and of odd length. */
static void append_unknown(void)
{
    static const uint8_t unknown[] = {0x7f, 7, 0, 2, 9, 9, 1};

    append(unknown, sizeof unknown);
}

static void append_ioapics(bool soft)
{
    const struct acpi_madt_entry *e = NULL;

    while ((e = madt_next(soft_madt(), e)) != NULL) {
        const struct acpi_madt_ioapic *chip = (const void *)e;

        if (e->type == ACPI_MADT_IOAPIC &&
            (chip->address == SOFT_IOAPIC_BASE) == soft)
            append(e, e->length);
    }
}

static bool has_overrides(const struct step *step)
{
    return step->kind == STEP_ISA || step->kind == STEP_WIRED;
}

/* `reverse`: the I/O APIC whose GSIs begin last stands first. */
static const struct acpi_madt *make_madt(const struct step *step, bool reverse)
{
    struct acpi_madt *madt = (void *)table.bytes;

    table.length = 0;
    append(soft_madt(), sizeof *madt);
    append_unknown();
    append_ioapics(reverse);
    append_override(0, 0, GSI_TIMER);
    if (has_overrides(step)) {
        append_override(1, step->n[1], step->n[2]);
        for (unsigned i = 0; i < OVERRIDES; i++)
            append_override(0, step->v[i], step->v[i + OVERRIDES]);
    }
    append_ioapics(!reverse);
    madt->header.length = table.length;
    return madt;
}

/* ---- the student's functions, each call marked ---- */

static void find(const struct step *step, bool reverse)
{
    const struct acpi_madt *madt = make_madt(step, reverse);

    mark(MARK_CALL, FN_FIND);
    ioapic_find(madt);
    mark(MARK_RETURN, FN_FIND);
}

static uint32_t ask_isa(unsigned irq)
{
    uint32_t gsi;

    mark_value(MARK_CALL, FN_ISA, irq);
    gsi = gsi_for_isa(irq);
    mark_value(MARK_RETURN, FN_ISA, gsi);
    return gsi;
}

static void route(uint32_t gsi, uint8_t vector, uint8_t cpu,
                  enum ioapic_trigger trigger, enum ioapic_polarity polarity)
{
    if (now.sources < SOURCES)
        now.source[now.sources++] = (struct source){vector, gsi};
    mark_value(MARK_CALL, FN_ROUTE, gsi);
    ioapic_route(gsi, vector, cpu, trigger, polarity);
    mark(MARK_RETURN, FN_ROUTE);
}

static void route_edge(uint32_t gsi, uint8_t vector, uint8_t cpu)
{
    route(gsi, vector, cpu, IOAPIC_EDGE, IOAPIC_ACTIVE_HIGH);
}

static void mask(uint32_t gsi)
{
    mark_value(MARK_CALL, FN_MASK, gsi);
    ioapic_mask(gsi);
    mark(MARK_RETURN, FN_MASK);
}

static void unmask(uint32_t gsi)
{
    mark_value(MARK_CALL, FN_UNMASK, gsi);
    ioapic_unmask(gsi);
    mark(MARK_RETURN, FN_UNMASK);
}

static void ask_remote_irr(uint32_t gsi)
{
    mark_value(MARK_CALL, FN_REMOTE_IRR, gsi);
    mark_value(MARK_RETURN, FN_REMOTE_IRR, ioapic_remote_irr(gsi));
}

/* ---- lines ---- */

/* The machine's own devices that hold a line: COM1 and a timer. */
static const uint32_t own_level[] = {GSI_COM1, 20};

/* Pins that no device pulls. */
static const uint32_t own_idle[] = {5, 10};

static bool is_active_low(const struct step *step)
{
    return soft_ioapic_is_on() && (step->n[0] & LINE_ACTIVE_LOW) != 0;
}

static unsigned line_pin(const struct step *step)
{
    return (unsigned)field_get(step->n[0], LINE_PIN);
}

static uint32_t level_gsi(const struct step *step)
{
    if (soft_ioapic_is_on())
        return GSI_SOFT + line_pin(step);
    return own_level[line_pin(step) % 2];
}

/* The device at `gsi` asks, or is served. */
static void set_line(uint32_t gsi, bool active)
{
    if (gsi >= GSI_SOFT)
        soft_line(gsi - GSI_SOFT, active != is_active_low(now.step));
    else if (active)
        irq_line_raise(gsi == GSI_TIMER ? 0 : gsi);
    else
        irq_line_lower(gsi == GSI_TIMER ? 0 : gsi);
}

static void raise(uint32_t gsi)
{
    set_line(gsi, true);
}

static void lower(uint32_t gsi)
{
    set_line(gsi, false);
}

static void route_level(uint8_t vector, uint8_t cpu)
{
    enum ioapic_polarity polarity =
        is_active_low(now.step) ? IOAPIC_ACTIVE_LOW : IOAPIC_ACTIVE_HIGH;

    route(level_gsi(now.step), vector, cpu, IOAPIC_LEVEL, polarity);
}

/* ---- bodies ---- */

static void body_work(uint32_t gsi)
{
    const struct step *step = now.step;

    switch (step->kind) {
    case STEP_LEVEL:
        if (gsi == level_gsi(step))
            ask_remote_irr(gsi);
        lower(gsi);
        break;
    case STEP_HELD:
        if (gsi < GSI_SOFT && gsi != level_gsi(step))
            lower(gsi);
        else if (now.bodies >= step->n[1])
            lower(gsi);
        break;
    case STEP_MASK_SERVICE:
        if (now.bodies == 1)
            mask(gsi);
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

static uint8_t vector_of(uint32_t gsi)
{
    for (unsigned i = now.sources; i > 0; i--)
        if (now.source[i - 1].gsi == gsi)
            return now.source[i - 1].vector;
    return 0;
}

static uint32_t gsi_of(uint8_t vector)
{
    for (unsigned i = now.sources; i > 0; i--)
        if (now.source[i - 1].vector == vector)
            return now.source[i - 1].gsi;
    return UINT32_MAX;
}

static void body(uint32_t gsi)
{
    uint8_t vector = vector_of(gsi);

    mark(MARK_BODY, vector);
    now.bodies++;
    body_work(gsi);
    mark(MARK_BODY_END, vector);
}

static void on_interrupt(struct trap_frame *frame)
{
    uint8_t vector = (uint8_t)frame->vector;

    mark(MARK_STUB, vector);
    ioapic_interrupt(gsi_of(vector), body);
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

/* CPU 1 takes what comes until the step is over. */
static void attend(void *argument)
{
    (void)argument;
    now.attended = true;
    interrupts_on();
    while (!now.over)
        __asm__ volatile("pause");
    interrupts_off();
}

static void begin_attending(void)
{
    now.attended = false;
    now.over = false;
    if (!smp_run(1, attend, NULL))
        return;
    for (unsigned i = 0; i < PATIENCE && !now.attended; i++)
        __asm__ volatile("pause");
}

static void wait_for_bodies(unsigned bodies)
{
    for (unsigned i = 0; i < PATIENCE && now.bodies < bodies; i++)
        __asm__ volatile("pause");
}

static void end_attending(void)
{
    now.over = true;
    smp_wait(1);
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

/* No line is up that an earlier step raised; a timer can be used. */
static void quiet_devices(void)
{
    pit_lower();
    uart_lower();
    hpet_stop();
    hpet_start();
}

static void begin(const struct step *step)
{
    now.step = step;
    now.bodies = 0;
    now.taken = 0;
    now.sources = 0;
    now.over = true;
    quiet_devices();
    enable_here(NULL);
    if (smp_run(1, enable_here, NULL))
        smp_wait(1);
    find(step, step->kind == STEP_ISA && step->n[0] != 0);
}

/* The level line is idle before its entry is opened. */
static void begin_level(const struct step *step)
{
    begin(step);
    lower(level_gsi(step));
}

static void do_isa(const struct step *step)
{
    begin(step);
    for (unsigned i = 0; i < ASKED; i++)
        (void)ask_isa(step->v[ASKED + i]);
}

static void do_timer(const struct step *step)
{
    begin(step);
    route_edge(ask_isa(0), step->v[0], 0);
    raise(GSI_TIMER);
    window();
    prove_life(step->v[1]);
}

static void do_wired(const struct step *step)
{
    begin(step);
    route_edge(ask_isa(step->v[0]), step->v[8], 0);
    raise(step->v[OVERRIDES]);
    window();
    lower(step->v[OVERRIDES]);
    prove_life(step->v[9]);
}

static void do_entries(const struct step *step)
{
    begin(step);
    for (unsigned i = 0; i < 4; i++) {
        bool soft = step->v[4 + i] >= GSI_SOFT && soft_ioapic_is_on();
        bool level = (step->v[12 + i] & 1) != 0;
        bool low = (step->v[12 + i] & 2) != 0 && (soft || !level);
        uint32_t gsi = step->v[4 + i];

        find(step, i % 2 == 0);
        if (gsi >= GSI_SOFT && !soft)
            gsi = own_idle[i % 2];
        if (soft)
            soft_line(gsi - GSI_SOFT, low);
        route(gsi, step->v[i], step->v[8 + i],
              level ? IOAPIC_LEVEL : IOAPIC_EDGE,
              low ? IOAPIC_ACTIVE_LOW : IOAPIC_ACTIVE_HIGH);
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
    begin_attending();
    route_edge(GSI_COM1, step->v[0], 1);
    raise(GSI_COM1);
    wait_for_bodies(1);
    lower(GSI_COM1);
    route_edge(GSI_COM1, step->v[1], 0);
    raise(GSI_COM1);
    window();
    end_attending();
}

static void do_level(const struct step *step)
{
    uint32_t gsi = level_gsi(step);

    begin_level(step);
    route_level(step->v[0], 0);
    ask_remote_irr(gsi);
    raise(gsi);
    ask_remote_irr(gsi);
    window();
    ask_remote_irr(gsi);
    prove_life(step->v[1]);
}

static void do_held(const struct step *step)
{
    begin_level(step);
    if (step->v[2] != 0)
        begin_attending();
    route_level(step->v[0], step->v[2]);
    raise(level_gsi(step));
    if (step->v[2] != 0)
        wait_for_bodies(step->n[1]);
    else
        window();
    end_attending();
}

static void do_mask_edge(const struct step *step)
{
    begin(step);
    route_edge(GSI_COM1, step->v[0], 0);
    mask(GSI_COM1);
    mask(GSI_COM1);
    raise(GSI_COM1);
    lower(GSI_COM1);
    unmask(GSI_COM1);
    unmask(GSI_COM1);
    window();
    mark(MARK_POINT, POINT_LIFE);
    raise(GSI_COM1);
    window();
}

static void do_mask_level(const struct step *step)
{
    uint32_t gsi = level_gsi(step);

    begin_level(step);
    route_level(step->v[0], 0);
    mask(gsi);
    raise(gsi);
    window();
    unmask(gsi);
    window();
}

static void do_mask_service(const struct step *step)
{
    begin_level(step);
    route_level(step->v[0], 0);
    raise(level_gsi(step));
    window();
    unmask(level_gsi(step));
    window();
}

static void put(uint64_t address, uint32_t value)
{
    if (!soft_write32(address, value))
        device_write32(address, value);
}

/* What somebody before us left: an open entry, to CPU 0. */
static void leave_open(uint32_t gsi, uint32_t low)
{
    uint64_t base = gsi >= GSI_SOFT ? SOFT_IOAPIC_BASE : IOAPIC_DEFAULT_BASE;
    unsigned pin = gsi % GSI_SOFT;

    put(base + IOAPIC_IOREGSEL, ioapic_rte_high(pin));
    put(base + IOAPIC_IOWIN, 0);
    put(base + IOAPIC_IOREGSEL, ioapic_rte_low(pin));
    put(base + IOAPIC_IOWIN, low);
}

static void do_bring_up(const struct step *step)
{
    uint32_t level = (uint32_t)IOAPIC_RTE_LEVEL | step->v[2];

    begin_level(step);
    if (is_active_low(step))
        level |= (uint32_t)IOAPIC_RTE_ACTIVE_LOW;
    leave_open(GSI_COM1, step->v[0]);
    leave_open(step->v[4], step->v[1]);
    leave_open(level_gsi(step), level);
    mark(MARK_CALL, FN_BRING_UP);
    ioapic_bring_up();
    mark(MARK_RETURN, FN_BRING_UP);
    raise(GSI_COM1);
    raise(step->v[4]);
    raise(level_gsi(step));
    window();
    lower(GSI_COM1);
    lower(step->v[4]);
    lower(level_gsi(step));
    prove_life(step->v[3]);
}

static void do_moved(const struct step *step)
{
    begin_level(step);
    begin_attending();
    route_level(step->v[0], 0);
    raise(level_gsi(step));
    window();
    wait_for_bodies(2);
    end_attending();
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
