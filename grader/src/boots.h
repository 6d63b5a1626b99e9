/*
 * grader/src/boots.h - one boot after another, several at a time, watched.
 *
 * What every machine needs around its emulator: a process with its record in a
 * pipe, bounded in processor time, in lines and in bytes, and ended for sure.
 * What is one machine's own (folder, program, record, verdict on its end)
 * stands in a table of functions.  Used by bochs.c and qemu.c; called through
 * machine.h.
 */
#ifndef BOOTS_H
#define BOOTS_H

#include <sys/types.h>
#include "machine.h"

/* A running emulator. */
struct process {
    struct boot *boot;
    const struct rundir *dir;
    const struct kernel_image *image;
    struct machine_limits limits;
    char *folder; /* its own, below `dir` */
    void *own;    /* what its machine keeps of it */
    pid_t pid;
    int log, control;     /* its record; a socket to it, or -1 */
    unsigned began_ms;    /* by the wall's clock */
    unsigned heard_us;    /* its processor time when its record was read last */
    bool behind;          /* there may be more record than was read */
    enum run_end stopped; /* why we stopped it, or END_NONE */
};

/* One machine's part in a boot. */
struct boots_parts {
    size_t own_size;    /* of what process.own points at, zeroed */
    uint64_t memory;    /* the most that the emulator may take */
    const char *output; /* file of its standard output; NULL: nowhere */
    int log_fd;         /* where it expects its record */
    int control_fd;     /* ... and a socket, or -1 */
    /* Before the first boot, or NULL. */
    const char *(*open)(const struct rundir *dir);
    /* Make process.folder ready, and `own`.  NULL, or why not. */
    const char *(*prepare)(struct process *process);
    void (*become)(const struct process *process); /* in the child: exec */
    void (*started)(struct process *process);      /* in the parent; or NULL */
    /* Take a piece of the record. */
    void (*take)(struct process *process, const char *bytes, size_t n);
    /* Read the socket; false when there is nothing left. */
    bool (*hear)(struct process *process);
    /* Each round, after the bounds in time. */
    void (*watch)(struct process *process);
    /* It has ended with `status`: fill in its boot.  NULL, or why no boot of
     * this machine counts. */
    const char *(*finish)(struct process *process, int status);
};

/* End it; the first reason counts. */
void process_stop(struct process *process, enum run_end why);

/* Its processor time, which a busy host does not stretch. */
unsigned process_used_us(const struct process *process);

/* Is there record that nobody has read? */
bool process_has_more(const struct process *process);

/* A clock that only goes forward. */
unsigned wall_ms(void);

#endif
