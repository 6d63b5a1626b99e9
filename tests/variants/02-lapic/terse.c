/* tests/variants/02-lapic/terse.c - a right answer in bare numbers, with a
 * table of divider codes and everything written in one go. */
#include "lab/cpu.h"
#include "lab/lapic.h"

static const uint8_t code[8] = {0xb, 0x0, 0x1, 0x2, 0x3, 0x8, 0x9, 0xa};

static unsigned spurious_seen;

void lapic_enable(uint8_t spurious_vector)
{
    mmio_write32(0xfee000f0, 0x100u + spurious_vector);
}

void lapic_self_ipi(uint8_t vector)
{
    mmio_write32(0xfee00300, 0x44000u + vector);
}

void lapic_eoi(void)
{
    mmio_write32(0xfee000b0, 0);
}

void lapic_interrupt(uint8_t vector, lapic_body *body)
{
    (*body)(vector);
    mmio_write32(0xfee000b0, 0);
}

void lapic_set_tpr(uint8_t priority)
{
    mmio_write32(0xfee00080, priority);
}

uint8_t lapic_tpr(void)
{
    return mmio_read32(0xfee00080) & 0xff;
}

uint8_t lapic_ppr(void)
{
    return mmio_read32(0xfee000a0) & 0xff;
}

static bool test(uint32_t base, uint8_t vector)
{
    uint32_t words[8];

    for (unsigned i = 0; i < 8; i++)
        words[i] = mmio_read32(base + 0x10 * i);
    return words[vector / 32] & (1u << vector % 32);
}

bool lapic_irr_test(uint8_t vector)
{
    return test(0xfee00200, vector);
}

bool lapic_isr_test(uint8_t vector)
{
    return test(0xfee00100, vector);
}

uint32_t lapic_divide_code(unsigned divide)
{
    unsigned i = 0;

    while (i < 7 && 1u << i != divide)
        i++;
    return code[i];
}

void lapic_timer_oneshot(uint8_t vector, unsigned divide, uint32_t count)
{
    mmio_write32(0xfee003e0, lapic_divide_code(divide));
    mmio_write32(0xfee00320, vector);
    mmio_write32(0xfee00380, count);
}

void lapic_timer_periodic(uint8_t vector, unsigned divide, uint32_t count)
{
    mmio_write32(0xfee003e0, lapic_divide_code(divide));
    mmio_write32(0xfee00320, 0x20000u + vector);
    mmio_write32(0xfee00380, count);
}

void lapic_timer_stop(void)
{
    mmio_write32(0xfee00320, 0x10000);
    mmio_write32(0xfee00380, 0);
}

uint32_t lapic_esr(void)
{
    mmio_write32(0xfee00280, 0xffffffff);
    return mmio_read32(0xfee00280);
}

void lapic_spurious(void)
{
    spurious_seen++;
}
