/*
 * tests/model/edu_test.c - the `edu` device: registers, factorial, doorbell,
 * copies.  [EDU "MMIO area spec"]
 */
#include <check.h>

#include "model/edu.h"

#define WRITE(e, reg, value) edu_write(&(e), (reg), 4, (value))
#define READ(e, reg)         edu_read(&(e), (reg), 4)

static struct edu fresh(void)
{
    struct edu e;

    edu_reset(&e, EDU_DMA_MASK);
    return e;
}

START_TEST(identification_and_liveness)
{
    struct edu e = fresh();

    ck_assert_uint_eq(READ(e, EDU_IDENTIFICATION), 0x010000ed);
    WRITE(e, EDU_LIVENESS, 0x12345678);
    ck_assert_uint_eq(READ(e, EDU_LIVENESS), 0xedcba987);
    WRITE(e, EDU_IDENTIFICATION, 0);
    ck_assert_uint_eq(READ(e, EDU_IDENTIFICATION), 0x010000ed);
}
END_TEST

START_TEST(widths_that_count)
{
    struct edu e = fresh();

    ck_assert_uint_eq(edu_read(&e, EDU_IDENTIFICATION, 8), ~UINT64_C(0));
    ck_assert_uint_eq(edu_read(&e, EDU_IDENTIFICATION, 2), 0xffffffff);
    edu_write(&e, EDU_LIVENESS, 8, 1);
    ck_assert_uint_eq(READ(e, EDU_LIVENESS), 0);
    edu_write(&e, EDU_DMA_SOURCE, 8, UINT64_C(0x123456789a));
    ck_assert_uint_eq(edu_read(&e, EDU_DMA_SOURCE, 8), UINT64_C(0x123456789a));
    ck_assert_uint_eq(READ(e, EDU_DMA_SOURCE), 0x3456789a);
    edu_write(&e, EDU_DMA_SOURCE, 1, 0);
    ck_assert_uint_eq(edu_read(&e, EDU_DMA_SOURCE, 8), UINT64_C(0x123456789a));
    ck_assert_uint_eq(READ(e, EDU_INTERRUPT_RAISE), 0xffffffff);
    ck_assert_uint_eq(READ(e, 0x70), 0xffffffff);
}
END_TEST

START_TEST(factorials)
{
    static const uint32_t cases[][2] = {
        {0, 1},           {1, 1},          {2, 2},
        {10, 3628800},    {12, 479001600}, {13, 1932053504},
        {33, 0x80000000}, {34, 0},         {4000000000, 0},
    };
    struct edu e = fresh();

    for (unsigned i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        WRITE(e, EDU_FACTORIAL, cases[i][0]);
        ck_assert(edu_is_computing(&e));
        ck_assert_uint_eq(READ(e, EDU_STATUS), EDU_STATUS_COMPUTING);
        ck_assert(!edu_compute(&e).raised);
        ck_assert_uint_eq(READ(e, EDU_FACTORIAL), cases[i][1]);
        ck_assert_uint_eq(READ(e, EDU_STATUS), 0);
    }
}
END_TEST

START_TEST(busy_device_hears_no_second_request)
{
    struct edu e = fresh();

    WRITE(e, EDU_FACTORIAL, 5);
    WRITE(e, EDU_FACTORIAL, 3);
    edu_compute(&e);
    ck_assert_uint_eq(READ(e, EDU_FACTORIAL), 120);
    ck_assert(!edu_compute(&e).raised);
    ck_assert_uint_eq(READ(e, EDU_FACTORIAL), 120);
}
END_TEST

START_TEST(factorial_interrupts_when_asked)
{
    struct edu e = fresh();

    WRITE(e, EDU_STATUS, ~0u);
    ck_assert_uint_eq(READ(e, EDU_STATUS), EDU_STATUS_IRQ);
    WRITE(e, EDU_FACTORIAL, 3);
    WRITE(e, EDU_STATUS, EDU_STATUS_IRQ);
    ck_assert(edu_is_computing(&e));
    ck_assert(edu_compute(&e).raised);
    ck_assert_uint_eq(READ(e, EDU_INTERRUPT_STATUS), EDU_INTERRUPT_FACT);
    WRITE(e, EDU_STATUS, 0);
    WRITE(e, EDU_FACTORIAL, 3);
    ck_assert(!edu_compute(&e).raised);
}
END_TEST

START_TEST(doorbell_raises_and_acknowledge_clears)
{
    struct edu e = fresh();

    ck_assert(!WRITE(e, EDU_INTERRUPT_RAISE, 0).raised);
    ck_assert(WRITE(e, EDU_INTERRUPT_RAISE, 5).raised);
    ck_assert(WRITE(e, EDU_INTERRUPT_RAISE, 2).raised);
    ck_assert_uint_eq(READ(e, EDU_INTERRUPT_STATUS), 7);
    ck_assert(WRITE(e, EDU_INTERRUPT_RAISE, 0).raised);
    ck_assert(!WRITE(e, EDU_INTERRUPT_ACK, 6).raised);
    ck_assert_uint_eq(READ(e, EDU_INTERRUPT_STATUS), 1);
    WRITE(e, EDU_INTERRUPT_STATUS, 0);
    ck_assert_uint_eq(READ(e, EDU_INTERRUPT_STATUS), 1);
}
END_TEST

