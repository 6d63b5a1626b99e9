/*
 * model/wasm/figures.h - the machines behind the book's figures.
 *
 * Thin: a structure holds models of model/src and what a figure needs beside
 * them (which handlers run, RFLAGS.IF); a call is one button.  Every rule of
 * hardware is the model's, none is here.  The caller owns the structure, so
 * that undo is a copy of its bytes; numbers only cross the border, 32 bits
 * each.  Called by book/figures/models.js as WebAssembly, and by
 * tests/browser/figures_native.c, which holds the two against each other.
 */
#ifndef WASM_FIGURES_H
#define WASM_FIGURES_H

#include <stdint.h>

#include "model/apic_bus.h"
#include "model/i8259_pair.h"
#include "model/soft_pci.h"

#ifdef __wasm__
#define EXPORT(name) __attribute__((export_name(#name)))
#else
#define EXPORT(name)
#endif

#define FIGURE_CPUS     8u
#define FIGURE_PINS     24u
#define FIGURE_HANDLERS 16u

/* Answers that are no vector. */
#define FIGURE_NOTHING  (-1) /* nothing to take, to end, to return from */
#define FIGURE_IF_0     (-2) /* the core does not look: RFLAGS.IF is 0 */
#define FIGURE_FULL     (-3) /* more handlers than a figure draws */

/* One core: the handlers that run, innermost last. */
struct figure_core {
    uint32_t interrupt_flag;
    uint32_t depth;
    uint8_t handler[FIGURE_HANDLERS];
    uint8_t saved_flag[FIGURE_HANDLERS]; /* RFLAGS.IF that IRET restores */
};

/* Local APICs, their cores, one I/O APIC. */
struct apic_figure {
    uint32_t cpus;
    uint32_t uses_flag; /* interrupt gates: taking clears RFLAGS.IF */
    struct figure_core core[FIGURE_CPUS];
    struct lapic lapic[FIGURE_CPUS];
    struct ioapic ioapic;
    uint8_t answer[FIGURE_CPUS]; /* enum lapic_acceptance of the last message */
    uint32_t messages;           /* I/O APIC messages accepted, in all */
    uint32_t broadcasts;         /* EOI broadcasts, in all */
};

/* ---- apic_figure.c: what happens ---- */

uint32_t apic_size(void);
/* `cpus` local APICs, enabled, logical ID 1 << number, flat; I/O APIC masked.
 * `uses_flag` 0: the cores take interrupts at any time. */
void apic_reset(struct apic_figure *f, uint32_t cpus, uint32_t uses_flag);
/* A fixed edge interrupt arrives.  Returns enum lapic_acceptance. */
uint32_t apic_accept(struct apic_figure *f, uint32_t cpu, uint32_t vector);
/* The core looks for an interrupt.  Returns its vector, or FIGURE_ above. */
int32_t apic_take(struct apic_figure *f, uint32_t cpu);
/* Returns the vector that left ISR, or FIGURE_NOTHING. */
int32_t apic_end(struct apic_figure *f, uint32_t cpu);
/* The innermost handler returns.  Returns its vector, or FIGURE_NOTHING. */
int32_t apic_iret(struct apic_figure *f, uint32_t cpu);
void apic_flag(struct apic_figure *f, uint32_t cpu, uint32_t on);
/* Any register of a local APIC, and of the I/O APIC by its index. */
void apic_write(struct apic_figure *f, uint32_t cpu, uint32_t offset,
                uint32_t value);
void apic_write_io(struct apic_figure *f, uint32_t index, uint32_t value);
void apic_pin(struct apic_figure *f, uint32_t pin, uint32_t high);
/* A message that no CPU sent; `logical` chooses how `dest` is read.  Returns
 * how many CPUs it reached; apic_answer says what each did. */
uint32_t apic_message(struct apic_figure *f, uint32_t mode, uint32_t logical,
                      uint32_t dest, uint32_t vector);

/* ---- apic_figure.c: what can be seen ---- */

uint32_t apic_read(struct apic_figure *f, uint32_t cpu, uint32_t offset);
uint32_t apic_read_io(struct apic_figure *f, uint32_t index);
/* Highest vector in IRR and ISR, 0 for none; does INTR ask? */
int32_t apic_irrv(const struct apic_figure *f, uint32_t cpu);
int32_t apic_isrv(const struct apic_figure *f, uint32_t cpu);
uint32_t apic_intr(const struct apic_figure *f, uint32_t cpu);
uint32_t apic_is_high(const struct apic_figure *f, uint32_t pin);
uint32_t apic_interrupt_flag(const struct apic_figure *f, uint32_t cpu);
uint32_t apic_depth(const struct apic_figure *f, uint32_t cpu);
uint32_t apic_handler(const struct apic_figure *f, uint32_t cpu, uint32_t i);
uint32_t apic_answer(const struct apic_figure *f, uint32_t cpu);
uint32_t apic_messages(const struct apic_figure *f);
uint32_t apic_broadcasts(const struct apic_figure *f);
/* 1 while every model keeps its promises. */
uint32_t apic_check(const struct apic_figure *f);

