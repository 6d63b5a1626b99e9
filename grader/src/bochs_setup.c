/*
 * grader/src/bochs_setup.c - program, configuration and folder of a Bochs.
 * Contract: bochs_setup.h.
 *
 * The configuration is the fastest of those measured: no X, no VGA extension,
 * only the plugins that are used (docs/EMULATORS.md).
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "bochs_setup.h"
#include "bochs_version.h"
#include "grub_iso.h"
#include "memory.h"

#define PROGRAM  "/usr/bin/bochs-bin"
#define PLUGINS  "/usr/lib/x86_64-linux-gnu/bochs/plugins"
#define BIOS     "/usr/share/bochs/BIOS-bochs-latest"
#define VGA_BIOS "/usr/share/vgabios/vgabios.bin"
/* Beside the links: this Bochs wants to be told of its debugger. */
#define TOLD     "debugger-option"
#define NO_SPACE                                                               \
    "the temporary folder cannot be written: is the disk full? "               \
    "Make room, or set TMPDIR to a folder that has some"

static const char by_rom[] = "romimage: file=rom.bin\n";

static const char by_grub[] = "romimage: file=" BIOS ", options=fastboot\n"
                              "vgaromimage: file=" VGA_BIOS "\n"
                              "ata0-master: type=cdrom, path=boot.iso, "
                              "status=inserted\n"
                              "boot: cdrom\n";

static const char configuration[] =
    "display_library: term\n"
    "plugin_ctrl: unmapped=1, serial=1, biosdev=0, speaker=0, "
    "parallel=0, %siodebug=0\n"
    "cpu: model=corei7_skylake_x, count=%u, ips=50000000, "
    "reset_on_triple_fault=0\n"
    "memory: guest=16, host=16\n"
    "vga: extension=none, update_freq=5, realtime=0\n"
    "clock: sync=none, time0=946684800\n"
    "port_e9_hack: enabled=1\n"
    "magic_break: enabled=0\n"
    "floppya: type=none\n"
    "log: /dev/fd/3\n"
    "panic: action=fatal\n"
    "error: action=report\n"
    "info: action=ignore, %spc_system=report, "
    "pci2isa=report\n"
    "debug: action=ignore, %s%spic=report, unmapped=report\n";

/* A Bochs stops at a device that it does not have; later
 * ones may lack these. */
static const char left_out[] = "extfpuirq=0, gameport=0, ";

/* Of the 90 plugins Bochs would open at start, these are used. */
static const char *const plugins[] = {
    "acpi",     "biosdev",    "cmos",     "dma",      "extfpuirq",
    "floppy",   "gameport",   "harddrv",  "hpet",     "ioapic",
    "iodebug",  "keyboard",   "parallel", "pci",      "pci2isa",
    "pci_ide",  "pic",        "pit",      "serial",   "speaker",
    "term_gui", "textconfig", "unmapped", "usb_uhci", "vga",
};

const char *bochs_program(void)
{
    const char *asked = getenv(BOCHS_VARIABLE);

    return asked != NULL && asked[0] != '\0' ? asked : PROGRAM;
}

static bool is_installed_one(void)
{
    return strcmp(bochs_program(), PROGRAM) == 0;
}

const char *bochs_missing(void)
{
    struct stat info;
    const char *program = bochs_program();
    bool there = stat(program, &info) == 0 && S_ISREG(info.st_mode) &&
                 access(program, X_OK) == 0;

    if (!is_installed_one())
        return there ? NULL
                     : BOCHS_VARIABLE " names no program that can be run: "
                                      "unset it, or give Bochs's full path";
    if (!there || access(PLUGINS "/libbx_term_gui.so", R_OK) != 0)
        return "Bochs is not installed: run `make deps`";
    return NULL;
}

/* Once for a session: to search the program takes longer
 * than to find a file. */
static bool note_option(const struct rundir *dir)
{
    char *path = rundir_file(dir, TOLD);
    bool noted = !bochs_takes_option(bochs_program()) ||
                 symlink(BOCHS_DEBUGGER_OPTION, path) == 0;

    free(path);
    return noted;
}

static bool is_told(const struct rundir *dir)
{
    char *path = rundir_file(dir, TOLD);
    struct stat info;
    bool told = lstat(path, &info) == 0;

    free(path);
    return told;
}

