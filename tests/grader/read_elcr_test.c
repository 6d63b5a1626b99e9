/*
 * tests/grader/read_elcr_test.c - the bridge's ELCR lines of Bochs's log.
 *
 * They are the only sign that a line of the 8259As became level-triggered;
 * without them the model would go on with edges.
 */
#include "checks.h"
#include "hw/i8259_regs.h"
#include "read_bochs_case.h"
#include "record.h"

START_TEST(each_register_is_a_write_of_its_port)
{
    read_text("00000083731i[P2ISA ] write: ELCR1 = 0x10\n"
              "00000083753i[P2ISA ] write: ELCR2 = 0xde\n");
    ck_assert_uint_eq(trace.count, 2);
    ck_assert_uint_eq(trace.event[0].kind, EV_PIC_WRITE);
    ck_assert_uint_eq(trace.event[0].reg, PIC_ELCR_MASTER);
    ck_assert_uint_eq(trace.event[0].value, 0x10);
    ck_assert_uint_eq(trace.event[1].reg, PIC_ELCR_SLAVE);
    ck_assert_uint_eq(trace.event[1].value, 0xde);
}
END_TEST

START_TEST(other_lines_of_the_bridge_are_none)
{
    read_text("00000083731i[P2ISA ] write: ELCR1\n"
              "00000083753i[P2ISA ] setting IRQ9\n");
    ck_assert_uint_eq(trace.count, 0);
}
END_TEST

/* A level line asks again after its EOI; an edge would not. */
START_TEST(the_model_follows)
{
    struct record record;

    read_text("00000000010d[PIC   ] IO write to 0x0021 = 0xef\n"
              "00000000011i[P2ISA ] write: ELCR1 = 0x10\n"
              "00000000012d[PIC   ] IRQ line 4 now high\n"
              "00000000013d[CPU0  ] interrupt(): vector = 0c, TYPE = 0, "
              "EXT = 1\n");
    record_make(&record, &trace);
    ck_assert_uint_eq(record.disagree_at, NOWHERE);
    ck_assert_uint_eq(record.state[trace.count - 1].pic_irr, 0x10);
    ck_assert_uint_eq(record.state[trace.count - 1].pic_isr, 0x10);
    record_free(&record);
}
END_TEST

Suite *read_elcr_suite(void)
{
    Suite *suite = suite_create("read_elcr");
    TCase *tcase = tcase_create("lines");

    tcase_add_checked_fixture(tcase, NULL, forget);
    tcase_add_test(tcase, each_register_is_a_write_of_its_port);
    tcase_add_test(tcase, other_lines_of_the_bridge_are_none);
    tcase_add_test(tcase, the_model_follows);
    suite_add_tcase(suite, tcase);
    return suite;
}
