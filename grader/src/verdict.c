/*
 * grader/src/verdict.c - each check over all seeds.  Contract: verdict.h.
 *
 * A step that is spoilt (ended inside, marks out of order, record and model
 * disagree) fails every check that judges it.  Order of blame: a TODO that is
 * not done, then the lowest TODO that fails among those a check relies on.
 */
#include <stdio.h>
#include <string.h>
#include "memory.h"
#include "verdict.h"

#define ALL_TODOS 32u

/* TODOs whose functions said "not done" inside the window. */
static uint32_t undone_in(const struct window *w)
{
    uint32_t todos = 0;

    if (w->record == NULL)
        return 0;
    for (size_t i = w->first; i < w->last; i++)
        if (is_mark(event_at(w, i), MARK_TODO, -1))
            todos |= UINT32_C(1) << (mark_argument(event_at(w, i)) % ALL_TODOS);
    return todos;
}

static bool is_ordinary_end(enum finding_kind kind)
{
    return kind == FOUND_ENDED || kind == FOUND_DISAGREES;
}

/* What the check itself finds in a spoilt step says more than "the run ended",
 * so it is asked first; it cannot make the step good again. */
static bool holds_in(const struct check *check, const struct step_result *step,
                     struct finding *finding)
{
    struct window w = step->window;
    bool holds = false;

    *finding = (struct finding){.vector = EVENT_NO_VECTOR, .at = NOWHERE};
    w.found = finding;
    if (w.record != NULL && (step->trouble.kind == FOUND_NOTHING ||
                             is_ordinary_end(step->trouble.kind)))
        holds = check->holds(&w);
    if (step->trouble.kind == FOUND_NOTHING)
        return holds;
    if (finding->kind == FOUND_NOTHING || finding->kind == FOUND_MISSING ||
        !is_ordinary_end(step->trouble.kind))
        *finding = step->trouble;
    return false;
}

static bool judges(const struct check *check, const struct step *step)
{
    return (check->steps & BIT(step->kind)) != 0;
}

static void fail(struct result *r, const struct run *run,
                 const struct step_result *step, const struct finding *finding)
{
    r->status = STATUS_FAIL;
    r->run = run;
    r->window = &step->window;
    r->finding = *finding;
}

/* The first step of the first seed in which the check does not hold. */
static void judge(struct result *r, const struct run *run, unsigned seeds)
{
    bool asked = false;

    r->status = STATUS_PASS;
    for (unsigned s = 0; s < seeds && r->status == STATUS_PASS; s++)
        for (unsigned k = 0; k < run[s].plan.count; k++) {
            struct finding finding;

            if (!judges(r->check, &run[s].plan.step[k]))
                continue;
            asked = true;
            if (!holds_in(r->check, &run[s].step[k], &finding)) {
                fail(r, &run[s], &run[s].step[k], &finding);
                break;
            }
        }
    if (!asked) /* a plan that never asks must not give points away */
        r->status = STATUS_FAIL;
}

static void blame_undone(struct verdict *v, struct result *r)
{
    uint32_t own = UINT32_C(1) << r->check->todo, undone;

    if (r->status != STATUS_FAIL || r->window == NULL)
        return;
    undone = undone_in(r->window) & (own | r->check->needs);
    v->undone |= undone;
    if (undone == 0)
        return;
    for (unsigned n = 1; n < ALL_TODOS; n++)
        if (undone & (UINT32_C(1) << n)) {
            r->finding.kind = FOUND_TODO;
            snprintf(r->finding.text, sizeof r->finding.text,
                     "TODO %u is not done", n);
            r->blocked_by = n == r->check->todo ? 0 : n;
            return;
        }
}

static bool fails_todo(const struct verdict *v, unsigned todo)
{
    for (unsigned i = 0; i < v->lab->check_count; i++)
        if (v->result[i].check->todo == todo &&
            v->result[i].status == STATUS_FAIL)
            return true;
    return false;
}

