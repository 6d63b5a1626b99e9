/*
 * grader/src/report_failure.c - the first failure.  Contract:
 * report_parts.h, and the command and the hints of report_text.h.
 */
#include <string.h>
#include <sys/stat.h>
#include "memory.h"
#include "report_parts.h"
#include "timeline.h"

#define LANES_MOST   4u
#define MOMENT_LINES 5u /* of the lanes' picture beside the lanes themselves */
#define OTHERS       3u /* lines that the other checks should get */

/* ---- the command ---- */

/* A word that a shell takes as it is, else in quotes. */
static char *shell_word(const char *text)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
                                "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./+,=@-";
    char *safe = page_safe(text), *word;

    if (text[0] != '\0' && safe[strspn(safe, plain)] == '\0')
        return safe;
    word = strchr(safe, '\'') != NULL ? text_format("\"%s\"", safe)
                                      : text_format("'%s'", safe);
    free(safe);
    return word;
}

static char *command_line(const char *lab, const struct options *o,
                          const char *verb, const char *seed)
{
    bool direct = o->submission != NULL;
    const char *own = direct ? o->submission : o->own;
    bool plain = own == NULL || (!direct && strcmp(own, "labs") == 0);
    char *word = shell_word(plain ? "" : own);
    char part[] = {o->part, '\0'};
    char *line = text_format(direct ? "build/pic2pi %s --lab %s%s%s%s%s%s%s"
                                    : "make %s LAB=%s%s%s%s%s%s%s",
                             verb, lab,
                             plain    ? ""
                             : direct ? " --submission "
                                      : " OWN=",
                             plain ? "" : word,
                             seed[0] == '\0' ? ""
                             : direct        ? " --seed "
                                             : " SEED=",
                             seed,
                             part[0] == '\0' ? ""
                             : direct        ? " --part "
                                             : " PART=",
                             part);

    free(word);
    return line;
}

char *report_command(const struct grading *g, const struct result *result,
                     const struct options *options, const char *verb)
{
    char seed[24] = "";

    if (result != NULL && result->run != NULL)
        snprintf(seed, sizeof seed, "%llu",
                 (unsigned long long)result->run->seed);
    else if (options->seed_given)
        snprintf(seed, sizeof seed, "%llu", (unsigned long long)options->seed);
    return command_line(g->lab->number, options, verb, seed);
}

/* ---- the parts ---- */

static void add_labelled(struct page *page, const char *label, const char *text)
{
    if (text != NULL && text[0] != '\0')
        page_add(page, 9, "  " INK_DIM "%-6s" INK_OFF " %s", label, text);
}

/* What was handed in is the file, by whatever name; not a folder or an archive
 * in which it lies. */
static bool is_file_itself(const char *path)
{
    const char *end = strrchr(path, '.');
    struct stat info;

    return stat(path, &info) == 0 && S_ISREG(info.st_mode) &&
           (end == NULL ||
            (strcmp(end, ".zip") != 0 && strcmp(end, ".gz") != 0 &&
             strcmp(end, ".tgz") != 0));
}

/* The student's file as he would open it. */
static char *file_shown(const struct grading *g, const struct options *o)
{
    const char *file = g->lab->file;
    const char *asked = o->submission != NULL ? o->submission : o->own;
    const char *end;
    char *whole, *safe;

    if (asked == NULL || strcmp(asked, "labs") == 0)
        return text_format("labs/%s/%s", g->lab->name, file);
    if (strcmp(asked, "solutions") == 0)
        return text_format("solutions/%s/%s", g->lab->name, file);
    end = strrchr(asked, '/');
    if (strcmp(end != NULL ? end + 1 : asked, file) == 0 ||
        is_file_itself(asked))
        return page_safe(asked);
    whole = text_format("%s%s%s", asked,
                        end != NULL && end[1] == '\0' ? "" : "/", file);
    safe = page_safe(whole);
    free(whole);
    return safe;
}

