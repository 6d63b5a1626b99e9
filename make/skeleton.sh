#!/bin/sh
# make/skeleton.sh SOLUTION.c - the student's file, made from the solution.
#
# Each function that is not static loses its body and gets the "not done" one,
# which reports the TODO whose comment stands above it; everything else stays,
# static helpers too.  Knows C only as .clang-format lays it out: a function's
# braces stand alone in column 1.  Called by make/check-skeletons.sh, and by
# hand when a solution's comments change:
#     make/skeleton.sh solutions/02-lapic/lapic.c >labs/02-lapic/lapic.c
awk '
    # The last word of each parameter is its name; "body[]" loses its brackets.
    function use_parameters(list,   n, i, part, name, used) {
        n = split(list, part, ",")
        for (i = 1; i <= n; i++) {
            name = part[i]
            gsub(/\[[^]]*\]/, "", name)
            sub(/[ \t]+$/, "", name)
            sub(/.*[ *\t]/, "", name)
            if (name != "" && name != "void")
                used = used (used == "" ? "    " : ", ") "(void)" name
        }
        if (used != "")
            print used ";"
    }
    function not_done(head,   list) {
        list = head
        gsub(/__attribute__ *\(\([^)]*\)\)/, "", list)
        head = list
        sub(/^[^(]*\(/, "", list)
        sub(/\)[^)]*$/, "", list)
        print "{"
        use_parameters(list)
        print "    lab_todo(" todo "); /* delete this line when you begin */"
        sub(/\(.*/, "", head)
        if (head !~ /(^|[ \t])void[ \t]+[A-Za-z_0-9]+[ \t]*$/)
            print "    return 0;"
        print "}"
    }
    function begins_head() {
        return /^[A-Za-z_]/ && !/[;{]$/
    }
    NR <= 3 { sub(/solutions\//, "labs/") }
    /TODO [0-9]/ && match($0, /TODO [0-9]+/) {
        todo = substr($0, RSTART + 5, RLENGTH - 5)
    }
    skipping { if ($0 == "}") skipping = 0; next }
    $0 == "{" && head != "" {
        if (head !~ /^static / && todo != "") {
            not_done(head)
            skipping = 1
            head = ""
            next
        }
        head = ""
    }
    { print }
    head != "" { head = /;$/ ? "" : head " " $0; next }
    begins_head() { head = $0 }
' "$1"
