/*
 * kernel/core/lab_api.c - the only kernel functions that lab code may call.
 *
 * The grader's admission takes the list of permitted names from this object's
 * symbols, so what is defined here is the whole of lab/cpu.h, and lab_trap of
 * lab/idt.h.
 * Each accessor first marks who called, which lets a report name the line.
 */
#include "kernel/io.h"
#include "kernel/lab_idt.h"
#include "kernel/mark.h"
#include "kernel/mmio.h"
#include "kernel/print.h"
#include "lab/cpu.h"
#include "lab/idt.h"

#define MARK_CALLER() mark_from(__builtin_return_address(0))

uint8_t inb(uint16_t port)
{
    MARK_CALLER();
    return io_in8(port);
}

void outb(uint16_t port, uint8_t value)
{
    MARK_CALLER();
    io_out8(port, value);
}

uint32_t mmio_read32(uint64_t address)
{
    MARK_CALLER();
    return device_read32(address);
}

void mmio_write32(uint64_t address, uint32_t value)
{
    MARK_CALLER();
    device_write32(address, value);
}

uint64_t msr_read(uint32_t msr)
{
    MARK_CALLER();
    return msr_get(msr);
}

void msr_write(uint32_t msr, uint64_t value)
{
    MARK_CALLER();
    msr_put(msr, value);
}

void lab_print(const char *text)
{
    print("%s\n", text);
}

void lab_print_hex(const char *label, uint64_t value)
{
    print("%s 0x%lx\n", label, value);
}

unsigned lab_trap(const struct interrupt_frame *frame, uint64_t error)
{
    return lab_idt_trap(frame, error);
}

void lab_todo(unsigned number)
{
    mark(MARK_TODO, number);
    lab_idt_todo();
}
