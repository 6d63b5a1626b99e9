/*
 * grader/src/lanes.c - columns and lanes of a record.  Contract: lanes.h.
 */
#include <stdio.h>
#include <stdlib.h>
#include "hw/hpet_regs.h"
#include "hw/lapic_regs.h"
#include "hw/ioapic_regs.h"
#include "model/soft_pci.h"
#include "hw/x2apic_regs.h"
#include "ipi.h"
#include "lanes.h"

bool vector_bit(const uint32_t words[8], unsigned vector)
{
    return (words[vector / 32] >> (vector % 32) & 1) != 0;
}

unsigned highest_bit(const uint32_t words[8])
{
    for (unsigned v = 255; v > 0; v--)
        if (vector_bit(words, v))
            return v;
    return 0;
}

/* IRQs from the best to the last; the slave's stand in the place of 2.
 * [8259A "Fully Nested Mode"] */
int best_irq(unsigned irqs, int behind)
{
    static const uint8_t order[] = {0,  1,  8, 9, 10, 11, 12, 13,
                                    14, 15, 3, 4, 5,  6,  7};
    bool after = behind < 0;

    for (size_t i = 0; i < sizeof order; i++) {
        if (after && (irqs >> order[i] & 1) != 0)
            return order[i];
        after |= order[i] == behind;
    }
    return -1;
}

static bool changes_pic(const struct window *w, size_t index)
{
    const struct snapshot *now = &w->record->state[index], *before;

    if (index == 0)
        return true;
    before = &w->record->state[index - 1];
    return now->pic_irr != before->pic_irr || now->pic_isr != before->pic_isr ||
           now->pic_imr != before->pic_imr;
}

/* A pin moves a request along only where its entry lets it. */
static bool is_open_pin(const struct window *w, size_t index)
{
    const struct event *e = event_at(w, index);
    const struct ioapic_change *pin =
        record_pin(w->record, index, e->vector, e->reg);

    return pin != NULL && (pin->entry & IOAPIC_RTE_MASKED) == 0;
}

static bool is_msr(const struct event *e, uint32_t offset)
{
    return e->kind == EV_MSR_WRITE && e->reg == x2apic_msr(offset);
}

/* The write by which a timer of the HPET is let send its message. */
static bool is_hpet_send(const struct event *e)
{
    const uint32_t both = (uint32_t)(HPET_TIMER_FSB_ENABLE | HPET_TIMER_ENABLE);
    unsigned offset = (unsigned)field_get(mark_arg(e), MARK_SOFT_DETAIL);

    return field_get(mark_arg(e), MARK_SOFT_OP) == SOFT_HPET &&
           offset >= HPET_TIMER_CONFIG(0) &&
           (offset - HPET_TIMER_CONFIG(0)) % HPET_TIMER_STRIDE == 0 &&
           (mark_data(e) & both) == both;
}

/* Of a PCI function: 'p' a write that programs it, 'b' a ring of its bell, or
 * an edu's like; 'y' a copy that ends.  'h': the HPET sends; '.' any other. */
static char function_letter(const struct event *e)
{
    unsigned detail = (unsigned)field_get(mark_arg(e), MARK_SOFT_DETAIL);
    unsigned word = (unsigned)field_get(detail, SOFT_BAR_WORD);
    bool is_edu = (detail & SOFT_BAR_EDU) != 0;

    if (mark_kind(e) != MARK_SOFT)
        return '.';
    if (field_get(mark_arg(e), MARK_SOFT_OP) == SOFT_PCI_WRITE)
        return 'p';
    if (field_get(mark_arg(e), MARK_SOFT_OP) == SOFT_COPY)
        return 'y';
    if (is_hpet_send(e))
        return 'h';
    if (field_get(mark_arg(e), MARK_SOFT_OP) != SOFT_BAR_WRITE)
        return '.';
    if (!is_edu && field_get(detail, SOFT_BAR_NUMBER) != 0)
        return 'p';
    return word == (is_edu ? EDU_INTERRUPT_RAISE : BELL_RING) / 4 ? 'b' : '.';
}

static const char *function_word(char letter)
{
    if (letter == 'p')
        return "PCI w.";
    if (letter == 'h')
        return "HPET";
    return letter == 'b' ? "ring" : "copy";
}

