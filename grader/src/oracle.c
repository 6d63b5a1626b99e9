/*
 * grader/src/oracle.c - replays a record in the models and compares.
 * Contract: record.h; its other files: oracle_parts.h.
 *
 * Inputs (register writes, line changes, timer expiries) drive the models;
 * what the emulator then did (accept, deliver, retire, a value read) is held
 * against what they say.  A difference is either one of the deviations named
 * in docs/EMULATORS.md, which is counted and followed, or a disagreement: the
 * first one is kept, and no step from there on counts.
 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include "hw/idt_regs.h"
#include "memory.h"
#include "oracle_parts.h"

const char *const deviation_name[DEVIATION_COUNT] = {
    [DEVIATION_SAME_CLASS_SPURIOUS] = "same-class-spurious",
    [DEVIATION_EOI_IGNORED_SVR] = "eoi-ignored-svr",
    [DEVIATION_DISABLED_ACCEPTS] = "disabled-accepts",
    [DEVIATION_ILLEGAL_VECTOR_ESR6] = "illegal-vector-esr6",
    [DEVIATION_PIC_INT_FROZEN] = "pic-int-frozen",
    [DEVIATION_PIC_EDGE_KEPT] = "pic-edge-kept",
    [DEVIATION_SMALL_VECTOR_ACCEPTED] = "small-vector-accepted",
    [DEVIATION_GATE_ERROR_TIMES_16] = "gate-error-times-16",
    [DEVIATION_WAITING_ACCEPTS] = "waiting-accepts",
    [DEVIATION_LATE_X2APIC_LDR] = "late-x2apic-ldr",
    [DEVIATION_INIT_LEAVES_X2APIC] = "init-leaves-x2apic",
    [DEVIATION_ABSENT_DESTINATION_ESR2] = "absent-destination-esr2",
    [DEVIATION_LOWEST_PHYSICAL_REFUSED] = "lowest-physical-refused",
    [DEVIATION_LOGICAL_ALL_BY_LDR] = "logical-all-by-ldr",
    [DEVIATION_REMOTE_IRR_NEVER] = "remote-irr-never",
    [DEVIATION_IOAPIC_EOI_IGNORED] = "ioapic-eoi-ignored",
    [DEVIATION_LEVEL_SENT_AGAIN] = "level-sent-again",
    [DEVIATION_LEVEL_NEEDS_RISE] = "level-needs-rise",
    [DEVIATION_POLARITY_IGNORED] = "polarity-ignored",
    [DEVIATION_BAD_DESTINATION_RETRIED] = "bad-destination-retried",
};

void disagree(struct oracle *o, const char *format, ...)
{
    struct record *r = o->record;
    va_list arguments;

    if (r->disagree_at != NOWHERE)
        return;
    r->disagree_at = o->at;
    va_start(arguments, format);
    vsnprintf(r->disagree_text, sizeof r->disagree_text, format, arguments);
    va_end(arguments);
}

void deviate(struct oracle *o, enum deviation which)
{
    o->record->deviations[which]++;
}

bool is_bochs(const struct oracle *o)
{
    return o->habits->is_bochs;
}

const char *on_cpu(const struct oracle *o, unsigned cpu)
{
    static const char *const words[RECORD_CPUS] = {
        " on CPU 0",  " on CPU 1",  " on CPU 2",  " on CPU 3",
        " on CPU 4",  " on CPU 5",  " on CPU 6",  " on CPU 7",
        " on CPU 8",  " on CPU 9",  " on CPU 10", " on CPU 11",
        " on CPU 12", " on CPU 13", " on CPU 14", " on CPU 15"};

    return o->cpus > 1 && cpu < RECORD_CPUS ? words[cpu] : "";
}

/* ---- vectors that reach a CPU ---- */

/* Bochs and QEMU wire the 8259A pair to CPU 0 alone. */
static bool is_from_pic(const struct oracle *o, const struct event *e)
{
    const struct lapic *l = &o->cpu[e->cpu % RECORD_CPUS].lapic;

    return e->cpu == 0 && (e->vector != field_get(l->svr, LAPIC_SVR_VECTOR) ||
                           i8259_pair_int(&o->pic));
}

static void interrupted(struct oracle *o, const struct event *e)
{
    struct replayed_cpu *cpu = &o->cpu[e->cpu % RECORD_CPUS];
    bool after_deliver = cpu->delivered;

    if (e->reg != INTERRUPT_EXTERNAL)
        return;
    cpu->delivered = false;
    if (after_deliver)
        return;
    if (is_from_pic(o, e))
        replay_pic_vector(o, e);
    else
        replay_spurious(o, e);
}

/* The manual's error code holds the vector times 8.
 * [SDM3 6.13 "Error Code"] */
static void excepted(struct oracle *o, const struct event *e)
{
    bool names_gate = (e->value & (BIT(3) - 1)) == SELECTOR_ERROR_IDT;

    if (o->habits->gate_error_shift != GATE_ERROR_SHIFT && names_gate)
        deviate(o, DEVIATION_GATE_ERROR_TIMES_16);
}

/* At a step's end everything that was sent must have come. */
static void marked(struct oracle *o, const struct event *e)
{
    enum mark_kind kind = mark_kind(e);

    if (kind == MARK_SOFT)
        replay_soft_mark(o, e);
    if (kind == MARK_SOFT)
        replay_pci_mark(o, e);
    if (kind == MARK_SOFT)
        replay_hpet_mark(o, e);
    if (kind == MARK_RESET && mark_arg(e) == 1) {
        soft_reset(o);
        pci_off(o);
        hpet_settle(o);
    }
    if (kind != MARK_STEP_END)
        return;
    for (int cpu = 0; cpu < (int)o->cpus; cpu++)
        bus_settle(o, cpu);
    bus_settle(o, SENDER_IOAPIC);
    bus_settle(o, SENDER_PCI);
    hpet_settle(o);
    soft_settle(o);
    pci_settle(o);
}

