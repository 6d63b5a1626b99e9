/*
 * kernel/msi_device.h - the three PCI functions that lab 05 is about: the
 * machine's own, or those of the soft chipset.
 *
 * Function 0 is an `edu`, function 1 a doorbell with MSI-X, function 2 a second
 * edu, the rogue: where the machine has two edus (1234:11E8) and an e1000e
 * (8086:10D3), it is these, the edu of the higher number being the rogue;
 * elsewhere the models of model/soft_pci.h play them.  Lab code is given
 * requester IDs and cannot tell.  Inputs of either are logged as marks.  Called
 * by main.c, the runner's reset, scenarios and the accessors of lab code.
 */
#ifndef KERNEL_MSI_DEVICE_H
#define KERNEL_MSI_DEVICE_H

#include <stdbool.h>
#include <stdint.h>

/* Look for the machine's own; makes no mark. */
void msi_devices_find(void);

/* Of function `which`: "edu 1234:11e8 at 00:04.0", or why it is not used. */
void msi_devices_tell(void);

bool msi_devices_are_soft(void);

/* At a step's begin: as after power-on, in this layout where they are soft.
 * Between steps: silent, without a mark. */
void msi_devices_reset(unsigned layout);
void msi_devices_settle(void);

/* The requester ID that lab code is given. */
uint16_t msi_device(unsigned which);

/* The device wants an interrupt: edu's only one, or bell 0..4.  Any CPU. */
void msi_device_ring(unsigned which, unsigned bell);
/* ... and has been served. */
void msi_device_acknowledge(unsigned which, unsigned bell);

/* A copy that edu or the rogue was told to begin is let end: when this returns,
 * it has been made.  Nothing if there is none. */
void msi_device_copy(unsigned which);

/* The next ring comes by itself, right after lab code's nth write to the table
 * from now on; or now, if it has not come. */
void msi_device_ring_after(unsigned writes, unsigned which, unsigned bell);
void msi_device_ring_now(void);

/* Where its capability of this ID is, or 0; where the doorbell's table is. */
unsigned msi_device_capability(unsigned which, unsigned id);
uint64_t msi_device_table(void);

/* ---- for the accessors of lab code ---- */

uint32_t msi_device_config_read(uint16_t function, unsigned offset,
                                unsigned size);
void msi_device_config_write(uint16_t function, unsigned offset, unsigned size,
                             uint32_t value);

/* False: the address is in none of their regions. */
bool msi_device_read32(uint64_t address, uint32_t *value);
bool msi_device_write32(uint64_t address, uint32_t value);

#endif
