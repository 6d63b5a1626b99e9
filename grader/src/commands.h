/*
 * grader/src/commands.h - one function a subcommand, each in cmd_<verb>.c.
 *
 * Each takes what follows the verb and returns the exit code (options.h).
 * Called by main.c alone.
 */
#ifndef COMMANDS_H
#define COMMANDS_H

typedef int command_function(int argc, char **argv);

command_function cmd_grade, cmd_labs, cmd_doctor, cmd_watch, cmd_debug,
    cmd_reset, cmd_hint, cmd_verdict, cmd_bench, cmd_run, cmd_trace, cmd_handin;

#endif
