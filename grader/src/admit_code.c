/*
 * grader/src/admit_code.c - every instruction of the student's object.
 *
 * Executable sections are decoded from start to end.  An instruction that goes
 * around an accessor is refused with the accessor's name; so are bytes that
 * are no instruction, a relocation that would change more than an operand, and
 * a direct jump into the middle of an instruction.
 * What an instruction does: [SDM2 "Instruction Set Reference"].
 */
#include <capstone/capstone.h>
#include <stdlib.h>
#include <string.h>

#include "admit.h"
#include "admit_rules.h"

/* One executable section, all zero for another.  `field` holds, at the first
 * byte of an operand, its size: the only places a relocation may change. */
struct code {
    size_t section;
    const uint8_t *bytes;
    size_t size;
    bool *starts;    /* an instruction begins here */
    bool *relocated; /* the linker fills in what begins here */
    uint8_t *field;
};

/* The whole object, and the instruction decoded last. */
struct review {
    const struct object *object;
    const struct rule_book *book;
    struct finding *what;
    struct code *code; /* by section number */
    size_t count;
    csh handle;
    cs_insn *insn;
};

struct replaced {
    unsigned id;
    const char *by[3]; /* for operands of 1, 2 and 4 bytes */
};

static const struct replaced replacements[] = {
    {X86_INS_WRMSR, {"msr_write", "msr_write", "msr_write"}},
    {X86_INS_RDMSR, {"msr_read", "msr_read", "msr_read"}},
    {X86_INS_IN, {"inb", "inw", "inl"}},
    {X86_INS_INSB, {"inb", "inb", "inb"}},
    {X86_INS_INSW, {"inb", "inb", "inb"}},
    {X86_INS_INSD, {"inb", "inb", "inb"}},
    {X86_INS_OUT, {"outb", "outw", "outl"}},
    {X86_INS_OUTSB, {"outb", "outb", "outb"}},
    {X86_INS_OUTSW, {"outb", "outb", "outb"}},
    {X86_INS_OUTSD, {"outb", "outb", "outb"}},
};

/* The kernel's own business.  lidt, sidt, cli, sti, hlt, pushf, popf, iret and
 * int are the subject of the labs and stay allowed. */
static const unsigned kernels_own[] = {
    X86_INS_LGDT,    X86_INS_LLDT,     X86_INS_LTR,     X86_INS_LMSW,
    X86_INS_CLTS,    X86_INS_SYSRET,   X86_INS_SYSCALL, X86_INS_SYSENTER,
    X86_INS_SYSEXIT, X86_INS_SWAPGS,   X86_INS_XSETBV,  X86_INS_INVD,
    X86_INS_RSM,     X86_INS_GETSEC,   X86_INS_VMCALL,  X86_INS_VMCLEAR,
    X86_INS_VMFUNC,  X86_INS_VMLAUNCH, X86_INS_VMPTRLD, X86_INS_VMPTRST,
    X86_INS_VMREAD,  X86_INS_VMRESUME, X86_INS_VMWRITE, X86_INS_VMXOFF,
    X86_INS_VMXON,   X86_INS_VMRUN,    X86_INS_VMLOAD,  X86_INS_VMSAVE,
    X86_INS_VMMCALL, X86_INS_INVEPT,   X86_INS_INVVPID, X86_INS_CLGI,
    X86_INS_STGI,    X86_INS_SKINIT};

static const char *by_which(const struct review *r, const struct replaced *old)
{
    unsigned size = 1;
    GElf_Sym symbol;
    const char *name;

    for (unsigned i = 0; i < r->insn->detail->x86.op_count; i++) {
        const cs_x86_op *op = &r->insn->detail->x86.operands[i];

        if (op->type == X86_OP_REG && op->reg != X86_REG_DX)
            size = op->size;
    }
    name = old->by[size == 4 ? 2 : size == 2 ? 1 : 0];
    return object_defines(r->book->api, name, &symbol) ? name : old->by[0];
}

static bool refuse_instruction(const struct review *r, const struct code *c,
                               const char *advice)
{
    found(r->what, SUBMIT_INSTRUCTION, "%s %s of its own is not allowed. %s",
          r->insn->mnemonic, r->insn->op_str, advice);
    return found_at(r->what, c->section, r->insn->address);
}

static bool check_replaced(const struct review *r, const struct code *c)
{
    char advice[64] = "Call ";

    for (size_t i = 0; i < sizeof replacements / sizeof *replacements; i++) {
        if (replacements[i].id != r->insn->id)
            continue;
        strncat(advice, by_which(r, &replacements[i]), 40);
        strncat(advice, ".", 2);
        return refuse_instruction(r, c, advice);
    }
    return true;
}

