/*
 * labs/03-ioapic/checks.c - what lab 03 demands of the record, and its points.
 *
 * A table; the demands themselves are in judge.c, the mistakes in mistakes.c.
 */
#include "checks.h"
#include "judge.h"
#include "mistakes.h"
#include "plan.h"

#define RTE                                                                    \
    "[IOAPIC 3.2.4 \"IOREDTBL[23:0]--I/O Redirection Table "                   \
    "Registers\"]"
#define EOI      "[SDM3 10.8.5 \"Signaling Interrupt Servicing Completion\"]"
#define OVERRIDE "[ACPI 5.2.12.5 \"Interrupt Source Override Structure\"]"

static const struct check checks[] = {
    {
        .id = "ioapic-isa-gsi",
        .title = "gsi_for_isa follows the overrides of bus 0, and no others",
        .todo = 1,
        .part = 'A',
        .points = 9,
        .steps = BIT(STEP_ISA),
        .needs = 0,
        .holds = ioapic_judge_isa,
        .function = "ioapic_find",
        .rule = "ISA IRQ n is GSI n, unless an entry of type 2 and bus 0 names "
                "another " OVERRIDE "",
        .place =
            "each entry of type 2 has a bus, a source and a GSI; each table "
            "begins anew.",
        .book = "ioapic-madt",
    },
    {
        .id = "ioapic-isa-wired",
        .title = "an IRQ with an override interrupts by that GSI",
        .todo = 1,
        .part = 'A',
        .points = 6,
        .steps = BIT(STEP_TIMER) | BIT(STEP_WIRED),
        .needs = BIT(2) | BIT(3),
        .holds = ioapic_judge_wired,
        .function = "ioapic_find",
        .rule =
            "a line arrives at the pin that its override names; the timer, IRQ "
            "0, at GSI 2 " OVERRIDE "",
        .place = "route the GSI that gsi_for_isa returned.",
        .book = "ioapic-madt",
    },
    {
        .id = "ioapic-entry-fields",
        .title = "the entry holds vector, destination, trigger and polarity",
        .todo = 2,
        .part = 'A',
        .points = 8,
        .steps = BIT(STEP_ENTRIES),
        .needs = BIT(1),
        .holds = ioapic_judge_fields,
        .function = "ioapic_route",
        .rule =
            "vector 7:0, polarity 13, trigger 15, mask 16, destination 63:56 " RTE
            "",
        .place =
            "the IOAPIC_RTE_ names are of 64 bits; the high half is entry >> "
            "32.",
        .book = "ioapic-entry",
    },
    {
        .id = "ioapic-entry-place",
        .title = "it is the entry of that GSI, and of no other",
        .todo = 2,
        .part = 'A',
        .points = 5,
        .steps = BIT(STEP_ENTRIES),
        .needs = BIT(1),
        .holds = ioapic_judge_place,
        .function = "ioapic_locate",
        .rule =
            "entry n has the indexes 10h + 2n and 11h + 2n; n is the GSI less "
            "the first GSI of its I/O APIC " RTE "",
        .place = "ioapic_locate, then ioapic_rte_low and ioapic_rte_high.",
        .book = "ioapic-index",
    },
    {
        .id = "ioapic-high-first",
        .title = "an entry is never unmasked and half written",
        .todo = 2,
        .part = 'A',
        .points = 7,
        .steps = BIT(STEP_ENTRIES) | BIT(STEP_CPU),
        .needs = BIT(1),
        .holds = ioapic_judge_high_first,
        .function = "ioapic_route",
        .rule =
            "an entry is written in two halves, and what is unmasked can send "
            "between them " RTE "",
        .place = "mask, high half, low half: in this order.",
        .book = "ioapic-order",
    },
    {
        .id = "ioapic-edge",
        .title = "each edge interrupts once",
        .todo = 3,
        .part = 'A',
        .points = 7,
        .steps = BIT(STEP_EDGE),
        .needs = BIT(1) | BIT(2),
        .holds = ioapic_judge_edge,
        .function = "ioapic_interrupt",
        .rule =
            "each delivered interrupt needs one EOI at the local APIC " EOI "",
        .place = "the EOI stands behind the body.",
        .book = "ioapic-edge",
    },
    {
        .id = "ioapic-pair",
        .title = "two lines of one class are served one after the other",
        .todo = 3,
        .part = 'A',
        .points = 4,
        .steps = BIT(STEP_PAIR),
        .needs = BIT(1) | BIT(2),
        .holds = ioapic_judge_pair,
        .function = "ioapic_interrupt",
        .rule =
            "each delivered interrupt needs one EOI at the local APIC " EOI "",
        .place = "one body and one EOI for each call.",
        .book = "ioapic-edge",
    },
    {
        .id = "ioapic-cpu",
        .title = "the vector is accepted at the CPU that was chosen",
        .todo = 2,
        .part = 'A',
        .points = 7,
        .steps = BIT(STEP_CPU),
        .needs = BIT(1) | BIT(3),
        .holds = ioapic_judge_cpu,
        .function = "ioapic_route",
        .rule = "the destination is bits 63:56 of the entry, an APIC ID in "
                "physical mode " RTE "",
        .place = "the destination is in the high half.",
        .book = "ioapic-destination",
    },
    {
        .id = "ioapic-level-once",
        .title = "a level interrupt sets Remote IRR, and its EOI clears it",
        .todo = 3,
        .part = 'A',
        .points = 7,
        .steps = BIT(STEP_LEVEL),
        .needs = BIT(1) | BIT(2) | BIT(5),
        .holds = ioapic_judge_level,
        .function = "ioapic_interrupt",
        .rule =
            "Remote IRR is set when a local APIC accepts a level interrupt, "
            "and cleared by its EOI " RTE "",
        .place = "body first: the device lets go of its line, then the EOI.",
        .book = "ioapic-eoi",
    },
    {
        .id = "ioapic-level-held",
        .title = "while the line stays active, each EOI brings it again",
        .todo = 3,
        .part = 'A',
        .points = 7,
        .steps = BIT(STEP_HELD),
        .needs = BIT(1) | BIT(2),
        .holds = ioapic_judge_held,
        .function = "ioapic_interrupt",
        .rule =
            "a level line that is active when Remote IRR is cleared is sent "
            "again " RTE "",
        .place = "one body and one EOI for each call.",
        .book = "ioapic-level",
    },
    {
        .id = "ioapic-mask-edge",
        .title = "an edge while masked is lost",
        .todo = 4,
        .part = 'A',
        .points = 5,
        .steps = BIT(STEP_MASK_EDGE),
        .needs = BIT(1) | BIT(2) | BIT(3),
        .holds = ioapic_judge_mask_edge,
        .function = "ioapic_mask",
        .rule = "an edge at a masked pin is not remembered " RTE "",
        .place = "bit 16 of the low half.",
        .book = "ioapic-mask",
    },
    {
        .id = "ioapic-mask-level",
        .title = "a level while masked is sent when it is unmasked",
        .todo = 4,
        .part = 'A',
        .points = 5,
        .steps = BIT(STEP_MASK_LEVEL),
        .needs = BIT(1) | BIT(2) | BIT(3),
        .holds = ioapic_judge_mask_level,
        .function = "ioapic_unmask",
        .rule =
            "a level that is active when its entry is unmasked is sent " RTE "",
        .place = "unmask by clearing bit 16, with all else as it is.",
        .book = "ioapic-mask",
    },
    {
        .id = "ioapic-mask-service",
        .title = "an entry masked while in service stays quiet after its EOI",
        .todo = 4,
        .part = 'A',
        .points = 4,
        .steps = BIT(STEP_MASK_SERVICE),
        .needs = BIT(1) | BIT(2) | BIT(3),
        .holds = ioapic_judge_mask_service,
        .function = "ioapic_mask",
        .rule = "a mask does not change Remote IRR, and an EOI does not open a "
                "masked entry " RTE "",
        .place = "bit 16 of the low half.",
        .book = "ioapic-mask",
    },
    {
        .id = "ioapic-mask-bit",
        .title = "mask and unmask change one bit",
        .todo = 4,
        .part = 'A',
        .points = 4,
        .steps =
            BIT(STEP_MASK_EDGE) | BIT(STEP_MASK_LEVEL) | BIT(STEP_MASK_SERVICE),
        .needs = BIT(1) | BIT(2) | BIT(3),
        .holds = ioapic_judge_mask_bit,
        .function = "ioapic_mask",
        .rule = "the mask is bit 16 " RTE "",
        .place = "read the low half, change one bit, write it back.",
        .book = "ioapic-mask",
    },
    {
        .id = "ioapic-remote-irr",
        .title = "ioapic_remote_irr returns what the entry says",
        .todo = 5,
        .part = 'A',
        .points = 5,
        .steps = BIT(STEP_LEVEL),
        .needs = BIT(1) | BIT(2) | BIT(3),
        .holds = ioapic_judge_remote_irr,
        .function = "ioapic_remote_irr",
        .rule = "Remote IRR is bit 14, read-only " RTE "",
        .place = "read the low half at every call.",
        .book = "ioapic-remote-irr",
    },
    {
        .id = "ioapic-bring-up",
        .title = "after bring-up every entry of every I/O APIC is masked",
        .todo = 6,
        .part = 'A',
        .points = 6,
        .steps = BIT(STEP_BRING_UP),
        .needs = BIT(1) | BIT(2) | BIT(3),
        .holds = ioapic_judge_bring_up,
        .function = "ioapic_bring_up",
        .rule = "the version register names the last entry [IOAPIC 3.2.2 "
                "\"IOAPICVER--IOAPIC Version Register\"]",
        .place = "each I/O APIC, and each entry from 0 to the last.",
        .book = "ioapic-bring-up",
    },
    {
        .id = "ioapic-moved",
        .title = "a level line moved while in service is not stuck (stretch)",
        .todo = 2,
        .part = 'A',
        .points = 4,
        .steps = BIT(STEP_MOVED),
        .needs = BIT(1) | BIT(3),
        .holds = ioapic_judge_moved,
        .function = "ioapic_route",
        .rule =
            "the EOI clears Remote IRR by the vector in the entry; an entry "
            "written as edge loses it " RTE "",
        .place = "what clears Remote IRR when the old vector is gone?",
        .book = "ioapic-move",
    },
};