bool is_column(const struct window *w, size_t index, bool close)
{
    const struct event *e = event_at(w, index);

    if (record_has_many(w->record) && ipi_is_send(e))
        return true;
    switch (e->kind) {
    case EV_MARK:
        return function_letter(e) != '.';
    case EV_APIC_WRITE:
        return e->reg == LAPIC_TPR || (close && e->reg == LAPIC_SVR);
    case EV_MSR_WRITE:
        return is_msr(e, LAPIC_TPR);
    case EV_IOAPIC_LINE:
        return is_open_pin(w, index);
    case EV_IRQ_LINE:
    case EV_PIC_WRITE:
        return changes_pic(w, index);
    case EV_TIMER_MASKED:
    case EV_HLT_DEAD:
    case EV_TRIPLE:
    case EV_RESET:
    case EV_SHUTDOWN:
    case EV_PANIC:
        return true;
    case EV_IRET:
        return close;
    default:
        return is_significant(w, index);
    }
}

static bool has_lane(const struct lanes *l, const struct lane *lane)
{
    for (unsigned i = 0; i < l->count; i++)
        if (l->lane[i].is_irq == lane->is_irq && l->lane[i].cpu == lane->cpu &&
            l->lane[i].number == lane->number)
            return true;
    return false;
}

static void add_lane(struct lanes *l, struct lane lane, unsigned limit)
{
    if (has_lane(l, &lane))
        return;
    if (l->count < limit && l->count < LANES_MAX)
        l->lane[l->count++] = lane;
    else
        l->hidden++;
}

void lanes_add_vector(struct lanes *lanes, unsigned cpu, unsigned vector,
                      unsigned limit)
{
    add_lane(lanes,
             (struct lane){.cpu = (uint8_t)cpu, .number = (uint8_t)vector},
             limit);
}

static void add_irqs(struct lanes *lanes, unsigned irqs, unsigned limit)
{
    for (unsigned irq = 0; irq < 16; irq++)
        if (irqs >> irq & 1)
            add_lane(lanes,
                     (struct lane){.is_irq = true, .number = (uint8_t)irq},
                     limit);
}

void lanes_add_served(struct lanes *lanes, const struct window *w, size_t index,
                      unsigned limit)
{
    unsigned cpu = event_at(w, index)->cpu;
    const struct snapshot *s = record_state(w->record, index, cpu);
    const struct snapshot *pic = &w->record->state[index];
    int held;

    for (unsigned v = 255; v > 0; v--)
        if (vector_bit(s->isr, v))
            lanes_add_vector(lanes, cpu, v, limit);
    add_irqs(lanes, pic->pic_isr, limit);
    held = best_irq(pic->pic_irr & ~(unsigned)pic->pic_imr,
                    best_irq(pic->pic_isr, -1));
    if (pic->pic_isr != 0 && held >= 0)
        add_irqs(lanes, 1u << held, limit);
}

void lanes_add_line(struct lanes *lanes, const struct event *event,
                    unsigned limit)
{
    if (event->kind == EV_IRQ_LINE)
        add_irqs(lanes, 1u << (event->vector % 16), limit);
}

/* An IRQ that stayed as it was before the step, masked, is no news. */
static uint16_t irqs_in_play(const struct window *w, size_t index)
{
    const struct snapshot *now = &w->record->state[index];
    const struct snapshot *begin = &w->record->state[w->first];

    return (uint16_t)(now->pic_isr | (now->pic_irr & ~begin->pic_irr) |
                      (now->pic_irr & ~now->pic_imr));
}

void lanes_add(struct lanes *lanes, const struct window *w, size_t index,
               unsigned limit)
{
    unsigned cpu = event_at(w, index)->cpu;
    const struct snapshot *s = record_state(w->record, index, cpu);

    for (unsigned v = 255; v > 0; v--)
        if (vector_bit(s->isr, v) || vector_bit(s->irr, v))
            lanes_add_vector(lanes, cpu, v, limit);
    add_irqs(lanes, irqs_in_play(w, index), limit);
}

static int compare(const void *a, const void *b)
{
    const struct lane *x = a, *y = b;

    if (x->is_irq != y->is_irq)
        return x->is_irq ? 1 : -1;
    if (x->cpu != y->cpu)
        return x->cpu < y->cpu ? -1 : 1;
    if (x->is_irq)
        return (int)x->number - (int)y->number;
    return (int)y->number - (int)x->number;
}

void lanes_sort(struct lanes *lanes)
{
    qsort(lanes->lane, lanes->count, sizeof lanes->lane[0], compare);
}

enum lane_state lane_at(const struct record *record, const struct lane *lane,
                        size_t index)
{
    const struct snapshot *s = &record->state[index];
    bool pending, served;

    if (lane->is_irq) {
        pending = (s->pic_irr >> lane->number & 1) != 0;
        served = (s->pic_isr >> lane->number & 1) != 0;
    } else {
        s = record_state(record, index, lane->cpu);
        pending = vector_bit(s->irr, lane->number);
        served = vector_bit(s->isr, lane->number);
    }
    if (pending)
        return served ? LANE_BOTH : LANE_PENDING;
    return served ? LANE_IN_SERVICE : LANE_IDLE;
}

