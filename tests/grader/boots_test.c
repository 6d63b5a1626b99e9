/*
 * tests/grader/boots_test.c - two ways into one machine, one record.
 *
 * A lab's kernel with its reference solution is booted in Bochs by the boot ROM
 * and by BIOS and GRUB2.  From the kernel's first mark on both records must
 * hold the same events in the same order, and the oracle, which has followed
 * BIOS and GRUB from reset, must still agree.  Ticks may differ; nothing else.
 */
#include <check.h>
#include <ftw.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "checks.h"
#include "kernel_image.h"
#include "machine.h"
#include "memory.h"
#include "record.h"

#define SEED 20260117

/* The labs of one CPU that between them use every device there is so far. */
static const char *const lab_name[] = {"00-idt", "01-pic", "02-lapic"};
#define LABS ((int)(sizeof lab_name / sizeof lab_name[0]))

static struct rundir dir;
static struct boot boots[sizeof lab_name / sizeof lab_name[0]][2];

static int remove_one(const char *path, const struct stat *info, int kind,
                      struct FTW *where)
{
    (void)info;
    (void)kind;
    (void)where;
    return remove(path);
}

static void boot_lab(int lab)
{
    char *elf = text_format("build/labs/%s/kernel.elf", lab_name[lab]);
    char *flat = text_format("build/labs/%s/kernel.bin", lab_name[lab]);
    struct kernel_image image;
    const char *error = kernel_image_load(&image, elf, flat);

    ck_assert_msg(error == NULL, "%s: %s", elf, error);
    for (int way = BOOT_ROM; way <= BOOT_GRUB; way++)
        boots[lab][way].order = (struct boot_order){.seed = SEED,
                                                    .flags = BOOTINFO_QUIET,
                                                    .way = (enum boot_way)way};
    error = machine_run(&machine_bochs, &dir, &image, &machine_limits_default,
                        boots[lab], 2, 2);
    ck_assert_msg(error == NULL, "%s", error);
    kernel_image_free(&image);
    free(flat);
    free(elf);
}

static void boot_all(void)
{
    char folder[] = "/tmp/pic2pi.boots.XXXXXX";

    ck_assert_ptr_nonnull(mkdtemp(folder));
    dir = (struct rundir){.root = getcwd(NULL, 0), .path = text_copy(folder)};
    for (int lab = 0; lab < LABS; lab++)
        boot_lab(lab);
}

static void clear(void)
{
    nftw(dir.path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    for (int lab = 0; lab < LABS; lab++)
        for (int way = BOOT_ROM; way <= BOOT_GRUB; way++)
            trace_free(&boots[lab][way].trace);
    free(dir.root);
    free(dir.path);
}

/* Where the kernel's runner began. */
static size_t first_mark(const struct trace *t)
{
    size_t i = 0;

    while (i < t->count && mark_kind(&t->event[i]) != MARK_RUN)
        i++;
    ck_assert_uint_lt(i, t->count);
    return i;
}

/* One behind the runner's last mark; then it only waits to be ended. */
static size_t end_of_run(const struct trace *t)
{
    size_t i = t->count;

    while (i > 0 && mark_kind(&t->event[i - 1]) != MARK_RUN)
        i--;
    return i;
}

static bool is_same(const struct event *a, const struct event *b)
{
    return a->kind == b->kind && a->cpu == b->cpu && a->vector == b->vector &&
           a->reg == b->reg && a->value == b->value;
}

static void describe(char text[96], const struct event *e)
{
    static const char *const kinds[] = {
#define X(name, word) [name] = word,
        EVENT_KINDS(X)
#undef X
    };

    snprintf(text, 96, "%s cpu %u vector %x reg %x value %lx, tick %lu",
             kinds[e->kind], e->cpu, e->vector, e->reg, (unsigned long)e->value,
             (unsigned long)e->tick);
}

START_TEST(both_ways_give_the_same_events)
{
    const struct trace *rom = &boots[_i][BOOT_ROM].trace;
    const struct trace *grub = &boots[_i][BOOT_GRUB].trace;
    size_t r = first_mark(rom), g = first_mark(grub), n;
    size_t rom_end = end_of_run(rom), grub_end = end_of_run(grub);

    for (n = 0; r + n < rom_end && g + n < grub_end; n++) {
        const struct event *a = &rom->event[r + n], *b = &grub->event[g + n];
        char first[96], second[96];

        if (is_same(a, b))
            continue;
        describe(first, a);
        describe(second, b);
        ck_abort_msg("%s, event %zu: ROM: %s; GRUB: %s", lab_name[_i], n, first,
                     second);
    }
    ck_assert_uint_eq(rom_end - r, grub_end - g);
    ck_assert_uint_gt(n, 500);
}
END_TEST

START_TEST(both_ways_end_well)
{
    for (int way = BOOT_ROM; way <= BOOT_GRUB; way++) {
        const struct trace *t = &boots[_i][way].trace;

        ck_assert_msg(t->end == END_FINISHED, "%s, way %d: %s", lab_name[_i],
                      way, run_end_text(t->end));
        ck_assert(t->kernel_intact);
    }
    ck_assert(boots[_i][BOOT_ROM].trace.kernel_checked);
}
END_TEST

/* GRUB's boot has seen hundreds of BIOS's interrupts: that is the hard one. */
START_TEST(the_oracle_follows_both)
{
    for (int way = BOOT_ROM; way <= BOOT_GRUB; way++) {
        struct record record;

        record_make(&record, &boots[_i][way].trace);
        ck_assert_msg(record.disagree_at == NOWHERE,
                      "%s, way %d, event %zu: %s", lab_name[_i], way,
                      record.disagree_at, record.disagree_text);
        ck_assert_uint_gt(record.reads_compared, 50);
        record_free(&record);
    }
    ck_assert_uint_gt(first_mark(&boots[_i][BOOT_GRUB].trace), 100);
}
END_TEST

Suite *boots_suite(void)
{
    Suite *suite = suite_create("boots");
    TCase *both = tcase_create("rom and grub");

    tcase_add_unchecked_fixture(both, boot_all, clear);
    tcase_set_timeout(both, 60);
    tcase_add_loop_test(both, both_ways_end_well, 0, LABS);
    tcase_add_loop_test(both, both_ways_give_the_same_events, 0, LABS);
    tcase_add_loop_test(both, the_oracle_follows_both, 0, LABS);
    suite_add_tcase(suite, both);
    return suite;
}
