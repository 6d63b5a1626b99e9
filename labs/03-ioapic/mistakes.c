/*
 * labs/03-ioapic/mistakes.c - the mistakes that lab 03 knows by sight.
 *
 * A table; what each looks like is in mistakes_route.c and mistakes_serve.c.
 * The verdict takes the first that fits, so the more special ones come first.
 */
#include "mistakes.h"

const struct mistake ioapic_mistakes[IOAPIC_MISTAKES] = {
    {
        .id = "override-bus",
        .sentence =
            "an override of another bus than ISA was taken for an ISA IRQ's",
        .remedy = "heed an override only when its bus is 0",
        .fits = ioapic_mistake_override_bus,
    },
    {
        .id = "override-ignored",
        .sentence =
            "gsi_for_isa returned the IRQ's own number, although an override "
            "names another GSI",
        .remedy = "in ioapic_find, take source and gsi of each entry of type "
                  "ACPI_MADT_OVERRIDE",
        .fits = ioapic_mistake_override_ignored,
    },
    {
        .id = "isa-zero",
        .sentence =
            "gsi_for_isa returned 0 for an IRQ without an override, which "
            "keeps its own number",
        .remedy = "begin ioapic_find with isa_gsi[irq] = irq for all 16",
        .fits = ioapic_mistake_isa_zero,
    },
    {
        .id = "find-stale",
        .sentence =
            "gsi_for_isa returned the GSI of an override that an earlier table "
            "had",
        .remedy = "begin ioapic_find by forgetting what was found before",
        .fits = ioapic_mistake_find_stale,
    },
    {
        .id = "wrong-chip",
        .sentence =
            "the registers of the other I/O APIC were written, which does not "
            "own that GSI",
        .remedy =
            "choose the I/O APIC by its first GSI, which stands in the MADT",
        .fits = ioapic_mistake_wrong_chip,
    },
    {
        .id = "gsi-as-pin",
        .sentence =
            "the GSI was used as the pin's number, without taking off the I/O "
            "APIC's first GSI",
        .remedy = "return gsi less the first GSI of its I/O APIC",
        .fits = ioapic_mistake_gsi_as_pin,
    },
    {
        .id = "index-not-doubled",
        .sentence =
            "the entry's index was the base plus the pin, but each entry has "
            "two registers",
        .remedy = "use ioapic_rte_low(pin) and ioapic_rte_high(pin)",
        .fits = ioapic_mistake_index_not_doubled,
    },
    {
        .id = "index-lost",
        .sentence = "between IOREGSEL and IOWIN somebody else chose another "
                    "register of this I/O APIC, so the high half went there",
        .remedy = "touch no I/O APIC in ioapic_interrupt: it runs on other "
                  "CPUs, too, while this one writes an entry",
        .fits = ioapic_mistake_index_lost,
    },
    {
        .id = "high-missing",
        .sentence =
            "the high half, where the destination stands, was not written",
        .remedy = "write both halves at every call",
        .fits = ioapic_mistake_high_missing,
    },
    {
        .id = "dest-not-shifted",
        .sentence = "the APIC ID stands in the low bits of the high half; the "
                    "destination is bits 63:56",
        .remedy = "field_put(entry, IOAPIC_RTE_DEST, dest), then entry >> 32",
        .fits = ioapic_mistake_dest_not_shifted,
    },
    {
        .id = "dest-logical",
        .sentence =
            "the entry's destination mode is logical, and an APIC ID is "
            "physical",
        .remedy = "leave IOAPIC_RTE_DEST_LOGICAL 0",
        .fits = ioapic_mistake_dest_logical,
    },
    {
        .id = "left-masked",
        .sentence = "ioapic_route left the entry masked",
        .remedy = "the last write of the low half has bit 16 clear",
        .fits = ioapic_mistake_left_masked,
    },
    {
        .id = "low-first",
        .sentence =
            "the low half unmasked the entry before the high half had its "
            "destination",
        .remedy = "write the high half, then the low half that unmasks",
        .fits = ioapic_mistake_low_first,
    },
    {
        .id = "not-masked-first",
        .sentence = "an entry in use was changed without masking it first",
        .remedy = "mask, then high half, then low half",
        .fits = ioapic_mistake_not_masked_first,
    },
    {
        .id = "trigger",
        .sentence =
            "the entry's trigger mode is not the one that was asked for",
        .remedy = "set IOAPIC_RTE_LEVEL for IOAPIC_LEVEL alone",
        .fits = ioapic_mistake_trigger,
    },
    {
        .id = "polarity",
        .sentence = "the entry's polarity is not the one that was asked for",
        .remedy = "set IOAPIC_RTE_ACTIVE_LOW for IOAPIC_ACTIVE_LOW alone",
        .fits = ioapic_mistake_polarity,
    },
    {
        .id = "remote-irr-stuck",
        .sentence =
            "Remote IRR stayed set: the EOI was for the old vector, which the "
            "entry no longer has",
        .remedy =
            "write the entry as edge and masked first, which clears Remote IRR",
        .fits = ioapic_mistake_remote_irr_stuck,
    },
    {
        .id = "eoi-at-ioapic",
        .sentence =
            "the EOI was written to the I/O APIC, and the local APIC keeps the "
            "vector in service",
        .remedy = "write 0 to the local APIC's EOI; it tells the I/O APIC",
        .fits = ioapic_mistake_eoi_at_ioapic,
    },
    {
        .id = "body-missing",
        .sentence = "ioapic_interrupt returned without calling the body",
        .remedy = "call body(gsi), once",
        .fits = ioapic_mistake_body_missing,
    },
    {
        .id = "body-twice",
        .sentence = "ioapic_interrupt called the body twice for one interrupt",
        .remedy = "one interrupt, one call of body(gsi)",
        .fits = ioapic_mistake_body_twice,
    },
    {
        .id = "eoi-early",
        .sentence =
            "the EOI was sent before the body had served the device, whose "
            "line was still active",
        .remedy = "body first, then EOI",
        .fits = ioapic_mistake_eoi_early,
    },
    {
        .id = "eoi-missing",
        .sentence = "a handler returned without EOI",
        .remedy =
            "write 0 to the local APIC's EOI once for each interrupt, edge or "
            "level",
        .fits = ioapic_mistake_eoi_missing,
    },
    {
        .id = "eoi-twice",
        .sentence = "one handler sent more than one EOI, and each ends another "
                    "interrupt",
        .remedy = "one EOI for each interrupt",
        .fits = ioapic_mistake_eoi_twice,
    },
    {
        .id = "mask-toggles",
        .sentence = "a second ioapic_mask opened the entry again, or a second "
                    "ioapic_unmask closed it",
        .remedy = "set bit 16 with |, clear it with & ~; ^ turns it over",
        .fits = ioapic_mistake_mask_toggles,
    },
    {
        .id = "mask-inverted",
        .sentence =
            "ioapic_mask left the entry open, or ioapic_unmask left it closed",
        .remedy = "bit 16 is 1 when masked",
        .fits = ioapic_mistake_mask_inverted,
    },
    {
        .id = "mask-clobbers",
        .sentence = "masking or unmasking changed other bits of the entry",
        .remedy = "read the low half, change bit 16, write it back",
        .fits = ioapic_mistake_mask_clobbers,
    },
    {
        .id = "not-read",
        .sentence = "ioapic_remote_irr returned without reading the entry",
        .remedy = "read the low half at every call",
        .fits = ioapic_mistake_not_read,
    },
    {
        .id = "remote-irr-bit",
        .sentence =
            "ioapic_remote_irr read the entry and returned another bit than "
            "Remote IRR, bit 14",
        .remedy = "test IOAPIC_RTE_REMOTE_IRR in the low half",
        .fits = ioapic_mistake_remote_irr_bit,
    },
    {
        .id = "bring-up-chip",
        .sentence = "ioapic_bring_up left the second I/O APIC as it was",
        .remedy = "do the same for each I/O APIC that the MADT lists",
        .fits = ioapic_mistake_bring_up_chip,
    },
    {
        .id = "bring-up-last",
        .sentence =
            "ioapic_bring_up left the last entry open: IOAPIC_VER names the "
            "last, not how many",
        .remedy = "go on while pin <= last",
        .fits = ioapic_mistake_bring_up_last,
    },
};
