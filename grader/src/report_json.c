/*
 * grader/src/report_json.c - the JSON report.  Contract: report_json.h.
 *
 * Jansson keeps members in the order in which they are set, so the order here
 * is the order in the file.
 */
#include <string.h>
#include "explain.h"
#include "lanes.h"
#include "memory.h"
#include "printable.h"
#include "report_json.h"
#include "report_run.h"
#include "version.h"

#define SCHEMA       "pic2pi/report-1"
#define GUEST_OUTPUT 16384u /* bytes of console kept in a report */

/* ---- small parts ---- */

static void set(json_t *object, const char *key, json_t *value)
{
    json_object_set_new(object, key, value != NULL ? value : json_null());
}

static json_t *text_or_null(const char *text)
{
    json_t *value;
    char *safe;

    if (text == NULL || text[0] == '\0')
        return json_null();
    safe = text_copy(text);
    make_printable(safe);
    value = json_string(safe);
    free(safe);
    return value;
}

static json_t *number(uint64_t value)
{
    return json_integer((json_int_t)value);
}

static json_t *vectors_of(const uint32_t words[8])
{
    json_t *list = json_array();

    for (unsigned v = 0; v < 256; v++)
        if (vector_bit(words, v))
            json_array_append_new(list, json_integer(v));
    return list;
}

/* What the guest printed in all boots of the first seed: shown, judged never.
 * Zero bytes and carriage returns go, control bytes become '?'. */
static json_t *guest_output(const struct grading *g)
{
    char *text = need(calloc(1, GUEST_OUTPUT + 1));
    size_t length = 0;
    json_t *value;

    for (unsigned b = 0; g->run != NULL && b < g->run[0].boots; b++) {
        const struct trace *t = &g->run[0].boot[b].trace;

        for (size_t i = 0; i < t->console_length && length < GUEST_OUTPUT; i++)
            if (t->console[i] != '\r' && t->console[i] != '\0')
                text[length++] = t->console[i];
    }
    make_printable(text);
    value = json_string(text);
    free(text);
    return value;
}

/* ---- machine, seeds, error ---- */

static json_t *machine_of(const struct grading *g, const char *machine,
                          const struct options *options)
{
    const char *version = "";
    json_t *m = json_object();

    if (g->run != NULL && g->run[0].boots > 0)
        version = g->run[0].boot[0].version;
    set(m, "name", json_string(machine));
    set(m, "version", text_or_null(version));
    set(m, "boot", json_string(options->boot));
    set(m, "self_reported", json_false());
    return m;
}

static json_t *seeds_of(const struct grading *g)
{
    json_t *seeds = json_array();

    for (unsigned i = 0; i < g->seeds; i++)
        json_array_append_new(seeds, number(g->run[i].seed));
    return seeds;
}

static bool has_verdict(const struct grading *g)
{
    return g->verdict.result != NULL;
}

static json_t *error_of(const struct grading *g)
{
    json_t *e;

    if (has_verdict(g) && !g->verdict.modified)
        return json_null();
    e = json_object();
    if (g->verdict.modified) {
        set(e, "kind", json_string("kernel-modified"));
        set(e, "line", json_null());
        set(e, "text",
            json_string("the kernel's text or constants were "
                        "modified while it ran"));
    } else if (g->host_error != NULL) {
        set(e, "kind", json_string("could-not-run"));
        set(e, "line", json_null());
        set(e, "text", text_or_null(g->host_error));
    } else {
        set(e, "kind", json_string(submit_err_name(g->error)));
        set(e, "line", g->refusal.line != 0 ? number(g->refusal.line) : NULL);
        set(e, "text", text_or_null(g->refusal.text));
    }
    set(e, "messages", text_or_null(g->build.messages));
    return e;
}

/* ---- checks ---- */

static json_t *hints_of(const struct check *check, const struct result *r)
{
    json_t *hints = json_array();
    const char *remedy = r->mistake != NULL ? r->mistake->remedy : NULL;

    json_array_append_new(hints, text_or_null(check->rule));
    json_array_append_new(hints, text_or_null(check->place));
    json_array_append_new(hints, text_or_null(remedy));
    return hints;
}

static json_t *evidence_of(const struct evidence *e)
{
    json_t *o = json_object();
    bool known = e->has_moment;

    set(o, "tick", known ? number(e->tick) : NULL);
    set(o, "cpu", known ? number(e->cpu) : NULL);
    set(o, "vector",
        e->vector != EVENT_NO_VECTOR ? json_integer(e->vector) : NULL);
    set(o, "irr", vectors_of(e->state.irr));
    set(o, "isr", vectors_of(e->state.isr));
    set(o, "tpr", known ? json_integer(e->state.tpr) : NULL);
    set(o, "ppr", known ? json_integer(e->state.ppr) : NULL);
    set(o, "line", e->line != 0 ? number(e->line) : NULL);
    return o;
}

