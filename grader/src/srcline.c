/*
 * grader/src/srcline.c - libdw, kept in a child.
 *
 * Only compilation units whose name is exactly the student's file are read, so
 * a kernel source of the same name in another folder is never meant.  After
 * the ELF file is open the child may open nothing else: debug information can
 * name further files.
 */
#include "srcline.h"

#include <dwarf.h>
#include <elfutils/libdw.h>
#include <elfutils/libdwfl.h>
#include <fcntl.h>
#include <gelf.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "run_tool.h"

/* What to look up: addresses, a function, or one place in an object. */
struct question {
    const char *elf;
    const char *file;
    const char *function;
    const uint64_t *addresses;
    unsigned count;
    size_t section; /* of an object, 0: addresses are final */
    bool outermost; /* of a helper that was inlined: the line that calls it */
};

struct answer {
    unsigned lines[SRCLINE_MAX];
};

/* An ELF file opened for its debug information. */
struct debug_file {
    Dwfl *session;
    Dwfl_Module *module;
    Dwarf *dwarf;
    Dwarf_Addr bias;
};

static int find_no_other_file(Dwfl_Module *module, void **data,
                              const char *name, Dwarf_Addr base,
                              const char *file, const char *link, GElf_Word crc,
                              char **found)
{
    (void)module, (void)data, (void)name, (void)base;
    (void)file, (void)link, (void)crc, (void)found;
    return -1;
}

static const Dwfl_Callbacks callbacks = {
    .find_debuginfo = find_no_other_file,
    .section_address = dwfl_offline_section_address,
};

static bool open_debug(const char *path, struct debug_file *it)
{
    const struct rlimit none = {0, 0};
    int fd = open(path, O_RDONLY | O_CLOEXEC);

    if (fd < 0)
        return false;
    it->session = dwfl_begin(&callbacks);
    it->module = dwfl_report_offline(it->session, "kernel", path, fd);
    setrlimit(RLIMIT_NOFILE, &none);
    if (!it->module || dwfl_report_end(it->session, NULL, NULL) != 0)
        return false;
    it->dwarf = dwfl_module_getdwarf(it->module, &it->bias);
    return it->dwarf != NULL;
}

/* Where an object's section was placed by libdwfl. */
static Dwarf_Addr section_start(struct debug_file *it, size_t section)
{
    GElf_Shdr header;
    Dwarf_Addr bias;
    Elf *elf = dwfl_module_getelf(it->module, &bias);
    Elf_Scn *scn = elf ? elf_getscn(elf, section) : NULL;

    return scn && gelf_getshdr(scn, &header) ? header.sh_addr : 0;
}

static bool is_file(const char *name, const char *file)
{
    if (!name)
        return false;
    if (strncmp(name, "./", 2) == 0)
        name += 2;
    return strcmp(name, file) == 0;
}

/* The name in the unit's file table, for DW_AT_call_file and the like. */
static bool attribute_is_file(Dwarf_Die *unit, Dwarf_Die *die, unsigned name,
                              const char *file)
{
    Dwarf_Attribute attribute;
    Dwarf_Word index;
    Dwarf_Files *files;
    size_t count;

    return dwarf_formudata(dwarf_attr(die, name, &attribute), &index) == 0 &&
           dwarf_getsrcfiles(unit, &files, &count) == 0 && index < count &&
           is_file(dwarf_filesrc(files, index, NULL, NULL), file);
}

static unsigned attribute_number(Dwarf_Die *die, unsigned name)
{
    Dwarf_Attribute attribute;
    Dwarf_Word value;

    if (dwarf_formudata(dwarf_attr(die, name, &attribute), &value) != 0)
        return 0;
    return value > 1000000 ? 0 : (unsigned)value;
}

/* ADDRESS lies in a header's inline function: the student's line that uses
 * it, from the innermost use outwards. */
static unsigned line_of_use(Dwarf_Die *unit, Dwarf_Addr address,
                            const char *file)
{
    Dwarf_Die *scopes = NULL;
    int count = dwarf_getscopes(unit, address, &scopes);
    unsigned line = 0;

    for (int i = 0; i < count && line == 0; i++)
        if (dwarf_tag(&scopes[i]) == DW_TAG_inlined_subroutine &&
            attribute_is_file(unit, &scopes[i], DW_AT_call_file, file))
            line = attribute_number(&scopes[i], DW_AT_call_line);
    free(scopes);
    return line;
}

/* The line of FILE in the function itself, when ADDRESS lies in a helper that
 * was inlined into it; else 0. */
