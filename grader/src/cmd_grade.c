/*
 * grader/src/cmd_grade.c - `pic2pi grade`: one submission, one lab or all.
 *
 * Points, reasons and files come from report_*.c, vcd.c and trace_file.c; here
 * is only which of them was asked for, and on which machines: `--machine all`
 * grades on each, and the first one's grade is the grade.  How long it took is
 * told on stderr or in --timing's file, so that stdout is the same each time.
 */
#include <stdio.h>
#include <string.h>
#include <time.h>
#include "commands.h"
#include "grading.h"
#include "labs.h"
#include "memory.h"
#include "out_file.h"
#include "progress.h"
#include "report_json.h"
#include "report_text.h"
#include "trace_file.h"
#include "vcd.h"
#include "witnesses.h"

/* A grade of one lab or several, as it goes on. */
struct grades {
    const struct options *options;
    struct session *session;
    struct report_style style;
    FILE *out; /* stdout, or stderr when a file is "-" */
    bool several;
    struct grading failed; /* the first lab that lost points, to be told */
    bool any_failed;
    bool warned; /* of a machine's version */
    json_t *reports, *times;
    json_t *differences; /* between machines; NULL: one machine was asked */
    int code;
};

static double milliseconds_since(const struct timespec *then)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - then->tv_sec) * 1e3 +
           (double)(now.tv_nsec - then->tv_nsec) / 1e6;
}

static void raise_code(struct grades *all, int code)
{
    all->code = code > all->code ? code : all->code;
}

static void note_time(struct grades *all, const struct lab *lab, double ms)
{
    json_array_append_new(all->times,
                          json_pack("{s:s, s:f}", "lab", lab->name, "ms", ms));
}

/* ---- files ---- */

static bool write_reports(FILE *out, const void *grades)
{
    const struct grades *all = grades;

    return all->differences != NULL
               ? report_json_write_all(out, all->reports, all->differences)
               : report_json_write(out, all->reports);
}

static bool write_times(FILE *out, const void *times)
{
    return json_dumpf(times, out, JSON_INDENT(2)) == 0 && fputc('\n', out) > 0;
}

static bool write_vcd(FILE *out, const void *grading)
{
    const struct grading *g = grading;
    const struct result *first = g->verdict.first;

    vcd_write(out, first != NULL && first->run != NULL ? first->run : g->run);
    return true;
}

static bool write_trace(FILE *out, const void *grading)
{
    const struct grading *g = grading;

    for (unsigned i = 0; i < g->seeds; i++)
        trace_file_write_run(out, &g->run[i], g->lab->name);
    return true;
}

static void write_file(struct grades *all, const char *path,
                       bool (*write)(FILE *out, const void *what),
                       const void *what)
{
    struct out_file file;

    if (path == NULL)
        return;
    if (!out_file_open(&file, path) ||
        !out_file_close(&file, write(file.stream, what)))
        raise_code(all, EXIT_COULD_NOT_RUN);
}

static void write_record(struct grades *all, const struct grading *g)
{
    if (g->run == NULL || g->run[0].boots == 0) {
        if (all->options->vcd != NULL || all->options->trace != NULL)
            fputs("pic2pi: nothing ran, so there is no record to write\n",
                  stderr);
        return;
    }
    write_file(all, all->options->vcd, write_vcd, g);
    write_file(all, all->options->trace, write_trace, g);
}

/* ---- labs ---- */

static int code_of(const struct grading *g)
{
    if (g->verdict.result == NULL)
        return g->host_error != NULL || submit_err_is_hosts(g->error)
                   ? EXIT_COULD_NOT_RUN
                   : EXIT_CHECKS_FAILED;
    return g->verdict.first != NULL ? EXIT_CHECKS_FAILED : EXIT_ALL_PASSED;
}

static void tell(struct grades *all, const struct grading *g)
{
    if (code_of(g) == EXIT_COULD_NOT_RUN)
        grading_complain(g, stderr);
    else if (all->several)
        report_text_row(all->out, g, &all->style);
    else
        report_text_print(all->out, g, &all->style);
    fflush(all->out);
}

static void warn_of_version(struct grades *all, const struct grading *g,
                            const struct machine *machine)
{
    const char *warning = NULL;

    if (machine->warning != NULL && g->run != NULL && g->run[0].boots > 0)
        warning = machine->warning(g->run[0].boot[0].version);
    if (warning == NULL || all->warned)
        return;
    fprintf(stderr, "pic2pi: %s\n", warning);
    all->warned = true;
}

static int grade_on(struct grades *all, const struct lab *lab,
                    const struct machine *machine, struct grading *g)
{
    struct timespec began;

    all->session->machine = machine;
    clock_gettime(CLOCK_MONOTONIC, &began);
    grading_make(g, all->session, all->options, lab);
    note_time(all, lab, milliseconds_since(&began));
    warn_of_version(all, g, machine);
    if (all->options->json != NULL)
        json_array_append_new(all->reports,
                              report_json_make(g, machine->name, all->options));
    return code_of(g);
}

