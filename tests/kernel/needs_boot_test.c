/*
 * tests/kernel/needs_boot_test.c - a machine that cannot perform the lab.
 *
 * Bochs boots each lab of several CPUs as for a person, with one CPU too few,
 * and with tables whose I/O APIC is where nothing is.  The kernel says what is
 * missing and stops; it does not wait for what cannot come.
 */
#include <stdio.h>
#include <unistd.h>
#include "acpi_entries.h"
#include "acpi_tables.h"
#include "kernel_image.h"
#include "labs.h"
#include "machine.h"
#include "memory.h"
#include "remove_tree.h"

#define TALK_TICKS    60000000u /* as cmd_run.c: a serial line is slow */
#define MADT          128u
#define NOTHING_THERE 0xfe100000u

static struct rundir dir;
static uint8_t tables[ROOM_FOR_MADT + MADT];

static void begin_folder(void)
{
    char folder[] = "/tmp/pic2pi.needs.XXXXXX";

    ck_assert_ptr_nonnull(mkdtemp(folder));
    dir = (struct rundir){.root = getcwd(NULL, 0), .path = text_copy(folder)};
}

static void end_folder(void)
{
    remove_tree(dir.path);
    free(dir.root);
    free(dir.path);
}

static void must_say(const struct trace *t, const char *words)
{
    char *said = text_format("%.*s", (int)t->console_length, t->console);

    ck_assert_msg(strstr(said, words) != NULL, "no \"%s\" in:\n%s", words,
                  said);
    ck_assert_ptr_nonnull(strstr(said, "nothing is run"));
    ck_assert_ptr_nonnull(strstr(said, "run stopped\n"));
    ck_assert_ptr_null(strstr(said, "panic"));
    ck_assert_msg(t->end == END_FINISHED, "the run %s", run_end_text(t->end));
    free(said);
}

/* One boot as for a person, which must end with `words`. */
static void must_refuse(const struct lab *lab, const struct boot_order *order,
                        const char *words)
{
    char *elf = text_format("build/labs/%s/kernel.elf", lab->name);
    char *flat = text_format("build/labs/%s/kernel.bin", lab->name);
    struct machine_limits limits = machine_limits_default;
    struct boot boot = {.order = *order};
    struct kernel_image image;
    const char *error;

    limits.ticks = TALK_TICKS;
    limits.cpu_ms *= 4;
    ck_assert_ptr_null(kernel_image_load(&image, elf, flat));
    error = machine_run(&machine_bochs, &dir, &image, &limits, &boot, 1, 1);
    ck_assert_msg(error == NULL, "%s", error);
    must_say(&boot.trace, words);
    trace_free(&boot.trace);
    kernel_image_free(&image);
    free(flat);
    free(elf);
}

START_TEST(too_few_cpus)
{
    const struct lab *lab = all_labs[_i];
    char *words;

    if (lab->cpus < 2)
        return;
    words = text_format("lab %s needs %u CPUs, with APIC IDs 0 to %u",
                        lab->name, lab->cpus, lab->cpus - 1);
    must_refuse(lab, &(struct boot_order){.seed = 1, .cpus = lab->cpus - 1},
                words);
    free(words);
}
END_TEST

/* The CPUs are there, and an I/O APIC that is not. */
START_TEST(no_ioapic)
{
    const struct lab *lab = lab_find("03");

    ck_assert_ptr_nonnull(lab);
    ck_assert_uint_gt(acpi_tables_write(tables, sizeof tables, 1, false), MADT);
    begin();
    for (unsigned id = 0; id < lab->cpus; id++)
        cpu(id, 1);
    ioapic(NOTHING_THERE, 0);
    madt_seal();
    memcpy(tables + MADT, madt, madt_length);
    must_refuse(lab,
                &(struct boot_order){.seed = 1,
                                     .cpus = lab->cpus,
                                     .acpi = tables,
                                     .acpi_size = sizeof tables},
                "needs an I/O APIC, and none answers at fe100000");
}
END_TEST

Suite *needs_boot_suite(void)
{
    Suite *suite = suite_create("needs_boot");
    TCase *needs = tcase_create("needs");

    tcase_add_checked_fixture(needs, begin_folder, end_folder);
    tcase_set_timeout(needs, 120);
    tcase_add_loop_test(needs, too_few_cpus, 0, (int)all_labs_count);
    tcase_add_test(needs, no_ioapic);
    suite_add_tcase(suite, needs);
    return suite;
}
