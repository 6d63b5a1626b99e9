/*
 * grader/src/submission.c - open and read the one file; run the build's steps.
 *
 * The path was chosen by a stranger: a link, a pipe or a device is refused
 * before a byte is read.  Archives are opened by unpack.c; the steps themselves
 * are vet.c, compile.c, admit.c and link.c.
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
#include "unpack.h"
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
    return SUBMIT_OK;
}

/* An archive may be larger than what is taken out of it. */
static enum submit_err check_size(const struct submission *sub,
                                  struct refusal *why)
{
    bool archive = unpack_is_archive(sub->text, sub->size);
    size_t limit = archive ? UNPACK_ARCHIVE_MAX : SUBMISSION_MAX_BYTES;

    if (sub->size <= limit)
        return SUBMIT_OK;
    return refuse(why, SUBMIT_TOO_LARGE, sub->file, 0,
                  "it has more than %zu bytes.", limit);
}

/* One byte more than the limit is asked for, in case the file grows. */
static enum submit_err read_text(struct submission *sub, int fd,
                                 struct refusal *why)
{
    size_t room = UNPACK_ARCHIVE_MAX + 1;
    ssize_t n = 1;

    sub->text = calloc(room + 1, 1);
    if (!sub->text)
        return refuse(why, SUBMIT_HOST, NULL, 0, "submission: out of memory");
    while (n > 0 && sub->size < room) {
        do
            n = read(fd, sub->text + sub->size, room - sub->size);
        while (n < 0 && errno == EINTR);
        if (n < 0)
            return refuse_open(sub, errno, why);
        sub->size += (size_t)n;
    }
    return check_size(sub, why);
}

/* The archive's bytes are replaced by those of the one file in it. */
static enum submit_err take_out(struct submission *sub, struct refusal *why)
{
    struct unpacked *out = malloc(sizeof *out);
    enum unpack_err err = UNPACK_HOST;

    if (out != NULL)
        err = unpack_file(sub->text, sub->size, sub->file, out);
    if (err == UNPACK_HOST)
        refuse(why, SUBMIT_HOST, NULL, 0, "submission: %.500s: %s", sub->path,
               out != NULL ? out->why : "out of memory");
    else if (err == UNPACK_REFUSED)
        refuse(why, SUBMIT_ARCHIVE, NULL, 0,
               "%.300s is an archive, and %s. Hand in %s itself, or a zip or "
               "tar.gz that holds it once and nothing odd.",
               sub->path, out->why, sub->file);
    else {
        memcpy(sub->text, out->bytes, out->size + 1);
        sub->size = out->size;
    }
    free(out);
    return err == UNPACK_OK ? SUBMIT_OK : why->err;
}

static enum submit_err check_text(const struct submission *sub,
                                  struct refusal *why)
{
    if (unpack_is_archive(sub->text, sub->size))
        return refuse(why, SUBMIT_ARCHIVE, NULL, 0,
                      "%.500s is an archive, and what it calls %s is one too. "
                      "Hand in the text itself.",
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
    if (!err && unpack_is_archive(sub->text, sub->size))
        err = take_out(sub, why);
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
