; images/rom.asm - the boot ROM's last 64 KiB: ACPI tables and reset code.
;
; Runs in place of a BIOS.  Real mode to protected mode, the flat kernel from
; the ROM file's start to 1 MiB, the bootinfo block's address in ebx, go.
; Not a loader of ELF files, not used by GRUB or -kernel.  Assembled to a flat
; binary that grader/src/kernel_image.c puts at ROM_ACPI of each ROM.
; [SDM3 9.1.4 "First Instruction Executed"]

%include "bootinfo.inc"

KERNEL_ENTRY    equ KERNEL_BASE + 24    ; behind the Multiboot2 header
BOOTINFO_SIZE_FIELD equ 20              ; offset of kernel_size

RESET_OFFSET    equ ROM_RESET - ROM_ACPI  ; in the segment F000h

org 0
    times RESET_OFFSET db 0
bits 16
reset:
    cli
    o32 lgdt [cs:gdt_pointer]
    mov     eax, cr0
    or      al, 1
    mov     cr0, eax
    jmp     dword 0x08:(0xffff0000 + protected)

bits 32
protected:
    mov     ax, 0x10
    mov     ds, ax
    mov     es, ax
    mov     ss, ax
    mov     ebx, ROM_BASE + ROM_BOOTINFO
    mov     ecx, [ebx + BOOTINFO_SIZE_FIELD]
    add     ecx, 3
    shr     ecx, 2
    mov     esi, ROM_BASE
    mov     edi, KERNEL_BASE
    cld
    rep     movsd
    mov     eax, BOOTINFO_MAGIC
    mov     edx, KERNEL_ENTRY
    jmp     edx

align 8
gdt:
    dq 0
    dq 0x00cf9a000000ffff
    dq 0x00cf92000000ffff
gdt_pointer:
    dw gdt_pointer - gdt - 1
    dd 0xffff0000 + gdt

    times 0xfff0 - ($ - $$) db 0xf4
; the reset vector, 16 bytes below 4 GiB
bits 16
    jmp     near reset
    times 0x10000 - ($ - $$) db 0
