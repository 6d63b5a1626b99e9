/*
 * labs/05-msi/mistakes.c - the mistakes that lab 05 knows by sight.
 *
 * A table; what each looks like is in mistakes_find.c, mistakes_map.c,
 * mistakes_msi.c and mistakes_msix.c.  The verdict takes the first that fits,
 * so the more special ones come first.
 */
#include "mistakes.h"

const struct mistake msi_mistakes[MSI_MISTAKES] = {
    {
        .id = "id-last",
        .sentence =
            "the list has this ID more than once, and a later one than the first was returned",
        .remedy = "return as soon as the ID is the one that is asked for",
        .fits = msi_mistake_id_last,
    },
    {
        .id = "id-anywhere",
        .sentence =
            "a byte somewhere in configuration space was taken for an entry of the list, because it has the ID's value",
        .remedy = "begin at PCI_CAPABILITY_POINTER and go from entry to entry",
        .fits = msi_mistake_id_anywhere,
    },
    {
        .id = "id-next-swapped",
        .sentence =
            "byte 1 of an entry was looked at first; the ID is byte 0, the pointer to the next is byte 1",
        .remedy =
            "compare at + PCI_CAPABILITY_ID, go on at at + PCI_CAPABILITY_NEXT",
        .fits = msi_mistake_id_next_swapped,
    },
    {
        .id = "pointer-bits",
        .sentence =
            "a pointer was used with its bits 1:0, which are reserved and may be anything",
        .remedy = "clear them: at & PCI_CAPABILITY_OFFSET",
        .fits = msi_mistake_pointer_bits,
    },
    {
        .id = "pointer-shifted",
        .sentence =
            "a pointer was shifted down by two bits; 7:2 are in place, and only 1:0 are to be cleared",
        .remedy = "take at & PCI_CAPABILITY_OFFSET, not field_get()",
        .fits = msi_mistake_pointer_shifted,
    },
    {
        .id = "list-endless",
        .sentence =
            "the walk through the list never ends: it reads the same bytes again and again",
        .remedy = "in each turn go on at the offset in byte 1, and stop at 0",
        .fits = msi_mistake_list_endless,
    },
    {
        .id = "place-known",
        .sentence =
            "a place was returned without a look at the list, which is different in each function",
        .remedy = "follow the list at every call",
        .fits = msi_mistake_place_known,
    },
    {
        .id = "list-not-followed",
        .sentence = "the first capability was looked at, and none behind it",
        .remedy = "go on at the offset in byte 1 until it is 0",
        .fits = msi_mistake_list_not_followed,
    },
    {
        .id = "dest-not-shifted",
        .sentence =
            "the APIC ID stands in the low bits of the address; the destination is bits 19:12",
        .remedy = "field_put(address, MSI_ADDRESS_DEST, dest)",
        .fits = msi_mistake_dest_not_shifted,
    },
    {
        .id = "dest-as-icr",
        .sentence =
            "the APIC ID stands at bit 24, where ICR and an I/O APIC's entry have it",
        .remedy = "in a message's address the destination is bits 19:12",
        .fits = msi_mistake_dest_as_icr,
    },
    {
        .id = "dest-logical",
        .sentence =
            "bit 2 of the address is set: the destination is read as a set of CPUs, not as an APIC ID",
        .remedy = "leave MSI_ADDRESS_LOGICAL 0",
        .fits = msi_mistake_dest_logical,
    },
    {
        .id = "hint-set",
        .sentence =
            "bit 3 of the address, the redirection hint, is set although one CPU is meant",
        .remedy = "leave MSI_ADDRESS_HINT 0",
        .fits = msi_mistake_hint_set,
    },
    {
        .id = "level-set",
        .sentence = "the data say level-triggered; a message is an edge",
        .remedy = "leave MSI_DATA_LEVEL 0",
        .fits = msi_mistake_level_set,
    },
    {
        .id = "mode-forgotten",
        .sentence =
            "the data hold the vector alone: the delivery mode that was asked for is not in bits 10:8",
        .remedy = "field_put(vector, MSI_DATA_DELIVERY_MODE, mode)",
        .fits = msi_mistake_mode_forgotten,
    },
    {
        .id = "mode-place",
        .sentence =
            "the delivery mode stands above bit 10, where nobody reads it; it is bits 10:8",
        .remedy = "field_put(vector, MSI_DATA_DELIVERY_MODE, mode)",
        .fits = msi_mistake_mode_place,
    },
    {
        .id = "message-kept",
        .sentence =
            "bits that the message held before are still in it: it was changed here and there, and not filled in",
        .remedy = "begin at 0: field_put(0, MSI_ADDRESS_PREFIX, ...), and set "
                  "message->data as a whole",
        .fits = msi_mistake_message_kept,
    },
    {
        .id = "at-forgotten",
        .sentence =
            "message control was written to offset 2 of the header; MSI's offsets count from the capability",
        .remedy = "write at + MSI_CONTROL, with what pci_find_capability found",
        .fits = msi_mistake_at_forgotten,
    },
    {
        .id = "never-enabled",
        .sentence = "the enable bit of message control was not set",
        .remedy = "write MSI_CONTROL_ENABLE at last",
        .fits = msi_mistake_never_enabled,
    },
    {
        .id = "layout-32",
        .sentence =
            "the data were written to +8, where a capability of 64 bits has the address's high half",
        .remedy = "ask MSI_CONTROL_64, and use msi_data_offset()",
        .fits = msi_mistake_layout_32,
    },
    {
        .id = "layout-64",
        .sentence =
            "registers at +0Ch were written, which a capability of 32 bits does not have",
        .remedy = "ask MSI_CONTROL_64, and use msi_data_offset()",
        .fits = msi_mistake_layout_64,
    },
    {
        .id = "high-kept",
        .sentence =
            "the address's high half was left as it was, so the message goes elsewhere in memory",
        .remedy = "write MSI_ADDRESS_HIGH where MSI_CONTROL_64 is set",
        .fits = msi_mistake_high_kept,
    },
    {
        .id = "no-master",
        .sentence = "the function may not write to memory: it is no bus master",
        .remedy =
            "set PCI_COMMAND_MASTER in pci_claim, and call it in msi_enable",
        .fits = msi_mistake_no_master,
    },
    {
        .id = "command-overwritten",
        .sentence =
            "the command register was written without what it held: memory decoding went off",
        .remedy = "read PCI_COMMAND first, and change two bits of it",
        .fits = msi_mistake_command_overwritten,
    },
    {
        .id = "pin-left",
        .sentence =
            "the function's pin can still interrupt: bit 10 of the command register is 0",
        .remedy = "set PCI_COMMAND_INTX_DISABLE in pci_claim",
        .fits = msi_mistake_pin_left,
    },
    {
        .id = "claimed-late",
        .sentence =
            "MSI was on before the function became bus master; what it sends meanwhile is lost",
        .remedy = "call pci_claim first",
        .fits = msi_mistake_claimed_late,
    },
    {
        .id = "enabled-early",
        .sentence =
            "MSI was on before its address and data were right, so that a message of before could leave",
        .remedy = "set the enable bit in the last write",
        .fits = msi_mistake_enabled_early,
    },
    {
        .id = "off-by-master",
        .sentence =
            "msi_disable took the bus from the function, and left MSI on",
        .remedy =
            "clear MSI_CONTROL_ENABLE, and leave the command register alone",
        .fits = msi_mistake_off_by_master,
    },
    {
        .id = "off-never",
        .sentence = "MSI was still on after msi_disable",
        .remedy = "clear MSI_CONTROL_ENABLE in message control",
        .fits = msi_mistake_off_never,
    },
    {
        .id = "pointer-ignored",
        .sentence =
            "the table's address was returned where the pending bits' was asked for",
        .remedy = "read the register at + pointer",
        .fits = msi_mistake_pointer_ignored,
    },
    {
        .id = "bir-ignored",
        .sentence = "region 0 was taken, whatever bits 2:0 of the pointer say",
        .remedy = "the base is in PCI_BAR0 + 4 * field_get(where, MSIX_BIR)",
        .fits = msi_mistake_bir_ignored,
    },
    {
        .id = "bir-in-offset",
        .sentence =
            "bits 2:0 of the pointer, the region's number, were added to the address",
        .remedy = "take where & MSIX_OFFSET",
        .fits = msi_mistake_bir_in_offset,
    },
    {
        .id = "bar-high-ignored",
        .sentence = "the base address has 64 bits, and its high half, in the "
                    "register behind it, was left out",
        .remedy = "where PCI_BAR_TYPE is PCI_BAR_TYPE_64, add the next "
                  "register << 32",
        .fits = msi_mistake_bar_high_ignored,
    },
    {
        .id = "bar-type-bits",
        .sentence =
            "the low bits of the base address register were added; they tell its type",
        .remedy = "take low & PCI_BAR_MEMORY_ADDRESS",
        .fits = msi_mistake_bar_type_bits,
    },
    {
        .id = "offset-shifted",
        .sentence =
            "the offset was shifted down; bits 31:3 are in place and count bytes",
        .remedy = "take where & MSIX_OFFSET, not field_get()",
        .fits = msi_mistake_offset_shifted,
    },
    {
        .id = "offset-forgotten",
        .sentence = "the begin of the region was returned, without the offset",
        .remedy = "add where & MSIX_OFFSET",
        .fits = msi_mistake_offset_forgotten,
    },
    {
        .id = "entry-stride",
        .sentence =
            "an entry was looked for at a multiple of less than 16 bytes",
        .remedy = "table + n * MSIX_ENTRY_SIZE",
        .fits = msi_mistake_entry_stride,
    },
    {
        .id = "data-place",
        .sentence =
            "the data were written to +4, where the address's high half is",
        .remedy = "use MSIX_ENTRY_HIGH and MSIX_ENTRY_DATA",
        .fits = msi_mistake_data_place,
    },
    {
        .id = "entry-high-kept",
        .sentence = "the high half of the entry's address was left as it was",
        .remedy = "write all three words: ADDRESS, HIGH and DATA",
        .fits = msi_mistake_entry_high_kept,
    },
    {
        .id = "entry-opened",
        .sentence = "msix_set_entry opened an entry that was masked",
        .remedy = "write the control word back as it was",
        .fits = msi_mistake_entry_opened,
    },
    {
        .id = "entry-left-masked",
        .sentence = "msix_set_entry left an entry masked that was open",
        .remedy = "write the control word back as it was",
        .fits = msi_mistake_entry_left_masked,
    },
    {
        .id = "mask-place",
        .sentence =
            "another bit than bit 0 of the control word was written to mask the entry",
        .remedy = "use MSIX_ENTRY_MASKED",
        .fits = msi_mistake_mask_place,
    },
    {
        .id = "mask-inverted",
        .sentence =
            "msix_mask opened the entry where it should mask it, and the other way round",
        .remedy = "bit 0 set means masked",
        .fits = msi_mistake_mask_inverted,
    },
    {
        .id = "masked-by-zero",
        .sentence =
            "the entry's address was cleared to silence it, so what it owes is lost",
        .remedy = "set MSIX_ENTRY_MASKED and leave the message alone",
        .fits = msi_mistake_masked_by_zero,
    },
    {
        .id = "entry-torn",
        .sentence =
            "the entry was unmasked while its words were written one by one",
        .remedy =
            "mask it before the first word, put its control back after the last",
        .fits = msi_mistake_entry_torn,
    },
    {
        .id = "msix-never-on",
        .sentence = "MSI-X was not enabled",
        .remedy = "write MSIX_CONTROL_ENABLE",
        .fits = msi_mistake_msix_never_on,
    },
    {
        .id = "function-masked",
        .sentence = "the whole function was left masked",
        .remedy = "clear MSIX_CONTROL_MASK in the last write",
        .fits = msi_mistake_function_masked,
    },
    {
        .id = "msix-not-claimed",
        .sentence = "the function may not write to memory: it is no bus master",
        .remedy = "call pci_claim in msix_bring_up, too",
        .fits = msi_mistake_msix_not_claimed,
    },
    {
        .id = "rest-open",
        .sentence =
            "an entry that has no message was left open as somebody left it",
        .remedy = "go through all entries: MSIX_CONTROL_LAST plus 1",
        .fits = msi_mistake_rest_open,
    },
    {
        .id = "message-repeated",
        .sentence =
            "the first message was put into more entries than the first",
        .remedy = "messages[n] belongs into entry n",
        .fits = msi_mistake_message_repeated,
    },
    {
        .id = "entries-masked",
        .sentence = "the entries were set and left masked",
        .remedy = "msix_mask(table, n, false) for the first `count`",
        .fits = msi_mistake_entries_masked,
    },
    {
        .id = "open-early",
        .sentence = "the function could send while its table was not ready",
        .remedy = "set MSIX_CONTROL_MASK together with MSIX_CONTROL_ENABLE",
        .fits = msi_mistake_open_early,
    },
};
