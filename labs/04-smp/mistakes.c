/*
 * labs/04-smp/mistakes.c - the mistakes that lab 04 knows by sight.
 *
 * A table; what each looks like is in mistakes_send.c and mistakes_take.c.  The
 * verdict takes the first that fits, so the more special ones come first.
 */
#include "mistakes.h"

const struct mistake smp_mistakes[SMP_MISTAKES] = {
    {
        .id = "icr-high-late",
        .sentence = "ICR low was written while ICR high did not hold the "
                    "destination yet, so the command went elsewhere",
        .remedy = "write LAPIC_ICR_HIGH, then LAPIC_ICR_LOW, each time",
        .fits = smp_mistake_icr_high_late,
    },
    {
        .id = "icr-dest-shift",
        .sentence = "the destination stands in bits 7:0 of ICR high",
        .remedy = "field_put(0, LAPIC_ICR_DEST, dest): bits 31:24",
        .fits = smp_mistake_icr_dest_shift,
    },
    {
        .id = "sipi-first",
        .sentence = "SIPI was sent before INIT: a CPU takes it only after INIT",
        .remedy = "send INIT first",
        .fits = smp_mistake_sipi_first,
    },
    {
        .id = "init-missing",
        .sentence = "SIPI was sent without INIT: a CPU that runs ignores it",
        .remedy = "send INIT before SIPI",
        .fits = smp_mistake_init_missing,
    },
    {
        .id = "sipi-missing",
        .sentence = "INIT was sent and no SIPI: the CPU waits for it",
        .remedy = "send SIPI after INIT",
        .fits = smp_mistake_sipi_missing,
    },
    {
        .id = "start-everyone",
        .sentence = "smp_start addressed more CPUs than one, and those that "
                    "run lose what they were doing",
        .remedy = "no shorthand: apic_id is the destination",
        .fits = smp_mistake_start_everyone,
    },
    {
        .id = "start-other",
        .sentence = "smp_start sent a command to another CPU than apic_id",
        .remedy = "pass apic_id as the destination of each command",
        .fits = smp_mistake_start_other,
    },
    {
        .id = "sipi-page",
        .sentence = "SIPI's vector is not the number of the trampoline's page",
        .remedy = "the vector is trampoline_page itself: the AP begins at "
                  "vector x 1000h",
        .fits = smp_mistake_sipi_page,
    },
    {
        .id = "shorthand-missing",
        .sentence = "ICR was written without a shorthand in bits 19:18",
        .remedy = "field_put(0, LAPIC_ICR_SHORTHAND, LAPIC_SHORTHAND_...)",
        .fits = smp_mistake_shorthand_missing,
    },
    {
        .id = "shorthand-wrong",
        .sentence = "ICR was written with another shorthand than the one asked "
                    "for",
        .remedy = "01 self, 10 all, 11 all but self",
        .fits = smp_mistake_shorthand_wrong,
    },
    {
        .id = "broadcast-many",
        .sentence = "ipi_broadcast sent several commands, and a shorthand "
                    "needs one",
        .remedy = "call command() once",
        .fits = smp_mistake_broadcast_many,
    },
    {
        .id = "nmi-mode",
        .sentence = "ipi_nmi sent something else than delivery mode 100",
        .remedy = "command(dest, LAPIC_DELIVERY_NMI, 0, 0)",
        .fits = smp_mistake_nmi_mode,
    },
    {
        .id = "lowest-mode",
        .sentence = "ipi_send_lowest sent something else than delivery mode "
                    "001",
        .remedy = "LAPIC_DELIVERY_LOWEST",
        .fits = smp_mistake_lowest_mode,
    },
    {
        .id = "delivery-mode",
        .sentence = "an interrupt was sent in another delivery mode than "
                    "fixed",
        .remedy = "LAPIC_DELIVERY_FIXED",
        .fits = smp_mistake_delivery_mode,
    },
    {
        .id = "not-logical",
        .sentence = "a logical destination was sent as a physical one: ICR bit "
                    "11 is 0",
        .remedy = "add LAPIC_ICR_DEST_LOGICAL",
        .fits = smp_mistake_not_logical,
    },
    {
        .id = "not-physical",
        .sentence = "an APIC ID was sent as a logical destination: ICR bit 11 "
                    "is 1",
        .remedy = "leave LAPIC_ICR_DEST_LOGICAL out",
        .fits = smp_mistake_not_physical,
    },
    {
        .id = "x2-dest-shift",
        .sentence = "the destination was shifted by 24 bits, as xAPIC has it",
        .remedy = "field_put(low, X2APIC_ICR_DEST, dest): bits 63:32 whole",
        .fits = smp_mistake_x2_dest_shift,
    },
    {
        .id = "x2-dest-missing",
        .sentence = "the MSR ICR was written without its destination",
        .remedy = "one write of 64 bits: dest in bits 63:32, low in 31:0",
        .fits = smp_mistake_x2_dest_missing,
    },
    {
        .id = "x2-bits-lost",
        .sentence = "IA32_APIC_BASE was written without the other bits that it "
                    "had",
        .remedy = "read it, set bit 10, write it back",
        .fits = smp_mistake_x2_bits_lost,
    },
    {
        .id = "x2-not-switched",
        .sentence = "x2apic_enable returned without having written "
                    "IA32_APIC_BASE",
        .remedy = "msr_write(IA32_APIC_BASE, ... | IA32_APIC_BASE_EXTD)",
        .fits = smp_mistake_x2_not_switched,
    },
    {
        .id = "ldr-position",
        .sentence = "LDR does not hold the logical ID in bits 31:24",
        .remedy = "field_put(0, LAPIC_LDR_ID, logical_id)",
        .fits = smp_mistake_ldr_position,
    },
    {
        .id = "dfr-not-written",
        .sentence = "DFR was not written, so the flat model stayed",
        .remedy = "put the model into DFR bits 31:28",
        .fits = smp_mistake_dfr_not_written,
    },
    {
        .id = "dfr-model",
        .sentence = "DFR holds another model than the one given",
        .remedy = "field_put(LAPIC_DFR_RSVD, LAPIC_DFR_MODEL, model)",
        .fits = smp_mistake_dfr_model,
    },
    {
        .id = "ipi-not-sent",
        .sentence = "a function that should send returned without writing ICR",
        .remedy = "call command(), in every case",
        .fits = smp_mistake_not_sent,
    },
    {
        .id = "icr-dest-field",
        .sentence = "ICR high does not hold the destination that was asked for",
        .remedy = "field_put(0, LAPIC_ICR_DEST, dest)",
        .fits = smp_mistake_icr_dest_field,
    },
    {
        .id = "status-not-read",
        .sentence = "delivery status was not read between two IPIs",
        .remedy = "read ICR low until bit 12 is 0, then write",
        .fits = smp_mistake_status_not_read,
    },
    {
        .id = "x2-refused",
        .sentence =
            "an MSR write was refused with #GP: x2APIC mode has no such "
            "register, or no such value in it",
        .remedy = "there is no ICR high at 831h, and EOI takes 0 alone; use "
                  "x2apic_msr() of the registers that the handout names",
        .fits = smp_mistake_x2_refused,
    },
    {
        .id = "eoi-early",
        .sentence = "the handler of %v sent its EOI before the body ran",
        .remedy = "call the body first",
        .fits = smp_mistake_eoi_early,
    },
    {
        .id = "body-not-called",
        .sentence = "the handler did not call the body for %v",
        .remedy = "call body(vector), once",
        .fits = smp_mistake_body_not_called,
    },
    {
        .id = "body-twice",
        .sentence = "the handler called the body for %v a second time",
        .remedy = "one interrupt, one call of body(vector)",
        .fits = smp_mistake_body_twice,
    },
    {
        .id = "eoi-missing-here",
        .sentence = "the handler of %v sent no EOI on this CPU, though other "
                    "CPUs sent theirs",
        .remedy = "each CPU ends its own interrupts: EOI on all of them",
        .fits = smp_mistake_eoi_missing_here,
    },
    {
        .id = "eoi-missing",
        .sentence = "the handler of %v returned without EOI",
        .remedy = "write 0 to the EOI register once for each interrupt taken",
        .fits = smp_mistake_eoi_missing,
    },
    {
        .id = "eoi-twice",
        .sentence = "one handler sent more than one EOI",
        .remedy = "one EOI for each interrupt taken, no more",
        .fits = smp_mistake_eoi_twice,
    },
    {
        .id = "shootdown-hangs",
        .sentence = "every target has flushed, and shootdown_send still waits",
        .remedy =
            "acknowledge in shootdown_interrupt, atomically, and wait for "
            "as many as were sent",
        .fits = smp_mistake_shootdown_hangs,
    },
    {
        .id = "shootdown-targets",
        .sentence = "the CPUs that were interrupted are not those of `cpus`",
        .remedy = "ipi_send to CPU n where bit n of cpus is set",
        .fits = smp_mistake_shootdown_targets,
    },
    {
        .id = "shootdown-count",
        .sentence = "the first shoot-down waited and the second did not: the "
                    "count of the first was still there",
        .remedy = "set the count to 0 before the first IPI is sent",
        .fits = smp_mistake_shootdown_count,
    },
    {
        .id = "shootdown-early",
        .sentence = "shootdown_send returned while a target was still flushing",
        .remedy = "acknowledge after flush(), and wait for every target",
        .fits = smp_mistake_shootdown_early,
    },
    {
        .id = "shootdown-delay",
        .sentence = "shootdown_send waited for some time, and not for its "
                    "targets",
        .remedy = "count acknowledgements in shootdown_interrupt, and look at "
                  "the count until all have come",
        .fits = smp_mistake_shootdown_delay,
    },
};
