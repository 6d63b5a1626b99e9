#!/bin/sh
# make/compile_commands.sh COMPILER [FLAG...] - compile_commands.json on stdout.
#
# Standard input is what `make -nB` would run; each command that compiles a C
# file becomes an entry.  Student files, which only the grader compiles, get
# the compiler and flags given here.  Called by the root Makefile.
awk -v directory="$(pwd)" -v lab_command="$*" \
    -v lab_files="$(ls labs/*/*.c 2>/dev/null | tr '\n' ' ')" '
    function escaped(text) {
        gsub(/\\/, "\\\\", text)
        gsub(/"/, "\\\"", text)
        return text
    }
    function entry(file, command) {
        if (file in seen) return
        seen[file] = 1
        printf "%s\n{\"directory\": \"%s\",\n \"file\": \"%s\",\n" \
            " \"command\": \"%s\"}", comma, escaped(directory), file,
            escaped(command)
        comma = ","
    }
    BEGIN { printf "[" }
    /\\$/ { sub(/\\$/, ""); line = line $0; next }
    {
        line = line $0
        if (match(line, / -c [^ ]+\.c( |$)/)) {
            file = substr(line, RSTART + 4, RLENGTH - 4)
            sub(/ $/, "", file)
            sub(/^[ \t]+/, "", line)
            entry(file, line)
        }
        line = ""
    }
    END {
        n = split(lab_files, name, " ")
        for (i = 1; i <= n; i++)
            entry(name[i], lab_command " -c " name[i])
        print "\n]"
    }'
