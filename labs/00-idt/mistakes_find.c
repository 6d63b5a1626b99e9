/*
 * labs/00-idt/mistakes_find.c - an interrupt of the record, from INT n to the
 * stub it reached.  Contract: mistakes.h.
 */
#include "mistakes.h"

bool idt_is_kind(const struct window *w, unsigned kind)
{
    return w->step->kind == kind;
}

size_t idt_interrupt_of(const struct window *w, unsigned vector)
{
    return find_event(w, w->first, EV_INTERRUPT, (uint16_t)vector);
}

size_t idt_delivery_end(const struct window *w, size_t index)
{
    size_t i = index == NOWHERE ? w->last : index + 1;

    while (i < w->last && event_at(w, i)->kind != EV_INTERRUPT &&
           event_at(w, i)->kind != EV_MARK)
        i++;
    return i;
}

int idt_stub_of(const struct window *w, unsigned vector)
{
    size_t end = idt_delivery_end(w, idt_interrupt_of(w, vector));

    if (end >= w->last || !is_mark(event_at(w, end), MARK_STUB, -1))
        return -1;
    return (int)mark_argument(event_at(w, end));
}
