/*
 * labs/05-msi/scenario_calls.c - the student's functions, each call marked.
 * Contract: parts.h.
 */
#include "hw/pci_regs.h"
#include "kernel/mark.h"
#include "kernel/msi_device.h"
#include "parts.h"
#include "plan.h"

void call_find(uint8_t asked)
{
    unsigned which = asked & ASK_FUNCTION ? BELL : EDU;
    uint8_t id = asked & (uint8_t)~ASK_FUNCTION;

    mark_value(MARK_CALL, FN_FIND, asked);
    mark_value(MARK_RETURN, FN_FIND,
               pci_find_capability(msi_device(which), id));
}

void call_compose(struct message *message, uint8_t cpu, uint8_t vector,
                  unsigned mode)
{
    mark_value(MARK_CALL, FN_COMPOSE, vector);
    msi_compose(message, cpu, vector, mode);
    mark_value(MARK_RETURN, FN_COMPOSE, (uint32_t)message->address);
    mark_value(MARK_POINT, POINT_HIGH, (uint32_t)(message->address >> 32));
    mark_value(MARK_POINT, POINT_DATA, message->data);
}

void call_enable(unsigned which, const struct message *message)
{
    mark_value(MARK_CALL, FN_MSI_ENABLE, which);
    msi_enable(msi_device(which), message);
    mark(MARK_RETURN, FN_MSI_ENABLE);
}

void call_disable(unsigned which)
{
    mark_value(MARK_CALL, FN_MSI_DISABLE, which);
    msi_disable(msi_device(which));
    mark(MARK_RETURN, FN_MSI_DISABLE);
}

void call_map(unsigned pointer)
{
    uint64_t address;

    mark_value(MARK_CALL, FN_MAP, pointer);
    address = msix_map(msi_device(BELL), pointer);
    mark_value(MARK_RETURN, FN_MAP, (uint32_t)address);
    mark_value(MARK_POINT, POINT_HIGH, (uint32_t)(address >> 32));
}

void call_set_entry(uint64_t table, unsigned n, const struct message *message)
{
    mark_value(MARK_CALL, FN_SET_ENTRY, n);
    msix_set_entry(table, n, message);
    mark(MARK_RETURN, FN_SET_ENTRY);
}

void call_mask(uint64_t table, unsigned n, bool masked)
{
    unsigned function = masked ? FN_MASK : FN_UNMASK;

    mark_value(MARK_CALL, function, n);
    msix_mask(table, n, masked);
    mark(MARK_RETURN, function);
}

void call_bring_up(const struct message *messages, unsigned count)
{
    mark_value(MARK_CALL, FN_BRING_UP, count);
    msix_bring_up(msi_device(BELL), messages, count);
    mark(MARK_RETURN, FN_BRING_UP);
}
