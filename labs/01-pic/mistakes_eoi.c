/*
 * labs/01-pic/mistakes_eoi.c - TODO 3 and 4: EOIs and reads that went wrong.
 *
 * An EOI is asked about in TODO 5 as well, where pic_interrupt sends it.  What
 * a function answers must be true of the record, or it answers no.
 * Contract: mistakes.h.
 */
#include "hw/i8259_regs.h"
#include "judge.h"
#include "mistakes.h"
#include "plan.h"

static const uint16_t command_port[] = {PIC_MASTER_COMMAND, PIC_SLAVE_COMMAND};

static bool writes_word_in(const struct window *w, size_t call, size_t ret,
                           uint32_t port, uint64_t word)
{
    for (size_t i = call; (i = find_access(w, i, EV_PIC_WRITE, port)) < ret;)
        if (event_at(w, i)->value == word)
            return true;
    return false;
}

/* ---- of TODO 3, and of EOIs in TODO 5 ---- */

/* The first call that ended its (real) interrupt otherwise than it owed. */
static bool wrong_end(const struct window *w, const struct check *check,
                      size_t *call, size_t *ret, struct pic_ends *ends)
{
    unsigned function = check->todo == 3 ? FN_EOI : FN_INTERRUPT;
    bool asked = check->todo == 3 || check->todo == 5;

    *call = w->first;
    while (asked && pic_next_call(w, function, call, ret)) {
        bool slave = mark_value_of(event_at(w, *call)) >= SLAVE_FIRST;

        if (check->todo == 5 && find_mark(w, *call, MARK_BODY, -1) > *ret)
            continue;
        *ends = pic_ends_in(w, *call, *ret);
        if (ends->sent[0] != 1 || ends->sent[1] != slave || ends->early ||
            ends->rotates)
            return true;
    }
    return false;
}

static bool sent(const struct window *w, const struct check *check,
                 bool slave_line, unsigned to_master, unsigned to_slave)
{
    size_t call, ret;
    struct pic_ends ends;

    return wrong_end(w, check, &call, &ret, &ends) &&
           (mark_value_of(event_at(w, call)) >= SLAVE_FIRST) == slave_line &&
           ends.sent[0] == to_master && ends.sent[1] == to_slave;
}

FITS(eoi_slave_missing)
{
    (void)f;
    return sent(w, check, true, 1, 0);
}

FITS(eoi_master_missing)
{
    (void)f;
    return sent(w, check, true, 0, 1);
}

FITS(eoi_both_always)
{
    (void)f;
    return sent(w, check, false, 1, 1);
}

FITS(eoi_missing)
{
    (void)f;
    return sent(w, check, true, 0, 0) || sent(w, check, false, 0, 0);
}

FITS(eoi_twice)
{
    (void)f;
    return sent(w, check, true, 2, 2) || sent(w, check, false, 2, 0);
}

FITS(eoi_early)
{
    size_t call, ret;
    struct pic_ends ends;

    (void)f;
    return wrong_end(w, check, &call, &ret, &ends) && ends.early;
}

FITS(eoi_rotates)
{
    size_t call, ret;
    struct pic_ends ends;

    (void)f;
    return wrong_end(w, check, &call, &ret, &ends) && ends.rotates;
}

/* Did some call of TODO 3 write `first` plus its line to `port`? */
static bool eoi_word(const struct window *w, const struct check *check,
                     uint32_t port, unsigned first, unsigned lines)
{
    size_t call = w->first, ret;

    while (check->todo == 3 && pic_next_call(w, FN_EOI, &call, &ret)) {
        unsigned irq = mark_value_of(event_at(w, call));

        if (irq >= SLAVE_FIRST &&
            (port == PIC_SLAVE_COMMAND || irq % 8 != PIC_CASCADE_LINE) &&
            writes_word_in(w, call, ret, port, first | (irq & lines)))
            return true;
    }
    return false;
}

/* Line 8 to 15 in three bits: bit 3 makes the word an OCW3. */
FITS(eoi_slave_line)
{
    (void)f;
    return eoi_word(w, check, PIC_SLAVE_COMMAND, PIC_EOI_SPECIFIC, 0xf);
}

FITS(eoi_master_line)
{
    size_t call = w->first, ret;

    return f->kind == FOUND_VALUE && check->todo == 3 &&
           pic_next_call(w, FN_EOI, &call, &ret) &&
           eoi_word(w, check, PIC_MASTER_COMMAND, PIC_EOI_SPECIFIC, 7) &&
           !pic_mistake_eoi_slave_missing(w, check, f);
}

