/*
 * grader/src/explain.c - from a finding to its evidence.  Contract: explain.h.
 */
#include <stdio.h>
#include <string.h>
#include "explain.h"
#include "hw/lapic_regs.h"
#include "lanes.h"
#include "memory.h"
#include "srcline.h"

/* What the report puts a vector in for: the finding's, else the event's. */
static uint16_t vector_of(const struct result *r, const struct event *e)
{
    if (r->finding.vector != EVENT_NO_VECTOR)
        return r->finding.vector;
    return e->vector;
}

static const struct event *event_of(const struct record *record, size_t index)
{
    return &record->trace->event[index];
}

/* The tick at which `vector` went into service, looking back from `at`. */
static uint64_t service_began(const struct record *record, size_t at,
                              unsigned cpu, unsigned vector)
{
    uint64_t tick = event_of(record, at)->tick;

    for (size_t i = at + 1; i > 0; i--) {
        if (event_of(record, i - 1)->cpu != cpu)
            continue;
        if (!vector_bit(record->state[i - 1].isr, vector))
            break;
        tick = event_of(record, i - 1)->tick;
    }
    return tick;
}

/* The highest request waits while its class is not above PPR's.
 * [SDM3 10.8.3.1 "Task and Processor Priorities"] */
static unsigned held_back(const struct snapshot *s)
{
    unsigned irrv = highest_bit(s->irr);

    return irrv != 0 && irrv / 16 <= (unsigned)s->ppr / 16 ? irrv : 0;
}

static void explain_irqs(struct evidence *e, const struct record *record)
{
    const struct snapshot *s = &record->state[e->at];

    e->irq_served = best_irq(s->pic_isr, -1);
    if (e->irq_served < 0)
        return;
    e->irq_held = best_irq(s->pic_irr & ~(unsigned)s->pic_imr, e->irq_served);
    for (size_t i = e->at + 1; i > 0; i--) {
        if ((record->state[i - 1].pic_isr >> e->irq_served & 1) == 0)
            break;
        e->irq_since = event_of(record, i - 1)->tick;
    }
}

/* A run that ended inside the step is explained by its end, unless the check
 * found something before it. */
static size_t moment_of(const struct result *r, size_t count)
{
    size_t at = r->finding.at;

    if (!r->window->complete && at <= r->window->first)
        at = r->window->last < count ? r->window->last : count - 1;
    return at < count ? at : count - 1;
}

void explain_moment(struct evidence *e, const struct result *r)
{
    const struct record *record;
    size_t count;

    *e = (struct evidence){.at = NOWHERE,
                           .irq_served = -1,
                           .irq_held = -1,
                           .vector = r->finding.vector};
    if (r->mistake != NULL)
        explain_sentence(e->sentence, sizeof e->sentence, r->mistake->sentence,
                         e->vector);
    if (r->window == NULL || r->window->record == NULL ||
        r->finding.at == NOWHERE)
        return;
    record = r->window->record;
    count = record->trace->count;
    if (count == 0)
        return;
    e->has_moment = true;
    e->at = moment_of(r, count);
    e->tick = event_of(record, e->at)->tick;
    e->cpu = r->finding.kind == FOUND_MISSING ? r->finding.expected.cpu
                                              : event_of(record, e->at)->cpu;
    e->vector = vector_of(r, event_of(record, e->at));
    e->state = *record_state(record, e->at, e->cpu);
    e->served = highest_bit(e->state.isr);
    e->served_since = service_began(record, e->at, e->cpu, e->served);
    e->held = held_back(&e->state);
    explain_irqs(e, record);
    if (r->mistake != NULL)
        explain_sentence(e->sentence, sizeof e->sentence, r->mistake->sentence,
                         e->vector);
}

const char *explain_subject(const struct finding *f)
{
    return f->kind == FOUND_ENDED ? "the run " : "";
}

void explain_sentence(char *text, size_t size, const char *sentence,
                      uint16_t vector)
{
    char name[16] = "the vector";
    size_t used = 0;

    if (vector != EVENT_NO_VECTOR)
        snprintf(name, sizeof name, "0x%02x", vector);
    for (; *sentence != '\0' && used + sizeof name < size; sentence++)
        if (sentence[0] == '%' && sentence[1] == 'v') {
            used += (size_t)snprintf(text + used, size - used, "%s", name);
            sentence++;
        } else {
            text[used++] = *sentence;
        }
    text[used] = '\0';
}

char *source_line(const char *source, unsigned number)
{
    size_t length;

    if (source == NULL || number == 0)
        return NULL;
    for (; number > 1; number--) {
        source = strchr(source, '\n');
        if (source == NULL)
            return NULL;
        source++;
    }
    source += strspn(source, " \t");
    length = strcspn(source, "\r\n");
    return length > 0 ? text_format("%.*s", (int)length, source) : NULL;
}

/* ---- the line ---- */

