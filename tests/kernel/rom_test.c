/*
 * tests/kernel/rom_test.c - the boot ROM as bytes: is everything where the
 * machine, the reset code and the kernel look for it?
 *
 * Written by grader/src/kernel_image.c from a small kernel made here and the
 * firmware of images/rom.asm; its ACPI tables are found by the kernel's own
 * parser, in the place where the ROM's end appears below 1 MiB.
 */
#include <check.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "kernel/acpi.h"
#include "kernel_image.h"
#include "memory.h"

#define FIRMWARE  "build/images/firmware.bin"
#define LOW_VIEW  0xe0000u /* the ROM's last 128 KiB, seen below 1 MiB */
#define LOW_SIZE  0x20000u
#define ENTRY     24u /* behind the Multiboot2 header */
#define KERNEL    5000u
#define ELF_FILE  "build/labs/02-lapic/kernel.elf"
#define FLAT_FILE "build/labs/02-lapic/kernel.bin"

static uint8_t rom[ROM_SIZE];
static char folder[64];

static char *path_of(const char *name)
{
    return text_format("%s/%s", folder, name);
}

static const char *write_rom(size_t kernel_size, const char *firmware)
{
    uint8_t *flat = need(malloc(kernel_size));
    struct kernel_image image = {.flat = flat, .size = kernel_size};
    struct boot_order order = {.seed = UINT64_C(0x1122334455667788),
                               .first_step = 5,
                               .flags = 1};
    char *path = path_of("rom.bin");
    const char *error;
    int fd;

    memset(flat, 0x5a, kernel_size);
    error = rom_write(path, &image, &order, firmware);
    fd = open(path, O_RDONLY);
    if (fd >= 0) {
        ck_assert_int_eq(read(fd, rom, sizeof rom), sizeof rom);
        close(fd);
        unlink(path);
    }
    free(path);
    free(flat);
    return error;
}

