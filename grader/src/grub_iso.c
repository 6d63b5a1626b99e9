/*
 * grader/src/grub_iso.c - calls images/mkiso.sh.  Contract: grub_iso.h.
 */
#include "grub_iso.h"
#include <stdio.h>
#include "memory.h"
#include "run_tool.h"

/* The words that kernel/boot/loader.c knows. */
static char *command_line(const struct boot_order *order)
{
    return text_format("seed=%lu step=%u without=%lu%s",
                       (unsigned long)order->seed, order->first_step,
                       (unsigned long)order->left_out,
                       order->flags & BOOTINFO_QUIET ? " quiet" : "");
}

/* The script's last line says what is wrong. */
static const char *complaint(const struct tool_result *result)
{
    static char text[512];
    size_t end = result->size, start;

    while (end > 0 && result->output[end - 1] == '\n')
        end--;
    for (start = end; start > 0 && result->output[start - 1] != '\n';)
        start--;
    snprintf(text, sizeof text, "no image for GRUB could be made: %.*s",
             (int)(end - start < 400 ? end - start : 400),
             end > start ? result->output + start : "?");
    return text;
}

const char *grub_iso_write(const char *path, const struct rundir *dir,
                           const struct kernel_image *image,
                           const struct boot_order *order)
{
    struct tool_result *result = need(calloc(1, sizeof *result));
    char *script = rundir_root(dir, "images/mkiso.sh");
    char *line = command_line(order);
    const char *const argv[] = {"/bin/sh",       script, path,
                                image->elf_path, line,   NULL};
    const char *error = NULL;

    run_tool(argv, NULL, &tool_limits_build, result);
    if (!tool_succeeded(result))
        error = complaint(result);
    free(line);
    free(script);
    free(result);
    return error;
}
