/*
 * grader/src/link.c - ld, then objcopy, in one sandbox.
 *
 * The two commands stand in a fixed script without arguments, so nothing of
 * the student's is ever read by the shell.  Names inside the sandbox are
 * fixed too; where the inputs lie on the host does not matter.
 */
#include "link.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "workdir.h"

#define SCRIPT(library)                                                        \
    "/usr/bin/ld -m elf_x86_64 -nostdlib -static --build-id=none "             \
    "-z max-page-size=4096 -z noexecstack --no-warn-rwx-segments "             \
    "-T kernel.ld -o " WORK_KERNEL_ELF " base.o " WORK_OBJECT library          \
    " && exec /usr/bin/objcopy -O binary " WORK_KERNEL_ELF " " WORK_KERNEL_BIN

static void run_ld(const struct sandbox *box, const struct build_inputs *inputs,
                   const struct build *build, struct tool_result *result)
{
    const char *const argv[] = {"/bin/sh", "-c",
                                inputs->library_a ? SCRIPT(" library.a")
                                                  : SCRIPT(""),
                                NULL};
    char out[512], scratch[512];

    workdir_path(build->dir, "out", out, sizeof out);
    workdir_path(build->dir, "scratch", scratch, sizeof scratch);

    const struct sandbox_mount mounts[] = {{inputs->base_o, "base.o", false},
                                           {inputs->linker_script, "kernel.ld",
                                            false},
                                           {out, "out", true},
                                           {inputs->library_a, "library.a",
                                            false},
                                           {NULL, NULL, false}};
    const struct sandbox_job job = {argv, mounts, scratch};

    sandbox_run(box, &job, result);
}

/* These cannot come from an admitted object: the lab's base is at fault. */
static bool is_ours(const struct tool_result *result)
{
    static const char *const signs[] = {"undefined reference", "cannot find",
                                        "cannot open", "multiple definition",
                                        NULL};

    if (result->end == TOOL_FAILED)
        return true;
    for (const char *const *sign = signs; *sign; sign++)
        if (strstr(result->output, *sign))
            return true;
    return false;
}

static enum submit_err refuse_link(const struct build *build,
                                   const struct tool_result *result,
                                   struct refusal *why)
{
    if (workdir_is_full(build->dir))
        return refuse(why, SUBMIT_HOST, NULL, 0,
                      "link: no room left in %s. Make room there or set "
                      "TMPDIR.",
                      build->dir);
    if (is_ours(result))
        return refuse(why, SUBMIT_HOST, NULL, 0,
                      "link: the lab's own parts do not link: %.600s",
                      result->output);
    return refuse(why, SUBMIT_LINK, build->file, 0,
                  "the linker refuses it: %.600s", result->output);
}

static bool is_there(const char *path)
{
    struct stat info;

    return stat(path, &info) == 0 && S_ISREG(info.st_mode) && info.st_size > 0;
}

enum submit_err link_kernel(const struct sandbox *box,
                            const struct build_inputs *inputs,
                            const struct build *build, struct refusal *why)
{
    struct tool_result *result = calloc(1, sizeof *result);
    enum submit_err err = SUBMIT_OK;

    if (!result)
        return refuse(why, SUBMIT_HOST, NULL, 0, "link: out of memory");
    run_ld(box, inputs, build, result);
    if (!tool_succeeded(result) || !is_there(build->kernel_elf) ||
        !is_there(build->kernel_bin))
        err = refuse_link(build, result, why);
    free(result);
    return err;
}
