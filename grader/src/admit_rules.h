/*
 * grader/src/admit_rules.h - the three sets of rules for a student's object.
 *
 * Each looks at one side of the object and stops at the first thing wrong,
 * which it describes for the student.  Called by admit.c in its child.
 */
#ifndef ADMIT_RULES_H
#define ADMIT_RULES_H

#include "object.h"

/* What the rules compare with. */
struct rule_book {
    const struct object *reference; /* its globals must be defined */
    const struct object *api;       /* its globals may be used */
    Elf *library;                   /* so may those of its members; or null */
};

/* admit_sections.c: names, flags, sizes, alignment, relocations. */
bool admit_sections(const struct object *it, struct finding *what);

/* admit_symbols.c: what is defined and what is used. */
bool admit_symbols(const struct object *it, const struct rule_book *book,
                   struct finding *what);

/* admit_code.c: every instruction of every executable section. */
bool admit_code(const struct object *it, const struct rule_book *book,
                struct finding *what);

#endif
