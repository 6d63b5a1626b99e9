#!/bin/sh
# make/mutate.sh SOLUTION.c MUTANT.c - the solution with a mutant's functions.
#
# MUTANT.c holds whole functions.  One that the solution has takes its place
# there; all else in the mutant (its comments, static helpers, data) goes in
# front of the first replaced function.  Knows C only as .clang-format lays it
# out, like make/skeleton.sh: braces alone in column 1, or all on one line.
# Exit: 0, or 1 after a line on stderr.  Called by tests/mutants/run.sh and
# tests/hostile/run.sh.
if [ $# -ne 2 ]; then
    echo "usage: make/mutate.sh SOLUTION.c MUTANT.c" >&2
    exit 1
fi
for file in "$1" "$2"; do
    if [ ! -s "$file" ]; then
        echo "$file: no such file, or empty" >&2
        exit 1
    fi
done
exec awk '
    function fail(text) {
        print text >"/dev/stderr"
        failed = 1
        exit 1
    }
    # "static void f(int a)": f.  Attributes may stand in front of it.
    function name_of(head) {
        gsub(/__attribute__ *\(\([^)]*\)\)/, "", head)
        sub(/\(.*/, "", head)
        sub(/[ \t]+$/, "", head)
        sub(/.*[ *\t]/, "", head)
        return head
    }
    function take_mutant(name, text, is_static) {
        if (name == "")
            front = front text
        else if (name in body)
            fail(mutant ": " name " is there twice")
        else {
            body[name] = text
            order[++count] = name
            if (is_static)
                helper[name] = 1
        }
    }
    function take_solution(name, text) {
        if (name != "" && name in body) {
            used[name] = 1
            if (first == 0)
                first = parts + 1
            text = body[name]
        }
        part[++parts] = text
    }
    # One function (NAME) or one stretch of anything else (no name).
    function take(name, text, is_static) {
        if (reading == 1)
            take_mutant(name, text, is_static)
        else
            take_solution(name, text)
    }
    function flush_head() {
        if (head != "")
            take("", text, 0)
        head = text = ""
    }
    FNR == 1 {
        if (inside)
            fail("a function of " mutant " does not end")
        flush_head()
        reading++
    }
    reading == 1 { mutant = FILENAME }
    inside {
        text = text $0 "\n"
        if ($0 == "}") {
            take(name_of(head), text, head ~ /(^| )static /)
            inside = 0
            head = text = ""
        }
        next
    }
    head != "" && $0 == "{" { inside = 1; text = text "{\n"; next }
    head != "" {
        head = head " " $0
        text = text $0 "\n"
        if (/[;{]$/ || $0 == "")
            flush_head()
        next
    }
    /^[A-Za-z_].*\)[ \t]*\{.*\}$/ {
        take(name_of($0), $0 "\n", /^static /)
        next
    }
    /^[A-Za-z_]/ && !/[;{]$/ { head = $0; text = $0 "\n"; next }
    { take("", $0 "\n", 0) }
    END {
        if (failed)
            exit 1
        flush_head()
        if (inside)
            fail("a function of " FILENAME " does not end")
        for (i = 1; i <= count; i++) {
            name = order[i]
            if (name in used)
                continue
            if (!(name in helper))
                fail(mutant ": the solution has no function " name)
            front = front "\n" body[name]
        }
        if (first == 0)
            fail(mutant ": replaces no function")
        for (i = 1; i <= parts; i++) {
            if (i == first)
                printf "%s\n", front
            printf "%s", part[i]
        }
    }
' "$2" "$1"
