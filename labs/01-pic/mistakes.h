/*
 * labs/01-pic/mistakes.h - the mistakes that lab 01 knows by sight, and what
 * recognising them shares with the checks: calls and what they wrote.
 *
 * mistakes.c defines the table, checks.c the functions.
 */
#ifndef LAB_01_MISTAKES_H
#define LAB_01_MISTAKES_H

#include "checks.h"

#define CASCADE      0x0004u /* the bit of line 2 */
#define SLAVE_FIRST  8u      /* lines 8 to 15 are the slave's */
#define NO_WORD      0x100u

#define PIC_MISTAKES 55u

extern const struct mistake pic_mistakes[PIC_MISTAKES];

/* The RETURN that belongs to the CALL at `call`, or NOWHERE. */
size_t pic_return_of(const struct window *w, size_t call);

/* The next call of `function` after *call; from w->first to begin. */
bool pic_next_call(const struct window *w, unsigned function, size_t *call,
                   size_t *ret);

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

#endif
