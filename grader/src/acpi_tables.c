/*
 * grader/src/acpi_tables.c - RSDP, XSDT, MADT in bytes.
 * Contract: acpi_tables.h; layouts: hw/acpi_regs.h.
 */
#include <string.h>
#include "acpi_tables.h"
#include "hw/acpi_regs.h"

#define LAPIC_ADDRESS  0xfee00000u
#define IOAPIC_ADDRESS 0xfec00000u
#define SOFT_ADDRESS   0xfec10000u /* kernel/soft.h */
#define SOFT_GSI       24u
#define SCI_IRQ        9u
#define LEVEL_HIGH     0xdu /* of an override: level, active high */
#define TIMER_GSI      2u   /* IRQ 0 reaches I/O APIC pin 2 */

struct xsdt {
    struct acpi_header header;
    uint64_t entry[1];
} __attribute__((packed));

/* What follows the CPUs. */
struct madt_tail {
    struct acpi_madt_ioapic ioapic;
    struct acpi_madt_override timer;
    struct { /* only with the soft I/O APIC */
        struct acpi_madt_override sci;
        struct acpi_madt_ioapic ioapic;
    } __attribute__((packed)) soft;
} __attribute__((packed));

static size_t tail_size(bool soft)
{
    return soft ? sizeof(struct madt_tail) : offsetof(struct madt_tail, soft);
}

static uint8_t missing_to_zero(const uint8_t *bytes, size_t length)
{
    uint8_t sum = 0;

    for (size_t i = 0; i < length; i++)
        sum = (uint8_t)(sum + bytes[i]);
    return (uint8_t)-sum;
}

static struct acpi_header header(const char *signature, size_t length)
{
    struct acpi_header h = {.length = (uint32_t)length, .revision = 1};

    memcpy(h.signature, signature, sizeof h.signature);
    memcpy(h.oem_id, "PIC2PI", sizeof h.oem_id);
    memcpy(h.oem_table_id, "BOOTROM ", sizeof h.oem_table_id);
    memcpy(h.creator_id, "P2PI", sizeof h.creator_id);
    return h;
}

static void seal(uint8_t *table, size_t length)
{
    table[offsetof(struct acpi_header, checksum)] = 0;
    table[offsetof(struct acpi_header, checksum)] =
        missing_to_zero(table, length);
}

static size_t write_madt(uint8_t *at, unsigned cpus, bool soft)
{
    size_t length = sizeof(struct acpi_madt) +
                    cpus * sizeof(struct acpi_madt_lapic) + tail_size(soft);
    struct acpi_madt madt = {.header = header("APIC", length),
                             .lapic_address = LAPIC_ADDRESS,
                             .flags = (uint32_t)ACPI_MADT_PCAT_COMPAT};
    struct madt_tail tail = {
        .ioapic = {.entry = {ACPI_MADT_IOAPIC, sizeof tail.ioapic},
                   .ioapic_id = (uint8_t)cpus,
                   .address = IOAPIC_ADDRESS},
        .timer = {.entry = {ACPI_MADT_OVERRIDE, sizeof tail.timer},
                  .gsi = TIMER_GSI},
        .soft.sci = {.entry = {ACPI_MADT_OVERRIDE, sizeof tail.soft.sci},
                     .source = SCI_IRQ,
                     .gsi = SCI_IRQ,
                     .flags = LEVEL_HIGH},
        .soft.ioapic = {.entry = {ACPI_MADT_IOAPIC, sizeof tail.soft.ioapic},
                        .ioapic_id = (uint8_t)(cpus + 1),
                        .address = SOFT_ADDRESS,
                        .gsi_base = SOFT_GSI},
    };
    uint8_t *p = at + sizeof madt;

    memcpy(at, &madt, sizeof madt);
    for (unsigned i = 0; i < cpus; i++, p += sizeof(struct acpi_madt_lapic)) {
        struct acpi_madt_lapic lapic = {
            .entry = {ACPI_MADT_LAPIC, sizeof lapic},
            .processor_uid = (uint8_t)i,
            .apic_id = (uint8_t)i,
            .flags = (uint32_t)ACPI_LAPIC_ENABLED,
        };

        memcpy(p, &lapic, sizeof lapic);
    }
    memcpy(p, &tail, tail_size(soft));
    seal(at, length);
    return length;
}

static void write_rsdp(uint8_t *at, uint64_t xsdt)
{
    struct acpi_rsdp rsdp = {.revision = 2,
                             .length = sizeof rsdp,
                             .xsdt_address = xsdt};

    memcpy(rsdp.signature, ACPI_RSDP_SIGNATURE, sizeof rsdp.signature);
    memcpy(rsdp.oem_id, "PIC2PI", sizeof rsdp.oem_id);
    rsdp.checksum = missing_to_zero((uint8_t *)&rsdp, ACPI_RSDP_V1_LENGTH);
    rsdp.extended_checksum = missing_to_zero((uint8_t *)&rsdp, sizeof rsdp);
    memcpy(at, &rsdp, sizeof rsdp);
}

size_t acpi_tables_write(uint8_t *rom, size_t room, unsigned cpus,
                         bool soft_ioapic)
{
    size_t xsdt_at = 64, madt_at = xsdt_at + 64, end;
    struct xsdt xsdt = {.header = header("XSDT", sizeof xsdt),
                        .entry = {ACPI_TABLES_BASE + madt_at}};

    end = madt_at + sizeof(struct acpi_madt) +
          cpus * sizeof(struct acpi_madt_lapic) + tail_size(soft_ioapic);
    if (cpus == 0 || cpus > 16 || end > room)
        return 0;
    write_rsdp(rom, ACPI_TABLES_BASE + xsdt_at);
    memcpy(rom + xsdt_at, &xsdt, sizeof xsdt);
    seal(rom + xsdt_at, sizeof xsdt);
    return madt_at + write_madt(rom + madt_at, cpus, soft_ioapic);
}
