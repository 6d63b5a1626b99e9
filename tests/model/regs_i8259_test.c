/*
 * tests/model/regs_i8259_test.c - the legacy devices' register headers.
 *
 * Each register's fields are disjoint and complete, and whole words equal
 * numbers worked out by hand from the data sheets' figures: a header that is
 * used by model and kernel alike needs a second opinion.
 */
#include <check.h>

#include "fields.h"
#include "hw/i8254_regs.h"
#include "hw/i8259_regs.h"
#include "hw/idt_regs.h"
#include "hw/mc146818_regs.h"
#include "hw/uart16550_regs.h"

#define BYTE BITS(7, 0)

START_TEST(icw_fields_cover)
{
    ck_assert(FIELDS_COVER("ICW1", BYTE, PIC_ICW1_A7_5, PIC_ICW1_MARK,
                           PIC_ICW1_LTIM, PIC_ICW1_ADI, PIC_ICW1_SNGL,
                           PIC_ICW1_IC4));
    ck_assert(FIELDS_COVER("ICW2", BYTE, PIC_ICW2_BASE, PIC_ICW2_LINE));
    ck_assert(FIELDS_COVER("ICW3 master", BYTE, PIC_ICW3_MASTER_SLAVES));
    ck_assert(FIELDS_COVER("ICW3 slave", BYTE, PIC_ICW3_SLAVE_RSVD,
                           PIC_ICW3_SLAVE_ID));
    ck_assert(FIELDS_COVER("ICW4", BYTE, PIC_ICW4_RSVD, PIC_ICW4_SFNM,
                           PIC_ICW4_BUF, PIC_ICW4_MS, PIC_ICW4_AEOI,
                           PIC_ICW4_UPM));
}
END_TEST

START_TEST(ocw_fields_cover)
{
    ck_assert(FIELDS_COVER("OCW1", BYTE, PIC_OCW1_MASK));
    ck_assert(FIELDS_COVER("OCW2", BYTE, PIC_OCW2_R, PIC_OCW2_SL, PIC_OCW2_EOI,
                           PIC_OCW2_MARK, PIC_OCW2_LEVEL));
    ck_assert(FIELDS_COVER("OCW3", BYTE, PIC_OCW3_RSVD, PIC_OCW3_ESMM,
                           PIC_OCW3_SMM, PIC_OCW3_MARK, PIC_OCW3_P, PIC_OCW3_RR,
                           PIC_OCW3_RIS));
    ck_assert(FIELDS_COVER("poll", BYTE, PIC_POLL_PENDING, PIC_POLL_RSVD,
                           PIC_POLL_LEVEL));
}
END_TEST

START_TEST(elcr_fields_cover)
{
    ck_assert(FIELDS_COVER("ELCR master", BYTE, PIC_ELCR_MASTER_LEVEL,
                           PIC_ELCR_MASTER_EDGE));
    ck_assert(FIELDS_COVER("ELCR slave", BYTE, PIC_ELCR_SLAVE_LEVEL,
                           PIC_ELCR_SLAVE_EDGE));
    ck_assert_uint_eq(PIC_ELCR_MASTER_LEVEL, 0xf8);
    ck_assert_uint_eq(PIC_ELCR_SLAVE_LEVEL, 0xde);
}
END_TEST

