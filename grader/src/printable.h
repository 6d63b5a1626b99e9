/*
 * grader/src/printable.h - make a stranger's text safe to show.
 *
 * No control bytes for a terminal, no broken UTF-8 for a JSON or XML writer;
 * the bad byte becomes '?'.  Used for compiler messages and refusals.
 */
#ifndef PRINTABLE_H
#define PRINTABLE_H

/* In place; newline and tab stay. */
void make_printable(char *text);

/* The same on one line: newline and tab become blanks. */
void make_printable_line(char *text);

#endif
