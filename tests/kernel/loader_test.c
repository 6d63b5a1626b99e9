/*
 * tests/kernel/loader_test.c - what the kernel takes from its loaders.
 *
 * kernel/boot/loader.c runs on the host.  Command lines end at a page nobody
 * may touch; Multiboot2 and PVH blocks lie below 4 GiB, because loaders pass
 * 32-bit pointers.
 */
#include <check.h>
#include <stdbool.h>
#include <string.h>
#include <sys/mman.h>
#include "kernel/loader.h"
#include "model/bootinfo.h"

#define PAGE      4096u
#define MB2_MAGIC 0x36d76289u
#define PVH_MAGIC 0x336ec578u

static struct run_options options_of(const char *line)
{
    struct run_options options = {.seed = 1};

    loader_command_line(&options, line);
    return options;
}

static const struct {
    const char *line;
    struct run_options want;
} lines[] = {
    {"", {1, 0, 0, 0}},
    {"seed=7", {7, 0, 0, 0}},
    {"seed=7 step=3 quiet", {7, 3, 0, 1}},
    {"  seed=7   quiet  ", {7, 0, 0, 1}},
    {"/boot/02-lapic.elf seed=9", {9, 0, 0, 0}},
    {"seed=18446744073709551615", {UINT64_MAX, 0, 0, 0}},
    {"seed=18446744073709551616", {1, 0, 0, 0}},
    {"seed=99999999999999999999999", {1, 0, 0, 0}},
    {"seed=0000000000000000000000042", {42, 0, 0, 0}},
    {"step=4294967295", {1, UINT32_MAX, 0, 0}},
    {"step=4294967296", {1, 0, 0, 0}},
    {"seed=", {1, 0, 0, 0}},
    {"seed=-1", {1, 0, 0, 0}},
    {"seed=0x10", {1, 0, 0, 0}},
    {"seed=7x step=2", {1, 2, 0, 0}},
    {"myseed=7 notquiet quietly quiet=1", {1, 0, 0, 0}},
    {"Seed=7 QUIET", {1, 0, 0, 0}},
    {"seed=7 seed=8", {8, 0, 0, 0}},
    {"\tquiet", {1, 0, 0, 0}},
    {"without=5", {1, 0, 5, 0}},
    {"without=18446744073709551615 quiet", {1, 0, UINT64_MAX, 1}},
    {"without=18446744073709551616", {1, 0, 0, 0}},
    {"without=", {1, 0, 0, 0}},
};

START_TEST(command_lines)
{
    struct run_options got = options_of(lines[_i].line);

    ck_assert_uint_eq(got.seed, lines[_i].want.seed);
    ck_assert_uint_eq(got.first_step, lines[_i].want.first_step);
    ck_assert_uint_eq(got.left_out, lines[_i].want.left_out);
    ck_assert_uint_eq(got.quiet, lines[_i].want.quiet);
}
END_TEST

/* `size` readable bytes below 4 GiB, and a page behind them that is not. */
static char *low_memory(size_t size)
{
    size_t pages = (size + PAGE - 1) / PAGE * PAGE;
    char *p = mmap(NULL, pages + PAGE, PROT_READ | PROT_WRITE,
                   MAP_PRIVATE | MAP_ANONYMOUS | MAP_32BIT, -1, 0);

    ck_assert_ptr_ne(p, MAP_FAILED);
    ck_assert_int_eq(mprotect(p + pages, PAGE, PROT_NONE), 0);
    return p + pages - size;
}

/* Whatever word stands where the room ends, nothing behind it is read. */
START_TEST(a_line_without_an_end_is_cut_off)
{
    static const char *const words[] = {"seed=12345678", "step=12345", "quiet",
                                        "xxxxxxxx"};
    size_t length = strlen(words[_i]);

    for (size_t shown = 1; shown <= length; shown++) {
        char *line = low_memory(LOADER_LINE_MAX);

        memset(line, ' ', LOADER_LINE_MAX);
        memcpy(line + LOADER_LINE_MAX - shown, words[_i], shown);
        options_of(line);
    }
}
END_TEST

static uint32_t address_of(const void *p)
{
    ck_assert_uint_le((uintptr_t)p, UINT32_MAX);
    return (uint32_t)(uintptr_t)p;
}

/* ---- Multiboot2 ---- */

/* A block under construction, ending at the forbidden page. */
struct block {
    char *bytes;
    uint32_t size, at;
};

static struct block block_of(uint32_t size)
{
    struct block b = {low_memory(size), size, 8};

    memcpy(b.bytes, &size, sizeof size);
    return b;
}

static char *add_tag(struct block *b, uint32_t type, uint32_t size)
{
    char *tag = b->bytes + b->at;

    ck_assert_uint_le(b->at + 8, b->size);
    memcpy(tag, &type, 4);
    memcpy(tag + 4, &size, 4);
    b->at += (size + 7) & ~7u;
    return tag + 8;
}

static struct loader_facts read_block(const struct block *b)
{
    struct loader_facts facts;

    loader_read(&facts, MB2_MAGIC, address_of(b->bytes));
    return facts;
}

START_TEST(multiboot2_gives_line_and_tables)
{
    struct block b = block_of(8 + 24 + 32 + 48 + 8);
    struct loader_facts facts;
    char *rsdp;

    memcpy(add_tag(&b, 1, 8 + 13), "seed=5 quiet", 13);
    add_tag(&b, 14, 8 + 20);
    rsdp = add_tag(&b, 15, 8 + 36);
    add_tag(&b, 0, 8);
    facts = read_block(&b);
    ck_assert_str_eq(facts.name, "Multiboot2");
    ck_assert_uint_eq(facts.options.seed, 5);
    ck_assert(facts.options.quiet);
    ck_assert_uint_eq(facts.rsdp, address_of(rsdp));
}
END_TEST

