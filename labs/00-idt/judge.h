/*
 * labs/00-idt/judge.h - the demands behind lab 00's checks.
 *
 * checks.c names and weighs them; judge.c makes them.  Each is asked about one
 * window of a kind that its check names.
 */
#ifndef LAB_00_JUDGE_H
#define LAB_00_JUDGE_H

#include "checks.h"

bool idt_judge_gate_reached(struct window *w);
bool idt_judge_gate_high(struct window *w);
bool idt_judge_gate_type(struct window *w);
bool idt_judge_gate_dpl(struct window *w);
bool idt_judge_gate_ist(struct window *w);
bool idt_judge_load_table(struct window *w);
bool idt_judge_load_limit(struct window *w);
bool idt_judge_trap_plain_runs(struct window *w);
bool idt_judge_trap_fault_skipped(struct window *w);
bool idt_judge_trap_error_code(struct window *w);
bool idt_judge_trap_comes_back(struct window *w);
bool idt_judge_trap_choice(struct window *w);
bool idt_judge_trap_nested(struct window *w);
bool idt_judge_irq_held(struct window *w);
bool idt_judge_irq_restored(struct window *w);
bool idt_judge_irq_nested(struct window *w);

/* The stack of the TSS that the first `vector` was taken on; 0: none. */
unsigned idt_stack_of(const struct window *w, unsigned vector);

#endif