static const char *status_name(enum status status)
{
    return status == STATUS_PASS   ? "pass"
           : status == STATUS_SKIP ? "skip"
                                   : "fail";
}

static const char *reason_of(const struct grading *g, const struct result *r,
                             const struct evidence *e)
{
    if (!has_verdict(g))
        return "there is no kernel to judge";
    if (r->status != STATUS_FAIL)
        return NULL;
    return e->sentence[0] != '\0' ? e->sentence : r->finding.text;
}

static json_t *check_of(const struct grading *g, const struct check *check,
                        const struct result *r, const struct evidence *e)
{
    bool failed = r->status == STATUS_FAIL;
    json_t *o = json_object();

    set(o, "id", json_string(check->id));
    set(o, "todo", number(check->todo));
    set(o, "title", text_or_null(check->title));
    set(o, "points", number(r->status == STATUS_PASS ? check->points : 0));
    set(o, "max_points", number(check->points));
    set(o, "status", json_string(status_name(r->status)));
    set(o, "blocked_by", r->blocked_by != 0 ? number(r->blocked_by) : NULL);
    set(o, "reason", text_or_null(reason_of(g, r, e)));
    set(o, "found", failed ? text_or_null(r->finding.text) : NULL);
    set(o, "mistake", r->mistake != NULL ? json_string(r->mistake->id) : NULL);
    set(o, "hints", hints_of(check, r));
    set(o, "book", text_or_null(check->book));
    set(o, "seed", failed && r->run != NULL ? number(r->run->seed) : NULL);
    set(o, "evidence", failed && e != NULL ? evidence_of(e) : NULL);
    return o;
}

static json_t *checks_of(const struct grading *g, const struct evidence *list)
{
    json_t *checks = json_array();

    for (unsigned i = 0; i < g->lab->check_count; i++) {
        const struct check *check = &g->lab->checks[i];
        struct result none = {.check = check, .status = STATUS_FAIL};
        const struct result *r = list != NULL ? &g->verdict.result[i] : &none;

        json_array_append_new(checks, check_of(g, check, r,
                                               list != NULL ? &list[i] : NULL));
    }
    return checks;
}

static unsigned points_of(const struct lab *lab)
{
    unsigned points = 0;

    for (unsigned i = 0; i < lab->check_count; i++)
        points += lab->checks[i].points;
    return points;
}

json_t *report_json_make(const struct grading *g, const char *machine,
                         const struct options *options)
{
    unsigned max = has_verdict(g) ? g->verdict.max_score : points_of(g->lab);
    unsigned score = has_verdict(g) ? g->verdict.score : 0;
    struct evidence *list = has_verdict(g) ? explain(g, NULL) : NULL;
    json_t *o = json_object();

    set(o, "schema", json_string(SCHEMA));
    set(o, "lab", json_string(g->lab->name));
    set(o, "lab_version", number(g->lab->version));
    set(o, "grader_version", json_string(PIC2PI_VERSION));
    set(o, "submission_sha256", text_or_null(g->sha256));
    set(o, "title", text_or_null(g->lab->title));
    set(o, "machine", machine_of(g, machine, options));
    set(o, "seeds", seeds_of(g));
    set(o, "score", number(score));
    set(o, "max_score", number(max));
    set(o, "error", error_of(g));
    set(o, "guest_output", guest_output(g));
    set(o, "checks", checks_of(g, list));
    if (options->events)
        set(o, "run", list != NULL ? report_run_make(g, list) : NULL);
    free(list);
    return o;
}

bool report_json_write(FILE *out, json_t *labs)
{
    json_t *root = json_array_get(labs, 0);
    bool good;

    if (json_array_size(labs) == 1) {
        json_incref(root);
    } else {
        root = json_object();
        set(root, "schema", json_string(SCHEMA));
        json_object_set(root, "labs", labs);
    }
    good = json_dumpf(root, out, JSON_INDENT(2)) == 0 && fputc('\n', out) > 0;
    json_decref(root);
    return good;
}

bool report_json_write_all(FILE *out, json_t *labs, json_t *disagreements)
{
    json_t *root = json_object();
    bool good;

    set(root, "schema", json_string(SCHEMA));
    json_object_set(root, "labs", labs);
    json_object_set(root, "disagreements", disagreements);
    good = json_dumpf(root, out, JSON_INDENT(2)) == 0 && fputc('\n', out) > 0;
    json_decref(root);
    return good;
}
