# tests/mutants/summary.awk - the figures of tests/mutants/run.sh, and its exit.
#
# Reads "TYPE lab/name outcome kind detail" lines.  `killed` counts mutants and
# derived submissions, `diagnosis` the mutants only.
# `machine` is where they ran; what it cannot show is "hidden", counted nowhere.
{ split($2, path, "/"); lab = path[1]; labs[lab] = 1 }
$3 == "hidden" {
    list = list "  not observable on " machine ": " $2 "\n"
    next
}
$1 == "variant" { variants++; if ($3 == "passed") variants_passed++ }
$1 != "variant" { total++; if ($3 != "passed" && $3 != "broken") killed++ }
$1 == "mutant" {
    mutants++
    count[lab]++
    if (!((lab, $4) in seen)) {
        seen[lab, $4] = 1
        kinds[lab]++
    }
    if ($4 == "wrong-idea")
        ideas[lab]++
    outcomes[$3]++
}
$1 == "variant" && $3 != "passed" { list = list "  variant fails: " $2 " " $5 "\n" }
$1 != "variant" && $3 == "passed" { list = list "  survivor: " $2 " " $5 "\n" }
$3 == "broken" { list = list "  does not build: " $2 " " $5 "\n"; broken++ }
$3 == "wrong" { list = list "  wrong name: " $2 " " $5 "\n" }
$3 == "unnamed" { list = list "  unnamed: " $2 " " $5 "\n" }
match($5, /seeds=[0-9]+\/[0-9]+/) && $1 != "variant" {
    split(substr($5, RSTART + 6, RLENGTH - 6), tried, "/")
    if (tried[1] < 0.99 * tried[2]) {
        list = list "  killed on " tried[1] " of " tried[2] " seeds: " $2 "\n"
        weak++
    }
}
END {
    for (lab in labs) {
        few = count[lab] < 12 || kinds[lab] < 6 || 3 * ideas[lab] < count[lab]
        printf "%s: %d mutants (12), %d kinds (6), %d wrong ideas (a third)%s\n",
            lab, count[lab], kinds[lab], ideas[lab],
            few && !sample && machine == "bochs" ? ": too few" : ""
        if (few && !sample && machine == "bochs")
            bad = 1
    }
    printf "%s", list
    printf "variants passed %d of %d\n", variants_passed, variants
    printf "killed %d of %d, diagnosis right %d of %d\n", killed, total,
        outcomes["right"], mutants
    if (killed < total || broken > 0 || weak > 0 ||
        variants_passed < variants)
        bad = 1
    if (!sample && machine == "bochs" && (outcomes["right"] < 0.9 * mutants ||
        outcomes["wrong"] > 0.02 * mutants))
        bad = 1
    exit bad
}
