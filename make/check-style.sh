#!/usr/bin/env bash
# make/check-style.sh [TREE] - the rules of style that a program can see.
#
# Format, first paragraphs, lengths, forbidden words, citations, the direction
# of includes, and headers that compile alone.  It reads; it changes nothing.
# Prints file:line: message.  Exit: 0 nothing found, 1 something.  Called by
# `make check-style`; TREE is another tree, for tests/grader/style_test.c.
set -u
here=$(cd "$(dirname "$0")" && pwd)
cd "${1:-.}" || exit 2
found=0
host_cflags=$(pkg-config --cflags jansson libelf libdw capstone 2>/dev/null)

# Print what a check says and remember that it spoke.
run()
{
    local output
    output=$("$@")
    [ -z "$output" ] && return
    printf '%s\n' "$output"
    found=1
}

# All files of the tree whose names match, null separated.
list()
{
    local folder folders=()
    for folder in model kernel labs solutions grader images tests make; do
        [ -d "$folder" ] && folders+=("$folder")
    done
    [ ${#folders[@]} -eq 0 ] || find "${folders[@]}" -type f "$@" -print0
}

code()    { list \( -name '*.c' -o -name '*.h' -o -name '*.asm' \); }
c_files() { list \( -name '*.c' -o -name '*.h' \); }
headers() { list -name '*.h'; }

format()
{
    c_files | xargs -0r clang-format --dry-run -Werror 2>&1 |
        awk -F: '/error: code should be clang-formatted/ && !seen[$1]++ {
            print $1 ":" $2 ": clang-format -i would change it" }'
}

# The paragraph names the file: by its path, or for a header by the name that
# others include it by; a student's file by its lab.
first_paragraph()
{
    { code; list -name '*.sh'; list -name '*.mk'; } | xargs -0r awk '
        function include_name(path) {
            sub(/^(model|kernel|grader)\/include\//, "", path)
            sub(/^(model\/regs|kernel\/lab)\//, "", path)
            return path
        }
        function verdict() {
            if (file != "" && !named)
                printf "%s:1: its first lines do not name it\n", file
        }
        FNR == 1 { verdict(); file = FILENAME; named = 0 }
        FNR <= 4 && (index($0, file " ") || index($0, include_name(file) " ")) {
            named = 1
        }
        # A mutant and an attack are pieces of a student file: they say
        # what must come of them.
        FNR <= 4 && file ~ /^tests\/(mutants|hostile)\/.*\.c$/ && /expect: / {
            named = 1
        }
        FNR <= 4 && file ~ /^(labs|solutions)\// && /LAB [0-9][0-9] / { named = 1 }
        END { verdict() }'
}

# Files of 400 lines say why; functions of 40 are one flat switch or too long;
# what a student edits has 150 lines at most.
length_limits()
{
    { code; list -name '*.sh'; } | xargs -0r awk '
        function verdict() {
            if (lines > 400 && !reason)
                printf "%s:401: over 400 lines and the top says not why\n", file
            if (lines > 150 && student)
                printf "%s:151: over 150 lines, and a student edits it\n", file
        }
        FNR == 1 { verdict(); file = FILENAME; reason = student = 0; start = 0 }
        FNR == 1 && file ~ /^labs\// && /LAB [0-9][0-9] / { student = 1 }
        FNR <= 20 && /400 lines/ { reason = 1 }
        $0 == "{" { start = FNR; flat = 0 }
        start && /^    switch / { flat = 1 }
        $0 == "}" && start {
            if (FNR - start > 41 && !flat && FILENAME ~ /\.[ch]$/)
                printf "%s:%d: function of %d lines\n", file, start,
                    FNR - start - 1
            start = 0
        }
        { lines = FNR }
        END { verdict() }'
    [ ! -f docs/ARCHITECTURE.md ] || awk 'END { if (NR > 120)
        print FILENAME ":121: over 120 lines" }' docs/ARCHITECTURE.md
}

# 80 columns, a page of the book: clang-format leaves comments as they are.  A
# string, and what a mutant or an attack expects, may not be broken.
wide_lines()
{
    code | xargs -0r awk '
        length > 80 && (!/"/ || /^[ \t]*(\/\*|\*|;)/) && !/expect: / {
            printf "%s:%d: %d columns\n", FILENAME, FNR, length
        }'
}

# TODO marks a student's work; elsewhere it would be unfinished work of ours.
forbidden_words()
{
    c_files | grep -zEv '^(labs|solutions|tests/mutants)/' |
        xargs -0r grep -HnE \
        '^[^"]*((/\*|//|^ \*) *TODO [a-z0-9]|\b(FIXME|XXX)\b|\bTODO[:(])' |
        sed 's/^\([^:]*:[0-9]*:\).*/\1 unfinished work in a comment/'
    [ ! -d grader ] || find grader -name '*.[ch]' -print0 | xargs -0r \
        grep -HnEw '(strcpy|strcat|sprintf|vsprintf|gets|system|popen) ?\(' |
        sed 's/^\([^:]*:[0-9]*:\).*/\1 forbidden call/'
}

# Who may include what, by the first part of the name in quotes.
includes()
{
    c_files | xargs -0r awk '
        function allowed(file, name) {
            if (file ~ /^model\/regs\//) return name ~ /^hw\//
            if (file ~ /^model\//) return name ~ /^(hw|model)\/|^[^\/]*$/
            if (file ~ /^kernel\/lab\//) return name ~ /^(hw|lab)\//
            if (file ~ /^kernel\/core\/lab_/) return name !~ /^(grader|tests)\//
            if (file ~ /^kernel\//) return name !~ /^(lab|grader|tests)\//
            if (file ~ /^labs\/[^\/]*\/(checks|judge|mistakes)[a-z_]*\.[ch]$/)
                return name ~ /^hw\/|^(checks|judge|plan|mistakes)\.h$/
            if (file ~ /^labs\/[^\/]*\/plan\.[ch]$/)
                return name ~ /^(hw|model)\// || name == "plan.h"
            if (file ~ /^labs\/[^\/]*\/(scenario[a-z_]*\.c|parts\.h)$/)
                return name ~ /^(hw|model|kernel|lab)\/|^(plan|parts)\.h$/
            if (file ~ /^(labs|solutions)\//) return name ~ /^(hw|lab)\//
            if (file ~ /^grader\//) return name !~ /^(kernel|lab|tests)\//
            return 1
        }
        /^#include "/ {
            split($0, part, "\"")
            if (part[2] ~ /^\.\./ || !allowed(FILENAME, part[2]))
                printf "%s:%d: may not include %s\n", FILENAME, FNR, part[2]
        }'
}

# The include roots with which a header must compile, nothing before it.
roots_of()
{
    case $1 in
    model/regs/*)   echo -Imodel/regs -ffreestanding ;;
    model/*)        echo -Imodel/regs -Imodel/include -ffreestanding ;;
    kernel/lab/*)   echo -Imodel/regs -Ikernel/lab -ffreestanding ;;
    kernel/*)       echo -Imodel/regs -Imodel/include -Ikernel/include \
                         -ffreestanding ;;
    labs/*/parts.h) echo -Imodel/regs -Imodel/include -Ikernel/include \
                         -Ikernel/lab -ffreestanding ;;
    labs/*)         echo -Imodel/regs -Imodel/include -Igrader/include ;;
    tests/kernel/*) echo -Imodel/regs -Imodel/include -Igrader/src \
                         -Ikernel/include -D_GNU_SOURCE ;;
    *)              echo -Imodel/regs -Imodel/include -Igrader/include \
                         -Igrader/src -Itests -D_GNU_SOURCE \
                         "$host_cflags" ;;
    esac
}

headers_alone()
{
    local header
    headers | while IFS= read -r -d '' header; do
        # The roots are words on purpose.
        ${CC:-gcc} -std=c11 -fsyntax-only -Wall -Wextra -Wstrict-prototypes \
            -Wno-unused-function $(roots_of "$header") -x c - 2>&1 \
            <<<"#include \"$header\"" | grep -E '(error|warning):' |
            sed "s|^|$header:1: does not compile alone: |" | head -n 1
    done
}

run format
run first_paragraph
run length_limits
run wide_lines
run forbidden_words
run includes
run headers_alone
run bash "$here/cites.sh"
[ $found -eq 0 ] && echo 'check-style: nothing found'
exit $found