START_TEST(pic_words_are_their_fields)
{
    ck_assert_uint_eq(PIC_ICW1_PC, PIC_ICW1_MARK | PIC_ICW1_IC4);
    ck_assert_uint_eq(PIC_ICW3_MASTER_PC, BIT(PIC_CASCADE_LINE));
    ck_assert_uint_eq(PIC_ICW3_SLAVE_PC, PIC_CASCADE_LINE);
    ck_assert_uint_eq(PIC_ICW4_PC, PIC_ICW4_UPM);
    ck_assert_uint_eq(PIC_EOI_NONSPECIFIC, PIC_OCW2_EOI);
    ck_assert_uint_eq(PIC_EOI_SPECIFIC, PIC_OCW2_SL | PIC_OCW2_EOI);
    ck_assert_uint_eq(PIC_ROTATE_NONSPECIFIC, PIC_OCW2_R | PIC_OCW2_EOI);
    ck_assert_uint_eq(PIC_ROTATE_SPECIFIC, PIC_OCW2_COMMAND);
    ck_assert_uint_eq(PIC_SET_PRIORITY, PIC_OCW2_R | PIC_OCW2_SL);
    ck_assert_uint_eq(PIC_ROTATE_AEOI_SET, PIC_OCW2_R);
    ck_assert_uint_eq(PIC_OCW2_NOP, PIC_OCW2_SL);
}
END_TEST

START_TEST(ocw3_words_carry_their_mark)
{
    uint64_t mark = field_put(0, PIC_OCW3_MARK, 1);

    ck_assert_uint_eq(PIC_READ_IRR, mark | PIC_OCW3_RR);
    ck_assert_uint_eq(PIC_READ_ISR, mark | PIC_OCW3_RR | PIC_OCW3_RIS);
    ck_assert_uint_eq(PIC_POLL, mark | PIC_OCW3_P);
    ck_assert_uint_eq(PIC_SPECIAL_MASK_CLEAR, mark | PIC_OCW3_ESMM);
    ck_assert_uint_eq(PIC_SPECIAL_MASK_SET,
                      mark | PIC_OCW3_ESMM | PIC_OCW3_SMM);
}
END_TEST

START_TEST(pit_fields_cover)
{
    ck_assert(
        FIELDS_COVER("PIT control", BYTE, PIT_SC, PIT_RW, PIT_MODE, PIT_BCD));
    ck_assert(FIELDS_COVER("PIT read-back", BYTE, PIT_READ_BACK_SC,
                           PIT_READ_BACK_COUNT, PIT_READ_BACK_STATUS,
                           PIT_READ_BACK_COUNTERS, PIT_READ_BACK_RSVD));
    ck_assert(FIELDS_COVER("PIT status", BYTE, PIT_STATUS_OUT, PIT_STATUS_NULL,
                           PIT_STATUS_RW, PIT_STATUS_MODE, PIT_STATUS_BCD));
    ck_assert(FIELDS_COVER("port 61h", BYTE, PIT_PORT_B_SERR, PIT_PORT_B_IOCHK,
                           PIT_PORT_B_OUT2, PIT_PORT_B_REFRESH,
                           PIT_PORT_B_IOCHK_OFF, PIT_PORT_B_SERR_OFF,
                           PIT_PORT_B_SPEAKER, PIT_PORT_B_GATE2));
}
END_TEST

static uint64_t pit_word(unsigned rw, unsigned mode)
{
    return field_put(field_put(0, PIT_RW, rw), PIT_MODE, mode);
}

START_TEST(pit_words_are_their_fields)
{
    ck_assert_uint_eq(PIT_COUNTER0_TERMINAL,
                      pit_word(PIT_RW_LSB_MSB, PIT_MODE_TERMINAL));
    ck_assert_uint_eq(PIT_COUNTER0_RATE,
                      pit_word(PIT_RW_LSB_MSB, PIT_MODE_RATE));
    ck_assert_uint_eq(PIT_COUNTER0_SQUARE,
                      pit_word(PIT_RW_LSB_MSB, PIT_MODE_SQUARE));
    ck_assert_uint_eq(PIT_COUNTER0_LATCH, pit_word(PIT_RW_LATCH, 0));
}
END_TEST

