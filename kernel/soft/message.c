/*
 * kernel/soft/message.c - a soft device's message becomes a real interrupt.
 *
 * The local APIC of the CPU that led to it sends an IPI; its ICR is found
 * afterwards as lab code left it, but for the low half, whose write would send
 * again.  Contract: soft_parts.h.
 */
#include "hw/lapic_regs.h"
#include "hw/x2apic_regs.h"
#include "kernel/io.h"
#include "kernel/mmio.h"
#include "soft_parts.h"

#define IDLE_LIMIT   10000u
#define BROADCAST    0xffu
#define LOWEST_LEGAL 16u /* vectors below are refused */

static uint32_t get(uint32_t offset)
{
    return device_read32(LAPIC_DEFAULT_BASE + offset);
}

static void put(uint32_t offset, uint32_t value)
{
    device_write32(LAPIC_DEFAULT_BASE + offset, value);
}

static bool in_x2apic_mode(void)
{
    return (msr_get(IA32_APIC_BASE) & IA32_APIC_BASE_EXTD) != 0;
}

static void wait_idle(void)
{
    for (unsigned i = 0; i < IDLE_LIMIT; i++)
        if (!(get(LAPIC_ICR_LOW) & LAPIC_ICR_DELIVERY_STATUS))
            return;
}

static void send_xapic(uint32_t low, uint32_t dest)
{
    uint32_t high = get(LAPIC_ICR_HIGH);

    wait_idle();
    put(LAPIC_ICR_HIGH, dest << 24);
    put(LAPIC_ICR_LOW, low);
    wait_idle();
    put(LAPIC_ICR_HIGH, high);
}

/* ICR can say fixed, lowest priority, NMI and INIT. */
static bool is_possible(const struct lapic_message *m)
{
    switch (m->delivery_mode) {
    case LAPIC_DELIVERY_FIXED:
    case LAPIC_DELIVERY_LOWEST:
        return m->vector >= LOWEST_LEGAL;
    case LAPIC_DELIVERY_NMI:
    case LAPIC_DELIVERY_INIT:
        return true;
    default:
        return false;
    }
}

/* Choice: logical destinations are sent, and count as accepted by nobody. */
static bool is_accepted(const struct lapic_message *m)
{
    return m->delivery_mode <= LAPIC_DELIVERY_LOWEST && !m->dest_logical &&
           (m->dest == BROADCAST || soft_cpu_is_there(m->dest));
}

bool soft_can_send(const struct lapic_message *m)
{
    return m->sent && is_possible(m);
}

/* Trigger mode is 0: ICR's means nothing for these.
 * [SDM3 10.6.1 "Interrupt Command Register (ICR)"] */
bool soft_send(const struct lapic_message *m)
{
    uint64_t icr = LAPIC_ICR_LEVEL_ASSERT | m->vector;

    if (!soft_can_send(m))
        return false;
    icr = field_put(icr, LAPIC_ICR_DELIVERY_MODE, m->delivery_mode);
    if (m->dest_logical)
        icr |= LAPIC_ICR_DEST_LOGICAL;
    if (in_x2apic_mode())
        msr_put(x2apic_msr(LAPIC_ICR_LOW), (uint64_t)m->dest << 32 | icr);
    else
        send_xapic((uint32_t)icr, m->dest);
    return is_accepted(m);
}

static uint32_t isr_word(bool x2apic, unsigned vector)
{
    uint32_t offset = lapic_bitmap_offset(LAPIC_ISR, vector);

    return x2apic ? (uint32_t)msr_get(x2apic_msr(offset)) : get(offset);
}

int soft_in_service(void)
{
    bool x2apic = in_x2apic_mode();

    for (unsigned base = 256; base > 0; base -= 32) {
        uint32_t word = isr_word(x2apic, base - 32);

        if (word != 0)
            return (int)(base - 1) - __builtin_clz(word);
    }
    return -1;
}
