/*
 * grader/src/grading.c - from a student's file to a verdict.
 * Contract: grading.h.
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "grading.h"
#include "memory.h"
#include "model/rng.h"
#include "sha256.h"

bool session_prepare(struct session *session)
{
    const char *error;

    *session = (struct session){.machine = &machine_bochs};
    error = rundir_open(&session->dir);
    if (error != NULL) {
        fprintf(stderr, "pic2pi: %s\n", error);
        return false;
    }
    return sandbox_open(&session->sandbox, stderr);
}

bool session_open(struct session *session, const struct options *options,
                  int *exit_code)
{
    const struct machine *machine = machine_find(options->machine);
    const char *missing = machine != NULL ? machine->missing() : NULL;

    *exit_code = EXIT_COULD_NOT_RUN;
    if (machine == NULL) {
        fprintf(stderr,
                "pic2pi: there is no machine '%s'; there are: bochs, qemu\n",
                options->machine);
        *exit_code = EXIT_USAGE;
        return false;
    }
    if (missing != NULL) {
        fprintf(stderr, "pic2pi: %s\n", missing);
        return false;
    }
    if (!session_prepare(session))
        return false;
    session->machine = machine;
    return true;
}

void session_close(struct session *session)
{
    rundir_close(&session->dir);
}

/* The seed itself first, so that a failure can be run again by its number. */
uint64_t derived_seed(uint64_t seed, unsigned i)
{
    struct rng rng = {.state = seed};
    uint64_t derived = seed;

    for (unsigned n = 0; n < i; n++)
        derived = rng_next(&rng) >> 32;
    return derived;
}

char *grading_path(const struct rundir *dir, const struct options *options,
                   const struct lab *lab)
{
    const char *asked = options->submission;

    if (asked == NULL)
        asked = options->own;
    if (asked == NULL || strcmp(asked, "labs") == 0) {
        char *below = text_format("labs/%s", lab->name);
        char *path = rundir_root(dir, below);

        free(below);
        return path;
    }
    if (strcmp(asked, "solutions") == 0) {
        char *below = text_format("solutions/%s", lab->name);
        char *path = rundir_root(dir, below);

        free(below);
        return path;
    }
    return text_copy(asked);
}

static void build_kernel(struct grading *g, struct session *session,
                         const struct submission *sub)
{
    const struct rundir *d = &session->dir;
    char *base = text_format("build/labs/%s/base.o", g->lab->name);
    char *reference =
        text_format("build/target/solutions/%s/%.*s.o", g->lab->name,
                    (int)(strlen(g->lab->file) - 2), g->lab->file);
    char *path[] = {
        rundir_root(d, "model/regs"),
        rundir_root(d, "kernel/lab"),
        rundir_root(d, reference),
        rundir_root(d, base),
        rundir_root(d, "build/target/kernel/core/lab_api.o"),
        rundir_root(d, "kernel/boot/kernel.ld"),
        rundir_root(d, "build/labs/libsolutions.a"),
    };
    struct build_inputs inputs = {
        .regs_root = path[0],
        .lab_root = path[1],
        .reference_o = path[2],
        .base_o = path[3],
        .api_o = path[4],
        .linker_script = path[5],
        .library_a = path[6],
    };

    for (size_t i = 0; i < sizeof path / sizeof path[0]; i++)
        if (access(path[i], R_OK) != 0)
            g->host_error = "this lab is not built here: run `make build/"
                            "pic2pi`, then the same again";
    if (g->host_error == NULL)
        g->error = submission_build(&session->sandbox, &inputs, sub, &g->build,
                                    &g->refusal);
    for (size_t i = 0; i < sizeof path / sizeof path[0]; i++)
        free(path[i]);
    free(base);
    free(reference);
}

static void run_kernel(struct grading *g, struct session *session,
                       const struct options *options)
{
    g->seeds = options->seeds;
    g->run = need(calloc(g->seeds, sizeof *g->run));
    for (unsigned i = 0; i < g->seeds; i++)
        g->run[i].seed = derived_seed(options->seed, i);
    g->host_error = runs_make(g->run, g->seeds, g->lab, session->machine,
                              &session->dir, &g->image, options->jobs);
}

bool grading_build(struct grading *g, struct session *session,
                   const struct options *options, const struct lab *lab)
{
    struct submission sub;

    *g = (struct grading){.lab = lab};
    g->path = grading_path(&session->dir, options, lab);
    g->error = submission_load(g->path, lab->file, &sub, &g->refusal);
    if (g->error != SUBMIT_OK)
        return false;
    sha256_hex(sub.text, sub.size, g->sha256);
    g->source = text_copy(sub.text);
    build_kernel(g, session, &sub);
    submission_free(&sub);
    if (g->error != SUBMIT_OK || g->host_error != NULL)
        return false;
    g->host_error =
        kernel_image_load(&g->image, g->build.kernel_elf, g->build.kernel_bin);
    return g->host_error == NULL;
}

bool grading_make(struct grading *g, struct session *session,
                  const struct options *options, const struct lab *lab)
{
    if (!grading_build(g, session, options, lab))
        return false;
    run_kernel(g, session, options);
    if (g->host_error != NULL)
        return false;
    verdict_make(&g->verdict, lab, g->run, g->seeds, options->part);
    return true;
}

int grading_complain(const struct grading *g, FILE *out)
{
    const char *why = g->host_error != NULL ? g->host_error : g->refusal.text;
    bool ours = g->host_error != NULL || submit_err_is_hosts(g->error);

    if (g->build.messages != NULL)
        fputs(g->build.messages, out);
    fprintf(out, "pic2pi: %s\n", why);
    return ours ? EXIT_COULD_NOT_RUN : EXIT_CHECKS_FAILED;
}

void grading_free(struct grading *g)
{
    for (unsigned i = 0; i < g->seeds; i++)
        run_free(&g->run[i]);
    free(g->run);
    verdict_free(&g->verdict);
    kernel_image_free(&g->image);
    if (g->error != SUBMIT_NO_FILE && g->build.dir[0] != '\0')
        build_close(&g->build);
    free(g->source);
    free(g->path);
    *g = (struct grading){0};
}
