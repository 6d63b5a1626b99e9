/*
 * grader/src/qemu_setup.c - program, version and command line of a QEMU.
 * Contract: qemu_setup.h.
 *
 * Virtual time counts instructions and does not wait (docs/EMULATORS.md), so
 * that a record repeats and a busy host changes nothing in it.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "grub_iso.h"
#include "memory.h"
#include "qemu_setup.h"

#define PROGRAM         "/usr/bin/qemu-system-x86_64"
/* An instruction is 16 ns, as in Bochs: with 1, a wait for the PIT would be 16
 * times as dear.  With several CPUs it is 64, for one that waits without PAUSE
 * keeps the others from running until 100 ms have gone by. */
#define TIME_OF_ONE     "shift=4,sleep=off"
#define TIME_OF_SEVERAL "shift=6,sleep=off"
/* Whatever writes to memory besides a CPU could write to the kernel's text. */
#define FEW_MASTERS     "smm=off,sata=off,smbus=off"
#define NO_SPACE                                                               \
    "the temporary folder cannot be written: is the disk full? "               \
    "Make room, or set TMPDIR to a folder that has some"

static const char *const arguments[] = {
    "qemu-system-x86_64",
    "-nodefaults",
    "-no-user-config",
    "-display",
    "none",
    "-vga",
    "none",
    "-machine",
    "q35",
    "-accel",
    "tcg,thread=single,tb-size=16",
    "-m",
    "16",
    "-rtc",
    "base=2000-01-01,clock=vm",
    "-global",
    QEMU_HPET, /* its timers can send messages: CAP_HPET_FSB */
    "-no-reboot",
    "-bios",
    "rom.bin",
    "-serial",
    "null",
    "-chardev",
    "null,id=words",
    "-device",
    "isa-debugcon,iobase=0xe9,chardev=words",
    "-chardev",
    "socket,id=control,fd=4",
    "-mon",
    "chardev=control,mode=control",
    "-sandbox",
    "on,obsolete=deny,elevateprivileges=deny,spawn=deny",
    "-D",
    "/dev/fd/3",
    "-d",
    "int,cpu_reset",
    "-trace",
    "apic_*",
    "-trace",
    "pic_*",
    "-trace",
    "ioapic_*",
    "-trace",
    "cpu_set_apic_base",
    "-trace",
    "memory_region_ops_write",
    "-trace",
    "memory_notdirty_write_access", /* a write to a page that was executed */
};

const char *qemu_missing(void)
{
    return access(PROGRAM, X_OK) == 0
               ? NULL
               : "QEMU is not installed: run `make deps GROUP=test`";
}

const char *qemu_folder(const char *folder, const struct rundir *dir,
                        const struct kernel_image *image,
                        const struct boot_order *order)
{
    bool grub = order->way == BOOT_GRUB;
    const char *error = NULL;
    char *firmware, *path;

    if (mkdir(folder, 0700) != 0 && errno != EEXIST)
        return NO_SPACE;
    firmware = rundir_root(dir, "build/images/firmware.bin");
    path = text_format("%s/%s", folder, grub ? "boot.iso" : "rom.bin");
    error = grub ? grub_iso_write(path, dir, image, order)
                 : rom_write(path, image, order, firmware);
    free(path);
    free(firmware);
    return error;
}

#define ARGUMENTS (sizeof arguments / sizeof arguments[0])
#define FUNCTIONS (sizeof functions / sizeof functions[0])

static const char *const functions[] = {
    "-device", QEMU_EDU, "-device", QEMU_CARD, "-device", QEMU_ROGUE,
};

/* QEMU's own SeaBIOS, and our CD in the place of our ROM. */
static void boot_by_grub(const char **all)
{
    while (strcmp(*all, "-bios") != 0)
        all++;
    all[0] = "-cdrom";
    all[1] = "boot.iso";
}

void qemu_become(const struct boot_order *order)
{
    unsigned cpus = order->cpus;
    char *const environment[] = {"LC_ALL=C", "HOME=.", NULL};
    bool several = cpus > 1;
    bool rom = order->way == BOOT_ROM; /* nothing but a ROM to read */
    char *count = text_format("%u", several ? cpus : 1);
    const char *const tail[] = {
        "-machine",
        rom ? FEW_MASTERS : "smm=off",
        "-global",
        rom ? "fw_cfg_io.dma_enabled=off" : "fw_cfg_io.dma_enabled=on",
        "-smp",
        count,
        "-icount",
        several ? TIME_OF_SEVERAL : TIME_OF_ONE,
        several ? "-trace" : NULL,
        "memory_region_ops_read", /* which of them reads */
        NULL,
    };
    const char *all[ARGUMENTS + FUNCTIONS + sizeof tail / sizeof tail[0]];
    size_t n = order->pci ? FUNCTIONS : 0;

    memcpy(all, arguments, sizeof arguments);
    memcpy(all + ARGUMENTS, functions, sizeof functions);
    memcpy(all + ARGUMENTS + n, tail, sizeof tail);
    if (order->way == BOOT_GRUB)
        boot_by_grub(all);
    execve(PROGRAM, (char *const *)(uintptr_t)all, environment);
}

/* {"QMP": {"version": {"qemu": {"micro": 22, "minor": 2, "major": 7}, ... */
static unsigned long part(const char *greeting, const char *name)
{
    const char *at = strstr(greeting, name);

    return at != NULL ? strtoul(at + strlen(name), NULL, 10) : 0;
}

bool qemu_version(const char *greeting, char version[16])
{
    unsigned long major = part(greeting, "\"major\": ");
    unsigned long minor = part(greeting, "\"minor\": ");
    unsigned long micro = part(greeting, "\"micro\": ");

    version[0] = '\0';
    if (major > 0)
        snprintf(version, 16, "%lu.%lu.%lu", major % 1000, minor % 1000,
                 micro % 1000);
    return major == 7 && minor == 2;
}

const char *qemu_version_error(const char *version)
{
    static char text[200];

    snprintf(text, sizeof text,
             PROGRAM " is QEMU %s, and the grader knows the record of QEMU 7.2 "
                     "only: `make deps GROUP=test` installs it on Debian 12",
             version);
    return text;
}
