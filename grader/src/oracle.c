/*
 * grader/src/oracle.c - replays a record in the models and compares.
 * Contract: record.h.
 *
 * Inputs (register writes, line changes, timer expiries) drive the models;
 * what the emulator then did (accept, deliver, retire, a value read) is held
 * against what they say.  A difference is either one of the deviations named
 * in docs/EMULATORS.md, which is counted and followed, or a disagreement: the
 * first one is kept, and no step from there on counts.
 *
 * Over 400 lines because the rules of one replay belong together: what drives a
 * model stands beside what is compared with it.
 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include "checks.h"
#include "hw/i8259_regs.h"
#include "hw/idt_regs.h"
#include "memory.h"
#include "model/i8259_frozen.h"
#include "record.h"

#define NOTHING_OWED (-1)
#define FIRST_VECTOR 16u /* below: reserved for the CPU's own exceptions */

const char *const deviation_name[DEVIATION_COUNT] = {
    [DEVIATION_SAME_CLASS_SPURIOUS] = "same-class-spurious",
    [DEVIATION_EOI_IGNORED_SVR] = "eoi-ignored-svr",
    [DEVIATION_DISABLED_ACCEPTS] = "disabled-accepts",
    [DEVIATION_ILLEGAL_VECTOR_ESR6] = "illegal-vector-esr6",
    [DEVIATION_PIC_INT_FROZEN] = "pic-int-frozen",
    [DEVIATION_PIC_EDGE_KEPT] = "pic-edge-kept",
    [DEVIATION_SMALL_VECTOR_ACCEPTED] = "small-vector-accepted",
    [DEVIATION_GATE_ERROR_TIMES_16] = "gate-error-times-16",
};

/* One CPU: its local APIC, and what the models owe the record. */
struct replayed_cpu {
    struct lapic lapic;
    int arriving;              /* vector whose acceptance must follow */
    enum lapic_acceptance how; /* ... and with what outcome */
    int retired;               /* vector that the last EOI write retired */
    bool delivered;            /* a DELIVER waits for its INTERRUPT */
};

struct oracle {
    struct record *record;
    const struct habits *habits;
    struct replayed_cpu cpu[RECORD_CPUS];
    struct i8259_pair pic;
    struct i8259_frozen frozen; /* what Bochs has chosen already */
    size_t at;                  /* the event being replayed */
};

static void disagree(struct oracle *o, const char *format, ...)
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

static void deviate(struct oracle *o, enum deviation which)
{
    o->record->deviations[which]++;
}

static bool has_irr(const struct lapic *l)
{
    return lapic_irrv(l) != 0;
}

/* ---- register accesses ---- */

static void expect_arrival(struct replayed_cpu *cpu, unsigned vector,
                           enum lapic_acceptance how)
{
    cpu->arriving = (int)vector;
    cpu->how = how;
}

static void apic_write(struct oracle *o, struct replayed_cpu *cpu,
                       const struct event *e)
{
    struct lapic_output out =
        lapic_write(&cpu->lapic, e->reg, (uint32_t)e->value, e->tick);

    cpu->retired = e->reg == LAPIC_EOI ? out.eoi.vector : NOTHING_OWED;
    if (out.message.sent)
        expect_arrival(cpu, out.message.vector,
                       lapic_receive_own(&cpu->lapic, &out.message));
    (void)o;
}

static bool is_compared(uint32_t reg)
{
    if (reg >= LAPIC_ISR && reg < LAPIC_TMR)
        return true;
    if (reg >= LAPIC_IRR && reg < LAPIC_ESR)
        return true;
    return reg == LAPIC_TPR || reg == LAPIC_PPR || reg == LAPIC_SVR ||
           reg == LAPIC_ESR || reg == LAPIC_LVT_TIMER ||
           reg == LAPIC_TIMER_ICR || reg == LAPIC_TIMER_DCR;
}

static void apic_read(struct oracle *o, struct replayed_cpu *cpu,
                      const struct event *e)
{
    uint32_t model;

    if (!is_compared(e->reg))
        return;
    model = lapic_read(&cpu->lapic, e->reg, e->tick);
    o->record->reads_compared++;
    if (model != (uint32_t)e->value)
        disagree(o,
                 "local APIC register 0x%03x read as 0x%x, the model says "
                 "0x%x",
                 e->reg, (uint32_t)e->value, model);
}

/* ---- acceptance ---- */

/* Bochs accepts while software-disabled; the manual says that the request is
 * dropped.  Follow the emulator, so that what comes after still compares. */
