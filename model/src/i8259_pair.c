/*
 * model/src/i8259_pair.c - master and slave, their ports and the wire between.
 *
 *   IRQ 0,1 ----------> IR0,1 +--------+
 *   IRQ 8..15 -> slave --INT->| IR2    |--INT--> CPU
 *   IRQ 3..7 ---------> IR3..7+ master +
 *
 * After each change of the slave its INT is copied to the master's IR2, so
 * that the cascade needs no state of its own.  Contract: model/i8259_pair.h.
 */
#include "hw/i8259_regs.h"
#include "model/i8259_pair.h"

#define IRQS 16u

static void drive_cascade(struct i8259_pair *pair)
{
    i8259_set_line(&pair->master, PIC_CASCADE_LINE, i8259_int(&pair->slave));
}

/* INT drops at an INTA, and rises again if another request is good enough:
 * a new edge for the master.  [8259A "Interrupt Sequence"] */
static void pulse_cascade(struct i8259_pair *pair)
{
    i8259_set_line(&pair->master, PIC_CASCADE_LINE, false);
    drive_cascade(pair);
}

void i8259_pair_reset(struct i8259_pair *pair)
{
    i8259_reset(&pair->master);
    pair->master.base = 0x08;
    pair->master.icw3 = PIC_ICW3_MASTER_PC;
    pair->master.elcr_usable = PIC_ELCR_MASTER_LEVEL;
    i8259_reset(&pair->slave);
    pair->slave.base = 0x70;
    pair->slave.icw3 = PIC_ICW3_SLAVE_PC;
    pair->slave.elcr_usable = PIC_ELCR_SLAVE_LEVEL;
    pair->slave.master_pin = false;
}

void i8259_pair_keep_edges(struct i8259_pair *pair, bool kept)
{
    pair->master.keeps_edges = kept;
    pair->slave.keeps_edges = kept;
}

bool i8259_pair_write(struct i8259_pair *pair, uint16_t port, uint8_t value)
{
    switch (port) {
    case PIC_MASTER_COMMAND:
    case PIC_MASTER_DATA:
        i8259_write(&pair->master, port == PIC_MASTER_DATA, value);
        break;
    case PIC_SLAVE_COMMAND:
    case PIC_SLAVE_DATA:
        i8259_write(&pair->slave, port == PIC_SLAVE_DATA, value);
        break;
    case PIC_ELCR_MASTER:
        i8259_write_elcr(&pair->master, value);
        break;
    case PIC_ELCR_SLAVE:
        i8259_write_elcr(&pair->slave, value);
        break;
    default:
        break;
    }
    drive_cascade(pair);
    return i8259_pair_int(pair);
}

/* Only a poll changes anything: it is the slave's INTA. */
static uint8_t read_slave_command(struct i8259_pair *pair)
{
    bool polled = pair->slave.poll;
    uint8_t value = i8259_read(&pair->slave, false);

    if (polled)
        pulse_cascade(pair);
    return value;
}

uint8_t i8259_pair_read(struct i8259_pair *pair, uint16_t port)
{
    switch (port) {
    case PIC_MASTER_COMMAND:
    case PIC_MASTER_DATA:
        return i8259_read(&pair->master, port == PIC_MASTER_DATA);
    case PIC_SLAVE_COMMAND:
        return read_slave_command(pair);
    case PIC_SLAVE_DATA:
        return i8259_read(&pair->slave, true);
    case PIC_ELCR_MASTER:
        return pair->master.elcr;
    case PIC_ELCR_SLAVE:
        return pair->slave.elcr;
    default:
        return I8259_BUS_FLOATS;
    }
}

bool i8259_pair_set_line(struct i8259_pair *pair, unsigned irq, bool high)
{
    if (irq < I8259_LINES && irq != PIC_CASCADE_LINE)
        i8259_set_line(&pair->master, irq, high);
    if (irq >= I8259_LINES && irq < IRQS)
        i8259_set_line(&pair->slave, irq - I8259_LINES, high);
    drive_cascade(pair);
    return i8259_pair_int(pair);
}

