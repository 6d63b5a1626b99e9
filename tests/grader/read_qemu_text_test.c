/*
 * tests/grader/read_qemu_text_test.c - writes to the kernel's text are seen in
 * QEMU's log, whoever makes them and whether or not they are put back.
 *
 * The lines were copied from records of QEMU 7.2.22; what follows from it for a
 * submission is qemu_test.c's.
 */
#include "kernel_image.h"
#include "read_qemu_case.h"

#define TEXT_SIZE 0x8000u
#define RUN       OP "0xb0c0 value 0x10000001 size 4 name 'io'\n"
#define WRITE(at) "memory_notdirty_write_access 0x7000 ram_addr " at " size 1\n"

static const char *const ways[] = {
    OP "0xfe140010 value 0x104000 size 4 name 'msix-table'\n",
    OP "0xfed00134 value 0x104000 size 4 name 'hpet'\n",
    OP "0xcf8 value 0x80002844 size 4 name 'pci-conf-idx'\n" OP
       "0xcfc value 0x104000 size 4 name 'pci-conf-data'\n",
    OP "0xb0020044 value 0x104000 size 4 name 'pcie-mmcfg-mmio'\n",
};

static void setup(void)
{
    begin(2);
    reader.text_end = KERNEL_BASE + TEXT_SIZE;
    feed(RUN);
}

START_TEST(a_cpu_writes_there)
{
    feed(WRITE("0xfffff") WRITE("0x108000"));
    ck_assert(!reader.text_written);
    feed(WRITE("0x107fff"));
    ck_assert(reader.text_written);
}
END_TEST

/* The ROM that loads the kernel does. */
START_TEST(before_the_first_mark_it_is_the_loaders)
{
    reader.started = false;
    feed(WRITE("0x100000"));
    ck_assert(!reader.text_written);
}
END_TEST

START_TEST(behind_an_init_of_the_boot_cpu_they_are_its_too)
{
    feed("CPU Reset (CPU 1)\n");
    ck_assert(!reader.again);
    feed("CPU Reset (CPU 0)\n" WRITE("0x100000"));
    ck_assert(reader.again);
    ck_assert(!reader.text_written);
}
END_TEST

START_TEST(edu_is_told_to_copy_there)
{
    feed(OP "0xfe100088 value 0x200000 size 4 name 'edu-mmio'\n" OP
            "0xfe100080 value 0x100000 size 4 name 'edu-mmio'\n" OP
            "0xfe100088 value 0xff000 size 4 name 'edu-mmio'\n");
    ck_assert(!reader.text_written);
    feed(OP "0xfe100088 value 0xff001 size 4 name 'edu-mmio'\n");
    ck_assert(reader.text_written);
}
END_TEST

START_TEST(edus_second_region_counts_as_well)
{
    feed(OP "0xfe300088 value 0x101000 size 8 name 'edu-mmio'\n");
    ck_assert(reader.text_written);
}
END_TEST

START_TEST(e1000e_is_set_going)
{
    feed(OP "0xfe020400 value 0x8 size 4 name 'e1000e-mmio'\n" OP
            "0xfe0200c8 value 0x2 size 4 name 'e1000e-mmio'\n");
    ck_assert(!reader.text_written);
    feed(OP "0xfe020400 value 0x2 size 4 name 'e1000e-mmio'\n");
    ck_assert(reader.text_written);
}
END_TEST

START_TEST(a_message_is_sent_there)
{
    feed(OP "0xcf8 value 0x80002044 size 4 name 'pci-conf-idx'\n" OP
            "0xcfc value 0xfee01000 size 4 name 'pci-conf-data'\n" OP
            "0xfe140010 value 0xfee01000 size 4 name 'msix-table'\n" OP
            "0xfe140018 value 0x104000 size 4 name 'msix-table'\n" OP
            "0xcf8 value 0x80002004 size 4 name 'pci-conf-idx'\n" OP
            "0xcfc value 0x100006 size 4 name 'pci-conf-data'\n" OP
            "0xfed00110 value 0x104000 size 4 name 'hpet'\n");
    ck_assert(!reader.text_written);
    feed(ways[_i]);
    ck_assert(reader.text_written);
}
END_TEST

START_TEST(e1000e_has_another_way_to_its_registers)
{
    feed(OP "0xc000 value 0x400 size 4 name 'e1000e-io'\n");
    ck_assert(reader.text_written);
}
END_TEST

Suite *read_qemu_text_suite(void);
Suite *read_qemu_text_suite(void)
{
    Suite *suite = suite_create("read_qemu_text");
    TCase *t = tcase_create("writes");

    tcase_add_checked_fixture(t, setup, teardown);
    tcase_add_test(t, a_cpu_writes_there);
    tcase_add_test(t, before_the_first_mark_it_is_the_loaders);
    tcase_add_test(t, behind_an_init_of_the_boot_cpu_they_are_its_too);
    tcase_add_test(t, edu_is_told_to_copy_there);
    tcase_add_test(t, edus_second_region_counts_as_well);
    tcase_add_test(t, e1000e_is_set_going);
    tcase_add_loop_test(t, a_message_is_sent_there, 0,
                        (int)(sizeof ways / sizeof ways[0]));
    tcase_add_test(t, e1000e_has_another_way_to_its_registers);
    suite_add_tcase(suite, t);
    return suite;
}
