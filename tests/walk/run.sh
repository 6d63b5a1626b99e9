#!/bin/sh
# tests/walk/run.sh DOC [TREE] - do what a document says, see what it says.
#
# In a copy of the tree (with what is built in it) each block of DOC that is
# marked `walk` is done, in order:
#   ```sh walk [exit=N]            run it; it must exit with N (0)
#   ```text walk                   what that printed: the same lines, where
#                                  ... stands for any number of others
#   ```LANG walk file=F new        a new file
#   ```LANG walk file=F above=TEXT     these lines above the one that holds TEXT
#   ```LANG walk file=F below=TEXT     below it
#   ```LANG walk file=F replace=TEXT   in its place
# TEXT must stand in one line of F only.  Exit: 0 all as it says, 1 not; then
# the block's line is named and what was printed is shown.  Called by
# tests/grader/walk_test.c.
set -eu
unset MAKEFLAGS MFLAGS MAKELEVEL MAKEOVERRIDES GNUMAKEFLAGS || true
LC_ALL=C.UTF-8
export LC_ALL
doc=$(readlink -f "$1")
tree=$(readlink -f "${2:-.}")

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM HUP
mkdir "$work/tree" "$work/blocks"

# In posix format, because make compares times to the nanosecond.
tar -C "$tree" --format=posix --exclude=./.git --exclude=./book \
    --exclude=./build/tests --exclude=./build/host/tests \
    --exclude=./build/fuzz --exclude='./build/*.iso' -cf - . |
    tar -C "$work/tree" -xf -

# Blocks as files: NNN.head "LINE LANG attributes", NNN.body.
awk -v to="$work/blocks" '
    inside && /^```[ \t]*$/ { inside = 0; close(body); next }
    inside { print >body; next }
    /^```[a-z]+ walk/ {
        inside = 1
        base = to "/" sprintf("%03d", ++n)
        body = base ".body"
        head = substr($0, 4)
        sub(/ walk */, " ", head)
        print FNR " " head >(base ".head")
        close(base ".head")
        printf "" >body
    }
    END { if (inside) { print FILENAME ": a block does not end" >"/dev/stderr"
                        exit 1 } }' "$doc"

fail()
{
    printf '%s:%s: %s\n' "$doc" "$line" "$1" >&2
    [ ! -f "$work/out" ] || sed 's/^/    | /' "$work/out" >&2
    exit 1
}

# The file $1 with the body $2 put where $3 (above, below, replace) says; the
# line is the only one that holds $4.
edit()
{
    awk -v how="$3" -v text="$4" -v body="$2" '
        function put(  l) { while ((getline l <body) > 0) print l }
        index($0, text) {
            n++
            if (how == "above") put()
            if (how != "replace") print
            if (how != "above") put()
            next
        }
        { print }
        END { exit n != 1 }' "$1" >"$work/edited"
}

do_file()
{
    rest=${words#file=}
    file=${rest%% *}
    rest=${rest#* }
    case $rest in
    new)
        [ ! -e "$file" ] || fail "$file is there already"
        mkdir -p "$(dirname "$file")"
        cp "$body" "$file" ;;
    above=* | below=* | replace=*)
        [ -f "$file" ] || fail "there is no $file"
        edit "$file" "$body" "${rest%%=*}" "${rest#*=}" ||
            fail "not just one line of $file holds '${rest#*=}'"
        cat "$work/edited" >"$file" ;;
    *)
        fail "'$rest' is none of new, above=, below=, replace=" ;;
    esac
}

do_commands()
{
    want=0
    [ -z "$words" ] || want=${words#exit=}
    status=0
    sh -e "$body" >"$work/out" 2>&1 </dev/null || status=$?
    [ "$status" -eq "$want" ] || fail "exit status $status, not $want"
}

do_compare()
{
    [ -f "$work/out" ] || fail "no command came before"
    awk '
        function next_line() { return (getline line <out) > 0 }
        BEGIN { out = ARGV[2]; ARGV[2] = "" }
        $0 == "..." { any = 1; next }
        {
            do {
                if (!next_line()) { print "not printed: " $0; bad = 1; exit }
            } while (any && line != $0)
            if (line != $0) {
                print "printed: " line; print "not:     " $0; bad = 1; exit
            }
            any = 0
        }
        END {
            if (!bad && !any && next_line()) { print "printed more: " line; bad = 1 }
            exit bad
        }' "$body" "$work/out" >"$work/why" || fail "$(cat "$work/why")"
}

cd "$work/tree"
count=0
for head in "$work"/blocks/*.head; do
    [ -f "$head" ] || break
    body=${head%.head}.body
    read -r line language words <"$head"
    case $language-$words in
    sh-*) do_commands ;;
    text-*) do_compare ;;
    *-file=*) do_file ;;
    *) fail "'$language $words' says not what to do" ;;
    esac
    count=$((count + 1))
done
[ "$count" -gt 0 ] || { echo "$doc: no block is marked walk" >&2; exit 1; }
echo "$doc: $count blocks done"
