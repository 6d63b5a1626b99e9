/*
 * labs/03-ioapic/parts.h - what the files of lab 03's scenario share.
 *
 * scenario.c has the steps, scenario_calls.c the student's functions, each call
 * marked, scenario_madt.c the table that a step gives them, scenario_lines.c
 * the lines.  Kernel only; the grader's side of the lab is judge.h.
 */
#ifndef LAB_03_PARTS_H
#define LAB_03_PARTS_H

#include <stdbool.h>
#include <stdint.h>
#include "lab/ioapic.h"
#include "plan.h"

/* ---- scenario_calls.c ---- */

/* What ioapic_route is asked for. */
struct route {
    uint32_t gsi;
    uint8_t vector, cpu;
    enum ioapic_trigger trigger;
    enum ioapic_polarity polarity;
};

void call_find(const struct acpi_madt *madt);
uint32_t call_isa(unsigned irq);
void call_route(const struct route *route);
void call_mask(uint32_t gsi);
void call_unmask(uint32_t gsi);
void call_remote_irr(uint32_t gsi);
void call_bring_up(void);

/* The last route of this GSI, of this vector, since routes_forget: its vector
 * or 0, its GSI or UINT32_MAX. */
void routes_forget(void);
uint8_t routed_vector(uint32_t gsi);
uint32_t routed_gsi(uint8_t vector);

/* ---- scenario_madt.c ---- */

/* `reverse`: the I/O APIC whose GSIs begin last stands first. */
const struct acpi_madt *step_madt(const struct step *step, bool reverse);

/* ---- scenario_lines.c ---- */

/* The step's level line: its GSI and its polarity. */
uint32_t line_gsi(const struct step *step);
bool line_is_active_low(const struct step *step);

/* The device at `gsi` asks, or is served. */
void line_set(const struct step *step, uint32_t gsi, bool active);

/* No line is up that an earlier step raised; a timer can be used. */
void lines_quiet(void);

/* What somebody before us left: an open entry, to CPU 0. */
void line_leave_open(uint32_t gsi, uint32_t low);

#endif
