/*
 * labs/04-smp/mistakes.h - the mistakes that lab 04 knows by sight.
 *
 * Apart from the checks because they are of another kind: a check says what
 * must be there, a mistake what the record looks like when one idea went wrong.
 * mistakes.c names them, mistakes_send.c and mistakes_take.c recognise them.
 */
#ifndef LAB_04_MISTAKES_H
#define LAB_04_MISTAKES_H

#include "checks.h"

#define SMP_MISTAKES 38u

extern const struct mistake smp_mistakes[SMP_MISTAKES];

/* What was sent, and to whom. */
fits_function smp_mistake_sipi_page;
fits_function smp_mistake_sipi_first;
fits_function smp_mistake_init_missing;
fits_function smp_mistake_sipi_missing;
fits_function smp_mistake_start_everyone;
fits_function smp_mistake_start_other;
fits_function smp_mistake_icr_high_late;
fits_function smp_mistake_icr_dest_shift;
fits_function smp_mistake_icr_dest_field;
fits_function smp_mistake_x2_dest_shift;
fits_function smp_mistake_x2_dest_missing;
fits_function smp_mistake_status_not_read;
fits_function smp_mistake_not_sent;
fits_function smp_mistake_shorthand_missing;
fits_function smp_mistake_shorthand_wrong;
fits_function smp_mistake_broadcast_many;
fits_function smp_mistake_nmi_mode;
fits_function smp_mistake_lowest_mode;
fits_function smp_mistake_delivery_mode;
fits_function smp_mistake_not_logical;
fits_function smp_mistake_not_physical;

/* What came of it. */
fits_function smp_mistake_eoi_early;
fits_function smp_mistake_body_not_called;
fits_function smp_mistake_body_twice;
fits_function smp_mistake_eoi_missing_here;
fits_function smp_mistake_eoi_missing;
fits_function smp_mistake_eoi_twice;
fits_function smp_mistake_shootdown_count;
fits_function smp_mistake_shootdown_early;
fits_function smp_mistake_shootdown_delay;
fits_function smp_mistake_x2_refused;
fits_function smp_mistake_shootdown_hangs;
fits_function smp_mistake_shootdown_targets;
fits_function smp_mistake_ldr_position;
fits_function smp_mistake_dfr_not_written;
fits_function smp_mistake_dfr_model;
fits_function smp_mistake_x2_not_switched;
fits_function smp_mistake_x2_bits_lost;

/* The next call of `function` after `*call` (the window's begin to start with):
 * its marks, or the window's end where it never returned.  False when there is
 * no more. */
bool smp_next_call(const struct window *w, unsigned function, size_t *call,
                   size_t *ret);

#endif
