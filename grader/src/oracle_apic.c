/*
 * grader/src/oracle_apic.c - the local APICs in the replay of a record:
 * registers by MMIO and by MSR, acceptance, delivery, EOI, timer.
 * Contract: oracle_parts.h.
 *
 * Where a named deviation applies, the model is made to follow the emulator,
 * so that what comes after still compares.
 */
#include "hw/x2apic_regs.h"
#include "model/x2apic.h"
#include "oracle_parts.h"

static struct replayed_cpu *cpu_of(struct oracle *o, const struct event *e)
{
    return &o->cpu[e->cpu % RECORD_CPUS];
}

static bool is_x2apic(const struct replayed_cpu *cpu)
{
    return lapic_mode(&cpu->lapic) == LAPIC_MODE_X2APIC;
}

/* ---- register accesses ---- */

/* A write of the register at `offset` made `out` leave the chip. */
static void wrote(struct oracle *o, const struct event *e, uint32_t offset,
                  const struct lapic_output *out)
{
    cpu_of(o, e)->retired =
        offset == LAPIC_EOI ? out->eoi.vector : NOTHING_OWED;
    if (offset == LAPIC_ICR_LOW || offset == LAPIC_SELF_IPI)
        bus_send(o, e->cpu % RECORD_CPUS, &out->message);
}

void replay_apic_write(struct oracle *o, const struct event *e)
{
    struct replayed_cpu *cpu = cpu_of(o, e);
    struct lapic_output out;

    bus_settle(o, e->cpu);
    if (is_x2apic(cpu))
        out = x2apic_write(&cpu->lapic, x2apic_msr(e->reg), e->value, e->tick)
                  .out;
    else
        out = lapic_write(&cpu->lapic, e->reg, (uint32_t)e->value, e->tick);
    wrote(o, e, e->reg, &out);
}

/* Bochs 2.7 sets LDR with the second write that has EXTD set.
 * [SDM3 10.12.10.2 "Deriving Logical x2APIC ID from the Local x2APIC ID"] */
static void follow_ldr(struct oracle *o, struct replayed_cpu *cpu,
                       bool was_x2apic)
{
    if (!o->habits->late_x2apic_ldr || !is_x2apic(cpu)) {
        cpu->ldr_is_late = false;
    } else if (!was_x2apic) {
        deviate(o, DEVIATION_LATE_X2APIC_LDR);
        cpu->ldr_is_late = true;
        cpu->lapic.ldr = 0;
    } else if (cpu->ldr_is_late) {
        cpu->ldr_is_late = false;
        cpu->lapic.ldr = x2apic_ldr(cpu->lapic.id);
    }
}

/* What clears EN is not followed: the emulators keep the state.  No step asks
 * for it. */
static void write_base(struct oracle *o, const struct event *e)
{
    struct replayed_cpu *cpu = cpu_of(o, e);
    bool was_x2apic = is_x2apic(cpu);

    if (!(e->value & IA32_APIC_BASE_EN))
        return;
    if (!x2apic_write(&cpu->lapic, IA32_APIC_BASE, e->value, e->tick).gp)
        follow_ldr(o, cpu, was_x2apic);
}

void replay_msr_write(struct oracle *o, const struct event *e)
{
    struct replayed_cpu *cpu = cpu_of(o, e);

    if (e->reg == IA32_APIC_BASE) {
        write_base(o, e);
        return;
    }
    if (!x2apic_owns(e->reg))
        return;
    bus_settle(o, e->cpu);
    struct x2apic_written written =
        x2apic_write(&cpu->lapic, e->reg, e->value, e->tick);

    if (!written.gp)
        wrote(o, e, x2apic_offset(e->reg), &written.out);
}

static bool is_compared(uint32_t reg)
{
    if (reg >= LAPIC_ISR && reg < LAPIC_TMR)
        return true;
    if (reg >= LAPIC_IRR && reg < LAPIC_ESR)
        return true;
    return reg == LAPIC_TPR || reg == LAPIC_PPR || reg == LAPIC_SVR ||
           reg == LAPIC_ESR || reg == LAPIC_LVT_TIMER ||
           reg == LAPIC_TIMER_ICR || reg == LAPIC_TIMER_DCR || reg == LAPIC_LDR;
}

