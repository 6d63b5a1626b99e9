/*
 * labs/05-msi/checks.c - what lab 05 demands of the record, and its points.
 *
 * A table; the demands themselves are in judge.c, the mistakes in mistakes.c.
 */
#include "checks.h"
#include "judge.h"
#include "mistakes.h"
#include "plan.h"

#define LIST     "[PCI 6.7 \"Capabilities List\"]"
#define ADDRESS  "[SDM3 10.11.1 \"Message Address Register Format\"]"
#define DATA     "[SDM3 10.11.2 \"Message Data Register Format\"]"
#define MESSAGES "[SDM3 10.11 \"Message Signalled Interrupts\"]"
#define CONTROL  "[PCI 6.2.2 \"Device Control\"]"
#define MSI      "[PCI 6.8.1 \"MSI Capability Structure\"]"
#define MSIX     "[PCI 6.8.2 \"MSI-X Capability and Table Structures\"]"
#define USE      "[PCI 6.8.3 \"MSI and MSI-X Operation\"]"

static const struct check checks[] = {
    {
        .id = "msi-capability",
        .title = "a capability is found where the list has it, or not at all",
        .todo = 1,
        .part = 'A',
        .points = 7,
        .steps = BIT(STEP_FIND),
        .needs = 0,
        .holds = msi_judge_capability,
        .function = "pci_find_capability",
        .rule = "each entry has its ID in byte 0 and the next one's offset in "
                "byte 1, whose bits 1:0 are to be ignored; 0 ends the "
                "list " LIST "",
        .place =
            "follow the pointers; an ID counts only in byte 0 of an entry.",
        .book = "msi-capability",
    },
    {
        .id = "msi-address",
        .title = "the address is FEEh, the destination, and nothing else",
        .todo = 2,
        .part = 'A',
        .points = 6,
        .steps = BIT(STEP_COMPOSE),
        .needs = 0,
        .holds = msi_judge_address,
        .function = "msi_compose",
        .rule = "FEEh in bits 31:20, APIC ID in 19:12, 0 in all others: hint "
                "(bit 3) and destination mode (bit 2), too " ADDRESS "",
        .place = "field_put(0, MSI_ADDRESS_DEST, dest) puts it at bit 12.",
        .book = "msi-message",
    },
    {
        .id = "msi-data",
        .title = "the data are the vector and the delivery mode, an edge",
        .todo = 2,
        .part = 'A',
        .points = 6,
        .steps = BIT(STEP_COMPOSE),
        .needs = 0,
        .holds = msi_judge_data,
        .function = "msi_compose",
        .rule =
            "vector 7:0, delivery mode 10:8, trigger mode 15 (0: edge) " DATA
            "",
        .place = "the mode goes to bit 8, and no level bit with it.",
        .book = "msi-message",
    },
    {
        .id = "msi-write",
        .title = "what you composed interrupts its CPU, whoever writes it",
        .todo = 2,
        .part = 'A',
        .points = 4,
        .steps = BIT(STEP_WRITE),
        .needs = 0,
        .holds = msi_judge_write,
        .function = "msi_compose",
        .rule = "a write of the data to the address is the interrupt, by "
                "whichever bus master " MESSAGES "",
        .place = "set both words as a whole; nothing of what the message held "
                 "before may stay.",
        .book = "msi-write",
    },
    {
        .id = "msi-layout",
        .title = "address and data stand where this capability has them",
        .todo = 3,
        .part = 'A',
        .points = 8,
        .steps = BIT(STEP_MSI),
        .needs = BIT(1),
        .holds = msi_judge_layout,
        .function = "msi_enable",
        .rule =
            "with 64-bit addresses (control bit 7) the data are at +0Ch and "
            "the address's high half at +8; else the data are at +8 " MSI "",
        .place = "ask MSI_CONTROL_64 before you write anything behind +4.",
        .book = "msi-layout",
    },
    {
        .id = "msi-command",
        .title =
            "the function is bus master, its pin is off, all else as it was",
        .todo = 3,
        .part = 'A',
        .points = 5,
        .steps = BIT(STEP_MSI),
        .needs = BIT(1),
        .holds = msi_judge_command,
        .function = "pci_claim",
        .rule = "command bit 2 lets it write, bit 10 silences its pin, bit 1 "
                "keeps its regions " CONTROL "",
        .place = "read PCI_COMMAND, or two bits into it, write it back.",
        .book = "msi-command",
    },
    {
        .id = "msi-order",
        .title = "MSI is never on while something is not ready",
        .todo = 3,
        .part = 'A',
        .points = 6,
        .steps = BIT(STEP_MSI),
        .needs = BIT(1),
        .holds = msi_judge_order,
        .function = "msi_enable",
        .rule = "system software sets up address and data, then the enable "
                "bit " USE "",
        .place = "the enable bit is the last write.",
        .book = "msi-order",
    },
    {
        .id = "msi-delivered",
        .title = "each ring is accepted once, at its vector and its CPU",
        .todo = 3,
        .part = 'A',
        .points = 5,
        .steps = BIT(STEP_MSI),
        .needs = BIT(1),
        .holds = msi_judge_delivered,
        .function = "msi_enable",
        .rule = "a message is a write by the function, with the address and "
                "data of its capability " USE "",
        .place = "all of the address counts: both halves.",
        .book = "msi-edge",
    },
    {
        .id = "msi-disable",
        .title = "switched off it is silent, switched on again it is not",
        .todo = 3,
        .part = 'A',
        .points = 5,
        .steps = BIT(STEP_OFF),
        .needs = BIT(1),
        .holds = msi_judge_disable,
        .function = "msi_disable",
        .rule = "message control bit 0 alone switches MSI " MSI "",
        .place = "clear MSI_CONTROL_ENABLE and write the rest back.",
        .book = "msi-order",
    },
    {
        .id = "msix-map",
        .title = "table and pending bits are found in their region",
        .todo = 4,
        .part = 'A',
        .points = 7,
        .steps = BIT(STEP_MAP),
        .needs = BIT(1),
        .holds = msi_judge_map,
        .function = "msix_map",
        .rule = "bits 2:0 name the base address register, bits 31:3 are the "
                "offset into its region " MSIX "",
        .place =
            "the base is in PCI_BAR0 + 4 * BIR, without its low four bits.",
        .book = "msix-map",
    },
    {
        .id = "msix-entry",
        .title = "an entry holds its message; mask and other entries stay",
        .todo = 5,
        .part = 'A',
        .points = 7,
        .steps = BIT(STEP_ENTRY),
        .needs = 0,
        .holds = msi_judge_entry,
        .function = "msix_set_entry",
        .rule = "an entry is 16 bytes: address low and high, data, vector "
                "control " MSIX "",
        .place = "table + 16 * n; put the control word back as it was.",
        .book = "msix-entry",
    },
    {
        .id = "msix-mask",
        .title = "masked it is silent, and what is pending comes once",
        .todo = 5,
        .part = 'A',
        .points = 7,
        .steps = BIT(STEP_MASK),
        .needs = 0,
        .holds = msi_judge_mask,
        .function = "msix_mask",
        .rule = "a masked entry sets its pending bit, and sends when it is "
                "unmasked " USE "",
        .place = "bit 0 of the entry's control word: 1 is masked.",
        .book = "msix-mask",
    },
    {
        .id = "msix-move",
        .title = "an entry in use is moved to another CPU, never torn",
        .todo = 5,
        .part = 'A',
        .points = 5,
        .steps = BIT(STEP_MOVE),
        .needs = 0,
        .holds = msi_judge_move,
        .function = "msix_set_entry",
        .rule = "software must not change an entry's address or data while it "
                "is unmasked " MSIX "",
        .place = "mask it, write three words, put its control word back.",
        .book = "msix-move",
    },
    {
        .id = "msix-live",
        .title = "a ring in the middle of a move comes to the new place",
        .todo = 5,
        .part = 'A',
        .points = 4,
        .steps = BIT(STEP_LIVE),
        .needs = 0,
        .holds = msi_judge_live,
        .function = "msix_set_entry",
        .rule = "what is raised while an entry is masked stays pending, and is "
                "sent with what the entry holds then " USE "",
        .place = "mask first, unmask last, everything else between.",
        .book = "msix-move",
    },
    {
        .id = "msix-order",
        .title = "the function never sends before its table is ready",
        .todo = 6,
        .part = 'A',
        .points = 5,
        .steps = BIT(STEP_READY),
        .needs = BIT(1) | BIT(3) | BIT(4) | BIT(5),
        .holds = msi_judge_msix_order,
        .function = "msix_bring_up",
        .rule = "control bit 14 masks all entries while the table is "
                "filled " USE "",
        .place = "enable and function mask in one write; unmask it last.",
        .book = "msix-order",
    },
    {
        .id = "msix-ready",
        .title = "the entries asked for send, the others are masked",
        .todo = 6,
        .part = 'A',
        .points = 5,
        .steps = BIT(STEP_READY),
        .needs = BIT(1) | BIT(3) | BIT(4) | BIT(5),
        .holds = msi_judge_ready,
        .function = "msix_bring_up",
        .rule =
            "table size is control bits 10:0 plus 1; each entry has its own "
            "mask " MSIX "",
        .place =
            "go through all entries: set and open the first, mask the rest.",
        .book = "msix-order",
    },
    {
        .id = "msix-cpus",
        .title = "each bell interrupts its own CPU by its own vector",
        .todo = 6,
        .part = 'A',
        .points = 4,
        .steps = BIT(STEP_CPUS),
        .needs = BIT(1) | BIT(2) | BIT(3) | BIT(4) | BIT(5),
        .holds = msi_judge_cpus,
        .function = "msix_bring_up",
        .rule = "entry i is message i's " MSIX "",
        .place = "messages[n] goes into entry n.",
        .book = "msix-entry",
    },
    {
        .id = "msix-async",
        .title = "what another CPU rings comes in the middle of other work",
        .todo = 6,
        .part = 'A',
        .points = 4,
        .steps = BIT(STEP_ASYNC),
        .needs = BIT(1) | BIT(3) | BIT(4) | BIT(5),
        .holds = msi_judge_async,
        .function = "msix_bring_up",
        .rule =
            "a function sends when it wants to, whatever the CPUs do " USE "",
        .place = "nothing of bring-up may be left for later.",
        .book = "msix-async",
    },
};

