/*
 * labs/03-ioapic/mistakes.h - the mistakes that lab 03 knows by sight.
 *
 * Apart from the checks because they are of another kind: a check says what
 * must be there, a mistake what the record looks like when one idea went wrong.
 */
#ifndef LAB_03_MISTAKES_H
#define LAB_03_MISTAKES_H

#include "checks.h"

#define IOAPIC_MISTAKES 30u

extern const struct mistake ioapic_mistakes[IOAPIC_MISTAKES];

/* mistakes_route.c */
fits_function ioapic_mistake_override_ignored;
fits_function ioapic_mistake_override_bus;
fits_function ioapic_mistake_find_stale;
fits_function ioapic_mistake_isa_zero;
fits_function ioapic_mistake_wrong_chip;
fits_function ioapic_mistake_gsi_as_pin;
fits_function ioapic_mistake_index_not_doubled;
fits_function ioapic_mistake_index_lost;
fits_function ioapic_mistake_high_missing;
fits_function ioapic_mistake_dest_not_shifted;
fits_function ioapic_mistake_dest_logical;
fits_function ioapic_mistake_low_first;
fits_function ioapic_mistake_not_masked_first;
fits_function ioapic_mistake_left_masked;
fits_function ioapic_mistake_trigger;
fits_function ioapic_mistake_polarity;
fits_function ioapic_mistake_remote_irr_stuck;

/* mistakes_serve.c */
fits_function ioapic_mistake_eoi_at_ioapic;
fits_function ioapic_mistake_body_missing;
fits_function ioapic_mistake_body_twice;
fits_function ioapic_mistake_eoi_early;
fits_function ioapic_mistake_eoi_missing;
fits_function ioapic_mistake_eoi_twice;
fits_function ioapic_mistake_mask_toggles;
fits_function ioapic_mistake_mask_inverted;
fits_function ioapic_mistake_mask_clobbers;
fits_function ioapic_mistake_not_read;
fits_function ioapic_mistake_remote_irr_bit;
fits_function ioapic_mistake_bring_up_chip;
fits_function ioapic_mistake_bring_up_last;

/* One that asks nothing but the window. */
#define FITS(name, answer)                                                     \
    bool ioapic_mistake_##name(const struct window *w,                         \
                               const struct check *check,                      \
                               const struct finding *f)                        \
    {                                                                          \
        (void)check;                                                           \
        (void)f;                                                               \
        return answer;                                                         \
    }

/* One write of a register behind IOWIN. */
struct entry_write {
    size_t at;
    unsigned unit; /* EVENT_IOAPIC_ */
    uint32_t index;
    uint32_t value;
};

/* The next such write in (write->at, to); begin with its `at` before it. */
bool ioapic_next_write(const struct window *w, struct entry_write *write,
                       size_t to);

/* Marks CALL and RETURN of the nth call; without a return, the window's end. */
bool ioapic_nth_call(const struct window *w, unsigned function, unsigned nth,
                     size_t *call, size_t *ret);

#endif
