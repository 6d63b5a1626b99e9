/*
 * labs/01-pic/judge_words.c - what lab 01's demands and mistakes are said in.
 *
 * A step's vectors, the calls of the student's functions, what each wrote and
 * which interrupts it ended; and the scripts of an interrupt that is taken.
 * Nothing here demands anything.  Contract: judge.h.
 */
#include "judge.h"
#include "hw/i8259_regs.h"
#include "plan.h"

static const uint16_t command_port[] = {PIC_MASTER_COMMAND, PIC_SLAVE_COMMAND};
static const uint16_t data_port[] = {PIC_MASTER_DATA, PIC_SLAVE_DATA};

/* ---- lines and vectors of a step ---- */

static bool has_bases(const struct step *step)
{
    return step->kind == STEP_INIT || step->kind == STEP_SERVE ||
           step->kind == STEP_NEST;
}

uint16_t pic_vector_of(const struct window *w, unsigned irq)
{
    uint8_t kernel[] = {KERNEL_MASTER_BASE, KERNEL_SLAVE_BASE};
    const uint8_t *base = has_bases(w->step) ? w->step->v : kernel;

    return (uint16_t)(base[irq / 8] + irq % 8);
}

static bool is_write(const struct event *e, uint32_t port)
{
    return e->kind == EV_PIC_WRITE && e->reg == port;
}

/* ---- calls ---- */

size_t pic_return_of(const struct window *w, size_t call)
{
    int function = (int)mark_argument(event_at(w, call));
    unsigned depth = 0;

    for (size_t i = call + 1; i < w->last; i++) {
        if (is_mark(event_at(w, i), MARK_CALL, function))
            depth++;
        if (is_mark(event_at(w, i), MARK_RETURN, function) && depth-- == 0)
            return i;
    }
    return NOWHERE;
}

bool pic_next_call(const struct window *w, unsigned function, size_t *call,
                   size_t *ret)
{
    *call = find_mark(w, *call, MARK_CALL, (int)function);
    if (*call == NOWHERE)
        return false;
    *ret = pic_return_of(w, *call);
    return *ret != NOWHERE;
}

bool pic_require_call(struct window *w, bool found)
{
    if (found || !w->complete)
        return found;
    return require(w, false, w->first, EVENT_NO_VECTOR,
                   "a call that the scenario needs did not take place");
}

static size_t find_in(const struct window *w, size_t call, size_t ret,
                      enum event_kind kind, uint32_t reg)
{
    size_t i = find_access(w, call, kind, reg);

    return i < ret ? i : NOWHERE;
}

bool pic_reads_in(const struct window *w, size_t call, size_t ret,
                  enum pic_read which)
{
    return find_in(w, call, ret, EV_PIC_READ, which) != NOWHERE;
}

bool pic_writes_in(const struct window *w, size_t call, size_t ret,
                   uint32_t port)
{
    return find_in(w, call, ret, EV_PIC_WRITE, port) != NOWHERE;
}

/* ---- ends of interrupt that a call sent, its body's time left out ---- */

static void note_end(struct pic_ends *ends, const struct event *e,
                     bool before_body)
{
    for (unsigned chip = 0; chip < 2; chip++)
        if (is_write(e, command_port[chip]) &&
            !(e->value & (PIC_OCW2_MARK | PIC_ICW1_MARK))) {
            ends->rotates |= (e->value & PIC_OCW2_R) != 0;
            ends->sent[chip] += (e->value & PIC_OCW2_EOI) != 0;
            ends->early |= before_body && (e->value & PIC_OCW2_EOI);
        }
}

struct pic_ends pic_ends_in(const struct window *w, size_t call, size_t ret)
{
    size_t body = find_mark(w, call, MARK_BODY, -1);
    struct pic_ends ends = {0};
    unsigned depth = 0;

    for (size_t i = call + 1; i < ret && i < w->last; i++) {
        const struct event *e = event_at(w, i);

        if (is_mark(e, MARK_BODY, -1))
            depth++;
        else if (is_mark(e, MARK_BODY_END, -1) && depth > 0)
            depth--;
        else if (depth == 0)
            note_end(&ends, e, i < body && body < ret);
    }
    return ends;
}

unsigned pic_icw(const struct window *w, unsigned chip, unsigned n, size_t *at)
{
    size_t call = find_mark(w, w->first, MARK_CALL, FN_INIT);
    unsigned words = 0;

    for (size_t i = call; call != NOWHERE && i < w->last; i++) {
        const struct event *e = event_at(w, i);

        if (is_mark(e, MARK_RETURN, FN_INIT))
            break;
        if (is_write(e, command_port[chip]) && (e->value & PIC_ICW1_MARK))
            words = 1;
        else if (is_write(e, data_port[chip]) && words > 0)
            words++;
        else
            continue;
        *at = i;
        if (words == n)
            return (unsigned)e->value;
    }
    return NO_WORD;
}

bool pic_is_mask_call(const struct event *e)
{
    return is_mark(e, MARK_CALL, FN_MASK) || is_mark(e, MARK_CALL, FN_UNMASK);
}

/* ---- scripts ---- */

void pic_script_window(struct script *s, bool opens)
{
    script_mark(s, MARK_POINT, opens ? POINT_IF_ON : POINT_IF_OFF);
}

void pic_script_nothing(struct script *s)
{
    pic_script_window(s, true);
    pic_script_window(s, false);
}

void pic_script_taken(const struct window *w, struct script *s, unsigned irq)
{
    script_event(s, EV_INTERRUPT, pic_vector_of(w, irq));
    script_mark(s, MARK_STUB, pic_vector_of(w, irq));
}

void pic_script_begin(const struct window *w, struct script *s, unsigned irq)
{
    pic_script_taken(w, s, irq);
    script_mark(s, MARK_BODY, irq);
}

void pic_script_end(struct script *s, unsigned irq)
{
    script_mark(s, MARK_BODY_END, irq);
}

void pic_script_all(const struct window *w, struct script *s, unsigned irq)
{
    pic_script_begin(w, s, irq);
    pic_script_end(s, irq);
}

void pic_script_alone(const struct window *w, struct script *s, unsigned irq)
{
    pic_script_window(s, true);
    pic_script_all(w, s, irq);
    pic_script_window(s, false);
}
