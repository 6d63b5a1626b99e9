#!/bin/sh
# make/lab_list.sh NAME... - C source of the list of labs, one for each folder.
#
# Called by grader/build.mk with the names of the folders under labs/; the lab
# of folder 02-lapic is the object lab_02_lapic that its checks.c defines.
echo '#include "labs.h"'
for name in "$@"; do
    echo "extern const struct lab lab_$(echo "$name" | tr - _);"
done
echo 'const struct lab *const all_labs[] = {'
for name in "$@"; do
    echo "    &lab_$(echo "$name" | tr - _),"
done
echo '};'
echo "const unsigned all_labs_count = $#;"
