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

/* rcx, rdx, rsi, rdi, r8 to r11 hold a pattern; afterwards rcx has every bit
 * that is no longer as it was. */
#define KEEPING(instruction)                                                   \
    "mov $0x5a5a5a5a, %%ecx; mov %%rcx, %%rdx; mov %%rcx, %%rsi\n"             \
    "mov %%rcx, %%rdi; mov %%rcx, %%r8; mov %%rcx, %%r9\n"                     \
    "mov %%rcx, %%r10; mov %%rcx, %%r11\n" instruction                         \
    "\nxor $0x5a5a5a5a, %%r8; xor $0x5a5a5a5a, %%rdx\n"                        \
    "xor $0x5a5a5a5a, %%rsi; xor $0x5a5a5a5a, %%rdi\n"                         \
    "xor $0x5a5a5a5a, %%rcx; xor $0x5a5a5a5a, %%r9\n"                          \
    "xor $0x5a5a5a5a, %%r10; xor $0x5a5a5a5a, %%r11\n"                         \
    "or %%rdx, %%rcx; or %%rsi, %%rcx; or %%rdi, %%rcx; or %%r8, %%rcx\n"      \
    "or %%r9, %%rcx; or %%r10, %%rcx; or %%r11, %%rcx"
#define KEPT "rdx", "rsi", "rdi", "r8", "r9", "r10", "r11", "cc"

static uint64_t lost;

uint32_t exception_lost(void)
{
    uint64_t bits = lost;

    lost = 0;
    return (uint32_t)(bits | bits >> 32);
}

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
        __asm__ volatile(KEEPING(".byte 0x48, 0x8e, 0xd8")
                         : "=c"(lost)
                         : "a"(selector)
                         : KEPT);
    else
        __asm__ volatile(KEEPING(".byte 0x8e, 0xd8") /* mov ds */
                         : "=c"(lost)
                         : "a"(selector)
                         : KEPT);
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
        /* mov $0x06060606, %eax: a return into its middle meets 06h, #UD */
        __asm__ volatile(KEEPING("int3; .byte 0xb8, 6, 6, 6, 6")
                         : "=c"(lost)
                         :
                         : "rax", KEPT);
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
