/*
 * grader/src/grading.h - one lab of one submission, from file to verdict.
 *
 * The whole pipeline behind `grade`, `run`, `watch` and `hint`: load, compile
 * in the sandbox, boot with each seed, judge.  Reports are made from the
 * result; nothing is printed here.
 */
#ifndef GRADING_H
#define GRADING_H

#include <stdio.h>
#include "options.h"
#include "rundir.h"
#include "sandbox.h"
#include "submission.h"
#include "verdict.h"

/* What lasts for the process. */
struct session {
    struct rundir dir;
    struct sandbox sandbox;
    const struct machine *machine;
};

/* False after an error line on stderr; then exit 3 (or 2: no such machine). */
bool session_open(struct session *session, const struct options *options,
                  int *exit_code);
/* The same without looking for a machine: for what only compiles. */
bool session_prepare(struct session *session);
void session_close(struct session *session);

struct grading {
    const struct lab *lab;
    char *path;             /* what was asked for */
    char sha256[65];        /* of the student's file; "" before it is read */
    char *source;           /* its text, NULL before it is read */
    enum submit_err error;  /* why there is no verdict, or SUBMIT_OK */
    struct refusal refusal; /* the same in words */
    const char *host_error; /* the grader's own failure, or NULL */
    struct build build;
    struct kernel_image image;
    unsigned seeds;
    struct run *run;
    struct verdict verdict; /* valid when nothing above failed */
};

/* The file or folder that was asked for; allocated. */
char *grading_path(const struct rundir *dir, const struct options *options,
                   const struct lab *lab);

/* The first half: load, vet, compile, link, read the image.  False when there
 * is no kernel to boot; grading_free in every case. */
bool grading_build(struct grading *grading, struct session *session,
                   const struct options *options, const struct lab *lab);

/* Grade `lab`; returns false when there is no verdict. */
bool grading_make(struct grading *grading, struct session *session,
                  const struct options *options, const struct lab *lab);
void grading_free(struct grading *grading);

/* Why there is no verdict, with the compiler's words; returns the exit code
 * that goes with it. */
int grading_complain(const struct grading *grading, FILE *out);

/* Seed number `i` of a grade that was asked for with `seed`. */
uint64_t derived_seed(uint64_t seed, unsigned i);

#endif
