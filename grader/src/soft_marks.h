/*
 * grader/src/soft_marks.h - the soft chipset's marks as events.
 *
 * The kernel's soft I/O APIC logs each input as a mark; here the same is said
 * in the words that the machine's own I/O APIC has, so that oracle and checks
 * know one language.  The marks stay: they are claims of the guest, and the
 * oracle holds what follows from them against the local APICs' own record.
 * Called by the record's maker before the oracle runs.
 */
#ifndef SOFT_MARKS_H
#define SOFT_MARKS_H

#include "trace.h"

/* The parts of a MARK_SOFT event's argument. */
enum soft_op soft_op(const struct event *mark);
unsigned soft_detail(const struct event *mark);

/* Put EV_IOAPIC_WRITE, READ and LINE of EVENT_IOAPIC_SOFT behind the marks that
 * say so.  A second time changes nothing. */
void soft_marks_expand(struct trace *trace);

#endif
