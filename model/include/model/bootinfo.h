/*
 * model/bootinfo.h - what the boot ROM hands to the kernel beside itself.
 *
 * The grader writes this block into each ROM image before a run; a kernel
 * booted by GRUB or -kernel has none and takes its command line instead
 * ("seed=7 step=0").  Fixed place, fixed size, so no pointer needs checking.
 *
 *   ROM file, 512 KiB, ends at 4 GiB
 *     0x00000  flat kernel, copied to 1 MiB          (ROM_KERNEL_MAX bytes)
 *     0x6f000  struct bootinfo                       (ROM_BOOTINFO)
 *     0x70000  ACPI tables, seen at F0000h too       (ROM_ACPI)
 *     0x7f000  reset code; the reset vector is its last 16 bytes
 */
#ifndef MODEL_BOOTINFO_H
#define MODEL_BOOTINFO_H

#include <stdint.h>

#define ROM_SIZE       0x80000u
#define ROM_KERNEL_MAX 0x6f000u
#define ROM_BOOTINFO   0x6f000u
#define ROM_ACPI       0x70000u
#define ROM_RESET      0x7f000u
#define ROM_BASE       0xfff80000u /* physical address of the file's byte 0 */

/* Where the kernel runs; kernel/boot/kernel.ld says so to the linker. */
#define KERNEL_BASE    0x100000u

#define BOOTINFO_MAGIC 0x32697032u /* "2pi2" */

struct bootinfo {
    uint32_t magic;
    uint32_t first_step; /* steps before this one are left out */
    uint64_t seed;
    uint32_t flags;
    uint32_t kernel_size; /* bytes of the flat kernel to copy */
    uint64_t left_out;    /* bit n: step n is left out, too */
    uint32_t reserved[8];
};

#define BOOTINFO_QUIET                                                         \
    1u /* graded run: print little, end the machine at the end */

_Static_assert(sizeof(struct bootinfo) == 64, "the ROM reserves 64 bytes");

#endif
