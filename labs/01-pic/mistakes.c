/*
 * labs/01-pic/mistakes.c - the mistakes of lab 01 that are known by sight.
 *
 * Each has a function that recognises it by what the record shows around a
 * finding of a check, and a line in the table: what to call it and the third
 * hint.  Over 400 lines: they are many, and each is short.
 */
#include <string.h>
#include "hw/i8259_regs.h"
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

static size_t end_of_call(const struct window *w, size_t call)
{
    size_t ret = pic_return_of(w, call);

    return ret == NOWHERE ? w->last : ret;
}

#define FITS(name)                                                             \
    static bool name(const struct window *w, const struct check *check,        \
                     const struct finding *f)

/* The call of `function` whose return is the finding's place. */
static size_t found_call(const struct window *w, const struct finding *f,
                         unsigned function)
{
    for (size_t i = w->first;
         (i = find_mark(w, i, MARK_CALL, (int)function)) != NOWHERE;)
        if (pic_return_of(w, i) == f->at)
            return i;
    return NOWHERE;
}

static bool is_check(const struct check *check, const char *id)
{
    return strcmp(check->id, id) == 0;
}

/* ---- of TODO 1 ---- */

static unsigned word(const struct window *w, const struct check *check,
                     unsigned chip, unsigned n)
{
    size_t at;

    return check->todo == 1 ? pic_icw(w, chip, n, &at) : NO_WORD;
}

FITS(slave_not_initialised)
{
    (void)f;
    return w->complete && word(w, check, 0, 4) != NO_WORD &&
           word(w, check, 1, 1) == NO_WORD;
}

FITS(icw4_not_announced)
{
    unsigned icw1 = word(w, check, 0, 1);

    (void)f;
    return icw1 != NO_WORD && !(icw1 & PIC_ICW1_IC4);
}

FITS(icw1_single_or_level)
{
    unsigned icw1 = word(w, check, 0, 1);

    (void)f;
    return icw1 != NO_WORD && (icw1 & (PIC_ICW1_SNGL | PIC_ICW1_LTIM));
}

FITS(icws_to_command)
{
    size_t call = find_mark(w, w->first, MARK_CALL, FN_INIT), ret;
    unsigned words = 0;

    (void)f;
    if (check->todo != 1 || call == NOWHERE)
        return false;
    ret = end_of_call(w, call);
    for (size_t i = call;
         (i = find_access(w, i, EV_PIC_WRITE, PIC_MASTER_COMMAND)) < ret;)
        words++;
    return words > 1 && !pic_writes_in(w, call, ret, PIC_MASTER_DATA);
}

FITS(icw2_after_icw3)
{
    (void)f;
    return word(w, check, 0, 2) == PIC_ICW3_MASTER_PC;
}

FITS(icw2_not_given)
{
    unsigned master = word(w, check, 0, 2), slave = word(w, check, 1, 2);

    (void)f;
    return (master != NO_WORD && master != w->step->v[0]) ||
           (slave != NO_WORD && slave != w->step->v[1]);
}

FITS(icw2_swapped)
{
    (void)f;
    return word(w, check, 0, 2) == w->step->v[1];
}

FITS(icw2_consecutive)
{
    (void)f;
    return word(w, check, 0, 2) == w->step->v[0] &&
           word(w, check, 1, 2) == w->step->v[0] + 8u;
}

FITS(icw2_not_a_base)
{
    unsigned slave = word(w, check, 1, 2);

    (void)f;
    return slave != NO_WORD && (slave & PIC_ICW2_LINE);
}

FITS(icw3_master_number)
{
    (void)f;
    return word(w, check, 0, 3) == PIC_CASCADE_LINE;
}

FITS(icw3_slave_bitmap)
{
    (void)f;
    return word(w, check, 1, 3) == CASCADE;
}

