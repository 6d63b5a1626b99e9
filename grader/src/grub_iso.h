/*
 * grader/src/grub_iso.h - a kernel on a CD that boots through GRUB2.
 *
 * The long way into the machine, by the emulator's own BIOS, for people and
 * for the test that holds both ways to the same record.  Grades use the boot
 * ROM (kernel_image.h).  Called by bochs_setup.c.
 */
#ifndef GRUB_ISO_H
#define GRUB_ISO_H

#include "kernel_image.h"
#include "rundir.h"

/* Write to `path` an ISO that boots the image's ELF file at once, with `order`
 * as its command line.  NULL, or why not. */
const char *grub_iso_write(const char *path, const struct rundir *dir,
                           const struct kernel_image *image,
                           const struct boot_order *order);

#endif
