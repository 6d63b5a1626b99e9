/*
 * grader/src/cmd_doctor.c - `pic2pi doctor`: what this PC offers, what is
 * missing, and the line to type for each.
 *
 * Looks only; changes nothing and installs nothing.  Exits 0 when labs can be
 * graded here, whatever else is missing, and 3 when they cannot.
 */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>
#include "bochs_setup.h"
#include "bochs_version.h"
#include "commands.h"
#include "labs.h"
#include "memory.h"
#include "printable.h"
#include "run_tool.h"
#include "rundir.h"

#define ROOM_MB 64 /* what a grade may need for a moment */

struct patient {
    struct rundir dir;
    unsigned failed; /* things without which nothing can be graded */
};

enum weight { NEEDED, USEFUL };

/* One line for what is there; two, with the remedy, for what is not. */
static void tell(struct patient *p, bool good, enum weight weight,
                 const char *what, const char *found, const char *remedy)
{
    const char *word = good ? "ok" : weight == NEEDED ? "MISSING" : "absent";

    printf("%-8s %-22s %s\n", word, what, found);
    if (!good)
        printf("%-8s %-22s -> %s\n", "", "", remedy);
    if (!good && weight == NEEDED)
        p->failed++;
}

/* The first line that says something of what `argv` prints; false when it does
 * not run. */
static bool first_line(const char *const *argv, char line[128])
{
    struct tool_result *result = need(calloc(1, sizeof *result));
    bool ran;

    run_tool(argv, NULL, &tool_limits_build, result);
    ran = tool_succeeded(result);
    make_printable(result->output);
    char *text = result->output, *warning;

    /* gdb begins with a remark when it has no home. */
    while ((warning = strstr(text, "warning:")) != NULL &&
           strchr(warning, '\n') != NULL)
        text = strchr(warning, '\n') + 1;
    snprintf(line, 128, "%.*s", (int)strcspn(text, "\n"), text);
    free(result);
    return ran;
}

static void look_for_program(struct patient *p, enum weight weight,
                             const char *what, const char *path,
                             const char *remedy)
{
    const char *const argv[] = {path, "--version", NULL};
    char line[128];
    bool runs = access(path, X_OK) == 0 && first_line(argv, line);

    tell(p, runs, weight, what, runs ? line : path, remedy);
}

static void look_for_bochs(struct patient *p)
{
    const char *const argv[] = {bochs_program(), "--help", NULL};
    const char *missing = bochs_missing();
    struct tool_result *result;
    enum bochs_standing standing;
    char version[16];

    if (missing != NULL) {
        tell(p, false, NEEDED, "Bochs", bochs_program(), missing);
        return;
    }
    result = need(calloc(1, sizeof *result));
    run_tool(argv, NULL, &tool_limits_build, result);
    standing = bochs_version(result->output, version);
    if (standing == BOCHS_UNTRIED)
        tell(p, true, NEEDED, "Bochs, never tried", version, "");
    else if (standing == BOCHS_TRIED)
        tell(p, true, NEEDED, "Bochs", version, "");
    else
        tell(p, false, NEEDED, "Bochs",
             version[0] != '\0' ? version : "no Bochs",
             bochs_version_error(bochs_program(), version));
    free(result);
}

static void look_at_sandbox(struct patient *p)
{
    static const char *const argv[] = {"/usr/bin/bwrap",
                                       "--unshare-all",
                                       "--ro-bind",
                                       "/",
                                       "/",
                                       "/usr/bin/true",
                                       NULL};
    char line[128];
    bool there = access(argv[0], X_OK) == 0;
    bool runs = there && first_line(argv, line);

    tell(p, runs, USEFUL, "bubblewrap",
         runs    ? "works"
         : there ? line
                 : argv[0],
         there ? "user namespaces are not allowed here: as root, "
                 "sysctl kernel.unprivileged_userns_clone=1 "
                 "(or grade your own files only)"
               : "make deps");
}

static void look_at_temporary(struct patient *p)
{
    const char *error = rundir_open(&p->dir);
    struct statvfs room = {0};
    char found[128] = "cannot be written";
    unsigned long mb = 0;

    if (error == NULL && statvfs(p->dir.path, &room) == 0) {
        mb = (unsigned long)(room.f_bavail * room.f_frsize >> 20);
        snprintf(found, sizeof found, "%lu MB free", mb);
    }
    tell(p, error == NULL && mb >= ROOM_MB, NEEDED, "temporary folder", found,
         "set TMPDIR to a folder that can be written and has 64 MB free");
}

