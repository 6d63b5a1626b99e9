/*
 * lab/lapic.h - lab 02: what your lapic.c provides.
 *
 * The contract of each function stands above it in labs/02-lapic/lapic.c; the
 * registers are in hw/lapic_regs.h.  Called by the kernel's scenario.
 */
#ifndef LAB_LAPIC_H
#define LAB_LAPIC_H

#include <stdbool.h>
#include <stdint.h>

void lapic_enable(uint8_t spurious_vector);
void lapic_eoi(void);
void lapic_self_ipi(uint8_t vector);

/* What a device's owner does when its interrupt arrives. */
typedef void lapic_body(uint8_t vector);
void lapic_interrupt(uint8_t vector, lapic_body *body);
void lapic_spurious(void);

void lapic_set_tpr(uint8_t priority);
uint8_t lapic_tpr(void);
uint8_t lapic_ppr(void);
bool lapic_irr_test(uint8_t vector);
bool lapic_isr_test(uint8_t vector);

/* Called by your own code alone. */
uint32_t lapic_divide_code(unsigned divide);
void lapic_timer_oneshot(uint8_t vector, unsigned divide, uint32_t count);
void lapic_timer_periodic(uint8_t vector, unsigned divide, uint32_t count);
void lapic_timer_stop(void);
uint32_t lapic_esr(void);

#endif
