/*
 * labs/01-pic/judge_serve.c - the demands on what serves an interrupt: its
 * EOIs, what the chips tell, the order, and the spurious ones.  TODO 3 to 6.
 *
 * The oracle's ISR and IRR say what was in service at each call; the scripts,
 * what the manual makes of the plan's lines.  Contract: judge.h.
 */
#include "judge.h"
#include "hw/i8259_regs.h"
#include "plan.h"

static const char *const chip_name[] = {"master", "slave"};

/* ---- ends of interrupt ---- */

static bool sent_as_owed(struct window *w, unsigned irq, size_t ret,
                         const struct pic_ends *ends, const unsigned owed[2])
{
    for (unsigned chip = 0; chip < 2; chip++)
        if (!require(w, ends->sent[chip] == owed[chip], ret,
                     pic_vector_of(w, irq),
                     "the interrupt of IRQ %u got %u EOI%s at the %s, which "
                     "needs %u",
                     irq, ends->sent[chip], ends->sent[chip] == 1 ? "" : "s",
                     chip_name[chip], owed[chip]))
            return false;
    return require(w, !ends->rotates, ret, pic_vector_of(w, irq),
                   "an OCW2 for IRQ %u rotates the priorities", irq);
}

/* [8259A "End of Interrupt (EOI)"]: one for each chip in service.  A spurious
 * one is in service nowhere, but the slave's at the master. */
static bool ended(struct window *w, size_t call, size_t ret, bool spurious)
{
    unsigned irq = mark_value_of(event_at(w, call));
    bool slave = irq >= SLAVE_FIRST;
    unsigned owed[] = {slave || !spurious, slave && !spurious};
    struct pic_ends ends = pic_ends_in(w, call, ret);
    unsigned left = pic_isr_at(w, call);

    if (slave)
        left &= ~CASCADE;
    if (!spurious)
        left &= ~(1u << irq);
    return sent_as_owed(w, irq, ret, &ends, owed) &&
           require(w, !ends.early, ret, pic_vector_of(w, irq),
                   "the EOI for IRQ %u came before its body", irq) &&
           require_equal(w, pic_isr_at(w, ret), left, ret, "ISR afterwards");
}
/* ---- TODO 3 ---- */

bool pic_judge_eoi_each(struct window *w)
{
    size_t call = w->first, ret;
    unsigned calls = 0;

    for (; pic_next_call(w, FN_EOI, &call, &ret); calls++)
        if (!ended(w, call, ret, false))
            return false;
    return pic_require_call(w, calls == 2);
}
/* ---- TODO 4 ---- */

#define READS 4 /* of each register in a step */

static bool read_right(struct window *w, unsigned function,
                       uint16_t state_at(const struct window *w, size_t index),
                       enum pic_read master, enum pic_read slave)
{
    size_t call = w->first, ret = w->first;
    unsigned calls = 0;

    for (; pic_next_call(w, function, &call, &ret); calls++)
        if (!require_equal(w, mark_value_of(event_at(w, ret)) | CASCADE,
                           state_at(w, ret) | CASCADE, ret,
                           "the returned value") ||
            !require(w,
                     pic_reads_in(w, call, ret, master) &&
                         pic_reads_in(w, call, ret, slave),
                     ret, EVENT_NO_VECTOR,
                     "the call did not read that register of both chips"))
            return false;
    return pic_require_call(w, calls == READS);
}

bool pic_judge_irr_reads(struct window *w)
{
    return read_right(w, FN_IRR, pic_irr_at, PIC_READ_MASTER_IRR,
                      PIC_READ_SLAVE_IRR);
}

bool pic_judge_isr_reads(struct window *w)
{
    return read_right(w, FN_ISR, pic_isr_at, PIC_READ_MASTER_ISR,
                      PIC_READ_SLAVE_ISR);
}

/* ---- TODO 5 ---- */

/* 0 1 8 ... 15 3 ... 7  [8259A "Fully Nested Mode"] */
static unsigned priority(unsigned irq)
{
    if (irq < PIC_CASCADE_LINE)
        return irq;
    return irq < SLAVE_FIRST ? irq + 8 : irq - 6;
}

