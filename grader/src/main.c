/*
 * grader/src/main.c - pic2pi: find the verb, run it.
 *
 * What a verb does is in cmd_<verb>.c; how options are read in options.c.
 */
#include <stdio.h>
#include <string.h>
#include "commands.h"
#include "options.h"

static const struct {
    const char *verb;
    command_function *run;
    const char *purpose;
} commands[] = {
    {"grade", cmd_grade, "grade one submission"},
    {"run", cmd_run, "boot a lab in the terminal: console, then timeline"},
    {"debug", cmd_debug, "the same, stopped at the lab's entry, in a debugger"},
    {"watch", cmd_watch, "grade a lab again at each save"},
    {"hint", cmd_hint, "the next hint for the first check that fails"},
    {"reset", cmd_reset, "put a lab's skeleton back; your file is kept"},
    {"trace", cmd_trace, "judge a recorded trace again, show its timeline"},
    {"handin", cmd_handin, "pack a lab's file with a receipt, to hand in"},
    {"labs", cmd_labs, "list the labs and how far you are"},
    {"doctor", cmd_doctor, "what this computer offers and what is missing"},
    {"verdict", cmd_verdict, "grade one submission; one line for scripts"},
    {"bench", cmd_bench, "what a grade costs beside the bare emulator"},
};

#define COMMANDS (sizeof commands / sizeof commands[0])

static void usage(FILE *out)
{
    fputs("Usage: pic2pi COMMAND [OPTION...]\n\n", out);
    for (size_t i = 0; i < COMMANDS; i++)
        fprintf(out, "  %-8s %s\n", commands[i].verb, commands[i].purpose);
    fputs("\npic2pi COMMAND --help tells a command's options.  Exit status: "
          "0 all passed,\n1 some check failed, 2 usage, 3 could not run.\n",
          out);
}

/* What could not be written was not done: a full disk behind a redirection. */
static int written(int code)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return code;
    fputs("pic2pi: the output could not be written: is the disk full?\n",
          stderr);
    return EXIT_COULD_NOT_RUN;
}

int main(int argc, char **argv)
{
    const char *verb = argc > 1 ? argv[1] : "";

    for (size_t i = 0; i < COMMANDS; i++)
        if (strcmp(verb, commands[i].verb) == 0)
            return written(commands[i].run(argc - 1, argv + 1));
    if (strcmp(verb, "--help") == 0 || strcmp(verb, "help") == 0) {
        usage(stdout);
        return EXIT_ALL_PASSED;
    }
    if (argc > 1)
        fprintf(stderr, "pic2pi: there is no command '%s'\n\n", verb);
    usage(stderr);
    return EXIT_USAGE;
}