START_TEST(the_old_rsdp_yields_to_the_new)
{
    struct block b = block_of(8 + 48 + 32 + 8);
    char *rsdp = add_tag(&b, 15, 8 + 36);

    add_tag(&b, 14, 8 + 20);
    add_tag(&b, 0, 8);
    ck_assert_uint_eq(read_block(&b).rsdp, address_of(rsdp));
}
END_TEST

/* A tag of such a size must neither be followed nor be walked for ever. */
START_TEST(bad_tag_sizes_end_the_walk)
{
    static const uint32_t sizes[] = {0,          1,          7,
                                     0x80000000, 0xfffffff8, 0xfffffff9,
                                     0xffffffff, 17,         4096};
    struct block b = block_of(8 + 16);
    uint32_t type = 1;

    memcpy(b.bytes + 8, &type, 4);
    memcpy(b.bytes + 12, &sizes[_i], 4);
    memcpy(b.bytes + 16, " quiet ", 8);
    ck_assert_uint_eq(read_block(&b).options.quiet, false);
}
END_TEST

/* The line's tag ends at the forbidden page, and the line has no end. */
START_TEST(a_line_stays_within_its_tag)
{
    struct block b = block_of(8 + 16);

    memcpy(add_tag(&b, 1, 16), "  seed=9", 8);
    ck_assert_uint_eq(read_block(&b).options.seed, 9);
}
END_TEST

START_TEST(tables_too_short_for_their_tag_do_not_count)
{
    struct block b = block_of(8 + 16 + 24 + 8);

    add_tag(&b, 14, 8 + 4);
    add_tag(&b, 15, 8 + 16);
    add_tag(&b, 0, 8);
    ck_assert_uint_eq(read_block(&b).rsdp, 0);
}
END_TEST

START_TEST(bad_block_sizes_give_the_defaults)
{
    static const uint32_t sizes[] = {0, 4, 8, 15, 0x10001, 0xffffffff};
    struct block b = block_of(8 + 8 + 8);
    struct loader_facts facts;

    memcpy(add_tag(&b, 1, 16), " quiet ", 8);
    memcpy(b.bytes, &sizes[_i], 4);
    facts = read_block(&b);
    ck_assert(!facts.options.quiet);
    ck_assert_uint_eq(facts.options.seed, 1);
}
END_TEST

/* ---- the other loaders ---- */

START_TEST(pvh_gives_line_and_tables)
{
    struct {
        uint32_t magic, version, flags, modules;
        uint64_t list, line, rsdp;
    } *info = (void *)low_memory(sizeof *info);
    char *line = low_memory(16);
    struct loader_facts facts;

    memcpy(line, "seed=3", 7);
    info->magic = PVH_MAGIC;
    info->line = address_of(line);
    info->rsdp = 0xf5a00;
    loader_read(&facts, PVH_MAGIC, address_of(info));
    ck_assert_str_eq(facts.name, "PVH");
    ck_assert_uint_eq(facts.options.seed, 3);
    ck_assert_uint_eq(facts.rsdp, 0xf5a00);
    info->magic = 0;
    loader_read(&facts, PVH_MAGIC, address_of(info));
    ck_assert_uint_eq(facts.options.seed, 1);
    ck_assert_uint_eq(facts.rsdp, 0);
}
END_TEST

START_TEST(the_rom_gives_its_block)
{
    struct bootinfo *info = (void *)low_memory(sizeof *info);
    struct loader_facts facts;

    *info = (struct bootinfo){.magic = BOOTINFO_MAGIC,
                              .first_step = 4,
                              .seed = UINT64_MAX - 1,
                              .flags = BOOTINFO_QUIET};
    loader_read(&facts, BOOTINFO_MAGIC, address_of(info));
    ck_assert_str_eq(facts.name, "boot ROM");
    ck_assert_uint_eq(facts.options.seed, UINT64_MAX - 1);
    ck_assert_uint_eq(facts.options.first_step, 4);
    ck_assert(facts.options.quiet);
}
END_TEST

START_TEST(an_unknown_loader_is_not_asked)
{
    struct loader_facts facts;

    loader_read(&facts, 0x12345678, 0);
    ck_assert_str_eq(facts.name, "an unknown loader");
    ck_assert_uint_eq(facts.options.seed, 1);
}
END_TEST

Suite *loader_suite(void)
{
    Suite *suite = suite_create("loader");
    TCase *t = tcase_create("loader");

    tcase_add_loop_test(t, command_lines, 0,
                        (int)(sizeof lines / sizeof lines[0]));
    tcase_add_loop_test(t, a_line_without_an_end_is_cut_off, 0, 4);
    tcase_add_test(t, multiboot2_gives_line_and_tables);
    tcase_add_test(t, the_old_rsdp_yields_to_the_new);
    tcase_add_loop_test(t, bad_tag_sizes_end_the_walk, 0, 9);
    tcase_add_test(t, a_line_stays_within_its_tag);
    tcase_add_test(t, tables_too_short_for_their_tag_do_not_count);
    tcase_add_loop_test(t, bad_block_sizes_give_the_defaults, 0, 6);
    tcase_add_test(t, pvh_gives_line_and_tables);
    tcase_add_test(t, the_rom_gives_its_block);
    tcase_add_test(t, an_unknown_loader_is_not_asked);
    suite_add_tcase(suite, t);
    return suite;
}
