/*
 * labs/00-idt/checks.c - what lab 00 demands of the record, and its points.
 *
 * A table; the demands themselves are in judge.c, the mistakes in mistakes.c.
 */
#include "checks.h"
#include "judge.h"
#include "mistakes.h"
#include "plan.h"

static const struct check checks[] = {
    {
        .id = "gate-reached",
        .title = "INT n reaches the handler that its gate names",
        .todo = 1,
        .part = 'A',
        .points = 12,
        .steps = BIT(STEP_GATE),
        .holds = idt_judge_gate_reached,
        .function = "idt_set_gate",
        .rule = "a gate holds the handler's address in three pieces, a "
                "code selector, its type and P = 1 [SDM3 6.14.1 \"64-Bit "
                "Mode IDT\"]",
        .place = "each field of the gate has a name in hw/idt_regs.h; "
                 "none may be missing, and none may be written elsewhere.",
        .book = "idt-gate",
    },
    {
        .id = "gate-high",
        .title = "the handler may lie anywhere in 64 bits",
        .todo = 1,
        .part = 'A',
        .points = 6,
        .steps = BIT(STEP_HIGH),
        .holds = idt_judge_gate_high,
        .function = "idt_set_gate",
        .rule = "offset 63:32 stands in the second qword [SDM3 6.14.1 "
                "\"64-Bit Mode IDT\"]",
        .place = "look at what goes into idt[vector].high.",
        .book = "idt-gate",
    },
    {
        .id = "gate-type",
        .title = "an interrupt gate clears IF, a trap gate does not",
        .todo = 1,
        .part = 'A',
        .points = 8,
        .steps = BIT(STEP_TYPE),
        .holds = idt_judge_gate_type,
        .function = "idt_set_gate",
        .rule = "only an interrupt gate clears IF on the way in [SDM3 "
                "6.12.1.2 \"Flag Usage By Exception- or "
                "Interrupt-Handler Procedure\"]",
        .place = "the type comes from gate->type.",
        .book = "idt-gate",
    },
    {
        .id = "gate-dpl",
        .title = "INT n from ring 3 passes DPL 3 and no other",
        .todo = 1,
        .part = 'A',
        .points = 8,
        .steps = BIT(STEP_DPL),
        .holds = idt_judge_gate_dpl,
        .function = "idt_set_gate",
        .rule = "INT n from a ring above the gate's DPL is #GP [SDM3 "
                "6.12.1.1 \"Protection of Exception- and "
                "Interrupt-Handler Procedures\"]",
        .place = "DPL is bits 46:45 of the first qword.",
        .book = "idt-dpl",
    },
    {
        .id = "gate-ist",
        .title = "the handler runs on the stack that IST names",
        .todo = 1,
        .part = 'A',
        .points = 6,
        .steps = BIT(STEP_IST),
        .capabilities = CAP_STACK_RECORD,
        .holds = idt_judge_gate_ist,
        .function = "idt_set_gate",
        .rule = "IST 1 to 7 selects a stack of the TSS, 0 keeps the one "
                "in use [SDM3 6.14.5 \"Interrupt Stack Table\"]",
        .place = "IST is bits 34:32 of the first qword, and counts from 1.",
        .book = "idt-ist",
    },
    {
        .id = "load-table",
        .title = "after idt_load the CPU uses the table",
        .todo = 2,
        .part = 'A',
        .points = 6,
        .steps = BIT(STEP_LOAD),
        .holds = idt_judge_load_table,
        .function = "idt_load",
        .rule = "LIDT loads the table's base and limit from memory [SDM3 "
                "6.10 \"Interrupt Descriptor Table (IDT)\"]",
        .place = "the base is the address of entry 0.",
        .book = "idt-load",
    },
    {
        .id = "load-limit",
        .title = "a vector beyond the table is #GP, the last one is not",
        .todo = 2,
        .part = 'A',
        .points = 8,
        .steps = BIT(STEP_LOAD),
        .holds = idt_judge_load_limit,
        .function = "idt_load",
        .rule = "the limit is the offset of the table's last byte [SDM3 "
                "6.10 \"Interrupt Descriptor Table (IDT)\"]",
        .place = "a gate has 16 bytes; the limit is one less than the "
                 "size.",
        .book = "idt-load",
    },
    {
        .id = "trap-plain",
        .title = "a trap without error code calls lab_trap and comes back",
        .todo = 3,
        .part = 'A',
        .points = 6,
        .steps = BIT(STEP_PLAIN),
        .needs = BIT(1),
        .holds = idt_judge_trap_plain_runs,
        .function = "trap_plain",
        .rule = "a trap returns behind its instruction [SDM3 6.5 "
                "\"Exception Classifications\"]",
        .place = "the compiler writes everything but the body.",
        .book = "idt-handler",
    },
    {
        .id = "trap-fault-skipped",
        .title = "a fault is stepped over by the length that lab_trap says",
        .todo = 3,
        .part = 'A',
        .points = 6,
        .steps = BIT(STEP_PLAIN),
        .needs = BIT(1),
        .holds = idt_judge_trap_fault_skipped,
        .function = "trap_plain",
        .rule = "a fault returns to the instruction that raised it [SDM3 "
                "6.5 \"Exception Classifications\"]",
        .place = "what lab_trap returns is added to one member of *frame.",
        .book = "idt-handler",
    },
    {
        .id = "trap-error-code",
        .title = "lab_trap gets the error code that the CPU pushed",
        .todo = 4,
        .part = 'A',
        .points = 6,
        .steps = BIT(STEP_ERROR),
        .needs = BIT(1),
        .holds = idt_judge_trap_error_code,
        .function = "trap_error",
        .rule = "the error code is pushed last, below the frame [SDM3 "
                "6.13 \"Error Code\"]",
        .place = "it is the handler's second parameter.",
        .book = "idt-error-code",
    },
    {
        .id = "trap-error-return",
        .title = "IRETQ finds the frame behind an error code",
        .todo = 4,
        .part = 'A',
        .points = 6,
        .steps = BIT(STEP_ERROR),
        .needs = BIT(1),
        .holds = idt_judge_trap_comes_back,
        .function = "trap_error",
        .rule = "IRET does not remove the error code [SDM3 6.13 \"Error "
                "Code\"]",
        .place = "the compiler removes it when the handler has the second "
                 "parameter.",
        .book = "idt-error-code",
    },
    {
        .id = "trap-choice",
        .title = "trap_entry knows which exceptions push an error code",
        .todo = 4,
        .part = 'A',
        .points = 4,
        .steps = BIT(STEP_CHOICE),
        .needs = BIT(1),
        .holds = idt_judge_trap_choice,
        .function = "trap_entry",
        .rule = "#DF, #TS, #NP, #SS, #GP, #PF, #AC and #CP push one "
                "[SDM3 6.3 \"Sources of Interrupts\"]",
        .place = "hw/idt_regs.h has them as a set of bits.",
        .book = "idt-error-code",
    },
    {
        .id = "trap-nested",
        .title = "a fault inside a handler, each on its stack (stretch)",
        .todo = 4,
        .part = 'A',
        .points = 4,
        .steps = BIT(STEP_NESTED),
        .needs = BIT(1) | BIT(3),
        .capabilities = CAP_STACK_RECORD,
        .holds = idt_judge_trap_nested,
        .function = "trap_plain",
        .rule = "each delivery looks at its own gate's IST [SDM3 6.14.5 "
                "\"Interrupt Stack Table\"]",
        .place = "nothing of the handler may lie in a variable that both "
                 "share.",
        .book = "idt-ist",
    },
    {
        .id = "irq-held",
        .title = "no interrupt is taken between irq_save and irq_restore",
        .todo = 5,
        .part = 'A',
        .points = 5,
        .steps = BIT(STEP_IRQ_HELD),
        .holds = idt_judge_irq_held,
        .function = "irq_save",
        .rule = "maskable interrupts wait while IF = 0 [SDM3 6.8.1 "
                "\"Masking Maskable Hardware Interrupts\"]",
        .place = "irq_save leaves with IF = 0.",
        .book = "idt-flag",
    },
    {
        .id = "irq-restored",
        .title = "irq_restore leaves IF as irq_save found it",
        .todo = 5,
        .part = 'A',
        .points = 5,
        .steps = BIT(STEP_IRQ_RESTORE),
        .holds = idt_judge_irq_restored,
        .function = "irq_restore",
        .rule = "what is pending is taken as soon as IF = 1 [SDM3 6.8.1 "
                "\"Masking Maskable Hardware Interrupts\"]",
        .place = "RFLAGS must be read before CLI, and bit 9 of it decides.",
        .book = "idt-flag",
    },
    {
        .id = "irq-nested",
        .title =
            "of two sections, one inside the other, only the outer ends it",
        .todo = 5,
        .part = 'A',
        .points = 4,
        .steps = BIT(STEP_IRQ_NESTED),
        .holds = idt_judge_irq_nested,
        .function = "irq_restore",
        .rule = "what is pending is taken as soon as IF = 1 [SDM3 6.8.1 "
                "\"Masking Maskable Hardware Interrupts\"]",
        .place = "each section has its own flags; there is no other place "
                 "for them.",
        .book = "idt-flag",
    },
};

