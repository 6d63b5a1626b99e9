/*
 * grader/src/kernel_image.h - a linked kernel as bytes, and the boot ROM that
 * carries it.
 *
 * Bytes and files only: the kernel is linked by link.h and the ROM booted by
 * machine.h.  Used by the machines (bochs*.c) and by grading.c.
 */
#ifndef KERNEL_IMAGE_H
#define KERNEL_IMAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "model/bootinfo.h"

struct kernel_image {
    uint8_t *flat; /* from KERNEL_BASE on */
    size_t size;
    size_t text_size; /* how much of it must never change */
    char *elf_path;   /* for addresses to lines */
};

/* The way into the machine: the boot ROM, a tenth of a second, or the
 * emulator's BIOS and GRUB2 from a CD (grub_iso.h), over a second. */
enum boot_way { BOOT_ROM, BOOT_GRUB };

/* What one boot is told. */
struct boot_order {
    uint64_t seed;
    uint32_t first_step;
    uint64_t left_out; /* bit n: step n is not performed */
    uint32_t flags;    /* BOOTINFO_ */
    unsigned cpus;     /* of the machine; 0 means 1 */
    bool pci;          /* with PCI functions that send messages */
    bool soft_ioapic;  /* the tables list one: set by the machine */
    enum boot_way way;
    const void *acpi; /* instead of good ACPI tables, for tests; or NULL */
    size_t acpi_size;
};

/* Read a flat image; NULL, or a sentence that says why not.  `text_size` comes
 * from the ELF's symbol __rodata_end. */
const char *kernel_image_load(struct kernel_image *image, const char *elf_path,
                              const char *flat_path);
void kernel_image_free(struct kernel_image *image);

/* Write a boot ROM of ROM_SIZE bytes to `path`; NULL, or why not. */
const char *rom_write(const char *path, const struct kernel_image *image,
                      const struct boot_order *order,
                      const char *firmware_path);

#endif
