/*
 * tests/grader/pci_case.h - marks of the PCI functions in a
 * trace built by hand.
 *
 * An input is a mark; what leaves is a send of the chipset, by some CPU's ICR.
 * Used by the tests of the oracle's PCI functions.
 */
#ifndef PCI_CASE_H
#define PCI_CASE_H

#include "hw/msi_regs.h"
#include "model/soft_pci.h"
#include "replay_case.h"

static inline size_t put_soft(unsigned cpu, enum soft_op op, unsigned detail,
                              uint32_t value)
{
    uint64_t argument = field_put(detail, MARK_SOFT_OP, op);
    size_t i = put_cpu_mark(&trace, cpu, MARK_SOFT, (unsigned)argument);

    trace.event[i].value = field_put(trace.event[i].value, MARK_VALUE, value);
    return i;
}

/* Function `which` sends, by the ICR of `cpu`; answers the event of its ICR. */
static inline size_t put_send_of(unsigned which, unsigned cpu, unsigned dest,
                                 unsigned vector)
{
    unsigned sender = (unsigned)SOFT_SENDER_PCI | which;
    size_t i;

    put_soft(cpu, SOFT_SEND_BEGIN, sender, 0);
    i = put_icr(&trace, cpu, dest, 0x4000u | vector);
    on(&trace, dest, EV_ACCEPT, vector, 0, 0);
    put_soft(cpu, SOFT_SEND_END, sender, 0);
    return i;
}

#endif
