/*
 * labs/01-pic/judge.c - the demands on pic_init and the masks: TODO 1 and 2.
 *
 * The command words are compared one by one; what they bring about is a script,
 * event by event.  Contract: judge.h.
 */
#include "judge.h"
#include "hw/i8259_regs.h"
#include "plan.h"

/* ---- TODO 1 ---- */

static const char *const word_name[2][4] = {
    {"the master's ICW1", "the master's ICW2", "the master's ICW3",
     "the master's ICW4"},
    {"the slave's ICW1", "the slave's ICW2", "the slave's ICW3",
     "the slave's ICW4"},
};

static bool word_is(struct window *w, unsigned chip, unsigned n, unsigned want,
                    unsigned mask)
{
    const char *what = word_name[chip][n - 1];
    size_t at = w->first;
    unsigned word = pic_icw(w, chip, n, &at);

    if (word == NO_WORD && !w->complete)
        return false;
    return require(w, word != NO_WORD, w->first, EVENT_NO_VECTOR,
                   "%s is missing", what) &&
           require_equal(w, word & mask, want, at, what);
}

bool pic_judge_init_words(struct window *w)
{
    static const uint8_t icw3[] = {PIC_ICW3_MASTER_PC, PIC_ICW3_SLAVE_PC};
    unsigned matters = (unsigned)(PIC_ICW1_MARK | PIC_ICW1_LTIM |
                                  PIC_ICW1_SNGL | PIC_ICW1_IC4);

    for (unsigned chip = 0; chip < 2; chip++)
        if (!word_is(w, chip, 1, PIC_ICW1_PC, matters) ||
            !word_is(w, chip, 2, w->step->v[chip], 0xff) ||
            !word_is(w, chip, 3, icw3[chip], 0xff) ||
            !word_is(w, chip, 4, PIC_ICW4_PC, 0xff))
            return false;
    return true;
}

/* Line 2 may be masked or not: the value told is the one that stands there. */
static bool imr_is(struct window *w, size_t at, unsigned want, const char *what)
{
    unsigned imr = pic_imr_at(w, at);

    return require_equal(w, imr, (want & ~CASCADE) | (imr & CASCADE), at, what);
}

bool pic_judge_init_masked(struct window *w)
{
    size_t call = w->first, ret, at;

    return pic_require_call(w, pic_next_call(w, FN_INIT, &call, &ret)) &&
           require(w,
                   pic_icw(w, 0, 1, &at) != NO_WORD &&
                       pic_icw(w, 1, 1, &at) != NO_WORD,
                   ret, EVENT_NO_VECTOR, "pic_init wrote no ICW1") &&
           imr_is(w, ret, 0xffff, "IMR after pic_init");
}

bool pic_judge_init_vectors(struct window *w)
{
    struct script s = {0};

    pic_script_alone(w, &s, w->step->v[2]);
    pic_script_alone(w, &s, w->step->v[3]);
    return script_holds(w, &s);
}

/* ---- TODO 2 ---- */

/* The cascade may open at any time, and close with the last slave line.  That
 * it has to open is pic-cascade-open's affair. */
static bool cascade_right(const struct window *w, size_t call, size_t ret)
{
    unsigned before = pic_imr_at(w, call), after = pic_imr_at(w, ret);

    return !(after & CASCADE) || (before & CASCADE) || after >> 8 == 0xff;
}

static unsigned mask_wanted(const struct window *w, size_t call)
{
    unsigned bit = 1u << mark_value_of(event_at(w, call));
    unsigned before = pic_imr_at(w, call);

    return is_mark(event_at(w, call), MARK_CALL, FN_MASK) ? before | bit
                                                          : before & ~bit;
}

/* Not for a moment, either: a line that waits would interrupt at once. */
static bool no_other_opened(struct window *w, size_t call, size_t ret)
{
    unsigned may = 1u << mark_value_of(event_at(w, call)) | CASCADE;
    unsigned before = pic_imr_at(w, call);

    for (size_t i = call + 1; i < ret; i++)
        if (!require(w, (before & ~pic_imr_at(w, i) & ~may) == 0, i,
                     EVENT_NO_VECTOR,
                     "another line's mask opens within the call"))
            return false;
    return true;
}

static bool mask_right(struct window *w, size_t call)
{
    size_t ret = pic_return_of(w, call);

    if (ret == NOWHERE)
        return pic_require_call(w, false);
    return imr_is(w, ret, mask_wanted(w, call), "IMR after the call") &&
           no_other_opened(w, call, ret) &&
           require(w, cascade_right(w, call, ret), ret, EVENT_NO_VECTOR,
                   "line 2, the cascade, is masked while a line of the slave "
                   "is open");
}

bool pic_judge_mask_one(struct window *w)
{
    unsigned calls = 0;

    for (size_t i = w->first; i < w->last; i++)
        if (pic_is_mask_call(event_at(w, i))) {
            if (!mask_right(w, i))
                return false;
            calls++;
        }
    return pic_require_call(w, calls == w->step->count);
}

bool pic_judge_cascade_open(struct window *w)
{
    struct script s = {0};

    pic_script_alone(w, &s, w->step->v[0]);
    return script_holds(w, &s);
}

/* The second line asks twice: while masked, in vain, and when open. */
static unsigned rises(const struct window *w, unsigned irq)
{
    unsigned n = 0;

    for (size_t i = w->first;
         (i = find_event(w, i, EV_IRQ_LINE, (uint16_t)irq)) != NOWHERE;)
        n += event_at(w, i)->value != 0;
    return n;
}

bool pic_judge_mask_holds(struct window *w)
{
    struct script s = {0};

    for (unsigned i = 0; i < 2; i++) {
        pic_script_nothing(&s);
        pic_script_alone(w, &s, w->step->v[i]);
    }
    return script_holds(w, &s) &&
           require(w, rises(w, w->step->v[1]) == 2, w->first, EVENT_NO_VECTOR,
                   "IRQ %u did not ask twice", w->step->v[1]);
}
