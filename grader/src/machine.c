/*
 * grader/src/machine.c - the list of machines, and what each boot of theirs is
 * limited to.  Contract: machine.h; why these numbers:
 * docs/decisions/0006-limits.md.
 */
#include <string.h>
#include "machine.h"

const struct machine_limits machine_limits_default = {
    .ticks = 700000,
    .lines = 16000,
    .bytes = 4u << 20,
    .cpu_ms = 800,
};

static const struct machine *const machines[] = {&machine_bochs, &machine_qemu};

const struct machine *machine_number(unsigned n)
{
    return n < sizeof machines / sizeof machines[0] ? machines[n] : NULL;
}

const struct machine *machine_find(const char *name)
{
    for (unsigned n = 0; machine_number(n) != NULL; n++)
        if (strcmp(machine_number(n)->name, name) == 0)
            return machine_number(n);
    return NULL;
}
