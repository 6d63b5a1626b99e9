/*
 * model/src/x2apic.c - the local APIC's registers as MSRs, and its modes.
 * Contract: model/x2apic.h.
 *
 * Modes, by EN and EXTD of IA32_APIC_BASE; each arrow is a write to it, by
 * write_base:
 *
 *              EN               EN, EXTD
 *   DISABLED -----> xAPIC ------------------> x2APIC
 *      ^    <-----    ^                         |
 *      |      0       +-- RESET                 |
 *      +----------------------------------------+
 *                       0
 *
 *   #GP: DISABLED to EN and EXTD, x2APIC to EN alone, any to EXTD alone.
 *   INIT keeps the mode                                lapic_init_reset
 *
 *   into x2APIC      LDR is derived, ICR high is lost  enter_x2apic
 *   into DISABLED    all registers as after reset      write_base
 *
 * An access in x2APIC mode, in the order in which it can fail:
 *
 *   mode is x2APIC?  register exists?  may be read (written)?  takes
 *   reserved bits are written 0?  has_reserved_bit
 *   then the register acts: lapic.c by its offset, ICR and SELF IPI lapic_ipi.c
 *
 * [SDM3 10.12.5 "x2APIC State Transitions"]
 * [SDM3 10.12.1.2 "x2APIC Register Address Space"]
 */
#include "lapic_parts.h"
#include "model/x2apic.h"

#define MODE_BITS    (IA32_APIC_BASE_EN | IA32_APIC_BASE_EXTD)

/* CMCI is the seventh entry of the LVT. */
#define CMCI_MAX_LVT 6u

/* What a register may be asked. */
enum access {
    NONE,
    READ = 1,
    WRITE = 2,
    BOTH = READ | WRITE,
};

bool x2apic_owns(uint32_t msr)
{
    return msr == IA32_APIC_BASE ||
           (msr >= X2APIC_MSR_FIRST && msr <= X2APIC_MSR_LAST);
}

/* ---- IA32_APIC_BASE ---- */

/* Which changes of mode are refused.  EN=0 and EXTD=1 is no mode. */
static bool is_gp_transition(uint64_t from, uint64_t to)
{
    if ((to & MODE_BITS) == IA32_APIC_BASE_EXTD)
        return true;
    if (!(from & IA32_APIC_BASE_EN))
        return (to & IA32_APIC_BASE_EXTD) != 0;
    return (from & IA32_APIC_BASE_EXTD) != 0 &&
           (to & MODE_BITS) == IA32_APIC_BASE_EN;
}

/* Everything but LDR and ICR high is kept.
 * [SDM3 10.12.5.1 "x2APIC States"] */
static void enter_x2apic(struct lapic *lapic)
{
    lapic->ldr = x2apic_ldr(lapic->id);
    lapic->icr_high = 0;
}

/* Choices: the BSP flag keeps its value; MAXPHYADDR is 52; what leaving loses
 * is lost at once, which nobody can tell from losing it on the way back.
 * [SDM3 10.4.3 "Enabling or Disabling the Local APIC"] */
static bool write_base(struct lapic *lapic, uint64_t value)
{
    enum lapic_mode before = lapic_mode(lapic);
    uint64_t kept = lapic->base & IA32_APIC_BASE_BSP;

    if (value & IA32_APIC_BASE_RSVD || is_gp_transition(lapic->base, value))
        return false;
    lapic->base = (value & ~IA32_APIC_BASE_BSP) | kept;
    if (lapic_mode(lapic) == LAPIC_MODE_DISABLED)
        lapic_reset_registers(lapic);
    else if (lapic_mode(lapic) != before &&
             lapic_mode(lapic) == LAPIC_MODE_X2APIC)
        enter_x2apic(lapic);
    return true;
}

/* ---- which register may be asked what ---- */

static bool is_bitmap(uint32_t offset)
{
    return offset >= LAPIC_ISR &&
           offset < LAPIC_IRR + LAPIC_BITMAP_WORDS * LAPIC_BITMAP_STRIDE;
}

static bool has_cmci(const struct lapic *lapic)
{
    return field_get(lapic->version, LAPIC_VER_MAX_LVT) >= CMCI_MAX_LVT;
}

/* Table 10-6.  APR, RRD, DFR and ICR high are not there; SELF IPI is new. */
static enum access access_of(const struct lapic *lapic, uint32_t offset)
{
    if (is_bitmap(offset))
        return READ;
    switch (offset) {
    case LAPIC_ID:
    case LAPIC_VER:
    case LAPIC_PPR:
    case LAPIC_LDR:
    case LAPIC_TIMER_CCR:
        return READ;
    case LAPIC_EOI:
    case LAPIC_SELF_IPI:
        return WRITE;
    case LAPIC_LVT_CMCI:
        return has_cmci(lapic) ? BOTH : NONE;
    case LAPIC_TPR:
    case LAPIC_SVR:
    case LAPIC_ESR:
    case LAPIC_ICR_LOW:
    case LAPIC_TIMER_ICR:
    case LAPIC_TIMER_DCR:
        return BOTH;
    default:
        return lapic_is_lvt(offset) ? BOTH : NONE;
    }
}

