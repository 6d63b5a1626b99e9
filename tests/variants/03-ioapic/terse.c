/* tests/variants/03-ioapic/terse.c - a right answer in bare numbers that keeps
 * the MADT itself and walks it again for each question. */
#include "lab/cpu.h"
#include "lab/ioapic.h"

static const uint8_t *first, *end;

static uint32_t u32(const uint8_t *p)
{
    return p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 |
           (uint32_t)p[3] << 24;
}

void ioapic_find(const struct acpi_madt *madt)
{
    first = (const uint8_t *)madt + 44;
    end = (const uint8_t *)madt + madt->header.length;
}

uint32_t gsi_for_isa(unsigned irq)
{
    for (const uint8_t *p = first; p < end; p += p[1])
        if (p[0] == 2 && p[2] == 0 && p[3] == irq)
            return u32(p + 4);
    return irq;
}

static uint64_t chip;

unsigned ioapic_locate(uint32_t gsi, unsigned *pin)
{
    uint32_t base = 0;

    for (const uint8_t *p = first; p < end; p += p[1])
        if (p[0] == 1 && u32(p + 8) <= gsi && u32(p + 8) >= base) {
            chip = u32(p + 4);
            base = u32(p + 8);
        }
    *pin = gsi - base;
    return 0;
}

static void put(uint32_t index, uint32_t value)
{
    mmio_write32(chip, index);
    mmio_write32(chip + 16, value);
}

static uint32_t get(uint32_t index)
{
    mmio_write32(chip, index);
    return mmio_read32(chip + 16);
}

void ioapic_route(uint32_t gsi, uint8_t vector, uint8_t dest,
                  enum ioapic_trigger trigger, enum ioapic_polarity polarity)
{
    unsigned pin;

    ioapic_locate(gsi, &pin);
    put(0x10 + 2 * pin, 1 << 16);
    put(0x11 + 2 * pin, (uint32_t)dest << 24);
    put(0x10 + 2 * pin,
        vector | (uint32_t)trigger << 15 | (uint32_t)polarity << 13);
}

void ioapic_interrupt(uint32_t gsi, ioapic_body *body)
{
    body(gsi);
    mmio_write32(0xfee000b0, 0);
}

void ioapic_mask(uint32_t gsi)
{
    unsigned pin;

    ioapic_locate(gsi, &pin);
    put(0x10 + 2 * pin, get(0x10 + 2 * pin) | 1 << 16);
}

void ioapic_unmask(uint32_t gsi)
{
    unsigned pin;

    ioapic_locate(gsi, &pin);
    put(0x10 + 2 * pin, get(0x10 + 2 * pin) & 0xfffeffff);
}

bool ioapic_remote_irr(uint32_t gsi)
{
    unsigned pin;

    ioapic_locate(gsi, &pin);
    return get(0x10 + 2 * pin) >> 14 & 1;
}

void ioapic_bring_up(void)
{
    for (const uint8_t *p = first; p < end; p += p[1])
        if (p[0] == 1) {
            chip = u32(p + 4);
            for (uint32_t n = 0; n <= (get(1) >> 16 & 0xff); n++)
                put(0x10 + 2 * n, 1 << 16);
        }
}
