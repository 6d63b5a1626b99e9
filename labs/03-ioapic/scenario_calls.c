/*
 * labs/03-ioapic/scenario_calls.c - the student's functions, each call marked.
 *
 * Remembers which GSI was routed to which vector, for bodies and handlers.
 * Contract: parts.h.
 */
#include "kernel/mark.h"
#include "lab/ioapic.h"
#include "parts.h"

#define ROUTES 4u

static struct {
    struct route route[ROUTES];
    unsigned count;
} routed;

void routes_forget(void)
{
    routed.count = 0;
}

uint8_t routed_vector(uint32_t gsi)
{
    for (unsigned i = routed.count; i > 0; i--)
        if (routed.route[i - 1].gsi == gsi)
            return routed.route[i - 1].vector;
    return 0;
}

uint32_t routed_gsi(uint8_t vector)
{
    for (unsigned i = routed.count; i > 0; i--)
        if (routed.route[i - 1].vector == vector)
            return routed.route[i - 1].gsi;
    return UINT32_MAX;
}

void call_find(const struct acpi_madt *madt)
{
    mark(MARK_CALL, FN_FIND);
    ioapic_find(madt);
    mark(MARK_RETURN, FN_FIND);
}

uint32_t call_isa(unsigned irq)
{
    uint32_t gsi;

    mark_value(MARK_CALL, FN_ISA, irq);
    gsi = gsi_for_isa(irq);
    mark_value(MARK_RETURN, FN_ISA, gsi);
    return gsi;
}

void call_route(const struct route *route)
{
    if (routed.count < ROUTES)
        routed.route[routed.count++] = *route;
    mark_value(MARK_CALL, FN_ROUTE, route->gsi);
    ioapic_route(route->gsi, route->vector, route->cpu, route->trigger,
                 route->polarity);
    mark(MARK_RETURN, FN_ROUTE);
}

void call_mask(uint32_t gsi)
{
    mark_value(MARK_CALL, FN_MASK, gsi);
    ioapic_mask(gsi);
    mark(MARK_RETURN, FN_MASK);
}

void call_unmask(uint32_t gsi)
{
    mark_value(MARK_CALL, FN_UNMASK, gsi);
    ioapic_unmask(gsi);
    mark(MARK_RETURN, FN_UNMASK);
}

void call_remote_irr(uint32_t gsi)
{
    mark_value(MARK_CALL, FN_REMOTE_IRR, gsi);
    mark_value(MARK_RETURN, FN_REMOTE_IRR, ioapic_remote_irr(gsi));
}

void call_bring_up(void)
{
    mark(MARK_CALL, FN_BRING_UP);
    ioapic_bring_up();
    mark(MARK_RETURN, FN_BRING_UP);
}
