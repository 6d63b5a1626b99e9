/* tests/variants/04-smp/slow.c - a right answer to lab 04 that takes its time.
 *
 * It pauses before each command, after it, and around each EOI; the
 * longer the higher the CPU's number.  What checks demand must not
 * hang on who is faster. */
#include "hw/lapic_regs.h"
#include "hw/x2apic_regs.h"
#include "lab/cpu.h"
#include "lab/smp.h"

static bool is_x2apic(void)
{
    return (msr_read(IA32_APIC_BASE) & IA32_APIC_BASE_EXTD) != 0;
}

static uint32_t get(uint32_t offset)
{
    return is_x2apic() ? (uint32_t)msr_read(x2apic_msr(offset))
                       : mmio_read32(LAPIC_DEFAULT_BASE + offset);
}

static void put(uint32_t offset, uint32_t value)
{
    if (is_x2apic())
        msr_write(x2apic_msr(offset), value);
    else
        mmio_write32(LAPIC_DEFAULT_BASE + offset, value);
}

static uint32_t own_id(void)
{
    return is_x2apic() ? get(LAPIC_ID)
                       : (uint32_t)field_get(get(LAPIC_ID), LAPIC_ID_ID);
}

static void delay(void)
{
    uint32_t turns = 10 + 20 * own_id();

    while (turns-- > 0)
        cpu_pause();
}

static void wait_idle(void)
{
    while ((get(LAPIC_ICR_LOW) & LAPIC_ICR_DELIVERY_STATUS) != 0)
        delay();
}

void ipi_command(uint32_t dest, uint32_t low)
{
    wait_idle();
    put(LAPIC_ICR_HIGH, (uint32_t)field_put(0, LAPIC_ICR_DEST, dest));
    delay();
    put(LAPIC_ICR_LOW, low);
    wait_idle();
}

void x2apic_command(uint32_t dest, uint32_t low)
{
    delay();
    msr_write(x2apic_msr(LAPIC_ICR_LOW), field_put(low, X2APIC_ICR_DEST, dest));
}

static void send(uint32_t dest, unsigned mode, uint64_t bits, uint8_t vector)
{
    uint64_t low =
        field_put(LAPIC_ICR_LEVEL_ASSERT | bits, LAPIC_ICR_DELIVERY_MODE, mode);

    low = field_put(low, LAPIC_ICR_VECTOR, vector);
    if (is_x2apic())
        x2apic_command(dest, (uint32_t)low);
    else
        ipi_command(dest, (uint32_t)low);
    delay();
}

void smp_start(uint8_t apic_id, uint8_t trampoline_page)
{
    send(apic_id, LAPIC_DELIVERY_INIT, 0, 0);
    delay();
    for (unsigned i = 0; i < 2; i++)
        send(apic_id, LAPIC_DELIVERY_SIPI, 0, trampoline_page);
}

void ipi_send(uint32_t dest, uint8_t vector)
{
    send(dest, LAPIC_DELIVERY_FIXED, 0, vector);
}

void ipi_interrupt(uint8_t vector, ipi_body *body)
{
    delay();
    body(vector);
    delay();
    put(LAPIC_EOI, 0);
    delay();
}

void ipi_broadcast(enum ipi_kind kind, uint8_t vector)
{
    uint64_t all = field_put(0, LAPIC_ICR_SHORTHAND, LAPIC_SHORTHAND_ALL);

    if (kind == IPI_SELF)
        all = field_put(0, LAPIC_ICR_SHORTHAND, LAPIC_SHORTHAND_SELF);
    if (kind == IPI_ALL_OTHERS)
        all = field_put(0, LAPIC_ICR_SHORTHAND, LAPIC_SHORTHAND_ALL_OTHERS);
    send(own_id(), LAPIC_DELIVERY_FIXED, all, vector);
}

void shootdown_send(struct shootdown *s, uint32_t cpus, uint8_t vector)
{
    uint32_t left = 0;

    for (uint32_t bits = cpus; bits != 0; bits &= bits - 1)
        left++;
    __atomic_store_n(&s->acknowledged, left, __ATOMIC_SEQ_CST);
    for (uint32_t cpu = 31; cpu < 32; cpu--)
        if ((cpus & UINT32_C(1) << cpu) != 0)
            ipi_send(cpu, vector);
    while (__atomic_load_n(&s->acknowledged, __ATOMIC_SEQ_CST) != 0)
        delay();
}

void shootdown_interrupt(struct shootdown *s, uint8_t vector, ipi_body *flush)
{
    delay();
    flush(vector);
    delay();
    __atomic_fetch_sub(&s->acknowledged, 1, __ATOMIC_SEQ_CST);
    delay();
    put(LAPIC_EOI, 0);
}

void lapic_set_logical(uint8_t logical_id, unsigned model)
{
    uint32_t dfr = get(LAPIC_DFR);

    put(LAPIC_DFR, (uint32_t)field_put(dfr, LAPIC_DFR_MODEL, model));
    delay();
    put(LAPIC_LDR,
        (uint32_t)field_put(get(LAPIC_LDR), LAPIC_LDR_ID, logical_id));
}

void ipi_send_logical(uint32_t dest, uint8_t vector)
{
    send(dest, LAPIC_DELIVERY_FIXED, LAPIC_ICR_DEST_LOGICAL, vector);
}

void ipi_send_lowest(uint32_t dest, uint8_t vector)
{
    send(dest, LAPIC_DELIVERY_LOWEST, LAPIC_ICR_DEST_LOGICAL, vector);
}

void ipi_nmi(uint32_t dest)
{
    send(dest, LAPIC_DELIVERY_NMI, 0, 2);
}

void x2apic_enable(void)
{
    uint64_t base = msr_read(IA32_APIC_BASE);

    delay();
    msr_write(IA32_APIC_BASE, base | IA32_APIC_BASE_EN | IA32_APIC_BASE_EXTD);
    delay();
}
