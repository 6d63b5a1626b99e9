#!/bin/sh
# make/deps.sh GROUP [--check] - install what that group of packages.txt misses.
#
# When all is there it asks dpkg once, changes nothing and says nothing.
# Otherwise it says what it will install and how many MB that is, then calls
# apt-get as root or through sudo; on a terminal apt asks before it begins.
# With --check it installs nothing: it names what is missing and exits 3.
# Exit: 0 all is there now, 2 no such group, 3 could not install (the line for
# an administrator is printed).  Called by `make deps`, `demo` and `test`.
set -u
LC_ALL=C
export LC_ALL
list=${PACKAGES:-packages.txt}

die()
{
    status=$1
    shift
    printf 'deps: %s\n' "$*" >&2
    exit "$status"
}

# The packages of group $1, those of the groups it takes in included.
packages_of()
{
    awk -v group="$1" '
        function add(g,   i, n, word) {
            if (g in done) return
            done[g] = 1
            n = split(line[g], word, " ")
            for (i = 1; i <= n; i++)
                if (word[i] ~ /^[+]/) add(substr(word[i], 2))
                else print word[i]
        }
        !/^#/ && NF { g = $1; $1 = ""; line[g] = line[g] $0 }
        END { if (!(group in line)) exit 1; add(group) }' "$list"
}

# Of the arguments, what no command stands for already: Debian's npm conflicts
# with the packages of other makers, and those serve as well.
without_commands()
{
    for name in "$@"; do
        case $name in
        nodejs) command -v node >/dev/null || echo "$name" ;;
        npm)    command -v npm >/dev/null || echo "$name" ;;
        *)      echo "$name" ;;
        esac
    done
}

# Those of the arguments that are not installed.
missing_of()
{
    dpkg-query -W -f '${Package} ${db:Status-Status}\n' "$@" 2>/dev/null |
        awk -v want="$*" '
            $2 == "installed" { have[$1] = 1 }
            END {
                n = split(want, name, " ")
                for (i = 1; i <= n; i++)
                    if (!(name[i] in have)) printf "%s ", name[i]
            }'
}

have_lists()
{
    for file in /var/lib/apt/lists/*_Packages*; do
        [ -e "$file" ] && return 0
    done
    return 1
}

# What apt would do, as text; needs no root.  Fails on an unknown package,
# which on a machine whose lists are old only means that they are old.
simulate()
{
    apt-get -o Debug::NoLocking=1 --assume-no --no-install-recommends \
        install "$@" 2>&1 </dev/null
}

say_sizes()
{
    simulate "$@" | sed -n \
        -e 's/^Need to get \(.*\) of archives\.$/deps: to download: \1/p' \
        -e 's/^After this operation, \(.*\) of .* used\.$/deps: on disk: \1/p'
}

find_root()
{
    if [ "$(id -u)" -eq 0 ]; then
        root=
    elif command -v sudo >/dev/null && { [ -t 0 ] || sudo -n true 2>/dev/null; }
    then
        root=sudo
    else
        die 3 "not root and no sudo; an administrator can run:
apt-get update && apt-get install --no-install-recommends $missing"
    fi
}

refresh_lists()
{
    echo "deps: apt-get update"
    $root apt-get -qq -o DPkg::Lock::Timeout=120 update
}

apt_install()
{
    # $missing is a list of words on purpose, here and below.
    $root env DEBIAN_FRONTEND=noninteractive apt-get "$@" \
        -o DPkg::Lock::Timeout=120 -o Dpkg::Use-Pty=0 \
        --no-install-recommends install $missing
}

on_terminal()
{
    [ -t 0 ] && [ -t 1 ]
}

# On a terminal apt asks; elsewhere nobody could answer.
install_missing()
{
    if on_terminal; then
        apt_install -q
    else
        apt_install -qq -y >"$log" 2>&1
    fi
}

group=${1:-run}
wanted=$(packages_of "$group") || die 2 "no group '$group' in $list"
wanted=$(without_commands $wanted)
if ! command -v dpkg-query >/dev/null; then
    [ "${2:-}" = --check ] ||
        echo "deps: no dpkg here; see to it that these are installed:" $wanted
    exit 0
fi
missing=$(missing_of $wanted)
missing=${missing% }
[ -z "$missing" ] && exit 0

echo "deps: group $group misses: $missing"
[ "${2:-}" = --check ] && die 3 "make deps GROUP=$group installs it"
find_root
if ! have_lists || simulate $missing | grep -q '^E: '; then
    refresh_lists || die 3 "apt-get update failed"
fi
say_sizes $missing

log=$(mktemp)
trap 'rm -f "$log"' EXIT
# Lists a few weeks old name files that the mirror has replaced since.
install_missing || { ! on_terminal && refresh_lists && install_missing; } || {
    tail -n 20 "$log" >&2
    die 3 "apt-get install failed"
}
missing=$(missing_of $wanted)
[ -z "$missing" ] || die 3 "still missing: $missing"
echo "deps: group $group is complete"
