; kernel/cpu/trampoline.asm - an AP's way from SIPI to 64-bit C.
;
; SIPI with vector V starts an AP in real mode at V000h.  What stands there is
; the copy that smp_put_trampoline made of ap_trampoline: position-independent,
; it only enters protected mode and jumps here, where the kernel's own text
; goes on.  The page is never executed with paging on, so it stays NX.
; [SDM3 8.4.4.2 "Typical AP Initialization Sequence"]
; Calls kernel/cpu/smp.c.

%include "smp.inc"              ; made from kernel/smp_layout.h

section .text
bits 16
global ap_trampoline, ap_trampoline_end
ap_trampoline:
    cli
    o32 lgdt [cs:ap_gdt_pointer - ap_trampoline]
    mov     eax, cr0
    or      al, 1               ; PE
    mov     cr0, eax
    jmp     dword 0x18:ap_protected
align 4
ap_gdt_pointer:
    dw      ap_gdt_end - ap_gdt - 1
    dd      ap_gdt
ap_trampoline_end:

; The same tables and control bits that CPU 0 has.
bits 32
ap_protected:
    mov     ax, 0x10
    mov     ds, ax
    mov     es, ax
    mov     ss, ax
    mov     eax, 1 << 5         ; PAE
    mov     cr4, eax
    extern  smp_page_table
    mov     eax, [smp_page_table]
    mov     cr3, eax
    mov     ecx, 0xc0000080     ; IA32_EFER
    rdmsr
    or      eax, (1 << 8) | (1 << 11) ; LME, NXE
    wrmsr
    mov     eax, cr0
    and     eax, ~(3 << 29)     ; caches on (CD, NW)
    or      eax, (1 << 31) | (1 << 16) | (1 << 2) | 1 ; PG, WP, EM, PE
    mov     cr0, eax
    jmp     0x08:ap_long

; CPUID tells the APIC ID without touching a device.  One that has no stack
; here stops.
bits 64
ap_long:
    xor     eax, eax
    mov     fs, ax
    mov     gs, ax
    mov     eax, 1
    cpuid
    shr     ebx, 24             ; initial APIC ID
    jz      .stop
    cmp     ebx, SMP_STACKS
    ja      .stop
    mov     edi, ebx
    imul    rbx, rbx, SMP_STACK_STRIDE
    extern  smp_stacks
    lea     rsp, [smp_stacks + rbx]
    xor     ebp, ebp
    extern  smp_ap_main
    call    smp_ap_main
.stop:
    cli
    hlt
    jmp     .stop

section .rodata
align 8
ap_gdt:
    dq 0
    dq 0x00af9b000000ffff       ; 64-bit code, accessed: it is read-only
    dq 0x00cf93000000ffff       ; data, accessed
    dq 0x00cf9b000000ffff       ; 32-bit code, accessed
ap_gdt_end:

section .note.GNU-stack noalloc noexec nowrite progbits
