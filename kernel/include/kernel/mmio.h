/*
 * kernel/mmio.h - device registers at the one place where they are mapped.
 *
 * Device pages are mapped only DEVICE_ALIAS above their physical address, so
 * a raw pointer to a register faults and the panic can name the remedy.
 * These accessors leave no mark; labs use those of lab/cpu.h.
 */
#ifndef KERNEL_MMIO_H
#define KERNEL_MMIO_H

#include <stdint.h>

#define DEVICE_ALIAS   UINT64_C(0x4000000000)
#define DEVICE_FIRST   UINT64_C(0xfe000000) /* regions of PCI functions ... */
#define DEVICE_PCI_END UINT64_C(0xfec00000) /* I/O APIC, HPET, local APIC */
#define DEVICE_LAST    UINT64_C(0xfeffffff)

static inline uint32_t device_read32(uint64_t physical)
{
    return *(volatile uint32_t *)(physical + DEVICE_ALIAS);
}

static inline void device_write32(uint64_t physical, uint32_t value)
{
    *(volatile uint32_t *)(physical + DEVICE_ALIAS) = value;
}

#endif
