/*
 * labs/00-idt/mistakes.c - the mistakes that lab 00 knows by sight.
 *
 * A table; what each looks like is in mistakes_gate.c and mistakes_trap.c.  The
 * verdict takes the first that fits, so the more special ones come first.
 */
#include "mistakes.h"

const struct mistake idt_mistakes[IDT_MISTAKES] = {
    {
        .id = "present-missing",
        .sentence = "the gate of %v is not marked present",
        .remedy = "set bit 47 of the first qword: IDT_GATE_PRESENT",
        .fits = idt_mistake_not_present,
    },
    {
        .id = "selector-wrong",
        .sentence = "the gate of %v names a selector that is no 64-bit "
                    "code segment",
        .remedy = "copy gate->selector to bits 31:16 of the first qword",
        .fits = idt_mistake_selector_wrong,
    },
    {
        .id = "dpl-misplaced",
        .sentence = "the DPL of the gate of %v reaches into bit 44, which "
                    "must be 0",
        .remedy = "DPL is bits 46:45: IDT_GATE_DPL",
        .fits = idt_mistake_dpl_misplaced,
    },
    {
        .id = "type-misplaced",
        .sentence = "the type of the gate of %v is not in bits 43:40",
        .remedy = "put gate->type into IDT_GATE_TYPE, bits 43:40",
        .fits = idt_mistake_type_misplaced,
    },
    {
        .id = "offset-swapped",
        .sentence = "the lower two pieces of the handler's address are "
                    "exchanged in the gate of %v",
        .remedy = "address bits 15:0 go to bits 15:0 of the first qword, "
                  "31:16 to 63:48",
        .fits = idt_mistake_offset_swapped,
    },
    {
        .id = "offset-middle-lost",
        .sentence = "bits 31:16 of the handler's address are missing in "
                    "the gate of %v",
        .remedy = "address bits 31:16 go to bits 63:48 of the first qword",
        .fits = idt_mistake_offset_middle_lost,
    },
    {
        .id = "offset-high-lost",
        .sentence = "bits 63:32 of the handler's address are missing in "
                    "the gate of %v",
        .remedy = "address bits 63:32 go to bits 31:0 of the second qword",
        .fits = idt_mistake_offset_high_lost,
    },
    {
        .id = "second-qword-full",
        .sentence = "the second qword of the gate of %v has bits set above "
                    "bit 31, where all must be 0",
        .remedy = "it holds address bits 63:32, in bits 31:0, and nothing else",
        .fits = idt_mistake_second_qword_full,
    },
    {
        .id = "offset-not-canonical",
        .sentence = "the three pieces in the gate of %v make no address that "
                    "can exist: bits 63:48 differ from bit 47",
        .remedy = "the second qword is the handler's address shifted right by "
                  "32",
        .fits = idt_mistake_offset_not_canonical,
    },
    {
        .id = "entry-mixed",
        .sentence = "the gate of %v is a mix of the new one and of what "
                    "the entry held before",
        .remedy = "build the two qwords from 0, then store them",
        .fits = idt_mistake_entry_mixed,
    },
    {
        .id = "entry-not-written",
        .sentence = "entry %v still holds what it held before idt_set_gate",
        .remedy = "write idt[vector]: an entry is two qwords long",
        .fits = idt_mistake_entry_not_written,
    },
    {
        .id = "neighbour-changed",
        .sentence = "entry %v was changed when the one beside it was set",
        .remedy = "write idt[vector].low and idt[vector].high, nothing "
                  "else",
        .fits = idt_mistake_neighbour_changed,
    },
    {
        .id = "type-always-interrupt",
        .sentence = "the trap gate of %v cleared IF, as an interrupt gate "
                    "does",
        .remedy = "the type is in gate->type",
        .fits = idt_mistake_type_ignored_trap,
    },
    {
        .id = "type-always-trap",
        .sentence = "the interrupt gate of %v left IF at 1, as a trap gate "
                    "does",
        .remedy = "the type is in gate->type",
        .fits = idt_mistake_type_ignored_interrupt,
    },
    {
        .id = "dpl-too-low",
        .sentence = "INT %v from ring 3 was refused: the DPL in its gate "
                    "is below 3",
        .remedy = "put gate->dpl into IDT_GATE_DPL, bits 46:45",
        .fits = idt_mistake_dpl_too_low,
    },
    {
        .id = "dpl-too-high",
        .sentence = "INT %v from ring 3 got through although its gate was "
                    "to have a lower DPL",
        .remedy = "put gate->dpl into IDT_GATE_DPL, bits 46:45",
        .fits = idt_mistake_dpl_too_high,
    },
    {
        .id = "ist-lost",
        .sentence = "the IST field in the gate of %v is 0",
        .remedy = "put gate->ist into IDT_GATE_IST, bits 34:32",
        .fits = idt_mistake_ist_lost,
    },
    {
        .id = "ist-off-by-one",
        .sentence = "the IST field in the gate of %v is off by one",
        .remedy = "IST counts from 1, and so does gate->ist",
        .fits = idt_mistake_ist_off_by_one,
    },
    {
        .id = "limit-is-size",
        .sentence = "the limit of the IDT is its size",
        .remedy = "the limit is the offset of the last byte: one less "
                  "than the size",
        .fits = idt_mistake_limit_is_size,
    },
    {
        .id = "limit-counts-entries",
        .sentence = "the limit of the IDT counts entries instead of bytes",
        .remedy = "an entry has 16 bytes: IDT_GATE_BYTES",
        .fits = idt_mistake_limit_counts_entries,
    },
    {
        .id = "limit-one-entry-short",
        .sentence = "the limit of the IDT leaves out its last entry",
        .remedy = "the limit is 16 * count - 1",
        .fits = idt_mistake_limit_one_entry_short,
    },
    {
        .id = "limit-wrong",
        .sentence = "the limit of the IDT does not follow from its number of "
                    "entries",
        .remedy = "the limit is 16 * count - 1: IDT_GATE_BYTES a gate",
        .fits = idt_mistake_limit_wrong,
    },
    {
        .id = "limit-ignores-count",
        .sentence = "INT %v was taken although the table has no entry for "
                    "it",
        .remedy = "the limit follows from count",
        .fits = idt_mistake_limit_is_always_full,
    },
    {
        .id = "table-not-loaded",
        .sentence = "INT %v still goes through the kernel's own table",
        .remedy = "LIDT is what makes the CPU use another one",
        .fits = idt_mistake_table_not_loaded,
    },
    {
        .id = "base-wrong",
        .sentence = "for %v the CPU read something that is no entry of the "
                    "table",
        .remedy = "the base is the address of entry 0: idt itself",
        .fits = idt_mistake_base_wrong,
    },
    {
        .id = "entry-swapped",
        .sentence = "trap_entry gives every exception the handler of the other "
                    "kind",
        .remedy = "trap_error is for those that push an error code",
        .fits = idt_mistake_entry_swapped,
    },
    {
        .id = "entry-lacks-error",
        .sentence = "trap_entry gives %v, which pushes an error code, the "
                    "handler without one",
        .remedy = "see VECTORS_WITH_ERROR_CODE in hw/idt_regs.h",
        .fits = idt_mistake_entry_lacks_error,
    },
    {
        .id = "entry-expects-error",
        .sentence = "trap_entry gives %v, which pushes no error code, the "
                    "handler with one",
        .remedy = "see VECTORS_WITH_ERROR_CODE in hw/idt_regs.h",
        .fits = idt_mistake_entry_expects_error,
    },
    {
        .id = "lab-trap-not-called",
        .sentence = "the handler of %v returned without calling lab_trap",
        .remedy = "call lab_trap, and add what it returns to frame->rip",
        .fits = idt_mistake_lab_trap_not_called,
    },
    {
        .id = "lab-trap-twice",
        .sentence = "the handler of %v called lab_trap a second time",
        .remedy = "call it once and keep what it returns",
        .fits = idt_mistake_lab_trap_twice,
    },
    {
        .id = "error-left-on-stack",
        .sentence = "the handler of %v returned with the error code still "
                    "on the stack",
        .remedy = "the handler needs the second parameter, uint64_t",
        .fits = idt_mistake_error_left_on_stack,
    },
    {
        .id = "fault-not-skipped",
        .sentence = "the handler of %v returned to the instruction that "
                    "raised it",
        .remedy = "add what lab_trap returns to frame->rip",
        .fits = idt_mistake_fault_not_skipped,
    },
    {
        .id = "trap-stepped-over",
        .sentence = "the handler of %v, a trap, did not return to where "
                    "frame->rip pointed",
        .remedy = "add what lab_trap returns, which is 0 here",
        .fits = idt_mistake_trap_stepped_over,
    },
    {
        .id = "wrong-length",
        .sentence = "the handler of %v returned elsewhere than behind the "
                    "instruction",
        .remedy = "add exactly what lab_trap returns to frame->rip",
        .fits = idt_mistake_wrong_length,
    },
    {
        .id = "error-not-handed-on",
        .sentence = "lab_trap was not given the error code of %v",
        .remedy = "it is the second parameter of the handler",
        .fits = idt_mistake_error_not_handed_on,
    },
    {
        .id = "save-keeps-if",
        .sentence = "%v was taken between irq_save and irq_restore",
        .remedy = "irq_save must clear IF: cpu_cli",
        .fits = idt_mistake_save_keeps_if,
    },
    {
        .id = "inner-restore-opens",
        .sentence = "the inner irq_restore set IF inside the outer section",
        .remedy = "set IF only when it was set at that irq_save",
        .fits = idt_mistake_inner_opens,
    },
    {
        .id = "restore-sets-if",
        .sentence = "irq_restore set IF although it was 0 at irq_save",
        .remedy = "set IF only when bit 9 of the flags is 1",
        .fits = idt_mistake_restore_sets_if,
    },
    {
        .id = "restore-leaves-if-clear",
        .sentence = "IF was 1 before irq_save and 0 after irq_restore",
        .remedy = "read the flags before CLI, and test bit 9 of them",
        .fits = idt_mistake_restore_leaves_if_clear,
    },
    {
        .id = "nested-leaves-if-clear",
        .sentence = "IF was 1 before two nested sections and 0 after both",
        .remedy = "each irq_restore must use its own argument",
        .fits = idt_mistake_nested_leaves_if_clear,
    },
};
