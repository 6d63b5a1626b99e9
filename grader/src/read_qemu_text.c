/*
 * grader/src/read_qemu_text.c - writes to the kernel's text in QEMU's log, by a
 * CPU or by a device that is told to write there.  Part of read_qemu.c.
 *
 * The looks at the text (qemu.c) see what is changed while they last; this sees
 * what is put back as well.  A device's own writes leave no line, so the order
 * to make them counts.  The kernel gives none of these orders.
 */
#include <stdlib.h>
#include <string.h>
#include "hw/edu_regs.h"
#include "hw/msi_regs.h"
#include "kernel_image.h"
#include "read_qemu_parts.h"

/* Regions are aligned to their sizes. */
#define EDU_OFFSETS   0xfffffu
#define E1000E_OFFSET 0x1ffffu
#define HPET_OFFSETS  0x3ffu
/* Receiver and transmitter: bit 1 starts them, and with them rings whose
 * addresses e1000e reads from memory. */
#define E1000E_RCTL   0x100u
#define E1000E_TCTL   0x400u
#define E1000E_EN     0x2u
/* The upper half of a timer's message register. */
#define HPET_ROUTES   0x114u
#define HPET_STRIDE   0x20u
/* The address of MSI, in the two functions that lab 05 has. */
#define EDU_MSI       0x44u
#define E1000E_MSI    0xd4u
#define CONFIG_INDEX  BITS(7, 2)

static void note(struct qemu_reader *r, uint64_t address)
{
    if (r->started && !r->again && address >= KERNEL_BASE &&
        address < r->text_end)
        r->text_written = true;
}

/* "memory_notdirty_write_access 0x101000 ram_addr 0x101000 size 1": to a page
 * from which QEMU has taken code, whatever its address for the CPU. */
bool qemu_text_read_line(struct qemu_reader *r)
{
    const char *p = qemu_after(r->line, "memory_notdirty_write_access ");
    const char *at = p != NULL ? strstr(p, " ram_addr 0x") : NULL;

    if (at != NULL)
        note(r, strtoull(at + strlen(" ram_addr 0x"), NULL, 16));
    return p != NULL;
}

static void take_device(struct qemu_reader *r, const struct qemu_region *a)
{
    uint64_t offset = a->address & E1000E_OFFSET;

    if (strcmp(a->name, "'edu-mmio'") == 0) {
        if ((a->address & EDU_OFFSETS) == EDU_DMA_DESTINATION)
            note(r, a->value < KERNEL_BASE &&
                            a->value + EDU_BUFFER_SIZE > KERNEL_BASE
                        ? KERNEL_BASE
                        : a->value);
    } else if (strcmp(a->name, "'e1000e-io'") == 0) {
        r->text_written |= r->started;
    } else if (strcmp(a->name, "'e1000e-mmio'") == 0 &&
               (offset == E1000E_RCTL || offset == E1000E_TCTL)) {
        r->text_written |= r->started && (a->value & E1000E_EN) != 0;
    }
}

/* A message goes to any address. */
static void take_message(struct qemu_reader *r, const struct qemu_region *a)
{
    if (strcmp(a->name, "'msix-table'") == 0) {
        if (a->address % MSIX_ENTRY_SIZE == MSIX_ENTRY_ADDRESS)
            note(r, a->value);
    } else if (strcmp(a->name, "'hpet'") == 0) {
        if ((a->address & HPET_OFFSETS) % HPET_STRIDE ==
            HPET_ROUTES % HPET_STRIDE)
            note(r, a->value);
    } else if (strcmp(a->name, "'pci-conf-idx'") == 0) {
        r->config_index = (uint8_t)(a->value & CONFIG_INDEX);
    } else if (strcmp(a->name, "'pci-conf-data'") == 0) {
        if (r->config_index == EDU_MSI || r->config_index == E1000E_MSI)
            note(r, a->value);
    } else if (strcmp(a->name, "'pcie-mmcfg-mmio'") == 0) {
        r->text_written |= r->started; /* there is no need for it */
    }
}

void qemu_text_access(struct qemu_reader *r, const struct qemu_region *a)
{
    take_device(r, a);
    take_message(r, a);
}