/* The same on every other machine, each held against the first's grading. */
static void ask_others(struct grades *all, const struct grading *first)
{
    const struct machine *mine = all->session->machine, *other;

    for (unsigned n = 0; (other = machine_number(n)) != NULL; n++) {
        struct grading g;
        unsigned count;

        if (other == mine)
            continue;
        if (grade_on(all, first->lab, other, &g) == EXIT_COULD_NOT_RUN)
            raise_code(all, EXIT_COULD_NOT_RUN);
        if (g.verdict.result == NULL) {
            fprintf(all->out, "  on %s: ", other->name);
            grading_complain(&g, all->out);
        } else {
            fprintf(all->out, "  on %s %u of %u points\n", other->name,
                    g.verdict.score, g.verdict.max_score);
            count = witnesses_compare(first, mine->name, &g, other->name,
                                      all->differences);
            witnesses_print(all->out, all->differences, count, mine->name,
                            other->name);
        }
        fflush(all->out);
        grading_free(&g);
    }
    all->session->machine = mine;
}

static void grade_lab(struct grades *all, const struct lab *lab)
{
    struct grading g;
    int code = grade_on(all, lab, all->session->machine, &g);

    raise_code(all, code);
    tell(all, &g);
    write_record(all, &g);
    progress_note(&all->session->dir, &g, all->session->machine->name,
                  all->options);
    if (all->differences != NULL && g.verdict.result != NULL)
        ask_others(all, &g);
    if (all->several && code == EXIT_CHECKS_FAILED && !all->any_failed) {
        all->failed = g;
        all->any_failed = true;
    } else {
        grading_free(&g);
    }
}

static void grade_all(struct grades *all)
{
    for (unsigned i = 0; i < all_labs_count; i++)
        if (all->several || lab_find(all->options->lab) == all_labs[i])
            grade_lab(all, all_labs[i]);
    if (all->any_failed) {
        fputc('\n', all->out);
        report_text_print(all->out, &all->failed, &all->style);
        grading_free(&all->failed);
    }
    write_file(all, all->options->json, write_reports, all);
    write_file(all, all->options->timing, write_times, all->times);
}

/* ---- the command line ---- */

static bool is_stdout(const char *path)
{
    return path != NULL && strcmp(path, "-") == 0;
}

static bool usable(const struct options *o)
{
    bool all = strcmp(o->lab, "all") == 0;

    if (!all && lab_find(o->lab) == NULL)
        fprintf(stderr,
                "pic2pi: there is no lab '%s'; `pic2pi labs` lists "
                "them\n",
                o->lab);
    else if (all && (o->vcd != NULL || o->trace != NULL))
        fputs("pic2pi: --vcd and --trace take one lab: --lab NN\n", stderr);
    else if (o->junit != NULL || o->html != NULL)
        fputs("pic2pi: --junit and --html are not there yet; --json is\n",
              stderr);
    else
        return true;
    return false;
}

/* NULL, or what is missing for one of them. */
static const char *missing_machine(void)
{
    const char *missing = NULL;

    for (unsigned n = 0; missing == NULL && machine_number(n) != NULL; n++)
        missing = machine_number(n)->missing();
    return missing;
}

/* `--machine all`: the options that the first machine is asked with.  False
 * after an error line. */
static bool choose_machines(struct grades *all, struct options *options)
{
    const char *missing;

    if (strcmp(options->machine, "all") != 0)
        return true;
    missing = missing_machine();
    if (missing != NULL) {
        fprintf(stderr, "pic2pi: --machine all: %s\n", missing);
        return false;
    }
    options->machine = machine_number(0)->name;
    all->differences = json_array();
    return true;
}

int cmd_grade(int argc, char **argv)
{
    struct options options;
    struct session session;
    struct grades all = {.options = &options, .session = &session};

    options_parse(&options, "grade",
                  "Grade one submission by the emulator's own record.", argc,
                  argv);
    if (options.lab == NULL)
        options.lab = "all";
    if (!usable(&options))
        return EXIT_USAGE;
    if (!choose_machines(&all, &options))
        return EXIT_COULD_NOT_RUN;
    if (!session_open(&session, &options, &all.code))
        return all.code;
    all.several = strcmp(options.lab, "all") == 0;
    all.style = report_style_for(&options);
    all.out = is_stdout(options.json) || is_stdout(options.vcd) ||
                      is_stdout(options.trace) || is_stdout(options.timing)
                  ? stderr
                  : stdout;
    all.reports = json_array();
    all.times = json_array();
    all.code = EXIT_ALL_PASSED;
    grade_all(&all);
    json_decref(all.reports);
    json_decref(all.times);
    json_decref(all.differences);
    session_close(&session);
    return all.code;
}
