/*
 * lab/smp.h - lab 04: what your smp.c provides.
 *
 * The contract of each function stands above it in labs/04-smp/smp.c; the
 * registers are in hw/lapic_regs.h and hw/x2apic_regs.h.  CPU n has APIC ID n.
 * Called by the kernel's scenario, on any CPU, and by the kernel itself where a
 * lab needs more CPUs than one.
 */
#ifndef LAB_SMP_H
#define LAB_SMP_H

#include <stdbool.h>
#include <stdint.h>

/* Called by your own code alone. */
void ipi_command(uint32_t dest, uint32_t low);
void x2apic_command(uint32_t dest, uint32_t low);

void smp_start(uint8_t apic_id, uint8_t trampoline_page);

void ipi_send(uint32_t dest, uint8_t vector);

/* What the sender wants done when its interrupt arrives. */
typedef void ipi_body(uint8_t vector);
void ipi_interrupt(uint8_t vector, ipi_body *body);

enum ipi_kind { IPI_SELF, IPI_ALL, IPI_ALL_OTHERS };
void ipi_broadcast(enum ipi_kind kind, uint8_t vector);

/* What a shoot-down's sender and its targets share; the fields are yours. */
struct shootdown {
    uint32_t acknowledged;
};
void shootdown_send(struct shootdown *s, uint32_t cpus, uint8_t vector);
void shootdown_interrupt(struct shootdown *s, uint8_t vector, ipi_body *flush);

void lapic_set_logical(uint8_t logical_id, unsigned model);
void ipi_send_logical(uint32_t dest, uint8_t vector);
void ipi_send_lowest(uint32_t dest, uint8_t vector);
void ipi_nmi(uint32_t dest);

void x2apic_enable(void);

/* In loops that wait for another CPU. */
static inline void cpu_pause(void)
{
    __asm__ volatile("pause" : : : "memory");
}

#endif
