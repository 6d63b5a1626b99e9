/*
 * grader/src/cmd_hint.c - `pic2pi hint`: one more hint for the first failure.
 *
 * Three tiers: the manual's rule, where to look, and the remedy when the
 * mistake is a known one.  Which came last is kept in build/hints/NN as the
 * check's id and the tier; another failing check begins at the first again.
 */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "commands.h"
#include "grading.h"
#include "labs.h"
#include "memory.h"
#include "report_text.h"

#define TIERS 3

static char *state_path(const struct rundir *dir, const struct lab *lab)
{
    char *below = text_format("build/hints/%s", lab->number);
    char *path = rundir_root(dir, below);

    free(below);
    return path;
}

/* The tier after the one that `check` was given last. */
static unsigned next_tier(const char *path, const char *check)
{
    FILE *file = fopen(path, "r");
    unsigned tier = 0;
    char last[128];

    if (file == NULL)
        return 1;
    if (fscanf(file, "%127s %u", last, &tier) != 2 || strcmp(last, check) != 0)
        tier = 0;
    fclose(file);
    return tier < TIERS ? tier + 1 : TIERS;
}

static void remember(const struct rundir *dir, const char *path,
                     const char *check, unsigned tier)
{
    char *folder = rundir_root(dir, "build/hints");
    bool kept = false;
    FILE *file;

    mkdir(folder, 0777);
    file = fopen(path, "w");
    if (file != NULL) {
        fprintf(file, "%s %u\n", check, tier);
        kept = fclose(file) == 0;
    }
    if (!kept)
        fprintf(stderr,
                "pic2pi: %s cannot be written, so the next hint will "
                "be this one again; --hints 2 asks for the second\n",
                folder);
    free(folder);
}

/* Where the section is that the first hint names, once the book is built. */
static void print_section(const struct rundir *dir, const char *anchor)
{
    char *below = text_format("build/site/at/%s.html", anchor);
    char *path = rundir_root(dir, below);

    if (access(path, R_OK) == 0)
        printf("  The section: %s\n", below);
    free(path);
    free(below);
}

static void print_hint(const struct session *session,
                       const struct options *options, const struct grading *g)
{
    const char *check = g->verdict.first->check->id;
    char *path = state_path(&session->dir, g->lab);
    unsigned tier =
        options->hints > 0 ? options->hints : next_tier(path, check);
    struct report_style style = report_style_for(options);

    report_text_hint(stdout, g, tier, &style);
    if (tier == 1)
        print_section(&session->dir, g->verdict.first->check->book);
    if (options->hints == 0)
        remember(&session->dir, path, check, tier);
    free(path);
}

static int hint_lab(struct session *session, const struct options *options,
                    const struct lab *lab)
{
    int code = EXIT_ALL_PASSED;
    struct grading g;

    if (!grading_make(&g, session, options, lab))
        code = grading_complain(&g, stderr);
    else if (g.verdict.first == NULL)
        printf("%s: every check passes, there is nothing to hint at\n",
               lab->name);
    else
        print_hint(session, options, &g);
    grading_free(&g);
    return code;
}

int cmd_hint(int argc, char **argv)
{
    const struct lab *lab;
    struct options options;
    struct session session;
    int code;

    options_parse(&options, "hint",
                  "Grade, then give the next of three hints for the first "
                  "check that fails.",
                  argc, argv);
    lab = lab_asked(&options, &code);
    if (lab == NULL || !session_open(&session, &options, &code))
        return code;
    code = hint_lab(&session, &options, lab);
    session_close(&session);
    return code;
}
