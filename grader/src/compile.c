/*
 * grader/src/compile.c - one run of gcc, its messages, and what it read.
 *
 * The working directory of the compiler holds the file itself, model/regs,
 * kernel/lab and out, so every name in a message is one the student knows.
 * A message that names another place is dropped: without bubblewrap it could
 * quote a file that is none of the student's business.
 */
#include "compile.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "printable.h"
#include "workdir.h"

#define DEPS_MAX (256u * 1024)

static const char *const fixed_flags[] = {"/usr/bin/gcc",
                                          "-pipe",
                                          "-std=c11",
                                          "-O1",
                                          "-g",
                                          "-fno-omit-frame-pointer",
                                          "-ffreestanding",
                                          "-fno-builtin",
                                          "-fno-stack-protector",
                                          "-fno-pic",
                                          "-fno-pie",
                                          "-no-pie",
                                          "-mno-red-zone",
                                          "-mgeneral-regs-only",
                                          "-mcmodel=small",
                                          "-fcf-protection=none",
                                          "-fno-asynchronous-unwind-tables",
                                          "-Wall",
                                          "-Wextra",
                                          "-fmax-errors=50",
                                          "-fdiagnostics-color=never",
                                          "-nostdinc",
                                          "-Imodel/regs",
                                          "-Ikernel/lab",
                                          "-MD",
                                          "-MF",
                                          WORK_DEPS,
                                          "-MT",
                                          "student",
                                          "-Wa,--MD," WORK_ASM_DEPS,
                                          "-ffile-prefix-map=" SANDBOX_HOME
                                          "=."};

#define FIXED (sizeof fixed_flags / sizeof *fixed_flags)

static void run_gcc(const struct sandbox *box,
                    const struct build_inputs *inputs,
                    const struct build *build, struct tool_result *result)
{
    char in[512], out[512], scratch[512], map[600];
    const char *argv[FIXED + 8];
    size_t n = FIXED;

    workdir_path(build->dir, "out", out, sizeof out);
    workdir_path(build->dir, "scratch", scratch, sizeof scratch);
    snprintf(in, sizeof in, "%s/in/%s", build->dir, build->file);
    snprintf(map, sizeof map, "-ffile-prefix-map=%s=.", scratch);
    memcpy(argv, fixed_flags, sizeof fixed_flags);
    argv[n++] = map;
    argv[n++] = "-isystem";
    argv[n++] = box->headers;
    argv[n++] = "-c";
    argv[n++] = build->file;
    argv[n++] = "-o";
    argv[n++] = WORK_OBJECT;
    argv[n] = NULL;

    const struct sandbox_mount mounts[] = {{in, build->file, false},
                                           {inputs->regs_root, "model/regs",
                                            false},
                                           {inputs->lab_root, "kernel/lab",
                                            false},
                                           {out, "out", true},
                                           {NULL, NULL, false}};
    const struct sandbox_job job = {argv, mounts, scratch};

    sandbox_run(box, &job, result);
}

/* Does the line speak of a file outside the student's view? */
static bool speaks_of_elsewhere(const struct sandbox *box, const char *line)
{
    line += strncmp(line, "In file included from ", 22) == 0 ? 22 : 0;
    return *line == '/' &&
           strncmp(line, box->headers, strlen(box->headers)) != 0;
}

static char *clean_messages(const struct sandbox *box, char *output)
{
    char *kept = calloc(strlen(output) + 1, 1);
    size_t used = 0;

    for (char *line = output; kept && *line;) {
        size_t length = strcspn(line, "\n");

        length += line[length] == '\n';
        if (!speaks_of_elsewhere(box, line)) {
            memcpy(kept + used, line, length);
            used += length;
        }
        line += length;
    }
    if (kept)
        make_printable(kept);
    return kept;
}

/* The first "FILE:LINE:COL: error: " in the messages: its line, and TEXT at
 * what follows.  0 if there is none. */
static unsigned first_error(const char *messages, const char *file,
                            const char **text)
{
    size_t stem = strlen(file);

    for (const char *line = messages; line;) {
        const char *error = strstr(line, "error: ");
        const char *end = strchr(line, '\n');

        if (strncmp(line, file, stem) == 0 && line[stem] == ':' && error &&
            (!end || error < end)) {
            *text = error + strlen("error: ");
            return (unsigned)strtoul(line + stem + 1, NULL, 10);
        }
        line = end ? end + 1 : NULL;
    }
    return 0;
}