FITS(eoi_no_line)
{
    size_t call = check->todo == 3 ? pic_found_call(w, f, FN_EOI) : NOWHERE;
    unsigned irq;

    if (call == NOWHERE)
        return false;
    irq = mark_value_of(event_at(w, call));
    return ((irq % 8 != 0 || irq >= SLAVE_FIRST) &&
            writes_word_in(w, call, f->at, PIC_MASTER_COMMAND,
                           PIC_EOI_SPECIFIC)) ||
           (irq % 8 != 0 && writes_word_in(w, call, f->at, PIC_SLAVE_COMMAND,
                                           PIC_EOI_SPECIFIC));
}

FITS(eoi_to_data)
{
    size_t call = check->todo == 3 ? pic_found_call(w, f, FN_EOI) : NOWHERE;
    unsigned line, own;

    if (call == NOWHERE)
        return false;
    line = mark_value_of(event_at(w, call)) % 8;
    own = PIC_EOI_SPECIFIC | line;
    return writes_word_in(w, call, f->at, PIC_MASTER_DATA,
                          PIC_EOI_NONSPECIFIC) ||
           writes_word_in(w, call, f->at, PIC_SLAVE_DATA,
                          PIC_EOI_NONSPECIFIC) ||
           writes_word_in(w, call, f->at, PIC_MASTER_DATA, own) ||
           writes_word_in(w, call, f->at, PIC_SLAVE_DATA, own);
}

/* ---- of TODO 4 ---- */

struct reads {
    size_t call, ret;
    bool irr[2], isr[2], imr[2]; /* of master, of slave */
    bool selects[2];             /* wrote to its command port */
};

static bool reads_of(const struct window *w, const struct check *check,
                     const struct finding *f, struct reads *r)
{
    r->call =
        check->todo != 4
            ? NOWHERE
            : pic_found_call(w, f,
                             pic_is_check(check, "pic-irr-reads") ? FN_IRR
                                                                  : FN_ISR);
    r->ret = f->at;
    if (r->call == NOWHERE)
        return false;
    for (unsigned chip = 0; chip < 2; chip++) {
        unsigned slave = chip * PIC_READ_SLAVE_IRR;

        r->irr[chip] =
            pic_reads_in(w, r->call, r->ret, PIC_READ_MASTER_IRR + slave);
        r->isr[chip] =
            pic_reads_in(w, r->call, r->ret, PIC_READ_MASTER_ISR + slave);
        r->imr[chip] =
            pic_reads_in(w, r->call, r->ret, PIC_READ_MASTER_IMR + slave);
        r->selects[chip] =
            pic_writes_in(w, r->call, r->ret, command_port[chip]);
    }
    return true;
}

/* Is `chip` read as the other register than the check is about? */
static bool reads_other(const struct check *check, const struct reads *r,
                        unsigned chip)
{
    bool irr = pic_is_check(check, "pic-irr-reads");

    return irr ? r->isr[chip] && !r->irr[chip] : r->irr[chip] && !r->isr[chip];
}

FITS(ocw3_missing)
{
    struct reads r;

    return reads_of(w, check, f, &r) && !r.selects[0] && !r.selects[1] &&
           (reads_other(check, &r, 0) || reads_other(check, &r, 1));
}

FITS(ocw3_exchanged)
{
    struct reads r;

    return reads_of(w, check, f, &r) && r.selects[0] && r.selects[1] &&
           reads_other(check, &r, 0) && reads_other(check, &r, 1);
}

FITS(ocw3_master_only)
{
    struct reads r;

    return reads_of(w, check, f, &r) && r.selects[0] && !r.selects[1] &&
           reads_other(check, &r, 1);
}

FITS(reads_imr)
{
    struct reads r;

    return reads_of(w, check, f, &r) && r.imr[0] && !r.irr[0] && !r.isr[0];
}

FITS(reads_master_only)
{
    struct reads r;

    return reads_of(w, check, f, &r) && (r.irr[0] || r.isr[0]) && !r.irr[1] &&
           !r.isr[1] && !r.imr[1];
}

FITS(bytes_exchanged)
{
    unsigned got = (unsigned)f->got & 0xffff, want = (unsigned)f->want;
    unsigned state;

    if (check->todo != 4 || f->kind != FOUND_VALUE)
        return false;
    state = pic_is_check(check, "pic-irr-reads") ? pic_irr_at(w, f->at)
                                                 : pic_isr_at(w, f->at);
    got = mark_value_of(event_at(w, f->at));
    return got == ((state << 8 | state >> 8) & 0xffff) && want != got;
}
