/* LAB 04 - Many CPUs.   You edit this file and no other.
 *   make run LAB=04      boot your kernel
 *   make grade LAB=04    grade it; each line names the check and the TODO
 * Read labs/04-smp/README.md first; the registers are in hw/lapic_regs.h. */
#include "hw/lapic_regs.h"
#include "hw/x2apic_regs.h"
#include "lab/cpu.h"
#include "lab/smp.h"

static inline bool in_x2apic_mode(void)
{
    return (msr_read(IA32_APIC_BASE) & IA32_APIC_BASE_EXTD) != 0;
}

static inline uint32_t reg_read(uint32_t offset)
{
    return mmio_read32(LAPIC_DEFAULT_BASE + offset);
}

static inline void reg_write(uint32_t offset, uint32_t value)
{
    mmio_write32(LAPIC_DEFAULT_BASE + offset, value);
}

/* In either mode: in x2APIC mode each register is an MSR. */
static inline void apic_write(uint32_t offset, uint32_t value)
{
    if (in_x2apic_mode())
        msr_write(x2apic_msr(offset), value);
    else
        reg_write(offset, value);
}

/* Sends every IPI: `mode` is a LAPIC_DELIVERY_, `more` are ICR's other bits. */
static inline void command(uint32_t dest, uint32_t mode, uint64_t more,
                           uint8_t vector)
{
    uint64_t low = field_put(LAPIC_ICR_LEVEL_ASSERT | more | vector,
                             LAPIC_ICR_DELIVERY_MODE, mode);

    (in_x2apic_mode() ? x2apic_command : ipi_command)(dest, (uint32_t)low);
}

/* TODO 1 (checks smp-*, ipi-high-first, ipi-waits)
 * [SDM3 10.6.1 "Interrupt Command Register (ICR)"]
 * ipi_command: write ICR as xAPIC has it, once the command before has left.
 * The destination is bits 31:24 of the high half; writing the low half sends.
 * smp_start: INIT, then twice SIPI, whose vector is the AP's first page, to it
 * alone, running or not; use: command(), reg_read(), reg_write(), LAPIC_ICR_ */
void ipi_command(uint32_t dest, uint32_t low)
{
    (void)dest, (void)low;
    lab_todo(1); /* delete this line when you begin */
}

void smp_start(uint8_t apic_id, uint8_t trampoline_page)
{
    (void)apic_id, (void)trampoline_page;
    lab_todo(1); /* delete this line when you begin */
}

/* TODO 2 (checks ipi-fixed, ipi-ping-pong)
 * [SDM3 10.8.5 "Signaling Interrupt Servicing Completion"]
 * ipi_send: a fixed interrupt to the CPU with APIC ID `dest`, maybe this one.
 * ipi_interrupt: where `vector` arrived, IF = 0.  Run `body(vector)` once.
 * after: it is not in service.   use: command(), apic_write(), LAPIC_EOI */
void ipi_send(uint32_t dest, uint8_t vector)
{
    (void)dest, (void)vector;
    lab_todo(2); /* delete this line when you begin */
}

void ipi_interrupt(uint8_t vector, ipi_body *body)
{
    (void)vector, (void)body;
    lab_todo(2); /* delete this line when you begin */
}

/* TODO 3 (checks ipi-self, ipi-all, ipi-all-others)
 * In one command, by shorthand.   use: LAPIC_ICR_SHORTHAND, LAPIC_SHORTHAND_ */
void ipi_broadcast(enum ipi_kind kind, uint8_t vector)
{
    (void)kind, (void)vector;
    lab_todo(3); /* delete this line when you begin */
}

/* TODO 4 (checks shootdown-*)   [SDM3 4.10.5 "Propagation of Paging-Structure
 * Changes to Multiple Processors"]
 * shootdown_send: make each CPU n whose bit n is set in `cpus` run its flush,
 * and return when all have.  May be called again with the same `s`.
 * shootdown_interrupt: called on each, IF = 0, maybe on several at once.  Run
 * `flush(vector)`, let the sender know, and end the interrupt.
 * use: __atomic_add_fetch(), __atomic_load_n() */
void shootdown_send(struct shootdown *s, uint32_t cpus, uint8_t vector)
{
    (void)s, (void)cpus, (void)vector;
    lab_todo(4); /* delete this line when you begin */
}

void shootdown_interrupt(struct shootdown *s, uint8_t vector, ipi_body *flush)
{
    (void)s, (void)vector, (void)flush;
    lab_todo(4); /* delete this line when you begin */
}

/* TODO 5 (checks logical-*, ipi-nmi) [SDM3 10.6.2.2 "Logical Destination Mode"]
 * lapic_set_logical: this CPU answers to `logical_id`, eight bits, in `model`,
 * LAPIC_DFR_FLAT or _CLUSTER.   before: the local APIC is not enabled.
 * ipi_send_logical: fixed, to all CPUs that `dest` names logically.
 * ipi_send_lowest: to that one of them which has the lowest priority.
 * ipi_nmi: to APIC ID `dest`.   use: LAPIC_DFR, _LDR, LAPIC_ICR_DEST_LOGICAL */
void lapic_set_logical(uint8_t logical_id, unsigned model)
{
    (void)logical_id, (void)model;
    lab_todo(5); /* delete this line when you begin */
}

void ipi_send_logical(uint32_t dest, uint8_t vector)
{
    (void)dest, (void)vector;
    lab_todo(5); /* delete this line when you begin */
}

void ipi_send_lowest(uint32_t dest, uint8_t vector)
{
    (void)dest, (void)vector;
    lab_todo(5); /* delete this line when you begin */
}

void ipi_nmi(uint32_t dest)
{
    (void)dest;
    lab_todo(5); /* delete this line when you begin */
}

/* TODO 6 (checks x2apic-*)   [SDM3 10.12 "Extended XAPIC (x2APIC)"]
 * x2apic_enable: switch this CPU to x2APIC mode; everything else in
 * IA32_APIC_BASE stays as it is.   May be called again.
 * x2apic_command: ICR is one MSR of 64 bits there, 32 of them X2APIC_ICR_DEST;
 * nothing to wait for.   use: msr_read(), msr_write(), x2apic_msr() */
void x2apic_enable(void)
{
    lab_todo(6); /* delete this line when you begin */
}

void x2apic_command(uint32_t dest, uint32_t low)
{
    (void)dest, (void)low;
    lab_todo(6); /* delete this line when you begin */
}
