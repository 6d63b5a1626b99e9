/*
 * grader/src/cmd_reset.c - `pic2pi reset`: the skeleton back, nothing lost.
 *
 * The skeleton is made from the solution (make/skeleton.sh) or, in a copy
 * without solutions, taken from the last commit.  The student's file stays
 * beside it as file.c.mine-1, -2...; it is never overwritten.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "commands.h"
#include "labs.h"
#include "memory.h"
#include "run_tool.h"
#include "rundir.h"

#define KEPT_MAX 1000

/* The output of a program of ours, run in the checkout. */
static bool ask(const struct rundir *dir, const char *const *argv,
                struct tool_result *result)
{
    run_tool(argv, dir->root, &tool_limits_build, result);
    return tool_succeeded(result) && result->size > 0 && !result->truncated;
}

static bool find_skeleton(const struct rundir *dir, const struct lab *lab,
                          struct tool_result *result)
{
    char *solution = text_format("solutions/%s/%s", lab->name, lab->file);
    char *committed = text_format("HEAD:labs/%s/%s", lab->name, lab->file);
    char *path = rundir_root(dir, solution);
    const char *const make[] = {"/bin/sh", "make/skeleton.sh", solution, NULL};
    const char *const show[] = {"/usr/bin/git", "show", committed, NULL};
    bool found = (access(path, R_OK) == 0 && ask(dir, make, result)) ||
                 ask(dir, show, result);

    free(path);
    free(committed);
    free(solution);
    return found;
}

static bool holds_already(const char *path, const struct tool_result *wanted)
{
    char *text = need(malloc(wanted->size + 1));
    FILE *file = fopen(path, "r");
    size_t n = file != NULL ? fread(text, 1, wanted->size + 1, file) : 0;
    bool same = n == wanted->size && memcmp(text, wanted->output, n) == 0;

    if (file != NULL)
        fclose(file);
    free(text);
    return same;
}

static bool write_new(const char *path, const struct tool_result *wanted)
{
    FILE *file = fopen(path, "w");
    size_t n;

    if (file == NULL)
        return false;
    n = fwrite(wanted->output, 1, wanted->size, file);
    return fclose(file) == 0 && n == wanted->size;
}

/* Give the file a second name, which nothing has yet; "" when there is no
 * file to keep.  NULL with errno when that cannot be done. */
static char *keep(const char *path)
{
    for (unsigned n = 1; n < KEPT_MAX; n++) {
        char *kept = text_format("%s.mine-%u", path, n);

        if (link(path, kept) == 0)
            return kept;
        free(kept);
        if (errno == ENOENT)
            return text_copy("");
        if (errno != EEXIST)
            return NULL;
    }
    return NULL;
}

/* New text first, then the second name, then the change in one step: whatever
 * fails, the student's file is there. */
static int put_back(const char *path, const struct tool_result *wanted)
{
    char *fresh = text_format("%s.new", path);
    char *kept = write_new(fresh, wanted) ? keep(path) : NULL;
    int code = EXIT_COULD_NOT_RUN;

    if (kept == NULL || rename(fresh, path) != 0) {
        fprintf(stderr,
                "pic2pi: %s was not changed: %s. Make its folder writable, or "
                "make room, and reset again\n",
                path, strerror(errno));
        unlink(fresh);
    } else {
        printf("%s is the skeleton again\n", path);
        if (kept[0] != '\0')
            printf("your version is kept in %s\n", kept);
        code = EXIT_ALL_PASSED;
    }
    free(kept);
    free(fresh);
    return code;
}

static int reset_lab(const struct rundir *dir, const struct lab *lab)
{
    char *below = text_format("labs/%s/%s", lab->name, lab->file);
    char *path = rundir_root(dir, below);
    struct tool_result *wanted = need(calloc(1, sizeof *wanted));
    int code = EXIT_ALL_PASSED;

    if (!find_skeleton(dir, lab, wanted)) {
        fprintf(stderr,
                "pic2pi: this copy has neither solutions/ nor a commit with "
                "%s; take the file from where the labs came from\n",
                below);
        code = EXIT_COULD_NOT_RUN;
    } else if (holds_already(path, wanted))
        printf("%s is the skeleton already\n", path);
    else
        code = put_back(path, wanted);
    free(wanted);
    free(path);
    free(below);
    return code;
}

int cmd_reset(int argc, char **argv)
{
    const struct lab *lab;
    struct options options;
    struct rundir dir;
    const char *error;
    int code;

    options_parse(&options, "reset",
                  "Put the skeleton of a lab's file back. Your version is kept "
                  "beside it, as NAME.c.mine-1, -2 and so on.",
                  argc, argv);
    lab = lab_asked(&options, &code);
    if (lab == NULL)
        return code;
    error = rundir_find(&dir);
    if (error != NULL) {
        fprintf(stderr, "pic2pi: %s\n", error);
        return EXIT_COULD_NOT_RUN;
    }
    code = reset_lab(&dir, lab);
    rundir_close(&dir);
    return code;
}
