/*
 * model/regs/hw/hpet_regs.h - the high precision event timer of a PC.
 *
 * One main counter and three timers or more, each with a comparator and a
 * route: to an interrupt line or, as a message, to an address.  Offsets are
 * from HPET_DEFAULT_BASE; 64-bit registers may be read and written by halves.
 * Layout only.  [HPET 2.3 "Memory Mapped Registers"]
 * Used by the kernel, as a source for any interrupt line, and by model/hpet.h.
 */
#ifndef HW_HPET_REGS_H
#define HW_HPET_REGS_H

#include "hw/bits.h"

#define HPET_DEFAULT_BASE      UINT64_C(0xfed00000)

#define HPET_CAP               0x000 /* low half: revision, timers */
#define HPET_CAP_VENDOR        BITS(31, 16)
#define HPET_CAP_LEGACY        BIT(15)
#define HPET_CAP_RSVD          BIT(14)
#define HPET_CAP_WIDE          BIT(13) /* the main counter has 64 bits */
#define HPET_CAP_LAST_TIMER    BITS(12, 8)
#define HPET_CAP_REVISION      BITS(7, 0)

#define HPET_PERIOD            0x004       /* femtoseconds for one count */
#define HPET_PERIOD_MAX        0x05f5e100u /* at least 10 MHz; and never 0 */

#define HPET_CONFIG            0x010
#define HPET_CONFIG_RSVD       BITS(31, 2)
#define HPET_CONFIG_LEGACY     BIT(1) /* timers 0, 1 are IRQ 0 and 8 */
#define HPET_CONFIG_ENABLE     BIT(0) /* the main counter counts */

/* Bit n: level-triggered timer n is asking; writing 1 ends that. */
#define HPET_STATUS            0x020

#define HPET_COUNTER           0x0f0 /* low half */

#define HPET_TIMERS_MIN        3
#define HPET_TIMERS_MAX        32
#define HPET_TIMER_STRIDE      0x20u

/* Timer n's registers, so far apart.
 * [HPET 2.3.8 "Timer N Configuration and Capabilities Register"] */
#define HPET_TIMER_CONFIG(n)   (0x100u + HPET_TIMER_STRIDE * (n))
#define HPET_TIMER_COMPARE(n)  (0x108u + HPET_TIMER_STRIDE * (n))

/* Its route as a message: the low half is written to the address in the high
 * half.  [HPET 2.3.10 "Timer N FSB Interrupt Route Register"] */
#define HPET_TIMER_FSB_VAL(n)  (0x110u + HPET_TIMER_STRIDE * (n))
#define HPET_TIMER_FSB_ADDR(n) (0x114u + HPET_TIMER_STRIDE * (n))

#define HPET_TIMER_FSB_CAP     BIT(15)
#define HPET_TIMER_FSB_ENABLE  BIT(14)
#define HPET_TIMER_ROUTE       BITS(13, 9)
#define HPET_TIMER_32BIT       BIT(8)
#define HPET_TIMER_RSVD7       BIT(7)
#define HPET_TIMER_SET         BIT(6)
#define HPET_TIMER_64BIT_CAP   BIT(5)
#define HPET_TIMER_PERIOD_CAP  BIT(4)
#define HPET_TIMER_PERIODIC    BIT(3)
#define HPET_TIMER_ENABLE      BIT(2) /* it may interrupt */
#define HPET_TIMER_LEVEL       BIT(1) /* holds its line until told */
#define HPET_TIMER_RSVD0       BIT(0)

#endif
