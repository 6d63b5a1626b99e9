/*
 * grader/src/admit.c - the rules, applied in a child; the line, looked up.
 *
 * The object, though made by our assembler, holds what the student's asm
 * statements put there, so everything that reads it runs apart.  A child that
 * dies is a refused object, never a dead grader.
 */
#include "admit.h"

#include <string.h>

#include "admit_rules.h"
#include "run_tool.h"
#include "srcline.h"
#include "workdir.h"

struct case_file {
    const char *student;
    const char *reference;
    const char *api;
    const char *library; /* or null */
};

static bool judge(const struct object *student, const struct rule_book *book,
                  struct finding *what)
{
    return admit_sections(student, what) &&
           admit_symbols(student, book, what) &&
           admit_code(student, book, what);
}

/* In the child. */
static void examine(void *arg, void *answer)
{
    const struct case_file *files = arg;
    struct finding *what = answer;
    struct object student, reference, api;
    Elf *library = files->library ? archive_open(files->library) : NULL;

    if (!object_open(files->reference, &reference))
        found(what, SUBMIT_HOST, "admit: %.300s is not an object file",
              files->reference);
    else if (!object_open(files->api, &api))
        found(what, SUBMIT_HOST, "admit: %.300s is not an object file",
              files->api);
    else if (files->library && !library)
        found(what, SUBMIT_HOST, "admit: %.300s is not an archive",
              files->library);
    else if (!object_open(files->student, &student))
        found(what, SUBMIT_OBJECT, "the compiler made no x86-64 object of it.");
    else if (judge(&student, &(struct rule_book){&reference, &api, library},
                   what))
        what->err = SUBMIT_OK;
}

enum submit_err admit_object(const struct build_inputs *inputs,
                             const struct build *build, struct refusal *why)
{
    char object[512];
    struct case_file files = {object, inputs->reference_o, inputs->api_o,
                              inputs->library_a};
    struct finding what;
    unsigned line = 0;

    workdir_path(build->dir, WORK_OBJECT, object, sizeof object);
    switch (run_isolated(examine, &files, &what, sizeof what)) {
    case ISOLATED_DONE:
        break;
    case ISOLATED_NOT_STARTED:
        return refuse(why, SUBMIT_HOST, NULL, 0,
                      "admit: no process could be started.");
    case ISOLATED_DIED:
        return refuse(why, SUBMIT_OBJECT, build->file, 0,
                      "its object file cannot be examined. Look at its asm "
                      "statements.");
    }
    if (what.err == SUBMIT_OK)
        return SUBMIT_OK;
    if (what.section)
        line =
            srcline_in_object(object, build->file, what.section, what.offset);
    return refuse(why, what.err, what.err == SUBMIT_HOST ? NULL : build->file,
                  line, "%s", what.text);
}
