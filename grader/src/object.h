/*
 * grader/src/object.h - one relocatable object, opened for reading.
 *
 * A thin layer over libelf: the symbol table, names, and what a rule found
 * wrong and where.  Only for use in a child (run_isolated): the object may be
 * made to crash its reader.  Used by admit*.c.
 */
#ifndef OBJECT_H
#define OBJECT_H

#include <gelf.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "submission.h"

struct object {
    int fd;
    Elf *elf;
    GElf_Ehdr header;
    size_t section_names; /* section index of .shstrtab */
    size_t symbol_names;
    Elf_Data *symbols;
    size_t symbol_count;
};

/* A rule that does not hold.  Section 0: at no place in particular. */
struct finding {
    enum submit_err err;
    size_t section;
    uint64_t offset;
    char text[640];
};

/* Is PATH an x86-64 relocatable object with a symbol table?  Closed with the
 * child. */
bool object_open(const char *path, struct object *it);

/* Symbol I and its name ("" if it has none). */
const char *object_symbol(const struct object *it, size_t i, GElf_Sym *symbol);
/* The name of a section; "" if it has none. */
const char *object_section_name(const struct object *it,
                                const GElf_Shdr *section);

/* An archive of objects; null if PATH is none.  Closed with the child. */
Elf *archive_open(const char *path);
bool archive_defines(Elf *archive, const char *name);

/* Is it a global that this object defines? */
bool symbol_is_public(const GElf_Sym *symbol);
bool object_defines(const struct object *it, const char *name, GElf_Sym *which);

/* Note what is wrong; returns false, so that a rule can return it. */
bool found(struct finding *what, enum submit_err err, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* Where; returns false. */
bool found_at(struct finding *what, size_t section, uint64_t offset);

#endif
