#!/bin/sh
# tests/hostile/run.sh [NN] - submissions that want to break, hang or cheat.
#
# Each file of tests/hostile/NN-name replaces functions of that lab's solution,
# as a mutant does, and says in its first comment how it must end:
#     expect: dead-halt panic        one of these, the words of `pic2pi verdict`
# AT_name stands for the address of the kernel's function or variable `name`,
# which any student can find out.  Contained means: not full points, an end
# that was expected, no failure of the grader, and at most BOUND times the
# processor time of the solution, which repeats where wall time does not.
#
#   JOBS=4 PIC2PI=FILE   as in tests/mutants/run.sh
#   ONLY="name name"     these alone
#   BOUND=3              on another machine than Bochs 5
#   MACHINE=qemu         this machine alone (default: each that is installed).
#                        How it ends is Bochs's: not compared elsewhere.  What
#                        harmless.MACHINE beside the files names may pass there
#                        (why: docs/EMULATORS.md)
#
# Exit: 0 all contained, 1 not, 3 nothing was run.
PIC2PI=${PIC2PI:-build/pic2pi}
JOBS=${JOBS:-$(nproc)}
SEEDS=3
WALL_S=120
export PIC2PI BOUND WORK MACHINE

word_of() {
    echo "$1" | tr ' ' '\n' | sed -n "s/^$2=//p"
}

expect_of() {
    sed -n '1,8s|^[/ ]*\* *expect: *\([a-z0-9 -]*\).*|\1|p' "$1" | head -n 1
}

solution_of() {
    ls solutions/"$1"/*.c | head -n 1
}

verdict() {
    timeout -s KILL "$WALL_S" "$PIC2PI" verdict --machine "$MACHINE" \
        --lab "${1%%-*}" --submission "$2" --seeds "$SEEDS" --jobs 1
}

# Addresses of lab $1's kernel: base.o is linked first, so they are the same
# whatever the student's file is.
addresses() {
    object=build/target/$(solution_of "$1" | sed 's/c$/o/')
    ld -n -T kernel/boot/kernel.ld -o "$WORK/$1.elf" build/labs/"$1"/base.o \
        "$object" build/labs/libsolutions.a 2>/dev/null
    nm "$WORK/$1.elf" | awk 'NF == 3 && !seen[$3]++ { print $3, $1 }' \
        >"$WORK/$1.at"
}

# The submission: definitions of each AT_name that is used, then the code.
make_file() {
    for word in $(grep -o 'AT_[a-z_0-9]*' "$2" | sort -u); do
        at=$(awk -v name="${word#AT_}" '$1 == name { print $2 }' "$WORK/$1.at")
        echo "#define $word 0x${at:-0}ul"
    done >"$3"
    sh make/mutate.sh "$(solution_of "$1")" "$2" >>"$3"
}

one() {
    lab=$1 source=$2
    name=$lab/$(basename "$source" .c)
    expect=$(expect_of "$source")
    folder=$(mktemp -d "$WORK/XXXXXX")
    file=$folder/$(basename "$(solution_of "$lab")")
    if [ -z "$expect" ] || ! make_file "$lab" "$source" "$file" 2>"$folder/why"
    then
        echo "$name ESCAPED cannot be made: $(cat "$folder/why")"
        return
    fi
    line=$(verdict "$lab" "$file" 2>"$folder/why")
    status=$?
    score=$(echo "$line" | cut -d ' ' -f 2)
    most=$(echo "$line" | cut -d ' ' -f 3)
    end=$(word_of "$line" end)
    all=$(word_of "$line" all_ms)
    right=$(cat "$WORK/$lab.ms")
    outcome=contained
    why=
    case "$MACHINE $expect " in
    bochs*" $end "*) ;;
    bochs*) outcome=ESCAPED why="$why, '$expect' was expected" ;;
    esac
    if [ "$score" = "$most" ] && grep -qsxF "$(basename "$source" .c)" \
        "${source%/*}/harmless.$MACHINE"; then
        why=", harmless on $MACHINE"
    elif [ "$status" -ne 1 ]; then
        outcome=ESCAPED
        why="$why, the grader's exit is $status: $(tail -n 1 "$folder/why")"
    elif [ "$score" = "$most" ]; then
        outcome=ESCAPED why="$why, it passed"
    elif [ "$all" -gt $((right * BOUND)) ]; then
        outcome=ESCAPED why="$why, it took more than $BOUND times as long"
    fi
    echo "$name $outcome $score/$most end=$end" \
        "boots=$(word_of "$line" boots)" \
        "ratio=$(echo "$all $right" | awk '{ printf "%.1f", $1 / $2 }')$why"
    rm -rf "$folder"
}

if [ "$1" = --one ]; then
    one "$2" "$3"
    exit 0
fi

# The solutions' times, and on standard output the attacks to judge.
list() {
    for folder in tests/hostile/$1*/; do
        lab=$(basename "$folder")
        [ -f "labs/$lab/checks.c" ] || continue
        addresses "$lab"
        right=$(verdict "$lab" "$(solution_of "$lab")")
        if [ -z "$right" ]; then
            echo "tests/hostile/run.sh: $lab's solution cannot be graded" >&2
            continue
        fi
        word_of "$right" all_ms >"$WORK/$lab.ms"
        echo "$MACHINE: $lab's solution: $right" >&2
        for source in "$folder"*.c; do
            name=$(basename "$source" .c)
            case " ${ONLY:-$name} " in
            *" $name "*) echo "$lab $source" ;;
            esac
        done
    done
}

# The dearest and the count, of one machine or of all.
count() {
    awk -v machine="$1" '
        $2 == "contained" { n++ }
        match($0, /ratio=[0-9.]+/) {
            r = substr($0, RSTART + 6, RLENGTH - 6) + 0
            if (r > most) { most = r; name = $1 }
        }
        END {
            if (machine != "")
                printf "%s: longest %s, %.1f times the solution; ", machine, \
                    name, most
            printf "contained %d of %d\n", n, NR
            exit n != NR
        }
    '
}

machines() {
    echo bochs
    [ ! -x /usr/bin/qemu-system-x86_64 ] || echo qemu
}

WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT INT TERM
own_bound=${BOUND:-}
for MACHINE in ${MACHINE:-$(machines)}; do
    BOUND=${own_bound:-$([ "$MACHINE" = bochs ] && echo 3 || echo 5)}
    list "${1:-}" >"$WORK/list"
    xargs -r -P "$JOBS" -L 1 sh "$0" --one <"$WORK/list" |
        tee "$WORK/results.$MACHINE"
    count "$MACHINE" <"$WORK/results.$MACHINE"
done
cat "$WORK"/results.* >"$WORK/all"
if [ ! -s "$WORK/all" ]; then
    echo "tests/hostile/run.sh: there is nothing to judge" >&2
    exit 3
fi
count "" <"$WORK/all"