static void accept_although_disabled(struct oracle *o, struct replayed_cpu *cpu,
                                     const struct event *e)
{
    uint32_t svr = cpu->lapic.svr;

    deviate(o, DEVIATION_DISABLED_ACCEPTS);
    cpu->lapic.svr |= (uint32_t)LAPIC_SVR_ENABLE;
    lapic_accept(&cpu->lapic, (uint8_t)e->vector, false);
    cpu->lapic.svr = svr;
}

/* QEMU takes a vector below 16 like any other, and notes no error.  The manual
 * has it refused.  [SDM3 10.5.3 "Error Handling"] */
static bool is_small(const struct oracle *o, const struct event *e)
{
    return o->habits->takes_small_vectors && e->vector < FIRST_VECTOR;
}

static void accept_small(struct oracle *o, struct replayed_cpu *cpu,
                         const struct event *e)
{
    deviate(o, DEVIATION_SMALL_VECTOR_ACCEPTED);
    cpu->lapic.errors &= (uint32_t)~LAPIC_ESR_SEND_ILLEGAL_VECTOR;
    cpu->lapic.irr[0] |= UINT32_C(1) << e->vector;
    cpu->arriving = NOTHING_OWED;
}

static void accepted(struct oracle *o, struct replayed_cpu *cpu,
                     const struct event *e)
{
    bool first = e->kind == EV_ACCEPT;

    if (is_small(o, e)) {
        accept_small(o, cpu, e);
        return;
    }
    if (cpu->arriving != (int)e->vector)
        disagree(o, "vector 0x%02x was accepted, and nothing sent it",
                 e->vector);
    else if (cpu->how == LAPIC_REFUSED)
        accept_although_disabled(o, cpu, e);
    else if (cpu->how != (first ? LAPIC_ACCEPTED : LAPIC_COALESCED))
        disagree(o, "vector 0x%02x was %s, the model says otherwise", e->vector,
                 first ? "accepted" : "coalesced");
    cpu->arriving = NOTHING_OWED;
}

/* The manual has the sender refuse a vector below 16 (ESR bit 5); Bochs has
 * the receiver do it (bit 6).  [SDM3 10.5.3 "Error Handling"] */
static void refused_vector(struct oracle *o, struct replayed_cpu *cpu)
{
    uint32_t sender = (uint32_t)LAPIC_ESR_SEND_ILLEGAL_VECTOR;

    cpu->arriving = NOTHING_OWED;
    if ((cpu->lapic.errors & sender) == 0)
        return;
    deviate(o, DEVIATION_ILLEGAL_VECTOR_ESR6);
    cpu->lapic.errors &= ~sender;
    cpu->lapic.errors |= (uint32_t)LAPIC_ESR_RECEIVE_ILLEGAL_VECTOR;
}

static void timer_ran_out(struct oracle *o, struct replayed_cpu *cpu,
                          const struct event *e)
{
    uint32_t lvt = lapic_lvt(&cpu->lapic, LAPIC_LVT_TIMER);
    enum lapic_acceptance how = lapic_timer_fire(&cpu->lapic, e->tick);
    bool masked = how == LAPIC_MASKED;

    if (masked != (e->kind == EV_TIMER_MASKED))
        disagree(o, "the timer ran out %s, the model says otherwise",
                 masked ? "unmasked" : "masked");
    if (!masked)
        expect_arrival(cpu, (unsigned)field_get(lvt, LAPIC_LVT_VECTOR), how);
}

/* ---- delivery and end of interrupt ---- */

static void delivered(struct oracle *o, struct replayed_cpu *cpu,
                      const struct event *e)
{
    if (is_small(o, e)) {
        cpu->lapic.irr[0] &= ~(UINT32_C(1) << e->vector);
        cpu->lapic.isr[0] |= UINT32_C(1) << e->vector;
    } else if (!lapic_intr(&cpu->lapic) || lapic_irrv(&cpu->lapic) != e->vector)
        disagree(o,
                 "vector 0x%02x was delivered; the model's IRRV is 0x%02x "
                 "under PPR 0x%02x",
                 e->vector, lapic_irrv(&cpu->lapic), lapic_ppr(&cpu->lapic));
    else
        lapic_acknowledge(&cpu->lapic);
    cpu->delivered = true;
}

static void retired(struct oracle *o, struct replayed_cpu *cpu,
                    const struct event *e)
{
    int want = e->kind == EV_EOI ? e->vector : LAPIC_NO_VECTOR;

    if (cpu->retired != want)
        disagree(o, "an EOI retired 0x%02x, the model says 0x%02x", want,
                 cpu->retired);
}