START_TEST(rtc_fields_cover)
{
    ck_assert(
        FIELDS_COVER("RTC index", BYTE, RTC_INDEX_NMI_OFF, RTC_INDEX_ADDRESS));
    ck_assert(FIELDS_COVER("RTC A", BYTE, RTC_A_UIP, RTC_A_DV, RTC_A_RS));
    ck_assert(FIELDS_COVER("RTC B", BYTE, RTC_B_SET, RTC_B_PIE, RTC_B_AIE,
                           RTC_B_UIE, RTC_B_SQWE, RTC_B_DM, RTC_B_24H,
                           RTC_B_DSE));
    ck_assert(FIELDS_COVER("RTC C", BYTE, RTC_C_IRQF, RTC_C_PF, RTC_C_AF,
                           RTC_C_UF, RTC_C_RSVD));
    ck_assert(FIELDS_COVER("RTC D", BYTE, RTC_D_VRT, RTC_D_RSVD));
}
END_TEST

START_TEST(rtc_enables_match_their_flags)
{
    ck_assert_uint_eq(RTC_B_PIE, RTC_C_PF);
    ck_assert_uint_eq(RTC_B_AIE, RTC_C_AF);
    ck_assert_uint_eq(RTC_B_UIE, RTC_C_UF);
    ck_assert_uint_eq(32768 >> (RTC_RATE_1024_HZ - 1), 1024);
    ck_assert_uint_eq(32768 >> (RTC_RATE_8192_HZ - 1), 8192);
}
END_TEST

START_TEST(uart_fields_cover)
{
    ck_assert(FIELDS_COVER("IER", BYTE, UART_IER_RSVD, UART_IER_EDSSI,
                           UART_IER_ELSI, UART_IER_ETBEI, UART_IER_ERBFI));
    ck_assert(FIELDS_COVER("IIR", BYTE, UART_IIR_FIFO, UART_IIR_RSVD,
                           UART_IIR_ID, UART_IIR_NONE));
    ck_assert(FIELDS_COVER("FCR", BYTE, UART_FCR_TRIGGER, UART_FCR_RSVD,
                           UART_FCR_DMA, UART_FCR_XRST, UART_FCR_RRST,
                           UART_FCR_ENABLE));
    ck_assert(FIELDS_COVER("LCR", BYTE, UART_LCR_DLAB, UART_LCR_BREAK,
                           UART_LCR_STICK, UART_LCR_EPS, UART_LCR_PEN,
                           UART_LCR_STB, UART_LCR_WLS));
    ck_assert(FIELDS_COVER("MCR", BYTE, UART_MCR_RSVD, UART_MCR_LOOP,
                           UART_MCR_OUT2, UART_MCR_OUT1, UART_MCR_RTS,
                           UART_MCR_DTR));
    ck_assert(FIELDS_COVER("LSR", BYTE, UART_LSR_FIFOE, UART_LSR_TEMT,
                           UART_LSR_THRE, UART_LSR_BI, UART_LSR_FE, UART_LSR_PE,
                           UART_LSR_OE, UART_LSR_DR));
    ck_assert(FIELDS_COVER("MSR", BYTE, UART_MSR_DCD, UART_MSR_RI, UART_MSR_DSR,
                           UART_MSR_CTS, UART_MSR_DDCD, UART_MSR_TERI,
                           UART_MSR_DDSR, UART_MSR_DCTS));
}
END_TEST

START_TEST(uart_values_by_hand)
{
    ck_assert_uint_eq(UART_MCR_OUT2, 0x08);  /* lets IRQ 4 out */
    ck_assert_uint_eq(UART_IER_ETBEI, 0x02); /* raises it at once */
    ck_assert_uint_eq(UART_LSR_THRE, 0x20);
    ck_assert_uint_eq(UART_LCR_DLAB, 0x80);
    ck_assert_uint_eq(UART_LCR_8N1, field_put(0, UART_LCR_WLS, 8 - 5));
}
END_TEST

