#!/bin/sh
# make/suites.sh NAME... - the table of all test suites, as C, on stdout.
#
# Called by tests/build.mk with the name of every tests/*/NAME_test.c; the
# table is read by tests/check_main.c.  It refuses a name given twice, because
# two suites of one name could not both be linked.

twice=$(printf '%s\n' "$@" | sort | uniq -d)
if [ -n "$twice" ]; then
    echo "make/suites.sh: suite name used twice:" $twice >&2
    exit 1
fi
echo '/* build/tests/suites.c - made by make/suites.sh; do not edit. */'
echo '#include "suites.h"'
echo
for name in "$@"; do
    echo "Suite *${name}_suite(void);"
done
echo
echo 'const struct named_suite all_suites[] = {'
for name in "$@"; do
    echo "    {\"$name\", ${name}_suite},"
done
echo '    {0, 0},'
echo '};'
