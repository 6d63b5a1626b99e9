/*
 * grader/src/report_text.c - the one-screen report.  Contract: report_text.h.
 *
 * What passed is report_passed.c's.  A failure is laid out first
 * (report_failure.c); what is left of the screen
 * goes to the other checks, the compiler's warnings and the guest's output.
 */
#include <string.h>
#include "explain.h"
#include "memory.h"
#include "printable.h"
#include "report_parts.h"
#include "report_text.h"

struct report_style report_style_for(const struct options *options)
{
    return (struct report_style){
        .page = page_style_for(options),
        .hints = options->hints,
        .options = options,
    };
}

static unsigned points_of(const struct grading *g)
{
    unsigned points = 0;

    if (g->verdict.result != NULL)
        return g->verdict.max_score;
    for (unsigned i = 0; i < g->lab->check_count; i++)
        points += g->lab->checks[i].points;
    return points;
}

static void add_unobservable(struct page *page, const struct verdict *v)
{
    if (v->unobservable > 0)
        page_add(page, 0, "graded %u of %u points, %u not observable on %s",
                 v->max_score, v->max_score + v->unobservable, v->unobservable,
                 v->machine);
}

static void add_heading(struct page *page, const struct grading *g)
{
    unsigned score = g->verdict.score, max = points_of(g);
    char *name = text_format("%s  %s", g->lab->name, g->lab->title);
    char *points = text_format("%u of %u points", score, max);
    size_t used = text_columns(name) + text_columns(points);
    int gap = used < page->style.width ? (int)(page->style.width - used) : 2;

    page_add(page, 0, INK_BOLD "%s" INK_OFF "%*s%s%s" INK_OFF "\n", name, gap,
             "", score == max ? INK_GREEN : INK_RED, points);
    add_unobservable(page, &g->verdict);
    page_add(page, 0, "%s", "");
    free(name);
    free(points);
}

static const struct run *run_to_show(const struct grading *g)
{
    const struct result *first = g->verdict.first;

    return first != NULL && first->run != NULL ? first->run : g->run;
}

/* Lines that warnings and the guest's output want behind the checks. */
static size_t reserved_for(const struct grading *g)
{
    const struct run *run = run_to_show(g);
    size_t lines = 0;

    if (g->build.messages != NULL && g->build.messages[0] != '\0')
        lines += 2;
    if (run != NULL && run->boots > 0 &&
        run->boot[run->boots - 1].trace.console_length > 0)
        lines += 2;
    return lines;
}

/* ---- the other checks ---- */

/* Parts of a list that is cut to what the screen holds. */
struct list {
    struct page *page;
    size_t reserved;
    unsigned left_out; /* checks that found no place */
};

static void list_part(struct list *list, const struct page *part,
                      unsigned checks)
{
    if (list->left_out == 0 &&
        part->count + list->reserved <= page_left(list->page))
        page_append(list->page, part);
    else
        list->left_out += checks;
}

static const char *reason_of(const struct result *r, const struct evidence *e)
{
    return e->sentence[0] != '\0' ? e->sentence : r->finding.text;
}

static bool is_undone(const struct result *r)
{
    return r->finding.kind == FOUND_TODO && r->blocked_by == 0;
}

static bool is_other(const struct grading *g, const struct result *r)
{
    return r->status == STATUS_FAIL && r != g->verdict.first;
}

static void list_others(struct list *list, const struct grading *g,
                        const struct evidence *evidence)
{
    for (unsigned i = 0; i < g->lab->check_count; i++) {
        const struct result *r = &g->verdict.result[i];
        struct page part;

        if (!is_other(g, r) || r->blocked_by != 0 || is_undone(r))
            continue;
        page_open(&part, &list->page->style);
        page_cut(&part, INK_RED "FAIL" INK_OFF " %s: %s%s", r->check->id,
                 evidence[i].sentence[0] != '\0' ? ""
                                                 : explain_subject(&r->finding),
                 reason_of(r, &evidence[i]));
        list_part(list, &part, 1);
        page_close(&part);
    }
}