void replay_apic_read(struct oracle *o, const struct event *e)
{
    struct replayed_cpu *cpu = cpu_of(o, e);
    uint32_t model;

    if (!is_compared(e->reg))
        return;
    if (is_x2apic(cpu))
        model = (uint32_t)x2apic_read(&cpu->lapic, x2apic_msr(e->reg), e->tick)
                    .value;
    else
        model = lapic_read(&cpu->lapic, e->reg, e->tick);
    o->record->reads_compared++;
    if (model != (uint32_t)e->value)
        disagree(o,
                 "local APIC register 0x%03x read as 0x%x%s, the model says "
                 "0x%x",
                 e->reg, (uint32_t)e->value, on_cpu(o, e->cpu), model);
}

/* ---- acceptance ---- */

/* Bochs accepts while software-disabled, and while the CPU waits for SIPI; the
 * manual says that the request is dropped. */
static void accept_although_disabled(struct oracle *o, struct replayed_cpu *cpu,
                                     const struct event *e)
{
    uint32_t svr = cpu->lapic.svr;

    deviate(o, cpu->waits ? DEVIATION_WAITING_ACCEPTS
                          : DEVIATION_DISABLED_ACCEPTS);
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
    o->cpu[o->sender].lapic.errors &= (uint32_t)~LAPIC_ESR_SEND_ILLEGAL_VECTOR;
    cpu->lapic.irr[0] |= UINT32_C(1) << e->vector;
    cpu->due.vector = NOTHING_OWED;
}

void replay_accept(struct oracle *o, const struct event *e)
{
    struct replayed_cpu *cpu = cpu_of(o, e);
    bool first = e->kind == EV_ACCEPT;

    if (is_small(o, e)) {
        accept_small(o, cpu, e);
        return;
    }
    if (cpu->due.vector != (int)e->vector)
        disagree(o, "vector 0x%02x was accepted%s, and nothing sent it",
                 e->vector, on_cpu(o, e->cpu));
    else if (cpu->due.how == LAPIC_REFUSED)
        accept_although_disabled(o, cpu, e);
    else if (cpu->due.how != (first ? LAPIC_ACCEPTED : LAPIC_COALESCED))
        disagree(o, "vector 0x%02x was %s%s, the model says otherwise",
                 e->vector, first ? "accepted" : "coalesced",
                 on_cpu(o, e->cpu));
    cpu->due.vector = NOTHING_OWED;
}

/* The manual has the sender refuse a vector below 16 (ESR bit 5); Bochs has
 * the receiver do it (bit 6).  [SDM3 10.5.3 "Error Handling"] */
void replay_illegal(struct oracle *o, const struct event *e)
{
    uint32_t sender = (uint32_t)LAPIC_ESR_SEND_ILLEGAL_VECTOR;
    struct lapic *from = &o->cpu[o->sender].lapic;
    struct replayed_cpu *cpu = cpu_of(o, e);

    cpu->due.vector = NOTHING_OWED;
    if ((from->errors & sender) == 0 && o->cpus == 1)
        return;
    if ((from->errors & sender) != 0)
        deviate(o, DEVIATION_ILLEGAL_VECTOR_ESR6);
    from->errors &= ~sender;
    cpu->lapic.errors |= (uint32_t)LAPIC_ESR_RECEIVE_ILLEGAL_VECTOR;
}

void replay_timer(struct oracle *o, const struct event *e)
{
    struct replayed_cpu *cpu = cpu_of(o, e);
    uint32_t lvt = lapic_lvt(&cpu->lapic, LAPIC_LVT_TIMER);
    enum lapic_acceptance how = lapic_timer_fire(&cpu->lapic, e->tick);
    bool masked = how == LAPIC_MASKED;

    if (masked != (e->kind == EV_TIMER_MASKED))
        disagree(o, "the timer ran out %s%s, the model says otherwise",
                 masked ? "unmasked" : "masked", on_cpu(o, e->cpu));
    if (!masked)
        cpu->due = (struct arrival){
            .vector = (int)field_get(lvt, LAPIC_LVT_VECTOR),
            .mode = LAPIC_DELIVERY_FIXED,
            .how = how,
            .sender = SENDER_TIMER,
        };
}

