/*
 * tests/grader/bochs_cpus_test.c - Bochs with several CPUs, whole boots.
 *
 * The kernel of a lab that needs one CPU is booted on machines that have more,
 * by boot ROM and by GRUB2: the run must end by itself, all looks at its text
 * be taken, the oracle agree; and a guest that never ends must be ended at the
 * tick limit, whether it loops or sleeps.
 */
#include <check.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "checks.h"
#include "machine.h"
#include "memory.h"
#include "record.h"
#include "remove_tree.h"

#define ENTRY 24 /* where images/rom.asm enters a kernel, in 32 bits */

static struct rundir dir;
static struct kernel_image image;
static struct boot boot;

static void set_up(void)
{
    char folder[] = "/tmp/pic2pi.cpus.XXXXXX";

    ck_assert_ptr_nonnull(mkdtemp(folder));
    dir = (struct rundir){.root = getcwd(NULL, 0), .path = text_copy(folder)};
    ck_assert_ptr_null(kernel_image_load(&image,
                                         "build/labs/02-lapic/kernel.elf",
                                         "build/labs/02-lapic/kernel.bin"));
}

static void tear_down(void)
{
    remove_tree(dir.path);
    kernel_image_free(&image);
    trace_free(&boot.trace);
    free(dir.root);
    free(dir.path);
}

static void boot_with(unsigned cpus, enum boot_way way)
{
    boot = (struct boot){.order = {.seed = 20260117,
                                   .flags = BOOTINFO_QUIET,
                                   .cpus = cpus,
                                   .way = way}};
    const char *error = machine_run(&machine_bochs, &dir, &image,
                                    &machine_limits_default, &boot, 1, 1);

    ck_assert_msg(error == NULL, "%s", error);
}

static void check_good(void)
{
    struct record record;

    ck_assert_msg(boot.trace.end == END_FINISHED, "%s",
                  run_end_text(boot.trace.end));
    ck_assert(boot.trace.kernel_intact);
    record_make(&record, &boot.trace);
    ck_assert_msg(record.disagree_at == NOWHERE, "event %zu: %s",
                  record.disagree_at, record.disagree_text);
    ck_assert_uint_gt(record.reads_compared, 50);
    record_free(&record);
}

START_TEST(a_run_ends_and_its_text_was_looked_at)
{
    boot_with((unsigned)_i, BOOT_ROM);
    check_good();
    ck_assert(boot.trace.kernel_checked);
}
END_TEST

START_TEST(the_same_through_grub)
{
    boot_with(2, BOOT_GRUB);
    check_good();
}
END_TEST

/* The first instructions, in the place of the kernel's own. */
static void replace_start(const uint8_t *code, size_t size)
{
    memcpy(image.flat + ENTRY, code, size);
}

/* mov dx, MARK_PORT; mov eax, RUN 1; out dx, eax; then what `end` says. */
static void mark_then(const uint8_t end[4])
{
    uint8_t code[] = {0x66, 0xba, 0xc0, 0xb0, 0xb8, 0x01, 0x00,
                      0x00, 0x10, 0xef, 0,    0,    0,    0};

    memcpy(code + 10, end, 4);
    replace_start(code, sizeof code);
}

START_TEST(a_loop_ends_at_the_limit)
{
    static const uint8_t loop[4] = {0xfa, 0xeb, 0xfe, 0x90}; /* cli; jmp $ */

    mark_then(loop);
    boot_with((unsigned)_i, BOOT_ROM);
    ck_assert_msg(boot.trace.end == END_TICK_LIMIT, "%s",
                  run_end_text(boot.trace.end));
}
END_TEST

START_TEST(a_sleep_ends_at_the_limit)
{
    static const uint8_t sleep[4] = {0xfb, 0xf4, 0xeb, 0xfd}; /* sti; hlt */

    mark_then(sleep);
    boot_with((unsigned)_i, BOOT_ROM);
    ck_assert_msg(boot.trace.end == END_TICK_LIMIT, "%s",
                  run_end_text(boot.trace.end));
}
END_TEST

/* The emulator runs on until it is stopped; what it did meanwhile, the kernel's
 * own call of the debugger too, is no part of the record. */
START_TEST(nothing_behind_the_limit_is_kept)
{
    struct machine_limits limits = machine_limits_default;
    const struct trace *t = &boot.trace;
    const char *error;

    limits.ticks = 160000;
    boot.order =
        (struct boot_order){.seed = 1, .flags = BOOTINFO_QUIET, .cpus = 2};
    error = machine_run(&machine_bochs, &dir, &image, &limits, &boot, 1, 1);
    ck_assert_msg(error == NULL, "%s", error);
    ck_assert_msg(t->end == END_TICK_LIMIT, "%s", run_end_text(t->end));
    ck_assert(t->kernel_intact);
    ck_assert_uint_gt(t->count, 0);
    ck_assert_uint_le(t->event[t->count - 1].tick,
                      limits.ticks + limits.ticks / 8);
}
END_TEST