static void look_at_product(struct patient *p, const char *below)
{
    char *path = rundir_root(&p->dir, below);
    bool built = access(path, R_OK) == 0;

    tell(p, built, NEEDED, below, built ? "built" : "not built",
         "make build/pic2pi");
    free(path);
}

/* What the build leaves for the grader, one part of the kernel for a lab. */
static void look_at_products(struct patient *p)
{
    look_at_product(p, "build/images/firmware.bin");
    look_at_product(p, "build/labs/libsolutions.a");
    for (unsigned i = 0; i < all_labs_count; i++) {
        char *below = text_format("build/labs/%s/base.o", all_labs[i]->name);

        look_at_product(p, below);
        free(below);
    }
}

static void look_at_hints(struct patient *p)
{
    char *build = rundir_root(&p->dir, "build");

    tell(p, access(build, W_OK) == 0, USEFUL, "build folder", "writable",
         "hints are not remembered: make it writable (chmod u+w build)");
    free(build);
}

static void look_at_machine(struct patient *p)
{
    long cpus = sysconf(_SC_NPROCESSORS_ONLN);
    char text[64];

    snprintf(text, sizeof text, "%ld, so many emulators side by side", cpus);
    tell(p, cpus > 0, USEFUL, "processors", text, "");
    tell(p, access("/dev/kvm", R_OK | W_OK) == 0, USEFUL, "KVM", "/dev/kvm",
         "nothing here needs it");
}

/* Does /proc/cpuinfo list `flag` for the first processor? */
static bool has_flag(const char *flag)
{
    FILE *file = fopen("/proc/cpuinfo", "r");
    char *line = NULL, *wanted = text_format(" %s ", flag);
    size_t room = 0;
    bool found = false;

    while (file != NULL && !found && getline(&line, &room, file) > 0)
        if (strncmp(line, "flags", 5) == 0) {
            line[strcspn(line, "\n")] = ' ';
            found = strstr(line, wanted) != NULL;
            break;
        }
    if (file != NULL)
        fclose(file);
    free(line);
    free(wanted);
    return found;
}

/* For labs that are booted on this computer itself, from the ISO. */
static void look_at_hardware(struct patient *p)
{
    static const char remedy[] = "only for labs booted on this PC itself";

    tell(p, has_flag("x2apic"), USEFUL, "x2APIC", "of this PC", remedy);
    tell(p, has_flag("vmx"), USEFUL, "VT-x", "of this PC", remedy);
    tell(p, access("/sys/firmware/acpi/tables/DMAR", F_OK) == 0, USEFUL, "VT-d",
         "of this PC", remedy);
}

int cmd_doctor(int argc, char **argv)
{
    struct options options;
    struct patient p = {0};

    options_parse(&options, "doctor",
                  "Say what this computer offers, what is missing, and what to "
                  "type for each. Status 3: labs cannot be graded here.",
                  argc, argv);
    look_at_temporary(&p);
    look_for_bochs(&p);
    look_for_program(&p, NEEDED, "gcc", "/usr/bin/gcc", "make deps");
    look_for_program(&p, NEEDED, "ld", "/usr/bin/ld", "make deps");
    look_at_sandbox(&p);
    look_at_products(&p);
    look_at_hints(&p);
    look_for_program(&p, USEFUL, "QEMU", "/usr/bin/qemu-system-x86_64",
                     "make deps GROUP=test (make debug MACHINE=qemu uses it)");
    look_for_program(&p, USEFUL, "gdb", "/usr/bin/gdb",
                     "make deps GROUP=test (make debug MACHINE=qemu uses it)");
    look_at_machine(&p);
    look_at_hardware(&p);
    if (p.failed == 0)
        printf("\nLabs can be graded here.\n");
    else
        printf("\nLabs cannot be graded here yet: %u missing.\n", p.failed);
    rundir_close(&p.dir);
    return p.failed == 0 ? EXIT_ALL_PASSED : EXIT_COULD_NOT_RUN;
}
