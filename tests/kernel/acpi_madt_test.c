/*
 * tests/kernel/acpi_madt_test.c - entries of the MADT that no machine has.
 *
 * Tables are put together here entry by entry, in memory that ends where they
 * end, and read by kernel/dev/acpi_madt.c.  Each must be taken, or refused for
 * the reason of docs/ACPI.md.
 */
#include "acpi_entries.h"
#include "acpi_memory.h"

static struct acpi_interrupts found;

/* Read it where its last byte is the last that there is. */
static enum acpi_err read_it(void)
{
    madt_seal();
    guard(madt_length, true);
    memcpy(memory.bytes, madt, madt_length);
    return acpi_read_madt((const void *)memory.bytes, &found);
}

/* ---- each case on a table that is right without it ---- */

enum piece_kind { NONE, CPU, X2APIC, PINS, IRQ, MOVED, RAW, HALF };

struct piece {
    enum piece_kind kind;
    uint64_t v[4];
};

static void add_piece(const struct piece *p)
{
    switch (p->kind) {
    case NONE:
        return;
    case CPU:
        cpu((unsigned)p->v[0], (unsigned)p->v[1]);
        return;
    case X2APIC:
        x2apic((uint32_t)p->v[0], (unsigned)p->v[1]);
        return;
    case PINS:
        ioapic((uint32_t)p->v[0], (uint32_t)p->v[1]);
        return;
    case IRQ:
        override((unsigned)p->v[0], (unsigned)p->v[1], (uint32_t)p->v[2],
                 (unsigned)p->v[3]);
        return;
    case MOVED:
        moved(p->v[0]);
        return;
    case RAW:
        raw((uint8_t)p->v[0], (uint8_t)p->v[1]);
        return;
    case HALF:
        put("", 1);
        return;
    }
}

/* CPU and X2APIC: ID, flags.  PINS: address, GSI base.  IRQ: bus, IRQ, GSI,
 * flags.  RAW: type, length. */
