/*
 * grader/src/timeline_draw.c - drawing lanes.  Contract: timeline_draw.h.
 *
 *   0x45      ---===.  .  .        --- pending (IRR)
 *   0x31   ------------===.        === in service (ISR)
 *   PPR    00 00 40 00 30 00
 */
#include <string.h>
#include "memory.h"
#include "ipi.h"
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
    else if (record_has_many(d->window->record))
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

    if (record_has_many(d->window->record))
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

/* ---- several CPUs: a block for each ---- */

/* ">1", ">12", ">*" for all others, ">-" for nobody. */
static void write_receivers(char *text, size_t size, const struct record *r,
                            size_t index)
{
    uint32_t receivers = ipi_receivers(r, index);
    uint32_t others = (uint32_t)(BIT(r->cpus) - 1) &
                      ~(uint32_t)BIT(r->trace->event[index].cpu);
    size_t n = (size_t)snprintf(text, size, ">");

    if (receivers == 0)
        snprintf(text + n, size - n, "-");
    else if ((receivers & others) == others && r->cpus > 2)
        snprintf(text + n, size - n, "*");
    else
        for (unsigned cpu = 0; cpu < r->cpus && n + 1 < size; cpu++)
            if (receivers >> cpu & 1)
                n += (size_t)snprintf(text + n, size - n, "%x", cpu);
}

/* What `cpu` has to do with the event: ">1" it sends to CPU 1, "<0" it hears
 * CPU 0; "" neither. */
static void write_ipi(char *text, size_t size, const struct record *r,
                      size_t index, unsigned cpu)
{
    const struct event *e = &r->trace->event[index];
    int sender = ipi_sender(r, index);

    text[0] = '\0';
    if (e->cpu != cpu)
        return;
    if (ipi_is_send(e))
        write_receivers(text, size, r, index);
    else if (sender >= 0)
        snprintf(text, size, "<%x", (unsigned)sender);
}

static void draw_ipis(struct page *page, const struct drawing *d, unsigned cpu)
{
    char text[16];
    struct row row;
    bool any = false;

    snprintf(text, sizeof text, "%2u:IPI", cpu);
    row_begin(&row, text);
    for (unsigned i = 0; i < d->columns; i++) {
        write_ipi(text, d->width == WIDE ? sizeof text / 2 : d->width,
                  d->window->record, d->column[i], cpu);
        any |= text[0] != '\0';
        row_cell(&row, text, d->width);
    }
    if (any)
        row_end(&row, page);
    else
        free(row.text);
}

static bool has_part(const struct drawing *d, unsigned cpu)
{
    for (unsigned i = 0; i < d->columns; i++)
        if (event_at(d->window, d->column[i])->cpu == cpu)
            return true;
    return false;
}

static void draw_block(struct page *page, const struct drawing *d, unsigned cpu)
{
    bool lanes = false;

    for (unsigned i = 0; i < d->lanes.count; i++) {
        const struct lane *lane = &d->lanes.lane[i];

        if (lane->is_irq || lane->cpu != cpu)
            continue;
        draw_lane(page, d, lane);
        lanes = true;
    }
    if (!lanes && !has_part(d, cpu))
        return;
    draw_ipis(page, d, cpu);
    draw_ppr(page, d, cpu);
}

static void draw_irqs(struct page *page, const struct drawing *d)
{
    bool irqs = false;

    for (unsigned i = 0; i < d->lanes.count; i++)
        if (d->lanes.lane[i].is_irq) {
            draw_lane(page, d, &d->lanes.lane[i]);
            irqs = true;
        }
    if (irqs)
        draw_imr(page, d);
}

void draw_cpus(struct page *page, const struct drawing *d)
{
    char text[8];
    struct row row;

    if (!record_has_many(d->window->record))
        return;
    row_begin(&row, "  CPU");
    for (unsigned i = 0; i < d->columns; i++) {
        snprintf(text, sizeof text, "%u",
                 event_at(d->window, d->column[i])->cpu);
        row_cell(&row, text, d->width);
    }
    row_end(&row, page);
}

void draw_lanes(struct page *page, const struct drawing *d)
{
    if (record_has_many(d->window->record)) {
        for (unsigned cpu = 0; cpu < d->window->record->cpus; cpu++)
            draw_block(page, d, cpu);
        draw_irqs(page, d);
        return;
    }
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