const char *bochs_link_plugins(const struct rundir *dir)
{
    char *folder = rundir_file(dir, "plugins");
    bool made = mkdir(folder, 0700) == 0;
    bool failed = made ? !note_option(dir) : errno != EEXIST;

    for (size_t i = 0; i < sizeof plugins / sizeof plugins[0]; i++) {
        char *from = text_format(PLUGINS "/libbx_%s.so", plugins[i]);
        char *to = text_format("%s/libbx_%s.so", folder, plugins[i]);

        failed |= symlink(from, to) != 0 && errno != EEXIST;
        free(from);
        free(to);
    }
    free(folder);
    return failed ? NO_SPACE : NULL;
}

/* Colons separate this list's items: then relative to a boot's folder.
 * Another Bochs has plugins of its own. */
static char *plugin_setting(const struct rundir *dir)
{
    if (!is_installed_one())
        return text_copy("BOCHS_PLUGINS=its own");
    if (strchr(dir->path, ':') != NULL)
        return text_copy("LTDL_LIBRARY_PATH=../plugins");
    return text_format("LTDL_LIBRARY_PATH=%s/plugins", dir->path);
}

_Noreturn void bochs_exec(const struct rundir *dir)
{
    char *plugin_path = plugin_setting(dir);
    char *const environment[] = {"TERM=dumb", "LC_ALL=C", "HOME=.", plugin_path,
                                 NULL};
    char *const arguments[] = {
        "bochs-bin", "-q",       "-f",
        "bochsrc",   "-rc",      "rc",
        "-dbglog",   "debugger", is_told(dir) ? BOCHS_DEBUGGER_OPTION : NULL,
        NULL};

    execve(bochs_program(), arguments, environment);
    _exit(127);
}

static const char *write_text(const char *folder, const char *name,
                              const char *text)
{
    char *path = text_format("%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    bool bad = file == NULL || fputs(text, file) < 0;

    if (file != NULL)
        bad |= fclose(file) != 0;
    free(path);
    return bad ? NO_SPACE : NULL;
}

static const char *write_medium(const char *folder, const struct rundir *dir,
                                const struct kernel_image *image,
                                const struct boot_order *order)
{
    bool grub = order->way == BOOT_GRUB;
    char *firmware = rundir_root(dir, "build/images/firmware.bin");
    struct boot_order with = *order;
    char *path = text_format("%s/%s", folder, grub ? "boot.iso" : "rom.bin");
    const char *error;

    with.soft_ioapic = true; /* Bochs has no Remote IRR */
    error = grub ? grub_iso_write(path, dir, image, &with)
                 : rom_write(path, image, &with, firmware);

    free(path);
    free(firmware);
    return error;
}

/* Bochs stops at a name that its machine does not have. */
static char *reported_cpus(unsigned cpus)
{
    char *text = text_copy("");

    for (unsigned i = 0; i < cpus; i++) {
        char *more = text_format("%sapic%x=report, cpu%x=report, ", text, i, i);

        free(text);
        text = more;
    }
    return text;
}

/* The I/O APIC's lines cost time: for labs that may need them. */
static const char *write_configuration(const char *folder,
                                       const struct rundir *dir,
                                       const struct boot_order *order)
{
    unsigned cpus = order->cpus > 0 ? order->cpus : 1;
    char *reported = reported_cpus(cpus);
    char *common =
        text_format(configuration, is_told(dir) ? "" : left_out, cpus, reported,
                    reported, cpus > 1 ? "ioapic=report, " : "");
    char *text =
        text_format("%s%s", order->way == BOOT_GRUB ? by_grub : by_rom, common);
    const char *error = write_text(folder, "bochsrc", text);

    free(reported);
    free(common);
    free(text);
    return error;
}

const char *bochs_folder(const char *folder, const struct rundir *dir,
                         const struct kernel_image *image,
                         const struct boot_order *order, const char *commands)
{
    const char *error = NULL;

    if (mkdir(folder, 0700) != 0 && errno != EEXIST)
        error = NO_SPACE;
    if (error == NULL)
        error = write_medium(folder, dir, image, order);
    if (error == NULL)
        error = write_configuration(folder, dir, order);
    if (error == NULL)
        error = write_text(folder, "rc", commands);
    return error;
}
