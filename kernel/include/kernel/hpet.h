/*
 * kernel/hpet.h - HPET timers that interrupt by a message instead of a line.
 *
 * Not every HPET has it: a timer says so itself, in its capability bit; that
 * its enable bit can be set means nothing.  What is written on the way is
 * marked (SOFT_HPET), so that the grader can tell what must have come.  Lines:
 * kernel/irq_device.h.  Called by main.c and by lab 05's scenario.
 */
#ifndef KERNEL_HPET_H
#define KERNEL_HPET_H

#include <stdbool.h>
#include <stdint.h>

/* How many timers can send messages; 0 where there is no HPET. */
unsigned hpet_fsb_timers(void);

/* The same for a person. */
void hpet_tell(void);

/* Let a timer that holds no line write `data` to `address`, once and soon, and
 * wait until it has had its time; then it is as it was.  False, and nothing
 * written, where no timer can; false, too, when its match does not come. */
bool hpet_fsb_send(uint32_t address, uint32_t data);

#endif
