/*
 * model/src/lapic.c - the local APIC's registers: mode, reset, read and write.
 *
 * Two flat dispatchers over the register map; what a register does is in the
 * file of its subject: lapic_accept.c (a vector's way, TPR and EOI),
 * lapic_ipi.c (ICR), lapic_lvt.c (LVT, SVR, ESR), lapic_timer.c.
 * Contract: model/lapic.h.
 *
 *   access            who acts
 *   TPR, EOI          lapic_accept.c   lapic_eoi
 *   SVR, LVT, ESR     lapic_lvt.c      lapic_write_svr, _lvt, _esr
 *   ICR low           lapic_ipi.c      lapic_write_icr_low
 *   initial, divide   lapic_timer.c    lapic_write_timer_initial, _divide
 *   reserved offset   here             ESR bit 7
 *
 * In x2APIC mode the same registers are reached through x2apic.c, which calls
 * the two dispatchers by offset; in memory nothing answers then.
 */
#include <stddef.h>

#include "lapic_parts.h"

/* A Skylake's: integrated APIC, 7 LVT entries, EOI-broadcast suppression. */
#define RESET_VERSION 0x01060015u
#define RESET_DFR     0xffffffffu
#define RESET_SVR     0xffu
#define NOBODY        0xffffffffu /* read where no device answers */

enum lapic_mode lapic_mode(const struct lapic *lapic)
{
    if (!(lapic->base & IA32_APIC_BASE_EN))
        return LAPIC_MODE_DISABLED;
    return lapic->base & IA32_APIC_BASE_EXTD ? LAPIC_MODE_X2APIC
                                             : LAPIC_MODE_XAPIC;
}

/* In x2APIC mode LDR is there from the first moment.
 * [SDM3 10.12.10.2 "Deriving Logical x2APIC ID from the Local x2APIC ID"] */
void lapic_reset_registers(struct lapic *lapic)
{
    uint32_t id = lapic->id;
    uint32_t version = lapic->version;
    uint64_t base = lapic->base;

    *lapic = (struct lapic){
        .id = id,
        .version = version,
        .base = base,
        .dfr = RESET_DFR,
        .svr = RESET_SVR,
    };
    for (unsigned i = 0; i < LAPIC_LVT_COUNT; i++)
        lapic->lvt[i] = LAPIC_LVT_MASKED;
    if (lapic_mode(lapic) == LAPIC_MODE_X2APIC)
        lapic->ldr = x2apic_ldr(id);
}

void lapic_reset(struct lapic *lapic, uint32_t id)
{
    lapic->id = id;
    lapic->version = RESET_VERSION;
    lapic->base = LAPIC_DEFAULT_BASE | IA32_APIC_BASE_EN;
    lapic_reset_registers(lapic);
}

void lapic_init_reset(struct lapic *lapic)
{
    lapic_reset_registers(lapic);
}

/* The register at `offset` is one word of one of the bitmaps: which word, or
 * NULL.  Every 16th byte from 100h to 270h is one. */
static const uint32_t *bitmap_word(const struct lapic *lapic, uint32_t offset)
{
    const uint32_t *const bitmap[] = {lapic->isr, lapic->tmr, lapic->irr};
    uint32_t word = (offset - LAPIC_ISR) / LAPIC_BITMAP_STRIDE;

    if (offset < LAPIC_ISR || offset % LAPIC_BITMAP_STRIDE != 0)
        return NULL;
    if (word >= 3 * LAPIC_BITMAP_WORDS)
        return NULL;
    return &bitmap[word / LAPIC_BITMAP_WORDS][word % LAPIC_BITMAP_WORDS];
}

static uint32_t read_id(const struct lapic *lapic)
{
    if (lapic_mode(lapic) == LAPIC_MODE_X2APIC)
        return lapic->id;
    return (uint32_t)field_put(0, LAPIC_ID_ID, lapic->id);
}

