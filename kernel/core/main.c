/*
 * kernel/core/main.c - from the loader's registers to the runner.
 *
 * Called once by kernel/boot/entry.asm.  Says, for a person, who loaded the
 * kernel and what interrupt hardware firmware's tables name.
 */
#include <stddef.h>
#include "kernel/acpi.h"
#include "kernel/console.h"
#include "kernel/hpet.h"
#include "kernel/ioapic.h"
#include "kernel/loader.h"
#include "kernel/mmio.h"
#include "kernel/msi_device.h"
#include "kernel/needs.h"
#include "kernel/paging.h"
#include "kernel/print.h"
#include "kernel/runner.h"
#include "kernel/scenario.h"
#include "kernel/soft.h"
#include "kernel/trap.h"

#define MAPPED_END UINT64_C(0x100000000)
#define ROM_TABLES UINT64_C(0xf0000) /* where our boot ROM has the RSDP */

_Noreturn void kernel_main(uint32_t magic, uint32_t pointer);

/* Everything below 4 GiB but the device pages is mapped where it lies. */
static const void *identity(uint64_t address, uint32_t length)
{
    uint64_t end = address + length;

    if (address < 0x1000 || end < address || end > MAPPED_END)
        return NULL;
    if (end > DEVICE_FIRST && address <= DEVICE_LAST)
        return NULL;
    return (const void *)address;
}

static enum acpi_err find_madt(uint64_t rsdp, const struct acpi_header **table,
                               struct acpi_interrupts *found)
{
    enum acpi_err err = ACPI_NO_RSDP;

    if (rsdp == 0)
        err = acpi_find(identity, ROM_TABLES, "APIC", table);
    if (err != ACPI_OK)
        err = acpi_find(identity, rsdp, "APIC", table);
    return err == ACPI_OK ? acpi_read_madt(*table, found) : err;
}

static void tell_hardware(enum acpi_err err,
                          const struct acpi_interrupts *found)
{
    if (soft_ioapic_is_on())
        print("I/O APIC 1, GSI %u to %u, is soft: played by the kernel\n",
              SOFT_IOAPIC_GSI, SOFT_IOAPIC_GSI + SOFT_IOAPIC_PINS - 1);
    if (err != ACPI_OK) {
        print("ACPI: %s; going on with the PC's usual addresses\n",
              acpi_err_text(err));
        return;
    }
    print("ACPI: %u CPU%s, %u I/O APIC%s, %s8259A pair, %u override%s\n",
          found->cpus, found->cpus == 1 ? "" : "s", found->ioapics,
          found->ioapics == 1 ? "" : "s", found->has_8259 ? "" : "no ",
          found->overrides, found->overrides == 1 ? "" : "s");
}

static void look_at_hardware(const struct loader_facts *facts)
{
    static struct acpi_interrupts found;
    const struct acpi_header *table;
    enum acpi_err err;

    if (lab_scenario.pci)
        msi_devices_find();
    if (lab_scenario.pci && !facts->options.quiet) {
        msi_devices_tell();
        hpet_tell();
    }
    if (facts->options.quiet && !lab_scenario.ioapic)
        return;
    err = find_madt(facts->rsdp, &table, &found);
    soft_begin(err == ACPI_OK ? table : NULL);
    if (facts->options.quiet)
        return;
    tell_hardware(err, &found);
    ioapic_distrust();
    if (!needs_met(err == ACPI_OK ? &found : NULL))
        runner_end(RUN_UNABLE);
}

void kernel_main(uint32_t magic, uint32_t pointer)
{
    struct loader_facts facts;

    paging_init();
    trap_init();
    loader_read(&facts, magic, pointer);
    console_init(facts.options.quiet);
    if (!facts.options.quiet)
        print("pic2pi kernel, loaded by %s\n", facts.name);
    look_at_hardware(&facts);
    runner_run(&facts.options);
}
