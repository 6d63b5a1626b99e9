#!/bin/sh
# tests/bench/run.sh [NN] - what grading costs, beside the bare emulator.
#
# For each lab (or lab NN): the size of a run, and the floor ratio, one seed's
# grade without compilation over the start of the same Bochs on a ROM that
# leaves at once (goal: 1.3).  For all labs: wall time of the course with the
# solutions and 3 seeds (goal: 2 s).  Figures only; nothing is judged.
#
#   STARTS=20 PIC2PI=FILE
exec "${PIC2PI:-build/pic2pi}" bench ${1:+--lab "$1"} "${STARTS:-20}"
