/*
 * labs/05-msi/judge.h - the demands behind lab 05's checks.
 *
 * checks.c names and weighs them; judge.c, judge_msix.c and judge_write.c make
 * them.  Each is asked about one window of a kind that its check names.
 */
#ifndef LAB_05_JUDGE_H
#define LAB_05_JUDGE_H

#include "checks.h"

bool msi_judge_capability(struct window *w);
bool msi_judge_address(struct window *w);
bool msi_judge_data(struct window *w);
bool msi_judge_write(struct window *w);
bool msi_judge_layout(struct window *w);
bool msi_judge_command(struct window *w);
bool msi_judge_order(struct window *w);
bool msi_judge_delivered(struct window *w);
bool msi_judge_disable(struct window *w);
bool msi_judge_map(struct window *w);
bool msi_judge_entry(struct window *w);
bool msi_judge_mask(struct window *w);
bool msi_judge_move(struct window *w);
bool msi_judge_live(struct window *w);
bool msi_judge_msix_order(struct window *w);
bool msi_judge_ready(struct window *w);
bool msi_judge_cpus(struct window *w);
bool msi_judge_async(struct window *w);

/* A message as the steps' own are, and as an entry or capability holds it. */
struct said {
    uint64_t address;
    uint32_t data;
};

struct said msi_made(unsigned cpu, unsigned vector);
struct said msi_entry_at(const struct window *w, size_t index, unsigned n);
struct said msi_registers_at(const struct window *w, size_t index,
                             unsigned which);

/* The same message?  Bit 14 of the data means nothing for an edge. */
bool msi_same(struct said a, struct said b);

/* Is the entry masked by its own bit? */
bool msi_masked_at(const struct window *w, size_t index, unsigned n);

/* What the nth call of msix_set_entry in the window was asked for. */
struct said msi_asked(const struct window *w, unsigned nth, unsigned *entry);

/* ---- shared by the files of judges ---- */

/* The message is the one that belongs there; the nth call is there. */
bool msi_says(struct window *w, size_t index, struct said got,
              struct said want);
bool msi_require_call(struct window *w, unsigned function, unsigned nth,
                      size_t *call, size_t *ret);
/* What the nth call of msi_compose made, and where it returned. */
bool msi_find_composed(const struct window *w, unsigned nth, struct said *got,
                       size_t *ret);
/* Who writes in STEP_WRITE, each one message: the nth is made of v[nth] and
 * v[8 + nth]. */
unsigned msi_writers(const struct window *w);

/* Scripts: IF opens and closes for a moment; with nothing, or with one
 * interrupt in it; one on a CPU whose IF is 1. */
void msi_window_on(struct script *s);
void msi_window_off(struct script *s);
void msi_nothing_comes(struct script *s);
void msi_comes(struct script *s, unsigned vector);
void msi_comes_there(struct script *s, unsigned vector);

/* Exactly this, and it came by messages. */
bool msi_on_cpus(struct window *w, const struct script *per_cpu);
bool msi_on_cpu_0(struct window *w, const struct script *s);

/* The command register; master, pin off, the rest as it was. */
unsigned msi_command_at(const struct window *w, size_t index, unsigned which);
bool msi_is_claimed(struct window *w, size_t call, size_t ret, unsigned which);

/* The mark is of a write to configuration space or to a region. */
bool msi_is_write(const struct event *e);

#endif
