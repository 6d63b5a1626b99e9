/*
 * grader/src/bochs_looks.c - script and files of the debugger's looks.
 * Contract: bochs_looks.h.
 *
 * One CPU: `sb` stops at a tick, in the middle of `c`.  With several `sb` never
 * fires, and steps (`s all`) cost twice what `c` does.  So `c` runs until the
 * guest calls the debugger at its end, and a watchpoint on the text ends the
 * run at once when anybody writes there; bochs.c looks at the ticks.
 */
#include <stdio.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>
#include "bochs_looks.h"
#include "memory.h"
#include "model/rng.h"

#define LOOK_AFTER    60000u /* instructions after the look before, or more */
#define LOOK_SPAN     100000u
#define SPARE         16u /* the last stop stands behind the limit */
#define LOOKS_OF_MANY 2u
#define LOADED_AFTER  64u /* several CPUs: ticks, and one a word loaded */
#define LOADED_WORD   4u  /* images/rom.asm */

static char *text_joined(char *text, const char *more)
{
    char *both = text_format("%s%s", text, more);

    free(text);
    return both;
}

/* Write the text out where the run stands. */
static char *add_writing(char *commands, unsigned number, size_t text_size)
{
    char *writing = text_format("writemem \"text%u\" 0x%x %zu\n", number,
                                KERNEL_BASE, text_size);

    commands = text_joined(commands, writing);
    free(writing);
    return commands;
}

/* `sb` counts from where the run stands.  When the guest has called the
 * debugger before, this look and the next are taken at once. */
static char *add_look(char *commands, uint64_t wait, unsigned number,
                      size_t text_size)
{
    char *look = text_format("sb %lu\nc\n", (unsigned long)wait);

    commands = text_joined(commands, look);
    free(look);
    return add_writing(commands, number, text_size);
}

/* Where the looks fall is nobody's to know: the guest can read its own seed. */
static uint64_t secret(const struct boot_order *order)
{
    uint64_t drawn;

    if (getrandom(&drawn, sizeof drawn, GRND_NONBLOCK) != sizeof drawn)
        drawn = ~order->seed;
    return drawn;
}

/* The boot ROM copies word by word, the text first: when that is done, and the
 * other CPUs have not been started, the text is looked at and then watched. */
static char *add_watch(char *commands, size_t text_size)
{
    char *steps =
        text_format("s all %zu\n", text_size / LOADED_WORD + LOADED_AFTER);
    char *watch = text_format("watch w 0x%x %zu\n", KERNEL_BASE, text_size);

    commands = add_writing(text_joined(commands, steps), 1, text_size);
    commands = text_joined(commands, watch);
    free(steps);
    free(watch);
    return commands;
}

/* What a write to the text changed is in the last look; one that changed
 * nothing ended the run too early. */
static char *script_of_many(const struct boot_order *order, size_t text_size)
{
    char *commands = text_copy("");

    if (order->way != BOOT_GRUB)
        commands = add_watch(commands, text_size);
    commands = text_joined(commands, "c\n");
    commands = add_writing(commands, bochs_looks_of(order), text_size);
    return text_joined(commands, "q\n");
}

unsigned bochs_looks_of(const struct boot_order *order)
{
    return order->cpus > 1 ? LOOKS_OF_MANY : BOCHS_LOOKS;
}

/* When GRUB starts the kernel is not known beforehand: one look, at the end. */
char *bochs_looks_script(const struct boot_order *order, size_t text_size,
                         uint64_t ticks)
{
    if (order->cpus > 1)
        return script_of_many(order, text_size);

    struct rng rng = {.state = secret(order)};
    unsigned looks = order->way == BOOT_GRUB ? 0 : BOCHS_LOOKS - 1;
    char *commands = text_copy("");

    for (unsigned n = 1; n <= looks; n++) {
        unsigned wait = LOOK_AFTER + rng_between(&rng, 0, LOOK_SPAN);

        ticks -= wait;
        commands = add_look(commands, wait, n, text_size);
    }
    commands = add_look(commands, ticks + SPARE, BOCHS_LOOKS, text_size);
    return text_joined(commands, "q\n");
}

void bochs_looks_forget(const char *folder)
{
    char *path = text_format("%s/debugger", folder);

    unlink(path);
    free(path);
    for (unsigned n = 1; n <= BOCHS_LOOKS; n++) {
        path = text_format("%s/text%u", folder, n);
        unlink(path);
        free(path);
    }
}

/* It opens its own record before the machine runs. */
bool bochs_looks_begun(const char *folder)
{
    char *path = text_format("%s/debugger", folder);
    bool begun = access(path, F_OK) == 0;

    free(path);
    return begun;
}

bool bochs_looks_equal(const char *folder, unsigned number,
                       const struct kernel_image *image, bool *found)
{
    char *path = text_format("%s/text%u", folder, number);
    uint8_t *bytes = need(malloc(image->text_size + 1));
    FILE *file = fopen(path, "rb");
    size_t n = file != NULL ? fread(bytes, 1, image->text_size + 1, file) : 0;
    bool equal = n == image->text_size &&
                 memcmp(bytes, image->flat, image->text_size) == 0;

    *found = file != NULL && n == image->text_size;
    if (file != NULL)
        fclose(file);
    free(bytes);
    free(path);
    return equal;
}

/* "Caught time breakpoint" is said of a stop of ours, and of no other, and
 * "s all" is ours; the stop at tick 0 is before the first. */
uint64_t bochs_looks_asked(const char *folder)
{
    char *path = text_format("%s/debugger", folder);
    FILE *file = fopen(path, "r");
    char line[256];
    uint64_t tick = 0;
    bool ours = false;

    while (tick == 0 && file != NULL && fgets(line, sizeof line, file) != NULL)
        if (strstr(line, "Caught time breakpoint") != NULL ||
            strncmp(line, "s all ", 6) == 0) {
            ours = true;
        } else if (strncmp(line, "Next at t=", 10) == 0) {
            if (!ours)
                tick = strtoull(line + 10, NULL, 10);
            ours = false;
        }
    if (file != NULL)
        fclose(file);
    free(path);
    return tick;
}

/* The debugger says "Next at t=48120". */
uint64_t bochs_looks_last(const char *folder)
{
    char *path = text_format("%s/debugger", folder);
    FILE *file = fopen(path, "r");
    char line[256];
    uint64_t tick = 0;

    while (file != NULL && fgets(line, sizeof line, file) != NULL)
        if (strncmp(line, "Next at t=", 10) == 0)
            tick = strtoull(line + 10, NULL, 10);
    if (file != NULL)
        fclose(file);
    free(path);
    return tick;
}
