/* tests/variants/02-lapic/cautious.c - a right answer that changes as little
 * as it can: every register is read, one field of it changed, and written
 * back; ICR's delivery status is waited for; the timer is masked to stop. */
#include "hw/lapic_regs.h"
#include "lab/cpu.h"
#include "lab/lapic.h"

#define WAIT_LIMIT 1000

static uint64_t get(uint32_t offset)
{
    return mmio_read32(LAPIC_DEFAULT_BASE + offset);
}

static void put(uint32_t offset, uint64_t value)
{
    mmio_write32(LAPIC_DEFAULT_BASE + offset, (uint32_t)value);
}

static void change(uint32_t offset, uint64_t field, uint64_t value)
{
    put(offset, field_put(get(offset), field, value));
}

void lapic_enable(uint8_t spurious_vector)
{
    change(LAPIC_SVR, LAPIC_SVR_VECTOR, spurious_vector);
    change(LAPIC_SVR, LAPIC_SVR_ENABLE, 1);
}

void lapic_self_ipi(uint8_t vector)
{
    for (int i = 0; i < WAIT_LIMIT; i++)
        if ((get(LAPIC_ICR_LOW) & LAPIC_ICR_DELIVERY_STATUS) == 0)
            break;
    put(LAPIC_ICR_HIGH, 0);
    put(LAPIC_ICR_LOW, BIT(18) | vector);
}

void lapic_eoi(void)
{
    put(LAPIC_EOI, 0);
}

void lapic_interrupt(uint8_t vector, lapic_body *body)
{
    if (body != NULL)
        body(vector);
    lapic_eoi();
    (void)get(LAPIC_ID); /* a read waits until the write has arrived */
}

void lapic_set_tpr(uint8_t priority)
{
    change(LAPIC_TPR, LAPIC_TPR_CLASS | LAPIC_TPR_SUBCLASS, priority);
}

uint8_t lapic_tpr(void)
{
    return (uint8_t)field_get(get(LAPIC_TPR), BITS(7, 0));
}

uint8_t lapic_ppr(void)
{
    return (uint8_t)field_get(get(LAPIC_PPR), BITS(7, 0));
}

bool lapic_irr_test(uint8_t vector)
{
    return (get(LAPIC_IRR + (vector >> 5) * 16u) & BIT(vector & 31)) != 0;
}

bool lapic_isr_test(uint8_t vector)
{
    return (get(LAPIC_ISR + (vector >> 5) * 16u) & BIT(vector & 31)) != 0;
}

uint32_t lapic_divide_code(unsigned divide)
{
    uint32_t log2 = 0;

    while (divide >> log2 > 1)
        log2++;
    log2 = (log2 + 7) % 8;
    return (log2 & 3) | (log2 & 4) << 1;
}

static void start(uint8_t vector, unsigned mode, unsigned divide,
                  uint32_t count)
{
    put(LAPIC_TIMER_ICR, 0);
    put(LAPIC_TIMER_DCR, lapic_divide_code(divide));
    change(LAPIC_LVT_TIMER, LAPIC_LVT_VECTOR, vector);
    change(LAPIC_LVT_TIMER, LAPIC_LVT_TIMER_MODE, mode);
    change(LAPIC_LVT_TIMER, LAPIC_LVT_MASKED, 0);
    put(LAPIC_TIMER_ICR, count);
}

void lapic_timer_oneshot(uint8_t vector, unsigned divide, uint32_t count)
{
    start(vector, LAPIC_TIMER_ONE_SHOT, divide, count);
}

void lapic_timer_periodic(uint8_t vector, unsigned divide, uint32_t count)
{
    start(vector, LAPIC_TIMER_PERIODIC, divide, count);
}

void lapic_timer_stop(void)
{
    change(LAPIC_LVT_TIMER, LAPIC_LVT_MASKED, 1);
}

/* Reads before as well, which does no harm. */
uint32_t lapic_esr(void)
{
    (void)get(LAPIC_ESR);
    put(LAPIC_ESR, 0);
    return (uint32_t)get(LAPIC_ESR);
}

void lapic_spurious(void)
{
    (void)get(LAPIC_SVR);
}
