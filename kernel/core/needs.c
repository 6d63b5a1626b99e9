/*
 * kernel/core/needs.c - what a lab needs of its machine, and what a person is
 * told where that is missing.  Contract: kernel/needs.h.
 *
 * A lab of several CPUs waits for them; without them its run would hang or show
 * nothing.  CPU n is the one with APIC ID n (docs/decisions/0014).
 */
#include <stddef.h>
#include "hw/ioapic_regs.h"
#include "kernel/ioapic.h"
#include "kernel/mmio.h"
#include "kernel/needs.h"
#include "kernel/print.h"
#include "kernel/scenario.h"

#define IDS_TOLD 16u

static bool lists_cpu(const struct acpi_interrupts *found, uint32_t id)
{
    for (unsigned i = 0; i < found->cpus; i++)
        if (found->apic_id[i] == id)
            return true;
    return false;
}

/* [SDM3 10.4.6 "Local APIC ID"]: CPUID leaf 1, EBX, bits 31:24. */
static uint32_t own_id(void)
{
    uint32_t eax = 1, ebx, ecx = 0, edx;

    __asm__ volatile("cpuid" : "+a"(eax), "=b"(ebx), "+c"(ecx), "=d"(edx));
    return ebx >> 24;
}

static bool has_cpus(const struct acpi_interrupts *found)
{
    if (lab_scenario.cpus <= 1)
        return true;
    if (found == NULL || own_id() != 0)
        return false;
    for (uint32_t id = 0; id < lab_scenario.cpus; id++)
        if (!lists_cpu(found, id))
            return false;
    return true;
}

static void tell_cpus(const struct acpi_interrupts *found)
{
    print("lab %s needs %u CPUs, with APIC IDs 0 to %u, of which 0 boots.\n",
          lab_scenario.title, lab_scenario.cpus, lab_scenario.cpus - 1);
    if (found == NULL) {
        print("No table of firmware's says which CPUs there are.\n");
        return;
    }
    print("APIC ID %u has booted, and firmware's tables list", own_id());
    for (unsigned i = 0; i < found->cpus && i < IDS_TOLD; i++)
        print(" %u", found->apic_id[i]);
    print(found->cpus > IDS_TOLD ? " ...\n" : "\n");
}

static uint64_t first_ioapic(const struct acpi_interrupts *found)
{
    for (unsigned i = 0; found != NULL && i < found->ioapics; i++)
        if (found->gsi_base[i] == 0)
            return found->ioapic_address[i];
    return IOAPIC_DEFAULT_BASE;
}

/* Where nothing is, all bits read alike. */
static bool has_ioapic(const struct acpi_interrupts *found)
{
    uint64_t base = first_ioapic(found);
    uint32_t version;

    if (!lab_scenario.ioapic)
        return true;
    if (base < DEVICE_FIRST || base > DEVICE_LAST)
        return false;
    version = ioapic_version(base);
    return version != 0 && version != UINT32_MAX;
}

bool needs_met(const struct acpi_interrupts *found)
{
    bool cpus = has_cpus(found), ioapic = has_ioapic(found);

    if (!cpus)
        tell_cpus(found);
    if (!ioapic)
        print("lab %s needs an I/O APIC, and none answers at %lx.\n",
              lab_scenario.title, first_ioapic(found));
    if (cpus && ioapic)
        return true;
    print("This machine cannot perform it; nothing is run.");
    if (!cpus)
        print("  (QEMU: -smp %u)", lab_scenario.cpus);
    print("\n");
    return false;
}