static void add_what(struct page *page, const struct grading *g,
                     const struct evidence *e)
{
    const struct result *r = g->verdict.first;

    page_add(page, 5,
             INK_RED "FAIL" INK_OFF " " INK_BOLD "%s" INK_OFF
                     " (TODO %u, %u points): %s",
             r->check->id, r->check->todo, r->check->points, r->check->title);
    if (r->finding.kind == FOUND_TODO)
        page_add(page, 5, "     " INK_BOLD "%s" INK_OFF, r->finding.text);
    else if (e->sentence[0] != '\0')
        page_add(page, 5, "     " INK_BOLD "%s" INK_OFF, e->sentence);
    else if (r->finding.kind != FOUND_MODIFIED)
        page_add(page, 5, "     no known mistake fits");
}

static void add_moment(struct page *page, const struct result *r,
                       const struct evidence *e)
{
    if (r->finding.kind == FOUND_TODO)
        return;
    if (e->has_moment && r->run != NULL)
        page_add(page, 5,
                 "     tick " INK_BOLD "%llu" INK_OFF
                 ", CPU %u, step %u of seed %llu: %s%s",
                 (unsigned long long)e->tick, e->cpu, r->window->number,
                 (unsigned long long)r->run->seed, explain_subject(&r->finding),
                 r->finding.text);
    else if (r->finding.text[0] != '\0')
        page_add(page, 5, "     %s%s", explain_subject(&r->finding),
                 r->finding.text);
    if (r->window != NULL && r->window->record != NULL &&
        !r->window->complete && r->finding.kind != FOUND_ENDED)
        page_add(page, 5, "     the run %s",
                 run_end_text(r->window->record->trace->end));
}

/* Who stands in the way of whom, where somebody does. */
static void add_irq_state(struct page *page, const struct evidence *e)
{
    if (e->irq_held >= 0)
        page_add(page, 9,
                 "         IRQ %d is in service since tick %llu; IRQ %d waits "
                 "behind it",
                 e->irq_served, (unsigned long long)e->irq_since, e->irq_held);
    else if (e->irq_served >= 0)
        page_add(page, 9, "         IRQ %d is in service since tick %llu",
                 e->irq_served, (unsigned long long)e->irq_since);
}

static void add_state(struct page *page, const struct evidence *e)
{
    if (e->has_moment)
        add_irq_state(page, e);
    if (!e->has_moment || e->served == 0)
        return;
    if (e->held != 0)
        page_add(page, 9,
                 "         0x%02x is in service since tick %llu; PPR 0x%02x "
                 "holds 0x%02x back",
                 e->served, (unsigned long long)e->served_since, e->state.ppr,
                 e->held);
    else
        page_add(page, 9, "         0x%02x is in service since tick %llu",
                 e->served, (unsigned long long)e->served_since);
}

static void add_line(struct page *page, const struct grading *g,
                     const struct evidence *e, const struct options *o)
{
    const struct check *check = g->verdict.first->check;
    char *file = file_shown(g, o);
    char *text = source_line(g->source, e->line);
    char *safe = text != NULL ? page_safe(text) : NULL;

    if (g->verdict.first->finding.kind == FOUND_TODO)
        page_add(page, 9,
                 "  " INK_DIM "next  " INK_OFF " write " INK_BOLD "%s" INK_OFF
                 ", %s:%u",
                 check->function, file, e->line);
    else if (e->line == 0)
        page_cut(page, "  " INK_DIM "file  " INK_OFF " " INK_BOLD "%s" INK_OFF,
                 file);
    else if (e->line_owes)
        page_cut(page,
                 "  " INK_DIM "line  " INK_OFF " " INK_BOLD "%s:%u" INK_OFF
                 " (%s)",
                 file, e->line, check->function);
    else
        page_cut(page,
                 "  " INK_DIM "line  " INK_OFF " " INK_BOLD "%s:%u" INK_OFF
                 "  %s",
                 file, e->line, safe != NULL ? safe : "");
    free(safe);
    free(text);
    free(file);
}

static const char *remedy_of(const struct result *r)
{
    if (r->mistake != NULL)
        return r->mistake->remedy;
    return r->finding.kind == FOUND_TODO
               ? "write a first version: the contract says which functions and "
                 "names it needs; a failed try is explained"
               : "no known mistake fits: compare the lanes with the rule";
}

