/*
 * grader/src/bochs_version.c - a banner read, a file searched.  Contract:
 * bochs_version.h.
 *
 * What was measured on which release is in docs/EMULATORS.md.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include "bochs_setup.h"
#include "bochs_version.h"

#define OLDEST "2.7"

static const char *const tried[] = {OLDEST, "2.8", "3.0"};

/* Less than, equal to or greater than 0, by "major.minor"; words behind the
 * numbers do not count. */
static int compare(const char *a, const char *b)
{
    char *end_a, *end_b;
    long of_a = strtol(a, &end_a, 10), of_b = strtol(b, &end_b, 10);

    if (of_a != of_b || *end_a != '.' || *end_b != '.')
        return of_a < of_b ? -1 : of_a > of_b;
    of_a = strtol(end_a + 1, NULL, 10);
    of_b = strtol(end_b + 1, NULL, 10);
    return of_a < of_b ? -1 : of_a > of_b;
}

static bool is_tried(const char *version)
{
    for (size_t i = 0; i < sizeof tried / sizeof tried[0]; i++)
        if (strcmp(version, tried[i]) == 0)
            return true;
    return false;
}

/* "Bochs x86 Emulator 3.0", alone or with ".devel" behind it. */
enum bochs_standing bochs_version(const char *banner, char version[16])
{
    static const char before[] = "Bochs x86 Emulator ";
    const char *at = strstr(banner, before);
    size_t n = 0;

    if (at != NULL) {
        at += strlen(before);
        n = strspn(at, "0123456789.abcdefghijklmnopqrstuvwxyz");
    }
    snprintf(version, 16, "%.*s", (int)(n < 15 ? n : 15), at != NULL ? at : "");
    if (is_tried(version))
        return BOCHS_TRIED;
    return compare(version, OLDEST) < 0 ? BOCHS_REFUSED : BOCHS_UNTRIED;
}

const char *bochs_version_error(const char *program, const char *version)
{
    static char text[400];

    if (version[0] == '\0')
        snprintf(text, sizeof text,
                 "%.200s did not start as Bochs: `pic2pi doctor` says more",
                 program);
    else
        snprintf(text, sizeof text,
                 "%.200s is Bochs %s, and the grader knows the record of "
                 "Bochs " OLDEST " and later: `make deps` installs it on "
                 "Debian 12, or set " BOCHS_VARIABLE " to one",
                 program, version);
    return text;
}

const char *bochs_debugger_error(const char *program)
{
    static char text[400];

    snprintf(text, sizeof text,
             "%.200s started Bochs without its debugger: set " BOCHS_VARIABLE
             " to the program itself, not to a script around it",
             program);
    return text;
}

const char *bochs_version_warning(const char *version)
{
    static char text[200];

    if (is_tried(version) || compare(version, OLDEST) < 0)
        return NULL;
    snprintf(text, sizeof text,
             "Bochs %s was never tried with these labs (docs/EMULATORS.md): "
             "a grade that surprises may be its doing",
             version);
    return text;
}

const struct habits *bochs_habits(const char *version)
{
    if (compare(version, "3.0") >= 0)
        return &habits_bochs_3_0;
    return compare(version, "2.8") >= 0 ? &habits_bochs_2_8 : &habits_bochs;
}

bool bochs_takes_option(const char *program)
{
    static const char option[] = BOCHS_DEBUGGER_OPTION;
    int file = open(program, O_RDONLY | O_CLOEXEC);
    struct stat info;
    bool found = false;

    if (file < 0)
        return false;
    if (fstat(file, &info) == 0 && info.st_size > 0) {
        size_t size = (size_t)info.st_size;
        void *bytes = mmap(NULL, size, PROT_READ, MAP_PRIVATE, file, 0);

        if (bytes != MAP_FAILED) {
            found = memmem(bytes, size, option, sizeof option) != NULL;
            munmap(bytes, size);
        }
    }
    close(file);
    return found;
}
