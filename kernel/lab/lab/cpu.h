/*
 * lab/cpu.h - what your code may ask of the machine.
 *
 * Ports, device registers, MSRs and the interrupt flag.  Device registers are
 * reached only through mmio_read32 and mmio_write32, by physical address; a
 * plain pointer to one faults.  Implemented by kernel/core/lab_api.c.
 */
#ifndef LAB_CPU_H
#define LAB_CPU_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* I/O ports. */
uint8_t inb(uint16_t port);
void outb(uint16_t port, uint8_t value);

/* 32-bit device registers at a physical address. */
uint32_t mmio_read32(uint64_t address);
void mmio_write32(uint64_t address, uint32_t value);

/* Model-specific registers. */
uint64_t msr_read(uint32_t msr);
void msr_write(uint32_t msr, uint64_t value);

/* A line of text on your console.  The grader does not read it. */
void lab_print(const char *text);
void lab_print_hex(const char *label, uint64_t value);

/* TODO `number` is not done yet: the grader reports it. */
void lab_todo(unsigned number);

/* RFLAGS.IF is bit 9.  [SDM1 3.4.3 "EFLAGS Register"] */
#define RFLAGS_IF (UINT64_C(1) << 9)

static inline uint64_t cpu_flags(void)
{
    uint64_t flags;

    __asm__ volatile("pushfq; popq %0" : "=r"(flags) : : "memory");
    return flags;
}

static inline void cpu_cli(void)
{
    __asm__ volatile("cli" : : : "memory");
}

static inline void cpu_sti(void)
{
    __asm__ volatile("sti" : : : "memory");
}

#endif
