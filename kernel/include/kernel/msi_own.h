/*
 * kernel/msi_own.h - the machine's own edu, e1000e and second edu, in the
 * words of the soft chipset's functions.
 *
 * Each access is marked just before it acts, as one of model/soft_pci.h in its
 * layout SOFT_PCI_REAL; a cause of the network function that is set stands as a
 * bell that is rung.  Implemented by kernel/dev/msi_own.c, called by
 * kernel/dev/msi_device.c alone.
 */
#ifndef KERNEL_MSI_OWN_H
#define KERNEL_MSI_OWN_H

#include <stdbool.h>
#include <stdint.h>

/* Are all three there, and sound?  Then they have been given addresses. */
bool msi_own_find(void);

/* What was found, for a person. */
void msi_own_tell(void);

uint16_t msi_own_function(unsigned which);

/* Silent, as after power-on; and the same said in marks. */
void msi_own_settle(void);
void msi_own_mark(void);

void msi_own_ring(unsigned which, unsigned bell);
void msi_own_acknowledge(unsigned which, unsigned bell);

/* A copy that runs is marked, and waited for. */
void msi_own_copy(unsigned which);

unsigned msi_own_capability(unsigned which, unsigned id);
uint64_t msi_own_table(void);

uint32_t msi_own_config_read(unsigned which, unsigned offset, unsigned size);
void msi_own_config_write(unsigned which, unsigned offset, unsigned size,
                          uint32_t value);
bool msi_own_read32(uint64_t address, uint32_t *value);
bool msi_own_write32(uint64_t address, uint32_t value);

#endif
