/*
 * grader/src/options.h - the words of the command line, the same everywhere.
 *
 * Parsing only; what an option means is the command's.  Used by each cmd_*.c,
 * and by what depends on --plain (page.h, foreground.h).
 */
#ifndef OPTIONS_H
#define OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

/* Exit codes: part of the interface. */
enum {
    EXIT_ALL_PASSED = 0,
    EXIT_CHECKS_FAILED = 1,
    EXIT_USAGE = 2,
    EXIT_COULD_NOT_RUN = 3,
};

#define SEEDS_MAX 16

struct options {
    const char *lab;        /* "02", "all"; NULL: not given */
    const char *machine;    /* "bochs" */
    const char *submission; /* folder, file or archive; NULL: labs/NN */
    const char *own;        /* "labs", "solutions" or a folder */
    const char *boot;       /* "rom" or "grub" */
    const char *json, *junit, *html, *vcd, *trace, *timing; /* files */
    const char *output, *verify; /* handin: archives */
    uint64_t seed;
    bool seed_given;
    unsigned seeds; /* how many are drawn from it */
    unsigned jobs;
    unsigned hints;    /* 0..3 */
    char part;         /* 'A', 'B' or 0 */
    bool events;       /* in the JSON report */
    bool plain;        /* no colour, no cursor movement */
    bool print;        /* debug: say what would be started */
    bool only_options; /* the command takes nothing behind them */
    int rest_count;    /* what is left after the options */
    char **rest;
};

/* Parse; prints help or an error and exits (0 or 2) where argp says so.
 * `command` and `purpose` appear in the help text. */
void options_parse(struct options *options, const char *command,
                   const char *purpose, int argc, char **argv);

#endif
