/*
 * labs/01-pic/mistakes_init.c - TODO 1 and 2: ICWs and masks that went wrong.
 *
 * What a function answers must be true of the record, or it answers no.
 * Contract: mistakes.h.
 */
#include "hw/i8259_regs.h"
#include "judge.h"
#include "mistakes.h"
#include "plan.h"

static const uint16_t command_port[] = {PIC_MASTER_COMMAND, PIC_SLAVE_COMMAND};

static size_t end_of_call(const struct window *w, size_t call)
{
    size_t ret = pic_return_of(w, call);

    return ret == NOWHERE ? w->last : ret;
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
    return pic_is_check(check, "pic-init-masked") && f->kind == FOUND_VALUE &&
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
    if (!pic_is_check(check, "pic-mask-one"))
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
    return pic_is_check(check, "pic-mask-one") && s.to_slave == 0 &&
           s.master_changed > 0;
}

/* Bit 8 to 15 of an eight-bit register. */
FITS(mask_slave_bit)
{
    struct slave_calls s = slave_calls(w);

    (void)f;
    return pic_is_check(check, "pic-mask-one") && s.calls > 2 &&
           s.to_slave == s.calls && s.slave_changed == 0;
}

FITS(mask_clobbers)
{
    size_t call = mask_call(w, check, f);

    return pic_is_check(check, "pic-mask-one") && call != NOWHERE &&
           others_changed(w, call) != 0;
}

/* What a call at the finding made of the mask: its line's own bits only. */
FITS(mask_by_number)
{
    size_t call = mask_call(w, check, f);
    unsigned irq, shift, before, after;

    if (!pic_is_check(check, "pic-mask-one") || call == NOWHERE ||
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

    if (!pic_is_check(check, "pic-mask-one") || call == NOWHERE)
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

    return pic_is_check(check, "pic-mask-one") && call != NOWHERE &&
           is_mark(event_at(w, call), MARK_CALL, FN_MASK) &&
           f->kind == FOUND_RULE && (pic_imr_at(w, f->at) & CASCADE) &&
           !(pic_imr_at(w, call) & CASCADE);
}
