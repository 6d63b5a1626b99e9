/*
 * kernel/dev/acpi.c - walking ACPI's tables.  Contract: kernel/acpi.h.
 *
 *   RSDP --revision >= 2--> XSDT (64-bit entries) --> table, table, ...
 *        --else----------> RSDT (32-bit entries)
 *
 * The MADT's entries are acpi_madt.c's.
 * [ACPI 5.2.5.1 "Finding the RSDP on IA-PC Systems"]
 */
#include <stddef.h>
#include "kernel/acpi.h"

#define BIOS_AREA      UINT64_C(0xe0000)
#define BIOS_AREA_SIZE 0x20000u
#define RSDP_ALIGNMENT 16u
#define TABLE_LIMIT    0x100000u /* no table is longer than 1 MiB */
#define ENTRIES_LIMIT  256u

static bool same(const char *a, const char *b, unsigned n)
{
    for (unsigned i = 0; i < n; i++)
        if (a[i] != b[i])
            return false;
    return true;
}

static bool adds_up(const void *bytes, uint32_t length)
{
    const uint8_t *b = bytes;
    uint8_t sum = 0;

    for (uint32_t i = 0; i < length; i++)
        sum = (uint8_t)(sum + b[i]);
    return sum == 0;
}

static enum acpi_err check_rsdp(const struct acpi_rsdp *rsdp)
{
    if (rsdp == NULL)
        return ACPI_BAD_ADDRESS;
    if (!same(rsdp->signature, ACPI_RSDP_SIGNATURE, 8))
        return ACPI_NO_RSDP;
    if (!adds_up(rsdp, ACPI_RSDP_V1_LENGTH))
        return ACPI_BAD_CHECKSUM;
    if (rsdp->revision >= 2 && rsdp->length != sizeof *rsdp)
        return ACPI_BAD_LENGTH;
    if (rsdp->revision >= 2 && !adds_up(rsdp, sizeof *rsdp))
        return ACPI_BAD_CHECKSUM;
    return ACPI_OK;
}

/* The first RSDP whose checksum holds; a signature alone may be chance. */
static enum acpi_err search_rsdp(acpi_map *map, const struct acpi_rsdp **found)
{
    const char *area = map(BIOS_AREA, BIOS_AREA_SIZE);
    enum acpi_err err = ACPI_NO_RSDP;

    if (area == NULL)
        return ACPI_BAD_ADDRESS;
    for (uint32_t at = 0; at + sizeof **found <= BIOS_AREA_SIZE;
         at += RSDP_ALIGNMENT) {
        *found = (const struct acpi_rsdp *)(area + at);
        if (!same((*found)->signature, ACPI_RSDP_SIGNATURE, 8))
            continue;
        err = check_rsdp(*found);
        if (err == ACPI_OK)
            return ACPI_OK;
    }
    return err;
}

static enum acpi_err map_table(acpi_map *map, uint64_t address,
                               const struct acpi_header **table)
{
    const struct acpi_header *header = map(address, sizeof *header);

    if (header == NULL)
        return ACPI_BAD_ADDRESS;
    if (header->length < sizeof *header || header->length > TABLE_LIMIT)
        return ACPI_BAD_LENGTH;
    *table = map(address, header->length);
    if (*table == NULL)
        return ACPI_BAD_ADDRESS;
    return adds_up(*table, header->length) ? ACPI_OK : ACPI_BAD_CHECKSUM;
}

/* The root table: its entries and how wide they are. */
struct root {
    const struct acpi_header *table;
    unsigned entry_size, count;
};

static enum acpi_err open_root(acpi_map *map, const struct acpi_rsdp *rsdp,
                               struct root *root)
{
    bool extended = rsdp->revision >= 2 && rsdp->xsdt_address != 0;
    uint64_t address = extended ? rsdp->xsdt_address : rsdp->rsdt_address;
    enum acpi_err err = map_table(map, address, &root->table);

    if (err != ACPI_OK)
        return err;
    if (!same(root->table->signature, extended ? "XSDT" : "RSDT", 4))
        return ACPI_BAD_SIGNATURE;
    root->entry_size = extended ? 8 : 4;
    root->count = (root->table->length - (uint32_t)sizeof *root->table) /
                  root->entry_size;
    return root->count <= ENTRIES_LIMIT ? ACPI_OK : ACPI_BAD_LENGTH;
}

static uint64_t root_entry(const struct root *root, unsigned number)
{
    const uint8_t *p = (const uint8_t *)(root->table + 1);
    uint64_t address = 0;

    for (unsigned i = 0; i < root->entry_size; i++)
        address |= (uint64_t)p[number * root->entry_size + i] << (8 * i);
    return address;
}

static bool listed_before(const struct root *root, unsigned number)
{
    for (unsigned i = 0; i < number; i++)
        if (root_entry(root, i) == root_entry(root, number))
            return true;
    return false;
}

static enum acpi_err find_in(acpi_map *map, const struct root *root,
                             const char *signature,
                             const struct acpi_header **table)
{
    for (unsigned i = 0; i < root->count; i++) {
        const struct acpi_header *header =
            map(root_entry(root, i), sizeof *header);

        if (header == NULL)
            continue;
        if (header == root->table || listed_before(root, i))
            return ACPI_LOOP;
        if (same(header->signature, signature, 4))
            return map_table(map, root_entry(root, i), table);
    }
    return ACPI_NO_TABLE;
}

enum acpi_err acpi_find(acpi_map *map, uint64_t address, const char *signature,
                        const struct acpi_header **table)
{
    const struct acpi_rsdp *rsdp;
    struct root root;
    enum acpi_err err;

    if (address != 0) {
        rsdp = map(address, sizeof *rsdp);
        err = check_rsdp(rsdp);
    } else {
        err = search_rsdp(map, &rsdp);
    }
    if (err == ACPI_OK)
        err = open_root(map, rsdp, &root);
    if (err == ACPI_OK)
        err = find_in(map, &root, signature, table);
    return err;
}

const char *acpi_err_text(enum acpi_err err)
{
    static const char *const texts[] = {
        [ACPI_OK] = "fine",
        [ACPI_NO_RSDP] = "no RSDP found",
        [ACPI_BAD_ADDRESS] = "a pointer leads outside memory",
        [ACPI_BAD_CHECKSUM] = "bad checksum",
        [ACPI_BAD_LENGTH] = "bad length",
        [ACPI_BAD_SIGNATURE] = "the root table has a wrong signature",
        [ACPI_LOOP] = "the root table lists a table twice",
        [ACPI_NO_TABLE] = "no such table",
        [ACPI_SHORT_ENTRY] = "an entry of the MADT has a bad length",
        [ACPI_NO_CPU] = "the MADT lists no enabled CPU",
        [ACPI_TOO_MANY] = "the MADT lists more than 256 CPUs or 16 I/O APICs",
        [ACPI_TWICE] = "the MADT lists a CPU, an I/O APIC or an IRQ twice",
        [ACPI_BROADCAST] = "the MADT gives a CPU the broadcast ID",
        [ACPI_NO_IOAPIC] = "the MADT lists no I/O APIC",
        [ACPI_BAD_DEVICE] = "the MADT has an impossible APIC address",
        [ACPI_BAD_OVERRIDE] = "the MADT has an override of no ISA IRQ, or "
                              "with reserved flags",
        [ACPI_OVERRIDE_RANGE] = "the MADT has an override to a GSI that no "
                                "I/O APIC has",
    };

    return texts[err];
}
