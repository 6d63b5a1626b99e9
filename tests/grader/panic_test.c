/*
 * tests/grader/panic_test.c - what a student reads when the kernel stops.
 *
 * Lab 02's reference solution with one statement put in front of its first
 * function goes the way of every submission: compiled, admitted, linked,
 * booted in Bochs.  The panic must name the exception, print the registers,
 * name the remedy where there is one, and leave its mark in the record.
 */
#include <check.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "machine.h"
#include "memory.h"
#include "remove_tree.h"
#include "sandbox.h"
#include "submission.h"

#define SOLUTION "solutions/02-lapic/lapic.c"
#define FUNCTION "lapic_enable("

static const struct {
    const char *name, *statement;
    unsigned vector;
    const char *words[3]; /* what the console must hold besides */
} panics[] = {
    {"register",
     "*(volatile unsigned *)0xfee000b0 = 0;",
     14,
     {"use mmio_read32/mmio_write32", "cr2 00000000fee000b0"}},
    {"I/O APIC",
     "(void)*(volatile unsigned *)0xfec00010;",
     14,
     {"use mmio_read32/mmio_write32", "cr2 00000000fec00010"}},
    {"null pointer",
     "int *volatile p = 0; *(volatile int *)p = 1;",
     14,
     {"a null pointer was used", "cr2 0000000000000000", "error 2"}},
    {"field of null",
     "char *volatile p = 0; (void)*(volatile char *)(p + 8);",
     14,
     {"a null pointer was used", "cr2 0000000000000008", "error 0"}},
    {"kernel text",
     "*(volatile char *)0x101000 = 0;",
     14,
     {"kernel text and constants are read-only", "cr2 0000000000101000"}},
    {"division", "volatile int zero = 0; zero = 100 / zero;", 0, {0}},
    {"stack",
     "volatile char deep[65536]; "
     "for (int i = 65535; i >= 0; i--) deep[i] = 1;",
     14,
     {"the stack is full"}},
};

static struct rundir dir;
static struct sandbox box;
static struct build build;
static struct kernel_image image;
static struct boot boot;

/* The solution, STATEMENT at the beginning of its first function's body. */
static char *text_with(const char *statement)
{
    static char text[65536];
    FILE *file = fopen(SOLUTION, "r");
    const char *body;

    ck_assert_ptr_nonnull(file);
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    fclose(file);
    body = strstr(text, FUNCTION);
    ck_assert_ptr_nonnull(body);
    body = strchr(body, '{');
    ck_assert_ptr_nonnull(body);
    return text_format("%.*s %s %s", (int)(body + 1 - text), text, statement,
                       body + 1);
}

static void compile(const char *statement)
{
    static const struct build_inputs inputs = {
        .regs_root = "model/regs",
        .lab_root = "kernel/lab",
        .reference_o = "build/target/solutions/02-lapic/lapic.o",
        .base_o = "build/labs/02-lapic/base.o",
        .api_o = "build/target/kernel/core/lab_api.o",
        .linker_script = "kernel/boot/kernel.ld",
        .library_a = "build/labs/libsolutions.a",
    };
    char *text = text_with(statement);
    struct submission sub = {.path = "lapic.c",
                             .file = "lapic.c",
                             .text = text,
                             .size = strlen(text)};
    struct refusal why = {0};
    enum submit_err err = submission_build(&box, &inputs, &sub, &build, &why);

    ck_assert_msg(err == SUBMIT_OK, "%s %s", why.text,
                  build.messages != NULL ? build.messages : "");
    free(text);
}

static void start(void)
{
    const char *error =
        kernel_image_load(&image, build.kernel_elf, build.kernel_bin);

    ck_assert_msg(error == NULL, "%s", error);
    boot = (struct boot){.order = {.seed = 1, .flags = BOOTINFO_QUIET}};
    error = machine_run(&machine_bochs, &dir, &image, &machine_limits_default,
                        &boot, 1, 1);
    ck_assert_msg(error == NULL, "%s", error);
}

static void make(void)
{
    char folder[] = "/tmp/pic2pi.panic.XXXXXX";

    ck_assert_ptr_nonnull(mkdtemp(folder));
    dir = (struct rundir){.root = getcwd(NULL, 0), .path = text_copy(folder)};
    ck_assert(sandbox_open(&box, stderr));
}

static void clear(void)
{
    remove_tree(dir.path);
    build_close(&build);
    trace_free(&boot.trace);
    kernel_image_free(&image);
    free(dir.root);
    free(dir.path);
}

static const struct event *panic_mark(const struct trace *t)
{
    for (size_t i = 0; i < t->count; i++)
        if (mark_kind(&t->event[i]) == MARK_PANIC)
            return &t->event[i];
    return NULL;
}

static void expect_words(const char *console, const char *words)
{
    ck_assert_msg(strstr(console, words) != NULL, "no \"%s\" in:\n%s", words,
                  console);
}

START_TEST(a_panic_says_what_to_do)
{
    const struct trace *t = &boot.trace;
    const struct event *mark;
    char first[40];

    compile(panics[_i].statement);
    start();
    ck_assert_msg(t->end == END_KERNEL_PANIC, "%s: %s", panics[_i].name,
                  run_end_text(t->end));
    mark = panic_mark(t);
    ck_assert_ptr_nonnull(mark);
    ck_assert_uint_eq(mark_arg(mark), panics[_i].vector);
    ck_assert_uint_ge(mark_data(mark), KERNEL_BASE);
    ck_assert_uint_lt(mark_data(mark), KERNEL_BASE + image.text_size);
    snprintf(first, sizeof first, "panic: exception %u\n", panics[_i].vector);
    ck_assert_ptr_nonnull(t->console);
    expect_words(t->console, first);
    expect_words(t->console, "\n  rip 0000000000");
    expect_words(t->console, "\n  rsp ");
    expect_words(t->console, "\n  rdx ");
    for (int i = 0; i < 3 && panics[_i].words[i] != NULL; i++)
        expect_words(t->console, panics[_i].words[i]);
    ck_assert(t->kernel_intact);
}
END_TEST

Suite *panic_suite(void)
{
    Suite *suite = suite_create("panic");
    TCase *t = tcase_create("panic");

    tcase_add_checked_fixture(t, make, clear);
    tcase_set_timeout(t, 60);
    tcase_add_loop_test(t, a_panic_says_what_to_do, 0,
                        (int)(sizeof panics / sizeof panics[0]));
    suite_add_tcase(suite, t);
    return suite;
}
