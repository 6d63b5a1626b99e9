/*
 * kernel/cpu/exception.c - one instruction for each exception, in two lengths.
 *
 * Where the assembler has a choice of encodings the bytes are spelled out.
 * Contract: kernel/exception.h.  Called by lab 00's scenario.
 */
#include "hw/idt_regs.h"
#include "kernel/attempt.h"
#include "kernel/exception.h"

#define NON_CANONICAL (UINT64_C(1) << 63)

unsigned exception_length(unsigned vector, bool long_form)
{
    static const uint8_t length[32][2] = {
        [VECTOR_DE] = {2, 3}, [VECTOR_BP] = {0, 0}, [VECTOR_UD] = {2, 3},
        [VECTOR_NP] = {2, 2}, [VECTOR_SS] = {3, 4}, [VECTOR_GP] = {2, 3},
        [VECTOR_PF] = {2, 3},
    };

    return length[vector][long_form];
}

static void raise_de(bool long_form)
{
    if (long_form)
        __asm__ volatile("xor %%edx, %%edx; xor %%ecx, %%ecx; div %%rcx"
                         :
                         :
                         : "rax", "rcx", "rdx", "cc");
    else
        __asm__ volatile("xor %%edx, %%edx; xor %%ecx, %%ecx; div %%ecx"
                         :
                         :
                         : "rax", "rcx", "rdx", "cc");
}

static void raise_ud(bool long_form)
{
    if (long_form)
        __asm__ volatile(".byte 0x0f, 0xb9, 0xc0"); /* ud1 %eax, %eax */
    else
        __asm__ volatile("ud2");
}

/* A stack access: RBP stands for RSP, which handlers need. */
static void raise_ss(uint64_t address, bool long_form)
{
    if (long_form)
        __asm__ volatile("push %%rbp; mov %0, %%rbp\n"
                         ".byte 0x48, 0x8b, 0x45, 0x00\n"
                         "pop %%rbp"
                         :
                         : "r"(address)
                         : "rax", "memory");
    else
        __asm__ volatile("push %%rbp; mov %0, %%rbp\n"
                         ".byte 0x8b, 0x45, 0x00\n"
                         "pop %%rbp"
                         :
                         : "r"(address)
                         : "rax", "memory");
}

static void raise_gp(uint64_t selector, bool long_form)
{
    if (long_form)
        __asm__ volatile(".byte 0x48, 0x8e, 0xd8" : : "a"(selector));
    else
        __asm__ volatile(".byte 0x8e, 0xd8" : : "a"(selector)); /* mov ds */
}

/* A write in the long form, a read in the short one. */
static void raise_pf(uint64_t address, bool long_form)
{
    if (long_form)
        __asm__ volatile(".byte 0x89, 0x42, 0x08" : : "a"(0), "d"(address));
    else
        __asm__ volatile(".byte 0x8b, 0x02" : "+a"(address) : "d"(address));
}

void exception_raise(unsigned vector, bool long_form, uint32_t n)
{
    switch (vector) {
    case VECTOR_DE:
        raise_de(long_form);
        break;
    case VECTOR_BP:
        __asm__ volatile("int3");
        break;
    case VECTOR_UD:
        raise_ud(long_form);
        break;
    case VECTOR_NP:
        software_interrupt(n);
        break;
    case VECTOR_SS:
        raise_ss(NON_CANONICAL | n, long_form);
        break;
    case VECTOR_GP:
        raise_gp(n, long_form);
        break;
    case VECTOR_PF:
        raise_pf(n, long_form);
        break;
    default:
        break;
    }
}
