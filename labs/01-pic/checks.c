/*
 * labs/01-pic/checks.c - what lab 01 demands of the record.
 *
 * One function a check, asked about each step of the kinds it names.  It has
 * over 400 lines because half of it is the table of sixteen checks; the
 * mistakes known by sight are in mistakes.c.
 */
#include "checks.h"
#include "hw/i8259_regs.h"
#include "mistakes.h"
#include "plan.h"

static const uint16_t command_port[] = {PIC_MASTER_COMMAND, PIC_SLAVE_COMMAND};
static const uint16_t data_port[] = {PIC_MASTER_DATA, PIC_SLAVE_DATA};
static const char *const chip_name[] = {"master", "slave"};

/* ---- lines and vectors of a step ---- */

static bool has_bases(const struct step *step)
{
    return step->kind == STEP_INIT || step->kind == STEP_SERVE ||
           step->kind == STEP_NEST;
}

static uint16_t vector_of(const struct window *w, unsigned irq)
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

/* The RETURN that belongs to the CALL at `call`; calls may be nested. */
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

/* The next call of `function` after *call; from w->first to begin. */
bool pic_next_call(const struct window *w, unsigned function, size_t *call,
                   size_t *ret)
{
    *call = find_mark(w, *call, MARK_CALL, (int)function);
    if (*call == NOWHERE)
        return false;
    *ret = pic_return_of(w, *call);
    return *ret != NOWHERE;
}

/* A run that ended inside has its own finding. */
static bool require_call(struct window *w, bool found)
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

