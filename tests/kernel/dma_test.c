/*
 * tests/kernel/dma_test.c - what a device's copy may touch: RAM, and of the
 * kernel nothing that is read-only or not mapped.
 *
 * Text and guard pages are where the tests want them.
 */
#include <check.h>

#include "kernel/dma.h"
#include "kernel/paging.h"

#define GUARD UINT64_C(0x140000)

uint64_t paging_rodata_end(void)
{
    return 0x120000;
}

uint64_t paging_guard(unsigned cpu)
{
    return cpu == 0 ? 0x150000 : GUARD + 0x2000 * (cpu - 1);
}

static const struct {
    uint64_t address, bytes;
    bool fetch, store;
} cases[] = {
    {0x200000, 4, true, true},
    {0x120000, 4096, true, true},
    {0x11ffff, 1, true, false},
    {0x100000, 4, true, false}, /* text */
    {0x11fffe, 4, true, false}, /* its end */
    {0xfffff, 1, false, false}, /* ROM */
    {0xa0000, 4, false, false}, /* the screen */
    {0x9efff, 1, true, false},
    {0x9efff, 2, false, false},
    {0x1000, 4, true, false},
    {0xfff, 2, false, false}, /* page 0 */
    {0, 4, false, false},
    {0xfffffc, 4, true, true},
    {0xfffffd, 4, false, false}, /* the end of RAM */
    {0x1000000, 1, false, false},
    {0xfee01000, 4, false, false},
    {0x200000, ~UINT64_C(0), false, false},
    {~UINT64_C(0), 2, false, false},
    {GUARD - 4, 4, true, true}, /* a guard page, and around it */
    {GUARD - 4, 5, false, false},
    {GUARD, 1, false, false},
    {GUARD + 0xfff, 1, false, false},
    {GUARD + 0x1000, 1, true, true},
    {GUARD + 0x2000, 1, false, false}, /* the next CPU's */
    {0x150000, 4, false, false},       /* the first CPU's */
    {0x151000, 4, true, true},
    {0x13f000, 0x12000, false, false}, /* all of them */
};

START_TEST(places_are_judged)
{
    ck_assert_msg(dma_may_fetch(cases[_i].address, cases[_i].bytes) ==
                      cases[_i].fetch,
                  "fetch 0x%lx", (unsigned long)cases[_i].address);
    ck_assert_msg(dma_may_store(cases[_i].address, cases[_i].bytes) ==
                      cases[_i].store,
                  "store 0x%lx", (unsigned long)cases[_i].address);
}
END_TEST

START_TEST(bytes_are_moved_lowest_first)
{
    uint8_t memory[6] = {1, 2, 3, 4, 5, 6};

    ck_assert_uint_eq(dma_fetch((uintptr_t)memory, 4), 0x04030201);
    ck_assert_uint_eq(dma_fetch((uintptr_t)memory + 1, 1), 0x02);
    dma_store((uintptr_t)memory + 1, 3, 0xddccbbaa);
    ck_assert_uint_eq(dma_fetch((uintptr_t)memory, 4), 0xccbbaa01);
    ck_assert_uint_eq(memory[4], 5);
}
END_TEST

Suite *dma_suite(void)
{
    Suite *suite = suite_create("kernel's view of a device's copies");
    TCase *c = tcase_create("memory");

    tcase_add_loop_test(c, places_are_judged, 0,
                        (int)(sizeof cases / sizeof cases[0]));
    tcase_add_test(c, bytes_are_moved_lowest_first);
    suite_add_tcase(suite, c);
    return suite;
}
