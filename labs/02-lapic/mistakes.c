/*
 * labs/02-lapic/mistakes.c - the mistakes that lab 02 knows by sight.
 *
 * A table; what each looks like is in mistakes_a.c and mistakes_b.c.  The
 * verdict takes the first that fits, so the more special ones come first.
 */
#include "mistakes.h"

const struct mistake lapic_mistakes[LAPIC_MISTAKES] = {
    {
        .id = "svr-disabled",
        .sentence = "SVR bit 8 is 0 when lapic_enable returns: the local APIC "
                    "is software-disabled",
        .remedy = "write the vector with LAPIC_SVR_ENABLE at every call",
        .fits = lapic_mistake_svr_disabled,
    },
    {
        .id = "svr-vector",
        .sentence = "SVR holds another spurious vector than lapic_enable was "
                    "given",
        .remedy = "put spurious_vector into SVR bits 7:0",
        .fits = lapic_mistake_svr_vector,
    },
    {
        .id = "ipi-not-sent",
        .sentence = "lapic_self_ipi returned without writing ICR low, whose "
                    "write is what sends",
        .remedy = "write ICR low at every call, whatever is pending",
        .fits = lapic_mistake_ipi_not_sent,
    },
    {
        .id = "icr-shorthand",
        .sentence = "ICR was written without the self shorthand, 01 in bits "
                    "19:18",
        .remedy = "field_put(icr, LAPIC_ICR_SHORTHAND, LAPIC_SHORTHAND_SELF)",
        .fits = lapic_mistake_icr_shorthand,
    },
    {
        .id = "spurious-eoi",
        .sentence = "the spurious handler sent an EOI, although the spurious "
                    "vector is never in service",
        .remedy = "lapic_spurious must not write EOI",
        .fits = lapic_mistake_spurious_eoi,
    },
    {
        .id = "body-not-called",
        .sentence = "lapic_interrupt did not call the body for %v",
        .remedy = "call body(vector), once",
        .fits = lapic_mistake_body_not_called,
    },
    {
        .id = "body-twice",
        .sentence = "lapic_interrupt called the body for %v a second time",
        .remedy = "one interrupt, one call of body(vector)",
        .fits = lapic_mistake_body_twice,
    },
    {
        .id = "eoi-early",
        .sentence = "the handler of %v sent its EOI before the body ran",
        .remedy = "call the body first, then lapic_eoi",
        .fits = lapic_mistake_eoi_early,
    },
    {
        .id = "eoi-missing",
        .sentence = "the handler of %v returned without EOI",
        .remedy = "write 0 to the EOI register once for each interrupt taken",
        .fits = lapic_mistake_eoi_missing,
    },
    {
        .id = "eoi-missing",
        .sentence = "the handlers returned without EOI",
        .remedy = "write 0 to the EOI register once for each interrupt taken",
        .fits = lapic_mistake_eoi_missing_by_count,
    },
    {
        .id = "eoi-twice",
        .sentence = "one handler sent more than one EOI, and each ends "
                    "another interrupt",
        .remedy = "one EOI for each interrupt taken, no more",
        .fits = lapic_mistake_eoi_twice,
    },
    {
        .id = "eoi-nonzero",
        .sentence = "something else than 0 was written to EOI; the value does "
                    "not choose an interrupt",
        .remedy = "write 0",
        .fits = lapic_mistake_eoi_nonzero,
    },
    {
        .id = "tpr-in-handler",
        .sentence = "lapic_interrupt wrote TPR, which belongs to the code that "
                    "was interrupted",
        .remedy = "leave TPR alone: PPR already blocks the lower classes",
        .fits = lapic_mistake_tpr_in_handler,
    },
    {
        .id = "tpr-shifted",
        .sentence = "lapic_set_tpr shifted its argument by four bits",
        .remedy = "write the argument as it is: its bits 7:4 are the class",
        .fits = lapic_mistake_tpr_shifted,
    },
    {
        .id = "tpr-subclass-lost",
        .sentence = "lapic_set_tpr dropped the lower four bits of its argument",
        .remedy = "write the argument as it is, all eight bits",
        .fits = lapic_mistake_tpr_subclass_lost,
    },
    {
        .id = "priority-shifted",
        .sentence = "the class alone was returned, and not the register",
        .remedy = "return the eight bits as they were read, without a shift",
        .fits = lapic_mistake_priority_shifted,
    },
    {
        .id = "register-not-read",
        .sentence = "the answer was given without reading a register",
        .remedy = "read the register at every call: the hardware changes it",
        .fits = lapic_mistake_not_read,
    },
    {
        .id = "ppr-is-tpr",
        .sentence = "lapic_ppr returned what TPR holds",
        .remedy = "read LAPIC_PPR: the vector in service counts there too",
        .fits = lapic_mistake_ppr_is_tpr,
    },
    {
        .id = "bitmap-stride",
        .sentence = "a bitmap was read between its registers, which stand 16 "
                    "bytes apart",
        .remedy = "the offset is base + vector / 32 * 16",
        .fits = lapic_mistake_bitmap_stride,
    },
    {
        .id = "bitmap-stride",
        .sentence = "another register of the bitmap was read than the one that "
                    "holds the vector's bit",
        .remedy = "the offset is base + vector / 32 * 16",
        .fits = lapic_mistake_bitmap_register,
    },
    {
        .id = "irr-isr-swapped",
        .sentence = "IRR and ISR were taken for one another",
        .remedy = "IRR holds what is pending, ISR what is in service",
        .fits = lapic_mistake_bitmaps_swapped,
    },
    {
        .id = "bitmap-bit",
        .sentence = "the right register was read and another bit of it "
                    "returned",
        .remedy = "the bit is vector mod 32",
        .fits = lapic_mistake_bitmap_bit,
    },
    {
        .id = "timer-count-first",
        .sentence = "the initial count, which starts the timer, was not "
                    "written last",
        .remedy = "LVT entry, divider, then the initial count",
        .fits = lapic_mistake_timer_count_first,
    },
    {
        .id = "timer-masked",
        .sentence = "the timer was started with its LVT entry masked",
        .remedy = "write the LVT entry with bit 16 clear",
        .fits = lapic_mistake_timer_masked,
    },
    {
        .id = "timer-repeats",
        .sentence = "lapic_timer_oneshot set up a periodic timer",
        .remedy = "LVT bits 18:17 are 00 for one-shot",
        .fits = lapic_mistake_timer_repeats,
    },
    {
        .id = "timer-not-periodic",
        .sentence = "lapic_timer_periodic set up a one-shot timer",
        .remedy = "LVT bits 18:17 are 01 for periodic",
        .fits = lapic_mistake_timer_not_periodic,
    },
    {
        .id = "timer-divide",
        .sentence = "the divide configuration register was given something "
                    "else than the divider's code",
        .remedy = "use LAPIC_TIMER_DIVIDE_1 ... LAPIC_TIMER_DIVIDE_128",
        .fits = lapic_mistake_timer_divide,
    },
    {
        .id = "timer-divide-missing",
        .sentence = "the timer was started without its divider being set",
        .remedy = "write the divide configuration register at every call",
        .fits = lapic_mistake_timer_divide_missing,
    },
    {
        .id = "timer-runs-on",
        .sentence = "the timer was still running after lapic_timer_stop",
        .remedy = "write 0 to the initial count",
        .fits = lapic_mistake_timer_runs_on,
    },
    {
        .id = "esr-no-write",
        .sentence = "ESR was read without the write that brings it up to date",
        .remedy = "write ESR, then read it",
        .fits = lapic_mistake_esr_no_write,
    },
    {
        .id = "esr-written-twice",
        .sentence = "ESR was written twice before it was read, and the second "
                    "write threw away what the first had latched",
        .remedy = "write ESR once, then read it",
        .fits = lapic_mistake_esr_written_twice,
    },
};
