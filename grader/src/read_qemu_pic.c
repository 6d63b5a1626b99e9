/*
 * grader/src/read_qemu_pic.c - the 8259A pair in QEMU's trace log.
 * Contract: read_qemu_parts.h.
 *
 *   pic_ioport_write master 1 addr 0x0 val 0x20
 *   pic_set_irq master 1 irq 3 level 1
 *   pic_interrupt irq 3 intno 163
 *
 * Which register a read shows is OCW3's choice, which is followed here.
 */
#include "hw/i8259_regs.h"
#include "read_qemu_parts.h"

/* "master 1 addr 0x0 val 0x11" */
static bool pic_access(const char *p, unsigned *chip, uint64_t *a0,
                       uint64_t *value)
{
    uint64_t master;

    if (!qemu_number(&p, 10, " addr ", &master) ||
        !qemu_number(&p, 16, " val ", a0) || !qemu_number(&p, 16, "", value) ||
        master > 1 || *a0 > 1)
        return false;
    *chip = master ? 0 : 1;
    *value &= 0xff;
    return true;
}

static void follow_ocw3(struct qemu_reader *r, unsigned chip, uint64_t value)
{
    if (value & PIC_ICW1_MARK) {
        r->reads_isr[chip] = r->polls[chip] = false;
    } else if (field_get(value, PIC_OCW3_MARK) == 1) {
        r->polls[chip] = (value & PIC_OCW3_P) != 0;
        if (value & PIC_OCW3_RR)
            r->reads_isr[chip] = (value & PIC_OCW3_RIS) != 0;
    }
}

static void pic_write(struct qemu_reader *r, const char *p)
{
    static const uint16_t ports[] = {PIC_MASTER_COMMAND, PIC_SLAVE_COMMAND};
    uint64_t a0, value;
    unsigned chip;

    if (!pic_access(p, &chip, &a0, &value))
        return;
    if (a0 == 0)
        follow_ocw3(r, chip, value);
    qemu_add_access(r, EV_PIC_WRITE, ports[chip] + a0, value);
}

static void pic_read(struct qemu_reader *r, const char *p)
{
    static const enum pic_read first[] = {PIC_READ_MASTER_IRR,
                                          PIC_READ_SLAVE_IRR};
    uint64_t a0, value;
    unsigned chip, which = 0;

    if (!pic_access(p, &chip, &a0, &value))
        return;
    if (r->polls[chip]) {
        r->polls[chip] = false;
        return;
    }
    if (a0 == 1)
        which = PIC_READ_MASTER_IMR - PIC_READ_MASTER_IRR;
    else if (r->reads_isr[chip])
        which = PIC_READ_MASTER_ISR - PIC_READ_MASTER_IRR;
    qemu_add_access(r, EV_PIC_READ, first[chip] + which, value);
}

/* Printed at each call, changed or not; the master's line 2 is its slave. */
static void pic_line(struct qemu_reader *r, const char *p)
{
    uint64_t master, irq, level;
    struct event event = qemu_event(r, EV_IRQ_LINE);

    if (!qemu_number(&p, 10, " irq ", &master) ||
        !qemu_number(&p, 10, " level ", &irq) ||
        !qemu_number(&p, 10, "", &level) || irq > 7 ||
        (master && irq == PIC_CASCADE_LINE))
        return;
    if (!master)
        irq += 8;
    if ((r->high >> irq & 1) == (level != 0))
        return;
    r->high ^= (uint16_t)(1u << irq);
    event.vector = (uint16_t)irq;
    event.value = level != 0;
    trace_add(r->trace, event);
}

/* "irq 3 intno 35" */
static void pic_answer(struct qemu_reader *r, const char *p)
{
    uint64_t irq, vector;

    if (qemu_number(&p, 10, " intno ", &irq) &&
        qemu_number(&p, 10, "", &vector))
        r->pic_vector = (int)(vector & 0xff);
}

bool qemu_pic_read_line(struct qemu_reader *r)
{
    const char *p;

    if ((p = qemu_after(r->line, "pic_ioport_write master ")) != NULL)
        pic_write(r, p);
    else if ((p = qemu_after(r->line, "pic_ioport_read master ")) != NULL)
        pic_read(r, p);
    else if ((p = qemu_after(r->line, "pic_set_irq master ")) != NULL)
        pic_line(r, p);
    else if ((p = qemu_after(r->line, "pic_interrupt irq ")) != NULL)
        pic_answer(r, p);
    else
        return false;
    return true;
}
