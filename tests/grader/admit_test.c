/*
 * tests/grader/admit_test.c - which objects may become part of the kernel.
 *
 * Each text compiles; what it makes of the object decides.  The named result,
 * the line and a word of the sentence are demanded, and the reference itself
 * is admitted.
 */
#include "submission_lab.h"

/* Line 1, inside a function of its own that is kept. */
#define IN_FUNCTION(body)                                                      \
    "__attribute__((used)) static void extra(unsigned x) { (void)x; " body     \
    " }" REST
#define ASM(code) IN_FUNCTION("__asm__ volatile(\"" code "\");")

static struct lab lab;

static void make(void)
{
    lab_make(&lab);
}

static void clear(void)
{
    lab_remove(&lab);
}

struct object_case {
    const char *text;
    enum submit_err err;
    unsigned line;
    const char *says;
};

static const struct object_case objects[] = {
    /* What is defined. */
    {HEAD READ, SUBMIT_MISSING_FUNCTION, 0, "does not define device_eoi"},
    {HEAD READ "void device_eio(void) {}", SUBMIT_MISSING_FUNCTION, 0,
     "device_eio meant"},
    {"static void device_eoi(void) {}\nvoid *volatile keep = 0;\n"
     "#define lab_user device_eoi\n__attribute__((used)) static void u(void)"
     "{ device_eoi(); keep = device_eoi; }\n#include <stdint.h>\n" READ,
     SUBMIT_MISSING_FUNCTION, 0, "static"},
    {"\nint helper(void) { return 1; }" REST, SUBMIT_EXTRA_GLOBAL, 2,
     "helper is visible"},
    {"int counter;" REST, SUBMIT_EXTRA_GLOBAL, 0, "Make it static"},
    {"__attribute__((weak)) void helper(void) {}" REST, SUBMIT_SYMBOL_KIND, 1,
     "weak"},
    {"extern void maybe(void) __attribute__((weak));"
     "static void *volatile p = maybe;" REST,
     SUBMIT_SYMBOL_KIND, 0, "weak"},
    {"#pragma weak device_eoi" REST, SUBMIT_SYMBOL_KIND, 3, "weak"},
    {"static void *pick(void) { return 0; }\n"
     "void chosen(void) __attribute__((ifunc(\"pick\")));" REST,
     SUBMIT_SYMBOL_KIND, 1, "ifunc"},
    {"__attribute__((common)) int shared;" REST, SUBMIT_SYMBOL_KIND, 0,
     "common"},
    {"void device_eoi(void);\n__asm__(\".globl device_eoi\\n"
     "device_eoi = 0x1234\");\n" HEAD READ,
     SUBMIT_SYMBOL_KIND, 0, "a number"},
    {"unsigned device_eoi = 7;\n#include <stdint.h>\n" READ, SUBMIT_SYMBOL_KIND,
     0, "not a function"},
    {"__asm__(\".globl __rodata_end\\n__rodata_end:\");" REST,
     SUBMIT_EXTRA_GLOBAL, 3, "__rodata_end"},
    {"#pragma redefine_extname device_eoi other" REST, SUBMIT_MISSING_FUNCTION,
     0, "device_eoi"},
    /* What is used. */
    {"int printf(const char *, ...);\n"
     "__attribute__((used)) static void f(void)\n{\n    printf(\"x\");\n}" REST,
     SUBMIT_UNDEFINED, 4, "printf"},
    {"void mmio_write(unsigned long a, unsigned b);\n"
     "__attribute__((used)) static void f(void) { mmio_write(0, 0); }" REST,
     SUBMIT_UNDEFINED, 2, "nearest: mmio_write32, msr_write"},
    {"extern char __image_start[]; static char *volatile p = __image_start;" REST,
     SUBMIT_UNDEFINED, 0, "__image_start"},
    {"struct s { char c[300]; }; static struct s a; static volatile struct s b;"
     "__attribute__((used)) static void f(void) { b = a; }" REST,
     SUBMIT_OK, 0, ""},
    /* Where it is put. */
    {"__attribute__((constructor)) static void early(void)"
     "{ __asm__ volatile(\"nop\"); }" REST,
     SUBMIT_SECTION, 0, "constructor"},
    {"__asm__(\".section .init_array,\\\"aw\\\"\\n.quad 0\\n.text\");" REST,
     SUBMIT_SECTION, 0, ".init_array"},
    {"__attribute__((section(\".boot\"), used)) static int x = 1;" REST,
     SUBMIT_SECTION, 0, ".boot"},
    {"__attribute__((section(\".stubs\"), used)) static void f(void) {}" REST,
     SUBMIT_SECTION, 1, ".stubs"},
    {"__asm__(\".section .debug_x,\\\"ax\\\"\\nret\\n.text\");" REST,
     SUBMIT_SECTION, 0, ".debug_x"},
    {"__asm__(\".section .data.x,\\\"awx\\\"\\nret\\n.text\");" REST,
     SUBMIT_SECTION, 0, ".data.x"},
    {"__asm__(\".section .text.x,\\\"awx\\\"\\nret\\n.text\");" REST,
     SUBMIT_SECTION, 0, ".text.x"},
    {"__asm__(\".section .note.pvh,\\\"a\\\"\\n.long 0\\n.text\");" REST,
     SUBMIT_SECTION, 0, ".note.pvh"},
    {"__asm__(\".section .text.g,\\\"axG\\\",@progbits,g,comdat\\nret\\n.text\");" REST,
     SUBMIT_SECTION, 0, "section"},
    {"static __thread int t; __attribute__((used)) static int f(void)"
     "{ return t++; }" REST,
     SUBMIT_SECTION, 0, "threads"},
    {"__attribute__((used)) static int f(int x) { int g(void) { return x; }"
     "int (*volatile p)(void) = g; return p(); }" REST,
     SUBMIT_SECTION, 0, "nested"},
    {"static char big[65536]; static char *volatile p = big;" REST,
     SUBMIT_OBJECT_SIZE, 0, "64 KiB"},
    {"static char big[60000]; static char *volatile p = big;" REST, SUBMIT_OK,
     0, ""},
    {"static _Alignas(8192) char c[8]; static char *volatile p = c;" REST,
     SUBMIT_SECTION, 0, "aligned"},
    {"static _Alignas(4096) char c[8]; static char *volatile p = c;" REST,
     SUBMIT_OK, 0, ""},
    /* How it is patched. */
    {ASM("movq mmio_read32@GOTPCREL(%rip), %rax"), SUBMIT_RELOCATION, 1,
     "relocation"},
    {"__asm__(\".data\\n.byte device_eoi\\n.text\");" REST, SUBMIT_RELOCATION,
     0, "relocation"},
    {ASM(".long mmio_read32"), SUBMIT_UNDECODABLE, 1, "linker"},
    {ASM(".byte 0x90,0xe8\\n.long mmio_read32"), SUBMIT_OK, 0, ""},
    /* What it does. */
    {ASM("wrmsr"), SUBMIT_INSTRUCTION, 1, "msr_write"},
    {ASM("rdmsr"), SUBMIT_INSTRUCTION, 1, "msr_read"},
    {ASM("inb $0x21, %al"), SUBMIT_INSTRUCTION, 1, "inb"},
    {ASM("inl %dx, %eax"), SUBMIT_INSTRUCTION, 1, "Call inb"},
    {ASM("outb %al, $0x20"), SUBMIT_INSTRUCTION, 1, "outb"},
    {ASM("outb %al, %dx"), SUBMIT_INSTRUCTION, 1, "outb"},
    {ASM("rep insb"), SUBMIT_INSTRUCTION, 1, "inb"},
    {ASM("rep outsl"), SUBMIT_INSTRUCTION, 1, "outb"},
    {ASM("movq %rax, %cr8"), SUBMIT_INSTRUCTION, 1, "lapic_set_tpr"},
    {ASM("movq %cr8, %rax"), SUBMIT_INSTRUCTION, 1, "lapic_tpr"},
    {ASM("movq %rax, %cr0"), SUBMIT_INSTRUCTION, 1, "kernel's own"},
    {ASM("movq %rax, %cr3"), SUBMIT_INSTRUCTION, 1, "kernel's own"},
    {ASM("movq %rax, %cr4"), SUBMIT_INSTRUCTION, 1, "kernel's own"},
    {ASM("movq %rax, %dr7"), SUBMIT_INSTRUCTION, 1, "kernel's own"},
    {ASM("lgdt (%rax)"), SUBMIT_INSTRUCTION, 1, "lgdt"},
    {ASM("ltr %ax"), SUBMIT_INSTRUCTION, 1, "ltr"},
    {ASM("lmsw %ax"), SUBMIT_INSTRUCTION, 1, "lmsw"},
    {ASM("clts"), SUBMIT_INSTRUCTION, 1, "clts"},
    {ASM("sysretq"), SUBMIT_INSTRUCTION, 1, "sysret"},
    {ASM("swapgs"), SUBMIT_INSTRUCTION, 1, "swapgs"},
    {ASM("vmcall"), SUBMIT_INSTRUCTION, 1, "vmcall"},
    {ASM("vmlaunch"), SUBMIT_INSTRUCTION, 1, "vmlaunch"},
    {ASM("vmwrite %rax, %rbx"), SUBMIT_INSTRUCTION, 1, "vmwrite"},
    {ASM(".byte 0x0f, 0x30"), SUBMIT_INSTRUCTION, 1, "msr_write"},
    {ASM(".byte 0x48, 0x0f, 0x32"), SUBMIT_INSTRUCTION, 1, "msr_read"},
    {ASM(".byte 0x06"), SUBMIT_UNDECODABLE, 1, "no instruction"},
    {"__asm__(\".section .text.last,\\\"ax\\\"\\n.byte 0x0f\\n.text\");" REST,
     SUBMIT_UNDECODABLE, 0, "no instruction"},
    {ASM("jmp 1f+1\\n1: movl $0x300f, %eax"), SUBMIT_UNDECODABLE, 1, "middle"},
    {"__asm__(\".section .text.hid,\\\"ax\\\"\\nhid: movl $0x300f, %eax\\nret\\n"
     ".text\");" ASM("jmp hid+1"),
     SUBMIT_UNDECODABLE, 1, "middle"},
    {"__asm__(\".section .text.hid,\\\"ax\\\"\\nhid: movl $0x300f, %eax\\nret\\n"
     ".text\");" ASM("call hid"),
     SUBMIT_OK, 0, ""},
    {ASM("jmp 1f\\n1: movl $0x300f, %eax"), SUBMIT_OK, 0, ""},
    {ASM("lidt (%rax)\\nsidt (%rax)\\ncli\\nsti\\nhlt\\npushfq\\npopfq\\n"
         "int $0x80\\nint3\\nud2\\npause\\ncpuid\\nrdtsc\\ninvlpg (%rax)\\n"
         "movq %cr2, %rax\\nmovq %cr3, %rax\\nmfence\\nlock incl (%rax)\\n"
         "iretq"),
     SUBMIT_OK, 0, ""},
    {"__attribute__((interrupt, used)) static void h(void *frame)"
     "{ (void)frame; mmio_write32(0, 0); }\n" REST,
     SUBMIT_OK, 0, ""},
    {"__attribute__((used)) static int f(int x) { switch (x) { case 1: return"
     " 5; case 2: return 9; case 3: return 2; case 4: return 77; case 5:"
     " return 1; case 6: return 4; } return 0; }" REST,
     SUBMIT_OK, 0, ""},
};

