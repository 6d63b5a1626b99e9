/*
 * tests/grader/boots_test.c - two ways into one machine, one record.
 *
 * Each lab's kernel with its reference solution is booted in Bochs by the boot
 * ROM and by BIOS and GRUB2.  From the kernel's first mark on both records must
 * hold the same events in the same order, and the oracle, which has followed
 * BIOS and GRUB from reset, must still agree.  Ticks may differ; nothing else.
 *
 * With several CPUs Bochs gives each five instructions in turn, and where in
 * its turn CPU 0 is when it starts the others depends on how long firmware
 * took.  So what one CPU does is in the same order, and between two CPUs
 * nothing is.  What arrives at a CPU is the work of others: it is counted,
 * step by step, CPU by CPU and vector by vector, and not held against what
 * the CPU does meanwhile.
 */
#include <check.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "checks.h"
#include "hw/lapic_regs.h"
#include "kernel_image.h"
#include "labs.h"
#include "machine.h"
#include "memory.h"
#include "record.h"
#include "remove_tree.h"
#include "soft_marks.h"

#define SEED    20260117
#define WAYS    2
#define VECTORS 256

static struct rundir dir;
static const struct machine *const machines[] = {&machine_bochs, &machine_qemu};
#define MACHINES (sizeof machines / sizeof machines[0])

static struct boot (*boots)[WAYS]; /* of each machine, its labs */

static const struct lab *lab_of(size_t number)
{
    return all_labs[number % all_labs_count];
}

static const struct machine *machine_of(size_t number)
{
    return machines[number / all_labs_count];
}

static size_t boots_count(void)
{
    return MACHINES * all_labs_count;
}

/* On QEMU two labs: with its I/O APIC, and with its PCI functions, to which
 * SeaBIOS has given places. */
static bool is_booted(size_t number)
{
    return machine_of(number) == &machine_bochs ||
           lab_of(number) == lab_find("03") || lab_of(number) == lab_find("05");
}

static struct boot_order order_for(const struct lab *lab, enum boot_way way)
{
    return (struct boot_order){.seed = SEED,
                               .cpus = lab->cpus,
                               .pci = lab->pci,
                               .flags = BOOTINFO_QUIET,
                               .way = way};
}

static void boot_lab(size_t number)
{
    const struct lab *lab = lab_of(number);
    char *elf = text_format("build/labs/%s/kernel.elf", lab->name);
    char *flat = text_format("build/labs/%s/kernel.bin", lab->name);
    struct kernel_image image;
    const char *error = kernel_image_load(&image, elf, flat);

    ck_assert_msg(error == NULL, "%s: %s", elf, error);
    for (int way = BOOT_ROM; way <= BOOT_GRUB; way++)
        boots[number][way].order = order_for(lab, (enum boot_way)way);
    error = machine_run(machine_of(number), &dir, &image,
                        &machine_limits_default, boots[number], WAYS, WAYS);
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
    boots = need(calloc(boots_count(), sizeof *boots));
    for (size_t n = 0; n < boots_count(); n++)
        if (is_booted(n))
            boot_lab(n);
}

