/*
 * grader/src/object.c - libelf behind object.h.
 *
 * No index from the file is used before libelf or this file has checked it.
 */
#include "object.h"

#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Exactly one symbol table, with its strings. */
static bool find_symbols(struct object *it)
{
    Elf_Scn *scn = NULL;
    GElf_Shdr section;

    while ((scn = elf_nextscn(it->elf, scn))) {
        if (!gelf_getshdr(scn, &section))
            return false;
        if (section.sh_type != SHT_SYMTAB)
            continue;
        if (it->symbols || section.sh_entsize != sizeof(Elf64_Sym))
            return false;
        it->symbols = elf_getdata(scn, NULL);
        it->symbol_names = section.sh_link;
        it->symbol_count = section.sh_size / sizeof(Elf64_Sym);
    }
    return it->symbols != NULL;
}

bool object_open(const char *path, struct object *it)
{
    *it = (struct object){.fd = open(path, O_RDONLY | O_CLOEXEC)};
    if (it->fd < 0 || elf_version(EV_CURRENT) == EV_NONE)
        return false;
    it->elf = elf_begin(it->fd, ELF_C_READ, NULL);
    return it->elf && elf_kind(it->elf) == ELF_K_ELF &&
           gelf_getehdr(it->elf, &it->header) &&
           it->header.e_ident[EI_CLASS] == ELFCLASS64 &&
           it->header.e_type == ET_REL && it->header.e_machine == EM_X86_64 &&
           elf_getshdrstrndx(it->elf, &it->section_names) == 0 &&
           find_symbols(it);
}

static const char *name_at(const struct object *it, size_t table, size_t at)
{
    const char *name = elf_strptr(it->elf, table, at);

    return name ? name : "";
}

const char *object_symbol(const struct object *it, size_t i, GElf_Sym *symbol)
{
    if (!gelf_getsym(it->symbols, (int)i, symbol)) {
        memset(symbol, 0, sizeof *symbol);
        return "";
    }
    return name_at(it, it->symbol_names, symbol->st_name);
}

const char *object_section_name(const struct object *it,
                                const GElf_Shdr *section)
{
    return name_at(it, it->section_names, section->sh_name);
}

bool symbol_is_public(const GElf_Sym *symbol)
{
    return GELF_ST_BIND(symbol->st_info) != STB_LOCAL &&
           symbol->st_shndx != SHN_UNDEF;
}

bool object_defines(const struct object *it, const char *name, GElf_Sym *which)
{
    for (size_t i = 1; i < it->symbol_count; i++) {
        const char *other = object_symbol(it, i, which);

        if (symbol_is_public(which) && strcmp(name, other) == 0)
            return true;
    }
    return false;
}

bool found(struct finding *what, enum submit_err err, const char *format, ...)
{
    va_list args;

    what->err = err;
    va_start(args, format);
    vsnprintf(what->text, sizeof what->text, format, args);
    va_end(args);
    return false;
}

bool found_at(struct finding *what, size_t section, uint64_t offset)
{
    what->section = section;
    what->offset = offset;
    return false;
}

Elf *archive_open(const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    Elf *archive;

    if (fd < 0 || elf_version(EV_CURRENT) == EV_NONE)
        return NULL;
    archive = elf_begin(fd, ELF_C_READ, NULL);
    return archive && elf_kind(archive) == ELF_K_AR ? archive : NULL;
}

bool archive_defines(Elf *archive, const char *name)
{
    size_t count = 0;
    Elf_Arsym *symbols = archive ? elf_getarsym(archive, &count) : NULL;

    for (size_t i = 0; symbols && i < count; i++)
        if (symbols[i].as_name && strcmp(symbols[i].as_name, name) == 0)
            return true;
    return false;
}
