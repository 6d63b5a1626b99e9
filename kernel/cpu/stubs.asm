; kernel/cpu/stubs.asm - 256 entry points, one common path, one static IDT.
;
; Each stub leaves the same stack whether or not the CPU pushed an error code:
;   [rsp + FRAME_RIP]     rip cs rflags rsp ss    pushed by the CPU
;   [rsp + FRAME_VECTOR]  vector, error code      stub; CPU or stub
;   [rsp]                 r15 ... rax             trap_common
; The stubs stand at a fixed address, 16 bytes apart (kernel/boot/kernel.ld),
; so that the IDT below can be a constant and traps work from the first line.
; Calls trap_dispatch in kernel/cpu/trap.c.

%include "frame.inc"            ; of kernel/frame.h, which asserts the offsets

STUBS           equ 0x101000
STUB_STRIDE     equ 16
IST_FAULT       equ 1           ; #DF and #PF get a stack of their own

bits 64
section .stubs progbits alloc exec nowrite align=16
global trap_stubs
trap_stubs:
; tag::stubs[]
%assign v 0
%rep 256
align STUB_STRIDE
%if v == 8 || (v >= 10 && v <= 14) || v == 17 || v == 21
    nop                         ; the CPU pushed an error code
%else
    push    0
%endif
    push    strict dword v
    jmp     strict near trap_common
%assign v v + 1
%endrep
; end::stubs[]

section .text
; in:  vector and error code pushed, IF = 0     out: every register as it was
trap_common:
    push    rax
    push    rbx
    push    rcx
    push    rdx
    push    rsi
    push    rdi
    push    rbp
    push    r8
    push    r9
    push    r10
    push    r11
    push    r12
    push    r13
    push    r14
    push    r15
    cld
    mov     rdi, rsp
    mov     rbp, rsp
    and     rsp, -16            ; the C ABI's alignment
    extern  trap_dispatch
    call    trap_dispatch
    mov     rsp, rbp
    pop     r15
    pop     r14
    pop     r13
    pop     r12
    pop     r11
    pop     r10
    pop     r9
    pop     r8
    pop     rbp
    pop     rdi
    pop     rsi
    pop     rdx
    pop     rcx
    pop     rbx
    pop     rax
    add     rsp, 16             ; vector and error code
    iretq

section .rodata
align 16
; [SDM3 6.14.1 "64-Bit Mode IDT"]: interrupt gates, selector 08h, DPL 0
global early_idt
early_idt:
%assign v 0
%rep 256
%assign stub STUBS + v * STUB_STRIDE
    dw      stub & 0xffff, 0x08
%if v == 8 || v == 14
    dw      0x8e00 | IST_FAULT
%else
    dw      0x8e00
%endif
    dw      stub >> 16
    dq      0
%assign v v + 1
%endrep

section .note.GNU-stack noalloc noexec nowrite progbits