FITS(icw4_missing)
{
    (void)f;
    return word(w, check, 0, 4) == PIC_MASK_ALL ||
           word(w, check, 1, 4) == PIC_MASK_ALL;
}

FITS(icw4_aeoi)
{
    unsigned master = word(w, check, 0, 4), slave = word(w, check, 1, 4);

    (void)f;
    return (master != NO_WORD && (master & PIC_ICW4_AEOI)) ||
           (slave != NO_WORD && (slave & PIC_ICW4_AEOI));
}

static bool open_afterwards(const struct check *check, const struct finding *f)
{
    return is_check(check, "pic-init-masked") && f->kind == FOUND_VALUE &&
           ((f->got & 0xff & ~CASCADE) == 0 || f->got >> 8 == 0);
}

/* Nothing at the data port after ICW4, of one chip at least. */
FITS(init_leaves_open)
{
    size_t at[2] = {0, 0};

    return open_afterwards(check, f) && pic_icw(w, 0, 4, &at[0]) != NO_WORD &&
           pic_icw(w, 1, 4, &at[1]) != NO_WORD &&
           (find_access(w, at[0], EV_PIC_WRITE, PIC_MASTER_DATA) > f->at ||
            find_access(w, at[1], EV_PIC_WRITE, PIC_SLAVE_DATA) > f->at);
}

FITS(init_masks_first)
{
    size_t call = w->first, ret, icw1, at;

    return open_afterwards(check, f) &&
           pic_next_call(w, FN_INIT, &call, &ret) &&
           pic_icw(w, 0, 1, &icw1) != NO_WORD &&
           (at = find_access(w, call, EV_PIC_WRITE, PIC_MASTER_DATA)) < icw1 &&
           event_at(w, at)->value == PIC_MASK_ALL;
}

FITS(init_mask_opens)
{
    (void)w;
    return open_afterwards(check, f);
}

/* ---- of TODO 2 ---- */

/* The last call of pic_mask or pic_unmask that began before the finding. */
static size_t mask_call(const struct window *w, const struct check *check,
                        const struct finding *f)
{
    size_t found = NOWHERE;

    for (size_t i = w->first; check->todo == 2 && i < w->last; i++)
        if (i <= f->at && pic_is_mask_call(event_at(w, i)))
            found = i;
    return found;
}

FITS(ocw1_to_command)
{
    size_t call = mask_call(w, check, f);

    for (unsigned chip = 0; call != NOWHERE && chip < 2; chip++)
        if (pic_writes_in(w, call, end_of_call(w, call), command_port[chip]) &&
            !pic_writes_in(w, call, end_of_call(w, call),
                           command_port[chip] + 1u))
            return true;
    return false;
}

static bool is_inverted(const struct window *w, size_t call)
{
    size_t ret = pic_return_of(w, call);
    unsigned bit = 1u << mark_value_of(event_at(w, call));
    bool masks = is_mark(event_at(w, call), MARK_CALL, FN_MASK);

    return ret != NOWHERE && ((pic_imr_at(w, ret) & bit) == 0) == masks;
}

FITS(mask_inverted)
{
    unsigned calls = 0, changes = 0;

    (void)f;
    if (!is_check(check, "pic-mask-one"))
        return false;
    for (size_t i = w->first; i < w->last; i++)
        if (pic_is_mask_call(event_at(w, i))) {
            if (!is_inverted(w, i))
                return false;
            calls++;
            changes += pic_imr_at(w, i) != pic_imr_at(w, pic_return_of(w, i));
        }
    return calls > 1 && changes > 0;
}

/* Bits of other lines that the call at the finding changed. */
static unsigned others_changed(const struct window *w, size_t call)
{
    unsigned bit = 1u << mark_value_of(event_at(w, call));

    return (pic_imr_at(w, end_of_call(w, call) - 1) ^ pic_imr_at(w, call)) &
           ~(bit | CASCADE) & 0xffff;
}