/* Marks without end. */
START_TEST(a_flood_ends_at_a_limit)
{
    static const uint8_t again[4] = {0xeb, 0xfd, 0x90, 0x90}; /* jmp to out */

    mark_then(again);
    boot_with((unsigned)_i, BOOT_ROM);
    ck_assert_msg(boot.trace.end == END_TICK_LIMIT ||
                      boot.trace.end == END_LOG_LIMIT,
                  "%s", run_end_text(boot.trace.end));
}
END_TEST

START_TEST(a_dead_halt_ends_at_once)
{
    static const uint8_t halt[4] = {0xfa, 0xf4, 0xeb, 0xfd}; /* cli; hlt */

    mark_then(halt);
    boot_with((unsigned)_i, BOOT_ROM);
    ck_assert_msg(boot.trace.end == END_DEAD_HALT, "%s",
                  run_end_text(boot.trace.end));
}
END_TEST

/* CPU 1 is started at page 8 with `lidt` of nothing and `int3`. */
START_TEST(a_triple_fault_of_another_cpu_ends_the_run)
{
    static const uint8_t code[] = {
        0x66, 0xba, 0xc0, 0xb0,             /* mov dx, MARK_PORT */
        0xb8, 0x01, 0x00, 0x00, 0x10, 0xef, /* mov eax, RUN 1; out dx, eax */
        0xc7, 0x05, 0x00, 0x80, 0x00, 0x00, /* mov [8000h], lidt [0] */
        0x0f, 0x01, 0x1e, 0x00,             /* ... */
        0xc7, 0x05, 0x04, 0x80, 0x00, 0x00, /* mov [8004h], int3 */
        0x00, 0xcc, 0x00, 0x00,             /* ... */
        0xc7, 0x05, 0x10, 0x03, 0xe0, 0xfe, /* mov [ICR high], CPU 1 */
        0x00, 0x00, 0x00, 0x01,             /* ... */
        0xc7, 0x05, 0x00, 0x03, 0xe0, 0xfe, /* mov [ICR low], SIPI, page 8 */
        0x08, 0x46, 0x00, 0x00,             /* ... */
        0xeb, 0xfe,                         /* jmp $ */
    };
    const struct trace *t = &boot.trace;
    size_t i = 0;

    replace_start(code, sizeof code);
    boot_with((unsigned)_i, BOOT_ROM);
    ck_assert_msg(t->end == END_TRIPLE_FAULT, "%s", run_end_text(t->end));
    while (i < t->count && t->event[i].kind != EV_TRIPLE)
        i++;
    ck_assert_uint_lt(i, t->count);
    ck_assert_uint_eq(t->event[i].cpu, 1);
}
END_TEST

/* Even what is there. */
START_TEST(a_write_to_the_text_is_seen)
{
    static const uint8_t code[] = {
        0xb9, 0x00, 0x01, 0x00, 0x00, 0xe2, 0xfe, /* mov ecx, 256; loop $ */
        0xa1, 0x00, 0x00, 0x10, 0x00,             /* mov eax, [KERNEL_BASE] */
        0xa3, 0x00, 0x00, 0x10, 0x00,             /* mov [KERNEL_BASE], eax */
        0xeb, 0xfe,                               /* jmp $ */
    };

    replace_start(code, sizeof code);
    boot_with((unsigned)_i, BOOT_ROM);
    ck_assert(!boot.trace.kernel_intact);
}
END_TEST

Suite *bochs_cpus_suite(void)
{
    Suite *suite = suite_create("bochs_cpus");
    TCase *boots = tcase_create("boots");

    tcase_add_checked_fixture(boots, set_up, tear_down);
    tcase_set_timeout(boots, 60);
    tcase_add_loop_test(boots, a_run_ends_and_its_text_was_looked_at, 2, 5);
    tcase_add_test(boots, the_same_through_grub);
    tcase_add_loop_test(boots, a_write_to_the_text_is_seen, 2, 5);
    tcase_add_loop_test(boots, a_loop_ends_at_the_limit, 2, 5);
    tcase_add_loop_test(boots, a_sleep_ends_at_the_limit, 2, 5);
    tcase_add_test(boots, nothing_behind_the_limit_is_kept);
    tcase_add_loop_test(boots, a_flood_ends_at_a_limit, 2, 5);
    tcase_add_loop_test(boots, a_dead_halt_ends_at_once, 2, 5);
    tcase_add_loop_test(boots, a_triple_fault_of_another_cpu_ends_the_run, 2,
                        5);
    suite_add_tcase(suite, boots);
    return suite;
}
