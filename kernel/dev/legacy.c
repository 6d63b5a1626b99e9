/*
 * kernel/dev/legacy.c - the kernel's own reset of 8259A, PIT and RTC.
 *
 * Runs between steps, so that a step finds the machine as after power-on
 * whatever the one before left behind.  Driving these devices for a purpose is
 * lab 01's business.  Contract: kernel/legacy.h.
 */
#include "hw/i8254_regs.h"
#include "hw/i8259_regs.h"
#include "hw/mc146818_regs.h"
#include "kernel/io.h"
#include "kernel/legacy.h"

/* [8259A "Initialization Command Words"] */
static void pic_reset_one(uint16_t command, uint8_t base, uint8_t icw3)
{
    uint16_t data = (uint16_t)(command + 1);

    io_out8(command, PIC_ICW1_PC);
    io_out8(data, base);
    io_out8(data, icw3);
    io_out8(data, PIC_ICW4_PC);
    io_out8(data, PIC_MASK_ALL);
}

/* Mode 0 with no count written: the output stays low, no edge comes. */
static void pit_reset(void)
{
    io_out8(PIT_CONTROL, PIT_COUNTER0_TERMINAL);
}

/* Every line edge-triggered, as after power-on: firmware
 * sets PCI's to level. */
static void elcr_reset(void)
{
    io_out8(PIC_ELCR_MASTER, 0);
    io_out8(PIC_ELCR_SLAVE, 0);
}

static void rtc_reset(void)
{
    io_out8(RTC_INDEX, RTC_B);
    uint8_t b = io_in8(RTC_DATA);

    b &= (uint8_t) ~(RTC_B_PIE | RTC_B_AIE | RTC_B_UIE);
    io_out8(RTC_INDEX, RTC_B);
    io_out8(RTC_DATA, b);
    io_out8(RTC_INDEX, RTC_C);
    (void)io_in8(RTC_DATA); /* reading C lowers the line */
}

void legacy_reset(void)
{
    pit_reset();
    rtc_reset();
    elcr_reset();
    pic_reset_one(PIC_MASTER_COMMAND, LEGACY_MASTER_BASE, PIC_ICW3_MASTER_PC);
    pic_reset_one(PIC_SLAVE_COMMAND, LEGACY_SLAVE_BASE, PIC_ICW3_SLAVE_PC);
}
