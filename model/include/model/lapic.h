/*
 * model/lapic.h - one local APIC, as the manual describes it; its registers as
 * xAPIC MMIO.  As MSRs they are x2apic.h.
 *
 * A call is one register access, one arriving interrupt or one step of the
 * core; what leaves the chip is returned, never called back.  Time is the
 * argument `now`, in input clocks of the timer (before the divider).  Routing
 * messages between CPUs is apic_bus.h; IF, STI shadows and the state of the
 * core are the caller's.  Used by the grader's oracle, tests and the book.
 *
 * Where the manual leaves a choice to the processor model, the choice is
 * written at the function, marked "choice".
 */
#ifndef MODEL_LAPIC_H
#define MODEL_LAPIC_H

#include <stdbool.h>
#include <stdint.h>

#include "hw/lapic_regs.h"

#define LAPIC_NEVER     UINT64_MAX /* no expiry lies ahead */
#define LAPIC_NO_VECTOR (-1)
#define LAPIC_LVT_COUNT 7

/* By EN and EXTD of IA32_APIC_BASE. */
enum lapic_mode {
    LAPIC_MODE_DISABLED, /* no APIC: INTR and NMI are pins of the core */
    LAPIC_MODE_XAPIC,    /* registers in memory */
    LAPIC_MODE_X2APIC,   /* registers as MSRs: x2apic.h */
};

/* The chip's registers.  Fields may be read; writing goes through functions,
 * but for `version` and the BSP bit of `base`, which may be changed after
 * lapic_reset. */
struct lapic {
    uint64_t base; /* IA32_APIC_BASE; see lapic_mode() */
    uint32_t id;
    uint32_t version;
    uint32_t tpr;
    uint32_t ldr;
    uint32_t dfr;
    uint32_t svr;
    uint32_t isr[LAPIC_BITMAP_WORDS];
    uint32_t tmr[LAPIC_BITMAP_WORDS];
    uint32_t irr[LAPIC_BITMAP_WORDS];
    uint32_t esr;    /* what a read returns */
    uint32_t errors; /* detected since the last write to ESR */
    uint32_t icr_low;
    uint32_t icr_high;
    uint32_t lvt[LAPIC_LVT_COUNT]; /* see lapic_lvt() */
    uint32_t timer_initial;
    uint32_t timer_divide; /* divide configuration register */
    uint32_t timer_count;  /* count at `timer_start`, 0 = stopped */
    uint64_t timer_start;
    uint64_t timer_deadline; /* 0 = not armed */
};

/* What became of an interrupt that reached this APIC. */
enum lapic_acceptance {
    LAPIC_ACCEPTED,  /* IRR bit set */
    LAPIC_COALESCED, /* IRR bit was set already: one interrupt of two */
    LAPIC_ILLEGAL,   /* vector below 16: dropped, ESR bit 6 */
    LAPIC_REFUSED,   /* software-disabled, or a reserved delivery mode */
    LAPIC_MASKED,    /* the LVT entry's mask is set */
    LAPIC_HELD,      /* level input whose Remote IRR waits for its EOI */
    LAPIC_TO_CORE,   /* NMI, SMI, INIT, SIPI, ExtINT: not by IRR and ISR */
    LAPIC_NOT_MINE,  /* the message's destination is another CPU */
};

/* A message between APICs.  From an ICR only INIT level de-assert has is_level
 * set or is_assert clear; an I/O APIC's fixed interrupts may be level.
 * [SDM3 10.6.1 "Interrupt Command Register (ICR)"] */
struct lapic_message {
    bool sent;             /* false: nothing left the chip, ignore the rest */
    uint8_t delivery_mode; /* LAPIC_DELIVERY_ */
    uint8_t vector;
    uint8_t shorthand; /* LAPIC_SHORTHAND_; `dest` counts only with NONE */
    uint32_t dest;
    bool dest_is_wide; /* 32 bits of an x2APIC; else 8, where FFh is all */
    bool dest_logical;
    bool is_level;
    bool is_assert;
};

/* What an EOI did. */
struct lapic_retired {
    int vector;     /* taken out of ISR, or LAPIC_NO_VECTOR */
    bool broadcast; /* I/O APICs must be told: EOI message for `vector` */
};

/* What a register write made leave the chip. */
struct lapic_output {
    struct lapic_message message;
    struct lapic_retired eoi;
};

/* What passing time did. */
struct lapic_expiry {
    uint64_t count;              /* how often the timer ran out */
    enum lapic_acceptance asked; /* what the first of them met, if any */
};

/* ---- registers (lapic.c) ---- */

/* Power-up, in xAPIC mode.  `id` is the x2APIC ID; its low 8 bits, 0..254, are
 * the xAPIC ID.  Choice: version 01060015h.
 * [SDM3 10.4.7 "Local APIC State"] */
void lapic_reset(struct lapic *lapic, uint32_t id);

/* INIT: as reset, but ID, version and mode stay.  The core then waits for SIPI.
 * [SDM3 10.12.5.1 "x2APIC States"] */
