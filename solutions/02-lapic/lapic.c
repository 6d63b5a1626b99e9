/* LAB 02 - The local APIC of one CPU.   You edit this file and no other.
 *   make run LAB=02      boot your kernel
 *   make grade LAB=02    grade it; each line names the check and the TODO
 * Read labs/02-lapic/README.md first; the registers are in hw/lapic_regs.h. */
#include "hw/lapic_regs.h"
#include "lab/cpu.h"
#include "lab/lapic.h"

static inline uint32_t reg_read(uint32_t offset)
{
    return mmio_read32(LAPIC_DEFAULT_BASE + offset);
}

static inline void reg_write(uint32_t offset, uint32_t value)
{
    mmio_write32(LAPIC_DEFAULT_BASE + offset, value);
}

/* TODO 1 (checks lapic-enabled)   [SDM3 10.9 "Spurious Interrupt"]
 * Switch the local APIC on.  May be called again with another vector.
 * before: IF = 0.      after: SVR bit 8 is 1, bits 7:0 are the vector.
 * use: reg_write(), LAPIC_SVR, LAPIC_SVR_ENABLE */
void lapic_enable(uint8_t spurious_vector)
{
    reg_write(LAPIC_SVR, (uint32_t)LAPIC_SVR_ENABLE | spurious_vector);
}

/* TODO 2 (checks lapic-self-ipi-*)
 * [SDM3 10.6.1 "Interrupt Command Register (ICR)"]
 * Send this CPU a fixed interrupt with the self shorthand: one write to ICR
 * low; ICR high plays no part.  after: the vector pends, unless below 16.
 * use: reg_write(), field_put(), the LAPIC_ICR_ and LAPIC_SHORTHAND_ names */
void lapic_self_ipi(uint8_t vector)
{
    uint64_t icr = LAPIC_ICR_LEVEL_ASSERT | vector;

    icr = field_put(icr, LAPIC_ICR_SHORTHAND, LAPIC_SHORTHAND_SELF);
    reg_write(LAPIC_ICR_LOW, (uint32_t)icr);
}

/* TODO 3 (checks lapic-burst-order, lapic-eoi-zero, lapic-nesting and others)
 * [SDM3 10.8.5 "Signaling Interrupt Servicing Completion"]
 * lapic_eoi: the interrupt in service is done.      use: reg_write()
 * lapic_interrupt: called for each vector that arrives, IF = 0, except the
 * spurious one.  Run `body(vector)` once, with IF as it is; the body may open
 * IF and be interrupted.
 * after: exactly this interrupt is no longer in service. */
void lapic_eoi(void)
{
    reg_write(LAPIC_EOI, 0);
}

void lapic_interrupt(uint8_t vector, lapic_body *body)
{
    body(vector);
    lapic_eoi();
}

/* TODO 4 (checks lapic-tpr-gates, lapic-priorities-read, lapic-bitmaps-read)
 * [SDM3 10.8.3.1 "Task and Processor Priorities"]
 * [SDM3 10.8.4 "Interrupt Acceptance for Fixed Interrupts"]
 * Each reads or writes the register it is named after, at every call; TPR and
 * PPR as they are, class in bits 7:4.  The tests say whether a vector's bit is
 * set; IRR and ISR are eight registers of 32 bits each, 16 bytes apart.
 * use: reg_read(), reg_write(), LAPIC_TPR, _PPR, _IRR, _ISR */
void lapic_set_tpr(uint8_t priority)
{
    reg_write(LAPIC_TPR, priority);
}

uint8_t lapic_tpr(void)
{
    return (uint8_t)reg_read(LAPIC_TPR);
}

uint8_t lapic_ppr(void)
{
    return (uint8_t)reg_read(LAPIC_PPR);
}

bool lapic_irr_test(uint8_t vector)
{
    uint32_t word = reg_read(lapic_bitmap_offset(LAPIC_IRR, vector));

    return word >> (vector % 32) & 1;
}

bool lapic_isr_test(uint8_t vector)
{
    uint32_t word = reg_read(lapic_bitmap_offset(LAPIC_ISR, vector));

    return word >> (vector % 32) & 1;
}

/* TODO 5 (checks lapic-timer-*)   [SDM3 10.5.4 "APIC Timer"]
 * lapic_divide_code: what the divide configuration register holds to divide by
 * 1, 2, 4 ... 128; the code is not the number but has a name,
 * LAPIC_TIMER_DIVIDE_1 to _128 (figure 10-10).
 * lapic_timer_oneshot: one interrupt after divide x count clocks.
 * lapic_timer_periodic: one each divide x count clocks.
 * after: the timer runs.  Writing the initial count starts it: do that last.
 * lapic_timer_stop: no more interrupts of the timer.      use: reg_write(),
 * LAPIC_LVT_TIMER, LAPIC_TIMER_DCR, LAPIC_TIMER_ICR, LAPIC_LVT_TIMER_MODE,
 * LAPIC_TIMER_PERIODIC */
uint32_t lapic_divide_code(unsigned divide)
{
    switch (divide) {
    case 2:
        return LAPIC_TIMER_DIVIDE_2;
    case 4:
        return LAPIC_TIMER_DIVIDE_4;
    case 8:
        return LAPIC_TIMER_DIVIDE_8;
    case 16:
        return LAPIC_TIMER_DIVIDE_16;
    case 32:
        return LAPIC_TIMER_DIVIDE_32;
    case 64:
        return LAPIC_TIMER_DIVIDE_64;
    case 128:
        return LAPIC_TIMER_DIVIDE_128;
    default:
        return LAPIC_TIMER_DIVIDE_1;
    }
}

void lapic_timer_oneshot(uint8_t vector, unsigned divide, uint32_t count)
{
    reg_write(LAPIC_LVT_TIMER, vector); /* mode 0: one-shot, unmasked */
    reg_write(LAPIC_TIMER_DCR, lapic_divide_code(divide));
    reg_write(LAPIC_TIMER_ICR, count);
}

void lapic_timer_periodic(uint8_t vector, unsigned divide, uint32_t count)
{
    uint64_t lvt =
        field_put(vector, LAPIC_LVT_TIMER_MODE, LAPIC_TIMER_PERIODIC);

    reg_write(LAPIC_LVT_TIMER, (uint32_t)lvt);
    reg_write(LAPIC_TIMER_DCR, lapic_divide_code(divide));
    reg_write(LAPIC_TIMER_ICR, count);
}

void lapic_timer_stop(void)
{
    reg_write(LAPIC_TIMER_ICR, 0);
}

/* TODO 6 (checks lapic-error-status, lapic-spurious*)
 * [SDM3 10.5.3 "Error Handling"] [SDM3 10.9 "Spurious Interrupt"]
 * lapic_esr: which errors were there since the last call?  ESR shows them only
 * after a write to it.  lapic_spurious: called, IF = 0, when the spurious
 * vector arrives, for which nothing is in service. */
uint32_t lapic_esr(void)
{
    reg_write(LAPIC_ESR, 0);
    return reg_read(LAPIC_ESR);
}

void lapic_spurious(void)
{
}
