; kernel/boot/entry.asm - from whoever loaded us to 64-bit C.
;
; Three loaders arrive in 32-bit protected mode without paging: GRUB2 by the
; Multiboot2 header, QEMU's -kernel by the PVH note, our boot ROM by a jump.
; Each leaves a magic number in eax and a pointer in ebx: kernel_main gets both.
; Called by nobody in the kernel; calls kernel/core/main.c.

%include "bootinfo.inc"

MB2_MAGIC       equ 0xe85250d6
PVH_MAGIC       equ 0x336ec578          ; start_info's own magic [PVH]
BOOT_STACK      equ 0x4000

bits 32
section .boot progbits alloc exec nowrite align=8

; [MB2 3.1.1 "The layout of Multiboot2 header"]
mb2_header:
    dd MB2_MAGIC, 0, mb2_end - mb2_header
    dd -(MB2_MAGIC + 0 + (mb2_end - mb2_header))
    dw 0, 0                             ; end tag
    dd 8
mb2_end:

; in: eax, ebx as the loader left them; IF = 0, flat segments, no paging
global start_multiboot2
start_multiboot2:
start_rom:
    mov     esp, boot_stack_top
    mov     esi, eax                    ; magic
    mov     edi, ebx                    ; pointer
    jmp     to_long_mode

start_pvh:
    mov     eax, PVH_MAGIC
    jmp     start_multiboot2

; The first GiB, 2 MiB pages, identity; kernel/cpu/paging.c replaces it.
; [SDM3 9.8.5 "Initializing IA-32e Mode"]
to_long_mode:
    mov     dword [boot_pml4], boot_pdpt + 3 ; present, writable
    mov     dword [boot_pdpt], boot_pd + 3
    mov     eax, 0x83                   ; present, writable, 2 MiB
    xor     ecx, ecx
.fill:
    mov     [boot_pd + ecx * 8], eax
    add     eax, 0x200000
    inc     ecx
    cmp     ecx, 512
    jne     .fill

    mov     eax, cr4
    or      eax, 1 << 5                 ; PAE
    mov     cr4, eax
    mov     eax, boot_pml4
    mov     cr3, eax
    mov     ecx, 0xc0000080             ; IA32_EFER
    rdmsr
    or      eax, 1 << 8                 ; LME
    wrmsr
    mov     eax, cr0
    and     eax, ~(3 << 29)         ; caches on (CD, NW)
    or      eax, (1 << 31) | (1 << 16) | (1 << 2) | 1 ; PG, WP, EM (no x87), PE
    mov     cr0, eax
    lgdt    [boot_gdt_pointer]
    jmp     0x08:.long

bits 64
.long:
    mov     ax, 0x10
    mov     ds, ax
    mov     es, ax
    mov     ss, ax
    xor     eax, eax
    mov     fs, ax
    mov     gs, ax
    xchg    esi, edi                    ; rdi = magic, rsi = pointer, 64 bits
    xor     ebp, ebp
    extern  kernel_main
    call    kernel_main
.stop:
    cli
    hlt
    jmp     .stop

; [PVH "x86/HVM direct boot ABI"]: an ELF note of type 18 names the entry
section .note.pvh note alloc noexec nowrite align=4
    dd 4, 4, 18
    db "Xen", 0
    dd start_pvh

section .rodata
align 8
boot_gdt:
    dq 0
    dq 0x00af9b000000ffff               ; 64-bit code, accessed: it is read-only
    dq 0x00cf93000000ffff               ; data, accessed
boot_gdt_pointer:
    dw boot_gdt_pointer - boot_gdt - 1
    dd boot_gdt
    dd 0

section .bss nobits alloc noexec write align=4096
boot_pml4:  resb 4096
boot_pdpt:  resb 4096
boot_pd:    resb 4096
global boot_stack_guard
boot_stack_guard: resb 4096             ; unmapped by kernel/cpu/paging.c
            resb BOOT_STACK
global boot_stack_top
boot_stack_top:

section .note.GNU-stack noalloc noexec nowrite progbits
