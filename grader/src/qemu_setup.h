/*
 * grader/src/qemu_setup.h - program, version and command line of a QEMU.
 *
 * Starting and watching it is qemu.c's.
 */
#ifndef QEMU_SETUP_H
#define QEMU_SETUP_H

#include <stdbool.h>
#include "kernel_image.h"
#include "rundir.h"

#define QEMU_LOG_FD     3 /* the record is written here */
#define QEMU_CONTROL_FD 4 /* QMP is spoken here */

/* The functions that labs with PCI find on the bus, each behind a "-device";
 * the card needs neither a cable nor a ROM, the rogue reaches FEExxxxxh. */
#define QEMU_EDU        "edu,addr=4"
#define QEMU_CARD       "e1000e,addr=5,romfile="
#define QEMU_ROGUE      "edu,addr=6,dma_mask=0xffffffff"
#define QEMU_HPET       "hpet.msi=on" /* a "-global" of all */

/* NULL, or that it is not installed and what to do. */
const char *qemu_missing(void);

/* Make `folder` with rom.bin.  NULL, or why not. */
const char *qemu_folder(const char *folder, const struct rundir *dir,
                        const struct kernel_image *image,
                        const struct boot_order *order);

/* In the child, inside its folder: become the QEMU that `order` asks for;
 * returns when that fails. */
void qemu_become(const struct boot_order *order);

/* Read "7.2.22" from QMP's greeting.  False: not a version whose record is
 * known; "" when the greeting is none. */
bool qemu_version(const char *greeting, char version[16]);

/* What to say of another version; valid until the next call. */
const char *qemu_version_error(const char *version);

#endif
