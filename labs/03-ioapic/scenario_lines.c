/*
 * labs/03-ioapic/scenario_lines.c - the lines that a step's devices pull, and
 * entries that somebody left open.
 *
 * A level line is the soft chipset's where there is one, else one of the
 * machine's own two (plan.h).  Contract: parts.h.
 */
#include "hw/ioapic_regs.h"
#include "kernel/irq_device.h"
#include "kernel/irq_line.h"
#include "kernel/mmio.h"
#include "kernel/soft.h"
#include "parts.h"

/* The machine's own devices that hold a line: COM1 and a timer. */
static const uint32_t own_level[] = {GSI_COM1, 20};

bool line_is_active_low(const struct step *step)
{
    return soft_ioapic_is_on() && (step->n[0] & LINE_ACTIVE_LOW) != 0;
}

static unsigned line_pin(const struct step *step)
{
    return (unsigned)field_get(step->n[0], LINE_PIN);
}

uint32_t line_gsi(const struct step *step)
{
    if (soft_ioapic_is_on())
        return GSI_SOFT + line_pin(step);
    return own_level[line_pin(step) % 2];
}

void line_set(const struct step *step, uint32_t gsi, bool active)
{
    if (gsi >= GSI_SOFT)
        soft_line(gsi - GSI_SOFT, active != line_is_active_low(step));
    else if (active)
        irq_line_raise(gsi == GSI_TIMER ? 0 : gsi);
    else
        irq_line_lower(gsi == GSI_TIMER ? 0 : gsi);
}

void lines_quiet(void)
{
    pit_lower();
    uart_lower();
    hpet_stop();
    hpet_start();
}

static void put(uint64_t address, uint32_t value)
{
    if (!soft_write32(address, value))
        device_write32(address, value);
}

void line_leave_open(uint32_t gsi, uint32_t low)
{
    uint64_t base = gsi >= GSI_SOFT ? SOFT_IOAPIC_BASE : IOAPIC_DEFAULT_BASE;
    unsigned pin = gsi % GSI_SOFT;

    put(base + IOAPIC_IOREGSEL, ioapic_rte_high(pin));
    put(base + IOAPIC_IOWIN, 0);
    put(base + IOAPIC_IOREGSEL, ioapic_rte_low(pin));
    put(base + IOAPIC_IOWIN, low);
}
