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
    (void)spurious_vector;
    lab_todo(1); /* delete this line when you begin */
}

/* TODO 2 (checks lapic-self-ipi-*)
 * [SDM3 10.6.1 "Interrupt Command Register (ICR)"]
 * Send this CPU a fixed interrupt with the self shorthand: one write to ICR
 * low; ICR high plays no part.  after: the vector pends, unless below 16.
 * use: reg_write(), field_put(), the LAPIC_ICR_ and LAPIC_SHORTHAND_ names */
void lapic_self_ipi(uint8_t vector)
{
    (void)vector;
    lab_todo(2); /* delete this line when you begin */
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
    lab_todo(3); /* delete this line when you begin */
}

void lapic_interrupt(uint8_t vector, lapic_body *body)
{
    (void)vector, (void)body;
    lab_todo(3); /* delete this line when you begin */
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
    (void)priority;
    lab_todo(4); /* delete this line when you begin */
}

uint8_t lapic_tpr(void)
{
    lab_todo(4); /* delete this line when you begin */
    return 0;
}

uint8_t lapic_ppr(void)
{
    lab_todo(4); /* delete this line when you begin */
    return 0;
}

bool lapic_irr_test(uint8_t vector)
{
    (void)vector;
    lab_todo(4); /* delete this line when you begin */
    return 0;
}

bool lapic_isr_test(uint8_t vector)
{
    (void)vector;
    lab_todo(4); /* delete this line when you begin */
    return 0;
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
    (void)divide;
    lab_todo(5); /* delete this line when you begin */
    return 0;
}

void lapic_timer_oneshot(uint8_t vector, unsigned divide, uint32_t count)
{
    (void)vector, (void)divide, (void)count;
    lab_todo(5); /* delete this line when you begin */
}

void lapic_timer_periodic(uint8_t vector, unsigned divide, uint32_t count)
{
    (void)vector, (void)divide, (void)count;
    lab_todo(5); /* delete this line when you begin */
}

void lapic_timer_stop(void)
{
    lab_todo(5); /* delete this line when you begin */
}

/* TODO 6 (checks lapic-error-status, lapic-spurious*)
 * [SDM3 10.5.3 "Error Handling"] [SDM3 10.9 "Spurious Interrupt"]
 * lapic_esr: which errors were there since the last call?  ESR shows them only
 * after a write to it.  lapic_spurious: called, IF = 0, when the spurious
 * vector arrives, for which nothing is in service. */
uint32_t lapic_esr(void)
{
    lab_todo(6); /* delete this line when you begin */
    return 0;
}

void lapic_spurious(void)
{
    lab_todo(6); /* delete this line when you begin */
}
