/*
 * tests/kernel/acpi_chance_test.c - the kernel's table parser against chance.
 *
 * Good tables with a few bytes changed, most of them with checksums that hold
 * again, so that what lies behind the checksums is reached.  No answer is
 * asked for but one of the reasons; a read outside the tables is a crash.
 */
#include "acpi_memory.h"
#include "model/rng.h"

#define MUTATIONS 100000u

static const uint8_t interesting[] = {0, 1, 2, 0x7f, 0x80, 0xff};

static void mutate(struct rng *rng)
{
    unsigned changes = rng_between(rng, 1, 4);

    for (unsigned i = 0; i < changes; i++) {
        size_t at = rng_between(rng, 0, (uint32_t)good_size - 1);

        memory.bytes[at] =
            rng_between(rng, 0, 1)
                ? (uint8_t)rng_next(rng)
                : interesting[rng_between(rng, 0, sizeof interesting - 1)];
    }
    if (rng_between(rng, 0, 3) == 0)
        return;
    seal_rsdp();
    seal_table(XSDT);
    seal_table(MADT);
}

/* A read outside is a crash; an answer that is no reason fails. */
START_TEST(chance_never_reads_outside)
{
    struct rng rng = {.state = 7};
    unsigned seen[ACPI_NO_TABLE + 1] = {0};
    struct acpi_interrupts found;

    guard(good_size, _i == 0);
    for (unsigned i = 0; i < MUTATIONS / 2; i++) {
        const struct acpi_header *table;
        enum acpi_err err;

        memcpy(memory.bytes, good, good_size);
        mutate(&rng);
        err = acpi_find(visible, RSDP, "APIC", &table);
        ck_assert_int_le(err, ACPI_NO_TABLE);
        seen[err]++;
        if (err == ACPI_OK)
            acpi_read_madt(table, &found);
    }
    for (unsigned err = ACPI_OK; err <= ACPI_NO_TABLE; err++)
        ck_assert_msg(seen[err] > 0 || err == ACPI_LOOP, "never: %s",
                      acpi_err_text((enum acpi_err)err));
}
END_TEST

Suite *acpi_chance_suite(void)
{
    Suite *suite = suite_create("acpi_chance");
    TCase *chance = tcase_create("chance");

    tcase_add_checked_fixture(chance, setup, NULL);
    tcase_set_timeout(chance, 60);
    tcase_add_loop_test(chance, chance_never_reads_outside, 0, 2);
    suite_add_tcase(suite, chance);
    return suite;
}