uint32_t lapic_read_register(struct lapic *lapic, uint32_t offset, uint64_t now)
{
    const uint32_t *word = bitmap_word(lapic, offset);

    if (word)
        return *word;
    if (lapic_is_lvt(offset))
        return lapic_lvt(lapic, offset);
    switch (offset) {
    case LAPIC_ID:
        return read_id(lapic);
    case LAPIC_VER:
        return lapic->version;
    case LAPIC_TPR:
        return lapic->tpr;
    case LAPIC_PPR:
        return lapic_ppr(lapic);
    case LAPIC_LDR:
        return lapic->ldr;
    case LAPIC_DFR:
        return lapic->dfr;
    case LAPIC_SVR:
        return lapic->svr;
    case LAPIC_ESR:
        return lapic->esr;
    case LAPIC_ICR_LOW:
        return lapic->icr_low;
    case LAPIC_ICR_HIGH:
        return lapic->icr_high;
    case LAPIC_TIMER_ICR:
        return lapic->timer_initial;
    case LAPIC_TIMER_CCR:
        return lapic_timer_count(lapic, now);
    case LAPIC_TIMER_DCR:
        return lapic->timer_divide;
    case LAPIC_APR: /* gone since Pentium 4, yet not illegal: table 10-1 */
    case LAPIC_RRD:
    case LAPIC_EOI: /* write-only.  Choice: reads 0 */
        return 0;
    default:
        lapic_log_error(lapic, LAPIC_ESR_ILLEGAL_REGISTER);
        return 0;
    }
}

/* Registers that have a place in the map, but ignore what is written. */
static bool is_read_only(const struct lapic *lapic, uint32_t offset)
{
    switch (offset) {
    case LAPIC_ID:
    case LAPIC_VER:
    case LAPIC_APR:
    case LAPIC_PPR:
    case LAPIC_RRD:
    case LAPIC_TIMER_CCR:
        return true;
    default:
        return bitmap_word(lapic, offset) != NULL;
    }
}

struct lapic_output lapic_write_register(struct lapic *lapic, uint32_t offset,
                                         uint32_t value, uint64_t now)
{
    struct lapic_output out = {.eoi.vector = LAPIC_NO_VECTOR};

    if (is_read_only(lapic, offset))
        return out;
    if (lapic_is_lvt(offset)) {
        lapic_write_lvt(lapic, offset, value);
        return out;
    }
    switch (offset) {
    case LAPIC_TPR:
        lapic->tpr = value & (LAPIC_TPR_CLASS | LAPIC_TPR_SUBCLASS);
        break;
    case LAPIC_EOI:
        out.eoi = lapic_eoi(lapic);
        break;
    case LAPIC_LDR:
        lapic->ldr = value & LAPIC_LDR_ID;
        break;
    case LAPIC_DFR:
        lapic->dfr = value | (uint32_t)LAPIC_DFR_RSVD;
        break;
    case LAPIC_SVR:
        lapic_write_svr(lapic, value);
        break;
    case LAPIC_ESR:
        lapic_write_esr(lapic);
        break;
    case LAPIC_ICR_LOW:
        out.message = lapic_write_icr_low(lapic, value);
        break;
    case LAPIC_ICR_HIGH:
        lapic->icr_high = value & LAPIC_ICR_DEST;
        break;
    case LAPIC_TIMER_ICR:
        lapic_write_timer_initial(lapic, value, now);
        break;
    case LAPIC_TIMER_DCR:
        lapic_write_timer_divide(lapic, value, now);
        break;
    default:
        lapic_log_error(lapic, LAPIC_ESR_ILLEGAL_REGISTER);
        break;
    }
    return out;
}

uint32_t lapic_read(struct lapic *lapic, uint32_t offset, uint64_t now)
{
    if (lapic_mode(lapic) != LAPIC_MODE_XAPIC)
        return NOBODY;
    return lapic_read_register(lapic, offset, now);
}

struct lapic_output lapic_write(struct lapic *lapic, uint32_t offset,
                                uint32_t value, uint64_t now)
{
    if (lapic_mode(lapic) != LAPIC_MODE_XAPIC)
        return (struct lapic_output){.eoi.vector = LAPIC_NO_VECTOR};
    return lapic_write_register(lapic, offset, value, now);
}
