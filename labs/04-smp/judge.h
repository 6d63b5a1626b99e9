/*
 * labs/04-smp/judge.h - the demands behind lab 04's checks.
 *
 * checks.c names and weighs them; judge.c (part A) and judge_b.c (part B) make
 * them.  Each is asked about one window of a kind that its check names.
 */
#ifndef LAB_04_JUDGE_H
#define LAB_04_JUDGE_H

#include "checks.h"
#include "plan.h"

bool smp_judge_commands(struct window *w);
bool smp_judge_started(struct window *w);
bool smp_judge_high_first(struct window *w);
bool smp_judge_status(struct window *w);
bool smp_judge_fixed(struct window *w);
bool smp_judge_ping_pong(struct window *w);
bool smp_judge_shorthand(struct window *w);
bool smp_judge_flushed(struct window *w);
bool smp_judge_waited(struct window *w);
bool smp_judge_logical(struct window *w);
bool smp_judge_lowest(struct window *w);
bool smp_judge_nmi(struct window *w);
bool smp_judge_switched(struct window *w);
bool smp_judge_x2_fixed(struct window *w);
bool smp_judge_x2_shorthand(struct window *w);
bool smp_judge_x2_logical(struct window *w);

/* ---- what each CPU must show, as it is written down ---- */

struct story {
    struct script cpu[LAB_CPUS];
    uint8_t waiting[LAB_CPUS][STEP_ARGS]; /* accepted, not yet served */
    unsigned count[LAB_CPUS];
};

/* `vector` is accepted by `cpu`, which has IF = 0. */
void smp_pend(struct story *s, unsigned cpu, uint8_t vector);

/* Each CPU has a window: what waits is served, highest first. */
void smp_windows(struct story *s);

/* The step's last vector for each CPU, and windows. */
void smp_live(struct story *s, const struct step *step);

/* Does each CPU show exactly its own script? */
bool smp_holds(struct window *w, const struct story *s);

/* The nth call of `function` returned; its marks. */
bool smp_call_of(struct window *w, unsigned function, unsigned nth,
                 size_t *call, size_t *ret);

/* CPUs whose logical ID in v[1..4] `dest` names; in the flat model, or in
 * clusters.  [SDM3 10.6.2.2 "Logical Destination Mode"] */
bool smp_names(const struct step *step, unsigned dest, unsigned cpu);

#endif
