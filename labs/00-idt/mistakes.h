/*
 * labs/00-idt/mistakes.h - the mistakes that lab 00 knows by sight.
 *
 * Apart from the checks because they are of another kind: a check says what
 * must be there, a mistake what the record looks like when one idea went wrong.
 */
#ifndef LAB_00_MISTAKES_H
#define LAB_00_MISTAKES_H

#include "checks.h"

#define IDT_MISTAKES 40u

extern const struct mistake idt_mistakes[IDT_MISTAKES];

/* mistakes_gate.c */
fits_function idt_mistake_not_present;
fits_function idt_mistake_selector_wrong;
fits_function idt_mistake_dpl_misplaced;
fits_function idt_mistake_type_misplaced;
fits_function idt_mistake_offset_swapped;
fits_function idt_mistake_offset_middle_lost;
fits_function idt_mistake_offset_high_lost;
fits_function idt_mistake_second_qword_full;
fits_function idt_mistake_offset_not_canonical;
fits_function idt_mistake_entry_not_written;
fits_function idt_mistake_entry_mixed;
fits_function idt_mistake_neighbour_changed;
fits_function idt_mistake_type_ignored_trap;
fits_function idt_mistake_type_ignored_interrupt;
fits_function idt_mistake_dpl_too_low;
fits_function idt_mistake_dpl_too_high;
fits_function idt_mistake_ist_lost;
fits_function idt_mistake_ist_off_by_one;
fits_function idt_mistake_limit_is_size;
fits_function idt_mistake_limit_counts_entries;
fits_function idt_mistake_limit_wrong;
fits_function idt_mistake_limit_one_entry_short;
fits_function idt_mistake_limit_is_always_full;
fits_function idt_mistake_table_not_loaded;
fits_function idt_mistake_base_wrong;

/* mistakes_trap.c */
fits_function idt_mistake_error_left_on_stack;
fits_function idt_mistake_fault_not_skipped;
fits_function idt_mistake_lab_trap_twice;
fits_function idt_mistake_trap_stepped_over;
fits_function idt_mistake_wrong_length;
fits_function idt_mistake_lab_trap_not_called;
fits_function idt_mistake_error_not_handed_on;
fits_function idt_mistake_entry_swapped;
fits_function idt_mistake_entry_lacks_error;
fits_function idt_mistake_entry_expects_error;
fits_function idt_mistake_save_keeps_if;
fits_function idt_mistake_inner_opens;
fits_function idt_mistake_restore_sets_if;
fits_function idt_mistake_restore_leaves_if_clear;
fits_function idt_mistake_nested_leaves_if_clear;

/* The head of each. */
#define FITS(name)                                                             \
    bool idt_mistake_##name(const struct window *w, const struct check *check, \
                            const struct finding *f)

/* mistakes_find.c: is the step of this kind? */
bool idt_is_kind(const struct window *w, unsigned kind);

/* The first INT or exception `vector`, or NOWHERE; and where the CPU's work on
 * the interrupt at `index` ends: at the next one, or at a mark. */
size_t idt_interrupt_of(const struct window *w, unsigned vector);
size_t idt_delivery_end(const struct window *w, size_t index);

/* The stub that INT `vector` reached; -1: none. */
int idt_stub_of(const struct window *w, unsigned vector);

#endif