static void add_hints(struct page *page, const struct result *r, unsigned tier)
{
    add_labelled(page, "rule", r->check->rule);
    if (tier >= 2)
        add_labelled(page, "place", r->check->place);
    if (tier >= 3)
        add_labelled(page, "do", remedy_of(r));
}

static void add_emulator(struct page *page, const struct result *r)
{
    const struct trace *t;

    if (r->window == NULL || r->window->record == NULL || r->window->complete)
        return;
    t = r->window->record->trace;
    if (t->end_text[0] != '\0') {
        char *safe = page_safe(t->end_text);

        add_labelled(page, "said", safe);
        free(safe);
    }
}

/* All that follows the picture. */
static void add_tail(struct page *page, const struct grading *g,
                     const struct evidence *e, const struct report_style *s)
{
    const struct result *r = g->verdict.first;
    bool undone = r->finding.kind == FOUND_TODO;
    char *command = report_command(g, undone ? NULL : r, s->options, "grade");

    if (!undone)
        add_state(page, e);
    add_emulator(page, r);
    if (!g->verdict.modified)
        add_line(page, g, e, s->options);
    if (!g->verdict.modified)
        add_hints(page, r, s->hints);
    add_labelled(page, "book", r->check->book);
    add_labelled(page, undone ? "then" : "again", command);
    free(command);
}

static unsigned lanes_that_fit(const struct page *page, const struct page *tail)
{
    size_t taken = tail->count + MOMENT_LINES + OTHERS;
    size_t left = page_left(page) > taken ? page_left(page) - taken : 1;

    return left < LANES_MOST ? (unsigned)left : LANES_MOST;
}

static void add_modified(struct page *page, const struct grading *g,
                         const struct report_style *style)
{
    char *command = report_command(g, NULL, style->options, "grade");

    page_add(page, 5,
             INK_RED
             "FAIL" INK_OFF
             " the kernel's text or constants were modified while it ran: no "
             "check counts. Lab code writes to its own data and to devices "
             "through the accessors, nowhere else.");
    page_add(page, 0, "%s", "");
    add_labelled(page, "again", command);
    free(command);
}

void report_failure(struct page *page, const struct grading *g,
                    const struct evidence *e, const struct report_style *style)
{
    const struct result *r = g->verdict.first;
    struct page tail;

    if (g->verdict.modified) {
        add_modified(page, g, style);
        return;
    }
    page_open(&tail, &page->style);
    add_tail(&tail, g, e, style);
    add_what(page, g, e);
    add_moment(page, r, e);
    if (e->has_moment && r->finding.kind != FOUND_TODO)
        timeline_moment(page, r->window, e->at, e->vector,
                        lanes_that_fit(page, &tail));
    page_append(page, &tail);
    page_close(&tail);
}

/* One tier, with what makes it readable without the report beside it. */
static void add_hint(struct page *page, const struct result *r, unsigned tier)
{
    struct evidence e;

    if (tier == 1) {
        page_add(page, 2, "  %s", r->check->rule);
        page_add(page, 2,
                 "  Read the contract above %s once more, and book: %s.",
                 r->check->function, r->check->book);
    } else if (tier == 2) {
        page_add(page, 2, "  %s", r->check->place);
    } else {
        explain_moment(&e, r);
        if (e.sentence[0] != '\0')
            page_add(page, 2, "  %s:", e.sentence);
        page_add(page, 2, "  %s", remedy_of(r));
    }
}

bool report_text_hint(FILE *out, const struct grading *g, unsigned tier,
                      const struct report_style *style)
{
    static const char *const name[] = {"rule", "place", "remedy"};
    const struct result *r = g->verdict.first;
    struct page page;

    if (r == NULL)
        return false;
    tier = tier < 1 ? 1 : tier > 3 ? 3 : tier;
    page_open(&page, &style->page);
    page_add(&page, 0,
             INK_BOLD "%s" INK_OFF " (TODO %u), hint %u of 3, the %s:",
             r->check->id, r->check->todo, tier, name[tier - 1]);
    add_hint(&page, r, tier);
    page_print(&page, out);
    page_close(&page);
    return true;
}