static bool check_kernels_own(const struct review *r, const struct code *c)
{
    for (size_t i = 0; i < sizeof kernels_own / sizeof *kernels_own; i++)
        if (kernels_own[i] == r->insn->id)
            return refuse_instruction(r, c, "It is the kernel's own business.");
    return true;
}

/* mov to or from CR8, to any other CR, to a debug register. */
static bool check_control(const struct review *r, const struct code *c)
{
    const cs_x86_op *ops = r->insn->detail->x86.operands;

    if (r->insn->id != X86_INS_MOV || r->insn->detail->x86.op_count != 2)
        return true;
    for (unsigned i = 0; i < 2; i++) {
        unsigned reg = ops[i].type == X86_OP_REG ? ops[i].reg : X86_REG_INVALID;

        if (reg == X86_REG_CR8)
            return refuse_instruction(
                r, c,
                i == 0 ? "Write the task priority with lapic_set_tpr, through "
                         "the register at FEE00080h."
                       : "Read the task priority with lapic_tpr, from the "
                         "register at FEE00080h.");
        if (i == 0 && ((reg >= X86_REG_CR0 && reg <= X86_REG_CR15) ||
                       (reg >= X86_REG_DR0 && reg <= X86_REG_DR15)))
            return refuse_instruction(r, c, "It is the kernel's own business.");
    }
    return true;
}

/* Capstone 4 gives a displacement the size of the data after a 66h prefix; in
 * 64-bit code there is none of 2 bytes. */
static void note_fields(const struct code *c, const cs_insn *insn)
{
    const cs_x86_encoding *e = &insn->detail->x86.encoding;
    uint8_t disp_size = e->disp_size == 2 ? 4 : e->disp_size;
    size_t at = insn->address;

    c->starts[at] = true;
    if (e->disp_offset && e->disp_offset + disp_size <= insn->size)
        c->field[at + e->disp_offset] = disp_size;
    if (e->imm_offset && e->imm_offset + e->imm_size <= insn->size)
        c->field[at + e->imm_offset] = e->imm_size;
}

static bool refuse_bytes(const struct review *r, const struct code *c,
                         uint64_t at, const char *text)
{
    found(r->what, SUBMIT_UNDECODABLE, "%s Look at its asm statements.", text);
    return found_at(r->what, c->section, at);
}

static bool refuse_middle(const struct review *r, const struct code *c,
                          uint64_t at)
{
    return refuse_bytes(r, c, at,
                        "it jumps into the middle of an instruction.");
}

static bool decode(const struct review *r, const struct code *c)
{
    const uint8_t *next = c->bytes;
    size_t left = c->size;
    uint64_t address = 0;

    while (left > 0) {
        if (!cs_disasm_iter(r->handle, &next, &left, &address, r->insn))
            return refuse_bytes(r, c, address,
                                "its code holds bytes that are no "
                                "instruction.");
        note_fields(c, r->insn);
        if (!check_replaced(r, c) || !check_kernels_own(r, c) ||
            !check_control(r, c))
            return false;
    }
    return true;
}

/* The opcode in front of a rel32 operand: call, jmp or a conditional jump. */
static bool is_branch(const struct code *c, uint64_t field)
{
    if (field >= 1 && (c->bytes[field - 1] & 0xfe) == 0xe8)
        return true;
    return field >= 2 && c->bytes[field - 2] == 0x0f &&
           (c->bytes[field - 1] & 0xf0) == 0x80;
}

/* A relocated branch within the object reaches the start of an instruction;
 * its operand counts from the instruction's end, 4 bytes on. */
static bool lands_well(const struct review *r, const GElf_Rela *reloc)
{
    GElf_Sym symbol;
    const struct code *to;
    uint64_t at;

    object_symbol(r->object, GELF_R_SYM(reloc->r_info), &symbol);
    at = symbol.st_value + (uint64_t)reloc->r_addend + 4;
    if (symbol.st_shndx == SHN_UNDEF)
        return reloc->r_addend == -4;
    to = symbol.st_shndx < r->count ? &r->code[symbol.st_shndx] : NULL;
    return to && at < to->size && to->starts[at];
}

