/*
 * grader/src/read_bochs_devices.c - [PIC   ], [P2ISA ] and [IOAPIC]: the
 * chips outside the CPUs.  Contract: read_bochs_parts.h.
 *
 * Their lines do not say which CPU made the access.  Lab code names its caller
 * before each (MARK_FROM): the access is the CPU's that did so last.
 */
#include <stdlib.h>
#include <string.h>
#include "hw/i8259_regs.h"
#include "hw/ioapic_regs.h"
#include "read_bochs_parts.h"

/* An access of a CPU's, which the line does not name. */
static struct event of_device(struct bochs_reader *r, const struct line *line,
                              enum event_kind kind)
{
    struct event event = at(line, kind);
    unsigned cpu = r->mark_from[r->from_cpu] != 0 ? r->from_cpu : 0;

    event.cpu = (uint8_t)cpu;
    event.from = take_from(r, cpu);
    return event;
}

/* ---- [PIC   ] ---- */

static void pic_line(struct bochs_reader *r, const struct line *line,
                     const char *p)
{
    struct event event = at(line, EV_IRQ_LINE);
    char *end;

    event.vector = (uint16_t)(number_to(p, &end, 10) & 15);
    event.value = after(end, " now high") != NULL;
    add(r, event);
}

static void pic_write(struct bochs_reader *r, const struct line *line,
                      const char *p)
{
    struct event event;
    char *end;
    uint32_t port = (uint32_t)number_to(p, &end, 16);

    p = after(end, " = 0x");
    if (p == NULL)
        return;
    event = of_device(r, line, EV_PIC_WRITE);
    event.reg = port;
    event.value = number(p, 16) & 0xff;
    add(r, event);
}

static void pic_read(struct bochs_reader *r, const struct line *line,
                     const char *p)
{
    static const struct {
        const char *text;
        enum pic_read which;
    } registers[] = {
        {"master IRR = 0x", PIC_READ_MASTER_IRR},
        {"master ISR = 0x", PIC_READ_MASTER_ISR},
        {"master IMR = 0x", PIC_READ_MASTER_IMR},
        {"slave IRR = 0x", PIC_READ_SLAVE_IRR},
        {"slave ISR = 0x", PIC_READ_SLAVE_ISR},
        {"slave IMR = 0x", PIC_READ_SLAVE_IMR},
    };

    for (size_t i = 0; i < sizeof registers / sizeof registers[0]; i++) {
        const char *value = after(p, registers[i].text);

        if (value == NULL)
            continue;
        struct event event = of_device(r, line, EV_PIC_READ);

        event.reg = registers[i].which;
        event.value = number(value, 16) & 0xff;
        add(r, event);
    }
}

void read_pic(struct bochs_reader *r, const struct line *line)
{
    const char *p;

    if ((p = after(line->text, "IRQ line ")) != NULL)
        pic_line(r, line, p);
    else if ((p = after(line->text, "IO write to 0x")) != NULL)
        pic_write(r, line, p);
    else if ((p = after(line->text, "signalling IRQ #")) != NULL)
        add_vector(r, line, EV_PIC_SIGNAL, number(p, 10));
    else if ((p = after(line->text, "read ")) != NULL)
        pic_read(r, line, p);
}

/* [P2ISA ]: the bridge has the Edge/Level Control Registers.  Only a write
 * that changes one leaves a line: "write: ELCR1 = 0x10". */
void read_bridge(struct bochs_reader *r, const struct line *line)
{
    const char *p = after(line->text, "write: ELCR");
    struct event event;
    uint32_t port;
    char *end;

    if (p == NULL)
        return;
    port = number_to(p, &end, 10) == 1 ? PIC_ELCR_MASTER : PIC_ELCR_SLAVE;
    p = after(end, " = 0x");
    if (p == NULL)
        return;
    event = of_device(r, line, EV_PIC_WRITE);
    event.reg = port;
    event.value = number(p, 16) & 0xff;
    add(r, event);
}

/* ---- [IOAPIC] ---- */

/* "fec00010, data=00018030", or "0x0000fec00010" and nothing: Bochs does not
 * say what it gave. */
static void ioapic_access(struct bochs_reader *r, const struct line *line,
                          enum event_kind kind, const char *p)
{
    uint64_t value = EVENT_NO_VALUE;
    char *end;
    uint32_t reg = (uint32_t)(number_to(p, &end, 16) & 0xff);
    struct event event;

    if (kind == EV_IOAPIC_WRITE) {
        p = after(end, ", data=");
        if (p == NULL)
            return;
        value = number(p, 16) & 0xffffffff;
    }
    event = of_device(r, line, kind);
    event.vector = EVENT_IOAPIC_MACHINE;
    event.reg = reg;
    event.value = value;
    add(r, event);
}

static void ioapic_line(struct bochs_reader *r, const struct line *line,
                        const char *p)
{
    struct event event = at(line, EV_IOAPIC_LINE);
    char *end;

    event.vector = EVENT_IOAPIC_MACHINE;
    event.reg = (uint32_t)number_to(p, &end, 10);
    p = after(end, ": level=");
    if (p == NULL)
        return;
    event.value = number(p, 10) != 0;
    add(r, event);
}

/* "entry[4] is dest=00, masked=0, trig_mode=1, ..." */
static void ioapic_entry_is(struct bochs_reader *r, const struct line *line,
                            const char *p)
{
    static const struct {
        const char *name;
        int base;
        uint64_t field;
    } fields[] = {
        {"dest=", 16, IOAPIC_RTE_DEST},
        {"masked=", 10, IOAPIC_RTE_MASKED},
        {"trig_mode=", 10, IOAPIC_RTE_LEVEL},
        {"remote_irr=", 10, IOAPIC_RTE_REMOTE_IRR},
        {"polarity=", 10, IOAPIC_RTE_ACTIVE_LOW},
        {"delivery_status=", 10, IOAPIC_RTE_DELIVERY_STATUS},
        {"dest_mode=", 10, IOAPIC_RTE_DEST_LOGICAL},
        {"delivery_mode=", 10, IOAPIC_RTE_DELIVERY_MODE},
        {"vector=", 16, IOAPIC_RTE_VECTOR},
    };
    struct event event = at(line, EV_IOAPIC_RTE);
    char *end;

    event.vector = EVENT_IOAPIC_MACHINE;
    event.reg = (uint32_t)number_to(p, &end, 10);
    p = after(end, "] is ");
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        p = p != NULL ? after(p, fields[i].name) : NULL;
        if (p == NULL)
            return;
        event.value = field_put(event.value, fields[i].field,
                                number_to(p, &end, fields[i].base));
        p = *end == ',' ? end + 2 : end;
    }
    add(r, event);
}

void read_ioapic(struct bochs_reader *r, const struct line *line)
{
    const char *p;

    if ((p = after(line->text, "set_irq_level(): INTIN")) != NULL)
        ioapic_line(r, line, p);
    else if ((p = after(line->text, "IOAPIC: write aligned addr=")) != NULL)
        ioapic_access(r, line, EV_IOAPIC_WRITE, p);
    else if ((p = after(line->text, "IOAPIC: read aligned addr=")) != NULL)
        ioapic_access(r, line, EV_IOAPIC_READ, p);
    else if ((p = after(line->text, "IOAPIC: now entry[")) != NULL)
        ioapic_entry_is(r, line, p);
}