/* ---- words for events ---- */

static const struct {
    const char *label;
    char letter;
} names[EVENT_KIND_COUNT] = {
    [EV_ACCEPT] = {"accept", 'a'},     [EV_COALESCE] = {"coalesce", 'c'},
    [EV_ILLEGAL] = {"illegal", 'x'},   [EV_TIMER_MASKED] = {"t.masked", 'm'},
    [EV_DELIVER] = {"deliver", 'd'},   [EV_EOI] = {"EOI", 'e'},
    [EV_EOI_IDLE] = {"EOI idle", 'i'}, [EV_EOI_IGNORED] = {"EOI lost", 'i'},
    [EV_INTERRUPT] = {"INTA", 'd'},    [EV_NMI] = {"NMI", 'n'},
    [EV_INIT] = {"INIT", 'I'},         [EV_SIPI] = {"SIPI", 'S'},
    [EV_IRET] = {"iret", 'r'},         [EV_HLT_DEAD] = {"HLT IF=0", '!'},
    [EV_TRIPLE] = {"triple f", '!'},   [EV_RESET] = {"reset", '!'},
    [EV_SHUTDOWN] = {"shutdown", '!'}, [EV_PANIC] = {"refused", '!'},
    [EV_APIC_READ] = {"read", 'r'},    [EV_PIC_READ] = {"read", 'r'},
    [EV_CPU_RESET] = {"reset", '!'},
};

static const char *mark_label(enum mark_kind kind)
{
    switch (kind) {
    case MARK_STUB:
        return "handler";
    case MARK_BODY:
        return "body";
    case MARK_BODY_END:
        return "body end";
    case MARK_CALL:
        return "call";
    case MARK_RETURN:
        return "return";
    case MARK_STEP_BEGIN:
        return "begin";
    case MARK_STEP_END:
        return "step end";
    case MARK_RUN:
        return "run end";
    case MARK_TODO:
        return "to do";
    case MARK_PANIC:
        return "panic";
    default:
        return "next act";
    }
}

static void write_label(const struct event *e, char text[10])
{
    unsigned value = (unsigned)(e->value & 0xff);

    if (ipi_is_send(e))
        snprintf(text, 10, "IPI");
    else if (e->reg == LAPIC_TPR || is_msr(e, LAPIC_TPR))
        snprintf(text, 10, "TPR=%02x", value);
    else if (e->reg == LAPIC_SVR)
        snprintf(text, 10, "SVR=%03x", (unsigned)(e->value & 0xfff));
    else
        snprintf(text, 10, "w. %03x", e->reg & 0xfff);
}

void event_label(const struct event *e, char text[10])
{
    unsigned value = (unsigned)(e->value & 0xff);

    if (e->kind == EV_APIC_WRITE || e->kind == EV_MSR_WRITE)
        write_label(e, text);
    else if (e->kind == EV_PIC_WRITE)
        snprintf(text, 10, "%02x<-%02x", e->reg & 0xff, value);
    else if (e->kind == EV_IOAPIC_LINE)
        snprintf(text, 10, "pin %s", value != 0 ? "up" : "down");
    else if (e->kind == EV_IRQ_LINE)
        snprintf(text, 10, "line %s", value != 0 ? "up" : "down");
    else if (e->kind == EV_INTERRUPT && e->reg != INTERRUPT_EXTERNAL)
        snprintf(text, 10, "%s",
                 e->reg == INTERRUPT_EXCEPTION ? "fault" : "int");
    else if (e->kind == EV_MARK && function_letter(e) != '.')
        snprintf(text, 10, "%s", function_word(function_letter(e)));
    else if (e->kind == EV_MARK)
        snprintf(text, 10, "%s", mark_label(mark_kind(e)));
    else if (e->kind < EVENT_KIND_COUNT && names[e->kind].label != NULL)
        snprintf(text, 10, "%s", names[e->kind].label);
    else
        snprintf(text, 10, "event");
}

char event_letter(const struct event *e)
{
    if (e->kind == EV_MARK)
        return function_letter(e);
    if (ipi_is_send(e))
        return 's';
    if (e->kind == EV_APIC_WRITE || e->kind == EV_MSR_WRITE)
        return 't';
    if (e->kind == EV_PIC_WRITE)
        return 'w';
    if (e->kind == EV_IRQ_LINE || e->kind == EV_IOAPIC_LINE)
        return e->value != 0 ? '+' : '-';
    if (e->kind == EV_INTERRUPT && e->reg != INTERRUPT_EXTERNAL)
        return 'x';
    if (e->kind < EVENT_KIND_COUNT && names[e->kind].letter != 0)
        return names[e->kind].letter;
    return '.';
}
