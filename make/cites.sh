#!/usr/bin/env bash
# make/cites.sh [TREE] - every citation has a known key and a title.
#
# A citation is [KEY number "Title"]; its keys, each with the manual's edition,
# are the first cells of the table in docs/SOURCES.md.  A bare section number
# is refused, because numbers move between editions and titles do not.
# Prints file:line: message.  Exit: 0 none found, 1 some.  `make check-style`
# calls it; TREE is another tree to check, for its own test.
set -u
cd "${1:-.}" || exit 2

files=()
for folder in model kernel labs solutions grader images tests book; do
    [ -d "$folder" ] && while IFS= read -r -d '' file; do
        files+=("$file")
    done < <(find "$folder" -type f \( -name '*.[ch]' -o -name '*.asm' \
        -o -name '*.md' -o -name '*.adoc' \) -print0)
done
for file in docs/*.md docs/decisions/*.md README.md; do
    [ -f "$file" ] && [ "$file" != docs/SOURCES.md ] && files+=("$file")
done
[ ${#files[@]} -eq 0 ] && exit 0

awk '
    function report(text) { printf "%s:%d: %s\n", FILENAME, FNR, text; bad = 1 }
    # Where the bracket ends; one within a title is a part of it.
    function closing(text,   i, c, quoted) {
        for (i = 1; i <= length(text); i++) {
            c = substr(text, i, 1)
            if (c == "\"") quoted = !quoted
            if (c == "]" && !quoted) return i
        }
        return joined ? index(text, "]") : 0
    }
    FILENAME == "docs/SOURCES.md" && /^\| *[A-Z0-9]+ *\|/ {
        split($0, cell, "|")
        gsub(/ /, "", cell[2])
        known[cell[2]] = 1
    }
    # The text between brackets, joined with the next line where it goes on.
    FNR == 1 { open = ""; joined = 0 }
    {
        text = $0
        if (open != "") {
            sub(/^[ \t*;#\/]*/, " ", text)
            text = open text
            open = ""
        }
        gsub(/\[KEY number "Title"\]/, "", text)
        while (match(text, /\[[A-Z0-9]*[A-Z][A-Z0-9]* [A-Za-z0-9."]/)) {
            rest = substr(text, RSTART)
            end = closing(rest)
            if (end == 0) {
                if (!joined) open = rest
                joined = !joined
                break
            }
            joined = 0
            cite = substr(rest, 2, end - 2)
            key = cite
            sub(/ .*/, "", key)
            if (key in known && cite !~ /"[^"]+"/)
                report("citation without a title: [" cite "]")
            else if (!(key in known) && cite ~ /"[^"]+"/)
                report("unknown key " key ", not in docs/SOURCES.md")
            text = substr(rest, end + 1)
        }
    }
    END { exit bad }' docs/SOURCES.md "${files[@]}"