/* What the calls for lines of the slave did, all of them together. */
struct slave_calls {
    unsigned calls, to_slave;
    unsigned slave_changed;  /* ... the slave's mask */
    unsigned master_changed; /* ... the master's bit of that number */
};

static struct slave_calls slave_calls(const struct window *w)
{
    struct slave_calls s = {0};

    for (size_t i = w->first; i < w->last; i++) {
        const struct event *e = event_at(w, i);
        size_t end = pic_is_mask_call(e) ? end_of_call(w, i) : 0;
        unsigned irq = mark_value_of(e), changed;

        if (end == 0 || irq < SLAVE_FIRST)
            continue;
        changed = pic_imr_at(w, i) ^ pic_imr_at(w, end - 1);
        s.calls++;
        s.to_slave += pic_writes_in(w, i, end, PIC_SLAVE_DATA);
        s.slave_changed += changed >> 8 != 0;
        s.master_changed += (changed & ~CASCADE & 1u << irq % 8) != 0;
    }
    return s;
}

FITS(mask_slave_on_master)
{
    struct slave_calls s = slave_calls(w);

    (void)f;
    return is_check(check, "pic-mask-one") && s.to_slave == 0 &&
           s.master_changed > 0;
}

/* Bit 8 to 15 of an eight-bit register. */
FITS(mask_slave_bit)
{
    struct slave_calls s = slave_calls(w);

    (void)f;
    return is_check(check, "pic-mask-one") && s.calls > 2 &&
           s.to_slave == s.calls && s.slave_changed == 0;
}

FITS(mask_clobbers)
{
    size_t call = mask_call(w, check, f);

    return is_check(check, "pic-mask-one") && call != NOWHERE &&
           others_changed(w, call) != 0;
}

/* What a call at the finding made of the mask: its line's own bits only. */
FITS(mask_by_number)
{
    size_t call = mask_call(w, check, f);
    unsigned irq, shift, before, after;

    if (!is_check(check, "pic-mask-one") || call == NOWHERE ||
        !is_mark(event_at(w, call), MARK_CALL, FN_MASK))
        return false;
    irq = mark_value_of(event_at(w, call));
    shift = irq < SLAVE_FIRST ? 0 : 8;
    before = pic_imr_at(w, call);
    after = pic_imr_at(w, end_of_call(w, call));
    return !(after >> irq & 1) && after == (before | irq % 8 << shift);
}

FITS(mask_toggles)
{
    size_t call = mask_call(w, check, f);
    unsigned bit;

    if (!is_check(check, "pic-mask-one") || call == NOWHERE)
        return false;
    bit = 1u << mark_value_of(event_at(w, call));
    return others_changed(w, call) == 0 &&
           !(pic_imr_at(w, call) & bit) !=
               !(pic_imr_at(w, end_of_call(w, call)) & bit) &&
           is_inverted(w, call);
}

FITS(cascade_masked)
{
    size_t call = mask_call(w, check, f);
    unsigned imr;

    if (call == NOWHERE || mark_value_of(event_at(w, call)) < SLAVE_FIRST)
        return false;
    imr = pic_imr_at(w, end_of_call(w, call));
    return is_mark(event_at(w, call), MARK_CALL, FN_UNMASK) &&
           (imr & CASCADE) && !(imr >> mark_value_of(event_at(w, call)) & 1);
}

FITS(mask_touches_cascade)
{
    size_t call = mask_call(w, check, f);

    return is_check(check, "pic-mask-one") && call != NOWHERE &&
           is_mark(event_at(w, call), MARK_CALL, FN_MASK) &&
           f->kind == FOUND_RULE && (pic_imr_at(w, f->at) & CASCADE) &&
           !(pic_imr_at(w, call) & CASCADE);
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
           !eoi_slave_missing(w, check, f);
}

