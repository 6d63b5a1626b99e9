/* tests/variants/00-idt/careful.c - a gate that is never half written: not
 * present, then its pieces in another order, then present.  Flags as a bool;
 * restore clears as well as sets. */
#include <stdbool.h>
#include "hw/idt_regs.h"
#include "lab/cpu.h"
#include "lab/idt.h"

static void put(volatile uint64_t *word, uint64_t field, uint64_t value)
{
    *word = field_put(*word, field, value);
}

void idt_set_gate(struct idt_gate *idt, unsigned vector,
                  const struct gate *gate)
{
    volatile uint64_t *low = &idt[vector].low, *high = &idt[vector].high;

    *low = 0;
    *high = 0;
    put(high, IDT_GATE_OFFSET_HIGH, gate->handler >> 32);
    put(low, IDT_GATE_OFFSET_MIDDLE, gate->handler >> 16);
    put(low, IDT_GATE_DPL, gate->dpl);
    put(low, IDT_GATE_TYPE, gate->type);
    put(low, IDT_GATE_IST, gate->ist);
    put(low, IDT_GATE_SELECTOR, gate->selector);
    put(low, IDT_GATE_OFFSET_LOW, gate->handler);
    put(low, IDT_GATE_PRESENT, 1);
}

void idt_load(const struct idt_gate *idt, unsigned count)
{
    static struct idt_pointer pointer;

    pointer.base = (uintptr_t)idt;
    pointer.limit = (uint16_t)((uintptr_t)(idt + count) - pointer.base - 1);
    __asm__ volatile("lidt %0" : : "m"(pointer) : "memory");
}

static void step_over(struct interrupt_frame *frame, unsigned length)
{
    frame->rip += length;
}

__attribute__((interrupt)) void trap_plain(struct interrupt_frame *frame)
{
    step_over(frame, lab_trap(frame, 0));
}

__attribute__((interrupt)) void trap_error(struct interrupt_frame *frame,
                                           uint64_t error)
{
    step_over(frame, lab_trap(frame, error));
}

uint64_t trap_entry(unsigned vector)
{
    static const bool pushes[IDT_ENTRIES] = {
        [VECTOR_DF] = true, [VECTOR_TS] = true, [VECTOR_NP] = true,
        [VECTOR_SS] = true, [VECTOR_GP] = true, [VECTOR_PF] = true,
        [VECTOR_AC] = true, [VECTOR_CP] = true,
    };
    void (*plain)(struct interrupt_frame *) = trap_plain;

    return pushes[vector] ? (uintptr_t)trap_error : (uintptr_t)plain;
}

uint64_t irq_save(void)
{
    bool on = cpu_flags() & RFLAGS_IF;

    cpu_cli();
    return on ? RFLAGS_IF : 0;
}

void irq_restore(uint64_t flags)
{
    if (flags == 0)
        cpu_cli();
    else
        cpu_sti();
}
