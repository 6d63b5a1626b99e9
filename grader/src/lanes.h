/*
 * grader/src/lanes.h - which events are columns, which vectors are lanes, and
 * what stands where they cross.
 *
 * The part of the timeline that knows records; how it looks is timeline_draw.c,
 * and vcd.c asks it which vectors ever occur.
 */
#ifndef LANES_H
#define LANES_H

#include <stdbool.h>
#include <stddef.h>
#include "checks.h"
#include "record.h"

/* One lane: a vector of one CPU's local APIC, or an IRQ of the 8259A pair. */
struct lane {
    bool is_irq;
    uint8_t cpu;
    uint8_t number; /* vector, or IRQ 0..15 */
};

#define LANES_MAX 32 /* for several CPUs; one needs 16 */

struct lanes {
    unsigned count;
    unsigned hidden; /* how many more there would be */
    struct lane lane[LANES_MAX];
};

enum lane_state { LANE_IDLE, LANE_PENDING, LANE_IN_SERVICE, LANE_BOTH };

bool vector_bit(const uint32_t words[8], unsigned vector);
/* Highest vector whose bit is set, or 0. */
unsigned highest_bit(const uint32_t words[8]);

/* The best of `irqs` that comes after IRQ `behind` (-1: of all), or -1. */
int best_irq(unsigned irqs, int behind);

/* Does event `index` of the window move an interrupt along?  `close`: also
 * what only matters from near, IRET and the like. */
bool is_column(const struct window *window, size_t index, bool close);

/* Add the lanes that are not idle at event `index`, for at most `limit` in
 * all, after `first` (a vector, or EVENT_NO_VECTOR). */
void lanes_add(struct lanes *lanes, const struct window *window, size_t index,
               unsigned limit);
void lanes_add_vector(struct lanes *lanes, unsigned cpu, unsigned vector,
                      unsigned limit);
/* Those in service at event `index` on its CPU, and the IRQ they hold up. */
void lanes_add_served(struct lanes *lanes, const struct window *window,
                      size_t index, unsigned limit);
/* The IRQ whose line `event` moves; other events add none. */
void lanes_add_line(struct lanes *lanes, const struct event *event,
                    unsigned limit);
/* Highest priority on top: IRQs after vectors. */
void lanes_sort(struct lanes *lanes);

enum lane_state lane_at(const struct record *record, const struct lane *lane,
                        size_t index);

/* What an event is called over its column, at most eight characters, and in
 * one letter. */
void event_label(const struct event *event, char text[10]);
char event_letter(const struct event *event);

#endif
