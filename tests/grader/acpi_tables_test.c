/*
 * tests/grader/acpi_tables_test.c - the boot ROM's MADT: each CPU, the
 * machine's I/O APIC, the timer's override, and the soft I/O APIC where it is
 * asked for.  That the kernel believes such tables is tests/kernel/'s affair.
 */
#include <check.h>
#include <string.h>
#include "acpi_tables.h"
#include "hw/acpi_regs.h"

#define ROOM 2048u

static uint8_t rom[ROOM];

/* The table of this signature, or NULL. */
static const struct acpi_madt *find_madt(void)
{
    for (size_t at = 0; at + sizeof(struct acpi_madt) < ROOM; at += 4)
        if (memcmp(rom + at, "APIC", 4) == 0)
            return (const void *)(rom + at);
    return NULL;
}

static unsigned count(const struct acpi_madt *madt, unsigned type)
{
    const uint8_t *p = (const uint8_t *)(madt + 1);
    const uint8_t *end = (const uint8_t *)madt + madt->header.length;
    unsigned n = 0;

    for (; p < end && p[1] >= 2; p += p[1])
        n += p[0] == type;
    ck_assert_ptr_eq(p, end);
    return n;
}

static const struct acpi_madt_ioapic *ioapic_at(const struct acpi_madt *madt,
                                                uint32_t gsi)
{
    const uint8_t *p = (const uint8_t *)(madt + 1);
    const uint8_t *end = (const uint8_t *)madt + madt->header.length;

    for (; p < end && p[1] >= 2; p += p[1]) {
        const struct acpi_madt_ioapic *io = (const void *)p;

        if (p[0] == ACPI_MADT_IOAPIC && io->gsi_base == gsi)
            return io;
    }
    return NULL;
}

static uint8_t sum(const struct acpi_madt *madt)
{
    uint8_t total = 0;

    for (uint32_t i = 0; i < madt->header.length; i++)
        total = (uint8_t)(total + ((const uint8_t *)madt)[i]);
    return total;
}

static const struct acpi_madt *made(unsigned cpus, bool soft)
{
    const struct acpi_madt *madt;

    memset(rom, 0, sizeof rom);
    ck_assert_uint_gt(acpi_tables_write(rom, sizeof rom, cpus, soft), 0);
    madt = find_madt();
    ck_assert_ptr_nonnull(madt);
    ck_assert_uint_eq(sum(madt), 0);
    return madt;
}

START_TEST(lists_each_cpu)
{
    ck_assert_uint_eq(count(made((unsigned)_i, false), ACPI_MADT_LAPIC),
                      (unsigned)_i);
}
END_TEST

START_TEST(without_the_soft_one_there_is_one_ioapic)
{
    const struct acpi_madt *madt = made(2, false);

    ck_assert_uint_eq(count(madt, ACPI_MADT_IOAPIC), 1);
    ck_assert_uint_eq(count(madt, ACPI_MADT_OVERRIDE), 1);
    ck_assert_ptr_nonnull(ioapic_at(madt, 0));
}
END_TEST

START_TEST(the_soft_one_begins_at_gsi_24_in_the_device_window)
{
    const struct acpi_madt *madt = made(2, true);
    const struct acpi_madt_ioapic *soft = ioapic_at(madt, 24);

    ck_assert_uint_eq(count(madt, ACPI_MADT_IOAPIC), 2);
    ck_assert_uint_eq(count(madt, ACPI_MADT_OVERRIDE), 2);
    ck_assert_ptr_nonnull(soft);
    ck_assert_uint_eq(soft->address, 0xfec10000);
    ck_assert_uint_ne(soft->ioapic_id, ioapic_at(madt, 0)->ioapic_id);
}
END_TEST

START_TEST(what_does_not_fit_is_not_written)
{
    ck_assert_uint_eq(acpi_tables_write(rom, 128, 1, true), 0);
    ck_assert_uint_eq(acpi_tables_write(rom, sizeof rom, 0, true), 0);
    ck_assert_uint_eq(acpi_tables_write(rom, sizeof rom, 17, true), 0);
}
END_TEST

Suite *acpi_tables_suite(void)
{
    Suite *suite = suite_create("acpi_tables");
    TCase *tcase = tcase_create("MADT");

    tcase_add_loop_test(tcase, lists_each_cpu, 1, 5);
    tcase_add_test(tcase, without_the_soft_one_there_is_one_ioapic);
    tcase_add_test(tcase, the_soft_one_begins_at_gsi_24_in_the_device_window);
    tcase_add_test(tcase, what_does_not_fit_is_not_written);
    suite_add_tcase(suite, tcase);
    return suite;
}