static void make(void)
{
    snprintf(folder, sizeof folder, "/tmp/pic2pi.rom.XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
}

static void clear(void)
{
    rmdir(folder);
}

START_TEST(the_kernel_comes_first)
{
    ck_assert_ptr_null(write_rom(KERNEL, FIRMWARE));
    for (size_t i = 0; i < ROM_BOOTINFO; i++)
        ck_assert_msg(rom[i] == (i < KERNEL ? 0x5a : 0), "byte %zx", i);
}
END_TEST

/* A kernel of the largest size ends where bootinfo begins. */
START_TEST(bootinfo_has_its_place)
{
    struct bootinfo info;

    ck_assert_ptr_null(write_rom(ROM_KERNEL_MAX, FIRMWARE));
    memcpy(&info, rom + ROM_BOOTINFO, sizeof info);
    ck_assert_uint_eq(info.magic, BOOTINFO_MAGIC);
    ck_assert_uint_eq(info.seed, UINT64_C(0x1122334455667788));
    ck_assert_uint_eq(info.first_step, 5);
    ck_assert_uint_eq(info.flags, BOOTINFO_QUIET);
    ck_assert_uint_eq(info.kernel_size, ROM_KERNEL_MAX);
    ck_assert_uint_eq(rom[ROM_BOOTINFO - 1], 0x5a);
}
END_TEST

/* [SDM3 9.1.4 "First Instruction Executed"]: 16 bytes below 4 GiB, a near jump
 * back into the reset code, which begins with CLI. */
START_TEST(the_reset_vector_leads_to_the_reset_code)
{
    const uint8_t *vector = rom + ROM_SIZE - 16;
    int16_t distance;
    long target;

    ck_assert_ptr_null(write_rom(KERNEL, FIRMWARE));
    ck_assert_uint_eq(vector[0], 0xe9);
    memcpy(&distance, vector + 1, sizeof distance);
    target = (long)ROM_SIZE - 16 + 3 + distance;
    ck_assert_int_eq(target, ROM_RESET);
    ck_assert_uint_eq(rom[target], 0xfa);
}
END_TEST

/* The reset code's last word before the jump is the kernel's entry. */
START_TEST(the_reset_code_knows_the_entry)
{
    static const uint8_t entry[] = {0xba, ENTRY, 0, 0x10, 0, 0xff, 0xe2};
    bool found = false;

    ck_assert_ptr_null(write_rom(KERNEL, FIRMWARE));
    for (size_t i = ROM_RESET; i + sizeof entry < ROM_SIZE; i++)
        found |= memcmp(rom + i, entry, sizeof entry) == 0;
    ck_assert_msg(found, "no mov edx, entry; jmp edx");
}
END_TEST

static const void *visible(uint64_t address, uint32_t length)
{
    if (address < LOW_VIEW || length > LOW_SIZE ||
        address > LOW_VIEW + LOW_SIZE - length)
        return NULL;
    return rom + ROM_SIZE - LOW_SIZE + (address - LOW_VIEW);
}

START_TEST(the_kernel_finds_the_tables)
{
    const struct acpi_header *table;
    struct acpi_interrupts found;

    ck_assert_ptr_null(write_rom(ROM_KERNEL_MAX, FIRMWARE));
    ck_assert_int_eq(acpi_find(visible, 0, "APIC", &table), ACPI_OK);
    ck_assert_int_eq(acpi_read_madt(table, &found), ACPI_OK);
    ck_assert_uint_ge(found.cpus, 1);
    ck_assert_uint_eq(found.ioapics, 1);
    ck_assert(found.has_8259);
}
END_TEST

START_TEST(no_firmware_no_rom)
{
    const char *error = write_rom(KERNEL, "/nowhere/firmware.bin");

    ck_assert_ptr_nonnull(error);
    ck_assert_ptr_nonnull(strstr(error, "make"));
    ck_assert_ptr_nonnull(write_rom(KERNEL, "/dev/null"));
}
END_TEST

/* ---- the image before it comes into a ROM ---- */

static void grow_file(const char *path, long size)
{
    FILE *file = fopen(path, "wb");

    ck_assert_ptr_nonnull(file);
    fclose(file);
    ck_assert_int_eq(truncate(path, size), 0);
}

static const char *load(const char *elf, long size)
{
    struct kernel_image image;
    char *flat = path_of("flat");
    const char *error;

    grow_file(flat, size);
    error = kernel_image_load(&image, elf, flat);
    kernel_image_free(&image);
    unlink(flat);
    free(flat);
    return error;
}

START_TEST(images_that_cannot_be_are_refused)
{
    const char *error = load(ELF_FILE, ROM_KERNEL_MAX + 1);

    ck_assert_ptr_null(load(ELF_FILE, ROM_KERNEL_MAX));
    ck_assert_ptr_nonnull(error);
    ck_assert_ptr_nonnull(strstr(error, "does not fit"));
    ck_assert_ptr_nonnull(load(ELF_FILE, 0));
    ck_assert_ptr_nonnull(load(ELF_FILE, 64));
    ck_assert_ptr_nonnull(load("/dev/null", KERNEL));
    ck_assert_ptr_nonnull(load("/nowhere", KERNEL));
}
END_TEST

/* Loaders of ELF files must leave the same text as the copy from the ROM, to
 * its last byte; GRUB finds its header within 32 KiB, 8-byte aligned. */
START_TEST(a_lab_kernel_is_whole)
{
    struct kernel_image image;
    uint32_t magic;

    ck_assert_ptr_null(kernel_image_load(&image, ELF_FILE, FLAT_FILE));
    ck_assert_uint_eq(image.text_size % 4096, 0);
    ck_assert_uint_le(image.text_size, image.size);
    memcpy(&magic, image.flat, sizeof magic);
    ck_assert_uint_eq(magic, 0xe85250d6);
    kernel_image_free(&image);
}
END_TEST

Suite *rom_suite(void)
{
    Suite *suite = suite_create("rom");
    TCase *t = tcase_create("rom");

    tcase_add_checked_fixture(t, make, clear);
    tcase_add_test(t, the_kernel_comes_first);
    tcase_add_test(t, bootinfo_has_its_place);
    tcase_add_test(t, the_reset_vector_leads_to_the_reset_code);
    tcase_add_test(t, the_reset_code_knows_the_entry);
    tcase_add_test(t, the_kernel_finds_the_tables);
    tcase_add_test(t, no_firmware_no_rom);
    tcase_add_test(t, images_that_cannot_be_are_refused);
    tcase_add_test(t, a_lab_kernel_is_whole);
    suite_add_tcase(suite, t);
    return suite;
}
