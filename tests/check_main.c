/*
 * tests/check_main.c - runs the unit tests: all of them, or those named.
 *
 *   build/tests/check [--list] [SUITE...]
 *
 * Started by `make test` in the root of the repository; tests open files
 * relative to it.  Check prints each failure and, at the end, its summary.
 * Exit: 0 all passed, 1 some failed, 2 no suite of that name.
 */
#include <stdio.h>
#include <string.h>

#include "suites.h"

static const struct named_suite *find_suite(const char *name)
{
    for (const struct named_suite *s = all_suites; s->name; s++)
        if (strcmp(s->name, name) == 0)
            return s;
    return NULL;
}

static int list_suites(void)
{
    for (const struct named_suite *s = all_suites; s->name; s++)
        puts(s->name);
    return 0;
}

static SRunner *add_all(void)
{
    SRunner *runner = srunner_create(NULL);

    for (const struct named_suite *s = all_suites; s->name; s++)
        srunner_add_suite(runner, s->make());
    return runner;
}

/* Null when a name is unknown; says which. */
static SRunner *add_named(char **names)
{
    SRunner *runner = srunner_create(NULL);

    for (; *names; names++) {
        const struct named_suite *found = find_suite(*names);

        if (!found) {
            fprintf(stderr, "check: no suite named %s; see --list\n", *names);
            srunner_free(runner);
            return NULL;
        }
        srunner_add_suite(runner, found->make());
    }
    return runner;
}

int main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "--list") == 0)
        return list_suites();

    SRunner *runner = argc > 1 ? add_named(argv + 1) : add_all();

    if (!runner)
        return 2;
    srunner_run_all(runner, CK_NORMAL);

    int failed = srunner_ntests_failed(runner);

    srunner_free(runner);
    return failed ? 1 : 0;
}
