#!/bin/sh
# book/tools.sh [chromium] - are the programs there that the book is made with?
#
# Prints one line that says what is missing and how to get it, and exits 3.
# Called by book/build.mk before the build.  Node counts by its version, from
# wherever it came; Chromium only when asked for, since only the PDF and the
# browser tests need it.
lacks()
{
    echo "book: $1 is missing; make deps GROUP=book installs it" >&2
    exit 3
}

command -v node >/dev/null || lacks "Node (18.13 or later)"
node -e 'const [a, b] = process.versions.node.split(".").map(Number);
    process.exit(a > 18 || (a === 18 && b >= 13) ? 0 : 1)' || {
    echo "book: Node $(node --version) is too old: 18.13 or later, see docs/BOOK.md" >&2
    exit 3
}
command -v npm >/dev/null || lacks npm
command -v dot >/dev/null || lacks "Graphviz (dot)"
command -v clang >/dev/null || lacks clang
command -v wasm-ld >/dev/null || command -v wasm-ld-14 >/dev/null ||
    lacks "wasm-ld (lld)"
[ "$1" != chromium ] || command -v chromium >/dev/null || lacks Chromium