static const char *const todos[] = {
    NULL,         "idt_set_gate",           "idt_load",
    "trap_plain", "trap_error, trap_entry", "irq_save, irq_restore",
};

static const char *const steps[] = {
    [STEP_GATE] = "one gate, and INT n through it",
    [STEP_HIGH] = "a handler above 4 GiB",
    [STEP_TYPE] = "interrupt gate or trap gate",
    [STEP_DPL] = "INT n from ring 3",
    [STEP_IST] = "a stack of its own",
    [STEP_LOAD] = "a table of another length",
    [STEP_PLAIN] = "an exception without error code",
    [STEP_ERROR] = "an exception with error code",
    [STEP_CHOICE] = "which handler fits",
    [STEP_IRQ_HELD] = "interrupts held off",
    [STEP_IRQ_RESTORE] = "IF as it was",
    [STEP_IRQ_NESTED] = "held off twice",
    [STEP_NESTED] = "a fault in a handler",
};

const struct lab lab_00_idt = {
    .number = "00",
    .name = "00-idt",
    .title = "Gates, handlers and the interrupt flag",
    .file = "idt.c",
    .version = 1,
    .plan = plan_00_idt,
    .checks = checks,
    .check_count = COUNT_OF(checks),
    .mistakes = idt_mistakes,
    .mistake_count = IDT_MISTAKES,
    .todos = todos,
    .todo_count = COUNT_OF(todos),
    .steps = steps,
    .step_count = COUNT_OF(steps),
};
