/*
 * grader/src/verdict.c - each check over all seeds.  Contract: verdict.h.
 *
 * A step that is spoilt (ended inside, marks out of order, record and model
 * disagree) fails every check that judges it.  Order of blame: what is not
 * done, then what fails a check with less to rely on, then the lowest TODO
 * that fails among those a check relies on.
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

/* Every TODO that the check relies on, its own too. */
static uint32_t reliance(const struct check *check)
{
    return check->needs | UINT32_C(1) << check->todo;
}

/* What the record shows of the check itself: not that the run ended before. */
static bool is_evidence(const struct result *r)
{
    return r->status == STATUS_FAIL && r->finding.kind != FOUND_NOT_REACHED &&
           r->finding.kind != FOUND_DISAGREES && r->finding.kind != FOUND_MARKS;
}

static bool is_narrower(uint32_t relied, uint32_t all)
{
    return (relied & ~all) == 0 && relied != all;
}

/* Does `todo` do what it should where less than `all` is relied on? */
static bool is_cleared(const struct verdict *v, unsigned todo, uint32_t all)
{
    for (unsigned i = 0; i < v->lab->check_count; i++)
        if (v->result[i].check->todo == todo &&
            v->result[i].status == STATUS_PASS &&
            is_narrower(reliance(v->result[i].check), all))
            return true;
    return false;
}

/* Does the failure of `other` say more than that of a check of `todo`, which
 * relies on `all`? */
static bool says_more(const struct verdict *v, const struct result *other,
                      unsigned todo, uint32_t all)
{
    uint32_t relied = reliance(other->check);

    if (!is_evidence(other) || other->check->todo <= todo)
        return false;
    return is_narrower(relied, all) ||
           (relied == all && is_cleared(v, todo, all) &&
            !is_cleared(v, other->check->todo, all));
}

/* A check of TODO 1 that needs TODO 2 as well is no proof against TODO 1 when
 * one of TODO 2 fails without the rest. */
static void blame_later(const struct verdict *v, struct result *r)
{
    uint32_t all = reliance(r->check);

    if (r->status != STATUS_FAIL || r->blocked_by != 0)
        return;
    for (unsigned i = 0; i < v->lab->check_count; i++) {
        unsigned todo = v->result[i].check->todo;

        if (says_more(v, &v->result[i], r->check->todo, all) &&
            (r->blocked_by == 0 || todo < r->blocked_by))
            r->blocked_by = todo;
    }
}

/* By a check that had its turn, and is not itself a later TODO's victim. */
static bool fails_todo(const struct verdict *v, unsigned todo)
{
    for (unsigned i = 0; i < v->lab->check_count; i++)
        if (v->result[i].check->todo == todo &&
            v->result[i].status == STATUS_FAIL &&
            v->result[i].finding.kind != FOUND_NOT_REACHED &&
            v->result[i].blocked_by <= todo)
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

/* The failure to explain: the lowest TODO's first that is nobody else's; one
 * that had its turn, where there is any. */
static void choose_first(struct verdict *v)
{
    for (unsigned pass = 0; pass < 3 && v->first == NULL; pass++)
        for (unsigned i = 0; i < v->lab->check_count; i++) {
            const struct result *r = &v->result[i];

            if (r->status != STATUS_FAIL || (pass < 2 && r->blocked_by != 0) ||
                (pass < 1 && r->finding.kind == FOUND_NOT_REACHED))
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
    for (unsigned i = 0; i < lab->check_count; i++)
        blame_later(v, &v->result[i]);
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
