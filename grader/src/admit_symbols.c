/*
 * grader/src/admit_symbols.c - exactly the lab's functions, only the lab's API.
 *
 * A name that is nearly right gets the right one suggested: a misspelling is
 * the common case, an attack the rare one.
 */
#include <stdlib.h>
#include <string.h>

#include "admit_rules.h"

/* gcc may call these without being asked; the kernel has them. */
static const char *const compilers_own[] = {"memcpy", "memset", "memmove",
                                            "memcmp", NULL};

#define NAME_LENGTH 64

/* How many letters must change to turn A into B; long names are far. */
static unsigned distance(const char *a, const char *b)
{
    unsigned row[NAME_LENGTH + 1];
    size_t n = strlen(b);

    if (strlen(a) > NAME_LENGTH || n > NAME_LENGTH)
        return NAME_LENGTH;
    for (size_t j = 0; j <= n; j++)
        row[j] = (unsigned)j;
    for (size_t i = 1; a[i - 1]; i++) {
        unsigned diagonal = row[0];

        row[0] = (unsigned)i;
        for (size_t j = 1; j <= n; j++) {
            unsigned best = diagonal + (a[i - 1] != b[j - 1]);

            diagonal = row[j];
            if (row[j] + 1 < best)
                best = row[j] + 1;
            if (row[j - 1] + 1 < best)
                best = row[j - 1] + 1;
            row[j] = best;
        }
    }
    return row[n];
}

/* The public name in IT nearest to NAME, but for UNLIKE; "" if it has none. */
static const char *nearest(const struct object *it, const char *name,
                           const char *unlike, unsigned *how_far)
{
    const char *best = "";

    *how_far = NAME_LENGTH;
    for (size_t i = 1; i < it->symbol_count; i++) {
        GElf_Sym symbol;
        const char *other = object_symbol(it, i, &symbol);
        unsigned d = distance(name, other);

        if (symbol_is_public(&symbol) && d < *how_far &&
            strcmp(other, unlike) != 0) {
            best = other;
            *how_far = d;
        }
    }
    return best;
}

static bool is_local_function(const struct object *it, const char *name)
{
    GElf_Sym symbol;

    for (size_t i = 1; i < it->symbol_count; i++)
        if (strcmp(object_symbol(it, i, &symbol), name) == 0 &&
            GELF_ST_BIND(symbol.st_info) == STB_LOCAL &&
            symbol.st_shndx != SHN_UNDEF)
            return true;
    return false;
}

static bool refuse_missing(const struct object *it, const char *name,
                           struct finding *what)
{
    unsigned far;
    const char *like = nearest(it, name, "", &far);

    if (is_local_function(it, name))
        return found(what, SUBMIT_MISSING_FUNCTION,
                     "%.64s is static, so the kernel cannot call it. Delete "
                     "the word static.",
                     name);
    if (far <= 2)
        return found(what, SUBMIT_MISSING_FUNCTION,
                     "it does not define %.64s. Is %.64s meant?", name, like);
    return found(what, SUBMIT_MISSING_FUNCTION,
                 "it does not define %.64s. The skeleton in labs/ has it with "
                 "its contract: copy it from there.",
                 name);
}

static bool in_executable(const struct object *it, const GElf_Sym *symbol)
{
    GElf_Shdr section;
    Elf_Scn *scn = symbol->st_shndx < SHN_LORESERVE
                       ? elf_getscn(it->elf, symbol->st_shndx)
                       : NULL;

    return scn && gelf_getshdr(scn, &section) &&
           (section.sh_flags & SHF_EXECINSTR) &&
           symbol->st_value < section.sh_size;
}

/* Everything the reference defines, as a function where that is one. */
static bool check_required(const struct object *it,
                           const struct object *reference, struct finding *what)
{
    for (size_t i = 1; i < reference->symbol_count; i++) {
        GElf_Sym wanted, have;
        const char *name = object_symbol(reference, i, &wanted);

        if (!symbol_is_public(&wanted))
            continue;
        if (!object_defines(it, name, &have))
            return refuse_missing(it, name, what);
        if (in_executable(reference, &wanted) && !in_executable(it, &have))
            return found(what, SUBMIT_SYMBOL_KIND,
                         "%.64s is not a function of this file. Define it as "
                         "in the skeleton.",
                         name);
    }
    return true;
}

