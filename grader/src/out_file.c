/*
 * grader/src/out_file.c - write, then rename.  Contract: out_file.h.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "memory.h"
#include "out_file.h"

static bool complain(const char *path)
{
    fprintf(stderr, "pic2pi: %s cannot be written: %s\n", path,
            strerror(errno));
    return false;
}

static bool is_special(const char *path)
{
    struct stat s;

    return stat(path, &s) == 0 && !S_ISREG(s.st_mode);
}

static FILE *open_temporary(struct out_file *file)
{
    mode_t mask = umask(0);
    int fd;

    umask(mask);
    file->temporary = text_format("%s.XXXXXX", file->path);
    fd = mkostemp(file->temporary, O_CLOEXEC);
    if (fd < 0)
        return NULL;
    fchmod(fd, 0666 & ~mask);
    return fdopen(fd, "w");
}

bool out_file_open(struct out_file *file, const char *path)
{
    *file = (struct out_file){.path = path};
    if (strcmp(path, "-") == 0)
        file->stream = stdout;
    else if (is_special(path))
        file->stream = fopen(path, "we");
    else
        file->stream = open_temporary(file);
    if (file->stream != NULL)
        return true;
    free(file->temporary);
    return complain(path);
}

bool out_file_close(struct out_file *file, bool good)
{
    bool written = fflush(file->stream) == 0 && !ferror(file->stream);
    int error = errno;

    if (file->stream != stdout && fclose(file->stream) != 0 && written) {
        written = false;
        error = errno;
    }
    if (file->temporary != NULL && good && written) {
        written = rename(file->temporary, file->path) == 0;
        error = errno;
    }
    if (file->temporary != NULL && !(good && written))
        unlink(file->temporary);
    free(file->temporary);
    file->temporary = NULL;
    errno = error;
    return written ? good : complain(file->path);
}