static void program(struct edu *e, uint64_t source, uint64_t destination,
                    uint64_t count, uint64_t command)
{
    edu_write(e, EDU_DMA_SOURCE, 8, source);
    edu_write(e, EDU_DMA_DESTINATION, 8, destination);
    edu_write(e, EDU_DMA_COUNT, 8, count);
    edu_write(e, EDU_DMA_COMMAND, 8, command);
}

START_TEST(copy_into_the_device)
{
    struct edu e = fresh();
    struct edu_copy copy;

    ck_assert(!edu_copy_waits(&e, &copy));
    program(&e, 0x100123000, EDU_BUFFER + 16, 64, EDU_DMA_START);
    ck_assert(edu_copy_waits(&e, &copy));
    ck_assert_uint_eq(copy.memory, 0x00123000);
    ck_assert_uint_eq(copy.at, 16);
    ck_assert_uint_eq(copy.bytes, 64);
    ck_assert(!copy.to_memory);
    ck_assert_uint_eq(READ(e, EDU_DMA_COMMAND), EDU_DMA_START);
    ck_assert(!edu_copied(&e).raised);
    ck_assert_uint_eq(READ(e, EDU_DMA_COMMAND), 0);
    ck_assert(!edu_copy_waits(&e, &copy));
    ck_assert(!edu_copied(&e).raised);
}
END_TEST

/* The machine's builder may let it reach more, */
START_TEST(a_wider_mask_reaches_further)
{
    struct edu e;
    struct edu_copy copy;

    edu_reset(&e, EDU_DMA_MASK_WIDE);
    program(&e, EDU_BUFFER, 0x1fee01000, 4, EDU_DMA_START | EDU_DMA_TO_MEMORY);
    ck_assert(edu_copy_waits(&e, &copy));
    ck_assert_uint_eq(copy.memory, 0xfee01000);
    ck_assert_uint_eq(copy.at, 0);
}
END_TEST

START_TEST(copy_to_memory_interrupts)
{
    struct edu e = fresh();
    struct edu_copy copy;

    program(&e, EDU_BUFFER, 0x5000, EDU_BUFFER_SIZE,
            EDU_DMA_START | EDU_DMA_TO_MEMORY | EDU_DMA_IRQ);
    ck_assert(edu_copy_waits(&e, &copy));
    ck_assert(copy.to_memory);
    ck_assert_uint_eq(copy.memory, 0x5000);
    ck_assert_uint_eq(copy.bytes, EDU_BUFFER_SIZE);
    ck_assert(edu_copied(&e).raised);
    ck_assert_uint_eq(READ(e, EDU_INTERRUPT_STATUS), EDU_INTERRUPT_DMA);
    ck_assert_uint_eq(READ(e, EDU_DMA_COMMAND),
                      EDU_DMA_TO_MEMORY | EDU_DMA_IRQ);
}
END_TEST

START_TEST(nothing_changes_while_a_copy_runs)
{
    struct edu e = fresh();
    struct edu_copy copy;

    edu_write(&e, EDU_DMA_COMMAND, 4, EDU_DMA_IRQ);
    ck_assert_uint_eq(READ(e, EDU_DMA_COMMAND), 0);
    program(&e, 0x5000, EDU_BUFFER, 4, EDU_DMA_START);
    program(&e, 0x6000, EDU_BUFFER + 8, 8, EDU_DMA_START | EDU_DMA_IRQ);
    ck_assert(edu_copy_waits(&e, &copy));
    ck_assert_uint_eq(copy.memory, 0x5000);
    ck_assert_uint_eq(copy.at, 0);
    ck_assert_uint_eq(copy.bytes, 4);
    ck_assert(!edu_copied(&e).raised);
}
END_TEST

START_TEST(copies_outside_the_buffer_move_nothing)
{
    static const uint64_t cases[][2] = {
        {EDU_BUFFER - 1, 4},
        {EDU_BUFFER + EDU_BUFFER_SIZE, 0},
        {EDU_BUFFER + 1, EDU_BUFFER_SIZE},
        {EDU_BUFFER + 8, ~UINT64_C(0)},
        {~UINT64_C(0), 2},
        {0, 4},
    };

    for (unsigned i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct edu e = fresh();
        struct edu_copy copy;

        program(&e, 0x5000, cases[i][0], cases[i][1], EDU_DMA_START);
        ck_assert(edu_copy_waits(&e, &copy));
        ck_assert_uint_eq(copy.bytes, 0);
    }
}
END_TEST

Suite *edu_suite(void)
{
    Suite *s = suite_create("edu");
    TCase *t = tcase_create("device");

    tcase_add_test(t, identification_and_liveness);
    tcase_add_test(t, widths_that_count);
    tcase_add_test(t, factorials);
    tcase_add_test(t, busy_device_hears_no_second_request);
    tcase_add_test(t, factorial_interrupts_when_asked);
    tcase_add_test(t, doorbell_raises_and_acknowledge_clears);
    tcase_add_test(t, copy_into_the_device);
    tcase_add_test(t, a_wider_mask_reaches_further);
    tcase_add_test(t, copy_to_memory_interrupts);
    tcase_add_test(t, nothing_changes_while_a_copy_runs);
    tcase_add_test(t, copies_outside_the_buffer_move_nothing);
    suite_add_tcase(s, t);
    return s;
}
