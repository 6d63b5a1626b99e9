/*
 * grader/src/submission.c - open and read the one file; run the build's steps.
 *
 * The path was chosen by a stranger: a link, a pipe or a device is refused
 * before a byte is read.  The steps themselves are vet.c, compile.c, admit.c
 * and link.c.
 */
#include "submission.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "admit.h"
#include "compile.h"
#include "link.h"
#include "printable.h"
#include "vet.h"
#include "workdir.h"

const char *submit_err_name(enum submit_err err)
{
    static const char *const names[] = {
#define X(symbol, name) name,
        SUBMIT_ERRORS(X)
#undef X
    };

    return (size_t)err < sizeof names / sizeof *names ? names[err] : "unknown";
}

bool submit_err_is_hosts(enum submit_err err)
{
    return err == SUBMIT_HOST;
}

enum submit_err refuse(struct refusal *why, enum submit_err err,
                       const char *file, unsigned line, const char *format, ...)
{
    int used = 0;
    va_list args;

    why->err = err;
    why->line = line;
    if (file && line)
        used = snprintf(why->text, sizeof why->text, "%s:%u: ", file, line);
    else if (file)
        used = snprintf(why->text, sizeof why->text, "%s: ", file);
    va_start(args, format);
    vsnprintf(why->text + used, sizeof why->text - (size_t)used, format, args);
    va_end(args);
    make_printable_line(why->text);
    return err;
}

/* PATH itself, or PATH/FILE when PATH is a folder. */
static enum submit_err find_file(const char *path, const char *file,
                                 struct submission *sub, struct refusal *why)
{
    struct stat info;
    bool folder = stat(path, &info) == 0 && S_ISDIR(info.st_mode);
    int length = snprintf(sub->path, sizeof sub->path, "%s%s%s", path,
                          folder ? "/" : "", folder ? file : "");

    if (length < 0 || (size_t)length >= sizeof sub->path ||
        strlen(file) >= sizeof sub->file)
        return refuse(why, SUBMIT_NO_FILE, NULL, 0,
                      "The name of the submission is too long.");
    snprintf(sub->file, sizeof sub->file, "%s", file);
    return SUBMIT_OK;
}

static enum submit_err refuse_open(const struct submission *sub, int error,
                                   struct refusal *why)
{
    if (error == ELOOP)
        return refuse(why, SUBMIT_NOT_REGULAR, NULL, 0,
                      "%.500s is a symbolic link. Hand in the file itself.",
                      sub->path);
    if (error == ENOENT || error == ENOTDIR)
        return refuse(why, SUBMIT_NO_FILE, NULL, 0,
                      "There is no %.500s. Name the file %s, or the folder "
                      "that holds it.",
                      sub->path, sub->file);
    if (error == ENXIO || error == ENODEV)
        return refuse(why, SUBMIT_NOT_REGULAR, NULL, 0,
                      "%.500s is not an ordinary file.", sub->path);
    if (error == EMFILE || error == ENFILE || error == ENOMEM)
        return refuse(why, SUBMIT_HOST, NULL, 0, "submission: %.500s: %s",
                      sub->path, strerror(error));
    return refuse(why, SUBMIT_UNREADABLE, NULL, 0,
                  "%.500s cannot be read: %s. Type: chmod u+r %.200s",
                  sub->path, strerror(error), sub->path);
}

static enum submit_err check_kind(const struct submission *sub, int fd,
                                  struct refusal *why)
{
    struct stat info;

    if (fstat(fd, &info) != 0 || !S_ISREG(info.st_mode))
        return refuse(why, SUBMIT_NOT_REGULAR, NULL, 0,
                      "%.500s is not an ordinary file. Hand in %s as text.",
                      sub->path, sub->file);
    if (info.st_size > (off_t)SUBMISSION_MAX_BYTES)
        return refuse(why, SUBMIT_TOO_LARGE, sub->file, 0,
                      "it has %lld bytes, and %u are the limit.",
                      (long long)info.st_size, SUBMISSION_MAX_BYTES);
    return SUBMIT_OK;
}

/* One byte more than the limit is asked for, in case the file grows. */
static enum submit_err read_text(struct submission *sub, int fd,
                                 struct refusal *why)
{
    size_t room = SUBMISSION_MAX_BYTES + 1;

