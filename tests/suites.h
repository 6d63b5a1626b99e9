/*
 * tests/suites.h - the table of every test suite in the tree.
 *
 * The table is made by make/suites.sh from the names of the test files and
 * walked by tests/check_main.c.  No test includes this file.
 */
#ifndef SUITES_H
#define SUITES_H

#include <check.h>

struct named_suite {
    const char *name; /* of the file, without _test.c */
    Suite *(*make)(void);
};

/* Ends with an entry whose name is null. */
extern const struct named_suite all_suites[];

#endif