static uint64_t reserved_in_svr(const struct lapic *lapic)
{
    uint64_t reserved = LAPIC_SVR_RSVD | LAPIC_SVR_FOCUS_OFF;

    if (!(lapic->version & LAPIC_VER_EOI_SUPPRESS))
        reserved |= LAPIC_SVR_EOI_SUPPRESS;
    return reserved;
}

/* Bits of a 32-bit register that must be written 0; bits that are only read,
 * as delivery status, may be anything.
 * [SDM3 10.12.1.3 "Reserved Bit Checking"] */
static uint64_t reserved_in(const struct lapic *lapic, uint32_t offset)
{
    switch (offset) {
    case LAPIC_TPR:
        return LAPIC_TPR_RSVD;
    case LAPIC_EOI:
    case LAPIC_ESR:
        return BITS(31, 0);
    case LAPIC_SVR:
        return reserved_in_svr(lapic);
    case LAPIC_LVT_TIMER:
        return LAPIC_LVT_TIMER_RSVD;
    case LAPIC_LVT_LINT0:
    case LAPIC_LVT_LINT1:
        return LAPIC_LVT_LINT_RSVD;
    case LAPIC_LVT_ERROR:
        return LAPIC_LVT_ERROR_RSVD;
    case LAPIC_LVT_CMCI:
    case LAPIC_LVT_THERMAL:
    case LAPIC_LVT_PERF:
        return LAPIC_LVT_EVENT_RSVD;
    case LAPIC_TIMER_DCR:
        return LAPIC_TIMER_DCR_RSVD;
    case LAPIC_SELF_IPI:
        return LAPIC_SELF_IPI_RSVD;
    default:
        return 0;
    }
}

/* Choice: ICR bit 12, delivery status in xAPIC mode, counts as reserved. */
static bool has_reserved_bit(const struct lapic *lapic, uint32_t offset,
                             uint64_t value)
{
    if (offset == LAPIC_ICR_LOW)
        return (value & X2APIC_ICR_RSVD) != 0;
    return (value & (BITS(63, 32) | reserved_in(lapic, offset))) != 0;
}

/* Is `msr` a register that takes `wanted`, in this mode?
 * [SDM3 10.12.2 "x2APIC Register Availability"] */
static bool takes(const struct lapic *lapic, uint32_t msr, enum access wanted)
{
    return lapic_mode(lapic) == LAPIC_MODE_X2APIC && x2apic_owns(msr) &&
           (access_of(lapic, x2apic_offset(msr)) & wanted) != 0;
}

/* ---- RDMSR, WRMSR ---- */

/* Choice: reading ICR gives what was written last. */
struct x2apic_read x2apic_read(struct lapic *lapic, uint32_t msr, uint64_t now)
{
    struct x2apic_read result = {.gp = false};

    if (msr == IA32_APIC_BASE) {
        result.value = lapic->base;
        return result;
    }
    if (!takes(lapic, msr, READ)) {
        result.gp = true;
        return result;
    }
    result.value = lapic_read_register(lapic, x2apic_offset(msr), now);
    if (x2apic_offset(msr) == LAPIC_ICR_LOW)
        result.value =
            field_put(result.value, X2APIC_ICR_DEST, lapic->icr_high);
    return result;
}

static struct lapic_output write_register(struct lapic *lapic, uint32_t offset,
                                          uint64_t value, uint64_t now)
{
    struct lapic_output out = {.eoi.vector = LAPIC_NO_VECTOR};

    switch (offset) {
    case LAPIC_ICR_LOW:
        out.message = lapic_write_icr(lapic, value);
        return out;
    case LAPIC_SELF_IPI:
        out.message = lapic_write_self_ipi(lapic, (uint8_t)value);
        return out;
    default:
        return lapic_write_register(lapic, offset, (uint32_t)value, now);
    }
}

struct x2apic_written x2apic_write(struct lapic *lapic, uint32_t msr,
                                   uint64_t value, uint64_t now)
{
    struct x2apic_written result = {.out.eoi.vector = LAPIC_NO_VECTOR};
    uint32_t offset = x2apic_offset(msr);

    if (msr == IA32_APIC_BASE)
        result.gp = !write_base(lapic, value);
    else if (!takes(lapic, msr, WRITE) ||
             has_reserved_bit(lapic, offset, value))
        result.gp = true;
    else
        result.out = write_register(lapic, offset, value, now);
    return result;
}
