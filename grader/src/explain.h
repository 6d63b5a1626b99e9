/*
 * grader/src/explain.h - the evidence of a failed check: when, where, who is
 * held back, which line, what it looks like.
 *
 * Computed once for all checks of a grading, from the record and from the
 * student's debug information (a claim, which points and decides nothing);
 * report_text.c and report_json.c only print it.
 */
#ifndef EXPLAIN_H
#define EXPLAIN_H

#include "grading.h"

struct evidence {
    bool has_moment; /* tick, cpu and state mean something */
    uint64_t tick;
    size_t at; /* index of the event in the record */
    unsigned cpu;
    uint16_t vector;       /* the one it is about, or EVENT_NO_VECTOR */
    struct snapshot state; /* of that CPU, just after the event */
    unsigned served;       /* highest vector in service, 0: none */
    uint64_t served_since; /* the tick of its delivery */
    unsigned held;         /* highest pending vector that PPR holds back */
    int irq_served;        /* best IRQ in service at the 8259As, -1: none */
    uint64_t irq_since;    /* the tick of its acknowledge */
    int irq_held;          /* best unmasked request behind it, -1: none */
    unsigned line;         /* of the student's file, 0: unknown */
    bool line_owes;        /* the line opens the function that owes an act
                            * which never came; else an access was there */
    char sentence[256];    /* the known mistake's, "" when none fits */
};

/* One for each check of grading->lab, passed ones empty; the lines of `only`,
 * or of all when it is NULL.  Free with free(). */
struct evidence *explain(const struct grading *grading,
                         const struct result *only);

/* What a finding whose text has no subject is about: "the run ", or "". */
const char *explain_subject(const struct finding *finding);

/* `sentence` with each %v replaced by the vector ("0x31"). */
void explain_sentence(char *text, size_t size, const char *sentence,
                      uint16_t vector);

/* The moment of one result alone: everything but the line. */
void explain_moment(struct evidence *evidence, const struct result *result);

/* The text of line `number` of `source`, trimmed, to be freed; NULL when there
 * is no such line. */
char *source_line(const char *source, unsigned number);

#endif
