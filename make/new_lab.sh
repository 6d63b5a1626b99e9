#!/bin/sh
# make/new_lab.sh NN-name [TREE] - the folder of a new lab that grades at once.
#
# Fills the templates of make/new-lab/ in: handout, plan, scenario, checks,
# solution and the skeleton made from it, header, a first mutant.  Nothing that
# is there is touched, and no list is edited: the folders are the lists.
# TREE: another checkout, for its test.  Exit: 0 made, 2 a bad name or one that
# is taken.  Called by `make new-lab NAME=NN-name`; docs/WRITING-A-LAB.md goes on
# from here.
set -eu
LC_ALL=C
export LC_ALL
name=${1:-}
templates=$(cd "$(dirname "$0")" && pwd)
cd "${2:-.}"

die()
{
    printf 'new-lab: %s\n' "$*" >&2
    exit 2
}

[ -n "$name" ] || die "which name? make new-lab NAME=16-demo"
printf '%s' "$name" | tr '\n' '/' | grep -Eqx '[0-9]{2}-[a-z][a-z0-9]*(-[a-z0-9]+)*' ||
    die "'$name' is no name for a lab: two digits, then words of small letters \
and digits behind hyphens, as in 16-demo"
[ ${#name} -le 20 ] || die "'$name' is longer than 20 characters"
[ -d labs ] && [ -d solutions ] && [ -d kernel/lab/lab ] ||
    die "there are no labs, solutions and kernel/lab/lab in $(pwd)"

number=${name%%-*}
words=${name#*-}
id=$(printf '%s' "$words" | tr - _)
upper=$(printf '%s' "$id" | tr a-z A-Z)
lab=${number}_$id
title=$(printf '%s' "$words" | tr - ' ' | awk '{
    print toupper(substr($0, 1, 1)) substr($0, 2) }')

for taken in labs/"$number"-* solutions/"$number"-* tests/mutants/"$number"-*; do
    [ ! -e "$taken" ] || die "number $number is taken by $taken; free is \
$(for n in $(seq -w 0 99); do
        ls -d labs/"$n"-* solutions/"$n"-* tests/mutants/"$n"-* \
            >/dev/null 2>&1 || { echo "$n"; break; }
    done)"
done
header=kernel/lab/lab/$id.h
[ ! -e "$header" ] || die "$header is there already: choose another word"
other=$(grep -rlwE "${id}_(send|pending|serve|body)" kernel model solutions |
    head -n 1)
[ -z "$other" ] || die "$other has functions of that name: choose another word"

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT INT TERM

# The template $1 as the file $2 of the new lab.
fill()
{
    mkdir -p "$place/$(dirname "$2")"
    sed -e "s/@NAME@/$name/g; s/@NN@/$number/g; s/@ID@/$id/g" \
        -e "s/@ID-@/$words/g; s/@UPPER@/$upper/g; s/@LAB@/$lab/g" \
        -e "s/@TITLE@/$title/g" \
        "$templates/new-lab/$1.in" >"$place/$2"
}

for file in README.md plan.h plan.c scenario.c checks.c; do
    fill $file "labs/$name/$file"
done
fill solution.c "solutions/$name/$id.c"
fill lab.h "$header"
fill mutant.c "tests/mutants/$name/eoi-forgotten.c"
# Where lines end depends on the length of the name.
if command -v clang-format >/dev/null && [ -f .clang-format ]; then
    find "$place" -name '*.[ch]' -exec \
        clang-format --style="file:$(pwd)/.clang-format" -i {} +
fi
sh "$templates/skeleton.sh" "$place/solutions/$name/$id.c" \
    >"$place/labs/$name/$id.c"
if command -v clang-format >/dev/null && [ -f .clang-format ]; then
    clang-format --style="file:$(pwd)/.clang-format" -i "$place/labs/$name/$id.c"
fi

(cd "$place" && find . -type f | sort) | while IFS= read -r file; do
    mkdir -p "$(dirname "$file")"
    cp "$place/$file" "$file"
    echo "${file#./}"
done
cat <<END

Lab $number is there.  Next:
  make grade LAB=$number OWN=solutions   the solution: 100 of 100 points
  make grade LAB=$number                 the skeleton: 0 of 100 points
  make mutants LAB=$number               the known mistakes; 11 more to write
docs/WRITING-A-LAB.md goes on from here.
END