void lapic_init_reset(struct lapic *lapic);

enum lapic_mode lapic_mode(const struct lapic *lapic);

/* One 32-bit read or write at `offset` from the APIC base.  Call lapic_advance
 * up to `now` first.  A reserved offset reads 0, is not written, and sets ESR
 * bit 7.  Choice: the ID is read-only, as on newer parts.  In another mode than
 * xAPIC nothing answers: reads give all ones, writes are lost. */
uint32_t lapic_read(struct lapic *lapic, uint32_t offset, uint64_t now);
struct lapic_output lapic_write(struct lapic *lapic, uint32_t offset,
                                uint32_t value, uint64_t now);

/* ---- a vector's way from IRR to EOI (lapic_accept.c) ---- */

/* A fixed or lowest-priority interrupt has arrived for this CPU. */
enum lapic_acceptance lapic_accept(struct lapic *lapic, uint8_t vector,
                                   bool is_level);

/* Highest vector in IRR or ISR, 0 when there is none. */
int lapic_irrv(const struct lapic *lapic);
int lapic_isrv(const struct lapic *lapic);

/* Choice: with equal classes PPR[3:0] is TPR[3:0]. */
uint8_t lapic_ppr(const struct lapic *lapic);
uint8_t lapic_tpr(const struct lapic *lapic);

/* CR8 as the core sees it, 0..15; writing it clears TPR[3:0]. */
uint8_t lapic_cr8(const struct lapic *lapic);
void lapic_write_cr8(struct lapic *lapic, uint8_t class);

/* Does this APIC request an interrupt of its core? */
bool lapic_intr(const struct lapic *lapic);

/* The core takes an interrupt: IRRV moves to ISR and is returned.  When none
 * is deliverable any more: the spurious vector, nothing changed, no EOI due. */
uint8_t lapic_acknowledge(struct lapic *lapic);

/* The same as writing LAPIC_EOI. */
struct lapic_retired lapic_eoi(struct lapic *lapic);

bool lapic_test_irr(const struct lapic *lapic, uint8_t vector);
bool lapic_test_isr(const struct lapic *lapic, uint8_t vector);
bool lapic_test_tmr(const struct lapic *lapic, uint8_t vector);

/* ---- messages (lapic_ipi.c) ---- */

/* Is the sender of `message` among its destinations?  A lowest-priority
 * message goes to one of them, which the bus chooses. */
bool lapic_message_is_for_self(const struct lapic *lapic,
                               const struct lapic_message *message);

/* Is this CPU named by the destination of `message`, which has no shorthand?
 * Never, where the APIC is globally disabled.
 * [SDM3 10.6.2 "Determining IPI Destination"] */
bool lapic_matches_destination(const struct lapic *lapic,
                               const struct lapic_message *message);

/* A message has reached this CPU: accept it, or say that it is the core's.
 * INIT's de-assert is refused: modern processors ignore it. */
enum lapic_acceptance lapic_receive(struct lapic *lapic,
                                    const struct lapic_message *message);

/* Both of the above after a write, for a machine of one CPU or a self-IPI. */
enum lapic_acceptance lapic_receive_own(struct lapic *lapic,
                                        const struct lapic_message *message);

/* ---- local sources and errors (lapic_lvt.c) ---- */

/* The LVT entry at `offset`, which is one of LAPIC_LVT_x here and below. */
uint32_t lapic_lvt(const struct lapic *lapic, uint32_t offset);

/* The source of the LVT entry at `offset` asks once; a level input that stays
 * active asks again after each EOI.  For LAPIC_TO_CORE the entry's delivery
 * mode says what the core gets. */
enum lapic_acceptance lapic_local_interrupt(struct lapic *lapic,
                                            uint32_t offset);

/* ---- timer (lapic_timer.c) ---- */

/* When the timer runs out next, or LAPIC_NEVER. */
uint64_t lapic_timer_next(const struct lapic *lapic);

/* The count as LAPIC_TIMER_CCR shows it. */
uint32_t lapic_timer_count(const struct lapic *lapic, uint64_t now);

/* The timer runs out once, at `now`: reload or stop, then ask by the LVT.
 * For a caller that follows a record; others use lapic_advance. */
enum lapic_acceptance lapic_timer_fire(struct lapic *lapic, uint64_t now);

/* Time has come to `now`: fire all that is due. */
struct lapic_expiry lapic_advance(struct lapic *lapic, uint64_t now);

/* IA32_TSC_DEADLINE.  `now` is compared with it, so it is the TSC here: a
 * machine whose TSC differs from `now` converts.  Ignored, and reads 0, when
 * the LVT timer is not in TSC-deadline mode. */
void lapic_write_deadline(struct lapic *lapic, uint64_t tsc);
uint64_t lapic_read_deadline(const struct lapic *lapic);

/* ---- invariants (lapic_check.c) ---- */

/* NULL, or which promise the state breaks. */
const char *lapic_check(const struct lapic *lapic);

#endif
