/*
 * tests/grader/submission_lab.h - a tiny lab, built anew, to submit to.
 *
 * Compiles the fixtures of tests/grader/submissions/ into a folder of its own
 * (with a blank in its name), so that the tests of the way from a student's
 * file to a kernel need neither kernel nor labs.  For tests/grader/ only; the
 * tests run in the root of the repository.
 */
#ifndef SUBMISSION_LAB_H
#define SUBMISSION_LAB_H

#include <check.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "remove_tree.h"
#include "run_tool.h"
#include "submission.h"

#define FIXTURES "tests/grader/submissions/"
#define STUDENT  "device.c"

/* The pieces of a right submission; REST, what follows a test's own line 1. */
#define HEAD     "#include \"lab/device.h\"\n"
#define EOI      "void device_eoi(void) { mmio_write32(0, 0); }\n"
#define READ     "uint32_t device_read(unsigned index) { return index; }\n"
#define REST     "\n" HEAD EOI READ

struct lab {
    char dir[64];
    char reference_o[128], api_o[128], start_o[128], base_o[128];
    char other_o[128], library_a[128];
    struct build_inputs inputs;
    struct sandbox box;
};

/* What one submission came to.  Free with outcome_free. */
struct outcome {
    enum submit_err err;
    struct refusal why;
    struct build build;
};

static inline void lab_compile(struct lab *lab, const char *name, char *object,
                               size_t size)
{
    static struct tool_result result;
    char source[128];

    snprintf(source, sizeof source, FIXTURES "%s.c", name);
    snprintf(object, size, "%s/%s.o", lab->dir, name);

    const char *const argv[] = {"/usr/bin/gcc",
                                "-std=c11",
                                "-O1",
                                "-g",
                                "-ffreestanding",
                                "-fno-builtin",
                                "-fno-pic",
                                "-fno-stack-protector",
                                "-mgeneral-regs-only",
                                "-fcf-protection=none",
                                "-fno-asynchronous-unwind-tables",
                                "-I" FIXTURES "regs",
                                "-I" FIXTURES "lab",
                                "-c",
                                source,
                                "-o",
                                object,
                                NULL};

    run_tool(argv, NULL, &tool_limits_build, &result);
    ck_assert_msg(tool_succeeded(&result), "%s: %s", name, result.output);
}

static inline void lab_make_base(struct lab *lab)
{
    static struct tool_result result;

    snprintf(lab->base_o, sizeof lab->base_o, "%s/base.o", lab->dir);

    const char *const argv[] = {"/usr/bin/ld", "-r",       "-o", lab->base_o,
                                lab->start_o,  lab->api_o, NULL};

    run_tool(argv, NULL, &tool_limits_build, &result);
    ck_assert_msg(tool_succeeded(&result), "base: %s", result.output);
}

static inline void lab_make_library(struct lab *lab)
{
    static struct tool_result result;

    snprintf(lab->library_a, sizeof lab->library_a, "%s/other.a", lab->dir);

    const char *const argv[] = {"/usr/bin/ar",    "rcs",
                                lab->library_a,   lab->other_o,
                                lab->reference_o, NULL};

    run_tool(argv, NULL, &tool_limits_build, &result);
    ck_assert_msg(tool_succeeded(&result), "library: %s", result.output);
}

static inline void lab_make(struct lab *lab)
{
    snprintf(lab->dir, sizeof lab->dir, "/tmp/pic2pi test XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(lab->dir));
    lab_compile(lab, "reference", lab->reference_o, sizeof lab->reference_o);
    lab_compile(lab, "api", lab->api_o, sizeof lab->api_o);
    lab_compile(lab, "start", lab->start_o, sizeof lab->start_o);
    lab_compile(lab, "other", lab->other_o, sizeof lab->other_o);
    lab_make_base(lab);
    lab_make_library(lab);
    lab->inputs = (struct build_inputs){.regs_root = FIXTURES "regs",
                                        .lab_root = FIXTURES "lab",
                                        .reference_o = lab->reference_o,
                                        .api_o = lab->api_o,
                                        .base_o = lab->base_o,
                                        .linker_script = FIXTURES "kernel.ld"};
    ck_assert(sandbox_open(&lab->box, stderr));
}

static inline void lab_remove(struct lab *lab)
{
    remove_tree(lab->dir);
}

/* Write SIZE bytes as the student's file; its path goes to PATH. */
static inline void lab_write(const struct lab *lab, const char *text,
                             size_t size, char *path, size_t room)
{
    snprintf(path, room, "%s/" STUDENT, lab->dir);

    /* A failed test may leave a link there: never write through one. */
    unlink(path);

    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0600);

    ck_assert_int_ge(fd, 0);
    ck_assert_int_eq(write(fd, text, size), (ssize_t)size);
    close(fd);
}

/* Load and build the file at PATH. */
static inline void lab_submit_path(const struct lab *lab, const char *path,
                                   struct outcome *out)
{
    struct submission sub;

    memset(out, 0, sizeof *out);
    out->err = submission_load(path, STUDENT, &sub, &out->why);
    if (out->err)
        return;
    out->err =
        submission_build(&lab->box, &lab->inputs, &sub, &out->build, &out->why);
    submission_free(&sub);
}

static inline void lab_submit(const struct lab *lab, const char *text,
                              struct outcome *out)
{
    char path[128];

    lab_write(lab, text, strlen(text), path, sizeof path);
    lab_submit_path(lab, path, out);
    unlink(path);
}

static inline void outcome_free(struct outcome *out)
{
    if (out->build.dir[0])
        build_close(&out->build);
}

#endif