static bool check_reloc(const struct review *r, const struct code *c,
                        const GElf_Rela *reloc)
{
    unsigned type = (unsigned)GELF_R_TYPE(reloc->r_info);
    unsigned size = type == R_X86_64_64 || type == R_X86_64_PC64 ? 8 : 4;

    if (reloc->r_offset >= c->size || c->field[reloc->r_offset] != size)
        return refuse_bytes(r, c, reloc->r_offset,
                            "its code would be changed by the linker in more "
                            "than an operand.");
    c->relocated[reloc->r_offset] = true;
    if ((type == R_X86_64_PC32 || type == R_X86_64_PLT32) &&
        is_branch(c, reloc->r_offset) && !lands_well(r, reloc))
        return refuse_middle(r, c, reloc->r_offset);
    return true;
}

static bool check_relocs(const struct review *r)
{
    Elf_Scn *scn = NULL;
    GElf_Shdr section;
    GElf_Rela reloc;

    while ((scn = elf_nextscn(r->object->elf, scn))) {
        Elf_Data *data = elf_getdata(scn, NULL);
        const struct code *c;

        if (!gelf_getshdr(scn, &section) || section.sh_type != SHT_RELA ||
            section.sh_info >= r->count)
            continue;
        c = &r->code[section.sh_info];
        for (int i = 0; c->bytes && data && gelf_getrela(data, i, &reloc); i++)
            if (!check_reloc(r, c, &reloc))
                return false;
    }
    return true;
}

/* Does the branch just decoded, if not relocated, reach another's start? */
static bool check_branch(const struct review *r, const struct code *c)
{
    const cs_x86 *x86 = &r->insn->detail->x86;
    uint64_t to;

    if (x86->op_count != 1 || x86->operands[0].type != X86_OP_IMM ||
        c->relocated[r->insn->address + x86->encoding.imm_offset])
        return true;
    to = (uint64_t)x86->operands[0].imm;
    if (to < c->size && c->starts[to])
        return true;
    return refuse_middle(r, c, r->insn->address);
}

static bool check_branches(const struct review *r, const struct code *c)
{
    const uint8_t *next = c->bytes;
    size_t left = c->size;
    uint64_t address = 0;

    while (cs_disasm_iter(r->handle, &next, &left, &address, r->insn))
        if ((cs_insn_group(r->handle, r->insn, CS_GRP_JUMP) ||
             cs_insn_group(r->handle, r->insn, CS_GRP_CALL)) &&
            !check_branch(r, c))
            return false;
    return true;
}

/* Fill in the section's code if it has any; false when memory ran out. */
static bool take_section(struct review *r, size_t index)
{
    Elf_Scn *scn = elf_getscn(r->object->elf, index);
    Elf_Data *data = scn ? elf_getdata(scn, NULL) : NULL;
    struct code *c = &r->code[index];
    GElf_Shdr section;

    if (!data || !gelf_getshdr(scn, &section) || !data->d_size ||
        !(section.sh_flags & SHF_EXECINSTR))
        return true;
    *c = (struct code){.section = index,
                       .bytes = data->d_buf,
                       .size = data->d_size,
                       .starts = calloc(data->d_size, sizeof *c->starts),
                       .relocated = calloc(data->d_size, sizeof *c->relocated),
                       .field = calloc(data->d_size, 1)};
    return c->bytes && c->starts && c->relocated && c->field;
}

static bool review_all(struct review *r)
{
    for (size_t i = 1; i < r->count; i++)
        if (!take_section(r, i))
            return found(r->what, SUBMIT_HOST, "admit: out of memory");
    for (size_t i = 1; i < r->count; i++)
        if (!decode(r, &r->code[i]))
            return false;
    if (!check_relocs(r))
        return false;
    for (size_t i = 1; i < r->count; i++)
        if (!check_branches(r, &r->code[i]))
            return false;
    return true;
}

/* Memory is given back with the child. */
bool admit_code(const struct object *it, const struct rule_book *book,
                struct finding *what)
{
    struct review r = {.object = it, .book = book, .what = what};

    if (cs_open(CS_ARCH_X86, CS_MODE_64, &r.handle) != CS_ERR_OK ||
        cs_option(r.handle, CS_OPT_DETAIL, CS_OPT_ON) != CS_ERR_OK)
        return found(what, SUBMIT_HOST, "admit: Capstone does not start");
    r.insn = cs_malloc(r.handle);
    if (elf_getshdrnum(it->elf, &r.count) != 0)
        r.count = 0;
    r.code = calloc(r.count + 1, sizeof *r.code);
    if (!r.insn || !r.code)
        return found(what, SUBMIT_HOST, "admit: out of memory");
    return review_all(&r);
}
