/*
 * model/regs/hw/mc146818_regs.h - the real-time clock and its CMOS memory.
 *
 * Write an index to RTC_INDEX, then read or write RTC_DATA.  Its interrupt is
 * IRQ 8; the line stays high until register C is read.  Layout only; register
 * names are those of the MC146818 data sheet.  Used by the kernel and lab 01.
 */
#ifndef HW_MC146818_REGS_H
#define HW_MC146818_REGS_H

#include "hw/bits.h"

#define RTC_INDEX         0x70
#define RTC_DATA          0x71

/* Index port. */
#define RTC_INDEX_NMI_OFF BIT(7) /* PC only: NMI is held off */
#define RTC_INDEX_ADDRESS BITS(6, 0)

#define RTC_SECONDS       0x00
#define RTC_SECONDS_ALARM 0x01
#define RTC_MINUTES       0x02
#define RTC_MINUTES_ALARM 0x03
#define RTC_HOURS         0x04
#define RTC_HOURS_ALARM   0x05
#define RTC_DAY_OF_WEEK   0x06
#define RTC_DAY_OF_MONTH  0x07
#define RTC_MONTH         0x08
#define RTC_YEAR          0x09

/* Register A. */
#define RTC_A             0x0a
#define RTC_A_UIP         BIT(7)     /* read-only: update in progress */
#define RTC_A_DV          BITS(6, 4) /* divider: 2 = 32,768 Hz, running */
#define RTC_A_RS          BITS(3, 0) /* periodic rate, 0 = none */

#define RTC_A_DV_32768    2

/* Periodic rate n, 3..15: 32768 >> (n - 1) interrupts a second. */
#define RTC_RATE_1024_HZ  6
#define RTC_RATE_8192_HZ  3

/* Register B: three interrupt enables, then formats. */
#define RTC_B             0x0b
#define RTC_B_SET         BIT(7) /* hold updates while setting */
#define RTC_B_PIE         BIT(6) /* periodic interrupt enable */
#define RTC_B_AIE         BIT(5) /* alarm interrupt enable */
#define RTC_B_UIE         BIT(4) /* update-ended interrupt enable */
#define RTC_B_SQWE        BIT(3)
#define RTC_B_DM          BIT(2) /* 1 = binary, 0 = BCD */
#define RTC_B_24H         BIT(1)
#define RTC_B_DSE         BIT(0)

/* Register C, read-only: reading it clears it and lowers IRQ 8. */
#define RTC_C             0x0c
#define RTC_C_IRQF        BIT(7) /* the line: PF&PIE | AF&AIE | UF&UIE */
#define RTC_C_PF          BIT(6)
#define RTC_C_AF          BIT(5)
#define RTC_C_UF          BIT(4)
#define RTC_C_RSVD        BITS(3, 0)

/* Register D, read-only. */
#define RTC_D             0x0d
#define RTC_D_VRT         BIT(7) /* valid RAM and time */
#define RTC_D_RSVD        BITS(6, 0)

#endif
