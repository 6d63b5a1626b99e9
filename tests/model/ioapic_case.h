/*
 * tests/model/ioapic_case.h - how the tests of the I/O APIC begin, and short
 * words for what tests do often.  Every helper that changes the chip also asks
 * ioapic_check whether its promises still hold.
 */
#ifndef IOAPIC_CASE_H
#define IOAPIC_CASE_H

#include <check.h>

#include "model/ioapic.h"

/* Low halves of entries, worked out by hand; vector 51h. */
#define CASE_EDGE       0x00000051u
#define CASE_LEVEL      0x00008051u
#define CASE_LEVEL_LOW  0x0000a051u
#define CASE_MASKED     0x00010000u

/* Read-only bits. */
#define CASE_PENDING    0x00001000u
#define CASE_REMOTE_IRR 0x00004000u

static inline void case_holds(const struct ioapic *io)
{
    const char *broken = ioapic_check(io);

    ck_assert_msg(!broken, "%s", broken);
}

static inline void case_write(struct ioapic *io, uint32_t index, uint32_t value)
{
    ioapic_write(io, 0x00, index);
    ioapic_write(io, 0x10, value);
    case_holds(io);
}

static inline uint32_t case_read(struct ioapic *io, uint32_t index)
{
    ioapic_write(io, 0x00, index);
    return ioapic_read(io, 0x10);
}

/* The low half of the entry of `pin`, and back. */
static inline void case_program(struct ioapic *io, unsigned pin, uint32_t low)
{
    case_write(io, 0x10 + 2 * pin, low);
}

static inline uint32_t case_low(struct ioapic *io, unsigned pin)
{
    return case_read(io, 0x10 + 2 * pin);
}

/* 24 pins; `pin` is programmed with `low`, destination 3. */
static inline struct ioapic case_ioapic(unsigned pin, uint32_t low)
{
    struct ioapic io;

    ioapic_reset(&io, IOAPIC_PINS);
    case_write(&io, 0x11 + 2 * pin, 0x03000000);
    case_program(&io, pin, low);
    return io;
}

static inline void case_pin(struct ioapic *io, unsigned pin, bool high)
{
    ioapic_set_pin(io, pin, high);
    case_holds(io);
}

/* Send what waits at `pin`, and have it accepted or not. */
static inline struct lapic_message case_send(struct ioapic *io, unsigned pin,
                                             bool accepted)
{
    struct lapic_message message = ioapic_send(io, pin);

    ioapic_report(io, pin, message.sent && accepted);
    case_holds(io);
    return message;
}

#endif
