/*
 * grader/src/workdir.c - make, fill and remove the private folder of a build.
 *
 * Removal never follows a symbolic link: without bubblewrap the scratch folder
 * holds links into the repository.
 */
#include "workdir.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define ROOM_NEEDED (2 * 1024 * 1024)

bool workdir_path(const char *dir, const char *name, char *path, size_t size)
{
    int length = snprintf(path, size, "%s/%s", dir, name);

    return length > 0 && (size_t)length < size;
}

static bool make_inner(const char *dir, const char *name)
{
    char path[PATH_MAX];

    return workdir_path(dir, name, path, sizeof path) && mkdir(path, 0700) == 0;
}

/* The debug information must not name it, so it has to be its real path. */
static bool real_temporary(char *path)
{
    const char *wish = getenv("TMPDIR");

    if (wish && wish[0] == '/' && realpath(wish, path))
        return true;
    return realpath("/tmp", path) != NULL;
}

bool workdir_make(char *dir, size_t size)
{
    char base[PATH_MAX];

    dir[0] = '\0';
    if (!real_temporary(base))
        return false;
    if (!workdir_path(base, "pic2pi-XXXXXX", dir, size)) {
        dir[0] = '\0';
        errno = ENAMETOOLONG;
        return false;
    }
    if (!mkdtemp(dir)) {
        dir[0] = '\0';
        return false;
    }
    return make_inner(dir, "in") && make_inner(dir, "out") &&
           make_inner(dir, "scratch");
}

static bool write_all(int fd, const char *bytes, size_t size)
{
    while (size > 0) {
        ssize_t n = write(fd, bytes, size);

        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        bytes += n;
        size -= (size_t)n;
    }
    return true;
}

bool workdir_put(const char *dir, const char *file, const char *text,
                 size_t size)
{
    char path[PATH_MAX];
    char in[PATH_MAX];

    if (!workdir_path(dir, "in", in, sizeof in) ||
        !workdir_path(in, file, path, sizeof path))
        return false;

    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

    if (fd < 0)
        return false;

    bool written = write_all(fd, text, size);

    return close(fd) == 0 && written;
}

bool workdir_is_full(const char *dir)
{
    char path[PATH_MAX];

    if (!workdir_path(dir, "in/room", path, sizeof path))
        return false;

    int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    bool full = fd < 0 || posix_fallocate(fd, 0, ROOM_NEEDED) != 0;

    if (fd >= 0) {
        close(fd);
        unlink(path);
    }
    return full;
}

static int remove_one(const char *path, const struct stat *info, int kind,
                      struct FTW *where)
{
    (void)info;
    (void)kind;
    (void)where;
    remove(path);
    return 0;
}

void workdir_remove(const char *dir)
{
    if (dir[0] == '/')
        nftw(dir, remove_one, 8, FTW_DEPTH | FTW_PHYS | FTW_MOUNT);
}