/* Bochs keeps the ISR bit when it is SVR's vector. */
static void eoi_ignored(struct oracle *o, struct replayed_cpu *cpu)
{
    int v = cpu->retired;

    if (v < 0 || (unsigned)v != field_get(cpu->lapic.svr, LAPIC_SVR_VECTOR)) {
        disagree(o, "an EOI changed nothing, the model retires 0x%02x", v);
        return;
    }
    deviate(o, DEVIATION_EOI_IGNORED_SVR);
    cpu->lapic.isr[v / 32] |= UINT32_C(1) << (v % 32);
}

/* ---- vectors that reach the CPU without a DELIVER before them ---- */

static void lapic_spurious_vector(struct oracle *o, struct replayed_cpu *cpu)
{
    const struct lapic *l = &cpu->lapic;
    int irrv = lapic_irrv(l), isrv = lapic_isrv(l);

    if (lapic_intr(l) || !has_irr(l))
        disagree(o,
                 "the spurious vector was delivered; the model's IRRV is "
                 "0x%02x under PPR 0x%02x",
                 irrv, lapic_ppr(l));
    else if (irrv > isrv && irrv / 16 == isrv / 16 &&
             lapic_tpr(l) / 16 < irrv / 16)
        deviate(o, DEVIATION_SAME_CLASS_SPURIOUS);
}

/* Bochs keeps the line it chose when INT rose; the manual chooses at INTA.  Both
 * are tried, the emulator's way first, so that its frozen choice stays known. */
static void pic_vector(struct oracle *o, const struct event *e)
{
    struct i8259_pair plain = o->pic, kept = o->pic;
    struct i8259_frozen frozen = o->frozen;
    int irq = i8259_pair_vector_irq(&o->pic, (uint8_t)e->vector);
    bool as_manual = i8259_pair_acknowledge(&plain) == e->vector;

    if (o->habits->freezes_choice &&
        i8259_frozen_acknowledge(&frozen, &kept) == e->vector) {
        o->pic = kept;
        o->frozen = frozen;
    } else if (as_manual) {
        o->pic = plain;
        i8259_frozen_watch(&o->frozen, &o->pic);
    } else if (!o->habits->freezes_choice || irq < 0 ||
               !i8259_pair_acknowledge_as(&o->pic, (unsigned)irq)) {
        disagree(o,
                 "vector 0x%02x reached the CPU, and neither 8259A nor "
                 "local APIC has it",
                 e->vector);
        return;
    }
    if (!as_manual)
        deviate(o, DEVIATION_PIC_INT_FROZEN);
}

static void interrupted(struct oracle *o, struct replayed_cpu *cpu,
                        const struct event *e)
{
    bool after_deliver = cpu->delivered;

    if (e->reg != INTERRUPT_EXTERNAL)
        return;
    cpu->delivered = false;
    if (after_deliver)
        return;
    if (e->vector == field_get(cpu->lapic.svr, LAPIC_SVR_VECTOR) &&
        !i8259_pair_int(&o->pic))
        lapic_spurious_vector(o, cpu);
    else
        pic_vector(o, e);
}

/* The manual's error code holds the vector times 8.  [SDM3 6.13 "Error Code"] */
static void excepted(struct oracle *o, const struct event *e)
{
    bool names_gate = (e->value & (BIT(3) - 1)) == SELECTOR_ERROR_IDT;

    if (o->habits->gate_error_shift != GATE_ERROR_SHIFT && names_gate)
        deviate(o, DEVIATION_GATE_ERROR_TIMES_16);
}

/* ---- 8259A ---- */

static void pic_read(struct oracle *o, const struct event *e)
{
    uint16_t irr = i8259_pair_irr(&o->pic), isr = i8259_pair_isr(&o->pic);
    uint16_t imr = i8259_pair_imr(&o->pic);
    const uint8_t model[] = {
        [PIC_READ_MASTER_IRR] = (uint8_t)irr,
        [PIC_READ_MASTER_ISR] = (uint8_t)isr,
        [PIC_READ_MASTER_IMR] = (uint8_t)imr,
        [PIC_READ_SLAVE_IRR] = (uint8_t)(irr >> 8),
        [PIC_READ_SLAVE_ISR] = (uint8_t)(isr >> 8),
        [PIC_READ_SLAVE_IMR] = (uint8_t)(imr >> 8),
    };

    o->record->reads_compared++;
    if (e->reg < sizeof model && model[e->reg] != e->value)
        disagree(o, "8259A register read as 0x%02x, the model says 0x%02x",
                 (unsigned)e->value, model[e->reg]);
}