START_TEST(idt_gate_fields_cover)
{
    ck_assert(FIELDS_COVER("gate low", BITS(63, 0), IDT_GATE_OFFSET_MIDDLE,
                           IDT_GATE_PRESENT, IDT_GATE_DPL, IDT_GATE_ZERO,
                           IDT_GATE_TYPE, IDT_GATE_RSVD, IDT_GATE_IST,
                           IDT_GATE_SELECTOR, IDT_GATE_OFFSET_LOW));
    ck_assert(FIELDS_COVER("gate high", BITS(63, 0), IDT_GATE_HIGH_RSVD,
                           IDT_GATE_OFFSET_HIGH));
    ck_assert(FIELDS_COVER("offset", BITS(63, 0), IDT_OFFSET_63_32,
                           IDT_OFFSET_31_16, IDT_OFFSET_15_0));
}
END_TEST

/* Handler ffff8000'1234abcdh, selector 08h, IST 2, DPL 3, interrupt gate. */
START_TEST(idt_gate_by_hand)
{
    uint64_t offset = UINT64_C(0xffff80001234abcd), low = IDT_GATE_PRESENT;

    low =
        field_put(low, IDT_GATE_OFFSET_LOW, field_get(offset, IDT_OFFSET_15_0));
    low = field_put(low, IDT_GATE_OFFSET_MIDDLE,
                    field_get(offset, IDT_OFFSET_31_16));
    low = field_put(low, IDT_GATE_SELECTOR, 0x08);
    low = field_put(low, IDT_GATE_IST, 2);
    low = field_put(low, IDT_GATE_DPL, 3);
    low = field_put(low, IDT_GATE_TYPE, IDT_TYPE_INTERRUPT);
    ck_assert_uint_eq(low, UINT64_C(0x1234ee020008abcd));
    ck_assert_uint_eq(field_put(0, IDT_GATE_OFFSET_HIGH,
                                field_get(offset, IDT_OFFSET_63_32)),
                      UINT64_C(0xffff8000));
}
END_TEST

START_TEST(error_code_fields_cover)
{
    ck_assert(FIELDS_COVER("selector error code", BITS(31, 0),
                           SELECTOR_ERROR_RSVD, SELECTOR_ERROR_INDEX,
                           SELECTOR_ERROR_TI, SELECTOR_ERROR_IDT,
                           SELECTOR_ERROR_EXT));
    ck_assert(FIELDS_COVER("page-fault error code", BITS(31, 0),
                           PAGE_FAULT_RSVD, PAGE_FAULT_SGX, PAGE_FAULT_PK,
                           PAGE_FAULT_I, PAGE_FAULT_RESERVED_BIT, PAGE_FAULT_U,
                           PAGE_FAULT_W, PAGE_FAULT_P));
}
END_TEST

START_TEST(error_code_vectors_by_hand)
{
    ck_assert_uint_eq(VECTORS_WITH_ERROR_CODE, 0x00227d00);
}
END_TEST

Suite *regs_i8259_suite(void);

Suite *regs_i8259_suite(void)
{
    Suite *suite = suite_create("regs_i8259");
    TCase *fields = tcase_create("fields"), *words = tcase_create("words");

    tcase_add_test(fields, icw_fields_cover);
    tcase_add_test(fields, ocw_fields_cover);
    tcase_add_test(fields, elcr_fields_cover);
    tcase_add_test(fields, pit_fields_cover);
    tcase_add_test(fields, rtc_fields_cover);
    tcase_add_test(fields, uart_fields_cover);
    tcase_add_test(fields, idt_gate_fields_cover);
    tcase_add_test(fields, error_code_fields_cover);
    suite_add_tcase(suite, fields);
    tcase_add_test(words, pic_words_are_their_fields);
    tcase_add_test(words, ocw3_words_carry_their_mark);
    tcase_add_test(words, pit_words_are_their_fields);
    tcase_add_test(words, rtc_enables_match_their_flags);
    tcase_add_test(words, uart_values_by_hand);
    tcase_add_test(words, idt_gate_by_hand);
    tcase_add_test(words, error_code_vectors_by_hand);
    suite_add_tcase(suite, words);
    return suite;
}
