/*
 * kernel/dev/irq_line.c - which device pulls which line.
 * Contract: kernel/irq_line.h.
 */
#include "kernel/irq_device.h"
#include "kernel/irq_line.h"

#define PIT_IRQ      0u
#define KEYBOARD_IRQ 1u
#define UART_IRQ     4u
#define RTC_IRQ      8u

void irq_lines_reset(void)
{
    pit_lower();
    keyboard_lower();
    uart_lower();
    rtc_lower();
    hpet_stop();
    hpet_start();
}

bool irq_line_raise(unsigned irq)
{
    switch (irq) {
    case PIT_IRQ:
        return pit_raise();
    case KEYBOARD_IRQ:
        return keyboard_raise();
    case UART_IRQ:
        return uart_raise();
    case RTC_IRQ:
        return rtc_raise();
    default:
        return hpet_raise(irq);
    }
}

void irq_line_lower(unsigned irq)
{
    switch (irq) {
    case PIT_IRQ:
        pit_lower();
        break;
    case KEYBOARD_IRQ:
        keyboard_lower();
        break;
    case UART_IRQ:
        uart_lower();
        break;
    case RTC_IRQ:
        rtc_lower();
        break;
    default:
        hpet_lower(irq);
        break;
    }
}
