/*
 * kernel/frame.h - the stack at the moment a trap reaches C.
 *
 *   the CPU pushes  ss rsp rflags cs rip [error code]
 *   the stub        0 where the CPU pushed no error code; the vector
 *   trap_common     rax ... r15
 *
 * Built by kernel/cpu/stubs.asm, read by kernel/cpu/trap.c and by panics.
 */
#ifndef KERNEL_FRAME_H
#define KERNEL_FRAME_H

#include <stdint.h>

#define FRAME_VECTOR 0x78
#define FRAME_RIP    0x88

struct trap_frame {
    uint64_t r15, r14, r13, r12, r11, r10, r9, r8;
    uint64_t rbp, rdi, rsi, rdx, rcx, rbx, rax;
    uint64_t vector, error;
    uint64_t rip, cs, rflags, rsp, ss;
};

_Static_assert(__builtin_offsetof(struct trap_frame, vector) == FRAME_VECTOR,
               "stubs.asm pushes what the struct says");
_Static_assert(__builtin_offsetof(struct trap_frame, rip) == FRAME_RIP,
               "stubs.asm pushes what the struct says");

#endif
