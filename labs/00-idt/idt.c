/* labs/00-idt/idt.c - LAB 00: gates, handlers and the interrupt flag.
 * Book: chapter 2.  You edit this file and no other.
 *   make run LAB=00      boot your kernel in Bochs
 *   make grade LAB=00    grade it; each line names the check and the TODO
 * What stands here is used by every lab after this one. */
#include "hw/idt_regs.h"
#include "lab/cpu.h"
#include "lab/idt.h"

/* TODO 1 (checks gate-*)   [SDM3 6.14.1 "64-Bit Mode IDT"]
 * Write entry `vector` of the table so that the gate says what *gate says, and
 * is present.  The handler's address goes into three pieces.
 * before: gate's fields are in range.  after: no other entry has changed.
 * use: field_put(word, FIELD, value), which returns the word with that field
 * replaced; the IDT_ names of hw/idt_regs.h.
 * Begin with handler, selector, type and present: gate-reached turns green. */
void idt_set_gate(struct idt_gate *idt, unsigned vector,
                  const struct gate *gate)
{
    (void)idt, (void)vector, (void)gate;
    lab_todo(1); /* delete this line when you begin */
}

/* TODO 2 (checks load-*)   [SDM3 6.10 "Interrupt Descriptor Table (IDT)"]
 * Make the CPU use the `count` entries at `idt`.
 * after: INT n reaches entry n, and #GP where n is `count` or more.
 * use: struct idt_pointer; __asm__ volatile("lidt %0" : : "m"(pointer)). */
void idt_load(const struct idt_gate *idt, unsigned count)
{
    (void)idt, (void)count;
    lab_todo(2); /* delete this line when you begin */
}

/* TODO 3 (checks trap-plain, trap-fault-skipped)
 * The handler of exceptions without an error code.  The attribute makes the
 * compiler save the registers and end with IRETQ; *frame is what IRETQ pops.
 * Call lab_trap(frame, 0) and step over as many bytes as it says: a fault
 * returns to the very instruction that failed.  [SDM3 6.5 "Exception
 * Classifications"] */
__attribute__((interrupt)) void trap_plain(struct interrupt_frame *frame)
{
    (void)frame;
    lab_todo(3); /* delete this line when you begin */
}

/* TODO 4 (checks trap-error-*, trap-choice, trap-nested)
 * The handler of exceptions with an error code, which lies below the frame
 * and must be gone before IRETQ: the second parameter tells the compiler so.
 * Hand it to lab_trap.  [SDM3 6.13 "Error Code"] */
__attribute__((interrupt)) void trap_error(struct interrupt_frame *frame,
                                           uint64_t error)
{
    (void)frame, (void)error;
    lab_todo(4); /* delete this line when you begin */
}

/* Which of the two fits exception `vector` (0 to 31)?  Return its address. */
uint64_t trap_entry(unsigned vector)
{
    (void)vector;
    lab_todo(4); /* delete this line when you begin */
    return 0;
}

/* TODO 5 (checks irq-*)   [SDM3 6.8.1 "Masking Maskable Hardware Interrupts"]
 * Begin a section that no interrupt may enter: return RFLAGS as it was, then
 * leave with IF = 0.  use: cpu_flags, cpu_cli. */
uint64_t irq_save(void)
{
    lab_todo(5); /* delete this line when you begin */
    return 0;
}

/* End it: IF becomes what it was when irq_save returned `flags`.  Sections may
 * lie inside one another.  use: RFLAGS_IF, cpu_sti. */
void irq_restore(uint64_t flags)
{
    (void)flags;
    lab_todo(5); /* delete this line when you begin */
}
