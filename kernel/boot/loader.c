/*
 * kernel/boot/loader.c - reading what the loader left.  Contract:
 * kernel/loader.h.
 *
 * Three loaders, three blocks: our ROM's bootinfo, Multiboot2's tags, PVH's
 * start_info.  All lie in memory that the identity map covers.
 */
#include <stdbool.h>
#include <stddef.h>
#include "kernel/loader.h"
#include "model/bootinfo.h"

#define MB2_BOOTLOADER_MAGIC 0x36d76289u
#define MB2_TAG_END          0u
#define MB2_TAG_COMMAND_LINE 1u
#define MB2_TAG_RSDP_OLD     14u
#define MB2_TAG_RSDP_NEW     15u
#define MB2_SIZE_MAX         0x10000u
#define RSDP_OLD_SIZE        20u
#define RSDP_NEW_SIZE        36u
#define PVH_START_MAGIC      0x336ec578u

/* [MB2 3.6.2 "Basic tags structure"] */
struct mb2_tag {
    uint32_t type;
    uint32_t size;
};

/* [PVH "start_info structure"] */
struct pvh_start_info {
    uint32_t magic, version, flags, module_count;
    uint64_t modules, command_line, rsdp;
};

/* One word of a command line, "name=value" or a bare name. */
static bool is_named(const char *word, const char *name, const char **value)
{
    while (*name != '\0')
        if (*word++ != *name++)
            return false;
    *value = word;
    return true;
}

/* A decimal number and nothing else, at most `max`. */
static bool read_decimal(const char *text, uint64_t max, uint64_t *value)
{
    if (*text == '\0')
        return false;
    for (*value = 0; *text != '\0'; text++) {
        uint64_t digit = (uint64_t)(*text - '0');

        if (*text < '0' || *text > '9' || digit > max ||
            *value > (max - digit) / 10)
            return false;
        *value = *value * 10 + digit;
    }
    return true;
}

static void take_word(struct run_options *options, const char *word)
{
    const char *value;
    uint64_t number;

    if (is_named(word, "seed=", &value)) {
        if (read_decimal(value, UINT64_MAX, &number))
            options->seed = number;
    } else if (is_named(word, "step=", &value)) {
        if (read_decimal(value, UINT32_MAX, &number))
            options->first_step = (uint32_t)number;
    } else if (is_named(word, "without=", &value)) {
        if (read_decimal(value, UINT64_MAX, &number))
            options->left_out = number;
    } else if (is_named(word, "quiet", &value) && *value == '\0') {
        options->quiet = true;
    }
}

/* A copy, so that a line without an end cannot be read beyond its room. */
static void take_line(struct run_options *options, const char *line,
                      uint32_t room)
{
    char word[LOADER_LINE_MAX + 1];
    uint32_t length = 0;

    for (uint32_t i = 0; i < room && line[i] != '\0'; i++) {
        if (line[i] != ' ') {
            word[length++] = line[i];
            continue;
        }
        word[length] = '\0';
        take_word(options, word);
        length = 0;
    }
    word[length] = '\0';
    take_word(options, word);
}

void loader_command_line(struct run_options *options, const char *line)
{
    take_line(options, line, LOADER_LINE_MAX);
}

static void read_rom(struct loader_facts *facts, const struct bootinfo *info)
{
    facts->name = "boot ROM";
    facts->options.seed = info->seed;
    facts->options.first_step = info->first_step;
    facts->options.left_out = info->left_out;
    facts->options.quiet = (info->flags & BOOTINFO_QUIET) != 0;
}

static void read_tag(struct loader_facts *facts, const struct mb2_tag *tag)
{
    const char *content = (const char *)(tag + 1);
    uint32_t length = tag->size - (uint32_t)sizeof *tag;

    if (tag->type == MB2_TAG_COMMAND_LINE)
        take_line(&facts->options, content,
                  length < LOADER_LINE_MAX ? length : LOADER_LINE_MAX);
    /* The old one has no XSDT; it counts only where there is no other. */
    if (tag->type == MB2_TAG_RSDP_NEW && length >= RSDP_NEW_SIZE)
        facts->rsdp = (uintptr_t)content;
    if (tag->type == MB2_TAG_RSDP_OLD && length >= RSDP_OLD_SIZE &&
        facts->rsdp == 0)
        facts->rsdp = (uintptr_t)content;
}

/* Tags are 8-byte aligned and end with type 0.  One that says it is
 * longer than what is left ends the walk: its size may have been
 * added up beyond 32 bits. */
static void read_multiboot2(struct loader_facts *facts, const char *info)
{
    uint32_t size = *(const uint32_t *)info;

    facts->name = "Multiboot2";
    if (size > MB2_SIZE_MAX)
        return;
    for (uint32_t at = 8; at + sizeof(struct mb2_tag) <= size;) {
        const struct mb2_tag *tag = (const void *)(info + at);

        if (tag->type == MB2_TAG_END || tag->size < sizeof *tag ||
            tag->size > size - at)
            return;
        read_tag(facts, tag);
        at += (tag->size + 7) & ~7u;
    }
}

static void read_pvh(struct loader_facts *facts,
                     const struct pvh_start_info *info)
{
    facts->name = "PVH";
    if (info->magic != PVH_START_MAGIC)
        return;
    facts->rsdp = info->rsdp;
    if (info->command_line != 0)
        loader_command_line(&facts->options,
                            (const char *)(uintptr_t)info->command_line);
}

void loader_read(struct loader_facts *facts, uint32_t magic, uint32_t pointer)
{
    const void *block = (const void *)(uintptr_t)pointer;

    *facts = (struct loader_facts){.name = "an unknown loader",
                                   .options = {.seed = 1}};
    if (magic == BOOTINFO_MAGIC)
        read_rom(facts, block);
    else if (magic == MB2_BOOTLOADER_MAGIC)
        read_multiboot2(facts, block);
    else if (magic == PVH_START_MAGIC)
        read_pvh(facts, block);
}
