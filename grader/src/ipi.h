/*
 * grader/src/ipi.h - which event sent an interrupt, and which events are its
 * arrivals.
 *
 * In the record a message's arrivals follow the write of ICR that sent it, with
 * nothing between.  What comes of it is the oracle's to judge; here is only
 * what stands beside what, for pictures and for words.  Used by lanes.c,
 * timeline_draw.c and words_cpus.c.
 */
#ifndef IPI_H
#define IPI_H

#include <stdbool.h>
#include <stddef.h>
#include "record.h"

/* A write that sends: ICR's low half, or the MSRs ICR and SELF IPI. */
bool ipi_is_send(const struct event *event);

/* Does `event` say that an interrupt came to its CPU? */
bool ipi_is_arrival(const struct event *event);

/* BIT(n): CPU n showed an arrival of what event `index` sent. */
uint32_t ipi_receivers(const struct record *record, size_t index);

/* The CPU that sent what arrived with event `index`, or -1: a timer, an I/O
 * APIC, nobody. */
int ipi_sender(const struct record *record, size_t index);

/* Has it several CPUs, which pictures must tell apart? */
bool record_has_many(const struct record *record);

#endif
