#!/bin/sh
# tests/fuzz/run.sh - libFuzzer on every parser, with ASan and UBSan.
#
#   FUZZ_SECONDS=60  how long each target runs (a corpus is kept in build/fuzz)
#   FUZZ_RUNS=N      instead: that many inputs each, always the same ones
# Called by `make fuzz`, and with few runs by tests/grader/fuzz_test.c.  Each
# tests/fuzz/NAME_fuzz.c names what it is linked with in the table below.
# Ends with a line a target: executions, coverage.  Exit 1 when one fails.
set -eu
cd "$(dirname "$0")/../.."
CLANG=${CLANG:-clang}
out=build/fuzz
mkdir -p "$out"
command -v "$CLANG" >/dev/null || {
    echo 'fuzz: clang is missing: make deps GROUP=test' >&2
    exit 3
}

roots='-Imodel/regs -Imodel/include -Igrader/include -Igrader/src -Ikernel/include'
models='model/src/*.c'

sources()
{
    case $1 in
    read_bochs)
        echo grader/src/read_bochs*.c grader/src/trace.c grader/src/oracle*.c grader/src/record.c \
            grader/src/habits.c grader/src/memory.c $models ;;
    read_qemu)
        echo grader/src/read_qemu*.c grader/src/trace.c grader/src/oracle*.c grader/src/record.c \
            grader/src/habits.c grader/src/memory.c $models ;;
    trace_file)
        echo grader/src/trace_file*.c grader/src/trace.c grader/src/oracle*.c grader/src/record.c \
            grader/src/habits.c grader/src/run.c grader/src/run_windows.c grader/src/soft_marks.c grader/src/words*.c grader/src/ipi.c grader/src/script.c \
            grader/src/machine.c grader/src/printable.c \
            grader/src/memory.c $models ;;
    pci_walk)
        echo kernel/dev/pci_walk.c ;;
    acpi)
        echo kernel/dev/acpi.c kernel/dev/acpi_madt.c ;;
    unpack)
        echo grader/src/unpack.c grader/src/run_tool.c -larchive ;;
    *)
        echo "fuzz: no sources known for $1" >&2
        exit 2 ;;
    esac
}

seconds=${FUZZ_SECONDS:-60}
if [ -n "${FUZZ_RUNS:-}" ]; then
    how="-runs=$FUZZ_RUNS -seed=1"
else
    how="-max_total_time=$seconds"
fi

failed=0
for file in tests/fuzz/*_fuzz.c; do
    name=$(basename "$file" _fuzz.c)
    list=$(sources "$name")
    "$CLANG" -std=c11 -D_GNU_SOURCE -g -O1 \
        -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=undefined \
        $roots "$file" $list -o "$out/$name"
    # The first folder is where libFuzzer writes what it finds.
    corpus=$out/$name.corpus
    if [ -n "${FUZZ_RUNS:-}" ]; then
        corpus=$out/$name.short
        rm -rf "$corpus"
    fi
    mkdir -p "$corpus"
    seeds=
    [ ! -d "tests/fuzz/seeds/$name" ] || seeds=tests/fuzz/seeds/$name
    if ASAN_OPTIONS=detect_leaks=1 "$out/$name" $how -print_final_stats=1 \
        -artifact_prefix="$out/$name-" -max_len=65536 $corpus $seeds \
        >"$out/$name.log" 2>&1; then
        result=ok
    else
        result=FAILED
        failed=1
        tail -30 "$out/$name.log" >&2
    fi
    awk -v name="$name" -v result="$result" '
        / cov: / { for (i = 1; i < NF; i++) if ($i == "cov:") cov = $(i + 1) }
        /number_of_executed_units/ { runs = $2 }
        END { printf "%-12s %s, %s executions, %s edges\n", name, result, runs, cov }
    ' "$out/$name.log"
done
exit $failed