START_TEST(object_gives_its_named_result)
{
    const struct object_case *c = &objects[_i];
    struct outcome out;

    lab_submit(&lab, c->text, &out);
    ck_assert_msg(out.err == c->err && out.why.line == c->line &&
                      strstr(out.why.text, c->says),
                  "%s\n%s at line %u, not %s at line %u: %s", c->text,
                  submit_err_name(out.err), out.why.line,
                  submit_err_name(c->err), c->line, out.why.text);
    outcome_free(&out);
}
END_TEST

START_TEST(reference_is_admitted)
{
    struct submission sub;
    struct outcome out;

    out.err = submission_load(FIXTURES "reference.c", STUDENT, &sub, &out.why);
    ck_assert_int_eq(out.err, SUBMIT_OK);
    out.err =
        submission_build(&lab.box, &lab.inputs, &sub, &out.build, &out.why);
    ck_assert_msg(out.err == SUBMIT_OK, "%s", out.why.text);
    ck_assert_str_eq(out.build.messages, "");
    outcome_free(&out);
    submission_free(&sub);
}
END_TEST

/* Bytes that no compiler made, in place of the debug information. */
START_TEST(forged_debug_information_is_no_reason)
{
    struct outcome out;

    lab_submit(&lab,
               "__asm__(\".section .debug_info\\n.fill 4000,1,0xff\\n"
               ".section .debug_line\\n.fill 4000,1,0x41\\n"
               ".section .debug_abbrev\\n.fill 4000,1,0x11\\n.text\");" REST,
               &out);
    ck_assert_msg(out.err == SUBMIT_OK, "%s", out.why.text);
    outcome_free(&out);
}
END_TEST

