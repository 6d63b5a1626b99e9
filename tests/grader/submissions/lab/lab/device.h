/*
 * tests/grader/submissions/lab/lab/device.h - what a fixture's student file
 * must define and may call; stands for kernel/lab.
 */
#ifndef LAB_DEVICE_H
#define LAB_DEVICE_H

#include <stdint.h>

/* The student's. */
void device_eoi(void);
uint32_t device_read(unsigned index);

/* The kernel's. */
uint32_t mmio_read32(uint64_t address);
void mmio_write32(uint64_t address, uint32_t value);
uint64_t msr_read(uint32_t msr);
void msr_write(uint32_t msr, uint64_t value);
uint8_t inb(uint16_t port);
void outb(uint16_t port, uint8_t value);
void lab_print(const char *text);
void lab_todo(unsigned number);

static inline void device_poke(uint64_t address)
{
    mmio_write32(address, 1);
    mmio_write32(address, 2);
}

#endif
