/*
 * tests/kernel/acpi_test.c - the kernel's table parser, fed by hand.
 *
 * kernel/dev/acpi.c runs on the host over memory that ends (or begins) at a
 * page nobody may touch, so a read outside the tables is a crash.  Good tables
 * are those of the boot ROM (grader/src/acpi_tables.c); each broken one has
 * the reason that the parser must give.  Random ones:
 * acpi_chance_test.c; the entries of a MADT: acpi_madt_test.c.
 */
#include "acpi_memory.h"

static enum acpi_err find(void)
{
    const struct acpi_header *table;

    return acpi_find(visible, RSDP, "APIC", &table);
}

START_TEST(good_tables_are_read)
{
    const struct acpi_header *table = NULL;
    struct acpi_interrupts found;

    ck_assert_int_eq(acpi_find(visible, RSDP, "APIC", &table), ACPI_OK);
    ck_assert_ptr_eq(table, table_at(MADT));
    ck_assert_int_eq(acpi_read_madt(table, &found), ACPI_OK);
    ck_assert_uint_eq(found.cpus, CPUS);
    ck_assert_uint_eq(found.ioapics, 1);
    ck_assert_uint_eq(found.overrides, 1);
    ck_assert(found.has_8259);
    ck_assert_uint_eq(found.lapic_address, 0xfee00000);
}
END_TEST

/* ---- each reason once ---- */

static void break_signature(void)
{
    rsdp()->signature[0] = 'X';
}

static void break_checksum(void)
{
    rsdp()->oem_id[0] ^= 1;
}

static void break_extended_checksum(void)
{
    rsdp()->reserved[0] ^= 1;
}

static void break_rsdp_length(void)
{
    rsdp()->length = 0xffffffff;
    seal_rsdp();
}

static void send_root_away(void)
{
    rsdp()->xsdt_address = UINT64_C(0xfffffffffffffff0);
    seal_rsdp();
}

static void send_root_to_the_end(void)
{
    rsdp()->xsdt_address = ACPI_TABLES_BASE + memory.size - 1;
    seal_rsdp();
}

static void name_root_wrongly(void)
{
    table_at(XSDT)->signature[0] = 'R';
    seal_table(XSDT);
}

static void shorten_root(void)
{
    table_at(XSDT)->length = 0;
}

static void lengthen_root(void)
{
    table_at(XSDT)->length = 0xffffffff;
}

static void lengthen_root_beyond_memory(void)
{
    table_at(XSDT)->length = ROOM;
}

static void spoil_root(void)
{
    table_at(XSDT)->oem_revision ^= 1;
}

static void set_entry(uint64_t address)
{
    memcpy(table_at(XSDT) + 1, &address, sizeof address);
    seal_table(XSDT);
}

static void list_root_itself(void)
{
    set_entry(ACPI_TABLES_BASE + XSDT);
}

static void list_nothing(void)
{
    table_at(XSDT)->length = sizeof(struct acpi_header);
    seal_table(XSDT);
}

static void list_wild_pointer(void)
{
    set_entry(UINT64_C(0xffffffffffffffff));
}

/* A second entry fits before the MADT: the root is 64 bytes away from it. */
static void list_twice(void)
{
    uint64_t address = ACPI_TABLES_BASE;
    uint8_t *entries = (uint8_t *)(table_at(XSDT) + 1);

    memcpy(entries, &address, sizeof address);
    memcpy(entries + 8, &address, sizeof address);
    table_at(XSDT)->length = sizeof(struct acpi_header) + 16;
    seal_table(XSDT);
}

static void spoil_madt(void)
{
    table_at(MADT)->oem_revision ^= 1;
}

static void shorten_madt(void)
{
    table_at(MADT)->length = sizeof(struct acpi_header) - 1;
}