static const char *const todos[] = {
    NULL,
    "pci_find_capability",
    "msi_compose",
    "pci_claim, msi_enable, msi_disable",
    "msix_map",
    "msix_set_entry, msix_mask",
    "msix_bring_up",
};

static const char *const steps[] = {
    [STEP_FIND] = "capabilities asked for",
    [STEP_COMPOSE] = "messages composed",
    [STEP_MSI] = "MSI enabled and rung",
    [STEP_OFF] = "MSI off and on again",
    [STEP_MAP] = "where the MSI-X table lies",
    [STEP_ENTRY] = "three entries set",
    [STEP_MASK] = "an entry rung while masked",
    [STEP_MOVE] = "an entry moved to another CPU",
    [STEP_LIVE] = "an entry rung while it is moved",
    [STEP_READY] = "bring-up of a table that was left open",
    [STEP_CPUS] = "three bells, three CPUs",
    [STEP_ASYNC] = "another CPU rings",
    [STEP_WRITE] = "another device writes your message",
};

const struct lab lab_05_msi = {
    .number = "05",
    .name = "05-msi",
    .title = "Messages: MSI and MSI-X",
    .file = "msi.c",
    .version = 1,
    .cpus = LAB_CPUS,
    .pci = true,
    .plan = plan_05_msi,
    .checks = checks,
    .check_count = COUNT_OF(checks),
    .mistakes = msi_mistakes,
    .mistake_count = MSI_MISTAKES,
    .todos = todos,
    .todo_count = COUNT_OF(todos),
    .steps = steps,
    .step_count = COUNT_OF(steps),
};