/* The first place whose relocation names symbol INDEX. */
static void locate_use(const struct object *it, size_t index,
                       struct finding *what)
{
    Elf_Scn *scn = NULL;
    GElf_Shdr section;
    GElf_Rela reloc;

    while ((scn = elf_nextscn(it->elf, scn))) {
        Elf_Data *data = elf_getdata(scn, NULL);

        if (!gelf_getshdr(scn, &section) || section.sh_type != SHT_RELA)
            continue;
        for (int i = 0; data && gelf_getrela(data, i, &reloc); i++)
            if (GELF_R_SYM(reloc.r_info) == index) {
                found_at(what, section.sh_info, reloc.r_offset);
                return;
            }
    }
}

static bool check_undefined(const struct object *it,
                            const struct rule_book *book, const char *name,
                            size_t index, struct finding *what)
{
    GElf_Sym symbol;
    unsigned far;
    const char *first, *second;

    for (const char *const *own = compilers_own; *own; own++)
        if (strcmp(name, *own) == 0)
            return true;
    if (object_defines(book->api, name, &symbol) ||
        archive_defines(book->library, name))
        return true;
    first = nearest(book->api, name, "", &far);
    second = nearest(book->api, name, first, &far);
    found(what, SUBMIT_UNDEFINED,
          "it uses %.64s, which the lab does not offer. Define it here as "
          "static, or use what lab/ declares (nearest: %.64s, %.64s).",
          name, first, second);
    locate_use(it, index, what);
    return false;
}

static const char *odd_kind(const GElf_Sym *symbol)
{
    unsigned bind = GELF_ST_BIND(symbol->st_info);

    if (GELF_ST_TYPE(symbol->st_info) == STT_GNU_IFUNC)
        return "an indirect function (ifunc)";
    if (GELF_ST_TYPE(symbol->st_info) == STT_TLS)
        return "thread-local";
    if (bind == STB_WEAK)
        return "weak";
    if (bind != STB_LOCAL && bind != STB_GLOBAL)
        return "of an unusual binding";
    if (symbol->st_shndx == SHN_COMMON)
        return "a common symbol";
    if (symbol->st_shndx >= SHN_LORESERVE && symbol->st_shndx != SHN_ABS)
        return "in no section";
    if (symbol->st_shndx == SHN_ABS && bind != STB_LOCAL)
        return "a number, not a place";
    return NULL;
}

/* Where it is defined, if that is in a section. */
static bool locate_symbol(struct finding *what, const GElf_Sym *symbol)
{
    if (symbol->st_shndx >= SHN_LORESERVE)
        return false;
    return found_at(what, symbol->st_shndx, symbol->st_value);
}

static bool check_symbol(const struct object *it, const struct rule_book *book,
                         size_t index, struct finding *what)
{
    GElf_Sym symbol, wanted;
    const char *name = object_symbol(it, index, &symbol);
    const char *odd = odd_kind(&symbol);

    if (odd) {
        found(what, SUBMIT_SYMBOL_KIND,
              "%.64s is %s. Define plain functions and variables.", name, odd);
        return locate_symbol(what, &symbol);
    }
    if (symbol.st_shndx == SHN_UNDEF && *name)
        return check_undefined(it, book, name, index, what);
    if (!symbol_is_public(&symbol) ||
        object_defines(book->reference, name, &wanted))
        return true;
    found(what, SUBMIT_EXTRA_GLOBAL,
          "%.64s is visible outside this file. Make it static.", name);
    return locate_symbol(what, &symbol);
}

bool admit_symbols(const struct object *it, const struct rule_book *book,
                   struct finding *what)
{
    GElf_Sym symbol;

    /* Odd ones first: they may be why a function seems to be missing. */
    for (size_t i = 1; i < it->symbol_count; i++) {
        object_symbol(it, i, &symbol);
        if (odd_kind(&symbol))
            return check_symbol(it, book, i, what);
    }
    if (!check_required(it, book->reference, what))
        return false;
    for (size_t i = 1; i < it->symbol_count; i++)
        if (!check_symbol(it, book, i, what))
            return false;
    return true;
}