static void blame_failing(struct verdict *v, struct result *r)
{
    if (r->status != STATUS_FAIL || r->blocked_by != 0)
        return;
    for (unsigned n = 1; n < r->check->todo; n++)
        if ((r->check->needs & (UINT32_C(1) << n)) && fails_todo(v, n)) {
            r->blocked_by = n;
            return;
        }
}

static void diagnose(const struct lab *lab, struct result *r)
{
    if (r->status != STATUS_FAIL || r->window == NULL ||
        r->window->record == NULL || r->finding.kind == FOUND_TODO)
        return;
    for (unsigned i = 0; i < lab->mistake_count; i++)
        if (lab->mistakes[i].fits(r->window, r->check, &r->finding)) {
            r->mistake = &lab->mistakes[i];
            return;
        }
}

/* The failure to explain: the lowest TODO's first that is nobody else's. */
static void choose_first(struct verdict *v)
{
    for (unsigned pass = 0; pass < 2 && v->first == NULL; pass++)
        for (unsigned i = 0; i < v->lab->check_count; i++) {
            const struct result *r = &v->result[i];

            if (r->status != STATUS_FAIL || (pass == 0 && r->blocked_by != 0))
                continue;
            if (v->first == NULL || r->check->todo < v->first->check->todo)
                v->first = r;
        }
}

static void condemn(struct verdict *v)
{
    for (unsigned i = 0; i < v->lab->check_count; i++) {
        struct result *r = &v->result[i];

        if (r->status == STATUS_SKIP)
            continue;
        r->status = STATUS_FAIL;
        r->blocked_by = 0;
        r->mistake = NULL;
        r->window = NULL;
        r->finding = (struct finding){.kind = FOUND_MODIFIED,
                                      .at = NOWHERE,
                                      .vector = EVENT_NO_VECTOR};
        snprintf(r->finding.text, sizeof r->finding.text,
                 "the kernel's text or constants were modified");
    }
}

/* Decided by a constant table of the host, and before anything is blamed. */
static void skip_unobservable(struct verdict *v, const struct habits *habits,
                              char part)
{
    v->machine = habits->machine;
    for (unsigned i = 0; i < v->lab->check_count; i++) {
        struct result *r = &v->result[i];

        if ((r->check->capabilities & habits->lacks) == 0)
            continue;
        *r = (struct result){.check = r->check, .status = STATUS_SKIP};
        if (part == 0 || r->check->part == part)
            v->unobservable += r->check->points;
    }
}

static void add_points(struct verdict *v, char part)
{
    for (unsigned i = 0; i < v->lab->check_count; i++) {
        struct result *r = &v->result[i];

        if (part != 0 && r->check->part != part)
            r->status = STATUS_SKIP;
        if (r->status == STATUS_SKIP)
            continue;
        v->max_score += r->check->points;
        if (r->status == STATUS_PASS)
            v->score += r->check->points;
    }
}

void verdict_make(struct verdict *v, const struct lab *lab,
                  const struct run *run, unsigned seeds, char part)
{
    *v = (struct verdict){.lab = lab};
    v->result = need(calloc(lab->check_count, sizeof *v->result));
    for (unsigned s = 0; s < seeds; s++)
        v->modified |= run[s].modified;
    for (unsigned i = 0; i < lab->check_count; i++) {
        v->result[i].check = &lab->checks[i];
        judge(&v->result[i], run, seeds);
        blame_undone(v, &v->result[i]);
    }
    if (seeds > 0)
        skip_unobservable(v, record_habits(&run[0].boot[0].trace), part);
    for (unsigned i = 0; i < lab->check_count; i++) {
        blame_failing(v, &v->result[i]);
        diagnose(lab, &v->result[i]);
    }
    if (v->modified)
        condemn(v);
    add_points(v, part);
    choose_first(v);
}

void verdict_free(struct verdict *v)
{
    free(v->result);
    *v = (struct verdict){0};
}
