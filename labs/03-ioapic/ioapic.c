/* LAB 03 - I/O APICs: from a device's line to a vector.   You edit this file
 * and no other.
 *   make run LAB=03      boot your kernel
 *   make grade LAB=03    grade it; each line names the check and the TODO
 * Read labs/03-ioapic/README.md first; registers: hw/ioapic_regs.h. */
#include "hw/ioapic_regs.h"
#include "hw/lapic_regs.h"
#include "lab/cpu.h"
#include "lab/ioapic.h"

#define CHIPS    4u
#define ISA_IRQS 16u

/* What the MADT said. */
static struct {
    unsigned chips;
    uint64_t base[CHIPS];
    uint32_t first_gsi[CHIPS];
    uint32_t isa_gsi[ISA_IRQS];
} machine;

/* The register of that index, of I/O APIC number `chip`. */
static inline uint32_t reg_read(unsigned chip, uint32_t index)
{
    mmio_write32(machine.base[chip] + IOAPIC_IOREGSEL, index);
    return mmio_read32(machine.base[chip] + IOAPIC_IOWIN);
}

static inline void reg_write(unsigned chip, uint32_t index, uint32_t value)
{
    mmio_write32(machine.base[chip] + IOAPIC_IOREGSEL, index);
    mmio_write32(machine.base[chip] + IOAPIC_IOWIN, value);
}

/* TODO 1 (checks ioapic-isa-*)
 * [ACPI 5.2.12.5 "Interrupt Source Override Structure"]
 * ioapic_find: read the MADT, at every call anew: each I/O APIC's address and
 * first GSI; and for ISA IRQs 0 to 15 the GSI, which is the IRQ's own number
 * unless an override of bus 0 has that IRQ as its source.
 * gsi_for_isa: what it found.      use: madt_next(), ACPI_MADT_IOAPIC,
 * struct acpi_madt_ioapic, ACPI_MADT_OVERRIDE, struct acpi_madt_override */
void ioapic_find(const struct acpi_madt *madt)
{
    (void)madt;
    lab_todo(1); /* delete this line when you begin */
}

uint32_t gsi_for_isa(unsigned irq)
{
    (void)irq;
    lab_todo(1); /* delete this line when you begin */
    return 0;
}

/* TODO 2 (checks ioapic-entry-*, ioapic-high-first, ioapic-cpu, ioapic-moved)
 * [IOAPIC 3.2.4 "IOREDTBL[23:0]--I/O Redirection Table Registers"]
 * ioapic_locate: the number of the I/O APIC that has `gsi`, in *pin its pin
 * there: of those that begin at or below the GSI the one that begins last.
 * ioapic_route: from now on the line `gsi` sends `vector`, fixed, to the CPU
 * with APIC ID `dest`, physical.  The entry may be in use.
 * after: all of it stands in the entry, unmasked.  At no time was the entry
 * unmasked with another destination, and no interrupt of a level line is stuck
 * behind a Remote IRR of before (stretch: the entry passes through edge).
 * use: reg_write(), ioapic_rte_low(), ioapic_rte_high(), the IOAPIC_RTE_ names,
 * which are of the whole entry of 64 bits; field_put(entry, field, value) */
unsigned ioapic_locate(uint32_t gsi, unsigned *pin)
{
    (void)gsi, (void)pin;
    lab_todo(2); /* delete this line when you begin */
    return 0;
}

void ioapic_route(uint32_t gsi, uint8_t vector, uint8_t dest,
                  enum ioapic_trigger trigger, enum ioapic_polarity polarity)
{
    (void)gsi, (void)vector, (void)dest, (void)trigger, (void)polarity;
    lab_todo(2); /* delete this line when you begin */
}

/* TODO 3 (checks ioapic-edge, ioapic-pair, ioapic-level-*)
 * [SDM3 10.8.5 "Signaling Interrupt Servicing Completion"]
 * Called, IF = 0, for each interrupt that arrives, on the CPU it came to.  Run
 * `body(gsi)` once: it serves the device, which then lets go of its line.
 * after: the interrupt is over at the local APIC and, where level-triggered, at
 * the I/O APIC.      use: mmio_write32(), LAPIC_DEFAULT_BASE, LAPIC_EOI */
void ioapic_interrupt(uint32_t gsi, ioapic_body *body)
{
    (void)gsi, (void)body;
    lab_todo(3); /* delete this line when you begin */
}

/* TODO 4 (checks ioapic-mask-*)
 * [IOAPIC 3.2.4 "IOREDTBL[23:0]--I/O Redirection Table Registers"]
 * Close and open the entry of `gsi`: its mask bit alone changes.
 * use: ioapic_locate(), reg_read(), reg_write(), IOAPIC_RTE_MASKED */
void ioapic_mask(uint32_t gsi)
{
    (void)gsi;
    lab_todo(4); /* delete this line when you begin */
}

void ioapic_unmask(uint32_t gsi)
{
    (void)gsi;
    lab_todo(4); /* delete this line when you begin */
}

/* TODO 5 (checks ioapic-remote-irr)
 * [IOAPIC 3.2.4 "IOREDTBL[23:0]--I/O Redirection Table Registers"]
 * Has a local APIC accepted the level interrupt of `gsi`, and not ended it?
 * Look at the entry at every call.   use: reg_read(), IOAPIC_RTE_REMOTE_IRR */
bool ioapic_remote_irr(uint32_t gsi)
{
    (void)gsi;
    lab_todo(5); /* delete this line when you begin */
    return 0;
}

/* TODO 6 (checks ioapic-bring-up)
 * [IOAPIC 3.2.2 "IOAPICVER--IOAPIC Version Register"]
 * Called once ioapic_find has run.  Whoever ran before you may have left
 * entries unmasked.      after: every entry of every I/O APIC is masked.
 * use: IOAPIC_VER, IOAPIC_VER_LAST, which is the number of the last pin */
void ioapic_bring_up(void)
{
    lab_todo(6); /* delete this line when you begin */
}
