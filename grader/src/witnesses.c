/*
 * grader/src/witnesses.c - what differs between two gradings of one file.
 * Contract: witnesses.h.
 */
#include <string.h>
#include "checks.h"
#include "witnesses.h"

static const char *status_word(enum status status)
{
    return status == STATUS_PASS   ? "pass"
           : status == STATUS_FAIL ? "fail"
                                   : "skip";
}

static const char *reason_of(const struct result *r)
{
    return r->status == STATUS_FAIL ? r->finding.text : "";
}

static json_t *check_difference(const struct lab *lab, const char *machine_a,
                                const struct result *a, const char *machine_b,
                                const struct result *b)
{
    return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s}", "lab", lab->name, "kind",
                     "check", "check", a->check->id, machine_a,
                     status_word(a->status), machine_b, status_word(b->status),
                     "reason", reason_of(a->status == STATUS_FAIL ? a : b));
}

static unsigned compare_checks(const struct grading *a, const char *machine_a,
                               const struct grading *b, const char *machine_b,
                               json_t *list)
{
    unsigned count = 0;

    for (unsigned i = 0; i < a->lab->check_count; i++) {
        const struct result *x = &a->verdict.result[i];
        const struct result *y = &b->verdict.result[i];

        if (x->status == y->status || x->status == STATUS_SKIP ||
            y->status == STATUS_SKIP)
            continue;
        json_array_append_new(list, check_difference(a->lab, machine_a, x,
                                                     machine_b, y));
        count++;
    }
    return count;
}

/* The records that the models contradict, on one machine. */
static unsigned oracle_objects(const struct grading *g, const char *machine,
                               json_t *list)
{
    unsigned count = 0;

    for (unsigned i = 0; i < g->seeds; i++)
        for (unsigned b = 0; b < g->run[i].boots; b++) {
            const struct record *record = &g->run[i].record[b];

            if (record->disagree_at == NOWHERE)
                continue;
            json_array_append_new(
                list, json_pack("{s:s, s:s, s:s, s:I, s:I, s:s}", "lab",
                                g->lab->name, "kind", "oracle", "machine",
                                machine, "seed", (json_int_t)g->run[i].seed,
                                "event", (json_int_t)record->disagree_at,
                                "reason", record->disagree_text));
            count++;
        }
    return count;
}

unsigned witnesses_compare(const struct grading *a, const char *machine_a,
                           const struct grading *b, const char *machine_b,
                           json_t *list)
{
    if (a->verdict.result == NULL || b->verdict.result == NULL)
        return 0;
    return compare_checks(a, machine_a, b, machine_b, list) +
           oracle_objects(a, machine_a, list) +
           oracle_objects(b, machine_b, list);
}

static const char *word(const json_t *object, const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));

    return text != NULL ? text : "";
}

static void print_one(FILE *out, const json_t *d, const char *machine_a,
                      const char *machine_b)
{
    if (strcmp(word(d, "kind"), "check") == 0)
        fprintf(out, "  disagree: %s is %s on %s, %s on %s: %s\n",
                word(d, "check"), word(d, machine_a), machine_a,
                word(d, machine_b), machine_b, word(d, "reason"));
    else
        fprintf(out,
                "  disagree: %s and the model, seed %" JSON_INTEGER_FORMAT
                ": %s\n",
                word(d, "machine"),
                json_integer_value(json_object_get(d, "seed")),
                word(d, "reason"));
}

void witnesses_print(FILE *out, const json_t *list, unsigned count,
                     const char *machine_a, const char *machine_b)
{
    size_t end = json_array_size(list);

    if (count == 0)
        fprintf(out, "  %s and %s agree on every check that both can show\n",
                machine_a, machine_b);
    for (size_t i = end - count; i < end; i++)
        print_one(out, json_array_get(list, i), machine_a, machine_b);
}