static const char *const todos[] = {
    NULL,
    "ioapic_find, gsi_for_isa",
    "ioapic_locate, ioapic_route",
    "ioapic_interrupt",
    "ioapic_mask, ioapic_unmask",
    "ioapic_remote_irr",
    "ioapic_bring_up",
};

static const char *const steps[] = {
    [STEP_ISA] = "overrides of a MADT",
    [STEP_TIMER] = "the timer by its override",
    [STEP_WIRED] = "an IRQ wired elsewhere",
    [STEP_ENTRIES] = "four entries",
    [STEP_EDGE] = "edges from COM1",
    [STEP_PAIR] = "two lines of one class",
    [STEP_CPU] = "a line for each CPU",
    [STEP_LEVEL] = "a level line",
    [STEP_HELD] = "a level line held over EOI",
    [STEP_MASK_EDGE] = "an edge while masked",
    [STEP_MASK_LEVEL] = "a level while masked",
    [STEP_MASK_SERVICE] = "masked while in service",
    [STEP_BRING_UP] = "entries that were left open",
    [STEP_MOVED] = "a line moved while in service",
};

const struct lab lab_03_ioapic = {
    .number = "03",
    .name = "03-ioapic",
    .title = "I/O APICs",
    .file = "ioapic.c",
    .version = 1,
    .cpus = LAB_CPUS,
    .plan = plan_03_ioapic,
    .checks = checks,
    .check_count = COUNT_OF(checks),
    .mistakes = ioapic_mistakes,
    .mistake_count = IOAPIC_MISTAKES,
    .todos = todos,
    .todo_count = COUNT_OF(todos),
    .steps = steps,
    .step_count = COUNT_OF(steps),
};