FITS(eoi_no_line)
{
    size_t call = check->todo == 3 ? found_call(w, f, FN_EOI) : NOWHERE;
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
    size_t call = check->todo == 3 ? found_call(w, f, FN_EOI) : NOWHERE;
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
            : found_call(w, f,
                         is_check(check, "pic-irr-reads") ? FN_IRR : FN_ISR);
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
    bool irr = is_check(check, "pic-irr-reads");

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
    state = is_check(check, "pic-irr-reads") ? pic_irr_at(w, f->at)
                                             : pic_isr_at(w, f->at);
    got = mark_value_of(event_at(w, f->at));
    return got == ((state << 8 | state >> 8) & 0xffff) && want != got;
}

/* ---- of TODO 5 ---- */

FITS(body_not_called)
{
    size_t call = w->first, ret;

    (void)f;
    while (check->todo == 5 && pic_next_call(w, FN_INTERRUPT, &call, &ret))
        if (find_mark(w, call, MARK_BODY, -1) > ret)
            return true;
    return false;
}

/* Another interrupt arrives when the body is over and the call is not. */
FITS(opens_if)
{
    size_t call = w->first, ret;

    (void)f;
    if (!is_check(check, "pic-service-eoi"))
        return false;
    while (pic_next_call(w, FN_INTERRUPT, &call, &ret)) {
        unsigned irq = mark_value_of(event_at(w, call));
        size_t end = find_mark(w, call, MARK_BODY_END, (int)irq);

        if (end < ret && find_mark(w, end, MARK_CALL, FN_INTERRUPT) < ret)
            return true;
    }
    return false;
}

FITS(body_twice)
{
    const struct event *e = found_event(w, f);

    return check->todo == 5 && f->kind == FOUND_UNEXPECTED && f->at > 0 &&
           is_mark(e, MARK_BODY, -1) &&
           find_mark(w, w->first, MARK_BODY, (int)mark_argument(e)) < f->at;
}

/* ---- of TODO 6 ---- */

/* The call of pic_interrupt for a spurious interrupt: always the second. */
static bool spurious_ends(const struct window *w, const struct check *check,
                          struct pic_ends *ends, bool *runs_body)
{
    size_t call = w->first, ret;

    if (check->todo != 6 || is_check(check, "pic-real-7-15") ||
        !pic_next_call(w, FN_INTERRUPT, &call, &ret) ||
        !pic_next_call(w, FN_INTERRUPT, &call, &ret))
        return false;
    *ends = pic_ends_in(w, call, ret);
    *runs_body = find_mark(w, call, MARK_BODY, -1) < ret;
    return true;
}

/* Did the second call of pic_interrupt, the spurious one, ask the master? */
static bool asks_isr(const struct window *w)
{
    size_t call = w->first, ret;

    return pic_next_call(w, FN_INTERRUPT, &call, &ret) &&
           pic_next_call(w, FN_INTERRUPT, &call, &ret) &&
           pic_reads_in(w, call, ret, PIC_READ_MASTER_ISR);
}

FITS(seven_told_by_isr)
{
    struct pic_ends ends;
    bool body;

    (void)f;
    return is_check(check, "pic-seven-in-seven") &&
           spurious_ends(w, check, &ends, &body) && body && ends.sent[0] == 1 &&
           asks_isr(w);
}

FITS(spurious_runs_body)
{
    struct pic_ends ends;
    bool body;

    return f->kind != FOUND_VALUE && spurious_ends(w, check, &ends, &body) &&
           body;
}

FITS(spurious_7_eoi)
{
    struct pic_ends ends;
    bool body;

    (void)f;
    return w->step->kind != STEP_SPURIOUS_15 &&
           spurious_ends(w, check, &ends, &body) && !body && ends.sent[0] > 0;
}

FITS(spurious_15_no_eoi)
{
    struct pic_ends ends;
    bool body;

    (void)f;
    return w->step->kind == STEP_SPURIOUS_15 &&
           spurious_ends(w, check, &ends, &body) && !body &&
           ends.sent[0] == 0 && ends.sent[1] == 0;
}

