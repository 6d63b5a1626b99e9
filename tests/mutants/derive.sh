#!/bin/sh
# tests/mutants/derive.sh SOLUTION.c KIND - a submission made from a solution.
#
# The submissions that every lab must refuse, whatever the lab is about:
#   skeleton    nothing done
#   empty       every body returns 0 at once
#   marks       the solution's own control flow, without the hardware: each
#               accessor and each asm statement does nothing
#   deaf-N      the solution whose Nth access, and all after it, do nothing
#   stop-N      the solution, which stops at the Nth call of its functions
# Called by tests/mutants/run.sh.
solution=$1
kind=$2

# The solution with text $1 behind its includes and, if $2 is not empty, that
# statement first in each public function.
with_prelude() {
    prelude=$1 call=$2 awk '
        BEGIN { prelude = ENVIRON["prelude"]; call = ENVIRON["call"] }
        /^#include/ { last = NR }
        { line[NR] = $0 }
        END {
            for (i = 1; i <= NR; i++) {
                print line[i]
                if (i == last)
                    print prelude
                if (call != "" && line[i] == "{" && !/static/ && is_code(i))
                    print "    " call
            }
        }
        # The brace alone in column 1 that opens a public function.
        function is_code(i,   j) {
            for (j = i - 1; j > 0 && line[j] !~ /^[A-Za-z_]/; j--)
                ;
            return line[j] ~ /\(/ && line[j] !~ /^static / &&
                   line[j] !~ /naked|=/
        }
    ' "$solution"
}

ports='#define inb(p) ((void)(p), (uint8_t)0)
#define outb(p, v) ((void)(p), (void)(v))
#define mmio_read32(a) ((void)(a), UINT32_C(0))
#define mmio_write32(a, v) ((void)(a), (void)(v))
#define msr_read(m) ((void)(m), UINT64_C(0))
#define msr_write(m, v) ((void)(m), (void)(v))
#define pci_read8(f, o) ((void)(f), (void)(o), (uint8_t)0)
#define pci_read16(f, o) ((void)(f), (void)(o), (uint16_t)0)
#define pci_read32(f, o) ((void)(f), (void)(o), UINT32_C(0))
#define pci_write16(f, o, v) ((void)(f), (void)(o), (void)(v))
#define pci_write32(f, o, v) ((void)(f), (void)(o), (void)(v))
#define __asm__ while (0) __asm'

case $kind in
skeleton)
    sh make/skeleton.sh "$solution" ;;
empty)
    sh make/skeleton.sh "$solution" | sed '/lab_todo(/d' ;;
marks)
    with_prelude "$ports" "" ;;
deaf-*)
    with_prelude "static int accesses_left = ${kind#deaf-} - 1;
#define heard (accesses_left > 0 && accesses_left-- > 0)
#define inb(p) (heard ? inb(p) : (uint8_t)0)
#define outb(p, v) (heard ? outb(p, v) : (void)0)
#define mmio_read32(a) (heard ? mmio_read32(a) : UINT32_C(0))
#define mmio_write32(a, v) (heard ? mmio_write32(a, v) : (void)0)
#define msr_read(m) (heard ? msr_read(m) : UINT64_C(0))
#define msr_write(m, v) (heard ? msr_write(m, v) : (void)0)
#define pci_read8(f, o) (heard ? pci_read8(f, o) : (uint8_t)0)
#define pci_read16(f, o) (heard ? pci_read16(f, o) : (uint16_t)0)
#define pci_read32(f, o) (heard ? pci_read32(f, o) : UINT32_C(0))
#define pci_write16(f, o, v) (heard ? pci_write16(f, o, v) : (void)0)
#define pci_write32(f, o, v) (heard ? pci_write32(f, o, v) : (void)0)
#define __asm__ if (heard) __asm" "" ;;
stop-*)
    with_prelude "static int calls_left = ${kind#stop-};
static void stop_here(void)
{
    if (--calls_left == 0)
        for (;;)
            __asm__ volatile(\"cli\");
}" "stop_here();" ;;
*)
    echo "tests/mutants/derive.sh: no kind '$kind'" >&2
    exit 1 ;;
esac
