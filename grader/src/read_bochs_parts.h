/*
 * grader/src/read_bochs_parts.h - what the files of the reader share: a line of
 * Bochs's log taken apart, and the making of events.
 *
 *   read_bochs.c          a line, its module, the lines that end a run
 *   read_bochs_apic.c     [APICn ]
 *   read_bochs_cpu.c      [CPUn  ]
 *   read_bochs_ports.c    [UNMAP ]: marks, the console
 *   read_bochs_devices.c  [PIC   ], [P2ISA ], [IOAPIC]
 *
 * For these files alone; the contract of all is read_bochs.h.
 */
#ifndef READ_BOCHS_PARTS_H
#define READ_BOCHS_PARTS_H

#include "read_bochs.h"

struct line {
    uint64_t tick;
    char level;
    unsigned cpu; /* of the module; 0 where it has none */
    const char *text;
};

/* ---- read_bochs.c ---- */

/* When `text` begins with `prefix`, the rest; else NULL. */
const char *after(const char *text, const char *prefix);

/* A number in base 10 or 16 at the start of `text`; 0 when there is none. */
uint64_t number(const char *text, int base);
uint64_t number_to(const char *text, char **end, int base);

/* An event of that line, to be added. */
struct event at(const struct line *line, enum event_kind kind);
size_t add(struct bochs_reader *r, struct event event);
void add_vector(struct bochs_reader *r, const struct line *line,
                enum event_kind kind, uint64_t vector);

/* The caller that CPU `cpu` has named for its next access; then forgotten. */
uint32_t take_from(struct bochs_reader *r, unsigned cpu);

/* ---- one function for each module ---- */

void read_apic(struct bochs_reader *r, const struct line *line);
void read_cpu(struct bochs_reader *r, const struct line *line);
void read_unmapped(struct bochs_reader *r, const struct line *line);
void read_pic(struct bochs_reader *r, const struct line *line);
void read_bridge(struct bochs_reader *r, const struct line *line);
void read_ioapic(struct bochs_reader *r, const struct line *line);

#endif
