/*
 * grader/src/cmd_trace.c - `pic2pi trace FILE`: judge a record again, without
 * an emulator.
 *
 * The file is what `grade --trace` wrote.  The verdict is the same as then;
 * lines of the student's file are not known any more.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include "commands.h"
#include "grading.h"
#include "labs.h"
#include "out_file.h"
#include "report_json.h"
#include "report_text.h"
#include "timeline.h"
#include "trace_file.h"
#include "vcd.h"

/* EXIT_ALL_PASSED when `file` holds a trace. */
static int read_trace(const char *path, struct trace_file *file)
{
    FILE *in = fopen(path, "re");
    bool good;

    *file = (struct trace_file){0};
    if (in == NULL) {
        fprintf(stderr, "pic2pi: %s: %s\n", path, strerror(errno));
        return EXIT_COULD_NOT_RUN;
    }
    good = trace_file_read(in, file);
    if (!good)
        fprintf(stderr, "pic2pi: %s:%u: %s\n", path, file->error_line,
                file->error);
    fclose(in);
    return good ? EXIT_ALL_PASSED : EXIT_COULD_NOT_RUN;
}

/* The lab that the trace names, unless another one was asked for. */
static const struct lab *lab_of(const struct trace_file *file,
                                const struct options *options)
{
    const struct lab *lab = lab_find(file->lab);

    if (lab == NULL)
        fprintf(stderr, "pic2pi: the trace is of lab '%s', which is not here\n",
                file->lab);
    else if (options->lab != NULL && lab_find(options->lab) != lab) {
        fprintf(stderr, "pic2pi: the trace is of lab %s, not of %s\n",
                lab->name, options->lab);
        lab = NULL;
    }
    return lab;
}

static bool write_json(const struct grading *g, const struct options *options)
{
    struct out_file file;
    json_t *reports = json_array();
    bool good;

    json_array_append_new(reports, report_json_make(g, "trace", options));
    good = out_file_open(&file, options->json) &&
           out_file_close(&file, report_json_write(file.stream, reports));
    json_decref(reports);
    return good;
}

static bool write_vcd(const struct run *run, const char *path)
{
    struct out_file file;

    if (!out_file_open(&file, path))
        return false;
    vcd_write(file.stream, run);
    return out_file_close(&file, true);
}

static int tell(const struct grading *g, const struct options *options)
{
    struct report_style style = report_style_for(options);
    const struct result *first = g->verdict.first;
    const struct run *run =
        first != NULL && first->run != NULL ? first->run : &g->run[0];

    timeline_print(stdout, run, g->lab, &style.page);
    fputc('\n', stdout);
    report_text_print(stdout, g, &style);
    if (options->json != NULL && !write_json(g, options))
        return EXIT_COULD_NOT_RUN;
    if (options->vcd != NULL && !write_vcd(run, options->vcd))
        return EXIT_COULD_NOT_RUN;
    return first != NULL ? EXIT_CHECKS_FAILED : EXIT_ALL_PASSED;
}

int cmd_trace(int argc, char **argv)
{
    struct options options;
    struct trace_file file;
    struct grading g = {0};
    int code;

    options_parse(&options, "trace",
                  "Judge a recorded trace (grade --trace F) again and print "
                  "its timeline.",
                  argc, argv);
    if (options.rest_count != 1) {
        fputs("Usage: pic2pi trace [--lab NN] FILE\n", stderr);
        return EXIT_USAGE;
    }
    code = read_trace(options.rest[0], &file);
    if (code == EXIT_ALL_PASSED && (g.lab = lab_of(&file, &options)) == NULL)
        code = EXIT_USAGE;
    if (code != EXIT_ALL_PASSED) {
        trace_file_free(&file);
        return code;
    }
    g.run = file.run;
    g.seeds = file.runs;
    for (unsigned i = 0; i < g.seeds; i++)
        run_from_trace(&g.run[i], g.lab);
    verdict_make(&g.verdict, g.lab, g.run, g.seeds, options.part);
    code = tell(&g, &options);
    grading_free(&g);
    return code;
}