FITS(spurious_15_slave_eoi)
{
    struct pic_ends ends;
    bool body;

    (void)f;
    return w->step->kind == STEP_SPURIOUS_15 &&
           spurious_ends(w, check, &ends, &body) && !body && ends.sent[1] > 0;
}

/* What the call of pic_is_spurious at the finding asked. */
static bool asked(const struct window *w, const struct check *check,
                  const struct finding *f, unsigned chip, enum pic_read what)
{
    size_t call = check->todo == 6 ? found_call(w, f, FN_IS_SPURIOUS) : NOWHERE;

    return call != NOWHERE &&
           pic_reads_in(w, call, f->at, chip * PIC_READ_SLAVE_IRR + what);
}

static bool found_line_15(const struct window *w, const struct finding *f)
{
    size_t call = found_call(w, f, FN_IS_SPURIOUS);

    return call != NOWHERE && mark_value_of(event_at(w, call)) == 15;
}

static bool asked_nothing(const struct window *w, const struct check *check,
                          const struct finding *f)
{
    return check->todo == 6 && found_call(w, f, FN_IS_SPURIOUS) != NOWHERE &&
           !asked(w, check, f, 0, PIC_READ_MASTER_ISR) &&
           !asked(w, check, f, 1, PIC_READ_MASTER_ISR) &&
           !asked(w, check, f, 0, PIC_READ_MASTER_IRR) &&
           !asked(w, check, f, 1, PIC_READ_MASTER_IRR);
}

FITS(spurious_by_number)
{
    return asked_nothing(w, check, f) && f->kind == FOUND_VALUE && f->got == 1;
}

FITS(spurious_never)
{
    return asked_nothing(w, check, f) && mark_value_of(event_at(w, f->at)) == 0;
}

FITS(spurious_by_irr)
{
    unsigned chip = found_line_15(w, f);

    return asked(w, check, f, chip, PIC_READ_MASTER_IRR) &&
           !asked(w, check, f, chip, PIC_READ_MASTER_ISR);
}

FITS(spurious_15_asks_master)
{
    return found_line_15(w, f) && asked(w, check, f, 0, PIC_READ_MASTER_ISR) &&
           !asked(w, check, f, 1, PIC_READ_MASTER_ISR);
}

FITS(spurious_inverted)
{
    return f->kind == FOUND_VALUE && f->got == 1 &&
           is_check(check, "pic-real-7-15") &&
           asked(w, check, f, found_line_15(w, f), PIC_READ_MASTER_ISR) &&
           pic_isr_at(w, f->at) >> (found_line_15(w, f) ? 15 : 7) & 1;
}