static unsigned next_line(const struct step *step, unsigned after)
{
    unsigned best = NO_LINE;

    for (unsigned i = 2; i < step->count; i++)
        if (priority(step->v[i]) > priority(after) &&
            (best == NO_LINE || priority(step->v[i]) < priority(best)))
            best = step->v[i];
    return best;
}

bool pic_judge_service_order(struct window *w)
{
    struct script s = {0};

    pic_script_window(&s, true);
    for (unsigned irq = 0; irq != NO_LINE; irq = next_line(w->step, irq))
        pic_script_all(w, &s, irq);
    pic_script_window(&s, false);
    return script_holds(w, &s);
}

bool pic_judge_service_eoi(struct window *w)
{
    unsigned lines = w->step->kind == STEP_NEST ? 3u : w->step->count - 1u;
    size_t call = w->first, ret;
    unsigned calls = 0;

    for (; pic_next_call(w, FN_INTERRUPT, &call, &ret); calls++)
        if (!ended(w, call, ret, false))
            return false;
    return pic_require_call(w, calls == lines);
}

bool pic_judge_nesting(struct window *w)
{
    const uint8_t *v = w->step->v;
    struct script s = {0};

    pic_script_window(&s, true);
    pic_script_begin(w, &s, v[2]);
    pic_script_nothing(&s);
    pic_script_alone(w, &s, v[3]);
    pic_script_end(&s, v[2]);
    pic_script_all(w, &s, v[4]);
    pic_script_window(&s, false);
    return script_holds(w, &s);
}

/* ---- TODO 6 ---- */

static bool told(struct window *w, size_t call, size_t ret, bool spurious)
{
    unsigned irq = mark_value_of(event_at(w, call));

    return require_equal(w, mark_value_of(event_at(w, ret)), spurious, ret,
                         "pic_is_spurious") &&
           require(w,
                   pic_reads_in(w, call, ret,
                                irq < SLAVE_FIRST ? PIC_READ_MASTER_ISR
                                                  : PIC_READ_SLAVE_ISR),
                   ret, pic_vector_of(w, irq),
                   "the call did not read that chip's ISR");
}

/* Each call of pic_interrupt, of which the `odd`th is the spurious one. */
static bool all_ended(struct window *w, unsigned odd, unsigned expected)
{
    size_t call = w->first, ret;
    unsigned calls = 0;

    for (; pic_next_call(w, FN_INTERRUPT, &call, &ret); calls++)
        if (!ended(w, call, ret, calls == odd))
            return false;
    return pic_require_call(w, calls == expected);
}

static bool around_spurious(struct window *w, unsigned spurious)
{
    struct script s = {0};

    pic_script_window(&s, true);
    pic_script_begin(w, &s, w->step->v[0]);
    pic_script_window(&s, true);
    pic_script_taken(w, &s, spurious);
    pic_script_window(&s, false);
    pic_script_end(&s, w->step->v[0]);
    pic_script_window(&s, false);
    pic_script_alone(w, &s, w->step->v[1]);
    return script_holds(w, &s);
}

bool pic_judge_spurious(struct window *w)
{
    size_t call = w->first, ret;

    return pic_require_call(w, pic_next_call(w, FN_IS_SPURIOUS, &call, &ret)) &&
           told(w, call, ret, true) && all_ended(w, 1, 3) &&
           around_spurious(w, w->step->kind == STEP_SPURIOUS_7 ? 7 : 15);
}

bool pic_judge_real(struct window *w)
{
    struct script s = {0};
    size_t call = w->first, ret;
    unsigned calls = 0;

    for (; pic_next_call(w, FN_IS_SPURIOUS, &call, &ret); calls++)
        if (!told(w, call, ret, false))
            return false;
    pic_script_alone(w, &s, w->step->v[0]);
    pic_script_alone(w, &s, w->step->v[1]);
    return pic_require_call(w, calls == 2) && script_holds(w, &s) &&
           all_ended(w, NO_LINE, 2);
}

bool pic_judge_seven_in_seven(struct window *w)
{
    return all_ended(w, 1, 3) && around_spurious(w, 7);
}
