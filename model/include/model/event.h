/*
 * model/event.h - the words of a trace: what a machine was seen to do.
 *
 * Each reader of an emulator's record (grader/src/read_*.c) turns its text into
 * a sequence of these events, in the order in which they happened.  The oracle
 * replays them in the models; checks ask about them.  An event tells what was
 * observed from outside; what EV_MARK and EV_CONSOLE say, the guest said.
 */
#ifndef MODEL_EVENT_H
#define MODEL_EVENT_H

#include <stdint.h>

#define EVENT_NO_VECTOR 0xffffu
/* Of a read: the emulator does not say what was read. */
#define EVENT_NO_VALUE  UINT64_MAX

/* One X-macro, so that the name in a trace file and the enum cannot differ.
 * The comment of each line says which fields mean something beside tick. */
#define EVENT_KINDS(X)                                                         \
    X(EV_MARK, "mark")             /* cpu, reg: enum mark_kind, value      */  \
    X(EV_CONSOLE, "console")       /* value: one byte the guest printed    */  \
    X(EV_PORT_WRITE, "port-write") /* reg: unclaimed port, value           */  \
    X(EV_APIC_WRITE, "apic-write") /* cpu, reg: offset, value              */  \
    X(EV_APIC_READ, "apic-read")   /* cpu, reg: offset, value              */  \
    X(EV_ACCEPT, "accept")         /* cpu, vector: IRR[vector] set         */  \
    X(EV_COALESCE, "coalesce")     /* cpu, vector: was in IRR already      */  \
    X(EV_ILLEGAL, "illegal")       /* cpu, vector below 16 refused         */  \
    X(EV_TIMER, "timer")           /* cpu: the LAPIC timer ran out         */  \
    X(EV_TIMER_MASKED,                                                         \
      "timer-masked")          /* cpu: it ran out, LVT masked        */        \
    X(EV_DELIVER, "deliver")   /* cpu, vector: IRR -> ISR (INTA)       */      \
    X(EV_EOI, "eoi")           /* cpu, vector: ISR[vector] cleared     */      \
    X(EV_EOI_IDLE, "eoi-idle") /* cpu: EOI with empty ISR              */      \
    X(EV_EOI_IGNORED,                                                          \
      "eoi-ignored")             /* cpu: EOI that changed nothing        */    \
    X(EV_INTERRUPT, "interrupt") /* cpu, vector, reg: enum interrupt_type*/    \
    X(EV_EXCEPTION, "exception") /* cpu, vector, value: its error code   */    \
    X(EV_STACK, "stack")         /* cpu, value: the gate's IST, 1 to 7   */    \
    X(EV_PAGE_WALK, "page-walk") /* cpu, value: the address looked up    */    \
    X(EV_GATE_REFUSED, "gate-refused") /* cpu, reg: enum gate_fault, value  */ \
    X(EV_NMI, "nmi")               /* cpu                                  */  \
    X(EV_INIT, "init")             /* cpu                                  */  \
    X(EV_SIPI, "sipi")             /* cpu, vector: page number             */  \
    X(EV_IRET, "iret")             /* cpu                                  */  \
    X(EV_MSR_WRITE, "msr-write")   /* cpu, reg: MSR, value                */   \
    X(EV_IRQ_LINE, "irq-line")     /* vector: IRQ 0..15, value: level      */  \
    X(EV_PIC_WRITE, "pic-write")   /* reg: port, value                     */  \
    X(EV_PIC_READ, "pic-read")     /* reg: enum pic_read, value            */  \
    X(EV_PIC_SIGNAL, "pic-signal") /* vector: IRQ for which INT was raised */  \
    X(EV_IOAPIC_WRITE,                                                         \
      "ioapic-write") /* vector: which I/O APIC, reg: offset, value  */        \
    X(EV_IOAPIC_READ, "ioapic-read") /* the same, or EVENT_NO_VALUE         */ \
    X(EV_IOAPIC_LINE, "ioapic-line") /* vector: which, reg: pin, value     */  \
    X(EV_IOAPIC_RTE, "ioapic-rte") /* vector: which, reg: entry, value     */  \
    X(EV_CPU_RESET, "cpu-reset")   /* cpu                                  */  \
    X(EV_HLT_DEAD, "hlt-dead")     /* cpu: HLT with IF = 0                 */  \
    X(EV_TRIPLE, "triple-fault")   /* cpu                                 */   \
    X(EV_RESET, "reset")           /* the whole machine was reset          */  \
    X(EV_SHUTDOWN, "shutdown")     /* the guest asked for power-off        */  \
    X(EV_PANIC, "panic")           /* it gave up; reg: misaligned APIC offset */

enum event_kind {
#define X(name, text) name,
    EVENT_KINDS(X)
#undef X
        EVENT_KIND_COUNT
};

/* EV_INTERRUPT's `reg`: how the vector came to the CPU's IDT.
 * Values as in the VM-entry interruption-information field, bits 10:8.
 * [SDM3 24.8.3 "VM-Entry Controls for Event Injection"] */
enum interrupt_type {
    INTERRUPT_EXTERNAL = 0,
    INTERRUPT_NMI = 2,
    INTERRUPT_EXCEPTION = 3,
    INTERRUPT_SOFTWARE = 4,           /* INT n */
    INTERRUPT_PRIVILEGED = 5,         /* INT1 */
    INTERRUPT_SOFTWARE_EXCEPTION = 6, /* INT3, INTO */
};

/* EV_GATE_REFUSED's `reg`: what was wrong with the vector of the EV_INTERRUPT
 * before it. */
enum gate_fault {
    GATE_BEYOND_LIMIT = 1, /* value: the limit */
    GATE_RESERVED_BITS,
    GATE_NOT_SYSTEM, /* its S bit is 1, or no descriptor */
    GATE_TYPE,       /* value: its type */
    GATE_PRIVILEGE,  /* INT n from a ring above its DPL */
    GATE_NOT_PRESENT,
    GATE_SELECTOR_NULL,
    GATE_SELECTOR_NOT_CODE,
    GATE_SELECTOR_NOT_64_BIT,
};

/* EV_PIC_READ's `reg`: which register of which 8259A was read. */
enum pic_read {
    PIC_READ_MASTER_IRR,
    PIC_READ_MASTER_ISR,
    PIC_READ_MASTER_IMR,
    PIC_READ_SLAVE_IRR,
    PIC_READ_SLAVE_ISR,
    PIC_READ_SLAVE_IMR,
};

/* `vector` of EV_IOAPIC_WRITE, READ, LINE and RTE: the machine's own
 * I/O APIC, whose pins are GSI 0 to 23, or the one of the soft
 * chipset, from GSI 24 on. */
#define EVENT_IOAPIC_MACHINE 0u
#define EVENT_IOAPIC_SOFT    1u

struct event {
    uint64_t tick; /* emulator time; one instruction on one-CPU Bochs */
    uint8_t kind;  /* enum event_kind */
    uint8_t cpu;
    uint16_t vector; /* EVENT_NO_VECTOR where the kind has none */
    uint32_t reg;
    uint64_t value;
    uint32_t from; /* address in lab code that asked for this access, or 0 */
};

#endif
