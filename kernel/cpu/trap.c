/*
 * kernel/cpu/trap.c - GDT, TSS, the static IDT, and who gets which vector.
 *
 * The stubs (kernel/cpu/stubs.asm) call trap_dispatch with the frame.  What is
 * not claimed by the runner or a scenario is a panic: an interrupt nobody
 * expected is worth a message, never silence.  Contract: kernel/trap.h.
 */
#include <stddef.h>
#include "kernel/panic.h"
#include "kernel/smp.h"
#include "kernel/trap.h"

#define EXCEPTIONS  32u
#define GDT_TSS     5u /* then two entries for each CPU */
#define GDT_ENTRIES (GDT_TSS + 2 * SMP_CPUS)
#define FAULT_STACK 4096u
#define SMALL_STACK 2048u
#define STUB_STRIDE 16u

struct tss {
    uint32_t reserved0;
    uint64_t rsp[3];
    uint64_t reserved1;
    uint64_t ist[7];
    uint64_t reserved2;
    uint16_t reserved3;
    uint16_t io_map;
} __attribute__((packed));

struct table_pointer {
    uint16_t limit;
    uint64_t base;
} __attribute__((packed));

/* [SDM3 3.4.5 "Segment Descriptors"]: null, code 0, data 0, data 3,
 * code 3, then two slots for each CPU's TSS [SDM3 7.2.3 "TSS
 * Descriptor in 64-bit mode"]. */
static uint64_t gdt[GDT_ENTRIES] = {
    0,
    0x00af9b000000ffff,
    0x00cf93000000ffff,
    0x00cff3000000ffff,
    0x00affb000000ffff,
};

static struct tss tss[SMP_CPUS];
static uint8_t fault_stack[SMP_CPUS][FAULT_STACK] __attribute__((aligned(16)));
/* For entries from ring 3, then for IST 2 to 7: lab 00's, on CPU 0. */
static uint8_t small_stack[7][SMALL_STACK] __attribute__((aligned(16)));

static struct {
    trap_handler *interrupt;
    trap_handler *exception[EXCEPTIONS];
} handlers;

extern const uint8_t trap_stubs[];

static void load_tss(unsigned cpu)
{
    uint64_t base = (uintptr_t)&tss[cpu];
    uint64_t *descriptor = &gdt[GDT_TSS + 2 * cpu];
    unsigned selector = SELECTOR_TSS + cpu * SELECTOR_TSS_STRIDE;

    tss[cpu].io_map = sizeof tss[cpu];
    tss[cpu].ist[0] = (uintptr_t)(fault_stack[cpu] + FAULT_STACK);
    descriptor[0] = (sizeof tss[cpu] - 1) | (base & 0xffffff) << 16 |
                    UINT64_C(0x89) << 40 | (base >> 24 & 0xff) << 56;
    descriptor[1] = base >> 32;
    __asm__ volatile("ltr %w0" : : "r"(selector));
}

static void fill_small_stacks(void)
{
    tss[0].rsp[0] = (uintptr_t)(small_stack[0] + SMALL_STACK);
    for (unsigned i = 1; i < 7; i++)
        tss[0].ist[i] = (uintptr_t)(small_stack[i] + SMALL_STACK);
}

static void load_gdt(void)
{
    struct table_pointer table = {sizeof gdt - 1, (uintptr_t)gdt};

    __asm__ volatile("lgdt %0" : : "m"(table));
}

void trap_reload(void)
{
    struct table_pointer idt = {4096 - 1, (uintptr_t)early_idt};

    __asm__ volatile("lidt %0" : : "m"(idt));
}

void trap_init(void)
{
    load_gdt();
    fill_small_stacks();
    load_tss(0);
    trap_reload();
    handlers.interrupt = NULL;
    for (unsigned v = 0; v < EXCEPTIONS; v++)
        handlers.exception[v] = NULL;
}

void trap_init_ap(unsigned cpu)
{
    load_gdt();
    load_tss(cpu);
    trap_reload();
}

uint64_t trap_stub_address(unsigned vector)
{
    return (uintptr_t)trap_stubs + vector * STUB_STRIDE;
}

void trap_on_interrupt(trap_handler *handler)
{
    handlers.interrupt = handler;
}

void trap_on_exception(unsigned vector, trap_handler *handler)
{
    handlers.exception[vector] = handler;
}

void trap_dispatch(struct trap_frame *frame);

/* Called by trap_common in kernel/cpu/stubs.asm, IF = 0. */
void trap_dispatch(struct trap_frame *frame)
{
    trap_handler *handler = frame->vector < EXCEPTIONS
                                ? handlers.exception[frame->vector]
                                : handlers.interrupt;

    if (handler == NULL)
        panic_trap(frame);
    handler(frame);
}