bool i8259_pair_int(const struct i8259_pair *pair)
{
    return i8259_int(&pair->master);
}

/* Does the slave take the number `line` on the CAS wires for its own?
 * [8259A "Cascade Mode"] */
static bool slave_answers(const struct i8259_pair *pair, unsigned line)
{
    return !pair->slave.single &&
           (pair->slave.icw3 & PIC_ICW3_SLAVE_ID) == line;
}

int i8259_pair_resolve(const struct i8259_pair *pair)
{
    int line = i8259_resolve(&pair->master);
    int below;

    if (line == I8259_NONE || !i8259_has_slave(&pair->master, (unsigned)line))
        return line;
    if (!slave_answers(pair, (unsigned)line))
        return I8259_NONE;
    below = i8259_resolve(&pair->slave);
    return below == I8259_NONE ? below : below + I8259_LINES;
}

/* With no request left the CAS wires look like line 7's. */
uint8_t i8259_pair_acknowledge_lines(struct i8259_pair *pair, int chosen,
                                     int below)
{
    unsigned line = chosen == I8259_NONE ? PIC_SPURIOUS_LINE : (unsigned)chosen;
    uint8_t vector = i8259_acknowledge_line(&pair->master, chosen);

    if (!i8259_has_slave(&pair->master, line))
        return vector;
    if (!slave_answers(pair, line))
        return I8259_BUS_FLOATS;
    vector = i8259_acknowledge_line(&pair->slave, below);
    pulse_cascade(pair);
    return vector;
}

uint8_t i8259_pair_acknowledge(struct i8259_pair *pair)
{
    return i8259_pair_acknowledge_lines(pair, i8259_resolve(&pair->master),
                                        i8259_resolve(&pair->slave));
}

static bool acknowledge_slave_as(struct i8259_pair *pair, unsigned line)
{
    if (!i8259_may_grant(&pair->master, PIC_CASCADE_LINE) ||
        !i8259_has_slave(&pair->master, PIC_CASCADE_LINE) ||
        !slave_answers(pair, PIC_CASCADE_LINE) ||
        !i8259_may_grant(&pair->slave, line))
        return false;
    i8259_pair_acknowledge_lines(pair, PIC_CASCADE_LINE, (int)line);
    return true;
}

bool i8259_pair_acknowledge_as(struct i8259_pair *pair, unsigned irq)
{
    if (irq >= IRQS)
        return false;
    if (irq >= I8259_LINES)
        return acknowledge_slave_as(pair, irq - I8259_LINES);
    if (!i8259_may_grant(&pair->master, irq) ||
        i8259_has_slave(&pair->master, irq))
        return false;
    i8259_acknowledge_line(&pair->master, (int)irq);
    return true;
}

int i8259_pair_vector_irq(const struct i8259_pair *pair, uint8_t vector)
{
    int line = vector & PIC_ICW2_LINE;
    uint8_t base = vector & PIC_ICW2_BASE;

    if (base == pair->master.base)
        return line;
    return base == pair->slave.base ? line + I8259_LINES : -1;
}

static uint16_t join(uint8_t master, uint8_t slave)
{
    return (uint16_t)(master | slave << I8259_LINES);
}

uint16_t i8259_pair_irr(const struct i8259_pair *pair)
{
    return join(i8259_irr(&pair->master), i8259_irr(&pair->slave));
}

uint16_t i8259_pair_isr(const struct i8259_pair *pair)
{
    return join(pair->master.isr, pair->slave.isr);
}

uint16_t i8259_pair_imr(const struct i8259_pair *pair)
{
    return join(pair->master.imr, pair->slave.imr);
}

bool i8259_pair_check(const struct i8259_pair *pair)
{
    bool wire = (pair->master.line >> PIC_CASCADE_LINE) & 1;

    return i8259_check(&pair->master) && i8259_check(&pair->slave) &&
           wire == i8259_int(&pair->slave);
}
