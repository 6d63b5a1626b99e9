/*
 * grader/src/oracle_parts.h - what the files of the oracle share: the models of
 * one machine, what they owe the record, and how a difference is noted.
 *
 *   oracle.c         which event drives or checks which model
 *   oracle_apic.c    local APICs: registers, acceptance, delivery, EOI, timer
 *   oracle_bus.c     messages between CPUs: who must show what
 *   oracle_ioapic.c  both I/O APICs: entries, pins, their messages
 *   oracle_ioapic_soft.c  the messages of the soft chipset's
 *   oracle_pci.c     the PCI functions that send messages
 *   oracle_hpet.c    the HPET's messages
 *   oracle_pic.c     the 8259A pair
 *
 * For these files alone; the contract of all is record.h.
 */
#ifndef ORACLE_PARTS_H
#define ORACLE_PARTS_H

#include "checks.h"
#include "model/apic_bus.h"
#include "model/hpet.h"
#include "model/i8259_frozen.h"
#include "model/soft_pci.h"
#include "record.h"

#define NOTHING_OWED  (-1)
#define FIRST_VECTOR  16u /* below: reserved for the CPU's own exceptions */

#define SENDER_IOAPIC (-1)
#define SENDER_TIMER  (-2)
#define SENDER_PCI    (-3)
#define SENDER_HPET   (-4)

/* What a CPU must show next, because the models sent it there. */
struct arrival {
    int vector;                /* or NOTHING_OWED */
    uint8_t mode;              /* LAPIC_DELIVERY_ */
    enum lapic_acceptance how; /* with what outcome */
    int sender;                /* a CPU, or SENDER_ */
};

/* One CPU: its local APIC, and what the models owe the record. */
struct replayed_cpu {
    struct lapic lapic;
    struct arrival due;
    int retired;         /* vector that the last EOI write retired */
    bool delivered;      /* a DELIVER waits for its INTERRUPT */
    bool waits;          /* for SIPI: since power-on, or INIT */
    bool ldr_is_late;    /* in x2APIC mode, written once: LDR is still 0 */
    bool chipset_sends;  /* its ICR writes are the soft chipset's ... */
    bool pci_sends;      /* ... for a PCI function: */
    unsigned pci_sender; /* this one */
};

/* One I/O APIC, and what the emulator's own does otherwise. */
struct replayed_ioapic {
    struct ioapic model;
    bool level[IOAPIC_PINS];   /* of the pin, as the record has it */
    bool latched[IOAPIC_PINS]; /* Bochs: a level request since its rise */
    bool sent[IOAPIC_PINS];    /* ... which was sent, and no EOI since */
    bool tried[IOAPIC_PINS];   /* soft: sent since the last input */
    struct ioapic_change seen[IOAPIC_PINS]; /* what the record holds */
};

#define PCI_DUE_MAX 64u

/* The PCI functions, and what must leave them before their next input. */
struct replayed_pci {
    struct soft_pci model;
    bool is_on;
    struct msi_message due[PCI_DUE_MAX];
    unsigned due_count;
};

struct oracle {
    struct record *record;
    const struct habits *habits;
    unsigned cpus;
    struct replayed_cpu cpu[RECORD_CPUS];
    struct lapic *lapic[RECORD_CPUS]; /* for the bus */
    struct apic_bus bus;
    struct replayed_ioapic ioapic[2]; /* EVENT_IOAPIC_ */
    struct replayed_pci pci;
    struct hpet hpet;
    struct i8259_pair pic;
    struct i8259_frozen frozen; /* what Bochs has chosen already */
    int sender;                 /* CPU whose ICR was written last */
    size_t at;                  /* the event being replayed */
};

/* ---- oracle.c ---- */

void disagree(struct oracle *o, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void deviate(struct oracle *o, enum deviation which);
bool is_bochs(const struct oracle *o);

/* " on CPU 2", where there are several. */
const char *on_cpu(const struct oracle *o, unsigned cpu);

/* ---- oracle_apic.c ---- */

void replay_apic_write(struct oracle *o, const struct event *e);
void replay_apic_read(struct oracle *o, const struct event *e);
void replay_msr_write(struct oracle *o, const struct event *e);
void replay_timer(struct oracle *o, const struct event *e);
void replay_accept(struct oracle *o, const struct event *e);
void replay_illegal(struct oracle *o, const struct event *e);
void replay_deliver(struct oracle *o, const struct event *e);
void replay_eoi(struct oracle *o, const struct event *e);
void replay_eoi_ignored(struct oracle *o, const struct event *e);
void replay_spurious(struct oracle *o, const struct event *e);
void replay_reset(struct oracle *o, const struct event *e);

/* ---- oracle_bus.c ---- */

/* CPU `sender` wrote its ICR: pass the message on, note who owes what. */
void bus_send(struct oracle *o, unsigned sender,
              const struct lapic_message *message);
/* Pass on `message` of a CPU or SENDER_IOAPIC; what it meets is owed. */
struct apic_bus_answers bus_deliver(struct oracle *o, int sender,
                                    const struct lapic_message *message);
/* What `sender` sent must have come by now. */
void bus_settle(struct oracle *o, int sender);
/* NMI, INIT and SIPI came to a CPU. */
void replay_to_core(struct oracle *o, const struct event *e);

/* ---- oracle_ioapic.c ---- */

void ioapic_power_on(struct oracle *o);
void replay_ioapic_write(struct oracle *o, const struct event *e);
void replay_ioapic_read(struct oracle *o, const struct event *e);
void replay_ioapic_line(struct oracle *o, const struct event *e);
void replay_ioapic_rte(struct oracle *o, const struct event *e);
/* A local APIC retired `vector`. */
void ioapic_hears_eoi(struct oracle *o, uint8_t vector);
/* An input came: what was tried may be tried again. */
void ioapic_input(struct replayed_ioapic *io);
/* Keep what changed in the record. */
void ioapic_note_changes(struct oracle *o);

/* ---- oracle_ioapic_soft.c ---- */

/* A mark of the soft chipset; a step's end. */
void replay_soft_mark(struct oracle *o, const struct event *e);
void soft_settle(struct oracle *o);
/* The kernel resets its chipset. */
void soft_reset(struct oracle *o);
/* The soft chipset sent `message` by an ICR, and it met `answers`. */
void soft_sent(struct oracle *o, const struct lapic_message *message,
               const struct apic_bus_answers *answers);
/* A local APIC retired `vector`. */
void soft_hears_eoi(struct oracle *o, uint8_t vector);

/* ---- oracle_pci.c ---- */

/* A mark of the PCI functions; a step's end; the kernel resets its chipset. */
void replay_pci_mark(struct oracle *o, const struct event *e);
void pci_settle(struct oracle *o);
void pci_off(struct oracle *o);
/* Can it be an IPI, or is it what any machine's record shows? */
bool pci_is_sendable(const struct lapic_message *message);
/* The soft chipset sent `message` by an ICR, for one of them. */
void pci_sent(struct oracle *o, unsigned which,
              const struct lapic_message *message);

/* ---- oracle_hpet.c ---- */

void hpet_power_on(struct oracle *o);
/* Any mark of the soft chipset: what was due must have come. */
void replay_hpet_mark(struct oracle *o, const struct event *e);
/* A step's end; the kernel resets its chipset. */
void hpet_settle(struct oracle *o);

/* ---- oracle_pic.c ---- */

void replay_pic_write(struct oracle *o, const struct event *e);
void replay_pic_read(struct oracle *o, const struct event *e);
void replay_pic_line(struct oracle *o, const struct event *e);
void replay_pic_vector(struct oracle *o, const struct event *e);

#endif
