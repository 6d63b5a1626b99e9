/*
 * grader/src/sandbox.c - bubblewrap's arguments, and what is done without it.
 *
 * With bubblewrap the job's working directory is SANDBOX_HOME, which holds the
 * mounts and is otherwise read-only.  Without it the same names are symbolic
 * links in the job's scratch folder, removed afterwards, and only the limits
 * of run_tool.c hold.  What is run, and why, is the caller's.
 */
#include "sandbox.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BWRAP      "/usr/bin/bwrap"
#define MOUNTS_MAX 8
#define ARGS_MAX   128
#define MOUNT_NAME 160

struct arguments {
    const char *list[ARGS_MAX];
    char names[MOUNTS_MAX][MOUNT_NAME];
    unsigned count;
};

static void add(struct arguments *args, const char *word)
{
    if (args->count + 1 < ARGS_MAX)
        args->list[args->count++] = word;
    args->list[args->count] = NULL;
}

static void add3(struct arguments *args, const char *a, const char *b,
                 const char *c)
{
    add(args, a);
    add(args, b);
    add(args, c);
}

/* /bin, /lib, /lib64: links into /usr on a merged system, else folders. */
static void add_system_folder(struct arguments *args, const char *folder,
                              const char *in_usr)
{
    struct stat info;

    if (lstat(folder, &info) != 0)
        return;
    if (S_ISLNK(info.st_mode))
        add3(args, "--symlink", in_usr, folder);
    else
        add3(args, "--ro-bind", folder, folder);
}

static void add_world(struct arguments *args)
{
    add3(args, BWRAP, "--unshare-all", "--die-with-parent");
    add(args, "--new-session");
    add3(args, "--ro-bind", "/usr", "/usr");
    add_system_folder(args, "/bin", "usr/bin");
    add_system_folder(args, "/lib", "usr/lib");
    add_system_folder(args, "/lib64", "usr/lib64");
    add(args, "--dir");
    add(args, SANDBOX_HOME);
}

static void add_mounts(struct arguments *args, const struct sandbox_mount *m)
{
    for (unsigned i = 0; m && m->host && i < MOUNTS_MAX; m++, i++) {
        snprintf(args->names[i], MOUNT_NAME, "%s/%s", SANDBOX_HOME, m->name);
        add3(args, m->writable ? "--bind" : "--ro-bind", m->host,
             args->names[i]);
    }
}

static void run_in_bubblewrap(const struct sandbox_job *job,
                              struct tool_result *result)
{
    struct arguments args = {.count = 0};

    add_world(&args);
    add_mounts(&args, job->mounts);
    add(&args, "--remount-ro");
    add(&args, "/");
    add(&args, "--chdir");
    add(&args, SANDBOX_HOME);
    add(&args, "--");
    for (const char *const *a = job->argv; *a; a++)
        add(&args, *a);
    run_tool(args.list, NULL, &tool_limits_build, result);
    /* A refusal of bubblewrap itself comes before any word of the program. */
    if (result->end == TOOL_EXITED && result->status == 1 &&
        strncmp(result->output, "bwrap: ", 7) == 0)
        result->end = TOOL_FAILED;
}

/* PATH is SCRATCH/NAME: make the folders between the two. */
static bool make_folders(char *path, size_t scratch_length)
{
    for (char *c = path + scratch_length + 1; *c; c++) {
        if (*c != '/')
            continue;
        *c = '\0';
        bool made = mkdir(path, 0700) == 0 || errno == EEXIST;
        *c = '/';
        if (!made)
            return false;
    }
    return true;
}

/* The reverse; folders that still hold something stay. */
static void remove_folders(char *path, size_t scratch_length)
{
    for (char *c = path + strlen(path); c > path + scratch_length; c--) {
        if (*c != '/')
            continue;
        *c = '\0';
        rmdir(path);
    }
}

static bool place_link(const char *scratch, const struct sandbox_mount *mount)
{
    char path[4096];
    char *target = realpath(mount->host, NULL);
    int length = snprintf(path, sizeof path, "%s/%s", scratch, mount->name);
    bool placed = target && (size_t)length < sizeof path &&
                  make_folders(path, strlen(scratch)) &&
                  symlink(target, path) == 0;

    free(target);
    return placed;
}

static bool place_links(const struct sandbox_job *job)
{
    for (const struct sandbox_mount *m = job->mounts; m && m->host; m++)
        if (!place_link(job->scratch, m))
            return false;
    return true;
}

static void remove_links(const struct sandbox_job *job)
{
    char path[4096];

    for (const struct sandbox_mount *m = job->mounts; m && m->host; m++) {
        snprintf(path, sizeof path, "%s/%s", job->scratch, m->name);
        unlink(path);
        remove_folders(path, strlen(job->scratch));
    }
}

static void run_with_limits_only(const struct sandbox_job *job,
                                 struct tool_result *result)
{
    if (place_links(job))
        run_tool(job->argv, job->scratch, &tool_limits_build, result);
    else
        *result = (struct tool_result){.end = TOOL_FAILED, .status = errno};
    remove_links(job);
}

void sandbox_run(const struct sandbox *box, const struct sandbox_job *job,
                 struct tool_result *result)
{
    if (box->bubblewrap)
        run_in_bubblewrap(job, result);
    else
        run_with_limits_only(job, result);
}

/* Does bubblewrap run a program that does nothing? */
static bool probe_bubblewrap(struct tool_result *result)
{
    static const char *const nothing[] = {"/usr/bin/true", NULL};
    const struct sandbox_job job = {.argv = nothing};

    run_in_bubblewrap(&job, result);
    return tool_succeeded(result);
}

/* Where are <stdint.h> and the like? */
static bool ask_gcc(struct sandbox *box, struct tool_result *result)
{
    static const char *const ask[] = {"/usr/bin/gcc",
                                      "-print-file-name=include", NULL};

    run_tool(ask, NULL, &tool_limits_build, result);
    result->output[strcspn(result->output, "\n")] = '\0';
    snprintf(box->headers, sizeof box->headers, "%.*s",
             (int)sizeof box->headers - 1, result->output);
    return tool_succeeded(result) && box->headers[0] == '/';
}

bool sandbox_open(struct sandbox *box, FILE *notes)
{
    struct tool_result *result = malloc(sizeof *result);

    *box = (struct sandbox){.bubblewrap = false};
    if (!result) {
        fprintf(notes, "sandbox: out of memory\n");
        return false;
    }

    bool has_gcc = ask_gcc(box, result);

    box->bubblewrap = has_gcc && probe_bubblewrap(result);
    free(result);
    if (!has_gcc)
        fprintf(notes, "sandbox: /usr/bin/gcc does not run; type: make deps\n");
    else if (!box->bubblewrap)
        fprintf(notes, "sandbox: bubblewrap does not work here, so student "
                       "files are compiled with resource limits only\n");
    return has_gcc;
}
