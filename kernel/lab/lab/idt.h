/*
 * lab/idt.h - lab 00: what your idt.c provides, and the types it works with.
 *
 * The contract of each function stands above it in labs/00-idt/idt.c; the
 * layout of a gate is in hw/idt_regs.h.  Called by the kernel's scenario of
 * lab 00, and by the kernel itself in every lab after it.
 */
#ifndef LAB_IDT_H
#define LAB_IDT_H

#include <stdint.h>

/* One entry of the table, as the CPU reads it: two qwords, low first. */
struct idt_gate {
    uint64_t low, high;
};

/* What a gate says, before it is packed. */
struct gate {
    uint64_t handler;  /* address of its first instruction */
    uint16_t selector; /* code segment that it runs in */
    uint8_t type;      /* IDT_TYPE_INTERRUPT or IDT_TYPE_TRAP */
    uint8_t dpl;       /* the least privileged ring that may INT n */
    uint8_t ist;       /* 0: keep the stack; 1..7: one of the TSS's */
};

/* The operand of LIDT.  [SDM3 2.4.3 "IDTR Interrupt Descriptor Table
 * Register"] */
struct idt_pointer {
    uint16_t limit;
    uint64_t base;
} __attribute__((packed));

/* What the CPU pushed: what IRETQ will pop.
 * [SDM3 6.14.2 "64-Bit Mode Stack Frame"] */
struct interrupt_frame {
    uint64_t rip, cs, rflags, rsp, ss;
};

void idt_set_gate(struct idt_gate *idt, unsigned vector,
                  const struct gate *gate);
void idt_load(const struct idt_gate *idt, unsigned count);

/* Address of your handler that fits exception `vector`.  The handlers
 * themselves stand in no header: nobody calls them but the CPU. */
uint64_t trap_entry(unsigned vector);

uint64_t irq_save(void);
void irq_restore(uint64_t flags);

/* The kernel deals with the exception.  Returns how many bytes of code at
 * frame->rip are to be stepped over: the length of an instruction that must
 * not be tried again, or 0. */
unsigned lab_trap(const struct interrupt_frame *frame, uint64_t error);

#endif
