/* tests/variants/04-smp/terse.c - a right answer to lab 04 with raw numbers.
 *
 * INIT is asserted and de-asserted as old machines want it, acknowledgements
 * are a set of CPUs, the EOI comes before the acknowledgement. */
#include "lab/cpu.h"
#include "lab/smp.h"

#define REG(offset) (0xfee00000u + (offset))
#define IS_X2()     ((msr_read(0x1b) & 0x400) != 0)

void ipi_command(uint32_t dest, uint32_t low)
{
    mmio_write32(REG(0x310), dest << 24);
    mmio_write32(REG(0x300), low);
    while ((mmio_read32(REG(0x300)) & 0x1000) != 0)
        cpu_pause();
}

void x2apic_command(uint32_t dest, uint32_t low)
{
    msr_write(0x830, (uint64_t)dest << 32 | low);
}

static void send(uint32_t dest, uint32_t low)
{
    IS_X2() ? x2apic_command(dest, low) : ipi_command(dest, low);
}

static void eoi(void)
{
    IS_X2() ? msr_write(0x80b, 0) : mmio_write32(REG(0xb0), 0);
}

void smp_start(uint8_t apic_id, uint8_t trampoline_page)
{
    send(apic_id, 0xc500);
    send(apic_id, 0x8500);
    send(apic_id, 0x4600u | trampoline_page);
}

void ipi_send(uint32_t dest, uint8_t vector)
{
    send(dest, 0x4000u | vector);
}

void ipi_interrupt(uint8_t vector, ipi_body *body)
{
    body(vector);
    eoi();
}

void ipi_broadcast(enum ipi_kind kind, uint8_t vector)
{
    send(0, 0x4000u | ((unsigned)kind + 1) << 18 | vector);
}

static uint32_t own_bit(void)
{
    return 1u << (IS_X2() ? (uint32_t)msr_read(0x802)
                          : mmio_read32(REG(0x20)) >> 24);
}

void shootdown_send(struct shootdown *s, uint32_t cpus, uint8_t vector)
{
    s->acknowledged = 0;
    for (uint32_t left = cpus; left != 0; left &= left - 1)
        ipi_send((uint32_t)__builtin_ctz(left), vector);
    while (__atomic_load_n(&s->acknowledged, __ATOMIC_ACQUIRE) != cpus)
        cpu_pause();
}

void shootdown_interrupt(struct shootdown *s, uint8_t vector, ipi_body *flush)
{
    flush(vector);
    eoi();
    __atomic_or_fetch(&s->acknowledged, own_bit(), __ATOMIC_RELEASE);
}

void lapic_set_logical(uint8_t logical_id, unsigned model)
{
    mmio_write32(REG(0xd0), (uint32_t)logical_id << 24);
    mmio_write32(REG(0xe0), model << 28 | 0x0fffffff);
}

void ipi_send_logical(uint32_t dest, uint8_t vector)
{
    send(dest, 0x4800u | vector);
}

void ipi_send_lowest(uint32_t dest, uint8_t vector)
{
    send(dest, 0x4900u | vector);
}

void ipi_nmi(uint32_t dest)
{
    send(dest, 0x4400);
}

void x2apic_enable(void)
{
    uint64_t base = msr_read(0x1b);

    if ((base & 0x400) == 0)
        msr_write(0x1b, base | 0x400);
}