/* Is the event at the finding what an access by lab code does at once? */
static bool is_effect(const struct event *e)
{
    return e->kind == EV_ACCEPT || e->kind == EV_COALESCE ||
           e->kind == EV_ILLEGAL || e->kind == EV_EOI ||
           e->kind == EV_EOI_IDLE || e->kind == EV_EOI_IGNORED;
}

/* Something that lab code owes never came: no access can be pointed at. */
static bool is_owed_act(const struct result *r, const struct evidence *e)
{
    switch (r->finding.kind) {
    case FOUND_TODO:
    case FOUND_NOT_REACHED:
    case FOUND_MODIFIED:
    case FOUND_MISSING:
        return true;
    case FOUND_UNEXPECTED:
        return r->finding.expected.kind == EV_EOI ||
               !is_effect(event_of(r->window->record, e->at));
    default:
        return false;
    }
}

/* Where the kernel's panic says that the fault was, or 0. */
static uint64_t fault_address(const struct result *r)
{
    for (size_t i = r->window->last; i > r->window->first; i--)
        if (i - 1 < r->window->record->trace->count &&
            mark_kind(event_of(r->window->record, i - 1)) == MARK_PANIC)
            return mark_data(event_of(r->window->record, i - 1));
    return 0;
}

/* Can `e`, an access by lab code, be the one to blame for the event `found`?
 * An EOI sets no timer. */
static bool may_have_led_to(const struct event *e, const struct event *found)
{
    return e->from != 0 && (found->kind != EV_TIMER ||
                            e->kind != EV_APIC_WRITE || e->reg != LAPIC_EOI);
}

/* Address of the fault that ended the step, or of lab code's last access up to
 * the finding, or 0. */
static uint64_t place_of(const struct result *r, const struct evidence *e)
{
    if (!e->has_moment || is_owed_act(r, e))
        return 0;
    if (!r->window->complete)
        return fault_address(r);
    for (size_t i = e->at + 1; i > r->window->first; i--)
        if (may_have_led_to(event_of(r->window->record, i - 1),
                            event_of(r->window->record, e->at)))
            return event_of(r->window->record, i - 1)->from - 1u;
    return 0;
}

static bool is_asked(const struct result *r, const struct result *only)
{
    return r->status == STATUS_FAIL && (only == NULL || r == only);
}

static void find_accesses(const struct grading *g, struct evidence *list,
                          const struct result *only)
{
    unsigned count = g->lab->check_count;
    uint64_t *address = need(calloc(count + 1, sizeof *address));
    unsigned *line = need(calloc(count + 1, sizeof *line));
    bool any = false;

    for (unsigned i = 0; i < count; i++)
        if (is_asked(&g->verdict.result[i], only) &&
            g->verdict.result[i].window != NULL) {
            address[i] = place_of(&g->verdict.result[i], &list[i]);
            any |= address[i] != 0;
        }
    if (any)
        srcline_of_addresses(g->build.kernel_elf, g->lab->file, address, count,
                             line);
    for (unsigned i = 0; i < count; i++)
        list[i].line = address[i] != 0 ? line[i] : 0;
    free(address);
    free(line);
}

/* The same function was asked for before: its line, else 0. */
static unsigned known_line(const struct grading *g, const struct evidence *list,
                           unsigned count, const char *function)
{
    for (unsigned i = 0; i < count; i++)
        if (list[i].line_owes &&
            strcmp(g->lab->checks[i].function, function) == 0)
            return list[i].line;
    return 0;
}

/* FUNCTIONS may be several, with commas between: the
 * first is where to begin. */
static unsigned line_of_first(const struct grading *g, const char *functions)
{
    char *first = text_format("%.*s", (int)strcspn(functions, ","), functions);
    unsigned line =
        srcline_of_function(g->build.kernel_elf, g->lab->file, first);

    free(first);
    return line;
}

static void find_functions(const struct grading *g, struct evidence *list,
                           const struct result *only)
{
    for (unsigned i = 0; i < g->lab->check_count; i++) {
        const char *function = g->lab->checks[i].function;

        if (!is_asked(&g->verdict.result[i], only) || list[i].line != 0 ||
            function == NULL || g->verdict.modified)
            continue;
        list[i].line = known_line(g, list, i, function);
        if (list[i].line == 0)
            list[i].line = line_of_first(g, function);
        list[i].line_owes = list[i].line != 0;
    }
}

struct evidence *explain(const struct grading *g, const struct result *only)
{
    struct evidence *list = need(calloc(g->lab->check_count + 1, sizeof *list));

    for (unsigned i = 0; i < g->lab->check_count; i++)
        if (g->verdict.result[i].status == STATUS_FAIL)
            explain_moment(&list[i], &g->verdict.result[i]);
    if (g->build.kernel_elf[0] == '\0')
        return list;
    find_accesses(g, list, only);
    find_functions(g, list, only);
    return list;
}
