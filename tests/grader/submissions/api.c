/*
 * tests/grader/submissions/api.c - what the fixture's lab offers; also the
 * part of the "kernel" that is linked before the submission.
 */
#include "lab/device.h"

volatile uint32_t device_words[16];

uint32_t mmio_read32(uint64_t address)
{
    return device_words[address & 15];
}

void mmio_write32(uint64_t address, uint32_t value)
{
    device_words[address & 15] = value;
}

uint64_t msr_read(uint32_t msr)
{
    return device_words[msr & 15];
}

void msr_write(uint32_t msr, uint64_t value)
{
    device_words[msr & 15] = (uint32_t)value;
}

uint8_t inb(uint16_t port)
{
    return (uint8_t)device_words[port & 15];
}

void outb(uint16_t port, uint8_t value)
{
    device_words[port & 15] = value;
}

void lab_print(const char *text)
{
    device_words[0] = (uint8_t)*text;
}

void lab_todo(unsigned number)
{
    device_words[1] = number;
}
