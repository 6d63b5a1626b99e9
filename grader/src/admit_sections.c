/*
 * grader/src/admit_sections.c - plain sections, plain relocations, 64 KiB.
 *
 * A section is known by its name and must then have the type and the flags
 * that gcc gives it; anything else would let an asm statement place code where
 * the linker script keeps the kernel's own.
 */
#include <string.h>

#include "admit.h"
#include "admit_rules.h"

struct section_rule {
    const char *name; /* the whole, or up to a '.' */
    unsigned type;
    uint64_t flags;    /* must be set */
    uint64_t optional; /* may be set */
};

#define MERGE (SHF_MERGE | SHF_STRINGS)

static const struct section_rule rules[] = {
    {".text", SHT_PROGBITS, SHF_ALLOC | SHF_EXECINSTR, 0},
    {".rodata", SHT_PROGBITS, SHF_ALLOC, MERGE},
    {".data", SHT_PROGBITS, SHF_ALLOC | SHF_WRITE, 0},
    {".bss", SHT_NOBITS, SHF_ALLOC | SHF_WRITE, 0},
    {".comment", SHT_PROGBITS, 0, MERGE},
    {".note.GNU-stack", SHT_PROGBITS, 0, 0},
    {".eh_frame", SHT_PROGBITS, SHF_ALLOC, 0},
    {".eh_frame", SHT_X86_64_UNWIND, SHF_ALLOC, 0},
    {".symtab", SHT_SYMTAB, 0, 0},
    {".strtab", SHT_STRTAB, 0, 0},
    {".shstrtab", SHT_STRTAB, 0, 0},
    {".rela", SHT_RELA, SHF_INFO_LINK, 0},
};

static bool name_fits(const char *name, const char *rule)
{
    size_t length = strlen(rule);

    return strncmp(name, rule, length) == 0 &&
           (name[length] == '\0' || name[length] == '.');
}

static bool is_known(const char *name, const GElf_Shdr *section)
{
    if (strncmp(name, ".debug_", 7) == 0)
        return section->sh_type == SHT_PROGBITS &&
               (section->sh_flags & ~(uint64_t)MERGE) == 0;
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        if (name_fits(name, rules[i].name) &&
            section->sh_type == rules[i].type &&
            (section->sh_flags & rules[i].flags) == rules[i].flags &&
            (section->sh_flags & ~(rules[i].flags | rules[i].optional)) == 0)
            return true;
    return false;
}

static const char *advice(const char *name, const GElf_Shdr *section)
{
    if (strstr(name, "init_array") || strstr(name, "fini_array") ||
        strstr(name, "ctors"))
        return "Nothing runs before the lab's functions; delete the "
               "constructor attribute.";
    if (section->sh_flags & SHF_TLS)
        return "There are no threads here; delete _Thread_local.";
    if (strcmp(name, ".note.GNU-stack") == 0)
        return "A nested function whose address is taken needs an executable "
               "stack; make it a plain function.";
    return "Only .text, .rodata, .data and .bss, as the compiler makes them, "
           "are linked; delete the section attribute or directive.";
}

static bool admit_reloc(const struct object *it, const GElf_Rela *reloc,
                        const GElf_Shdr *target, struct finding *what)
{
    unsigned size = 0;

    switch (GELF_R_TYPE(reloc->r_info)) {
    case R_X86_64_64:
    case R_X86_64_PC64:
        size = 8;
        break;
    case R_X86_64_32:
    case R_X86_64_32S:
    case R_X86_64_PC32:
    case R_X86_64_PLT32:
        size = 4;
        break;
    default:
        break;
    }
    if (size == 0)
        return found(what, SUBMIT_RELOCATION,
                     "it needs a relocation of type %u, which plain C does "
                     "not. Look at its asm statements.",
                     (unsigned)GELF_R_TYPE(reloc->r_info));
    if (target->sh_type == SHT_NOBITS || target->sh_size < size ||
        reloc->r_offset > target->sh_size - size ||
        GELF_R_SYM(reloc->r_info) >= it->symbol_count)
        return found(what, SUBMIT_RELOCATION,
                     "it has a relocation that points nowhere. Look at its "
                     "asm statements.");
    return true;
}

static bool admit_relocs(const struct object *it, Elf_Scn *scn,
                         const GElf_Shdr *section, struct finding *what)
{
    Elf_Data *data = elf_getdata(scn, NULL);
    Elf_Scn *target = elf_getscn(it->elf, section->sh_info);
    GElf_Shdr target_header;
    GElf_Rela reloc;

    if (!data || !target || section->sh_info == 0 ||
        section->sh_entsize != sizeof(Elf64_Rela) ||
        !gelf_getshdr(target, &target_header))
        return found(what, SUBMIT_OBJECT, "a relocation section is malformed.");
    for (size_t i = 0; i < section->sh_size / sizeof(Elf64_Rela); i++) {
        if (!gelf_getrela(data, (int)i, &reloc))
            return found(what, SUBMIT_OBJECT, "a relocation is malformed.");
        if (!admit_reloc(it, &reloc, &target_header, what))
            return found_at(what, section->sh_info, reloc.r_offset);
    }
    return true;
}

static bool admit_section(const struct object *it, Elf_Scn *scn,
                          const GElf_Shdr *section, struct finding *what)
{
    const char *name = object_section_name(it, section);

    if (!is_known(name, section)) {
        found(what, SUBMIT_SECTION, "it has a section %.80s. %s",
              *name ? name : "without a name", advice(name, section));
        return found_at(what, elf_ndxscn(scn), 0);
    }
    if ((section->sh_flags & SHF_ALLOC) &&
        section->sh_addralign > ADMIT_MAX_ALIGN)
        return found(what, SUBMIT_SECTION,
                     "something in %.80s is aligned to %llu bytes; %u are the "
                     "limit.",
                     name, (unsigned long long)section->sh_addralign,
                     ADMIT_MAX_ALIGN);
    return true;
}

/* What it will take in memory. */
static uint64_t room_for(const struct object *it, const GElf_Shdr *section)
{
    if (!(section->sh_flags & SHF_ALLOC) ||
        name_fits(object_section_name(it, section), ".eh_frame"))
        return 0;
    if (section->sh_size > ADMIT_MAX_BYTES)
        return ADMIT_MAX_BYTES + 1;
    return section->sh_size;
}

bool admit_sections(const struct object *it, struct finding *what)
{
    Elf_Scn *scn = NULL;
    GElf_Shdr section;
    uint64_t total = 0;

    while ((scn = elf_nextscn(it->elf, scn))) {
        if (!gelf_getshdr(scn, &section))
            return found(what, SUBMIT_OBJECT, "a section is malformed.");
        if (!admit_section(it, scn, &section, what))
            return false;
        total += room_for(it, &section);
    }
    while ((scn = elf_nextscn(it->elf, scn)))
        if (gelf_getshdr(scn, &section) && section.sh_type == SHT_RELA &&
            !admit_relocs(it, scn, &section, what))
            return false;
    if (total > ADMIT_MAX_BYTES)
        return found(what, SUBMIT_OBJECT_SIZE,
                     "its code and data take more than %u KiB. Make its "
                     "arrays smaller.",
                     ADMIT_MAX_BYTES / 1024);
    return true;
}