/* ---- the replay ---- */

static void replay_device(struct oracle *o, const struct event *e)
{
    switch (e->kind) {
    case EV_IRQ_LINE:
        replay_pic_line(o, e);
        break;
    case EV_PIC_WRITE:
        replay_pic_write(o, e);
        break;
    case EV_PIC_READ:
        replay_pic_read(o, e);
        break;
    case EV_IOAPIC_WRITE:
        replay_ioapic_write(o, e);
        break;
    case EV_IOAPIC_READ:
        replay_ioapic_read(o, e);
        break;
    case EV_IOAPIC_LINE:
        replay_ioapic_line(o, e);
        break;
    case EV_IOAPIC_RTE:
        replay_ioapic_rte(o, e);
        break;
    case EV_MARK:
        marked(o, e);
        break;
    default:
        break;
    }
}

static void replay_core(struct oracle *o, const struct event *e)
{
    switch (e->kind) {
    case EV_EXCEPTION:
        excepted(o, e);
        break;
    case EV_INTERRUPT:
        interrupted(o, e);
        break;
    case EV_NMI:
    case EV_INIT:
    case EV_SIPI:
        replay_to_core(o, e);
        break;
    case EV_CPU_RESET:
        replay_reset(o, e);
        break;
    default:
        replay_device(o, e);
        break;
    }
}

static void replay(struct oracle *o, const struct event *e)
{
    switch (e->kind) {
    case EV_APIC_WRITE:
        replay_apic_write(o, e);
        break;
    case EV_APIC_READ:
        replay_apic_read(o, e);
        break;
    case EV_MSR_WRITE:
        replay_msr_write(o, e);
        break;
    case EV_ACCEPT:
    case EV_COALESCE:
        replay_accept(o, e);
        break;
    case EV_ILLEGAL:
        replay_illegal(o, e);
        break;
    case EV_TIMER:
    case EV_TIMER_MASKED:
        replay_timer(o, e);
        break;
    case EV_DELIVER:
        replay_deliver(o, e);
        break;
    case EV_EOI:
    case EV_EOI_IDLE:
        replay_eoi(o, e);
        break;
    case EV_EOI_IGNORED:
        replay_eoi_ignored(o, e);
        break;
    default:
        replay_core(o, e);
        break;
    }
}

static void take_snapshot(const struct oracle *o, struct snapshot *s,
                          unsigned cpu)
{
    const struct lapic *l = &o->cpu[cpu % RECORD_CPUS].lapic;

    memcpy(s->irr, l->irr, sizeof s->irr);
    memcpy(s->isr, l->isr, sizeof s->isr);
    s->svr = l->svr;
    s->ldr = l->ldr;
    s->icr_high = l->icr_high;
    s->tpr = lapic_tpr(l);
    s->ppr = lapic_ppr(l);
    s->x2apic = lapic_mode(l) == LAPIC_MODE_X2APIC;
    s->pic_irr = i8259_pair_irr(&o->pic);
    s->pic_isr = i8259_pair_isr(&o->pic);
    s->pic_imr = i8259_pair_imr(&o->pic);
}

/* The event's own CPU is here from now on; the others where they were. */
static void note_last(struct record *r, size_t index, unsigned cpu)
{
    uint32_t *row = &r->last[index * r->cpus];

    if (index > 0)
        memcpy(row, row - r->cpus, r->cpus * sizeof *row);
    row[cpu % r->cpus] = (uint32_t)index + 1;
}

static void power_on(struct oracle *o)
{
    for (unsigned i = 0; i < RECORD_CPUS; i++) {
        struct replayed_cpu *cpu = &o->cpu[i];

        *cpu = (struct replayed_cpu){.due.vector = NOTHING_OWED,
                                     .retired = NOTHING_OWED,
                                     .waits = i > 0};
        lapic_reset(&cpu->lapic, i);
        cpu->lapic.version = o->habits->lapic_version;
        o->lapic[i] = &cpu->lapic;
    }
    o->bus = (struct apic_bus){.cpu = o->lapic, .cpus = o->cpus};
    ioapic_power_on(o);
    hpet_power_on(o);
    i8259_pair_reset(&o->pic);
    i8259_pair_keep_edges(&o->pic, o->habits->keeps_edges);
    i8259_frozen_reset(&o->frozen);
}

void record_make(struct record *record, const struct trace *trace)
{
    struct oracle *o = need(calloc(1, sizeof *o));
    unsigned cpus = record_cpus(trace);

    *o = (struct oracle){.record = record,
                         .habits = record_habits(trace),
                         .cpus = cpus};
    *record =
        (struct record){.trace = trace, .disagree_at = NOWHERE, .cpus = cpus};
    record->state = need(calloc(trace->count + 1, sizeof *record->state));
    record->last =
        need(calloc((trace->count + 1) * cpus, sizeof *record->last));
    power_on(o);
    for (size_t i = 0; i < trace->count; i++) {
        o->at = i;
        replay(o, &trace->event[i]);
        take_snapshot(o, &record->state[i], trace->event[i].cpu);
        note_last(record, i, trace->event[i].cpu);
        ioapic_note_changes(o);
    }
    free(o);
}
