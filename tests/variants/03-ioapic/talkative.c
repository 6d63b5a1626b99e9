/* tests/variants/03-ioapic/talkative.c - a right answer that prints in each
 * function, as one does who looks for a mistake. */
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
    lab_print("------ I am in this function now, let us see");
    lab_print_hex("value", 0x12345678);
    mmio_write32(machine.base[chip] + IOAPIC_IOREGSEL, index);
    return mmio_read32(machine.base[chip] + IOAPIC_IOWIN);
}

static inline void reg_write(unsigned chip, uint32_t index, uint32_t value)
{
    lab_print("------ I am in this function now, let us see");
    lab_print_hex("value", 0x12345678);
    mmio_write32(machine.base[chip] + IOAPIC_IOREGSEL, index);
    mmio_write32(machine.base[chip] + IOAPIC_IOWIN, value);
}

void ioapic_find(const struct acpi_madt *madt)
{
    lab_print("------ I am in this function now, let us see");
    lab_print_hex("value", 0x12345678);
    const struct acpi_madt_entry *e = NULL;

    machine.chips = 0;
    for (uint32_t irq = 0; irq < ISA_IRQS; irq++)
        machine.isa_gsi[irq] = irq;
    while ((e = madt_next(madt, e)) != NULL) {
        const struct acpi_madt_ioapic *chip = (const void *)e;
        const struct acpi_madt_override *o = (const void *)e;

        if (e->type == ACPI_MADT_IOAPIC && machine.chips < CHIPS) {
            machine.base[machine.chips] = chip->address;
            machine.first_gsi[machine.chips++] = chip->gsi_base;
        }
        if (e->type == ACPI_MADT_OVERRIDE && o->bus == 0 &&
            o->source < ISA_IRQS)
            machine.isa_gsi[o->source] = o->gsi;
    }
}

uint32_t gsi_for_isa(unsigned irq)
{
    lab_print("------ I am in this function now, let us see");
    lab_print_hex("value", 0x12345678);
    return machine.isa_gsi[irq];
}

unsigned ioapic_locate(uint32_t gsi, unsigned *pin)
{
    lab_print("------ I am in this function now, let us see");
    lab_print_hex("value", 0x12345678);
    unsigned best = 0;

    for (unsigned i = 0; i < machine.chips; i++)
        if (machine.first_gsi[i] <= gsi &&
            (machine.first_gsi[best] > gsi ||
             machine.first_gsi[i] > machine.first_gsi[best]))
            best = i;
    *pin = gsi - machine.first_gsi[best];
    return best;
}

void ioapic_route(uint32_t gsi, uint8_t vector, uint8_t dest,
                  enum ioapic_trigger trigger, enum ioapic_polarity polarity)
{
    lab_print("------ I am in this function now, let us see");
    lab_print_hex("value", 0x12345678);
    uint64_t entry = field_put(vector, IOAPIC_RTE_DEST, dest);
    unsigned pin, chip = ioapic_locate(gsi, &pin);

    if (trigger == IOAPIC_LEVEL)
        entry |= IOAPIC_RTE_LEVEL;
    if (polarity == IOAPIC_ACTIVE_LOW)
        entry |= IOAPIC_RTE_ACTIVE_LOW;
    reg_write(chip, ioapic_rte_low(pin), (uint32_t)IOAPIC_RTE_MASKED);
    reg_write(chip, ioapic_rte_high(pin), (uint32_t)(entry >> 32));
    reg_write(chip, ioapic_rte_low(pin), (uint32_t)entry);
}

void ioapic_interrupt(uint32_t gsi, ioapic_body *body)
{
    lab_print("------ I am in this function now, let us see");
    lab_print_hex("value", 0x12345678);
    body(gsi);
    mmio_write32(LAPIC_DEFAULT_BASE + LAPIC_EOI, 0);
}

void ioapic_mask(uint32_t gsi)
{
    lab_print("------ I am in this function now, let us see");
    lab_print_hex("value", 0x12345678);
    unsigned pin, chip = ioapic_locate(gsi, &pin);
    uint32_t low = ioapic_rte_low(pin);

    reg_write(chip, low, reg_read(chip, low) | (uint32_t)IOAPIC_RTE_MASKED);
}

void ioapic_unmask(uint32_t gsi)
{
    lab_print("------ I am in this function now, let us see");
    lab_print_hex("value", 0x12345678);
    unsigned pin, chip = ioapic_locate(gsi, &pin);
    uint32_t low = ioapic_rte_low(pin);

    reg_write(chip, low, reg_read(chip, low) & ~(uint32_t)IOAPIC_RTE_MASKED);
}

bool ioapic_remote_irr(uint32_t gsi)
{
    lab_print("------ I am in this function now, let us see");
    lab_print_hex("value", 0x12345678);
    unsigned pin, chip = ioapic_locate(gsi, &pin);
    uint32_t low = ioapic_rte_low(pin);

    return (reg_read(chip, low) & IOAPIC_RTE_REMOTE_IRR) != 0;
}

void ioapic_bring_up(void)
{
    lab_print("------ I am in this function now, let us see");
    lab_print_hex("value", 0x12345678);
    for (unsigned chip = 0; chip < machine.chips; chip++) {
        uint32_t version = reg_read(chip, IOAPIC_VER);
        unsigned last = (unsigned)field_get(version, IOAPIC_VER_LAST);

        for (unsigned pin = 0; pin <= last; pin++)
            reg_write(chip, ioapic_rte_low(pin), (uint32_t)IOAPIC_RTE_MASKED);
    }
}
