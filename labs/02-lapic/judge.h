/*
 * labs/02-lapic/judge.h - the demands behind lab 02's checks.
 *
 * checks.c names and weighs them; judge.c (part A) and judge_b.c (part B) make
 * them.  Each is asked about one window of a kind that its check names.
 */
#ifndef LAB_02_JUDGE_H
#define LAB_02_JUDGE_H

#include "checks.h"

bool lapic_judge_enabled(struct window *w);
bool lapic_judge_self_ipi_pends(struct window *w);
bool lapic_judge_self_ipi_shorthand(struct window *w);
bool lapic_judge_burst(struct window *w);
bool lapic_judge_eoi_zero(struct window *w);
bool lapic_judge_nesting(struct window *w);
bool lapic_judge_same_class(struct window *w);
bool lapic_judge_coalesce(struct window *w);
bool lapic_judge_behind(struct window *w);
bool lapic_judge_tpr_gates(struct window *w);
bool lapic_judge_priorities(struct window *w);
bool lapic_judge_bitmaps(struct window *w);
bool lapic_judge_one_shot(struct window *w);
bool lapic_judge_period(struct window *w);
bool lapic_judge_starts_last(struct window *w);
bool lapic_judge_periodic(struct window *w);
bool lapic_judge_stopped(struct window *w);
bool lapic_judge_error_status(struct window *w);
bool lapic_judge_spurious(struct window *w);
bool lapic_judge_spurious_nested(struct window *w);

/* The spurious vector reaches its handler; nothing else follows from it. */
void lapic_script_spurious(struct script *s, unsigned vector);

/* `vector` is sent after all is over, and served. */
void lapic_script_life(struct script *s, unsigned vector);

/* The nth call of `function` returned; its marks. */
bool lapic_call_of(struct window *w, unsigned function, unsigned nth,
                   size_t *call, size_t *ret);

/* SVR after the nth lapic_enable. */
bool lapic_enabled_with(struct window *w, unsigned nth, uint8_t vector);
bool lapic_is_on(struct window *w);

/* Enabled, and the record is exactly `s`. */
bool lapic_holds(struct window *w, const struct script *s);

#endif
