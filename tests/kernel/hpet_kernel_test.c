/*
 * tests/kernel/hpet_kernel_test.c - the kernel's HPET messages on a block of
 * memory that lies where the device's page would be: what is there, what is
 * not, and that nothing waits for ever.
 *
 * The block's counter stands still.  What a real one sends: lab 05 on QEMU.
 */
#include <check.h>
#include <string.h>
#include <sys/mman.h>
#include "hw/hpet_regs.h"
#include "kernel/hpet.h"
#include "kernel/mmio.h"
#include "kernel/soft.h"

#define BLOCK     1024u
#define PERIOD    10000000u /* 10 ns */
#define THREE     0x8086a201u
#define CAPABLE   0x8030u
#define INCAPABLE 0x4030u /* the enable bit can be set all the same */
#define MARKS     16u

static struct {
    uint32_t *block;
    unsigned count;
    struct {
        unsigned offset;
        uint32_t value, before; /* the register's, when the mark was made */
    } mark[MARKS];
} fake;

/* The kernel's own makes a mark in the record. */
void soft_tell(enum soft_op op, unsigned detail, uint32_t value)
{
    ck_assert_uint_eq(op, SOFT_HPET);
    ck_assert_uint_lt(fake.count, MARKS);
    fake.mark[fake.count].offset = detail;
    fake.mark[fake.count].before = fake.block[detail / 4];
    fake.mark[fake.count++].value = value;
}

static void map(void)
{
    void *at = (void *)(uintptr_t)(HPET_DEFAULT_BASE + DEVICE_ALIAS);

    fake.block = mmap(at, 4096, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);
    ck_assert_ptr_eq(fake.block, at);
    fake.count = 0;
}

static void unmap(void)
{
    munmap(fake.block, 4096);
}

static void put_block(uint32_t config)
{
    fake.block[HPET_CAP / 4] = THREE;
    fake.block[HPET_PERIOD / 4] = PERIOD;
    for (unsigned n = 0; n < 3; n++)
        fake.block[HPET_TIMER_CONFIG(n) / 4] = config;
}

static void is_silent(void)
{
    static uint32_t before[BLOCK / 4];

    memcpy(before, fake.block, BLOCK);
    ck_assert_uint_eq(hpet_fsb_timers(), 0);
    ck_assert(!hpet_fsb_send(0xfee00000, 0x41));
    ck_assert_mem_eq(before, fake.block, BLOCK);
    ck_assert_uint_eq(fake.count, 0);
}

START_TEST(all_ones_are_no_hpet)
{
    memset(fake.block, 0xff, BLOCK);
    is_silent();
}
END_TEST

START_TEST(zeros_are_no_hpet)
{
    is_silent();
}
END_TEST

START_TEST(a_period_that_no_hpet_may_have_is_none)
{
    put_block(CAPABLE);
    fake.block[HPET_PERIOD / 4] = HPET_PERIOD_MAX + 1;
    is_silent();
}
END_TEST

START_TEST(an_enable_bit_is_no_capability)
{
    put_block(INCAPABLE);
    is_silent();
}
END_TEST

START_TEST(each_timer_says_it_for_itself)
{
    put_block(INCAPABLE);
    fake.block[HPET_TIMER_CONFIG(1) / 4] = CAPABLE;
    ck_assert_uint_eq(hpet_fsb_timers(), 1);
    ck_assert(!hpet_fsb_send(0xfee00000, 0x41));
    ck_assert_uint_eq(fake.mark[1].offset, 0x120);
}
END_TEST

START_TEST(thirty_two_timers_are_looked_at)
{
    put_block(INCAPABLE);
    fake.block[HPET_CAP / 4] |= (uint32_t)HPET_CAP_LAST_TIMER;
    fake.block[HPET_TIMER_CONFIG(31) / 4] = CAPABLE;
    ck_assert_uint_eq(hpet_fsb_timers(), 1);
}
END_TEST

/* Each write is marked before it acts; enabled last, then all is put back. */
START_TEST(its_writes_are_marked_in_order)
{
    static const struct {
        unsigned offset;
        uint32_t value, before;
    } want[] = {
        {0x010, 1, 0},          {0x100, 0x4100, CAPABLE}, {0x110, 0x41, 0},
        {0x114, 0xfee02000, 0}, {0x100, 0x4104, 0x4100},  {0x100, 0, 0x4104},
        {0x110, 0, 0x41},       {0x114, 0, 0xfee02000},   {0x010, 0, 1},
    };

    put_block(CAPABLE);
    ck_assert(!hpet_fsb_send(0xfee02000, 0x41)); /* the counter stands */
    ck_assert_uint_eq(fake.count, sizeof want / sizeof want[0]);
    for (unsigned i = 0; i < fake.count; i++) {
        ck_assert_uint_eq(fake.mark[i].offset, want[i].offset);
        ck_assert_uint_eq(fake.mark[i].value, want[i].value);
        ck_assert_uint_eq(fake.mark[i].before, want[i].before);
    }
}
END_TEST

START_TEST(a_counter_that_ran_runs_on)
{
    put_block(CAPABLE);
    fake.block[HPET_CONFIG / 4] = 1;
    ck_assert(!hpet_fsb_send(0xfee02000, 0x41));
    ck_assert_uint_eq(fake.block[HPET_CONFIG / 4], 1);
}
END_TEST

Suite *hpet_kernel_suite(void);

Suite *hpet_kernel_suite(void)
{
    Suite *suite = suite_create("kernel: HPET messages");
    TCase *c = tcase_create("a block of memory");

    tcase_add_checked_fixture(c, map, unmap);
    tcase_add_test(c, all_ones_are_no_hpet);
    tcase_add_test(c, zeros_are_no_hpet);
    tcase_add_test(c, a_period_that_no_hpet_may_have_is_none);
    tcase_add_test(c, an_enable_bit_is_no_capability);
    tcase_add_test(c, each_timer_says_it_for_itself);
    tcase_add_test(c, thirty_two_timers_are_looked_at);
    tcase_add_test(c, its_writes_are_marked_in_order);
    tcase_add_test(c, a_counter_that_ran_runs_on);
    suite_add_tcase(suite, c);
    return suite;
}
