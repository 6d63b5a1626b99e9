/*
 * grader/src/machine.c - what every machine's boots are limited to.
 * Contract: machine.h; why these numbers: docs/decisions/0006-limits.md.
 */
#include "machine.h"

const struct machine_limits machine_limits_default = {
    .ticks = 700000,
    .lines = 16000,
    .bytes = 4u << 20,
    .cpu_ms = 800,
};
