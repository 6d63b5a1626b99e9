#!/bin/sh
# make/help.sh MAKEFILE... - the commands, in their groups, a line for each.
#
# `make` and `make help` call it.  A group is a line `##@ its title`, a command
# a rule that ends in `## what it does`.
echo 'pic2pi: x86 interrupts from the 8259 to posted interrupts'
awk '/^##@ / { printf "\n%s\n", substr($0, 5) }
     /^[a-z0-9-]+:.*## / {
         name = $0; sub(/:.*/, "", name)
         text = $0; sub(/.*## /, "", text)
         printf "  make %-16s %s\n", name, text
     }' "$@"
