/*
 * labs/01-pic/judge.h - the demands behind lab 01's checks, and their words.
 *
 * checks.c names and weighs the demands; judge.c (TODO 1 and 2) and
 * judge_serve.c (the others) make them, each of one window of a kind that its
 * check names.  The words, in judge_words.c, serve the mistakes as well.
 */
#ifndef LAB_01_JUDGE_H
#define LAB_01_JUDGE_H

#include "checks.h"

#define CASCADE     0x0004u /* the bit of line 2 */
#define SLAVE_FIRST 8u      /* lines 8 to 15 are the slave's */
#define NO_WORD     0x100u

bool pic_judge_init_words(struct window *w);
bool pic_judge_init_masked(struct window *w);
bool pic_judge_init_vectors(struct window *w);
bool pic_judge_mask_one(struct window *w);
bool pic_judge_cascade_open(struct window *w);
bool pic_judge_mask_holds(struct window *w);
bool pic_judge_eoi_each(struct window *w);
bool pic_judge_irr_reads(struct window *w);
bool pic_judge_isr_reads(struct window *w);
bool pic_judge_service_order(struct window *w);
bool pic_judge_service_eoi(struct window *w);
bool pic_judge_nesting(struct window *w);
bool pic_judge_real(struct window *w);
bool pic_judge_spurious(struct window *w);
bool pic_judge_seven_in_seven(struct window *w);

/* ---- words: calls, and what they did ---- */

/* By which this line interrupts in this step. */
uint16_t pic_vector_of(const struct window *w, unsigned irq);

/* The RETURN that belongs to the CALL at `call`, or NOWHERE; calls may be
 * nested. */
size_t pic_return_of(const struct window *w, size_t call);

/* The next call of `function` after *call; from w->first to begin. */
bool pic_next_call(const struct window *w, unsigned function, size_t *call,
                   size_t *ret);

/* A call that the scenario makes was found.  Of a run that ended inside the
 * step nothing is noted: that is a finding of its own. */
bool pic_require_call(struct window *w, bool found);

/* Was this register read, or this port written, within the call? */
bool pic_reads_in(const struct window *w, size_t call, size_t ret,
                  enum pic_read which);
bool pic_writes_in(const struct window *w, size_t call, size_t ret,
                   uint32_t port);

/* Ends of interrupt that a call sent, its body's time left out. */
struct pic_ends {
    unsigned sent[2]; /* to master, to slave */
    bool early;       /* one before the body */
    bool rotates;     /* one that moves priorities */
};

struct pic_ends pic_ends_in(const struct window *w, size_t call, size_t ret);

/* Word `n` (1..4) that pic_init gave to `chip` (0 master, 1 slave), *at its
 * place; or NO_WORD. */
unsigned pic_icw(const struct window *w, unsigned chip, unsigned n, size_t *at);

/* A CALL of pic_mask or pic_unmask? */
bool pic_is_mask_call(const struct event *e);

/* ---- words: scripts ---- */

/* IF opens, or closes; both, with nothing in between. */
void pic_script_window(struct script *s, bool opens);
void pic_script_nothing(struct script *s);

/* The line's interrupt reaches its stub; that and its body; the body's end; all
 * of it; and all of it in a window of its own. */
void pic_script_taken(const struct window *w, struct script *s, unsigned irq);
void pic_script_begin(const struct window *w, struct script *s, unsigned irq);
void pic_script_end(struct script *s, unsigned irq);
void pic_script_all(const struct window *w, struct script *s, unsigned irq);
void pic_script_alone(const struct window *w, struct script *s, unsigned irq);

#endif
