/* tests/variants/00-idt/assembly.c - handlers and sections in assembly, the
 * gate by words. */
#include "hw/idt_regs.h"
#include "lab/cpu.h"
#include "lab/idt.h"

void idt_set_gate(struct idt_gate *idt, unsigned vector,
                  const struct gate *gate)
{
    uint16_t word[8] = {0};

    word[0] = (uint16_t)gate->handler;
    word[1] = gate->selector;
    word[2] =
        (uint16_t)(0x8000 | gate->dpl << 13 | gate->type << 8 | gate->ist);
    word[3] = (uint16_t)(gate->handler >> 16);
    word[4] = (uint16_t)(gate->handler >> 32);
    word[5] = (uint16_t)(gate->handler >> 48);
    for (unsigned i = 0; i < 8; i++)
        ((uint16_t *)(idt + vector))[i] = word[i];
}

void idt_load(const struct idt_gate *idt, unsigned count)
{
    unsigned limit = (count << 4) - 1;

    __asm__ volatile("subq $16, %%rsp\n"
                     "movw %w0, (%%rsp)\n"
                     "movq %1, 2(%%rsp)\n"
                     "lidt (%%rsp)\n"
                     "addq $16, %%rsp"
                     :
                     : "r"(limit), "r"(idt)
                     : "memory", "cc");
}

#define SAVE                                                                   \
    "pushq %rax; pushq %rcx; pushq %rdx; pushq %rsi; pushq %rdi\n"             \
    "pushq %r8; pushq %r9; pushq %r10; pushq %r11; pushq %rbp\n"               \
    "movq %rsp, %rbp\n"
#define RESTORE                                                                \
    "movq %rbp, %rsp\n"                                                        \
    "popq %rbp; popq %r11; popq %r10; popq %r9; popq %r8\n"                    \
    "popq %rdi; popq %rsi; popq %rdx; popq %rcx; popq %rax\n"

__attribute__((naked)) void trap_plain(void)
{
    __asm__(SAVE "leaq 80(%rbp), %rdi\n"
                 "xorl %esi, %esi\n"
                 "andq $-16, %rsp\n"
                 "cld\n"
                 "call lab_trap\n"
                 "addq %rax, 80(%rbp)\n" RESTORE "iretq");
}

__attribute__((naked)) void trap_error(void)
{
    __asm__(SAVE "leaq 88(%rbp), %rdi\n"
                 "movq 80(%rbp), %rsi\n"
                 "andq $-16, %rsp\n"
                 "cld\n"
                 "call lab_trap\n"
                 "addq %rax, 88(%rbp)\n" RESTORE "addq $8, %rsp\n"
                 "iretq");
}

uint64_t trap_entry(unsigned vector)
{
    return VECTORS_WITH_ERROR_CODE & BIT(vector) ? (uint64_t)trap_error
                                                 : (uint64_t)trap_plain;
}

uint64_t irq_save(void)
{
    uint64_t flags = cpu_flags() & RFLAGS_IF;

    if (flags)
        cpu_cli();
    return flags;
}

void irq_restore(uint64_t flags)
{
    uint64_t now = cpu_flags() & ~RFLAGS_IF;

    __asm__ volatile("pushq %0; popfq"
                     :
                     : "r"(now | (flags & RFLAGS_IF))
                     : "memory", "cc");
}
