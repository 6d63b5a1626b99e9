/* tests/variants/00-idt/shifts.c - shifts instead of fields, POPF instead of
 * STI, LIDT through an array. */
#include "hw/idt_regs.h"
#include "lab/cpu.h"
#include "lab/idt.h"

void idt_set_gate(struct idt_gate *idt, unsigned vector,
                  const struct gate *gate)
{
    uint64_t a = gate->handler;

    idt[vector].high = a >> 32;
    idt[vector].low = (a & 0xffff) | (uint64_t)gate->selector << 16 |
                      (uint64_t)gate->ist << 32 | (uint64_t)gate->type << 40 |
                      (uint64_t)gate->dpl << 45 | UINT64_C(1) << 47 |
                      (a >> 16 & 0xffff) << 48;
}

void idt_load(const struct idt_gate *idt, unsigned count)
{
    uint16_t operand[5];

    operand[0] = (uint16_t)(count * sizeof *idt - 1);
    for (unsigned i = 0; i < 4; i++)
        operand[1 + i] = (uint16_t)((uintptr_t)idt >> (16 * i));
    __asm__ volatile("lidt (%0)" : : "r"(operand) : "memory");
}

__attribute__((interrupt)) void trap_plain(struct interrupt_frame *frame)
{
    unsigned length = lab_trap(frame, 0);

    while (length-- > 0)
        frame->rip++;
}

__attribute__((interrupt)) void trap_error(struct interrupt_frame *frame,
                                           uint64_t error)
{
    unsigned length = lab_trap(frame, error);

    if (length != 0)
        frame->rip = frame->rip + length;
}

uint64_t trap_entry(unsigned vector)
{
    switch (vector) {
    case 8:
    case 10:
    case 11:
    case 12:
    case 13:
    case 14:
    case 17:
    case 21:
        return (uintptr_t)trap_error;
    default:
        return (uintptr_t)trap_plain;
    }
}

uint64_t irq_save(void)
{
    uint64_t flags;

    __asm__ volatile("pushfq; cli; popq %0" : "=r"(flags) : : "memory");
    return flags;
}

void irq_restore(uint64_t flags)
{
    __asm__ volatile("pushq %0; popfq" : : "r"(flags) : "memory", "cc");
}