static unsigned outermost_use(Dwarf_Die *unit, Dwarf_Addr address,
                              const char *file)
{
    Dwarf_Die *scopes = NULL;
    int count = dwarf_getscopes(unit, address, &scopes);
    unsigned line = 0;

    for (int i = 0; i < count; i++)
        if (dwarf_tag(&scopes[i]) == DW_TAG_inlined_subroutine &&
            attribute_is_file(unit, &scopes[i], DW_AT_call_file, file))
            line = attribute_number(&scopes[i], DW_AT_call_line);
    free(scopes);
    return line;
}

static unsigned line_in_unit(const struct question *q, Dwarf_Die *unit,
                             Dwarf_Addr address)
{
    const char *file = q->file;
    unsigned use = q->outermost ? outermost_use(unit, address, file) : 0;
    Dwarf_Line *row = dwarf_getsrc_die(unit, address);
    int line = 0;

    if (use != 0)
        return use;
    if (!row)
        return 0;
    if (!is_file(dwarf_linesrc(row, NULL, NULL), file))
        return line_of_use(unit, address, file);
    if (dwarf_lineno(row, &line) != 0 || line < 0)
        return 0;
    return (unsigned)line;
}

static unsigned function_in_unit(Dwarf_Die *unit, const char *function,
                                 const char *file)
{
    Dwarf_Die die;

    if (dwarf_child(unit, &die) != 0)
        return 0;
    do {
        const char *name = dwarf_diename(&die);

        if (dwarf_tag(&die) == DW_TAG_subprogram && name &&
            strcmp(name, function) == 0 &&
            !dwarf_hasattr(&die, DW_AT_declaration) &&
            attribute_is_file(unit, &die, DW_AT_decl_file, file))
            return attribute_number(&die, DW_AT_decl_line);
    } while (dwarf_siblingof(&die, &die) == 0);
    return 0;
}

static void ask_unit(const struct question *q, struct debug_file *it,
                     Dwarf_Die *unit, struct answer *a)
{
    Dwarf_Addr start = q->section ? section_start(it, q->section) : 0;

    if (q->function && a->lines[0] == 0)
        a->lines[0] = function_in_unit(unit, q->function, q->file);
    for (unsigned i = 0; i < q->count; i++)
        if (a->lines[i] == 0)
            a->lines[i] =
                line_in_unit(q, unit, q->addresses[i] + start - it->bias);
}

/* In the child. */
static void look_up(void *arg, void *answer)
{
    const struct question *q = arg;
    struct debug_file it = {.session = NULL};
    Dwarf_Off at = 0, next;
    size_t header;

    if (!open_debug(q->elf, &it))
        return;
    for (; dwarf_nextcu(it.dwarf, at, &next, &header, NULL, NULL, NULL) == 0;
         at = next) {
        Dwarf_Die unit;

        if (dwarf_offdie(it.dwarf, at + header, &unit) &&
            is_file(dwarf_diename(&unit), q->file))
            ask_unit(q, &it, &unit, answer);
    }
}

static void ask(struct question *q, unsigned *lines, unsigned count)
{
    struct answer *answer = calloc(1, sizeof *answer);

    memset(lines, 0, count * sizeof *lines);
    if (answer &&
        run_isolated(look_up, q, answer, sizeof *answer) == ISOLATED_DONE)
        memcpy(lines, answer->lines, count * sizeof *lines);
    free(answer);
}

void srcline_of_addresses(const char *kernel_elf, const char *file,
                          const uint64_t *addresses, unsigned count,
                          unsigned *lines)
{
    for (unsigned done = 0; done < count; done += SRCLINE_MAX) {
        unsigned part = count - done < SRCLINE_MAX ? count - done : SRCLINE_MAX;
        struct question q = {.elf = kernel_elf,
                             .file = file,
                             .addresses = addresses + done,
                             .count = part,
                             .outermost = true};

        ask(&q, lines + done, part);
    }
}

unsigned srcline_of_function(const char *kernel_elf, const char *file,
                             const char *function)
{
    struct question q = {.elf = kernel_elf, .file = file, .function = function};
    unsigned line;

    ask(&q, &line, 1);
    return line;
}

unsigned srcline_in_object(const char *object, const char *file, size_t section,
                           uint64_t offset)
{
    struct question q = {.elf = object,
                         .file = file,
                         .addresses = &offset,
                         .count = 1,
                         .section = section};
    unsigned line;

    ask(&q, &line, 1);
    return line;
}
