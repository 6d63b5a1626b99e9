/*
 * tests/kernel/acpi_boot_test.c - the kernel booted with tables that are bad.
 *
 * Bochs boots a lab's kernel from a ROM whose MADT was put together here.  A
 * person reads on the console what is wrong with it, and the run goes on to
 * its end all the same (docs/ACPI.md).
 */
#include <stdio.h>
#include <unistd.h>
#include "acpi_entries.h"
#include "acpi_tables.h"
#include "kernel_image.h"
#include "machine.h"
#include "memory.h"
#include "remove_tree.h"

#define LAB        "build/labs/02-lapic/kernel"
#define XSDT       64u
#define MADT       128u
#define TALK_TICKS 60000000u /* as cmd_run.c: a serial line is slow */
#define GOING_ON   "; going on with the PC's usual addresses\n"

static void good(void)
{
    cpu(0, 1);
    ioapic(IOAPIC_ADDRESS, 0);
}

static void with_x2apic(void)
{
    good();
    x2apic(0x12345, 1);
    override(0, 0, 2, 0);
}

static void no_ioapic(void)
{
    cpu(0, 1);
}

static void no_cpu(void)
{
    cpu(0, 0);
    ioapic(IOAPIC_ADDRESS, 0);
}

static void crowd(void)
{
    for (unsigned i = 0; i < 300; i++)
        x2apic(i, 1);
    ioapic(IOAPIC_ADDRESS, 0);
}

static void endless(void)
{
    good();
    raw(ACPI_MADT_LAPIC, 0);
}

static void far_gsi(void)
{
    good();
    override(0, 0, 0x10000, 0);
}

static const struct {
    void (*fill)(void);
    const char *says;
} cases[] = {
    {good, "ACPI: 1 CPU, 1 I/O APIC, 8259A pair, 0 overrides\n"},
    {with_x2apic, "ACPI: 2 CPUs, 1 I/O APIC, 8259A pair, 1 override\n"},
    {no_ioapic, "ACPI: the MADT lists no I/O APIC" GOING_ON},
    {no_cpu, "ACPI: the MADT lists no enabled CPU" GOING_ON},
    {crowd, "ACPI: the MADT lists more than 256 CPUs or 16 I/O APICs" GOING_ON},
    {endless, "ACPI: an entry of the MADT has a bad length" GOING_ON},
    {far_gsi, "ACPI: the MADT has an override to a GSI that no I/O APIC "
              "has" GOING_ON},
};

#define CASES (sizeof cases / sizeof cases[0])

static struct rundir dir;
static struct boot boots[CASES];
static uint8_t tables[CASES][ROOM_FOR_MADT + MADT];

/* The ROM's own RSDP and XSDT, which point at F0080h, and the case's MADT. */
static void write_tables(unsigned number)
{
    uint8_t *to = tables[number];

    ck_assert_uint_gt(acpi_tables_write(to, sizeof tables[number], 1, false),
                      MADT);
    begin();
    cases[number].fill();
    madt_seal();
    memcpy(to + MADT, madt, madt_length);
}

static void boot_all(void)
{
    struct machine_limits limits = machine_limits_default;
    char folder[] = "/tmp/pic2pi.acpi.XXXXXX";
    struct kernel_image image;
    const char *error;

    ck_assert_ptr_nonnull(mkdtemp(folder));
    dir = (struct rundir){.root = getcwd(NULL, 0), .path = text_copy(folder)};
    limits.ticks = TALK_TICKS;
    limits.cpu_ms *= 4;
    ck_assert_ptr_null(kernel_image_load(&image, LAB ".elf", LAB ".bin"));
    for (unsigned i = 0; i < CASES; i++) {
        write_tables(i);
        boots[i].order = (struct boot_order){.seed = 1,
                                             .way = BOOT_ROM,
                                             .acpi = tables[i],
                                             .acpi_size = sizeof tables[i]};
    }
    error = machine_run(&machine_bochs, &dir, &image, &limits, boots, CASES, 2);
    ck_assert_msg(error == NULL, "%s", error);
    kernel_image_free(&image);
}

static void clear(void)
{
    remove_tree(dir.path);
    for (unsigned i = 0; i < CASES; i++)
        trace_free(&boots[i].trace);
    free(dir.root);
    free(dir.path);
}

START_TEST(a_person_reads_why_and_the_run_goes_on)
{
    const struct trace *t = &boots[_i].trace;
    char *said = text_format("%.*s", (int)t->console_length, t->console);

    ck_assert_msg(strstr(said, cases[_i].says) != NULL, "no \"%s\" in:\n%s",
                  cases[_i].says, said);
    ck_assert_msg(t->end == END_FINISHED, "the run %s", run_end_text(t->end));
    ck_assert_ptr_nonnull(strstr(said, "run finished\n"));
    free(said);
}
END_TEST

Suite *acpi_boot_suite(void)
{
    Suite *suite = suite_create("acpi_boot");
    TCase *boot = tcase_create("boot");

    tcase_add_unchecked_fixture(boot, boot_all, clear);
    tcase_set_timeout(boot, 120);
    tcase_add_loop_test(boot, a_person_reads_why_and_the_run_goes_on, 0,
                        (int)CASES);
    suite_add_tcase(suite, boot);
    return suite;
}
