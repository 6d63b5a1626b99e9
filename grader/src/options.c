/*
 * grader/src/options.c - command lines through argp.  Contract: options.h.
 */
#include <argp.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "memory.h"
#include "options.h"

#define DEFAULT_SEED  1
#define DEFAULT_SEEDS 3

enum key {
    KEY_LAB = 'l',
    KEY_MACHINE = 'm',
    KEY_SEED = 's',
    KEY_PART = 'p',
    KEY_JOBS = 'j',
    KEY_SUBMISSION = 256,
    KEY_SEEDS,
    KEY_OWN,
    KEY_BOOT,
    KEY_JSON,
    KEY_EVENTS,
    KEY_JUNIT,
    KEY_HTML,
    KEY_VCD,
    KEY_TRACE,
    KEY_TIMING,
    KEY_HINTS,
    KEY_PLAIN,
    KEY_PRINT, /* from here on: only where `taken` says so */
    KEY_OUTPUT,
    KEY_VERIFY,
};

static const struct argp_option words[] = {
    {"lab", KEY_LAB, "NN", 0, "the lab: 02 or 02-lapic; to grade, all", 0},
    {"machine", KEY_MACHINE, "M", 0,
     "the machine: bochs (default) or qemu; to grade, all", 0},
    {"submission", KEY_SUBMISSION, "PATH", 0,
     "a student's file, or the folder or archive that holds it (default: "
     "labs/NN-name)",
     0},
    {"seed", KEY_SEED, "N", 0, "draw the plan from N (default 1)", 0},
    {"seeds", KEY_SEEDS, "K", 0,
     "grade with K seeds derived from it (default 3)", 0},
    {"part", KEY_PART, "A|B", 0, "only this part of the lab", 0},
    {"own", KEY_OWN, "WHOSE", 0,
     "whose files to use: labs (default), solutions, or a folder", 0},
    {"boot", KEY_BOOT, "rom|grub", 0, "how to boot", 0},
    {"hints", KEY_HINTS, "0..3", 0, "show hints up to this tier", 0},
    {"json", KEY_JSON, "F", 0, "write the report as JSON to F", 0},
    {"events", KEY_EVENTS, NULL, 0,
     "put the run's events into the JSON report, for the trace viewer", 0},
    {"junit", KEY_JUNIT, "F", 0, "not there yet: the report as JUnit XML", 0},
    {"html", KEY_HTML, "F", 0, "not there yet: the report as HTML", 0},
    {"vcd", KEY_VCD, "F", 0, "write the timeline as VCD to F", 0},
    {"trace", KEY_TRACE, "F", 0, "write the events as text lines to F", 0},
    {"timing", KEY_TIMING, "F", 0, "write how long things took to F", 0},
    {"jobs", KEY_JOBS, "N", 0, "emulators side by side (default: all CPUs)", 0},
    {"plain", KEY_PLAIN, NULL, 0, "no colour", 0},
    {"print", KEY_PRINT, NULL, 0,
     "print the commands that would be started, and start nothing", 0},
    {"output", KEY_OUTPUT, "F", 0, "write the archive to F, a new file", 0},
    {"verify", KEY_VERIFY, "F", 0,
     "only look whether the receipt in archive F fits the file beside it", 0},
    {0},
};

#define WORDS (sizeof words / sizeof words[0])

/* Commands for a person take these and no others; one that is not listed takes
 * all, and what stands behind the options too. */
static const struct {
    const char *command, *takes;
} taken[] = {
    {"run", " lab machine submission own seed part boot plain "},
    {"debug", " lab machine submission own seed part print "},
    {"watch", " lab machine submission own seed seeds part hints jobs plain "},
    {"hint", " lab machine submission own seed seeds part hints jobs plain "},
    {"reset", " lab "},
    {"handin", " lab machine submission own seed seeds jobs output verify "},
    {"doctor", " plain "},
    {"labs", " plain "},
};

static uint64_t number(struct argp_state *state, const char *what,
                       const char *text, uint64_t low, uint64_t high)
{
    char *end;
    unsigned long long value;

    errno = 0;
    value = strtoull(text, &end, 0);
    if (errno != 0 || end == text || *end != '\0' || text[0] == '-' ||
        value < low || value > high)
        argp_error(state, "--%s takes a number from %llu to %llu, not '%s'",
                   what, (unsigned long long)low, (unsigned long long)high,
                   text);
    return value;
}

static char part(struct argp_state *state, const char *text)
{
    char letter = text[0] >= 'a' ? (char)(text[0] - 32) : text[0];

    if ((letter != 'A' && letter != 'B') || text[1] != '\0')
        argp_error(state, "--part takes A or B, not '%s'", text);
    return letter;
}

