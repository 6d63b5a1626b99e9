/*
 * model/src/i8259.c - the 8259A, one function for each command word.
 *
 *   any --ICW1--> ICW2 --SNGL=0--> ICW3 --IC4=1--> ICW4 --> READY
 *                   +---SNGL=1,IC4=1----------------^        ^
 *                   (a word that ICW1 said will not come is skipped)
 *   READY --OCW1, OCW2, OCW3--> READY         i8259_icw1..4, i8259_ocw1..3
 *
 * Between the pins and a vector:
 *
 *   IR pin --> edge --+--> IRR --IMR--> resolver --> INT --INTA--> ISR
 *          \-- level -+                     ^----- in service -----'
 *
 * IRR is not stored: a line requests while it is high in level mode, or from
 * its rise to its INTA or fall in edge mode.  Contract: model/i8259.h.
 */
#include "hw/i8259_regs.h"
#include "model/i8259.h"

static uint8_t mask_of(unsigned line)
{
    return (uint8_t)(1u << line);
}

static bool is_level(const struct i8259 *pic, unsigned line)
{
    uint8_t all = pic->level ? 0xff : 0;

    return ((pic->elcr_usable ? pic->elcr : all) >> line) & 1;
}

/* ---- priority ---------------------------------------------------------- */

/* 0 is served first.  [8259A "Fully Nested Mode"] */
static unsigned rank(const struct i8259 *pic, unsigned line)
{
    return (line - pic->lowest - 1u) % I8259_LINES;
}

static int best_of(const struct i8259 *pic, uint8_t set)
{
    for (unsigned i = 1; i <= I8259_LINES; i++) {
        unsigned line = (pic->lowest + i) % I8259_LINES;

        if (set & mask_of(line))
            return (int)line;
    }
    return I8259_NONE;
}

/* Levels in service that still count.  [8259A "Special Mask Mode"]: one that
 * is masked blocks nothing, and a plain EOI does not find it. */
static uint8_t in_service(const struct i8259 *pic)
{
    return (uint8_t)(pic->special_mask ? pic->isr & ~pic->imr : pic->isr);
}

static uint8_t requests(const struct i8259 *pic)
{
    return (uint8_t)(i8259_irr(pic) & ~pic->imr);
}

/* [8259A "Buffered Mode"]: SP/EN is busy there, so ICW4.M/S tells instead. */
static bool is_master(const struct i8259 *pic)
{
    return pic->buffered ? pic->buffered_master : pic->master_pin;
}

bool i8259_has_slave(const struct i8259 *pic, unsigned line)
{
    return !pic->single && is_master(pic) && (pic->icw3 & mask_of(line));
}

/* Is `line` above everything in service?  An equal level never nests, except
 * a slave's in the special fully nested mode: the slave knows which of its
 * lines is better.  [8259A "The Special Fully Nested Mode"] */
static bool is_above_service(const struct i8259 *pic, unsigned line)
{
    int serving = best_of(pic, in_service(pic));

    if (serving == I8259_NONE)
        return true;
    if (line == (unsigned)serving)
        return pic->sfnm && i8259_has_slave(pic, line);
    return rank(pic, line) < rank(pic, (unsigned)serving);
}

bool i8259_may_grant(const struct i8259 *pic, unsigned line)
{
    return pic->state == I8259_READY && (requests(pic) & mask_of(line)) &&
           is_above_service(pic, line);
}

int i8259_resolve(const struct i8259 *pic)
{
    int line = best_of(pic, requests(pic));

    if (line != I8259_NONE && i8259_may_grant(pic, (unsigned)line))
        return line;
    return I8259_NONE;
}

bool i8259_int(const struct i8259 *pic)
{
    return pic->withdrawn || i8259_resolve(pic) != I8259_NONE;
}

/* ---- pins -------------------------------------------------------------- */

/* [8259A "Edge and Level Triggered Modes"] */
uint8_t i8259_irr(const struct i8259 *pic)
{
    uint8_t irr = pic->edge;

    for (unsigned line = 0; line < I8259_LINES; line++)
        if (is_level(pic, line))
            irr =
                (uint8_t)((irr & ~mask_of(line)) | (pic->line & mask_of(line)));
    return irr;
}

static void line_rises(struct i8259 *pic, uint8_t mask)
{
    if (!(pic->line & mask))
        pic->edge |= mask;
    pic->line |= mask;
}

