/*
 * tests/grader/srcline_test.c - addresses and names lead to the student's line.
 *
 * Builds the fixture's kernel, finds addresses by its symbols, and asks; then
 * gives srcline files that are damaged, forged or no ELF at all.
 */
#include "submission_lab.h"

#include <fcntl.h>
#include <gelf.h>

#include "srcline.h"

/* Lines are counted by the tests below. */
static const char *const student = "#include \"lab/device.h\"\n"  /* 1 */
                                   "\n"                           /* 2 */
                                   "void device_eoi(void)\n"      /* 3 */
                                   "{\n"                          /* 4 */
                                   "    mmio_write32(0xb0, 0);\n" /* 5 */
                                   "    lab_print(\"done\");\n"   /* 6 */
                                   "}\n"                          /* 7 */
                                   "\n"                           /* 8 */
                                   "uint32_t\n"                   /* 9 */
                                   "device_read(unsigned i)\n"    /* 10 */
                                   "{\n"                          /* 11 */
                                   "    device_poke(i);\n"        /* 12 */
                                   "    return i;\n"              /* 13 */
                                   "}\n";

static struct lab lab;
static struct outcome out;

static void make(void)
{
    lab_make(&lab);
    lab_submit(&lab, student, &out);
    ck_assert_msg(out.err == SUBMIT_OK, "%s", out.why.text);
}

static void clear(void)
{
    outcome_free(&out);
    lab_remove(&lab);
}

/* The section of type SHT_SYMTAB, its header at HEADER. */
static Elf_Data *symbols_of(Elf *elf, GElf_Shdr *header)
{
    Elf_Scn *scn = NULL;

    while ((scn = elf_nextscn(elf, scn)))
        if (gelf_getshdr(scn, header) && header->sh_type == SHT_SYMTAB)
            return elf_getdata(scn, NULL);
    return NULL;
}

/* Where a function begins and ends in the linked kernel. */
static void extent(const char *name, uint64_t *from, uint64_t *to)
{
    int fd = open(out.build.kernel_elf, O_RDONLY);
    GElf_Shdr header;
    GElf_Sym symbol;

    elf_version(EV_CURRENT);

    Elf *elf = elf_begin(fd, ELF_C_READ, NULL);
    Elf_Data *data = symbols_of(elf, &header);

    *from = *to = 0;
    ck_assert_ptr_nonnull(data);
    for (int i = 0; gelf_getsym(data, i, &symbol); i++)
        if (strcmp(elf_strptr(elf, header.sh_link, symbol.st_name), name) ==
            0) {
            *from = symbol.st_value;
            *to = symbol.st_value + symbol.st_size;
        }
    elf_end(elf);
    close(fd);
    ck_assert_uint_gt(*from, 0);
}

/* Is LINE the answer for some byte of FUNCTION, and none
 * outside FIRST..LAST? */
static bool line_occurs(const char *function, unsigned line, unsigned first,
                        unsigned last)
{
    uint64_t from, to, addresses[256];
    unsigned lines[256];
    bool seen = false;

    extent(function, &from, &to);

    unsigned count = (unsigned)(to - from);

    ck_assert_uint_le(count, 256);
    for (unsigned i = 0; i < count; i++)
        addresses[i] = from + i;
    srcline_of_addresses(out.build.kernel_elf, STUDENT, addresses, count,
                         lines);
    for (unsigned i = 0; i < count; i++) {
        ck_assert_msg(lines[i] >= first && lines[i] <= last, "%s+%u: line %u",
                      function, i, lines[i]);
        seen = seen || lines[i] == line;
    }
    return seen;
}

START_TEST(address_gives_the_line)
{
    ck_assert(line_occurs("device_eoi", 4, 4, 7));
    ck_assert(line_occurs("device_eoi", 5, 4, 7));
    ck_assert(line_occurs("device_eoi", 6, 4, 7));
}
END_TEST

START_TEST(inline_function_counts_for_its_use)
{
    ck_assert(line_occurs("device_read", 12, 11, 14));
}
END_TEST

