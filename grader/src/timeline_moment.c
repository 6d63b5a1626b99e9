/*
 * grader/src/timeline_moment.c - one moment in wide, labelled columns, for the
 * first failure of a report.  Contract: timeline.h.
 */
#include <string.h>
#include "memory.h"
#include "timeline.h"
#include "timeline_draw.h"

#define WIDE_COLUMNS 8u
#define BEFORE       5u /* columns before the moment, when there are */

static void draw_word(struct row *row, const struct event *e, bool here)
{
    char label[10], text[16];

    event_label(e, label);
    snprintf(text, sizeof text, "%s%s%s", here ? INK_RED : "", label,
             here ? INK_OFF : "");
    row_cell(row, text, WIDE);
}

static void draw_heads(struct page *page, const struct drawing *d)
{
    struct row ticks, words, vectors;
    bool any = false;

    row_begin(&ticks, "  tick");
    row_begin(&words, "  event");
    row_begin(&vectors, "");
    for (unsigned i = 0; i < d->columns; i++) {
        const struct event *e = event_at(d->window, d->column[i]);
        char text[24];

        snprintf(text, sizeof text, "%llu", (unsigned long long)e->tick);
        row_cell(&ticks, text, d->width);
        draw_word(&words, e, d->column[i] == d->moment);
        text[0] = '\0';
        if (e->kind == EV_IRQ_LINE)
            snprintf(text, sizeof text, "IRQ %u", e->vector);
        else if (e->vector != EVENT_NO_VECTOR)
            snprintf(text, sizeof text, "0x%02x", e->vector);
        else if (e->kind == EV_MARK && event_letter(e) == '.' &&
                 mark_kind(e) >= MARK_STUB && mark_kind(e) <= MARK_BODY_END)
            snprintf(text, sizeof text, "0x%02x", mark_arg(e));
        any |= text[0] != '\0';
        row_cell(&vectors, text, d->width);
    }
    row_end(&ticks, page);
    row_end(&words, page);
    if (any)
        row_end(&vectors, page);
    free(vectors.text);
}

static void draw_pointer(struct page *page, const struct drawing *d)
{
    for (unsigned i = 0; i < d->columns; i++)
        if (d->column[i] == d->moment)
            page_add(page, 0, "%*s" INK_RED "^ here" INK_OFF,
                     (int)(TIMELINE_LABEL + i * d->width), "");
}

/* The stretch of `count` columns in which `moment` stands well. */
static unsigned first_column(const size_t *column, unsigned count,
                             size_t moment)
{
    unsigned place = 0, first;

    while (place + 1 < count && column[place] < moment)
        place++;
    first = place > BEFORE ? place - BEFORE : 0;
    if (count > WIDE_COLUMNS && first > count - WIDE_COLUMNS)
        first = count - WIDE_COLUMNS;
    return count > WIDE_COLUMNS ? first : 0;
}

static void choose_lanes(struct drawing *d, uint16_t vector, unsigned limit)
{
    const struct window *w = d->window;

    if (vector != EVENT_NO_VECTOR && vector >= 16) {
        struct lane lane = {.cpu = event_at(w, d->moment)->cpu,
                            .number = (uint8_t)vector};
        bool seen = false;

        for (unsigned i = 0; i < d->columns; i++)
            seen |= lane_at(w->record, &lane, d->column[i]) != LANE_IDLE;
        if (seen)
            lanes_add_vector(&d->lanes, lane.cpu, vector, limit);
    }
    lanes_add_served(&d->lanes, w, d->moment, limit);
    for (unsigned i = d->columns; i > 0; i--)
        lanes_add_line(&d->lanes, event_at(w, d->column[i - 1]), limit);
    lanes_add(&d->lanes, w, d->moment, limit);
    for (unsigned i = d->columns; i > 0; i--)
        lanes_add(&d->lanes, w, d->column[i - 1], limit);
    lanes_sort(&d->lanes);
}

void timeline_moment(struct page *page, const struct window *w, size_t at,
                     uint16_t vector, unsigned lanes)
{
    struct drawing d = {.window = w, .width = WIDE};
    unsigned count, first;
    size_t *column;

    if (w->record == NULL || event_count(w) == 0)
        return;
    d.moment = at < event_count(w) ? at : event_count(w) - 1;
    column = columns_of(w, true, d.moment, &count);
    if (count > 1) {
        first = first_column(column, count, d.moment);
        d.column = column + first;
        d.columns = count - first < WIDE_COLUMNS ? count - first : WIDE_COLUMNS;
        choose_lanes(&d, vector, lanes);
        draw_heads(page, &d);
        draw_cpus(page, &d);
        draw_lanes(page, &d);
        draw_pointer(page, &d);
    }
    free(column);
}
