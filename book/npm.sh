#!/bin/sh
# book/npm.sh - the book's Node packages, exactly those of package-lock.json.
#
# `npm ci` checks each against its hash.  A tree of packages that already
# matches the lock file is left alone, so that a machine without a network
# builds again.  Exit 3 with one line when the registry cannot be reached.
cd "$(dirname "$0")" || exit 3
if npm ls --offline --silent >/dev/null 2>&1; then
    exit 0
fi
echo 'book: npm ci (6 packages and what they need, 29 MB)'
log=$(mktemp)
trap 'rm -f "$log"' EXIT
npm ci --no-audit --no-fund --loglevel=error --fetch-retries=1 \
    --fetch-retry-mintimeout=500 --fetch-retry-maxtimeout=2000 --fetch-timeout=20000 >"$log" 2>&1 && exit 0
if grep -Eq 'E(NOTFOUND|AI_AGAIN|CONNREFUSED|TIMEDOUT|NETUNREACH|CONNRESET)|network|ERR_SOCKET' "$log"; then
    echo "book: the npm registry $(npm config get registry 2>/dev/null) cannot be reached; connect, or set npm_config_registry to a mirror, and try again" >&2
else
    sed -n 's/^npm \(error\|ERR!\) /book: npm: /p' "$log" | head -n 3 >&2
fi
exit 3
