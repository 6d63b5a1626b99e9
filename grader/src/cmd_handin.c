/*
 * grader/src/cmd_handin.c - `pic2pi handin`: one archive, with a receipt.
 *
 * Grades, packs, and says where the archive is; --verify looks whether a
 * receipt fits its file.  A score that is not full is no reason to hand in
 * nothing: it is said, and the archive is written all the same.
 */
#include <stdio.h>
#include <string.h>
#include "commands.h"
#include "handin.h"
#include "labs.h"
#include "memory.h"
#include "printable.h"

static unsigned number_in(const json_t *receipt, const char *name)
{
    return (unsigned)json_integer_value(json_object_get(receipt, name));
}

/* What a stranger wrote, as one line. */
static char *words_in(const json_t *receipt, const char *name)
{
    const char *text = json_string_value(json_object_get(receipt, name));
    char *words = text_copy(text != NULL ? text : "none");

    make_printable_line(words);
    return words;
}

/* ---- --verify ---- */

static int tell_claim(const char *path, const json_t *receipt)
{
    char *lab = words_in(receipt, "lab");
    char *file = words_in(receipt, "file");
    char *grader = words_in(receipt, "grader_version");

    printf("%s: the receipt fits %s\n", path, file);
    printf("  it claims %u of %u points for %s, version %u, by grader %s\n",
           number_in(receipt, "score"), number_in(receipt, "max_score"), lab,
           number_in(receipt, "lab_version"), grader);
    printf("  a claim and no proof; for the grade of record: build/pic2pi "
           "grade --lab %s --submission %s\n",
           lab_find(lab) != NULL ? lab : "NN", path);
    free(grader);
    free(file);
    free(lab);
    return EXIT_ALL_PASSED;
}

static int verify(const char *path)
{
    json_t *receipt;
    char *why = handin_verify(path, &receipt);
    int code = EXIT_CHECKS_FAILED;

    if (why == NULL) {
        code = tell_claim(path, receipt);
        json_decref(receipt);
    } else {
        fprintf(stderr, "pic2pi: %s\n", why);
    }
    free(why);
    return code;
}

/* ---- handing in ---- */

static void warn(const struct grading *g, const json_t *receipt)
{
    unsigned score = number_in(receipt, "score");
    unsigned most = number_in(receipt, "max_score");

    if (g->verdict.result == NULL)
        grading_complain(g, stderr);
    if (score < most)
        fprintf(stderr,
                "pic2pi: warning: this file earns %u of %u points; `make grade "
                "LAB=%s` says why. It is packed all the same\n",
                score, most, g->lab->number);
}

static int write_archive(const struct grading *g, const char *machine,
                         const struct options *options)
{
    json_t *receipt = handin_receipt(g, machine, options);
    char *path = options->output != NULL
                     ? text_copy(options->output)
                     : text_format("%s-%.8s.tar.gz", g->lab->name, g->sha256);
    char *why = handin_write(path, g, receipt);
    int code = EXIT_COULD_NOT_RUN;

    if (why == NULL) {
        code = EXIT_ALL_PASSED;
        warn(g, receipt);
        printf("%s\n", path);
        printf("  %s of %s and its receipt: %u of %u points\n", g->lab->file,
               g->lab->name, number_in(receipt, "score"),
               number_in(receipt, "max_score"));
    } else {
        fprintf(stderr, "pic2pi: %s\n", why);
    }
    json_decref(receipt);
    free(path);
    free(why);
    return code;
}

static int hand_in(const struct options *options, const struct lab *lab)
{
    struct session session;
    struct grading g;
    int code;

    if (!session_open(&session, options, &code))
        return code;
    grading_make(&g, &session, options, lab);
    if (g.source == NULL || g.host_error != NULL ||
        submit_err_is_hosts(g.error))
        code = grading_complain(&g, stderr);
    else
        code = write_archive(&g, session.machine->name, options);
    grading_free(&g);
    session_close(&session);
    return code;
}

int cmd_handin(int argc, char **argv)
{
    const struct lab *lab;
    struct options options;
    int code;

    options_parse(&options, "handin",
                  "Grade a lab and pack its file with a receipt into one "
                  "archive, NN-name-HASH.tar.gz in this folder. The receipt "
                  "says what was graded and proves nothing by itself: the "
                  "grade of record is the one that the instructor makes.",
                  argc, argv);
    if (options.verify != NULL)
        return verify(options.verify);
    lab = lab_asked(&options, &code);
    return lab != NULL ? hand_in(&options, lab) : code;
}