static void line_falls(struct i8259 *pic, uint8_t mask)
{
    pic->line &= (uint8_t)~mask;
    if (!pic->keeps_edges)
        pic->edge &= (uint8_t)~mask;
}

/* A line must stay high until the INTA.  If it does not, INT has been raised
 * for nothing and the INTA is answered with line 7's vector: INT stays up.
 * [8259A "Edge and Level Triggered Modes"] */
bool i8259_set_line(struct i8259 *pic, unsigned line, bool high)
{
    bool requested = i8259_resolve(pic) != I8259_NONE;

    if (high)
        line_rises(pic, mask_of(line));
    else
        line_falls(pic, mask_of(line));
    if (requested && i8259_resolve(pic) == I8259_NONE)
        pic->withdrawn = true;
    return i8259_int(pic);
}

bool i8259_write_elcr(struct i8259 *pic, uint8_t value)
{
    pic->elcr = value & pic->elcr_usable;
    return i8259_int(pic);
}

/* ---- acknowledge ------------------------------------------------------- */

/* `line` enters service, or with AEOI passes through it.
 * [8259A "Interrupt Sequence"] [8259A "Automatic End of Interrupt (AEOI)
 * Mode"] [8259A "Automatic Rotation (Equal Priority Devices)"] */
static void grant(struct i8259 *pic, unsigned line)
{
    pic->edge &= (uint8_t)~mask_of(line);
    if (!pic->aeoi)
        pic->isr |= mask_of(line);
    else if (pic->rotate_aeoi)
        pic->lowest = (uint8_t)line;
}

uint8_t i8259_acknowledge_line(struct i8259 *pic, int line)
{
    pic->withdrawn = false;
    if (line == I8259_NONE)
        return pic->base | PIC_SPURIOUS_LINE;
    grant(pic, (unsigned)line);
    return (uint8_t)(pic->base | line);
}

uint8_t i8259_acknowledge(struct i8259 *pic)
{
    return i8259_acknowledge_line(pic, i8259_resolve(pic));
}

/* The read is the INTA; no vector.  [8259A "Poll Command"] */
static uint8_t poll(struct i8259 *pic)
{
    int line = i8259_resolve(pic);

    pic->poll = false;
    pic->withdrawn = false;
    if (line == I8259_NONE)
        return 0;
    grant(pic, (unsigned)line);
    return (uint8_t)(PIC_POLL_PENDING | (unsigned)line);
}

/* ---- initialisation command words -------------------------------------- */

static enum i8259_state after_icw3(const struct i8259 *pic)
{
    return pic->wants_icw4 ? I8259_ICW4 : I8259_READY;
}

/* ICW4, or without one its functions all off. */
static void set_icw4(struct i8259 *pic, uint8_t value)
{
    pic->sfnm = value & PIC_ICW4_SFNM;
    pic->buffered = value & PIC_ICW4_BUF;
    pic->buffered_master = value & PIC_ICW4_MS;
    pic->aeoi = value & PIC_ICW4_AEOI;
}

/* [8259A "Initialization Command Words 1 and 2 (ICW1, ICW2)"].  A level line
 * goes on requesting; an edge line has to rise again. */
static void i8259_icw1(struct i8259 *pic, uint8_t value)
{
    pic->level = value & PIC_ICW1_LTIM;
    pic->single = value & PIC_ICW1_SNGL;
    pic->wants_icw4 = value & PIC_ICW1_IC4;
    pic->edge = pic->isr = pic->imr = 0;
    pic->lowest = I8259_LINES - 1;
    pic->special_mask = pic->reads_isr = pic->poll = pic->withdrawn = false;
    if (!pic->wants_icw4) {
        set_icw4(pic, 0);
        pic->rotate_aeoi = false;
    }
    pic->state = I8259_ICW2;
}

static void i8259_icw2(struct i8259 *pic, uint8_t value)
{
    pic->base = value & PIC_ICW2_BASE;
    pic->state = pic->single ? after_icw3(pic) : I8259_ICW3;
}

/* [8259A "Initialization Command Word 3 (ICW3)"] */
static void i8259_icw3(struct i8259 *pic, uint8_t value)
{
    pic->icw3 = value;
    pic->state = after_icw3(pic);
}

/* [8259A "Initialization Command Word 4 (ICW4)"] */
static void i8259_icw4(struct i8259 *pic, uint8_t value)
{
    set_icw4(pic, value);
    pic->state = I8259_READY;
}

/* ---- operation control words ------------------------------------------- */