static bool sent_as_owed(struct window *w, unsigned irq, size_t ret,
                         const struct pic_ends *ends, const unsigned owed[2])
{
    for (unsigned chip = 0; chip < 2; chip++)
        if (!require(w, ends->sent[chip] == owed[chip], ret, vector_of(w, irq),
                     "the interrupt of IRQ %u got %u EOI%s at the %s, which "
                     "needs %u",
                     irq, ends->sent[chip], ends->sent[chip] == 1 ? "" : "s",
                     chip_name[chip], owed[chip]))
            return false;
    return require(w, !ends->rotates, ret, vector_of(w, irq),
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
           require(w, !ends.early, ret, vector_of(w, irq),
                   "the EOI for IRQ %u came before its body", irq) &&
           require_equal(w, pic_isr_at(w, ret), left, ret, "ISR afterwards");
}

/* ---- scripts ---- */

static void script_window(struct script *s, bool opens)
{
    script_mark(s, MARK_POINT, opens ? POINT_IF_ON : POINT_IF_OFF);
}

static void script_nothing(struct script *s)
{
    script_window(s, true);
    script_window(s, false);
}

static void script_taken(const struct window *w, struct script *s, unsigned irq)
{
    script_event(s, EV_INTERRUPT, vector_of(w, irq));
    script_mark(s, MARK_STUB, vector_of(w, irq));
}

static void script_begin(const struct window *w, struct script *s, unsigned irq)
{
    script_taken(w, s, irq);
    script_mark(s, MARK_BODY, irq);
}

static void script_end(struct script *s, unsigned irq)
{
    script_mark(s, MARK_BODY_END, irq);
}

static void script_all(const struct window *w, struct script *s, unsigned irq)
{
    script_begin(w, s, irq);
    script_end(s, irq);
}

static void script_alone(const struct window *w, struct script *s, unsigned irq)
{
    script_window(s, true);
    script_all(w, s, irq);
    script_window(s, false);
}

/* ---- TODO 1 ---- */

/* Word `n` (1..4) that pic_init gave to `chip`, or NO_WORD; *at its place. */
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

static bool init_words(struct window *w)
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

static bool init_masked(struct window *w)
{
    size_t call = w->first, ret, at;

    return require_call(w, pic_next_call(w, FN_INIT, &call, &ret)) &&
           require(w,
                   pic_icw(w, 0, 1, &at) != NO_WORD &&
                       pic_icw(w, 1, 1, &at) != NO_WORD,
                   ret, EVENT_NO_VECTOR, "pic_init wrote no ICW1") &&
           imr_is(w, ret, 0xffff, "IMR after pic_init");
}

static bool init_vectors(struct window *w)
{
    struct script s = {0};

    script_alone(w, &s, w->step->v[2]);
    script_alone(w, &s, w->step->v[3]);
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

bool pic_is_mask_call(const struct event *e)
{
    return is_mark(e, MARK_CALL, FN_MASK) || is_mark(e, MARK_CALL, FN_UNMASK);
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
        return require_call(w, false);
    return imr_is(w, ret, mask_wanted(w, call), "IMR after the call") &&
           no_other_opened(w, call, ret) &&
           require(w, cascade_right(w, call, ret), ret, EVENT_NO_VECTOR,
                   "line 2, the cascade, is masked while a line of the slave "
                   "is open");
}

static bool mask_one(struct window *w)
{
    unsigned calls = 0;

    for (size_t i = w->first; i < w->last; i++)
        if (pic_is_mask_call(event_at(w, i))) {
            if (!mask_right(w, i))
                return false;
            calls++;
        }
    return require_call(w, calls == w->step->count);
}

static bool cascade_open(struct window *w)
{
    struct script s = {0};

    script_alone(w, &s, w->step->v[0]);
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

static bool mask_holds(struct window *w)
{
    struct script s = {0};

    for (unsigned i = 0; i < 2; i++) {
        script_nothing(&s);
        script_alone(w, &s, w->step->v[i]);
    }
    return script_holds(w, &s) &&
           require(w, rises(w, w->step->v[1]) == 2, w->first, EVENT_NO_VECTOR,
                   "IRQ %u did not ask twice", w->step->v[1]);
}

/* ---- TODO 3 ---- */

static bool eoi_each(struct window *w)
{
    size_t call = w->first, ret;
    unsigned calls = 0;

    for (; pic_next_call(w, FN_EOI, &call, &ret); calls++)
        if (!ended(w, call, ret, false))
            return false;
    return require_call(w, calls == 2);
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
    return require_call(w, calls == READS);
}

static bool irr_reads(struct window *w)
{
    return read_right(w, FN_IRR, pic_irr_at, PIC_READ_MASTER_IRR,
                      PIC_READ_SLAVE_IRR);
}

static bool isr_reads(struct window *w)
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

static bool service_order(struct window *w)
{
    struct script s = {0};

    script_window(&s, true);
    for (unsigned irq = 0; irq != NO_LINE; irq = next_line(w->step, irq))
        script_all(w, &s, irq);
    script_window(&s, false);
    return script_holds(w, &s);
}

static bool service_eoi(struct window *w)
{
    unsigned lines = w->step->kind == STEP_NEST ? 3u : w->step->count - 1u;
    size_t call = w->first, ret;
    unsigned calls = 0;

    for (; pic_next_call(w, FN_INTERRUPT, &call, &ret); calls++)
        if (!ended(w, call, ret, false))
            return false;
    return require_call(w, calls == lines);
}

static bool nesting(struct window *w)
{
    const uint8_t *v = w->step->v;
    struct script s = {0};

    script_window(&s, true);
    script_begin(w, &s, v[2]);
    script_nothing(&s);
    script_alone(w, &s, v[3]);
    script_end(&s, v[2]);
    script_all(w, &s, v[4]);
    script_window(&s, false);
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
                   ret, vector_of(w, irq),
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
    return require_call(w, calls == expected);
}

static bool around_spurious(struct window *w, unsigned spurious)
{
    struct script s = {0};

    script_window(&s, true);
    script_begin(w, &s, w->step->v[0]);
    script_window(&s, true);
    script_taken(w, &s, spurious);
    script_window(&s, false);
    script_end(&s, w->step->v[0]);
    script_window(&s, false);
    script_alone(w, &s, w->step->v[1]);
    return script_holds(w, &s);
}

static bool spurious(struct window *w)
{
    size_t call = w->first, ret;

    return require_call(w, pic_next_call(w, FN_IS_SPURIOUS, &call, &ret)) &&
           told(w, call, ret, true) && all_ended(w, 1, 3) &&
           around_spurious(w, w->step->kind == STEP_SPURIOUS_7 ? 7 : 15);
}

static bool real(struct window *w)
{
    struct script s = {0};
    size_t call = w->first, ret;
    unsigned calls = 0;

    for (; pic_next_call(w, FN_IS_SPURIOUS, &call, &ret); calls++)
        if (!told(w, call, ret, false))
            return false;
    script_alone(w, &s, w->step->v[0]);
    script_alone(w, &s, w->step->v[1]);
    return require_call(w, calls == 2) && script_holds(w, &s) &&
           all_ended(w, NO_LINE, 2);
}

static bool seven_in_seven(struct window *w)
{
    return all_ended(w, 1, 3) && around_spurious(w, 7);
}

static const struct check checks[] = {
    {
        .id = "pic-init-words",
        .title = "ICW1 to ICW4 of both chips are a PC's, in order",
        .todo = 1,
        .part = 'A',
        .points = 10,
        .steps = BIT(STEP_INIT),
        .holds = init_words,
        .function = "pic_init",
        .rule = "ICW1 at the command port, then ICW2, ICW3 and ICW4 at the "
                "data port [8259A \"Initialization Command Words (ICWs)\"]",
        .place = "each chip wants four words; ICW3 differs between the two.",
        .book = "pic-init",
    },
    {
        .id = "pic-init-masked",
        .title = "every line is masked after pic_init",
        .todo = 1,
        .part = 'A',
        .points = 4,
        .steps = BIT(STEP_INIT),
        .holds = init_masked,
        .function = "pic_init",
        .rule = "ICW1 clears IMR: the sequence leaves every line open [8259A "
                "\"Initialization Command Words (ICWs)\"]",
        .place = "after ICW4 the data port is OCW1.",
        .book = "pic-init",
    },
    {
        .id = "pic-init-vectors",
        .title = "a line arrives as its chip's base plus its number",
        .todo = 1,
        .part = 'A',
        .points = 8,
        .steps = BIT(STEP_INIT),
        .holds = init_vectors,
        .function = "pic_init",
        .rule = "the vector is ICW2 with the line's number in bits 2:0 [8259A "
                "\"Initialization Command Words 1 and 2 (ICW1, ICW2)\"]",
        .place = "ICW2 of each chip, and ICW3, without which the slave does "
                 "not answer.",
        .book = "pic-init",
    },
    {
        .id = "pic-mask-one",
        .title = "pic_mask and pic_unmask change one line's bit",
        .todo = 2,
        .part = 'A',
        .points = 7,
        .steps = BIT(STEP_MASKS),
        .holds = mask_one,
        .function = "pic_mask, pic_unmask",
        .rule = "a bit that is 1 in OCW1 masks its line; the word holds all "
                "eight [8259A \"Operation Control Word 1 (OCW1)\"]",
        .place = "read the mask, change one bit, write it back.",
        .book = "pic-mask",
    },
    {
        .id = "pic-cascade-open",
        .title = "a line of the slave arrives once it is unmasked",
        .todo = 2,
        .part = 'A',
        .points = 5,
        .steps = BIT(STEP_CASCADE),
        .holds = cascade_open,
        .function = "pic_unmask",
        .rule = "the slave's INT is a request at the master's IR2, which the "
                "master can mask [8259A \"Cascade Mode\"]",
        .place = "the way from the slave to the CPU passes one more mask bit.",
        .book = "pic-cascade",
    },
    {
        .id = "pic-mask-holds",
        .title = "a masked line waits; one that gave up is forgotten",
        .todo = 2,
        .part = 'A',
        .points = 6,
        .steps = BIT(STEP_LATCH),
        .capabilities = CAP_PIC_SPURIOUS,
        .holds = mask_holds,
        .function = "pic_mask, pic_unmask",
        .rule = "IMR keeps a request from INT and does not clear it [8259A "
                "\"Interrupt Mask Register (IMR)\"]",
        .place = "pic_mask of a line that asks already.",
        .book = "pic-mask",
    },
    {
        .id = "pic-eoi-each",
        .title = "pic_eoi ends the interrupt at each chip, and no other",
        .todo = 3,
        .part = 'A',
        .points = 9,
        .steps = BIT(STEP_EOI),
        .holds = eoi_each,
        .function = "pic_eoi",
        .rule = "an EOI clears one ISR bit of one chip; a slave's interrupt is "
                "in service in both [8259A \"End of Interrupt (EOI)\"]",
        .place = "which chips have a bit of this line in service?",
        .book = "pic-eoi",
    },
    {
        .id = "pic-irr-reads",
        .title = "pic_irr returns both chips' requests",
        .todo = 4,
        .part = 'A',
        .points = 6,
        .steps = BIT(STEP_READ),
        .holds = irr_reads,
        .function = "pic_irr",
        .rule = "OCW3 selects what the command port gives, until the next one "
                "[8259A \"Reading the 8259A Status\"]",
        .place = "OCW3 before the read, at each chip.",
        .book = "pic-status",
    },
    {
        .id = "pic-isr-reads",
        .title = "pic_isr returns what both chips have in service",
        .todo = 4,
        .part = 'A',
        .points = 6,
        .steps = BIT(STEP_READ),
        .holds = isr_reads,
        .function = "pic_isr",
        .rule = "OCW3 selects what the command port gives, until the next one "
                "[8259A \"Reading the 8259A Status\"]",
        .place = "OCW3 before the read, at each chip.",
        .book = "pic-status",
    },
    {
        .id = "pic-service-order",
        .title = "lines that ask together are served one by one, best first",
        .todo = 5,
        .part = 'A',
        .points = 8,
        .steps = BIT(STEP_SERVE),
        .needs = BIT(1) | BIT(2) | BIT(3),
        .holds = service_order,
        .function = "pic_interrupt",
        .rule = "line 0 is the highest, 7 the lowest; the slave's eight stand "
                "in the place of 2 [8259A \"Fully Nested Mode\"]",
        .place = "each interrupt calls its body once and is ended after it.",
        .book = "pic-priority",
    },
    {
        .id = "pic-service-eoi",
        .title = "each interrupt is ended once, after its body",
        .todo = 5,
        .part = 'A',
        .points = 8,
        .steps = BIT(STEP_SERVE) | BIT(STEP_NEST),
        .needs = BIT(1) | BIT(2) | BIT(3),
        .holds = service_eoi,
        .function = "pic_interrupt",
        .rule = "the ISR bit stays until the EOI and blocks its level and all "
                "below [8259A \"End of Interrupt (EOI)\"]",
        .place = "what pic_interrupt does after the body has returned.",
        .book = "pic-eoi",
    },
    {
        .id = "pic-nesting",
        .title = "in a body a higher line nests, a lower one waits",
        .todo = 5,
        .part = 'A',
        .points = 6,
        .steps = BIT(STEP_NEST),
        .needs = BIT(1) | BIT(2) | BIT(3),
        .holds = nesting,
        .function = "pic_interrupt",
        .rule = "while an ISR bit is set, lower levels are inhibited and "
                "higher ones interrupt [8259A \"Fully Nested Mode\"]",
        .place = "the order of body and EOI.",
        .book = "pic-priority",
    },
    {
        .id = "pic-real-7-15",
        .title = "a real interrupt of line 7 or 15 is served like any other",
        .todo = 6,
        .part = 'A',
        .points = 5,
        .steps = BIT(STEP_REAL),
        .needs = BIT(3) | BIT(4) | BIT(5),
        .holds = real,
        .function = "pic_is_spurious",
        .rule = "a request that lasts until its acknowledge sets its ISR bit "
                "[8259A \"Interrupt Sequence\"]",
        .place = "the vector alone does not tell.",
        .book = "pic-spurious",
    },
    {
        .id = "pic-spurious-7",
        .title = "a spurious 7 calls no body and gets no EOI",
        .todo = 6,
        .part = 'A',
        .points = 5,
        .steps = BIT(STEP_SPURIOUS_7),
        .needs = BIT(3) | BIT(4) | BIT(5),
        .capabilities = CAP_PIC_SPURIOUS,
        .holds = spurious,
        .function = "pic_is_spurious, pic_interrupt",
        .rule = "the default IR7 sets no ISR bit [8259A \"Edge and Level "
                "Triggered Modes\"]",
        .place = "whose ISR bit would an EOI clear now?",
        .book = "pic-spurious",
    },
    {
        .id = "pic-spurious-15",
        .title = "a spurious 15 gets one EOI, at the master",
        .todo = 6,
        .part = 'A',
        .points = 4,
        .steps = BIT(STEP_SPURIOUS_15),
        .needs = BIT(3) | BIT(4) | BIT(5),
        .capabilities = CAP_PIC_SPURIOUS,
        .holds = spurious,
        .function = "pic_is_spurious, pic_interrupt",
        .rule = "the slave's default IR7 sets none of its ISR bits, but the "
                "master has IR2 in service [8259A \"Cascade Mode\"]",
        .place = "look at both chips' ISR when it arrives.",
        .book = "pic-spurious",
    },
    {
        .id = "pic-seven-in-seven",
        .title = "stretch: a spurious 7 within a real 7 is told apart",
        .todo = 6,
        .part = 'A',
        .points = 3,
        .steps = BIT(STEP_SEVEN_IN_SEVEN),
        .needs = BIT(3) | BIT(4) | BIT(5),
        .capabilities = CAP_PIC_SPURIOUS,
        .holds = seven_in_seven,
        .function = "pic_interrupt",
        .rule = "a level in service never interrupts itself [8259A \"Fully "
                "Nested Mode\"]",
        .place = "the ISR bit is set, and still not by this interrupt.",
        .book = "pic-spurious",
    },
};

static const char *const todos[] = {
    NULL,
    "pic_init",
    "pic_mask, pic_unmask",
    "pic_eoi",
    "pic_irr, pic_isr",
    "pic_interrupt",
    "pic_is_spurious, and pic_interrupt again",
};

static const char *const steps[] = {
    [STEP_INIT] = "the pair is initialised",
    [STEP_MASKS] = "lines masked and unmasked",
    [STEP_CASCADE] = "a slave line opened",
    [STEP_LATCH] = "a request that waits for its mask",
    [STEP_EOI] = "one line, and its EOI",
    [STEP_READ] = "IRR and ISR read",
    [STEP_SERVE] = "several lines behind IRQ 0",
    [STEP_NEST] = "a higher line nests",
    [STEP_REAL] = "real interrupts on 7 and 15",
    [STEP_SPURIOUS_7] = "a request withdrawn: spurious 7",
    [STEP_SPURIOUS_15] = "a request withdrawn: spurious 15",
    [STEP_SEVEN_IN_SEVEN] = "a spurious 7 in a real one",
};

const struct lab lab_01_pic = {
    .number = "01",
    .name = "01-pic",
    .title = "The 8259A pair",
    .file = "pic.c",
    .version = 1,
    .plan = plan_01_pic,
    .checks = checks,
    .check_count = COUNT_OF(checks),
    .mistakes = pic_mistakes,
    .mistake_count = COUNT_OF(pic_mistakes),
    .todos = todos,
    .todo_count = COUNT_OF(todos),
    .steps = steps,
    .step_count = COUNT_OF(steps),
};
