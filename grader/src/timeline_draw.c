/*
 * grader/src/timeline_draw.c - drawing lanes.  Contract: timeline_draw.h.
 *
 *   0x45      ---===.  .  .        --- pending (IRR)
 *   0x31   ------------===.        === in service (ISR)
 *   PPR    00 00 40 00 30 00
 */
#include <string.h>
#include "memory.h"
#include "timeline_draw.h"

void row_begin(struct row *row, const char *name)
{
    *row = (struct row){0};
    row_put(row, INK_DIM);
    row_cell(row, name, TIMELINE_LABEL);
    row_put(row, INK_OFF);
}

struct brush {
    const char *ink, *unicode, *ascii;
};

static const struct brush brushes[] = {
    [LANE_IDLE] = {INK_DIM, "\u00b7", "."},
    [LANE_PENDING] = {INK_YELLOW, "\u2591", "-"},
    [LANE_IN_SERVICE] = {INK_GREEN, "\u2588", "="},
    [LANE_BOTH] = {INK_BLUE, "\u2593", "#"},
};

static void draw_state(struct row *row, enum lane_state state, unsigned width,
                       bool ascii)
{
    const struct brush *b = &brushes[state];
    const char *dot = ascii ? b->ascii : b->unicode;

    row_put(row, b->ink);
    row_put(row, dot);
    for (unsigned i = 1; i < width; i++)
        row_put(row, state == LANE_IDLE ? " " : dot);
    row_put(row, INK_OFF);
}

static void draw_lane(struct page *page, const struct drawing *d,
                      const struct lane *lane)
{
    char name[16];
    struct row row;

    if (lane->is_irq)
        snprintf(name, sizeof name, " IRQ %u", lane->number);
    else if (lane->cpu != 0)
        snprintf(name, sizeof name, "%2u:0x%02x", lane->cpu, lane->number);
    else
        snprintf(name, sizeof name, "  0x%02x", lane->number);
    row_begin(&row, name);
    for (unsigned i = 0; i < d->columns; i++)
        draw_state(&row, lane_at(d->window->record, lane, d->column[i]),
                   d->width, page->style.ascii);
    row_end(&row, page);
}

static void draw_ppr(struct page *page, const struct drawing *d, unsigned cpu)
{
    const char *prefix = d->width == WIDE ? "0x" : "";
    char text[16] = "  PPR";
    struct row row;

    if (cpu != 0)
        snprintf(text, sizeof text, "%2u:PPR", cpu);
    row_begin(&row, text);
    for (unsigned i = 0; i < d->columns; i++) {
        snprintf(text, sizeof text, "%s%02x", prefix,
                 record_state(d->window->record, d->column[i], cpu)->ppr);
        row_cell(&row, text, d->width);
    }
    row_end(&row, page);
}

static void draw_imr(struct page *page, const struct drawing *d)
{
    char text[16];
    struct row row;

    if (d->width != WIDE)
        return;
    row_begin(&row, "  IMR");
    for (unsigned i = 0; i < d->columns; i++) {
        snprintf(text, sizeof text, "0x%04x",
                 d->window->record->state[d->column[i]].pic_imr);
        row_cell(&row, text, d->width);
    }
    row_end(&row, page);
}

/* PPR of each CPU that has a lane, IMR when an IRQ has one. */
static void draw_priorities(struct page *page, const struct drawing *d)
{
    uint32_t cpus = 0;
    bool irqs = false;

    for (unsigned i = 0; i < d->lanes.count; i++)
        if (d->lanes.lane[i].is_irq)
            irqs = true;
        else
            cpus |= UINT32_C(1) << (d->lanes.lane[i].cpu % 32);
    for (unsigned cpu = 0; cpu < 32; cpu++)
        if (cpus >> cpu & 1)
            draw_ppr(page, d, cpu);
    if (irqs)
        draw_imr(page, d);
}

void draw_lanes(struct page *page, const struct drawing *d)
{
    for (unsigned i = 0; i < d->lanes.count; i++)
        draw_lane(page, d, &d->lanes.lane[i]);
    draw_priorities(page, d);
}

size_t *columns_of(const struct window *w, bool close, size_t always,
                   unsigned *count)
{
    size_t end = w->last < event_count(w) ? w->last + 1 : event_count(w);
    size_t *column = NULL, room = 0;

    *count = 0;
    for (size_t i = w->first; i < end; i++) {
        if (i != always && !is_column(w, i, close))
            continue;
        column = array_room(column, *count, &room, sizeof *column);
        column[(*count)++] = i;
    }
    return column;
}