/* A mask, an end of interrupt or a special mask makes the resolver look anew:
 * a request that went away is forgotten.  The data sheet is silent on this;
 * Bochs 2.7 was measured to do the same (tests/model/i8259_bochs_test.c). */
static void resolve_anew(struct i8259 *pic)
{
    pic->withdrawn = false;
}

/* [8259A "Operation Control Word 1 (OCW1)"] */
static void i8259_ocw1(struct i8259 *pic, uint8_t value)
{
    pic->imr = value;
    resolve_anew(pic);
}

/* Rotating commands make the level lowest that they end.
 * [8259A "End of Interrupt (EOI)"] */
static void end_of_interrupt(struct i8259 *pic, int line, bool rotate)
{
    resolve_anew(pic);
    if (line == I8259_NONE)
        return;
    pic->isr &= (uint8_t)~mask_of((unsigned)line);
    if (rotate)
        pic->lowest = (uint8_t)line;
}

/* [8259A "Operation Control Word 2 (OCW2)"] */
static void i8259_ocw2(struct i8259 *pic, uint8_t value)
{
    uint8_t level = value & PIC_OCW2_LEVEL;

    switch (value & PIC_OCW2_COMMAND) {
    case PIC_EOI_NONSPECIFIC:
    case PIC_ROTATE_NONSPECIFIC:
        end_of_interrupt(pic, best_of(pic, in_service(pic)),
                         value & PIC_OCW2_R);
        break;
    case PIC_EOI_SPECIFIC:
    case PIC_ROTATE_SPECIFIC:
        end_of_interrupt(pic, level, value & PIC_OCW2_R);
        break;
    case PIC_SET_PRIORITY:
        pic->lowest = level;
        break;
    case PIC_ROTATE_AEOI_SET:
    case PIC_ROTATE_AEOI_CLEAR:
        pic->rotate_aeoi = value & PIC_OCW2_R;
        break;
    default: /* PIC_OCW2_NOP */
        break;
    }
}

/* [8259A "Operation Control Word 3 (OCW3)"] */
static void i8259_ocw3(struct i8259 *pic, uint8_t value)
{
    pic->poll = value & PIC_OCW3_P;
    if (value & PIC_OCW3_RR)
        pic->reads_isr = value & PIC_OCW3_RIS;
    if (value & PIC_OCW3_ESMM) {
        pic->special_mask = value & PIC_OCW3_SMM;
        resolve_anew(pic);
    }
}

/* ---- bus cycles -------------------------------------------------------- */

static void write_command(struct i8259 *pic, uint8_t value)
{
    if (value & PIC_ICW1_MARK)
        i8259_icw1(pic, value);
    else if (value & PIC_OCW3_MARK)
        i8259_ocw3(pic, value);
    else
        i8259_ocw2(pic, value);
}

static void write_data(struct i8259 *pic, uint8_t value)
{
    switch (pic->state) {
    case I8259_ICW2:
        i8259_icw2(pic, value);
        break;
    case I8259_ICW3:
        i8259_icw3(pic, value);
        break;
    case I8259_ICW4:
        i8259_icw4(pic, value);
        break;
    default: /* I8259_READY */
        i8259_ocw1(pic, value);
        break;
    }
}

bool i8259_write(struct i8259 *pic, bool a0, uint8_t value)
{
    if (a0)
        write_data(pic, value);
    else
        write_command(pic, value);
    return i8259_int(pic);
}

/* [8259A "Reading the 8259A Status"] */
uint8_t i8259_read(struct i8259 *pic, bool a0)
{
    if (a0)
        return pic->imr;
    if (pic->poll)
        return poll(pic);
    return pic->reads_isr ? pic->isr : i8259_irr(pic);
}

void i8259_reset(struct i8259 *pic)
{
    *pic = (struct i8259){.imr = PIC_MASK_ALL,
                          .lowest = I8259_LINES - 1,
                          .master_pin = true};
}

bool i8259_check(const struct i8259 *pic)
{
    bool edges = pic->keeps_edges || !(pic->edge & ~pic->line);
    bool words = !(pic->base & PIC_ICW2_LINE) &&
                 !(pic->elcr & ~pic->elcr_usable) && pic->lowest < I8259_LINES;
    bool sequence = !(pic->state == I8259_ICW3 && pic->single) &&
                    !(pic->state == I8259_ICW4 && !pic->wants_icw4);
    bool init = pic->state == I8259_READY || (!pic->isr && !pic->withdrawn);
    bool automatic = !(pic->aeoi && pic->isr);

    return edges && words && sequence && init && automatic;
}