START_TEST(address_of_the_kernel_gives_none)
{
    uint64_t addresses[4] = {0, 0, UINT64_MAX, 0}, end;
    unsigned lines[4] = {9, 9, 9, 9};

    extent("mmio_write32", &addresses[0], &end);
    extent("start", &addresses[1], &end);
    srcline_of_addresses(out.build.kernel_elf, STUDENT, addresses, 4, lines);
    for (int i = 0; i < 4; i++)
        ck_assert_uint_eq(lines[i], 0);
    srcline_of_addresses(out.build.kernel_elf, "start.c", addresses, 4, lines);
    ck_assert_uint_eq(lines[1], 0);
}
END_TEST

START_TEST(function_gives_its_definition)
{
    const char *elf = out.build.kernel_elf;

    ck_assert_uint_eq(srcline_of_function(elf, STUDENT, "device_eoi"), 3);
    ck_assert_uint_eq(srcline_of_function(elf, STUDENT, "device_read"), 10);
    ck_assert_uint_eq(srcline_of_function(elf, STUDENT, "mmio_write32"), 0);
    ck_assert_uint_eq(srcline_of_function(elf, STUDENT, "absent"), 0);
    ck_assert_uint_eq(srcline_of_function(elf, "api.c", "mmio_write32"), 0);
}
END_TEST

START_TEST(more_addresses_than_one_child_takes)
{
    enum { COUNT = SRCLINE_MAX + 3 };
    static uint64_t addresses[COUNT];
    static unsigned lines[COUNT];
    uint64_t end;

    extent("device_eoi", &addresses[COUNT - 1], &end);
    srcline_of_addresses(out.build.kernel_elf, STUDENT, addresses, COUNT,
                         lines);
    ck_assert_uint_eq(lines[0], 0);
    ck_assert_uint_eq(lines[COUNT - 1], 4);
}
END_TEST

START_TEST(file_that_is_no_kernel_gives_none)
{
    uint64_t address = 0x100000;
    unsigned line = 9;

    srcline_of_addresses("/nowhere", STUDENT, &address, 1, &line);
    ck_assert_uint_eq(line, 0);
    srcline_of_addresses(FIXTURES "api.c", STUDENT, &address, 1, &line);
    ck_assert_uint_eq(line, 0);
    ck_assert_uint_eq(srcline_of_function("/dev/null", STUDENT, "x"), 0);
}
END_TEST

/* Overwrite SIZE bytes at a place that SEED picks. */
static void damage(const char *path, unsigned seed)
{
    int fd = open(path, O_RDWR);
    off_t size = lseek(fd, 0, SEEK_END);
    unsigned char byte;

    srand(seed);
    for (int i = 0; i < 400; i++) {
        off_t at = 64 + rand() % (size - 64);

        byte = (unsigned char)rand();
        ck_assert_int_eq(pwrite(fd, &byte, 1, at), 1);
    }
    close(fd);
}

START_TEST(damaged_kernel_never_hurts_the_caller)
{
    uint64_t from, to, addresses[64];
    unsigned lines[64];

    extent("device_eoi", &from, &to);
    for (unsigned i = 0; i < 64; i++)
        addresses[i] = from + i;
    damage(out.build.kernel_elf, (unsigned)_i);
    srcline_of_addresses(out.build.kernel_elf, STUDENT, addresses, 64, lines);
    ck_assert_uint_lt(srcline_of_function(out.build.kernel_elf, STUDENT,
                                          "device_eoi"),
                      1000001);
}
END_TEST

Suite *srcline_suite(void)
{
    Suite *s = suite_create("srcline");
    TCase *tc = tcase_create("line");
    TCase *bad = tcase_create("damage");

    tcase_add_unchecked_fixture(tc, make, clear);
    tcase_add_test(tc, address_gives_the_line);
    tcase_add_test(tc, inline_function_counts_for_its_use);
    tcase_add_test(tc, address_of_the_kernel_gives_none);
    tcase_add_test(tc, function_gives_its_definition);
    tcase_add_test(tc, more_addresses_than_one_child_takes);
    tcase_add_test(tc, file_that_is_no_kernel_gives_none);
    suite_add_tcase(s, tc);
    tcase_add_checked_fixture(bad, make, clear);
    tcase_add_loop_test(bad, damaged_kernel_never_hurts_the_caller, 0, 12);
    tcase_set_timeout(bad, 20);
    suite_add_tcase(s, bad);
    return s;
}
