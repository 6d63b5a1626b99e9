/*
 * labs/04-smp/judge_b.c - part B: logical destinations, NMI, x2APIC mode.
 * Contract: judge.h.
 */
#include "hw/idt_regs.h"
#include "hw/lapic_regs.h"
#include "hw/x2apic_regs.h"
#include "judge.h"

/* ---- TODO 5 ---- */

/* In a cluster model bits 7:4 are a number and 3:0 are bits. */
bool smp_names(const struct step *step, unsigned dest, unsigned cpu)
{
    unsigned id = step->v[cpu + 1];

    if (step->kind == STEP_CLUSTER)
        return id >> 4 == dest >> 4 && (id & dest & 0xf) != 0;
    return (id & dest) != 0;
}

static void tell_three(struct story *s, const struct step *step)
{
    for (unsigned i = 6; i <= 8; i++)
        for (unsigned cpu = 0; cpu < LAB_CPUS; cpu++)
            if (smp_names(step, step->v[i], cpu))
                smp_pend(s, cpu, step->v[i + 3]);
    smp_live(s, step);
}

/* LDR as the call left it, on each CPU. */
static bool ids_are_set(struct window *w)
{
    for (unsigned cpu = 0; cpu < LAB_CPUS; cpu++) {
        size_t ret =
            find_mark_on(w, w->first, cpu, MARK_RETURN, FN_SET_LOGICAL);

        if (!require(w, ret != NOWHERE, w->last, EVENT_NO_VECTOR,
                     "lapic_set_logical did not return on CPU %u", cpu) ||
            !require_equal(w, ldr_at(w, ret, cpu),
                           field_put(0, LAPIC_LDR_ID, w->step->v[cpu + 1]), ret,
                           "LDR"))
            return false;
    }
    return true;
}

/* The nth call of `function` is one command, in `mode`, to a logical
 * destination: the hardware finds the CPUs, not a loop. */
static bool sent_logically(struct window *w, unsigned function, unsigned nth,
                           unsigned mode)
{
    size_t call, ret, at;
    unsigned cpu;

    if (!smp_call_of(w, function, nth, &call, &ret))
        return false;
    cpu = event_at(w, call)->cpu;
    at = find_send(w, call, cpu);
    return require(w, at < ret, ret, EVENT_NO_VECTOR, "ICR was not written") &&
           require(w, (sent_at(w, at) & LAPIC_ICR_DEST_LOGICAL) != 0, at,
                   EVENT_NO_VECTOR,
                   "the destination was sent as a physical one") &&
           require_equal(w, field_get(sent_at(w, at), LAPIC_ICR_DELIVERY_MODE),
                         mode, at, "the delivery mode") &&
           require(w, find_send(w, at, cpu) > ret, ret, EVENT_NO_VECTOR,
                   "a logical destination took more than one command");
}

static bool three_sent(struct window *w)
{
    for (unsigned nth = 0; nth < 3; nth++)
        if (!sent_logically(w, FN_SEND_LOGICAL, nth, LAPIC_DELIVERY_FIXED))
            return false;
    return true;
}

bool smp_judge_logical(struct window *w)
{
    struct story s = {0};

    tell_three(&s, w->step);
    return ids_are_set(w) && smp_holds(w, &s) && three_sent(w);
}

/* [SDM3 10.6.2.4 "Lowest Priority Delivery Mode"] */
bool smp_judge_lowest(struct window *w)
{
    const struct step *step = w->step;
    unsigned lowest = LAB_CPUS;
    struct story s = {0};

    for (unsigned cpu = 0; cpu < LAB_CPUS; cpu++)
        if (smp_names(step, step->v[10], cpu) &&
            (lowest == LAB_CPUS || step->v[cpu + 6] < step->v[lowest + 6]))
            lowest = cpu;
    smp_pend(&s, lowest, step->v[11]);
    smp_live(&s, step);
    return ids_are_set(w) && smp_holds(w, &s) &&
           sent_logically(w, FN_SEND_LOWEST, 0, LAPIC_DELIVERY_LOWEST);
}

/* NMI reaches a CPU with IF = 0, has no bit in IRR or ISR and needs no EOI. */
bool smp_judge_nmi(struct window *w)
{
    struct story s = {0};
    struct script *target = &s.cpu[w->step->v[2]];

    script_event(target, EV_NMI, EVENT_NO_VECTOR);
    script_event(target, EV_INTERRUPT, VECTOR_NMI);
    script_mark(target, MARK_STUB, VECTOR_NMI);
    smp_live(&s, w->step);
    return smp_holds(w, &s);
}

/* ---- TODO 6 ---- */

/* Each write that sets EXTD keeps the rest; the kernel's accessor may repeat
 * one. */
static bool keeps_the_rest(struct window *w, size_t call, size_t ret,
                           unsigned cpu)
{
    uint64_t rest = LAPIC_DEFAULT_BASE | IA32_APIC_BASE_EN |
                    (cpu == 0 ? IA32_APIC_BASE_BSP : 0);
    size_t i = call;

    while ((i = find_access_on(w, i, cpu, EV_MSR_WRITE, IA32_APIC_BASE)) < ret)
        if (!require_equal(w, event_at(w, i)->value, rest | IA32_APIC_BASE_EXTD,
                           i, "IA32_APIC_BASE"))
            return false;
    return true;
}

static bool switched(struct window *w, unsigned cpu)
{
    size_t call = find_mark_on(w, w->first, cpu, MARK_CALL, FN_X2_ENABLE);
    size_t ret = find_mark_on(w, w->first, cpu, MARK_RETURN, FN_X2_ENABLE);

    return require(w, call < ret && ret != NOWHERE, w->last, EVENT_NO_VECTOR,
                   "x2apic_enable did not return on CPU %u", cpu) &&
           keeps_the_rest(w, call, ret, cpu) &&
           require(w, x2apic_at(w, ret, cpu), ret, EVENT_NO_VECTOR,
                   "CPU %u is not in x2APIC mode", cpu);
}

static bool all_switched(struct window *w)
{
    for (unsigned cpu = 0; cpu < LAB_CPUS; cpu++)
        if (!switched(w, cpu))
            return false;
    return true;
}

bool smp_judge_switched(struct window *w)
{
    struct story s = {0};

    smp_live(&s, w->step);
    return all_switched(w) && smp_holds(w, &s);
}

bool smp_judge_x2_fixed(struct window *w)
{
    return all_switched(w) && smp_judge_fixed(w);
}

bool smp_judge_x2_shorthand(struct window *w)
{
    return all_switched(w) && smp_judge_shorthand(w);
}

bool smp_judge_x2_logical(struct window *w)
{
    struct story s = {0};

    tell_three(&s, w->step);
    return all_switched(w) && smp_holds(w, &s) && three_sent(w);
}
