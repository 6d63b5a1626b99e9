/*
 * grader/src/cmd_labs.c - `pic2pi labs`: what there is to do.
 *
 * One line a lab: name, title, checks, points, the one file to edit.  Lines
 * begin with the name, so that scripts can cut the first word.
 */
#include <stdio.h>
#include <string.h>
#include "commands.h"
#include "labs.h"
#include "options.h"

static unsigned points(const struct lab *lab, char part)
{
    unsigned sum = 0;

    for (unsigned c = 0; c < lab->check_count; c++)
        if (part == 0 || lab->checks[c].part == part)
            sum += lab->checks[c].points;
    return sum;
}

static int longest(bool title)
{
    size_t most = 0;

    for (unsigned i = 0; i < all_labs_count; i++) {
        const char *text = title ? all_labs[i]->title : all_labs[i]->name;

        most = strlen(text) > most ? strlen(text) : most;
    }
    return (int)most;
}

static void print_lab(const struct lab *lab, int name, int title)
{
    printf("%-*s  %-*s  %2u checks %3u points", name, lab->name, title,
           lab->title, lab->check_count, points(lab, 0));
    if (points(lab, 'B') > 0)
        printf(" (A %u, B %u)", points(lab, 'A'), points(lab, 'B'));
    printf("  labs/%s/%s\n", lab->name, lab->file);
}

int cmd_labs(int argc, char **argv)
{
    struct options options;
    int name, title;

    options_parse(&options, "labs",
                  "List the labs: title, checks, points, and the file to edit.",
                  argc, argv);
    name = longest(false);
    title = longest(true);
    for (unsigned i = 0; i < all_labs_count; i++)
        print_lab(all_labs[i], name, title);
    return EXIT_ALL_PASSED;
}
