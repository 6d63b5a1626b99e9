; kernel/cpu/attempt.asm - trying what may not come back, INT n, ring 3.
;
; Lab 00 runs gates and handlers that may be wrong in any way.  Each try goes
; through attempt(); the kernel's own stubs call attempt_leave() when the try
; ended in a trap that nobody expected.  Contracts: kernel/attempt.h.

KERNEL_DATA     equ 0x10
USER_DATA       equ 0x1b
USER_CODE       equ 0x23

bits 64
section .bss nobits alloc noexec write align=8
attempt_stack:  resq 1          ; rsp inside the innermost attempt()

section .text
; in:  rdi = function, rsi = its argument       out: eax = 1 it returned, 0 left
global attempt
attempt:
    push    rbx
    push    rbp
    push    r12
    push    r13
    push    r14
    push    r15
    push    qword [attempt_stack] ; of the attempt() around this one
    mov     [attempt_stack], rsp
    mov     rax, rdi
    mov     rdi, rsi
    call    rax
    mov     eax, 1
attempt_end:
    pop     qword [attempt_stack]
    pop     r15
    pop     r14
    pop     r13
    pop     r12
    pop     rbp
    pop     rbx
    ret

; in:  any stack of ring 0, attempt() under way  out: the innermost returns 0
global attempt_leave
attempt_leave:
    cli
    cld
    mov     eax, KERNEL_DATA    ; a way through ring 3 leaves null selectors
    mov     ds, eax
    mov     es, eax
    mov     ss, eax
    mov     rsp, [attempt_stack]
    xor     eax, eax
    jmp     attempt_end

; in:  edi = vector     out: whatever its handler makes of it
global software_interrupt
software_interrupt:
    mov     eax, edi
    lea     rax, [int_stubs + rax * 4]
    jmp     rax

int_stubs:
%assign v 0
%rep 256
    db      0xcd, v             ; INT v
    ret
    nop
%assign v v + 1
%endrep

; in:  rdi = code in a user page, rsi = its stack       out: never
; Interrupts stay off: there is no other way back than a trap.
global user_enter
user_enter:
    push    USER_DATA
    push    rsi
    push    2                   ; RFLAGS: IF = 0, IOPL = 0
    push    USER_CODE
    push    rdi
    iretq

section .note.GNU-stack noalloc noexec nowrite progbits
