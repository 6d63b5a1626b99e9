#!/bin/sh
# tests/mutants/run.sh [NN] - is every known mistake found, and named?
#
# For each lab (or lab NN): the mutants of tests/mutants/NN-name, each the
# solution with some functions replaced, and those that derive.sh makes, must
# lose points, and a mutant's `expect:` must be the mistake that is named.  The
# independent right answers of tests/variants/NN-name must all pass.  A lab
# needs 12 mutants of 6 kinds, a third of them wrong ideas.  The file `derived`
# beside the mutants names the kinds of derive.sh where not all fit a lab.
#
#   SEEDS=100 make mutants   tries each with as many seeds, prints the fraction
#   JOBS=4                   how many at a time (default: all CPUs)
#   PIC2PI=FILE              the grader to judge (default build/pic2pi)
#   MACHINE=qemu             the machine (default bochs); a mutant that only
#                            checks kill which are skipped there is listed as
#                            not observable, as those that the file
#                            unseen.MACHINE beside the mutants names, and the
#                            variants in unfair.MACHINE (why:
#                            docs/EMULATORS.md); of names nothing is demanded
#   SAMPLE=N                 at most N of each sort a lab; then nothing is
#                            demanded of their number and their names
#
# Exit: 1 when a mutant survives, less than 90 % are named rightly, more than
# 2 % wrongly, a variant fails, or a lab has too few; 3 when nothing was run.
PIC2PI=${PIC2PI:-build/pic2pi}
SEEDS=${SEEDS:-0}
JOBS=${JOBS:-$(nproc)}
SAMPLE=${SAMPLE:-0}
MACHINE=${MACHINE:-bochs}
export PIC2PI SEEDS MACHINE
derived='skeleton empty marks deaf-1 deaf-2 deaf-4 deaf-8 deaf-16
    stop-1 stop-2 stop-3 stop-5 stop-8 stop-12'

# The value of "WORD: value" in the first comment of $1.
header_of() {
    sed -n "1,8s|^[/ ]*\* *$2: *\([A-Za-z0-9_-]*\).*|\1|p" "$1" | head -n 1
}

# One word=value of a verdict's line.
word_of() {
    echo "$1" | tr ' ' '\n' | sed -n "s/^$2=//p"
}

# Has the derived submission $1 done nothing that could earn points?
earns_nothing() {
    case $1 in
    skeleton | empty | stop-1) true ;;
    *) false ;;
    esac
}

# The verdict's line on machine $1 about file $3 of lab $2.
verdict_on() {
    "$PIC2PI" verdict --machine "$1" --lab "${2%%-*}" --submission "$3" \
        --jobs 1 ${SEEDS:+$([ "$SEEDS" -gt 0 ] && echo "$SEEDS")} \
        2>"$3.err" | tail -n 1
}

# Can MACHINE not show what is wrong with $4, file $2 of lab $1?  $3: the line
# of its verdict there.
is_hidden() {
    [ "$MACHINE" != bochs ] || return 1
    grep -qsxF "$4" "tests/mutants/$1/unseen.$MACHINE" && return 0
    skipped=",$(word_of "$3" skipped),"
    failing=$(word_of "$(SEEDS=0 verdict_on bochs "$1" "$2")" failing)
    [ "$failing" != - ] && [ -n "$failing" ] || return 1
    for check in $(echo "$failing" | tr , ' '); do
        case $skipped in
        *",$check,"*) ;;
        *) return 1 ;;
        esac
    done
}

result() {
    printf '%s %s %s %s %s\n' "$@"
}

