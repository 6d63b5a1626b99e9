/*
 * model/i8259.h - one 8259A interrupt controller as a state machine.
 *
 * A call is one bus cycle or one pin change; the answer is the level of the
 * INT pin, a byte read, or a vector.  The cascade of two chips, ports and IRQ
 * numbers are i8259_pair.h.  The 8080's CALL bytes (ICW4.uPM = 0) are not
 * modelled: a vector is always one byte.
 * Used by the grader (oracle), the tests and the book's figures.
 */
#ifndef MODEL_I8259_H
#define MODEL_I8259_H

#include <stdbool.h>
#include <stdint.h>

#define I8259_LINES 8
#define I8259_NONE  (-1)

enum i8259_state {
    I8259_READY, /* a data write is OCW1 */
    I8259_ICW2,  /* a data write is this word */
    I8259_ICW3,
    I8259_ICW4,
};

struct i8259 {
    enum i8259_state state;
    uint8_t line;         /* level of each IR pin */
    uint8_t edge;         /* lines that rose and were not acknowledged */
    uint8_t elcr;         /* level-sensed lines, where there is an ELCR */
    uint8_t elcr_usable;  /* its writable bits; 0: no ELCR, LTIM counts */
    uint8_t isr;          /* in service */
    uint8_t imr;          /* 1 = masked */
    uint8_t lowest;       /* line of lowest priority; 7 unless rotated */
    uint8_t base;         /* ICW2: vector of line 0 */
    uint8_t icw3;         /* master: lines with a slave; slave: its ID */
    bool level;           /* ICW1.LTIM */
    bool single;          /* ICW1.SNGL */
    bool wants_icw4;      /* ICW1.IC4 */
    bool sfnm;            /* special fully nested mode */
    bool buffered;        /* ICW4.BUF: buffered_master decides, not the pin */
    bool buffered_master; /* ICW4.M/S */
    bool master_pin;      /* SP/EN: how the chip is wired */
    bool aeoi;            /* automatic end of interrupt */
    bool rotate_aeoi;     /* each automatic EOI rotates */
    bool special_mask;    /* masked levels in service block nothing */
    bool reads_isr;       /* OCW3: what a command-port read gives */
    bool poll;            /* OCW3: the next such read is a poll */
    bool withdrawn;       /* INT is held for a request that went away */
    bool keeps_edges;     /* not 8259A: a latched edge outlives its line */
};

/* A stand-alone master without ELCR, masked.  The part has no reset pin and
 * wakes undefined; a PC's firmware leaves it like this. */
void i8259_reset(struct i8259 *pic);

/* Write at A0 = `a0`.  Returns the level of the INT pin. */
bool i8259_write(struct i8259 *pic, bool a0, uint8_t value);

/* Read at A0 = `a0`: IMR, or IRR, ISR or the poll byte, which acknowledges. */
uint8_t i8259_read(struct i8259 *pic, bool a0);

/* Choose the level-sensed lines.  Returns the level of the INT pin. */
bool i8259_write_elcr(struct i8259 *pic, uint8_t value);

/* Raise or lower input `line` (0..7).  Returns the level of the INT pin. */
bool i8259_set_line(struct i8259 *pic, unsigned line, bool high);

/* Pending requests, masked ones included: the Interrupt Request Register. */
uint8_t i8259_irr(const struct i8259 *pic);

/* The line an INTA would move to in-service now, or I8259_NONE. */
int i8259_resolve(const struct i8259 *pic);

/* The level of the INT pin. */
bool i8259_int(const struct i8259 *pic);

/* True if `line` is a request that by itself would have raised INT: pending,
 * unmasked, and not blocked by what is in service. */
bool i8259_may_grant(const struct i8259 *pic, unsigned line);

/* INTA: move the best request to in-service.  Returns its vector; when no
 * request is left, line 7's, with isr unchanged: the spurious interrupt. */
uint8_t i8259_acknowledge(struct i8259 *pic);

/* INTA as if the chip had chosen `line`; I8259_NONE gives the spurious one. */
uint8_t i8259_acknowledge_line(struct i8259 *pic, int line);

/* True if `line` is an input of a master behind which a slave answers. */
bool i8259_has_slave(const struct i8259 *pic, unsigned line);

/* The invariants; false means a bug in the model or a damaged struct. */
bool i8259_check(const struct i8259 *pic);

#endif
