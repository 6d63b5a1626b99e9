/*
 * kernel/loader.h - what the loader told us: seed, first step, quietness, and
 * where firmware's tables are.
 *
 * Reads blocks and a command line; starts nothing.  Called once, by
 * kernel/core/main.c, with what kernel/boot/entry.asm got in eax and ebx.
 */
#ifndef KERNEL_LOADER_H
#define KERNEL_LOADER_H

#include <stdint.h>
#include "kernel/runner.h"

struct loader_facts {
    const char *name; /* "boot ROM", "Multiboot2", "PVH" */
    struct run_options options;
    uint64_t rsdp; /* 0: unknown, search for it */
};

/* Fill `facts` from the block that `magic` says `pointer` leads to; where there
 * is nothing to read, the defaults stand: seed 1, all steps, talkative. */
void loader_read(struct loader_facts *facts, uint32_t magic, uint32_t pointer);

/* Take "seed=N", "step=N" and "quiet" out of a command line; other words are
 * for somebody else.  Reads at most LOADER_LINE_MAX bytes. */
#define LOADER_LINE_MAX 256u
void loader_command_line(struct run_options *options, const char *line);

#endif