static const struct {
    const char *name;
    void (*spoil)(void);
    enum acpi_err err;
} broken[] = {
    {"signature", break_signature, ACPI_NO_RSDP},
    {"checksum", break_checksum, ACPI_BAD_CHECKSUM},
    {"extended checksum", break_extended_checksum, ACPI_BAD_CHECKSUM},
    {"RSDP length", break_rsdp_length, ACPI_BAD_LENGTH},
    {"root away", send_root_away, ACPI_BAD_ADDRESS},
    {"root at the end", send_root_to_the_end, ACPI_BAD_ADDRESS},
    {"root name", name_root_wrongly, ACPI_BAD_SIGNATURE},
    {"root of length 0", shorten_root, ACPI_BAD_LENGTH},
    {"root of 4 GiB", lengthen_root, ACPI_BAD_LENGTH},
    {"root beyond memory", lengthen_root_beyond_memory, ACPI_BAD_ADDRESS},
    {"root checksum", spoil_root, ACPI_BAD_CHECKSUM},
    {"root lists itself", list_root_itself, ACPI_LOOP},
    {"root lists one twice", list_twice, ACPI_LOOP},
    {"root lists nothing", list_nothing, ACPI_NO_TABLE},
    {"wild pointer", list_wild_pointer, ACPI_NO_TABLE},
    {"MADT checksum", spoil_madt, ACPI_BAD_CHECKSUM},
    {"MADT too short", shorten_madt, ACPI_BAD_LENGTH},
};

START_TEST(broken_tables_are_refused)
{
    broken[_i].spoil();
    ck_assert_msg(find() == broken[_i].err, "%s: %s, not %s", broken[_i].name,
                  acpi_err_text(find()), acpi_err_text(broken[_i].err));
}
END_TEST

/* Firmware does leave null entries; the table behind them still counts. */
START_TEST(null_entries_are_passed_over)
{
    uint64_t entries[3] = {0, 0, ACPI_TABLES_BASE + MADT};
    struct acpi_header *root = table_at(XSDT);

    root->length = sizeof *root + 16;
    memcpy(root + 1, entries, 16);
    seal_table(XSDT);
    ck_assert_int_eq(find(), ACPI_NO_TABLE);
    root->length = sizeof *root + 24;
    memcpy(root + 1, entries, sizeof entries);
    ck_assert_uint_le(root->length, MADT - XSDT);
    seal_table(XSDT);
    ck_assert_int_eq(find(), ACPI_OK);
}
END_TEST

/* Revision 0 knows only the RSDT with its 32-bit entries. */
START_TEST(old_root_tables_are_read)
{
    uint32_t madt = ACPI_TABLES_BASE + MADT;
    struct acpi_header *root = table_at(XSDT);

    rsdp()->revision = 0;
    rsdp()->rsdt_address = ACPI_TABLES_BASE + XSDT;
    seal(rsdp(), ACPI_RSDP_V1_LENGTH, &rsdp()->checksum);
    memcpy(root->signature, "RSDT", 4);
    root->length = sizeof *root + 4;
    memcpy(root + 1, &madt, sizeof madt);
    seal_table(XSDT);
    ck_assert_int_eq(find(), ACPI_OK);
}
END_TEST

/* ---- searching ---- */

START_TEST(the_search_passes_over_chance)
{
    const size_t at = ACPI_TABLES_BASE - 0xe0000;
    const struct acpi_header *table;

    guard(0x20000, true);
    memory.base = 0xe0000;
    memcpy(memory.bytes + at, good, good_size);
    memcpy(memory.bytes + 32, ACPI_RSDP_SIGNATURE, 8);
    memory.bytes[32 + 9] = 1;
    ck_assert_int_eq(acpi_find(visible, 0, "APIC", &table), ACPI_OK);
    memset(memory.bytes + at, 0, 8);
    ck_assert_int_eq(acpi_find(visible, 0, "APIC", &table), ACPI_BAD_CHECKSUM);
    memset(memory.bytes + 32, 0, 8);
    ck_assert_int_eq(acpi_find(visible, 0, "APIC", &table), ACPI_NO_RSDP);
    memcpy(memory.bytes + 0x20000 - 16, ACPI_RSDP_SIGNATURE, 8);
    ck_assert_int_eq(acpi_find(visible, 0, "APIC", &table), ACPI_NO_RSDP);
    memory.size = 0x1000;
    ck_assert_int_eq(acpi_find(visible, 0, "APIC", &table), ACPI_BAD_ADDRESS);
}
END_TEST

Suite *acpi_suite(void)
{
    Suite *suite = suite_create("acpi");
    TCase *tables = tcase_create("tables");
    int cases = (int)(sizeof broken / sizeof broken[0]);

    tcase_add_checked_fixture(tables, setup, NULL);
    tcase_add_test(tables, good_tables_are_read);
    tcase_add_loop_test(tables, broken_tables_are_refused, 0, cases);
    tcase_add_test(tables, null_entries_are_passed_over);
    tcase_add_test(tables, old_root_tables_are_read);
    tcase_add_test(tables, the_search_passes_over_chance);
    suite_add_tcase(suite, tables);
    return suite;
}