/* Where the data sheet forgets a request whose line has gone, and the emulator
 * does not.  [8259A "Edge and Level Triggered Modes"] */
static void move_line(struct oracle *o, const struct event *e)
{
    struct i8259_pair plain = o->pic;

    i8259_pair_set_line(&o->pic, e->vector, e->value != 0);
    i8259_frozen_watch(&o->frozen, &o->pic);
    if (!o->habits->keeps_edges)
        return;
    i8259_pair_keep_edges(&plain, false);
    i8259_pair_set_line(&plain, e->vector, e->value != 0);
    if (i8259_pair_irr(&plain) != i8259_pair_irr(&o->pic))
        deviate(o, DEVIATION_PIC_EDGE_KEPT);
}

/* ---- the replay ---- */

static void replay(struct oracle *o, const struct event *e)
{
    struct replayed_cpu *cpu = &o->cpu[e->cpu % RECORD_CPUS];

    switch (e->kind) {
    case EV_APIC_WRITE:
        apic_write(o, cpu, e);
        break;
    case EV_APIC_READ:
        apic_read(o, cpu, e);
        break;
    case EV_ACCEPT:
    case EV_COALESCE:
        accepted(o, cpu, e);
        break;
    case EV_ILLEGAL:
        refused_vector(o, cpu);
        break;
    case EV_TIMER:
    case EV_TIMER_MASKED:
        timer_ran_out(o, cpu, e);
        break;
    case EV_DELIVER:
        delivered(o, cpu, e);
        break;
    case EV_EOI:
    case EV_EOI_IDLE:
        retired(o, cpu, e);
        break;
    case EV_EOI_IGNORED:
        eoi_ignored(o, cpu);
        break;
    case EV_EXCEPTION:
        excepted(o, e);
        break;
    case EV_INTERRUPT:
        interrupted(o, cpu, e);
        break;
    case EV_INIT:
    case EV_CPU_RESET:
        lapic_init_reset(&cpu->lapic);
        break;
    case EV_IRQ_LINE:
        move_line(o, e);
        break;
    case EV_PIC_WRITE:
        i8259_pair_write(&o->pic, (uint16_t)e->reg, (uint8_t)e->value);
        i8259_frozen_watch(&o->frozen, &o->pic);
        break;
    case EV_PIC_READ:
        pic_read(o, e);
        break;
    default:
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
    s->tpr = lapic_tpr(l);
    s->ppr = lapic_ppr(l);
    s->pic_irr = i8259_pair_irr(&o->pic);
    s->pic_isr = i8259_pair_isr(&o->pic);
    s->pic_imr = i8259_pair_imr(&o->pic);
}

static void power_on(struct oracle *o)
{
    for (unsigned i = 0; i < RECORD_CPUS; i++) {
        struct replayed_cpu *cpu = &o->cpu[i];

        *cpu = (struct replayed_cpu){.arriving = NOTHING_OWED,
                                     .retired = NOTHING_OWED};
        lapic_reset(&cpu->lapic, i);
        cpu->lapic.version = o->habits->lapic_version;
    }
    i8259_pair_reset(&o->pic);
    i8259_pair_keep_edges(&o->pic, o->habits->keeps_edges);
    i8259_frozen_reset(&o->frozen);
}

const struct habits *record_habits(const struct trace *trace)
{
    return trace->habits != NULL ? trace->habits : &habits_bochs;
}

void record_make(struct record *record, const struct trace *trace)
{
    struct oracle oracle = {.record = record, .habits = record_habits(trace)};

    *record = (struct record){.trace = trace, .disagree_at = NOWHERE};
    record->state = need(calloc(trace->count + 1, sizeof *record->state));
    power_on(&oracle);
    for (size_t i = 0; i < trace->count; i++) {
        oracle.at = i;
        replay(&oracle, &trace->event[i]);
        take_snapshot(&oracle, &record->state[i], trace->event[i].cpu);
    }
}

void record_free(struct record *record)
{
    free(record->state);
    *record = (struct record){0};
}

const struct snapshot *record_state(const struct record *record, size_t index,
                                    unsigned cpu)
{
    static const struct snapshot nothing;

    for (size_t i = index + 1; i > 0; i--)
        if (record->trace->event[i - 1].cpu == cpu)
            return &record->state[i - 1];
    return &nothing;
}
