/*
 * labs/02-lapic/mistakes.h - the mistakes that lab 02 knows by sight.
 *
 * Apart from the checks because they are of another kind: a check says what
 * must be there, a mistake what the record looks like when one idea went wrong.
 */
#ifndef LAB_02_MISTAKES_H
#define LAB_02_MISTAKES_H

#include "checks.h"

#define LAPIC_MISTAKES 31u

extern const struct mistake lapic_mistakes[LAPIC_MISTAKES];

fits_function lapic_mistake_svr_disabled;
fits_function lapic_mistake_svr_vector;
fits_function lapic_mistake_ipi_not_sent;
fits_function lapic_mistake_icr_shorthand;
fits_function lapic_mistake_spurious_eoi;
fits_function lapic_mistake_body_not_called;
fits_function lapic_mistake_body_twice;
fits_function lapic_mistake_eoi_early;
fits_function lapic_mistake_eoi_missing;
fits_function lapic_mistake_eoi_missing_by_count;
fits_function lapic_mistake_eoi_twice;
fits_function lapic_mistake_eoi_nonzero;
fits_function lapic_mistake_tpr_in_handler;
fits_function lapic_mistake_tpr_shifted;
fits_function lapic_mistake_tpr_subclass_lost;
fits_function lapic_mistake_priority_shifted;
fits_function lapic_mistake_not_read;
fits_function lapic_mistake_ppr_is_tpr;
fits_function lapic_mistake_bitmap_stride;
fits_function lapic_mistake_bitmap_register;
fits_function lapic_mistake_bitmaps_swapped;
fits_function lapic_mistake_bitmap_bit;
fits_function lapic_mistake_timer_count_first;
fits_function lapic_mistake_timer_masked;
fits_function lapic_mistake_timer_repeats;
fits_function lapic_mistake_timer_not_periodic;
fits_function lapic_mistake_timer_divide;
fits_function lapic_mistake_timer_divide_missing;
fits_function lapic_mistake_timer_runs_on;
fits_function lapic_mistake_esr_no_write;
fits_function lapic_mistake_esr_written_twice;

/* Any of the three kinds of EOI. */
bool lapic_is_eoi(const struct event *e);

/* Where the finding is; one without a place is at the end. */
size_t lapic_place(const struct window *w, const struct finding *f);

/* The last such mark or significant event before `at`, or NOWHERE. */
size_t lapic_mark_before(const struct window *w, size_t at, enum mark_kind kind,
                         int argument);
size_t lapic_last_significant(const struct window *w, size_t at);

/* Did the handler that began at `begin` return before `end`? */
size_t lapic_return_after(const struct window *w, const struct finding *f,
                          size_t end);
bool lapic_returned_between(const struct window *w, size_t begin, size_t end);

/* The call of `function` that the finding is about: it ended there, or the
 * finding is between its marks. */
bool lapic_call_around(const struct window *w, const struct finding *f,
                       unsigned function, size_t *call, size_t *ret);

/* The first access of `kind` in (from, to) to a register in low..high-1. */
size_t lapic_access_between(const struct window *w, enum event_kind kind,
                            uint32_t low, uint32_t high, size_t from,
                            size_t to);

/* The last write to `reg` in (from, to). */
size_t lapic_last_write(const struct window *w, uint32_t reg, size_t from,
                        size_t to);

#endif