static void clear(void)
{
    remove_tree(dir.path);
    for (size_t lab = 0; lab < boots_count(); lab++)
        for (int way = BOOT_ROM; way <= BOOT_GRUB; way++)
            trace_free(&boots[lab][way].trace);
    free(boots);
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

/* ---- what CPUs do ---- */

/* Of one record, what is compared. */
struct view {
    const struct trace *trace;
    size_t at, end;
    int cpu;       /* whose doings; -1: all that is there */
    bool in_time;  /* devices act by a clock that firmware has used up */
    uint32_t sent; /* bit n: CPU n has written its ICR */
};

/* Somebody else's doing, or a device's. */
static bool is_arrival(const struct event *e)
{
    switch (e->kind) {
    case EV_ACCEPT:
    case EV_COALESCE:
    case EV_ILLEGAL:
    case EV_NMI:
    case EV_INIT:
    case EV_SIPI:
        return true;
    default:
        return false;
    }
}

static struct view view_of(int lab, enum boot_way way, int cpu)
{
    const struct trace *t = &boots[lab][way].trace;
    bool in_time = machine_of((size_t)lab) == &machine_qemu;

    return (struct view){t, first_mark(t), end_of_run(t), cpu, in_time, 0};
}

/* What firmware sent last is still in ICR: nobody can clear it, for a write
 * sends.  And a CPU that firmware has left in HLT is reset by INIT, where one
 * that waits for SIPI has nothing to be reset. */
static bool is_firmwares(struct view *v, const struct event *e)
{
    uint32_t bit = UINT32_C(1) << e->cpu % MARK_CPUS;

    if (e->kind == EV_APIC_WRITE && e->reg == LAPIC_ICR_LOW)
        v->sent |= bit;
    return e->kind == EV_CPU_RESET ||
           (e->kind == EV_APIC_READ && e->reg == LAPIC_ICR_LOW &&
            !(v->sent & bit));
}

/* Lines that devices move.  In Bochs it is always an access that moves them. */
static bool is_devices(const struct view *v, const struct event *e)
{
    return v->in_time && (e->kind == EV_IRQ_LINE || e->kind == EV_IOAPIC_LINE);
}

/* The next event that counts here, or NULL at the end. */
static const struct event *next(struct view *v)
{
    while (v->at < v->end) {
        const struct event *e = &v->trace->event[v->at++];

        if (!is_firmwares(v, e) && !is_devices(v, e) &&
            (v->cpu < 0 || (e->cpu == v->cpu && !is_arrival(e))))
            return e;
    }
    return NULL;
}

static size_t compare(struct view *rom, struct view *grub, const char *name)
{
    for (size_t n = 0;; n++) {
        const struct event *a = next(rom), *b = next(grub);
        char first[96] = "nothing", second[96] = "nothing";

        if (a == NULL && b == NULL)
            return n;
        if (a != NULL && b != NULL && is_same(a, b))
            continue;
        if (a != NULL)
            describe(first, a);
        if (b != NULL)
            describe(second, b);
        ck_abort_msg("%s, CPU %d, event %zu: ROM: %s; GRUB: %s", name, rom->cpu,
                     n, first, second);
    }
}

START_TEST(each_cpu_does_the_same_both_ways)
{
    const struct lab *lab = lab_of((size_t)_i);
    int last = lab->cpus > 1 ? (int)lab->cpus - 1 : -1;
    size_t events = 0;

    for (int cpu = last < 0 ? -1 : 0; cpu <= last; cpu++) {
        struct view rom = view_of(_i, BOOT_ROM, cpu);
        struct view grub = view_of(_i, BOOT_GRUB, cpu);
        size_t n = compare(&rom, &grub, lab->name);

        ck_assert_uint_gt(n, 0);
        events += n;
    }
    ck_assert_uint_gt(events, 500);
}
END_TEST

/* ---- what arrives ---- */

/* How often what arrived where, in one step. */
struct arrivals {
    unsigned of[EVENT_KIND_COUNT][MARK_CPUS][VECTORS];
};

static unsigned step_of(const struct event *e)
{
    return (unsigned)field_get(e->value, MARK_STEP);
}

static bool is_end_of(const struct event *e, unsigned step)
{
    return mark_kind(e) == MARK_STEP_END && step_of(e) == step;
}

/* From the view's place to the end of `step`, or of the run. */
static struct arrivals *count_arrivals(struct view *v, unsigned step)
{
    struct arrivals *a = need(calloc(1, sizeof *a));
    bool ended = false;

    while (v->at < v->end && !ended) {
        const struct event *e = &v->trace->event[v->at++];

        ended = is_end_of(e, step);
        if (is_arrival(e))
            a->of[e->kind][e->cpu % MARK_CPUS][e->vector % VECTORS]++;
    }
    return a;
}

static void compare_arrivals(const struct arrivals *rom,
                             const struct arrivals *grub, const char *name,
                             unsigned step)
{
    for (int kind = 0; kind < EVENT_KIND_COUNT; kind++)
        for (unsigned cpu = 0; cpu < MARK_CPUS; cpu++)
            for (unsigned v = 0; v < VECTORS; v++)
                ck_assert_msg(
                    rom->of[kind][cpu][v] == grub->of[kind][cpu][v],
                    "%s, step %u: event kind %d at CPU %u, vector %x: %u times "
                    "by ROM, %u by GRUB",
                    name, step, kind, cpu, v, rom->of[kind][cpu][v],
                    grub->of[kind][cpu][v]);
}

START_TEST(the_same_arrives_at_each_cpu)
{
    struct view rom = view_of(_i, BOOT_ROM, -1);
    struct view grub = view_of(_i, BOOT_GRUB, -1);

    for (unsigned step = 0; rom.at < rom.end; step++) {
        struct arrivals *a = count_arrivals(&rom, step);
        struct arrivals *b = count_arrivals(&grub, step);

        compare_arrivals(a, b, lab_of((size_t)_i)->name, step);
        free(a);
        free(b);
    }
    ck_assert_uint_eq(grub.at, grub.end);
}
END_TEST

/* ---- and the rest ---- */

START_TEST(both_ways_end_well)
{
    for (int way = BOOT_ROM; way <= BOOT_GRUB; way++) {
        const struct trace *t = &boots[_i][way].trace;

        ck_assert_msg(t->end == END_FINISHED, "%s, way %d: %s",
                      lab_of((size_t)_i)->name, way, run_end_text(t->end));
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

        soft_marks_expand(&boots[_i][way].trace);
        record_make(&record, &boots[_i][way].trace);
        ck_assert_msg(record.disagree_at == NOWHERE,
                      "%s, way %d, event %zu: %s", lab_of((size_t)_i)->name,
                      way, record.disagree_at, record.disagree_text);
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
    for (int n = 0; n < (int)boots_count(); n++)
        if (is_booted((size_t)n)) {
            tcase_add_loop_test(both, both_ways_end_well, n, n + 1);
            tcase_add_loop_test(both, each_cpu_does_the_same_both_ways, n,
                                n + 1);
            tcase_add_loop_test(both, the_same_arrives_at_each_cpu, n, n + 1);
            tcase_add_loop_test(both, the_oracle_follows_both, n, n + 1);
        }
    suite_add_tcase(suite, both);
    return suite;
}