const struct mistake pic_mistakes[PIC_MISTAKES] = {
    {"slave-not-initialised", "pic_init never wrote an ICW1 to the slave",
     "the slave has ports of its own, A0h and A1h, and wants the same four "
     "kinds of word",
     slave_not_initialised},
    {"icw4-not-announced",
     "ICW1 says that no ICW4 follows, which leaves 8080 mode",
     "set bit 0, IC4, in ICW1: 11h", icw4_not_announced},
    {"icw1-single-or-level",
     "ICW1 asks for a single chip or for level-triggered lines",
     "a PC's two chips are cascaded and edge-triggered: ICW1 is 11h",
     icw1_single_or_level},
    {"icws-to-command", "pic_init wrote every word to the command port",
     "only ICW1 goes there; ICW2, ICW3 and ICW4 go to the data port",
     icws_to_command},
    {"icw2-after-icw3", "ICW3 was written where ICW2 was awaited",
     "the order is ICW1, ICW2 (the base), ICW3, ICW4", icw2_after_icw3},
    {"icw2-swapped", "the master got the slave's base",
     "master_base goes to port 21h, slave_base to A1h", icw2_swapped},
    {"icw2-consecutive", "the slave's base was taken to be the master's plus 8",
     "write slave_base to the slave: the two bases are independent",
     icw2_consecutive},
    {"icw2-not-a-base", "a line number was put into ICW2",
     "ICW2 is the vector of line 0; the chip adds the line's number itself",
     icw2_not_a_base},
    {"icw3-master-number", "the master's ICW3 is a number, not a bit",
     "the master's ICW3 has a bit for each input that has a slave: 04h",
     icw3_master_number},
    {"icw3-slave-bitmap", "the slave's ICW3 is a bit, not a number",
     "the slave's ICW3 is the number of the input that it is on: 02h",
     icw3_slave_bitmap},
    {"icw4-missing", "the mask was written where ICW4 was awaited",
     "ICW1 announced an ICW4: write 01h between ICW3 and the mask",
     icw4_missing},
    {"icw4-aeoi", "ICW4 turns on automatic EOI",
     "with AEOI nothing is ever in service and no priority holds: ICW4 is 01h",
     icw4_aeoi},
    {"icw2-not-given", "a chip got another base than pic_init was given",
     "ICW2 is master_base for the master, slave_base for the slave",
     icw2_not_given},
    {"init-masks-first", "the mask was written before ICW1, which clears it",
     "write OCW1 after ICW4", init_masks_first},
    {"init-leaves-open", "no mask was written after the ICWs, which open all",
     "write FFh to both data ports after ICW4", init_leaves_open},
    {"init-mask-opens", "the mask that pic_init wrote last opens lines",
     "a 1 in OCW1 keeps the line out: write FFh to both data ports",
     init_mask_opens},
    {"ocw1-to-command", "a mask was written to a command port",
     "OCW1 is the word at the data port: 21h and A1h", ocw1_to_command},
    {"mask-inverted", "the mask's sense is inverted: pic_mask opens",
     "a 1 in OCW1 keeps the line out", mask_inverted},
    {"mask-slave-on-master",
     "a line of the slave was masked in the master's register",
     "lines 8 to 15 are bits 0 to 7 at port A1h", mask_slave_on_master},
    {"mask-slave-bit", "the bit of a slave's line was not taken modulo 8",
     "line 8 is bit 0 of the slave's register: subtract 8", mask_slave_bit},
    {"mask-by-number", "the line's number was put into the mask, not its bit",
     "line n is bit n: 1u << n", mask_by_number},
    {"mask-toggles", "a mask bit was flipped that was right already",
     "set the bit with |, clear it with & ~: ^ depends on what was there",
     mask_toggles},
    {"mask-clobbers", "the masks of other lines were overwritten",
     "OCW1 holds eight lines: read it, change one bit, write it back",
     mask_clobbers},
    {"cascade-masked",
     "a line of the slave was opened and the cascade, line 2, left masked",
     "opening a line of the slave also needs bit 2 of the master's mask clear",
     cascade_masked},
    {"cascade-closed-early",
     "the cascade was masked with one line of the slave, others being open",
     "leave line 2 open", mask_touches_cascade},
    {"if-opened", "pic_interrupt let another interrupt in while it was at work",
     "leave IF as it is: only the body may set it", opens_if},
    {"eoi-rotates", "an EOI was sent in its rotating form",
     "EOI is 20h, or 60h with the line; A0h and E0h change the priorities",
     eoi_rotates},
    {"eoi-early", "the EOI was sent before the body ran",
     "call the body first: until the EOI, the chip holds lower lines back",
     eoi_early},
    {"eoi-slave-line",
     "the slave's specific EOI has a line above 7 and is no OCW2",
     "a chip knows lines 0 to 7 only: subtract 8 for the slave",
     eoi_slave_line},
    {"eoi-to-data-port", "an EOI was written to a data port",
     "OCW2 goes to the command ports, 20h and A0h", eoi_to_data},
    {"eoi-slave-missing",
     "an interrupt of the slave was ended at the master only",
     "the slave has the line in service too: it needs an EOI of its own",
     eoi_slave_missing},
    {"eoi-master-missing",
     "an interrupt of the slave was ended at the slave only",
     "the master has line 2 in service: it needs an EOI as well",
     eoi_master_missing},
    {"eoi-both-always", "the slave got an EOI for a line of the master",
     "that EOI ends whatever the slave has in service: send it for lines 8 to "
     "15 only",
     eoi_both_always},
    {"eoi-missing", "an interrupt got no EOI",
     "send the EOI when the body has returned", eoi_missing},
    {"eoi-twice", "an interrupt got each EOI twice",
     "one EOI a chip: a second one ends somebody else's interrupt", eoi_twice},
    {"eoi-master-line",
     "the master's specific EOI names the slave's line, not its own",
     "for the master every line of the slave is line 2: 62h", eoi_master_line},
    {"eoi-no-line", "a specific EOI was sent without the line's number",
     "60h ends line 0: add the line, or send 20h", eoi_no_line},
    {"ocw3-exchanged", "OCW3 selects the other one of IRR and ISR",
     "0Ah gives IRR, 0Bh gives ISR", ocw3_exchanged},
    {"ocw3-master-only", "OCW3 went to the master alone",
     "each chip has a selection of its own: write OCW3 to both",
     ocw3_master_only},
    {"ocw3-missing",
     "the register was read as the last OCW3 had left the selection",
     "write OCW3 before each read: the selection stays until the next one",
     ocw3_missing},
    {"reads-imr", "the data port was read, which is the mask",
     "IRR and ISR are read at the command port", reads_imr},
    {"reads-master-only", "only the master was read",
     "lines 8 to 15 are in the slave's register", reads_master_only},
    {"bytes-exchanged", "the two chips' bytes are exchanged",
     "the slave's byte is bits 15:8", bytes_exchanged},
    {"body-not-called", "the body of an interrupt was not called",
     "pic_interrupt calls body(irq) for each interrupt that is not spurious",
     body_not_called},
    {"body-twice", "the body was called a second time",
     "one interrupt, one call", body_twice},
    {"spurious-by-number",
     "every interrupt of line 7 or 15 was taken for spurious",
     "ask the chip: a real one has its ISR bit set", spurious_by_number},
    {"spurious-never", "pic_is_spurious said no and asked nobody",
     "ask the chip: a spurious one has its ISR bit clear", spurious_never},
    {"spurious-by-irr", "IRR was asked whether an interrupt is in service",
     "the acknowledge moves a request from IRR to ISR: read ISR",
     spurious_by_irr},
    {"spurious-15-asks-master", "the master was asked about the slave's line",
     "line 15 is bit 7 of the slave's ISR", spurious_15_asks_master},
    {"spurious-inverted", "a set ISR bit was taken for spurious",
     "the ISR bit is set when the interrupt is real", spurious_inverted},
    {"seven-told-by-isr",
     "line 7 was in service already, so that its ISR bit was set: the body ran "
     "twice",
     "remember that body(7) has not returned: no level interrupts itself",
     seven_told_by_isr},
    {"spurious-runs-body", "the body was called for a spurious interrupt",
     "ask pic_is_spurious before calling the body", spurious_runs_body},
    {"spurious-7-eoi", "a spurious 7 was answered with an EOI",
     "nothing of it is in service: that EOI ends somebody else's interrupt",
     spurious_7_eoi},
    {"spurious-15-slave-eoi", "a spurious 15 got an EOI at the slave",
     "the slave has nothing in service for it; the master has line 2",
     spurious_15_slave_eoi},
    {"spurious-15-no-eoi", "a spurious 15 got no EOI at the master",
     "the master took it for real and has line 2 in service: send 62h",
     spurious_15_no_eoi},
};