    sub->text = calloc(room + 1, 1);
    if (!sub->text)
        return refuse(why, SUBMIT_HOST, NULL, 0, "submission: out of memory");
    while (sub->size < room) {
        ssize_t n = read(fd, sub->text + sub->size, room - sub->size);

        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return refuse_open(sub, errno, why);
        if (n == 0)
            return SUBMIT_OK;
        sub->size += (size_t)n;
    }
    return refuse(why, SUBMIT_TOO_LARGE, sub->file, 0,
                  "it has more than %u bytes.", SUBMISSION_MAX_BYTES);
}

static bool is_archive(const struct submission *sub)
{
    static const struct {
        size_t at;
        const char *magic;
    } kinds[] = {{0, "PK\003\004"}, {0, "\037\213"},         {0, "BZh"},
                 {0, "\3757zXZ"},   {0, "\x28\xb5\x2f\xfd"}, {0, "7z\274\257"},
                 {257, "ustar"}};

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        size_t length = strlen(kinds[i].magic);

        if (sub->size >= kinds[i].at + length &&
            memcmp(sub->text + kinds[i].at, kinds[i].magic, length) == 0)
            return true;
    }
    return false;
}

static enum submit_err check_text(const struct submission *sub,
                                  struct refusal *why)
{
    if (is_archive(sub))
        return refuse(why, SUBMIT_ARCHIVE, NULL, 0,
                      "%.500s is an archive; this command takes one file. "
                      "Unpack it and name %s.",
                      sub->path, sub->file);
    if (strlen(sub->text) != sub->size)
        return refuse(why, SUBMIT_BINARY, sub->file, 0,
                      "it holds zero bytes, so it is not a C source file. Hand "
                      "in the text, saved as UTF-8.");
    if (strspn(sub->text, " \t\v\f\r\n") == sub->size)
        return refuse(why, SUBMIT_EMPTY, sub->file, 0,
                      "it is empty. Begin with the skeleton in labs/.");
    return vet_text(sub, why);
}

static enum submit_err load_open(struct submission *sub, struct refusal *why)
{
    int fd = open(sub->path,
                  O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    enum submit_err err;

    if (fd < 0)
        return refuse_open(sub, errno, why);
    err = check_kind(sub, fd, why);
    if (!err)
        err = read_text(sub, fd, why);
    close(fd);
    return err ? err : check_text(sub, why);
}

enum submit_err submission_load(const char *path, const char *file,
                                struct submission *sub, struct refusal *why)
{
    enum submit_err err;

    *sub = (struct submission){.size = 0};
    *why = (struct refusal){.err = SUBMIT_OK};
    err = find_file(path, file, sub, why);
    if (!err)
        err = load_open(sub, why);
    if (err)
        submission_free(sub);
    return err;
}

void submission_free(struct submission *sub)
{
    free(sub->text);
    sub->text = NULL;
    sub->size = 0;
}

static enum submit_err prepare(const struct submission *sub,
                               struct build *build, struct refusal *why)
{
    if (workdir_make(build->dir, sizeof build->dir) &&
        workdir_path(build->dir, WORK_KERNEL_ELF, build->kernel_elf,
                     sizeof build->kernel_elf) &&
        workdir_path(build->dir, WORK_KERNEL_BIN, build->kernel_bin,
                     sizeof build->kernel_bin) &&
        workdir_put(build->dir, sub->file, sub->text, sub->size))
        return SUBMIT_OK;
    return refuse(why, SUBMIT_HOST, NULL, 0,
                  "submission: no private folder under $TMPDIR or /tmp: %s. "
                  "Make room there or set TMPDIR.",
                  strerror(errno));
}

enum submit_err submission_build(const struct sandbox *box,
                                 const struct build_inputs *inputs,
                                 const struct submission *sub,
                                 struct build *build, struct refusal *why)
{
    enum submit_err err;

    *build = (struct build){.messages = NULL};
    *why = (struct refusal){.err = SUBMIT_OK};
    snprintf(build->file, sizeof build->file, "%s", sub->file);
    err = prepare(sub, build, why);
    if (!err)
        err = compile_student(box, inputs, build, why);
    if (!err)
        err = admit_object(inputs, build, why);
    if (!err)
        err = link_kernel(box, inputs, build, why);
    return err;
}

void build_close(struct build *build)
{
    workdir_remove(build->dir);
    free(build->messages);
    *build = (struct build){.messages = NULL};
}
