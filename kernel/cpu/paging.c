/*
 * kernel/cpu/paging.c - one address space for everything.
 *
 *   0 .. 4 GiB        identity, 2 MiB pages; the first 2 MiB in 4 KiB pages:
 *                     page 0 and the stacks' guards absent, text and constants
 *                     read-only (CR0.WP is set in kernel/boot/entry.asm)
 *   FEC00000..FEFFFFFF  absent here; uncached at DEVICE_ALIAS above
 *   FEC00000..FEDFFFFF  with any upper half from 80h up: the first 2 MiB again,
 *                     so that a handler can have an address of 64 bits
 *
 * Only text and constants may be executed, and the user
 * page, which is ring 3's.
 *
 * Tables are static: nothing is mapped later.  Contract: kernel/paging.h.
 * [SDM3 4.5 "IA-32e Paging"]
 */
#include "hw/bits.h"
#include "kernel/io.h"
#include "kernel/mmio.h"
#include "kernel/paging.h"
#include "kernel/smp.h"

#define PTE_PRESENT    BIT(0)
#define PTE_WRITABLE   BIT(1)
#define PTE_USER       BIT(2)
#define PTE_PCD        BIT(4)
#define PTE_LARGE      BIT(7)
#define PTE_NX         BIT(63)

#define IA32_EFER      0xc0000080u
#define EFER_NXE       BIT(11)

/* [SDM2 "CPUID"]: leaf 7, in EBX */
#define CPUID_FEATURES 7u
#define CPUID_SMEP     BIT(7)
#define CR4_SMEP       BIT(20)

#define PAGE_SIZE      UINT64_C(0x1000)
#define LARGE_SIZE     UINT64_C(0x200000)
#define ENTRIES        512u
#define GIB_COUNT      4u

typedef uint64_t page_table[ENTRIES] __attribute__((aligned(4096)));

static struct {
    page_table pml4;
    page_table pdpt;
    page_table pd[GIB_COUNT];
    page_table low;       /* the first 2 MiB in small pages */
    page_table device;    /* the fourth GiB at the alias */
    page_table text_pdpt; /* the first 2 MiB at TEXT_ALIAS */
    page_table text_pd;
} tables;

uint8_t user_page[PAGE_SIZE] __attribute__((aligned(4096)));

extern char __image_start[], __rodata_end[], boot_stack_guard[];

uint64_t paging_rodata_end(void)
{
    return (uintptr_t)__rodata_end;
}

uint64_t paging_guard(unsigned cpu)
{
    return cpu == 0 ? (uintptr_t)boot_stack_guard : smp_stack_guard(cpu);
}

static void map_identity(void)
{
    uint64_t *entry = tables.pd[0];

    for (uint64_t i = 0; i < GIB_COUNT * ENTRIES; i++)
        entry[i] =
            i * LARGE_SIZE | PTE_PRESENT | PTE_WRITABLE | PTE_LARGE | PTE_NX;
    for (uint64_t a = DEVICE_FIRST; a <= DEVICE_LAST; a += LARGE_SIZE)
        entry[a / LARGE_SIZE] = 0;
    for (unsigned i = 0; i < GIB_COUNT; i++)
        tables.pdpt[i] = (uintptr_t)tables.pd[i] | PTE_PRESENT | PTE_WRITABLE;
}

static void map_low(void)
{
    uint64_t first = (uintptr_t)__image_start, end = (uintptr_t)__rodata_end;

    for (unsigned i = 1; i < ENTRIES; i++) {
        uint64_t address = i * PAGE_SIZE;

        tables.low[i] = address | PTE_PRESENT;
        if (address < first || address >= end)
            tables.low[i] |= PTE_WRITABLE | PTE_NX;
    }
    for (unsigned cpu = 0; cpu < SMP_CPUS; cpu++)
        tables.low[paging_guard(cpu) / PAGE_SIZE] = 0;
    tables.low[(uintptr_t)user_page / PAGE_SIZE] =
        (uintptr_t)user_page | PTE_PRESENT | PTE_WRITABLE | PTE_USER;
    tables.pd[0][0] =
        (uintptr_t)tables.low | PTE_PRESENT | PTE_WRITABLE | PTE_USER;
    tables.pdpt[0] |= PTE_USER;
}

static void map_devices(void)
{
    uint64_t flags = PTE_PRESENT | PTE_WRITABLE | PTE_LARGE | PTE_PCD | PTE_NX;

    for (uint64_t a = DEVICE_FIRST; a <= DEVICE_LAST; a += LARGE_SIZE)
        tables.device[(a / LARGE_SIZE) % ENTRIES] = a | flags;
    tables.pdpt[(DEVICE_ALIAS + DEVICE_FIRST) >> 30] =
        (uintptr_t)tables.device | PTE_PRESENT | PTE_WRITABLE;
}

/* Every upper half but the first 80h: one PDPT serves them all. */
static void map_text_alias(void)
{
    uint64_t flags = PTE_PRESENT | PTE_WRITABLE;

    tables.text_pd[TEXT_ALIAS / LARGE_SIZE % ENTRIES] =
        (uintptr_t)tables.low | flags;
    for (unsigned i = TEXT_ALIAS >> 30; i < ENTRIES; i += GIB_COUNT)
        tables.text_pdpt[i] = (uintptr_t)tables.text_pd | flags;
    for (unsigned i = 1; i < ENTRIES; i++)
        tables.pml4[i] = (uintptr_t)tables.text_pdpt | flags;
}

void paging_flush(void)
{
    cr3_put((uintptr_t)tables.pml4);
}

/* Ring 0 executes nothing on the user page, where the CPU can forbid it.
 * [SDM3 4.6 "Access Rights"] */
void paging_protect(void)
{
    uint32_t eax = 0, ebx, ecx = 0, edx;

    __asm__ volatile("cpuid" : "+a"(eax), "=b"(ebx), "+c"(ecx), "=d"(edx));
    if (eax < CPUID_FEATURES)
        return;
    eax = CPUID_FEATURES;
    ecx = 0;
    __asm__ volatile("cpuid" : "+a"(eax), "=b"(ebx), "+c"(ecx), "=d"(edx));
    if ((ebx & CPUID_SMEP) != 0)
        cr4_put(cr4_get() | CR4_SMEP);
}

void paging_init(void)
{
    msr_put(IA32_EFER, msr_get(IA32_EFER) | EFER_NXE);
    map_identity();
    map_low();
    map_devices();
    map_text_alias();
    tables.pml4[0] =
        (uintptr_t)tables.pdpt | PTE_PRESENT | PTE_WRITABLE | PTE_USER;
    paging_flush();
    paging_protect();
}