/* The names of the checks that wait for `todo`, or that are its own and not
 * done; to be freed. */
static char *names_of(const struct grading *g, unsigned todo, bool undone,
                      unsigned *count)
{
    char *names = text_copy("");

    *count = 0;
    for (unsigned i = 0; i < g->lab->check_count; i++) {
        const struct result *r = &g->verdict.result[i];
        unsigned whose = undone ? r->check->todo : r->blocked_by;
        char *longer;

        if (!is_other(g, r) || is_undone(r) != undone || whose != todo)
            continue;
        longer = text_format("%s%s%s", names, (*count)++ > 0 ? ", " : "",
                             r->check->id);
        free(names);
        names = longer;
    }
    return names;
}

/* One part for all of them; only their number where the names do not fit. */
static void list_waiting(struct list *list, const struct grading *g,
                         unsigned todo, bool undone)
{
    const char *head = undone ? INK_RED "not done" INK_OFF ", TODO"
                              : INK_YELLOW "blocked" INK_OFF " by TODO";
    unsigned count;
    char *names = names_of(g, todo, undone, &count);
    struct page part;

    page_open(&part, &list->page->style);
    page_add(&part, 5, "%s %u: %s", head, todo, names);
    if (part.count + list->reserved > page_left(list->page)) {
        page_close(&part);
        page_add(&part, 5, "%s %u: %u checks", head, todo, count);
    }
    if (count > 0)
        list_part(list, &part, count);
    page_close(&part);
    free(names);
}

static void add_others(struct page *page, const struct grading *g,
                       const struct evidence *evidence)
{
    struct list list = {.page = page, .reserved = 1 + reserved_for(g)};
    unsigned passed = 0;

    for (unsigned i = 0; i < g->lab->check_count; i++)
        passed += g->verdict.result[i].status == STATUS_PASS;
    list_others(&list, g, evidence);
    for (unsigned todo = 1; todo < 32; todo++)
        list_waiting(&list, g, todo, true);
    for (unsigned todo = 1; todo < 32; todo++)
        list_waiting(&list, g, todo, false);
    if (list.left_out > 0)
        page_cut(page, "%s and %u more: --json FILE has them all",
                 page->style.ascii ? "..." : "\u2026", list.left_out);
    else if (passed > 0)
        page_cut(page, INK_GREEN "pass" INK_OFF " %u of %u checks", passed,
                 g->lab->check_count);
}

/* ---- strangers' texts ---- */

/* Lines of `text`, which is printable, as far as `most` goes, and in full or
 * as much of each as fits on one. */
static void add_lines(struct page *page, const char *text, size_t most,
                      bool whole)
{
    while (*text != '\0' && most > 0) {
        int length = (int)strcspn(text, "\n");
        char *line = text_format("%.*s", length, text);
        char *safe = page_safe(line);

        if (whole)
            page_add(page, 4, "  %s", safe);
        else
            page_cut(page, "  %s", safe);
        free(safe);
        free(line);
        text += length;
        text += *text == '\n';
        most--;
    }
    if (*text != '\0')
        page_cut(page, "  %s", page->style.ascii ? "..." : "\u2026");
}

/* The lines of the compiler's messages that say what, not where it stands. */
static char *warnings_of(const char *text)
{
    char *found = text_copy("");

    while (text != NULL && *text != '\0') {
        size_t n = strcspn(text, "\n");
        char *line = text_format("%.*s", (int)n, text);

        if (strstr(line, "warning: ") != NULL) {
            char *longer = text_format("%s%s\n", found, line);

            free(found);
            found = longer;
        }
        free(line);
        text += n + (text[n] == '\n');
    }
    return found;
}

static void add_warnings(struct page *page, const struct grading *g)
{
    char *text = warnings_of(g->build.messages);

    if (text[0] != '\0' && page_left(page) >= 2) {
        page_cut(page,
                 INK_YELLOW "The compiler warns" INK_OFF " (costs nothing):");
        add_lines(page, text, page_left(page) > 4 ? 3 : 1,
                  page_left(page) >= 8);
    }
    free(text);
}