static const struct {
    const char *name;
    struct piece piece[2];
    enum acpi_err err;
} cases[] = {
    {"nothing more", {{NONE, {0}}}, ACPI_OK},
    {"length 0", {{RAW, {ACPI_MADT_LAPIC, 0}}}, ACPI_SHORT_ENTRY},
    {"length 1", {{RAW, {ACPI_MADT_LAPIC, 1}}}, ACPI_SHORT_ENTRY},
    {"a short CPU", {{RAW, {ACPI_MADT_LAPIC, 2}}}, ACPI_SHORT_ENTRY},
    {"a short x2APIC", {{RAW, {ACPI_MADT_X2APIC, 2}}}, ACPI_SHORT_ENTRY},
    {"an unknown type", {{RAW, {200, 2}}}, ACPI_OK},
    {"the same of length 0", {{RAW, {200, 0}}}, ACPI_SHORT_ENTRY},
    {"the same, too long", {{RAW, {200, 3}}}, ACPI_SHORT_ENTRY},
    {"half an entry", {{HALF, {0}}}, ACPI_SHORT_ENTRY},
    {"an ID twice", {{CPU, {0, 1}}}, ACPI_TWICE},
    {"an ID twice, disabled", {{CPU, {0, 0}}}, ACPI_OK},
    {"an ID in two forms", {{X2APIC, {0, 1}}}, ACPI_TWICE},
    {"broadcast", {{CPU, {0xff, 1}}}, ACPI_BROADCAST},
    {"broadcast, disabled", {{CPU, {0xff, 0}}}, ACPI_OK},
    {"long broadcast", {{X2APIC, {0xffffffff, 1}}}, ACPI_BROADCAST},
    {"x2APIC ID 255", {{X2APIC, {255, 1}}}, ACPI_OK},
    {"a long x2APIC ID", {{X2APIC, {0x12345, 1}}}, ACPI_OK},
    {"a second I/O APIC", {{PINS, {0xfec01000, 24}}}, ACPI_OK},
    {"an address twice", {{PINS, {IOAPIC_ADDRESS, 24}}}, ACPI_TWICE},
    {"a GSI base twice", {{PINS, {0xfec01000, 0}}}, ACPI_TWICE},
    {"an I/O APIC at 0", {{PINS, {0, 24}}}, ACPI_BAD_DEVICE},
    {"an odd I/O APIC", {{PINS, {0xfec00001, 24}}}, ACPI_BAD_DEVICE},
    {"IRQ 15", {{IRQ, {0, 15, 15, 0xd}}}, ACPI_OK},
    {"IRQ 16", {{IRQ, {0, 16, 16, 0}}}, ACPI_BAD_OVERRIDE},
    {"IRQ 255", {{IRQ, {0, 255, 2, 0}}}, ACPI_BAD_OVERRIDE},
    {"bus 1", {{IRQ, {1, 0, 2, 0}}}, ACPI_BAD_OVERRIDE},
    {"polarity 2", {{IRQ, {0, 0, 2, 2}}}, ACPI_BAD_OVERRIDE},
    {"trigger mode 2", {{IRQ, {0, 0, 2, 8}}}, ACPI_BAD_OVERRIDE},
    {"flags beyond", {{IRQ, {0, 0, 2, 0x10}}}, ACPI_BAD_OVERRIDE},
    {"GSI 239", {{IRQ, {0, 0, 239, 0}}}, ACPI_OK},
    {"GSI 240", {{IRQ, {0, 0, 240, 0}}}, ACPI_OVERRIDE_RANGE},
    {"the last GSI", {{IRQ, {0, 0, 0xffffffff, 0}}}, ACPI_OVERRIDE_RANGE},
    {"an IRQ twice", {{IRQ, {0, 9, 9, 15}}, {IRQ, {0, 9, 10, 15}}}, ACPI_TWICE},
    {"a GSI between two",
     {{PINS, {0xfec01000, 1000}}, {IRQ, {0, 0, 999, 0}}},
     ACPI_OVERRIDE_RANGE},
    {"a GSI of a later one",
     {{IRQ, {0, 0, 1000, 0}}, {PINS, {0xfec01000, 1000}}},
     ACPI_OK},
    {"a moved local APIC", {{MOVED, {UINT64_C(0x1fee00000)}}}, ACPI_OK},
    {"a local APIC at 0", {{MOVED, {0}}}, ACPI_BAD_DEVICE},
    {"an odd local APIC", {{MOVED, {0xfee00010}}}, ACPI_BAD_DEVICE},
};

START_TEST(an_entry_is_taken_or_refused)
{
    enum acpi_err err;

    begin();
    cpu(0, 1);
    ioapic(IOAPIC_ADDRESS, 0);
    add_piece(&cases[_i].piece[0]);
    add_piece(&cases[_i].piece[1]);
    err = read_it();
    ck_assert_msg(err == cases[_i].err, "%s: %s", cases[_i].name,
                  acpi_err_text(err));
}
END_TEST

START_TEST(numbers_are_as_listed)
{
    begin();
    override(0, 0, 2, 0);
    cpu(4, 1);
    cpu(5, 0);
    x2apic(0x100, 1);
    ioapic(IOAPIC_ADDRESS, 0);
    ioapic(0xfec01000, 24);
    override(0, 9, 25, 0xd);
    moved(UINT64_C(0x1fee00000));
    ck_assert_int_eq(read_it(), ACPI_OK);
    ck_assert_uint_eq(found.cpus, 2);
    ck_assert_uint_eq(found.apic_id[0], 4);
    ck_assert_uint_eq(found.apic_id[1], 0x100);
    ck_assert_uint_eq(found.ioapics, 2);
    ck_assert_uint_eq(found.ioapic_address[1], 0xfec01000);
    ck_assert_uint_eq(found.gsi_base[1], 24);
    ck_assert_uint_eq(found.overrides, 2);
    ck_assert_uint_eq(found.overridden, 1u << 0 | 1u << 9);
    ck_assert_uint_eq(found.gsi[9], 25);
    ck_assert_uint_eq(found.lapic_address, UINT64_C(0x1fee00000));
    ck_assert(found.has_8259);
}
END_TEST

