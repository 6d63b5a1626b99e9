#!/bin/sh
# make/run.sh SCRIPT [ARGUMENT...] - run a folder's script, or say it is absent.
#
# For the commands of the Makefile whose work is in a folder that a student's
# copy of the repository may not have.  Exit: the script's, or 3.
script=$1
shift
if [ ! -f "$script" ]; then
    echo "$script is not part of this copy" >&2
    exit 3
fi
exec sh "$script" "$@"