/* For dma_figure.c: one message over the bus; how many CPUs it reached. */
uint32_t figure_send(struct apic_figure *f,
                     const struct lapic_message *message);

/* ---- dma_figure.c: a function that copies, beside the APICs ---- */

#define FIGURE_MEMORY 0x1000u /* where it fetches from */

/* What became of the last copy. */
enum figure_outcome {
    FIGURE_COPIED_NOTHING, /* none yet, or the function is no bus master */
    FIGURE_FETCHED,        /* memory to buffer */
    FIGURE_OVERWRITTEN,    /* buffer to an address that is no interrupt's */
    FIGURE_LOST,           /* to FEExxxxxh, but no message */
    FIGURE_SENT,           /* a message; apic_answer says what each CPU did */
};

/* `apic` is first: calls above take either. */
struct dma_figure {
    struct apic_figure apic;
    struct soft_pci pci;
    uint32_t outcome;                  /* enum figure_outcome */
    uint32_t address, data, requester; /* of the last copy; 0: has none */
    uint32_t overwritten;              /* the last address that was, or 0 */
};

uint32_t dma_size(void);
/* The function is no bus master, its buffer is empty. */
void dma_reset(struct dma_figure *f, uint32_t cpus);
void dma_master(struct dma_figure *f, uint32_t on);
/* It copies `dword` from memory into its buffer; its buffer's first `bytes` to
 * `address`.  Both return enum figure_outcome. */
uint32_t dma_load(struct dma_figure *f, uint32_t dword);
uint32_t dma_store(struct dma_figure *f, uint32_t address, uint32_t bytes);
uint32_t dma_is_master(const struct dma_figure *f);
uint32_t dma_buffer(const struct dma_figure *f);
uint32_t dma_own_id(const struct dma_figure *f);
uint32_t dma_outcome(const struct dma_figure *f);
uint32_t dma_address(const struct dma_figure *f);
uint32_t dma_data(const struct dma_figure *f);
uint32_t dma_requester(const struct dma_figure *f);
uint32_t dma_overwritten(const struct dma_figure *f);

/* ---- pic_figure.c ---- */

struct pic_figure {
    struct i8259_pair pair;
    uint32_t lines; /* level of IRQ 0..15 */
    int32_t vector; /* what the last INTA gave, or FIGURE_NOTHING */
};

uint32_t pic_size(void);
/* Initialised as a PC's kernel does: vectors `base`.. and `base` + 8.., every
 * line open. */
void pic_reset(struct pic_figure *f, uint32_t base);
void pic_line(struct pic_figure *f, uint32_t irq, uint32_t high);
/* INTA.  Returns the vector, spurious ones included; FIGURE_NOTHING while INT
 * is low: the core does not ask then. */
int32_t pic_take(struct pic_figure *f);
void pic_write(struct pic_figure *f, uint32_t port, uint32_t value);
uint32_t pic_irr(const struct pic_figure *f);
uint32_t pic_isr(const struct pic_figure *f);
uint32_t pic_imr(const struct pic_figure *f);
uint32_t pic_lines(const struct pic_figure *f);
uint32_t pic_level_sensed(const struct pic_figure *f);
uint32_t pic_int(const struct pic_figure *f);
int32_t pic_resolve(const struct pic_figure *f);
int32_t pic_vector_irq(const struct pic_figure *f, uint32_t vector);
uint32_t pic_vector_base(const struct pic_figure *f, uint32_t slave);
uint32_t pic_lowest(const struct pic_figure *f, uint32_t slave);
uint32_t pic_automatic(const struct pic_figure *f);
int32_t pic_vector(const struct pic_figure *f);
uint32_t pic_check(const struct pic_figure *f);

/* ---- core.c: the handlers of one core ---- */

void figure_core_reset(struct figure_core *core);
void figure_core_enter(struct figure_core *core, uint32_t vector, bool gate);
int32_t figure_core_iret(struct figure_core *core);
bool figure_core_is_full(const struct figure_core *core);

#endif
