/*
 * grader/src/kernel_image.c - kernel bytes in, boot ROM out.  Contract:
 * kernel_image.h; the ROM's layout: model/bootinfo.h.
 *
 * The firmware file is the ROM's last part, from ROM_ACPI on: reset code
 * built once by images/build.mk, ACPI tables written in front of it here.
 */
#include <fcntl.h>
#include <gelf.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "acpi_tables.h"
#include "kernel_image.h"
#include "memory.h"

#define FIRMWARE_SIZE (ROM_SIZE - ROM_ACPI)

/* At most `room` bytes of the file at `path`; -1 when it cannot be read. */
static long read_file(const char *path, uint8_t *bytes, size_t room)
{
    FILE *file = fopen(path, "rb");
    size_t n;

    if (file == NULL)
        return -1;
    n = fread(bytes, 1, room, file);
    fclose(file);
    return (long)n;
}

static uint64_t symbol_in(Elf *elf, Elf_Scn *section, const char *name)
{
    GElf_Shdr header;
    Elf_Data *data = elf_getdata(section, NULL);
    GElf_Sym symbol;

    if (gelf_getshdr(section, &header) == NULL || data == NULL ||
        header.sh_type != SHT_SYMTAB || header.sh_entsize == 0)
        return 0;
    for (size_t i = 0; i < header.sh_size / header.sh_entsize; i++) {
        if (gelf_getsym(data, (int)i, &symbol) == NULL)
            continue;
        const char *text = elf_strptr(elf, header.sh_link, symbol.st_name);

        if (text != NULL && strcmp(text, name) == 0)
            return symbol.st_value;
    }
    return 0;
}

static uint64_t symbol_value(const char *path, const char *name)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    uint64_t value = 0;
    Elf *elf;

    if (fd < 0)
        return 0;
    elf_version(EV_CURRENT);
    elf = elf_begin(fd, ELF_C_READ, NULL);
    for (Elf_Scn *s = NULL; value == 0 && (s = elf_nextscn(elf, s)) != NULL;)
        value = symbol_in(elf, s, name);
    elf_end(elf);
    close(fd);
    return value;
}

const char *kernel_image_load(struct kernel_image *image, const char *elf_path,
                              const char *flat_path)
{
    uint64_t end = symbol_value(elf_path, "__rodata_end");
    long size;

    *image = (struct kernel_image){.elf_path = text_copy(elf_path)};
    image->flat = need(malloc(ROM_KERNEL_MAX + 1));
    size = read_file(flat_path, image->flat, ROM_KERNEL_MAX + 1);
    if (size <= 0)
        return "the linked kernel cannot be read";
    if ((size_t)size > ROM_KERNEL_MAX)
        return "the linked kernel does not fit into the boot ROM";
    image->size = (size_t)size;
    if (end <= KERNEL_BASE || end - KERNEL_BASE > image->size)
        return "the linked kernel has no __rodata_end";
    image->text_size = end - KERNEL_BASE;
    return NULL;
}

void kernel_image_free(struct kernel_image *image)
{
    free(image->flat);
    free(image->elf_path);
    *image = (struct kernel_image){0};
}

static const char *fill_rom(uint8_t *rom, const struct kernel_image *image,
                            const struct boot_order *order,
                            const char *firmware_path)
{
    struct bootinfo info = {
        .magic = BOOTINFO_MAGIC,
        .first_step = order->first_step,
        .seed = order->seed,
        .flags = order->flags,
        .kernel_size = (uint32_t)image->size,
        .left_out = order->left_out,
    };

    memcpy(rom, image->flat, image->size);
    memcpy(rom + ROM_BOOTINFO, &info, sizeof info);
    if (read_file(firmware_path, rom + ROM_ACPI, FIRMWARE_SIZE) !=
        FIRMWARE_SIZE)
        return "the boot ROM's firmware is missing: run make";
    acpi_tables_write(rom + ROM_ACPI, ROM_RESET - ROM_ACPI,
                      order->cpus > 0 ? order->cpus : 1, order->soft_ioapic);
    if (order->acpi != NULL && order->acpi_size <= ROM_RESET - ROM_ACPI)
        memcpy(rom + ROM_ACPI, order->acpi, order->acpi_size);
    return NULL;
}

const char *rom_write(const char *path, const struct kernel_image *image,
                      const struct boot_order *order, const char *firmware_path)
{
    uint8_t *rom = need(calloc(1, ROM_SIZE));
    const char *error = fill_rom(rom, image, order, firmware_path);
    FILE *file = error == NULL ? fopen(path, "wb") : NULL;

    if (error == NULL && file == NULL)
        error = "no boot ROM can be written: is the disk full?";
    if (file != NULL) {
        size_t n = fwrite(rom, 1, ROM_SIZE, file);

        if (fclose(file) != 0 || n != ROM_SIZE)
            error = "no boot ROM can be written: is the disk full?";
    }
    free(rom);
    return error;
}
