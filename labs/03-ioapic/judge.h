/*
 * labs/03-ioapic/judge.h - the demands behind lab 03's checks.
 *
 * checks.c names and weighs them; judge.c (what is set up) and judge_serve.c
 * (what comes of it) make them.  Each is asked about one window of a kind
 * that its check names.
 */
#ifndef LAB_03_JUDGE_H
#define LAB_03_JUDGE_H

#include "checks.h"

#define GSIS 48u /* of both I/O APICs */

bool ioapic_judge_isa(struct window *w);
bool ioapic_judge_wired(struct window *w);
bool ioapic_judge_fields(struct window *w);
bool ioapic_judge_place(struct window *w);
bool ioapic_judge_high_first(struct window *w);
bool ioapic_judge_edge(struct window *w);
bool ioapic_judge_pair(struct window *w);
bool ioapic_judge_cpu(struct window *w);
bool ioapic_judge_level(struct window *w);
bool ioapic_judge_held(struct window *w);
bool ioapic_judge_mask_edge(struct window *w);
bool ioapic_judge_mask_level(struct window *w);
bool ioapic_judge_mask_service(struct window *w);
bool ioapic_judge_mask_bit(struct window *w);
bool ioapic_judge_remote_irr(struct window *w);
bool ioapic_judge_bring_up(struct window *w);
bool ioapic_judge_moved(struct window *w);

/* Are its level lines the soft chipset's? */
bool ioapic_has_soft(const struct window *w);

/* The GSI of the step's level line, and its polarity. */
unsigned ioapic_level_gsi(const struct window *w);
bool ioapic_is_active_low(const struct window *w);

/* What gsi_for_isa owes for this IRQ in this step. */
uint32_t ioapic_isa_gsi(const struct window *w, unsigned irq);

/* The nth call of ioapic_route in the window: what it was asked for. */
struct ioapic_asked {
    size_t call, ret;
    unsigned gsi;
    uint64_t entry; /* as it must be afterwards */
};

bool ioapic_asked(const struct window *w, unsigned nth,
                  struct ioapic_asked *asked);

/* An entry without what only the hardware writes. */
uint64_t ioapic_written(uint64_t entry);

#endif
