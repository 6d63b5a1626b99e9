/*
 * grader/src/machine.h - booting a kernel image on an emulator, watched.
 *
 * One boot = one process; several may run side by side.  Everything the guest
 * can do to its emulator ends a boot within its bounds: instructions, log
 * lines, log bytes, processor time.  The verdict is not made here.  Implemented
 * by boots.c with bochs.c or qemu.c; called by run.c, and by cmd_run.c for a
 * person.
 */
#ifndef MACHINE_H
#define MACHINE_H

#include "kernel_image.h"
#include "trace.h"
#include "rundir.h"

struct machine_limits {
    uint64_t ticks;      /* instructions of the boot CPU */
    size_t lines, bytes; /* of the record */
    unsigned cpu_ms;     /* processor time of the emulator */
};

extern const struct machine_limits machine_limits_default;

/* One boot to make, and what came of it. */
struct boot {
    struct boot_order order;
    struct trace trace; /* filled in; free with trace_free */
    char version[16];   /* the emulator's own, "2.7"; "" when unknown */
    /* Called while the boot runs, when trace.console may have grown, or NULL;
     * `asked_by` is the caller's. */
    void (*on_console)(struct boot *boot);
    void *asked_by;
};

struct boots_parts;

struct machine {
    const char *name;
    /* NULL when the machine is there and new enough, else what to do. */
    const char *(*missing)(void);
    /* One line of warning about that version of it, or NULL; or NULL itself. */
    const char *(*warning)(const char *version);
    const struct boots_parts *parts; /* boots.h */
};

extern const struct machine machine_bochs, machine_qemu;

/* Make `count` boots of `image`, at most `jobs` at a time.  NULL, or why not
 * one of them could be made (exit 3). */
const char *machine_run(const struct machine *machine, const struct rundir *dir,
                        const struct kernel_image *image,
                        const struct machine_limits *limits, struct boot *boots,
                        unsigned count, unsigned jobs);

/* Machine number `n`, or NULL behind the last; 0 is the default, and the one
 * whose grade is the grade of record. */
const struct machine *machine_number(unsigned n);

/* The machine of that name, or NULL. */
const struct machine *machine_find(const char *name);

#endif
