/* tests/variants/02-lapic/talkative.c - a right answer that prints from its
 * handlers and saves the interrupt flag around each command: slow, no worse. */
#include "hw/lapic_regs.h"
#include "lab/cpu.h"
#include "lab/lapic.h"

static void write(uint32_t offset, uint32_t value)
{
    bool was_on = (cpu_flags() & RFLAGS_IF) != 0;

    cpu_cli();
    mmio_write32(LAPIC_DEFAULT_BASE + offset, value);
    if (was_on)
        cpu_sti();
}

static uint32_t read(uint32_t offset)
{
    return mmio_read32(LAPIC_DEFAULT_BASE + offset);
}

void lapic_enable(uint8_t spurious_vector)
{
    lab_print_hex("spurious vector", spurious_vector);
    write(LAPIC_TPR, 0);
    write(LAPIC_SVR, (uint32_t)LAPIC_SVR_ENABLE | spurious_vector);
}

void lapic_self_ipi(uint8_t vector)
{
    write(LAPIC_ICR_LOW, (uint32_t)(BIT(18) | BIT(14)) | vector);
}

void lapic_eoi(void)
{
    write(LAPIC_EOI, 0);
}

void lapic_interrupt(uint8_t vector, lapic_body *body)
{
    lab_print_hex("interrupt", vector);
    body(vector);
    lab_print_hex("ISR bit", lapic_isr_test(vector));
    lapic_eoi();
}

void lapic_set_tpr(uint8_t priority)
{
    write(LAPIC_TPR, priority);
}

uint8_t lapic_tpr(void)
{
    return (uint8_t)read(LAPIC_TPR);
}

uint8_t lapic_ppr(void)
{
    return (uint8_t)read(LAPIC_PPR);
}

bool lapic_irr_test(uint8_t vector)
{
    return read(lapic_bitmap_offset(LAPIC_IRR, vector)) & 1u << vector % 32;
}

bool lapic_isr_test(uint8_t vector)
{
    return read(lapic_bitmap_offset(LAPIC_ISR, vector)) & 1u << vector % 32;
}

uint32_t lapic_divide_code(unsigned divide)
{
    if (divide == 1)
        return LAPIC_TIMER_DIVIDE_1;
    if (divide >= 32)
        return LAPIC_TIMER_DIVIDE_32 + lapic_divide_code(divide / 16);
    return divide == 2 ? 0 : 1 + lapic_divide_code(divide / 2);
}

void lapic_timer_oneshot(uint8_t vector, unsigned divide, uint32_t count)
{
    lab_print_hex("one-shot, count", count);
    write(LAPIC_LVT_TIMER, vector);
    write(LAPIC_TIMER_DCR, lapic_divide_code(divide));
    write(LAPIC_TIMER_ICR, count);
}

void lapic_timer_periodic(uint8_t vector, unsigned divide, uint32_t count)
{
    lab_print_hex("periodic, count", count);
    write(LAPIC_LVT_TIMER, (uint32_t)BIT(17) | vector);
    write(LAPIC_TIMER_DCR, lapic_divide_code(divide));
    write(LAPIC_TIMER_ICR, count);
}

void lapic_timer_stop(void)
{
    write(LAPIC_TIMER_ICR, 0);
    lab_print("timer stopped");
}

uint32_t lapic_esr(void)
{
    write(LAPIC_ESR, 0);
    return read(LAPIC_ESR);
}

void lapic_spurious(void)
{
    lab_print("spurious");
}