static bool ran_out(const struct tool_result *result)
{
    static const char *const signs[] = {"signal terminated program",
                                        "\ncc1: out of memory",
                                        "virtual memory exhausted",
                                        "File too large", NULL};

    if (result->end == TOOL_TIMEOUT || result->end == TOOL_SIGNALED ||
        strncmp(result->output, "cc1: out of memory", 18) == 0)
        return true;
    for (const char *const *sign = signs; *sign; sign++)
        if (strstr(result->output, *sign))
            return true;
    return false;
}

static enum submit_err refuse_compile(const struct build *build,
                                      const struct tool_result *result,
                                      struct refusal *why)
{
    const char *text = "see the compiler's messages";
    unsigned line;

    if (result->end == TOOL_FAILED)
        return refuse(why, SUBMIT_HOST, NULL, 0,
                      "compile: the compiler could not be started: %.300s",
                      result->size ? result->output : strerror(result->status));
    if (workdir_is_full(build->dir))
        return refuse(why, SUBMIT_HOST, NULL, 0,
                      "compile: no room left in %s. Make room there or set "
                      "TMPDIR.",
                      build->dir);
    if (ran_out(result))
        return refuse(why, SUBMIT_COMPILE_LIMIT, build->file, 0,
                      "the compiler needed more than 10 s, 1 GiB of memory or "
                      "16 MiB of output. Look for macros or arrays that grow.");
    line = first_error(build->messages, build->file, &text);
    return refuse(why, SUBMIT_COMPILE, build->file, line,
                  "it does not compile: %.*s. Correct the first error, then "
                  "try again.",
                  (int)strcspn(text, "\n"), text);
}

/* The whole file as text; null when it is not there or too long. */
static char *read_whole(const char *path)
{
    FILE *in = fopen(path, "re");
    char *text = in ? calloc(DEPS_MAX + 1, 1) : NULL;

    if (text && fread(text, 1, DEPS_MAX + 1, in) > DEPS_MAX) {
        free(text);
        text = NULL;
    }
    if (in)
        fclose(in);
    return text;
}

static bool begins(const char *name, const char *root)
{
    size_t length = strlen(root);

    return strncmp(name, root, length) == 0 && name[length] == '/';
}

static bool may_read(const struct sandbox *box, const char *file,
                     const char *name)
{
    return strcmp(name, file) == 0 ||
           (!strstr(name, "..") &&
            (begins(name, "model/regs") || begins(name, "kernel/lab") ||
             begins(name, box->headers)));
}

/* Check a list in make's form: "target: name name \ name".  A name with an
 * escaped blank falls apart and is refused, as it should be. */
static enum submit_err check_deps(const struct sandbox *box,
                                  const struct build *build, const char *list,
                                  struct refusal *why)
{
    char path[512];
    char *rest = NULL;
    char *text = workdir_path(build->dir, list, path, sizeof path)
                     ? read_whole(path)
                     : NULL;
    char *names = text ? strchr(text, ':') : NULL;
    enum submit_err err = SUBMIT_OK;

    if (!names)
        err = refuse(why, SUBMIT_READ_OUTSIDE, build->file, 0,
                     "the compiler's list of files read is missing.");
    for (char *name = names ? strtok_r(names + 1, " \n", &rest) : NULL;
         name && !err; name = strtok_r(NULL, " \n", &rest))
        if (strcmp(name, "\\") != 0 && !may_read(box, build->file, name))
            err = refuse(why, SUBMIT_READ_OUTSIDE, build->file, 0,
                         "it makes the compiler read %.200s, which is not one "
                         "of the lab's headers. Remove that.",
                         name);
    free(text);
    return err;
}

enum submit_err compile_student(const struct sandbox *box,
                                const struct build_inputs *inputs,
                                struct build *build, struct refusal *why)
{
    struct tool_result *result = calloc(1, sizeof *result);
    enum submit_err err = SUBMIT_OK;

    if (result) {
        run_gcc(box, inputs, build, result);
        build->messages = clean_messages(box, result->output);
    }
    if (!result || !build->messages)
        err = refuse(why, SUBMIT_HOST, NULL, 0, "compile: out of memory");
    else if (!tool_succeeded(result))
        err = refuse_compile(build, result, why);
    if (!err)
        err = check_deps(box, build, WORK_DEPS, why);
    if (!err)
        err = check_deps(box, build, WORK_ASM_DEPS, why);
    free(result);
    return err;
}
