/*
 * grader/src/vcd.h - a run as a value change dump, for GTKWave and the like.
 *
 * [VCD 18 "Value change dump (VCD) files"]  One tick is 1 ns.  Each CPU that
 * has a local APIC event gets TPR, PPR, the highest vectors in IRR and ISR,
 * its INTR, and two wires for each vector that ever occurs; the 8259A pair its
 * IRR, ISR and IMR.  Boots follow one another on one time axis.
 * Used by `grade` and `trace`.
 */
#ifndef VCD_H
#define VCD_H

#include <stdio.h>
#include "run.h"

void vcd_write(FILE *out, const struct run *run);

#endif