static error_t take_file(struct options *o, int key, const char *argument)
{
    switch (key) {
    case KEY_JSON:
        o->json = argument;
        return 0;
    case KEY_JUNIT:
        o->junit = argument;
        return 0;
    case KEY_HTML:
        o->html = argument;
        return 0;
    case KEY_VCD:
        o->vcd = argument;
        return 0;
    case KEY_TRACE:
        o->trace = argument;
        return 0;
    case KEY_TIMING:
        o->timing = argument;
        return 0;
    case KEY_OUTPUT:
        o->output = argument;
        return 0;
    case KEY_VERIFY:
        o->verify = argument;
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static error_t take_checked(int key, char *argument, struct argp_state *state)
{
    struct options *o = state->input;

    switch (key) {
    case KEY_SEED:
        o->seed = number(state, "seed", argument, 0, UINT64_MAX);
        o->seed_given = true;
        return 0;
    case KEY_SEEDS:
        o->seeds = (unsigned)number(state, "seeds", argument, 1, SEEDS_MAX);
        return 0;
    case KEY_HINTS:
        o->hints = (unsigned)number(state, "hints", argument, 0, 3);
        return 0;
    case KEY_JOBS:
        o->jobs = (unsigned)number(state, "jobs", argument, 1, 256);
        return 0;
    case KEY_PART:
        o->part = part(state, argument);
        return 0;
    default:
        return take_file(o, key, argument);
    }
}

static error_t take(int key, char *argument, struct argp_state *state)
{
    struct options *o = state->input;

    switch (key) {
    case KEY_LAB:
        o->lab = argument;
        return 0;
    case KEY_MACHINE:
        o->machine = argument;
        return 0;
    case KEY_SUBMISSION:
        o->submission = argument;
        return 0;
    case KEY_OWN:
        o->own = argument;
        return 0;
    case KEY_BOOT:
        if (strcmp(argument, "rom") != 0 && strcmp(argument, "grub") != 0)
            argp_error(state, "--boot takes rom or grub, not '%s'", argument);
        o->boot = argument;
        return 0;
    case KEY_EVENTS:
        o->events = true;
        return 0;
    case KEY_PLAIN:
        o->plain = true;
        return 0;
    case KEY_PRINT:
        o->print = true;
        return 0;
    case ARGP_KEY_ARGS:
        if (o->only_options)
            argp_error(state, "'%s' is one word too many",
                       state->argv[state->next]);
        o->rest = state->argv + state->next;
        o->rest_count = state->argc - state->next;
        return 0;
    default:
        return take_checked(key, argument, state);
    }
}

static const char common_help[] =
    "Exit status: 0 all passed, or done; 1 some check failed, or the file "
    "became no kernel; 2 the command line was wrong; 3 this computer could not "
    "run it (`pic2pi doctor` says why).\n\n"
    "Environment: TMPDIR, where temporary files go; PIC2PI_BOCHS, the Bochs "
    "program to use instead of /usr/bin/bochs-bin; NO_COLOR.";

/* Fill `mine` with the words that `command` takes; false: all of them. */
static bool choose_words(const char *command, struct argp_option mine[WORDS])
{
    const char *takes = NULL;
    size_t n = 0;

    for (size_t i = 0; i < sizeof taken / sizeof taken[0]; i++)
        if (strcmp(taken[i].command, command) == 0)
            takes = taken[i].takes;
    for (size_t i = 0; i + 1 < WORDS; i++) {
        char *name = text_format(" %s ", words[i].name);

        if (takes != NULL ? strstr(takes, name) != NULL
                          : words[i].key < KEY_PRINT)
            mine[n++] = words[i];
        free(name);
    }
    mine[n] = (struct argp_option){0};
    return takes != NULL;
}

void options_parse(struct options *options, const char *command,
                   const char *purpose, int argc, char **argv)
{
    struct argp_option mine[WORDS];
    char *help = text_format("%s\v%s", purpose, common_help);
    struct argp argp = {mine, take, NULL, help, NULL, NULL, NULL};
    char *name = text_format("pic2pi %s", command);
    long cpus = sysconf(_SC_NPROCESSORS_ONLN);

    *options = (struct options){
        .machine = "bochs",
        .boot = "rom",
        .seed = DEFAULT_SEED,
        .seeds = DEFAULT_SEEDS,
        .jobs = cpus > 0 ? (unsigned)cpus : 1,
        .only_options = choose_words(command, mine),
    };
    options->plain = getenv("NO_COLOR") != NULL || !isatty(STDOUT_FILENO);
    argp_err_exit_status = EXIT_USAGE;
    argv[0] = name;
    argp_parse(&argp, argc, argv, 0, NULL, options);
}