/* 0 CPUs, or none that is enabled; 255 by ID of 8 bits; 256 and 300. */
static const struct {
    unsigned enabled, disabled;
    enum acpi_err err;
} crowds[] = {
    {0, 0, ACPI_NO_CPU},     {0, 1, ACPI_NO_CPU}, {1, 0, ACPI_OK},
    {255, 0, ACPI_OK},       {256, 0, ACPI_OK},   {257, 0, ACPI_TOO_MANY},
    {300, 0, ACPI_TOO_MANY}, {1, 299, ACPI_OK},
};

START_TEST(cpus_are_counted)
{
    begin();
    ioapic(IOAPIC_ADDRESS, 0);
    for (unsigned i = 0; i < crowds[_i].disabled; i++)
        cpu(0, 0);
    for (unsigned i = 0; i < crowds[_i].enabled; i++)
        x2apic(i, 1);
    ck_assert_int_eq(read_it(), crowds[_i].err);
    if (crowds[_i].err == ACPI_OK)
        ck_assert_uint_eq(found.cpus, crowds[_i].enabled);
}
END_TEST

/* IDs of 8 bits cannot tell 300 CPUs apart. */
START_TEST(three_hundred_short_ids_repeat)
{
    begin();
    ioapic(IOAPIC_ADDRESS, 0);
    for (unsigned i = 0; i < 300; i++)
        cpu(i % 255, 1);
    ck_assert_int_eq(read_it(), ACPI_TWICE);
}
END_TEST

START_TEST(io_apics_are_counted)
{
    begin();
    cpu(0, 1);
    ck_assert_int_eq(read_it(), ACPI_NO_IOAPIC);
    for (unsigned i = 0; i < ACPI_IOAPICS_MAX; i++)
        ioapic(IOAPIC_ADDRESS + i * 0x400, i * 24);
    ck_assert_int_eq(read_it(), ACPI_OK);
    ioapic(IOAPIC_ADDRESS + 0x10000, 1000);
    ck_assert_int_eq(read_it(), ACPI_TOO_MANY);
}
END_TEST

START_TEST(a_table_may_end_behind_its_head)
{
    begin();
    ck_assert_int_eq(read_it(), ACPI_NO_CPU);
    madt_length--;
    ck_assert_int_eq(read_it(), ACPI_BAD_LENGTH);
}
END_TEST

/* Each reason has its own words: a person has nothing else. */
START_TEST(reasons_have_words)
{
    for (unsigned a = 0; a < ACPI_ERRORS; a++) {
        const char *text = acpi_err_text((enum acpi_err)a);

        ck_assert_ptr_nonnull(text);
        for (unsigned b = 0; b < a; b++)
            ck_assert_str_ne(text, acpi_err_text((enum acpi_err)b));
    }
}
END_TEST

Suite *acpi_madt_suite(void)
{
    Suite *suite = suite_create("acpi_madt");
    TCase *entries = tcase_create("entries");

    tcase_add_loop_test(entries, an_entry_is_taken_or_refused, 0,
                        (int)(sizeof cases / sizeof cases[0]));
    tcase_add_test(entries, numbers_are_as_listed);
    tcase_add_loop_test(entries, cpus_are_counted, 0,
                        (int)(sizeof crowds / sizeof crowds[0]));
    tcase_add_test(entries, three_hundred_short_ids_repeat);
    tcase_add_test(entries, io_apics_are_counted);
    tcase_add_test(entries, a_table_may_end_behind_its_head);
    tcase_add_test(entries, reasons_have_words);
    suite_add_tcase(suite, entries);
    return suite;
}