/* A student may build on the labs before. */
START_TEST(other_labs_function_is_linked_from_the_library)
{
    static const char *const text =
        "unsigned other_lab(unsigned x);\n"
        "__attribute__((used)) static unsigned f(void)"
        "{ return other_lab(1); }" REST;
    struct outcome out;

    lab_submit(&lab, text, &out);
    ck_assert_int_eq(out.err, SUBMIT_UNDEFINED);
    outcome_free(&out);
    lab.inputs.library_a = lab.library_a;
    lab.box.bubblewrap = _i == 0;
    lab_submit(&lab, text, &out);
    ck_assert_msg(out.err == SUBMIT_OK, "%s", out.why.text);
    outcome_free(&out);
}
END_TEST

START_TEST(missing_reference_is_the_graders_fault)
{
    struct outcome out;

    lab.inputs.reference_o = FIXTURES "reference.c";
    lab_submit(&lab, REST, &out);
    ck_assert_int_eq(out.err, SUBMIT_HOST);
    outcome_free(&out);
}
END_TEST

Suite *admit_suite(void)
{
    Suite *s = suite_create("admit");
    TCase *tc = tcase_create("object");

    tcase_add_unchecked_fixture(tc, make, clear);
    tcase_set_timeout(tc, 30);
    tcase_add_loop_test(tc, object_gives_its_named_result, 0,
                        sizeof objects / sizeof *objects);
    tcase_add_test(tc, reference_is_admitted);
    tcase_add_test(tc, forged_debug_information_is_no_reason);
    tcase_add_loop_test(tc, other_labs_function_is_linked_from_the_library, 0,
                        2);
    tcase_add_test(tc, missing_reference_is_the_graders_fault);
    suite_add_tcase(s, tc);
    return s;
}