/* The last lines that the guest printed in the first boot of `run`. */
static void add_guest_output(struct page *page, const struct run *run)
{
    const struct trace *t;
    size_t most, begin;
    char *text;

    if (run == NULL || run->boots == 0 || page_left(page) < 2)
        return;
    t = &run->boot[run->boots - 1].trace;
    text = text_format("%.*s", (int)t->console_length,
                       t->console != NULL ? t->console : "");
    make_printable(text);
    begin = strlen(text);
    while (begin > 0 && (text[begin - 1] == '\n' || text[begin - 1] == ' ' ||
                         text[begin - 1] == '?'))
        text[--begin] = '\0';
    most = page_left(page) - 1 < 3 ? page_left(page) - 1 : 3;
    for (; begin > 0 && most > 0; begin--)
        if (text[begin - 1] == '\n' && --most == 0)
            break;
    if (text[0] != '\0') {
        page_cut(page,
                 INK_DIM "Your kernel printed (shown, never judged):" INK_OFF);
        add_lines(page, text + begin, page_left(page), false);
    }
    free(text);
}

/* ---- the three kinds of report ---- */

static void add_refusal(struct page *page, const struct grading *g,
                        const struct report_style *style)
{
    char *command = report_command(g, NULL, style->options, "grade");
    const char *said = g->build.messages;
    bool compiler = g->error == SUBMIT_COMPILE && said != NULL && *said != '\0';

    if (compiler) {
        page_add(page, 0, INK_RED "FAIL" INK_OFF " the file does not compile:");
        add_lines(page, said, page_left(page) > 8 ? page_left(page) - 7 : 8,
                  false);
        page_add(page, 0, "%s", "");
        page_add(page, 9,
                 "  do     mend the first error first; later ones are "
                 "often its echo");
    } else {
        char *safe = page_safe(g->refusal.text);

        page_add(page, 5, INK_RED "FAIL" INK_OFF " %s", safe);
        free(safe);
        page_add(page, 0, "%s", "");
    }
    page_add(page, 9, "  again  %s", command);
    free(command);
}

static void add_failed(struct page *page, const struct grading *g,
                       const struct report_style *style)
{
    struct evidence *evidence = explain(g, g->verdict.first);
    size_t first = (size_t)(g->verdict.first - g->verdict.result);

    report_failure(page, g, &evidence[first], style);
    if (page_left(page) > 2)
        page_add(page, 0, "%s", "");
    if (!g->verdict.modified)
        add_others(page, g, evidence);
    free(evidence);
}

void report_text_print(FILE *out, const struct grading *g,
                       const struct report_style *style)
{
    struct page page;

    page_open(&page, &style->page);
    add_heading(&page, g);
    if (g->verdict.result == NULL) {
        add_refusal(&page, g, style);
    } else {
        if (g->verdict.first != NULL)
            add_failed(&page, g, style);
        else
            report_passed(&page, g, style);
        add_warnings(&page, g);
        add_guest_output(&page, run_to_show(g));
    }
    page_print(&page, out);
    page_close(&page);
}

void report_text_row(FILE *out, const struct grading *g,
                     const struct report_style *style)
{
    const struct result *first = g->verdict.first;
    unsigned max = points_of(g);
    bool all = g->verdict.result != NULL && g->verdict.score == max;
    char *why = NULL;
    struct page page;

    if (g->verdict.result == NULL)
        why =
            page_safe(g->host_error != NULL ? g->host_error : g->refusal.text);
    else if (first != NULL)
        why = text_format("TODO %u, %s", first->check->todo, first->check->id);
    page_open(&page, &style->page);
    page_cut(&page, "%s%s" INK_OFF " %-14s %3u of %3u points  %s",
             all ? INK_GREEN : INK_RED, all ? "pass" : "FAIL", g->lab->name,
             g->verdict.score, max, why != NULL ? why : g->lab->title);
    page_print(&page, out);
    page_close(&page);
    free(why);
}
