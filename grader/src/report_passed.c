/*
 * grader/src/report_passed.c - the report when nothing fails.  Contract:
 * report_parts.h.
 */
#include "memory.h"
#include "report_parts.h"

#define COLUMNS_FROM 15u /* checks: from here on two a line */

/* "pass  8  lapic-enabled", filled up for a title behind it. */
static char *passed_cell(const struct result *r)
{
    return text_format("%s" INK_OFF " %2u  %-24.29s",
                       r->status == STATUS_PASS ? INK_GREEN "pass"
                                                : INK_DIM "skip",
                       r->check->points, r->check->id);
}

static void add_pairs(struct page *page, const struct grading *g)
{
    unsigned half = (g->lab->check_count + 1) / 2;

    for (unsigned i = 0; i < half; i++) {
        const struct result *r = &g->verdict.result[i], *right = r + half;
        bool both = i + half < g->lab->check_count;
        char *second = both ? passed_cell(right) : text_copy("");
        char *cell = passed_cell(r);

        page_cut(page, "%s%*s%s", cell,
                 (int)(page->style.width / 2 - text_columns(cell)), "", second);
        free(cell);
        free(second);
    }
}

static void add_titles(struct page *page, const struct grading *g)
{
    for (unsigned i = 0; i < g->lab->check_count; i++) {
        const struct result *r = &g->verdict.result[i];
        char *cell = passed_cell(r);

        page_cut(page, "%s  %s", cell, r->check->title);
        free(cell);
    }
}

static void add_deviations(struct page *page, const struct grading *g)
{
    for (unsigned d = 0; d < DEVIATION_COUNT; d++) {
        unsigned met = 0;

        for (unsigned s = 0; s < g->seeds; s++)
            for (unsigned b = 0; b < g->run[s].boots; b++)
                met += g->run[s].record[b].deviations[d];
        if (met > 0 && page_left(page) > 1)
            page_cut(page,
                     "The emulator differed from the manual as known: "
                     "%s, %u times.",
                     deviation_name[d], met);
    }
}

void report_passed(struct page *page, const struct grading *g,
                   const struct report_style *style)
{
    char *command = report_command(g, NULL, style->options, "run");
    unsigned steps = 0, reads = 0;

    for (unsigned s = 0; s < g->seeds; s++) {
        steps += g->run[s].plan.count;
        for (unsigned b = 0; b < g->run[s].boots; b++)
            reads += g->run[s].record[b].reads_compared;
    }
    if (g->lab->check_count < COLUMNS_FROM)
        add_titles(page, g);
    else
        add_pairs(page, g);
    page_add(page, 0, "%s", "");
    page_add(page, 0,
             "%u seeds, %u steps; %u register reads agree with the "
             "model.",
             g->seeds, steps, reads);
    page_add(page, 0, "next   %s   shows the timeline", command);
    add_deviations(page, g);
    free(command);
}
