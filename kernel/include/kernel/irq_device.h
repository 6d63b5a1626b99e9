/*
 * kernel/irq_device.h - what kernel/dev/irq_line.c knows about the devices.
 *
 * Each can raise its line and hold it (false: it did not answer in time),
 * lower it, and be silenced.  One source file each, kernel/dev/<device>.c.
 */
#ifndef KERNEL_IRQ_DEVICE_H
#define KERNEL_IRQ_DEVICE_H

#include <stdbool.h>
#include <stdint.h>

/* IRQ 0: counter 0 in mode 0 rises once and stays. */
bool pit_raise(void);
void pit_lower(void);

/* IRQ 1: a byte that nobody typed. */
bool keyboard_raise(void);
void keyboard_lower(void);

/* IRQ 4: COM1's transmitter is empty and says so. */
bool uart_raise(void);
void uart_lower(void);

/* IRQ 8: the periodic interrupt at 8192 Hz. */
bool rtc_raise(void);
void rtc_lower(void);

/* Any line but 0, 1, 2: one of three timers. */
void hpet_start(void);
void hpet_stop(void);
bool hpet_raise(unsigned irq);
void hpet_lower(unsigned irq);

/* Busy for so long; hpet_start first. */
void hpet_wait_ns(uint32_t nanoseconds);

#endif
