/*
 * grader/src/cmd_run.c - `pic2pi run`: boot a lab once, for a person.
 *
 * The kernel talks (no BOOTINFO_QUIET) and its console is shown as it comes;
 * then the timeline of the run, and one line that says how it ended.  Limits
 * are wider than a grade's (docs/decisions/0006-limits.md), so that people can
 * be talked to; it always comes back.  No points are given.
 */
#include <stdio.h>
#include <string.h>
#include "commands.h"
#include "grading.h"
#include "habits.h"
#include "labs.h"
#include "memory.h"
#include "printable.h"
#include "timeline.h"

/* A talking kernel writes to the text screen, too, and scrolls it: thousands of
 * instructions a line.  Still little for one that never comes back. */
#define TALK_TICKS  60000000u
#define TALK_CPU_MS 3000u
#define TALK_LINES  200000u /* of record; each character is one */
#define TALK_BYTES  (32u << 20)

/* How much of the console is on the screen already. */
struct shown {
    size_t bytes;
};

/* A guest may print anything; the terminal gets text only. */
static void show_console(struct boot *boot)
{
    struct shown *shown = boot->asked_by;
    const struct trace *t = &boot->trace;
    size_t n = t->console_length - shown->bytes;
    char *text;

    if (n == 0)
        return;
    text = text_format("%.*s", (int)n, t->console + shown->bytes);
    make_printable(text);
    fputs(text, stdout);
    fflush(stdout);
    free(text);
    shown->bytes = t->console_length;
}

static void end_console(const struct trace *t)
{
    if (t->console_length > 0 && t->console[t->console_length - 1] != '\n')
        printf("\n");
    printf("\n");
}

static void print_outcome(const struct run *run, const struct lab *lab)
{
    const struct trace *t = &run->boot[0].trace;

    printf("\n%s, seed %lu: the run %s", lab->name, (unsigned long)run->seed,
           run_end_text(t->end));
    if (t->end != END_FINISHED && t->end_text[0] != '\0')
        printf(" (%s)", t->end_text);
    printf("\n");
}

static void print_run(struct run *run, const struct lab *lab,
                      const struct options *options)
{
    struct page_style style = page_style_for(options);

    style.height = 0;
    end_console(&run->boot[0].trace);
    run_from_trace(run, lab);
    timeline_print(stdout, run, lab, &style);
    print_outcome(run, lab);
}

static const char *boot_once(struct session *session, const struct grading *g,
                             const char *way, struct run *run)
{
    struct machine_limits limits = machine_limits_default;
    struct shown shown = {0};
    const char *error;

    limits.ticks = TALK_TICKS;
    limits.cpu_ms = TALK_CPU_MS;
    limits.lines = TALK_LINES;
    limits.bytes = TALK_BYTES;
    run_plan(run, g->lab, habits_find(session->machine->name));
    run->boot[0] = (struct boot){
        .order = {.seed = run->seed,
                  .left_out = run->left_out,
                  .cpus = g->lab->cpus,
                  .pci = g->lab->pci,
                  .way = strcmp(way, "grub") == 0 ? BOOT_GRUB : BOOT_ROM},
        .on_console = show_console,
        .asked_by = &shown,
    };
    error = machine_run(session->machine, &session->dir, &g->image, &limits,
                        run->boot, 1, 1);
    if (error == NULL && run->boot[0].trace.end == END_NOT_STARTED)
        error = "the emulator ended before the kernel began: `pic2pi doctor` "
                "says what is missing";
    return error;
}

static int run_lab(struct session *session, const struct options *options,
                   const struct lab *lab)
{
    struct run run = {.seed = options->seed};
    int code = EXIT_COULD_NOT_RUN;
    struct grading g;

    if (!grading_build(&g, session, options, lab)) {
        code = grading_complain(&g, stderr);
    } else {
        g.host_error = boot_once(session, &g, options->boot, &run);
        if (g.host_error != NULL)
            code = grading_complain(&g, stderr);
        else {
            print_run(&run, lab, options);
            code = EXIT_ALL_PASSED;
        }
        run_free(&run);
    }
    grading_free(&g);
    return code;
}

int cmd_run(int argc, char **argv)
{
    const struct lab *lab;
    struct options options;
    struct session session;
    int code;

    options_parse(
        &options, "run",
        "Boot one lab in the terminal: the kernel's console, then the "
        "timeline of the run.",
        argc, argv);
    lab = lab_asked(&options, &code);
    if (lab == NULL)
        return code;
    if (strcmp(options.boot, "rom") != 0 && strcmp(options.boot, "grub") != 0) {
        fprintf(stderr,
                "pic2pi: there is no way to boot called '%s'; there "
                "are: rom, grub\n",
                options.boot);
        return EXIT_USAGE;
    }
    if (!session_open(&session, &options, &code))
        return code;
    code = run_lab(&session, &options, lab);
    session_close(&session);
    return code;
}
