/*
 * kernel/soft.h - the soft chipset: hardware that the machine lacks, played by
 * the models.
 *
 * The accessors of lab code (lab/cpu.h) ask here first whether an address is
 * soft, and tell of each EOI.  There are a second I/O APIC and three PCI
 * functions, whose inputs are logged as marks and whose messages are real IPIs.
 * Called by kernel/core/lab_api.c, the runner's reset, main.c and scenarios.
 */
#ifndef KERNEL_SOFT_H
#define KERNEL_SOFT_H

#include <stdbool.h>
#include <stdint.h>
#include "hw/acpi_regs.h"
#include "model/mark.h"

/* In the device window, where no machine has anything. */
#define SOFT_IOAPIC_BASE UINT64_C(0xfec10000)
#define SOFT_IOAPIC_GSI  24u /* of its pin 0 */
#define SOFT_IOAPIC_PINS 24u

/* Keep a copy of firmware's MADT (NULL: make one of a PC's usual addresses).
 * Where its I/O APIC is a part without IOAPIC_EOI, the soft one is switched on
 * and listed in the copy. */
void soft_begin(const struct acpi_header *madt);

/* Is the soft I/O APIC there? */
bool soft_ioapic_is_on(void);

/* What lab code is given. */
const struct acpi_madt *soft_madt(void);

/* As after power-on, every line low: makes no mark. */
void soft_reset(void);

/* At a step's end: what became of the inputs, for the record. */
void soft_checkpoint(void);

/* A soft device moves its line, which is wired to this pin. */
void soft_line(unsigned pin, bool high);

/* ---- the PCI functions of model/soft_pci.h; kernel/msi_device.h calls ----
 * Function 0 is edu, function 1 the doorbell, function 2 the rogue. */

/* As after power-on in this layout, and there; or not there, without a mark. */
void soft_functions_reset(unsigned layout);
void soft_functions_off(void);
bool soft_functions_are_on(void);

uint32_t soft_config_read(unsigned which, unsigned offset, unsigned size);
void soft_config_write(unsigned which, unsigned offset, unsigned size,
                       uint32_t value);

/* False: the address is in none of their regions. */
bool soft_functions_read(uint64_t address, uint32_t *value);
bool soft_functions_write(uint64_t address, uint32_t value);

/* The device itself: it wants an interrupt, it has been served. */
void soft_functions_ring(unsigned which, unsigned bell);
void soft_functions_acknowledge(unsigned which, unsigned bell);

/* A copy of it that was started, if there is one, is made, and ends. */
void soft_functions_copy(unsigned which);

/* Where the capability of this ID is, or 0; where the doorbell's table is. */
unsigned soft_functions_capability(unsigned which, unsigned id);
uint64_t soft_functions_table(void);

/* One mark of the chipset. */
void soft_tell(enum soft_op op, unsigned detail, uint32_t value);

/* ---- for the accessors ---- */

/* False: the address is not soft. */
bool soft_read32(uint64_t address, uint32_t *value);
bool soft_write32(uint64_t address, uint32_t value);

/* The EOI that an access is about to make, seen before and after the hardware
 * has it; IF = 0 from one to the other where it is watched. */
struct soft_eoi {
    bool is_watched;
    int vector; /* that it will retire, or SOFT_NO_EOI */
    uint64_t flags;
};

#define SOFT_NO_EOI (-1)

struct soft_eoi soft_before_write(uint64_t address);
struct soft_eoi soft_before_msr(uint32_t msr);
void soft_after_write(const struct soft_eoi *eoi);

#endif
