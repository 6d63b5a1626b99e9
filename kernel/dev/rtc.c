/*
 * kernel/dev/rtc.c - IRQ 8: the periodic interrupt, held until register C is
 * read.  Contract: kernel/irq_device.h.
 *
 * Reading C is the only way to see the flag, and it would lower the line; so
 * raising waits for the time that one period takes.  [RTC "Register C"]
 */
#include "hw/bits.h"
#include "hw/mc146818_regs.h"
#include "kernel/io.h"
#include "kernel/irq_device.h"

#define PERIOD_NS 135000u /* 1/8192 s, and some more */

static uint8_t rtc_get(uint8_t index)
{
    io_out8(RTC_INDEX, index);
    return io_in8(RTC_DATA);
}

static void rtc_put(uint8_t index, uint8_t value)
{
    io_out8(RTC_INDEX, index);
    io_out8(RTC_DATA, value);
}

void rtc_lower(void)
{
    rtc_put(RTC_B, (uint8_t)(rtc_get(RTC_B) & ~RTC_B_PIE));
    (void)rtc_get(RTC_C);
}

bool rtc_raise(void)
{
    uint64_t a = field_put(RTC_RATE_8192_HZ, RTC_A_DV, RTC_A_DV_32768);

    rtc_lower();
    rtc_put(RTC_A, (uint8_t)a);
    rtc_put(RTC_B, (uint8_t)(rtc_get(RTC_B) | RTC_B_PIE));
    hpet_wait_ns(PERIOD_NS);
    return true;
}
