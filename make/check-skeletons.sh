#!/bin/sh
# make/check-skeletons.sh - a lab's file differs from its solution in bodies only.
#
# Compares each labs/NN-name/name.c with what make/skeleton.sh makes of
# solutions/NN-name/name.c.  Exit: 0 all equal, 1 some differ (the difference
# is shown).  Called by `make check-skeletons` and `make test`.
status=0
for solution in solutions/*/*.c; do
    [ -f "$solution" ] || continue
    lab=labs/${solution#solutions/}
    if ! sh make/skeleton.sh "$solution" | diff -u "$lab" - >&2; then
        echo "$lab:1: is not the skeleton of $solution" >&2
        status=1
    fi
done
exit $status
