/*
 * grader/src/submission.h - from a student's one C file to a kernel image.
 *
 * submission_load reads and vets the text; submission_build compiles it in the
 * sandbox, admits the object (admit.h), links it with the lab's prebuilt part
 * and leaves kernel.elf and kernel.bin in a private directory.  Nothing here
 * starts an emulator or judges a run.  Called by every command that grades.
 *
 *   struct sandbox box;                             once per process
 *   sandbox_open(&box, stderr);
 *   err = submission_load(path, "lapic.c", &sub, &why);
 *   if (!err) err = submission_build(&box, &inputs, &sub, &build, &why);
 *   ... build.kernel_bin ...
 *   build_close(&build); submission_free(&sub);
 */
#ifndef SUBMISSION_H
#define SUBMISSION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sandbox.h"

#define SUBMISSION_MAX_BYTES (256u * 1024)

/* Every way in which a file can fail to become a kernel: symbol, its name in
 * reports.  SUBMIT_HOST is the grader's fault (exit code 3), all others are
 * the submission's. */
#define SUBMIT_ERRORS(X)                                                       \
    X(SUBMIT_OK, "ok")                                                         \
    X(SUBMIT_HOST, "could-not-run")                                            \
    X(SUBMIT_NO_FILE, "no-such-file")                                          \
    X(SUBMIT_UNREADABLE, "unreadable")                                         \
    X(SUBMIT_NOT_REGULAR, "not-a-regular-file")                                \
    X(SUBMIT_ARCHIVE, "archive")                                               \
    X(SUBMIT_EMPTY, "empty")                                                   \
    X(SUBMIT_TOO_LARGE, "too-large")                                           \
    X(SUBMIT_BINARY, "binary")                                                 \
    X(SUBMIT_INCLUDE, "include-refused")                                       \
    X(SUBMIT_EMBED, "embed-refused")                                           \
    X(SUBMIT_INCBIN, "incbin-refused")                                         \
    X(SUBMIT_LINE, "line-directive-refused")                                   \
    X(SUBMIT_COMPILE, "compile-error")                                         \
    X(SUBMIT_COMPILE_LIMIT, "compile-limit")                                   \
    X(SUBMIT_READ_OUTSIDE, "read-outside")                                     \
    X(SUBMIT_OBJECT, "object-refused")                                         \
    X(SUBMIT_MISSING_FUNCTION, "function-missing")                             \
    X(SUBMIT_EXTRA_GLOBAL, "extra-global")                                     \
    X(SUBMIT_SYMBOL_KIND, "symbol-kind-refused")                               \
    X(SUBMIT_UNDEFINED, "undefined-symbol")                                    \
    X(SUBMIT_SECTION, "section-refused")                                       \
    X(SUBMIT_OBJECT_SIZE, "object-too-large")                                  \
    X(SUBMIT_RELOCATION, "relocation-refused")                                 \
    X(SUBMIT_INSTRUCTION, "instruction-refused")                               \
    X(SUBMIT_UNDECODABLE, "undecodable-code")                                  \
    X(SUBMIT_LINK, "link-error")

enum submit_err {
#define X(symbol, name) symbol,
    SUBMIT_ERRORS(X)
#undef X
};

/* Why not: one or two sentences, what happened and what to do next.  `line` is
 * the student's own line, 0 when no line is to blame.  The text begins with
 * "lapic.c:12: " when there is one. */
struct refusal {
    enum submit_err err;
    unsigned line;
    char text[1024];
};

struct submission {
    char path[4096]; /* the file that was read */
    char file[64];   /* "lapic.c" */
    char *text;      /* its bytes, and a zero byte after them */
    size_t size;
};

/* What was made ahead of time for one lab. */
struct build_inputs {
    const char *regs_root;     /* model/regs: #include "hw/..." */
    const char *lab_root;      /* kernel/lab: #include "lab/..." */
    const char *reference_o;   /* its globals are what must be defined */
    const char *api_o;         /* its globals are what may be called */
    const char *base_o;        /* kernel, scenario and plan, ld -r */
    const char *linker_script; /* kernel.ld */
    const char *library_a;     /* other labs' solutions, or null */
};

/* A private directory and what was built in it. */
struct build {
    char dir[256];
    char kernel_elf[320];
    char kernel_bin[320];
    char file[64];  /* the student's: "lapic.c" */
    char *messages; /* the compiler's, "" if silent; warnings too; UTF-8 */
};

/* PATH is a file, a directory that holds FILE, or an archive that does (see
 * unpack.h).  On SUBMIT_OK free SUB with
 * submission_free; otherwise `why` is filled and SUB needs nothing. */
enum submit_err submission_load(const char *path, const char *file,
                                struct submission *sub, struct refusal *why);
void submission_free(struct submission *sub);

/* Compile, admit, link.  Call build_close afterwards in every case: after a
 * compile error build->messages holds the compiler's own words. */
enum submit_err submission_build(const struct sandbox *box,
                                 const struct build_inputs *inputs,
                                 const struct submission *sub,
                                 struct build *build, struct refusal *why);

/* Remove the directory and free the messages. */
void build_close(struct build *build);

/* "include-refused" and so on; true for the grader's own failures. */
const char *submit_err_name(enum submit_err err);
bool submit_err_is_hosts(enum submit_err err);

/* Fill `why` and return ERR; for the modules behind this header.  FILE may be
 * null: then no "FILE:LINE: " goes in front of the text. */
enum submit_err refuse(struct refusal *why, enum submit_err err,
                       const char *file, unsigned line, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

#endif