/* ---- delivery and end of interrupt ---- */

void replay_deliver(struct oracle *o, const struct event *e)
{
    struct replayed_cpu *cpu = cpu_of(o, e);

    if (is_small(o, e)) {
        cpu->lapic.irr[0] &= ~(UINT32_C(1) << e->vector);
        cpu->lapic.isr[0] |= UINT32_C(1) << e->vector;
    } else if (!lapic_intr(&cpu->lapic) || lapic_irrv(&cpu->lapic) != e->vector)
        disagree(o,
                 "vector 0x%02x was delivered%s; the model's IRRV is 0x%02x "
                 "under PPR 0x%02x",
                 e->vector, on_cpu(o, e->cpu), lapic_irrv(&cpu->lapic),
                 lapic_ppr(&cpu->lapic));
    else
        lapic_acknowledge(&cpu->lapic);
    cpu->delivered = true;
}

void replay_eoi(struct oracle *o, const struct event *e)
{
    struct replayed_cpu *cpu = cpu_of(o, e);
    int want = e->kind == EV_EOI ? e->vector : LAPIC_NO_VECTOR;

    if (cpu->retired != want)
        disagree(o, "an EOI retired 0x%02x%s, the model says 0x%02x", want,
                 on_cpu(o, e->cpu), cpu->retired);
    if (e->kind == EV_EOI)
        ioapic_hears_eoi(o, (uint8_t)e->vector);
}

/* Bochs keeps the ISR bit when it is SVR's vector. */
void replay_eoi_ignored(struct oracle *o, const struct event *e)
{
    struct replayed_cpu *cpu = cpu_of(o, e);
    int v = cpu->retired;

    if (v < 0 || (unsigned)v != field_get(cpu->lapic.svr, LAPIC_SVR_VECTOR)) {
        disagree(o, "an EOI changed nothing%s, the model retires 0x%02x",
                 on_cpu(o, e->cpu), v);
        return;
    }
    deviate(o, DEVIATION_EOI_IGNORED_SVR);
    cpu->lapic.isr[v / 32] |= UINT32_C(1) << (v % 32);
}

/* A vector came that no DELIVER precedes and no 8259A has. */
void replay_spurious(struct oracle *o, const struct event *e)
{
    const struct lapic *l = &cpu_of(o, e)->lapic;
    int irrv = lapic_irrv(l), isrv = lapic_isrv(l);

    if (e->vector != field_get(l->svr, LAPIC_SVR_VECTOR))
        disagree(o, "vector 0x%02x was taken%s, and nobody has it", e->vector,
                 on_cpu(o, e->cpu));
    else if (lapic_intr(l) || irrv == 0)
        disagree(o,
                 "the spurious vector was delivered%s; the model's IRRV is "
                 "0x%02x under PPR 0x%02x",
                 on_cpu(o, e->cpu), irrv, lapic_ppr(l));
    else if (irrv > isrv && irrv / 16 == isrv / 16 &&
             lapic_tpr(l) / 16 < irrv / 16)
        deviate(o, DEVIATION_SAME_CLASS_SPURIOUS);
}

/* INIT keeps the mode; Bochs goes back to xAPIC.
 * [SDM3 10.12.5.1 "x2APIC States"] */
void replay_reset(struct oracle *o, const struct event *e)
{
    struct replayed_cpu *cpu = cpu_of(o, e);

    if (is_bochs(o) && is_x2apic(cpu)) {
        deviate(o, DEVIATION_INIT_LEAVES_X2APIC);
        cpu->lapic.base &= ~IA32_APIC_BASE_EXTD;
        cpu->lapic.ldr = 0;
    }
    lapic_init_reset(&cpu->lapic);
    cpu->ldr_is_late = false;
}
