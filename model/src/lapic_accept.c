/*
 * model/src/lapic_accept.c - the life of a vector: acceptance, priority,
 * request, acknowledge and EOI.  Contract: model/lapic.h.
 *
 * One vector's life, as (IRR bit, ISR bit); the arrows are this file's
 * functions, with lapic_ before them:
 *
 *                accept               acknowledge
 *   idle (0,0) ----------> IRR (1,0) ------------> ISR (0,1)
 *      ^                       ^                    |    |
 *      |                       | eoi         accept |    |
 *      |                       +---- both (1,1) <---+    |
 *      +-------------------------------------------------+
 *                              eoi
 *
 *   lapic_accept in (1,0) or (1,1) changes nothing but TMR: coalesced.
 *   From (1,1) there is no acknowledge: its own class is in service.
 *
 * The algorithm, numbered as the tests name it:
 *   1 arrive       NMI, SMI, INIT, SIPI, ExtINT go to the core; fixed and
 *                  lowest priority go on to 2             lapic_receive
 *   2 accept       software-disabled: refused; v < 16: ESR bit 6, dropped;
 *                  else IRR[v] := 1, TMR[v] := level      lapic_accept
 *   3 evaluate     PPR from TPR and ISRV                  lapic_ppr
 *   4 request      INTR iff IRRV's class > PPR's class    lapic_intr
 *   5 acknowledge  v = IRRV: IRR[v] := 0, ISR[v] := 1; PPR follows
 *                                                         lapic_acknowledge
 *   6 withdrawn    no request any more: spurious vector, nothing changes
 *                                                         lapic_acknowledge
 *   7 end          v = ISRV: ISR[v] := 0; if TMR[v] and not suppressed, tell
 *                  the I/O APICs; then 4 again            lapic_eoi
 *
 * [SDM3 10.8.3 "Interrupt, Task, and Processor Priority"]
 * [SDM3 10.8.4 "Interrupt Acceptance for Fixed Interrupts"]
 * [SDM3 10.8.5 "Signaling Interrupt Servicing Completion"]
 */
#include "lapic_parts.h"

static uint32_t bit_of(unsigned vector)
{
    return (uint32_t)1 << vector % 32;
}

static bool test_bit(const uint32_t *bitmap, unsigned vector)
{
    return (bitmap[vector / 32] & bit_of(vector)) != 0;
}

static void put_bit(uint32_t *bitmap, unsigned vector, bool value)
{
    if (value)
        bitmap[vector / 32] |= bit_of(vector);
    else
        bitmap[vector / 32] &= ~bit_of(vector);
}

/* Highest bit set, 0 when none: vector 0 is never set, so 0 is free. */
static int highest(const uint32_t *bitmap)
{
    for (int word = LAPIC_BITMAP_WORDS - 1; word >= 0; word--) {
        int bit = 31;

        if (bitmap[word] == 0)
            continue;
        while (!(bitmap[word] >> bit & 1))
            bit--;
        return word * 32 + bit;
    }
    return 0;
}

/* A vector's priority class, and that of TPR and PPR. */
static int class_of(int vector)
{
    return vector >> 4;
}

enum lapic_acceptance lapic_accept(struct lapic *lapic, uint8_t vector,
                                   bool is_level)
{
    bool pending = test_bit(lapic->irr, vector);

    if (!lapic_is_enabled(lapic))
        return LAPIC_REFUSED;
    if (vector < LAPIC_LOWEST_VECTOR) {
        lapic_log_error(lapic, LAPIC_ESR_RECEIVE_ILLEGAL_VECTOR);
        return LAPIC_ILLEGAL;
    }
    put_bit(lapic->irr, vector, true);
    put_bit(lapic->tmr, vector, is_level);
    return pending ? LAPIC_COALESCED : LAPIC_ACCEPTED;
}

int lapic_irrv(const struct lapic *lapic)
{
    return highest(lapic->irr);
}

int lapic_isrv(const struct lapic *lapic)
{
    return highest(lapic->isr);
}

uint8_t lapic_tpr(const struct lapic *lapic)
{
    return (uint8_t)lapic->tpr;
}

uint8_t lapic_ppr(const struct lapic *lapic)
{
    int isrv = lapic_isrv(lapic);

    if (class_of(lapic_tpr(lapic)) >= class_of(isrv))
        return lapic_tpr(lapic);
    return (uint8_t)((uint32_t)isrv & LAPIC_PPR_CLASS);
}

/* [SDM3 10.8.6 "Task Priority in IA-32e Mode"] */
uint8_t lapic_cr8(const struct lapic *lapic)
{
    return (uint8_t)field_get(lapic->tpr, LAPIC_TPR_CLASS);
}

void lapic_write_cr8(struct lapic *lapic, uint8_t class)
{
    lapic->tpr = (uint32_t)field_put(0, LAPIC_TPR_CLASS, class);
}

/* What is pending when software disables the APIC is held: it asks again when
 * enabled.
 * [SDM3 10.4.7.2 "Local APIC State After It Has Been Software Disabled"] */
bool lapic_intr(const struct lapic *lapic)
{
    return lapic_is_enabled(lapic) &&
           class_of(lapic_irrv(lapic)) > class_of(lapic_ppr(lapic));
}

/* [SDM3 10.9 "Spurious Interrupt"] */
uint8_t lapic_acknowledge(struct lapic *lapic)
{
    int vector = lapic_irrv(lapic);

    if (!lapic_intr(lapic))
        return (uint8_t)field_get(lapic->svr, LAPIC_SVR_VECTOR);
    put_bit(lapic->irr, (unsigned)vector, false);
    put_bit(lapic->isr, (unsigned)vector, true);
    return (uint8_t)vector;
}

struct lapic_retired lapic_eoi(struct lapic *lapic)
{
    int vector = lapic_isrv(lapic);

    if (vector == 0)
        return (struct lapic_retired){.vector = LAPIC_NO_VECTOR};
    put_bit(lapic->isr, (unsigned)vector, false);
    lapic_release_remote_irr(lapic, (uint8_t)vector);
    return (struct lapic_retired){
        .vector = vector,
        .broadcast = test_bit(lapic->tmr, (unsigned)vector) &&
                     !(lapic->svr & LAPIC_SVR_EOI_SUPPRESS),
    };
}

bool lapic_test_irr(const struct lapic *lapic, uint8_t vector)
{
    return test_bit(lapic->irr, vector);
}

bool lapic_test_isr(const struct lapic *lapic, uint8_t vector)
{
    return test_bit(lapic->isr, vector);
}

bool lapic_test_tmr(const struct lapic *lapic, uint8_t vector)
{
    return test_bit(lapic->tmr, vector);
}