# mutant, derived or variant $2 of lab $1 is the file $3: one line about it,
# "TYPE lab/name outcome kind detail".
judge() {
    type=$1 lab=$2 name=$3 expect=$4 kind=$5 file=$6
    line=$(verdict_on "$MACHINE" "$lab" "$file")
    score=$(echo "$line" | cut -d ' ' -f 2)
    most=$(echo "$line" | cut -d ' ' -f 3)
    mistake=$(word_of "$line" mistake)
    first=$(word_of "$line" first)
    end=$(word_of "$line" end)
    tried=$(word_of "$line" killed)
    detail="$score/$most,first=$first,mistake=$mistake,expect=$expect,end=$end"
    detail=$detail${tried:+,seeds=$tried}
    if [ -z "$score" ] || { [ "$first" = - ] && [ "$score" != "$most" ]; }
    then
        outcome=broken
        detail="$detail,$(head -c 300 "$file.err" | tr ' \n' '__')"
    elif [ "$score" = "$most" ] && [ "$type" != variant ] &&
        is_hidden "$lab" "$file" "$line" "$name"; then
        outcome=hidden
    elif [ "$score" = "$most" ]; then
        outcome=passed
    elif [ "$score" != 0 ] && earns_nothing "$name"; then
        outcome=passed
    elif [ "$type" = variant ] &&
        grep -qsxF "$name" "tests/variants/$lab/unfair.$MACHINE"; then
        outcome=hidden
    elif [ "$type" != mutant ]; then
        outcome=failed
    elif [ "$mistake" = "$expect" ]; then
        outcome=right
    elif [ "$mistake" = none ]; then
        outcome=unnamed
    else
        outcome=wrong
    fi
    result "$type" "$lab/$name" "$outcome" "$kind" "$detail"
}

# What xargs calls: make the submission in a folder of its own, judge it.
one() {
    type=$1 lab=$2 source=$3
    solution=$(ls solutions/"$lab"/*.c | head -n 1)
    folder=$(mktemp -d)
    trap 'rm -rf "$folder"' EXIT INT TERM
    file=$folder/$(basename "$solution")
    name=$(basename "$source" .c) expect=- kind=$type
    case $type in
    derived) sh tests/mutants/derive.sh "$solution" "$source" >"$file" ;;
    variant) cp "$source" "$file" ;;
    mutant)
        expect=$(header_of "$source" expect)
        kind=$(header_of "$source" kind)
        if [ -z "$expect" ] || [ -z "$kind" ]; then
            result mutant "$lab/$name" broken - no_expect:_or_kind:_line
            return
        fi
        if ! sh make/mutate.sh "$solution" "$source" >"$file" 2>"$file.err"
        then
            result mutant "$lab/$name" broken "$kind" \
                "$(tr ' \n' '__' <"$file.err")"
            return
        fi ;;
    esac
    judge "$type" "$lab" "$name" "$expect" "$kind" "$file"
}

if [ "$1" = --one ]; then
    one "$2" "$3" "$4"
    exit 0
fi

# All that is to be judged: "TYPE lab source", one a line.
work() {
    for folder in solutions/${1:-}*/; do
        lab=$(basename "$folder")
        ls "$folder"*.c >/dev/null 2>&1 || continue
        [ -f "labs/$lab/checks.c" ] || continue
        find tests/mutants/"$lab" -name '*.c' 2>/dev/null | sort |
            if [ "$SAMPLE" -gt 0 ]; then head -n "$SAMPLE"; else cat; fi |
            sed "s|^|mutant $lab |"
        for kind in $(cat "tests/mutants/$lab/derived" 2>/dev/null ||
            echo "$derived"); do
            echo "derived $lab $kind"
        done |
            if [ "$SAMPLE" -gt 0 ]; then head -n "$SAMPLE"; else cat; fi
        find tests/variants/"$lab" -name '*.c' 2>/dev/null | sort |
            if [ "$SAMPLE" -gt 0 ]; then head -n "$SAMPLE"; else cat; fi |
            sed "s|^|variant $lab |"
    done
}

results=$(mktemp)
trap 'rm -f "$results"' EXIT INT TERM
work "$1" | xargs -r -P "$JOBS" -L 1 sh "$0" --one | tee "$results"
if [ ! -s "$results" ]; then
    echo "tests/mutants/run.sh: there is nothing to judge" >&2
    exit 3
fi
awk -v sample="$SAMPLE" -v machine="$MACHINE" -f tests/mutants/summary.awk "$results"
