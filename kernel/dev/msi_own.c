/*
 * kernel/dev/msi_own.c - the machine's own functions that send messages.
 * Contract: kernel/msi_own.h.
 */
#include <stddef.h>
#include "hw/msi_regs.h"
#include "kernel/edu.h"
#include "kernel/lock.h"
#include "kernel/mmio.h"
#include "kernel/msi_own.h"
#include "kernel/panic.h"
#include "kernel/pci.h"
#include "kernel/print.h"
#include "kernel/smp.h"
#include "kernel/soft.h"
#include "model/soft_pci.h"

/* Registers of e1000e.  [82574 10.2.4 "Interrupt Register Descriptions"] */
#define E1000E_ICR   0xc0u
#define E1000E_ICS   0xc8u
#define E1000E_IMS   0xd0u
#define E1000E_IMC   0xd8u
#define E1000E_IVAR  0xe4u
#define E1000E_EITR  0xe8u /* 4 apart, one an entry */
#define E1000E_ITR   0xc4u
#define THROTTLE     300000u     /* ticks of the TSC; 1 GHz by -icount */
#define CAUSE_FIRST  20u         /* ICR's bits 20 to 24 go to the entries ... */
#define CAUSE_TO_OWN 0x000cba98u /* ... 0 to 4 */

static uint64_t tsc_get(void)
{
    uint32_t low, high;

    __asm__ volatile("rdtsc" : "=a"(low), "=d"(high));
    return (uint64_t)high << 32 | low;
}

struct own {
    uint16_t function;
    enum pci_err err;
    bool found;
    struct pci_facts facts;
};

static struct {
    struct own own[SOFT_PCI_FUNCTIONS];
    volatile char busy;
    uint64_t rung; /* when the network function was rung last */
} devices;

static uint64_t lock(void)
{
    return lock_take(&devices.busy, "the machine's own PCI functions");
}

static void unlock(uint64_t flags)
{
    lock_give(&devices.busy, flags);
}

/* ---- finding them ---- */

/* Firmware may have put their regions where nothing is mapped. */
static void prepare(struct own *own, struct pci_window *window)
{
    own->err = pci_assign(&pci_ports, own->function, window);
    if (own->err == PCI_OK)
        own->err = pci_look(&pci_ports, own->function, &own->facts);
}

bool msi_own_find(void)
{
    struct pci_window window = {DEVICE_FIRST, DEVICE_PCI_END};
    struct own *edu = &devices.own[SOFT_PCI_EDU];
    struct own *bell = &devices.own[SOFT_PCI_BELL];
    struct own *rogue = &devices.own[SOFT_PCI_ROGUE];

    edu->found = pci_find(&pci_ports, EDU_VENDOR, EDU_DEVICE, &edu->function);
    bell->found =
        pci_find(&pci_ports, E1000E_VENDOR, E1000E_DEVICE, &bell->function);
    rogue->function = edu->function;
    rogue->found = edu->found && pci_find_next(&pci_ports, EDU_VENDOR,
                                               EDU_DEVICE, &rogue->function);
    if (!edu->found || !bell->found || !rogue->found)
        return false;
    prepare(edu, &window);
    prepare(bell, &window);
    prepare(rogue, &window);
    return edu->err == PCI_OK && bell->err == PCI_OK && rogue->err == PCI_OK &&
           edu->facts.msi != 0 && bell->facts.msi != 0 &&
           bell->facts.msix != 0 && rogue->facts.msi != 0;
}

static void tell_own(const char *name, const struct own *own)
{
    if (!own->found)
        return;
    print("PCI %x:%x.%x: %s, %s\n", own->function >> 8,
          own->function >> 3 & 0x1f, own->function & 7, name,
          own->err == PCI_OK ? "the machine's own" : pci_err_text(own->err));
}

void msi_own_tell(void)
{
    tell_own("edu", &devices.own[SOFT_PCI_EDU]);
    tell_own("e1000e", &devices.own[SOFT_PCI_BELL]);
    tell_own("edu", &devices.own[SOFT_PCI_ROGUE]);
}

uint16_t msi_own_function(unsigned which)
{
    return devices.own[which].function;
}

unsigned msi_own_capability(unsigned which, unsigned id)
{
    const struct pci_facts *facts = &devices.own[which].facts;

    return id == PCI_CAPABILITY_MSI ? facts->msi : facts->msix;
}

/* ---- accesses of lab code ---- */

uint32_t msi_own_config_read(unsigned which, unsigned offset, unsigned size)
{
    uint64_t flags = lock();
    uint32_t value = pci_ports.read(devices.own[which].function, offset, size);

    soft_tell(SOFT_PCI_READ, soft_pci_detail(which, offset, size), value);
    unlock(flags);
    return value;
}

void msi_own_config_write(unsigned which, unsigned offset, unsigned size,
                          uint32_t value)
{
    uint64_t flags = lock();

    soft_tell(SOFT_PCI_WRITE, soft_pci_detail(which, offset, size), value);
    pci_ports.write(devices.own[which].function, offset, size, value);
    unlock(flags);
}

static bool own_find(uint64_t address, struct soft_pci_place *place)
{
    for (unsigned which = 0; which < SOFT_PCI_FUNCTIONS; which++)
        for (unsigned bar = 0; bar < PCI_BARS; bar++) {
            const struct pci_facts *facts = &devices.own[which].facts;
            uint64_t base = facts->region[bar].base;

            if (address < base || address - base >= facts->region[bar].size)
                continue;
            *place = (struct soft_pci_place){(enum soft_pci_which)which, bar,
                                             (uint32_t)(address - base)};
            return true;
        }
    return false;
}

bool msi_own_read32(uint64_t address, uint32_t *value)
{
    struct soft_pci_place place;
    uint64_t flags;

    if (!own_find(address, &place))
        return false;
    flags = lock();
    *value = device_read32(address);
    soft_tell(SOFT_BAR_READ, soft_bar_detail(&place), *value);
    unlock(flags);
    return true;
}

bool msi_own_write32(uint64_t address, uint32_t value)
{
    struct soft_pci_place place;
    uint64_t flags;

    if (!own_find(address, &place))
        return false;
    flags = lock();
    soft_tell(SOFT_BAR_WRITE, soft_bar_detail(&place), value);
    device_write32(address, value);
    unlock(flags);
    return true;
}

static uint64_t base_of(unsigned which)
{
    return devices.own[which].facts.region[0].base;
}

static void net_put(uint32_t offset, uint32_t value)
{
    device_write32(base_of(SOFT_PCI_BELL) + offset, value);
}

/* The card lets two interrupts of an entry be no nearer than 128 us, in QEMU
 * even where its throttle is programmed to 0; and QEMU 7.2 aborts when MSI-X is
 * switched on or off before that time is over.
 * [82574 10.2.4 "Interrupt Register Descriptions"], ITR and EITR */
static void wait_for_throttle(void)
{
    while (tsc_get() - devices.rung < smp_patient(THROTTLE))
        __asm__ volatile("pause");
}

/* A region that is not decoded cannot be reached, by the device's owner. */
static bool is_decoded(unsigned which)
{
    return (pci_ports.read(devices.own[which].function, PCI_COMMAND, 2) &
            PCI_COMMAND_MEMORY) != 0;
}

void msi_own_ring(unsigned which, unsigned bell)
{
    const struct soft_pci_place ring = {SOFT_PCI_BELL, 0, BELL_RING};
    uint32_t cause = UINT32_C(1) << (CAUSE_FIRST + bell);
    uint64_t flags;

    if (!is_decoded(which))
        return;
    if (which != SOFT_PCI_BELL) {
        msi_own_write32(base_of(which) + EDU_INTERRUPT_RAISE, 1u << bell);
        return;
    }
    wait_for_throttle();
    flags = lock();
    devices.rung = tsc_get();
    net_put(E1000E_ICR, cause);
    net_put(E1000E_IMS, cause);
    soft_tell(SOFT_BAR_WRITE, soft_bar_detail(&ring), bell);
    net_put(E1000E_ICS, cause);
    unlock(flags);
}

void msi_own_acknowledge(unsigned which, unsigned bell)
{
    if (which != SOFT_PCI_BELL)
        msi_own_write32(base_of(which) + EDU_INTERRUPT_ACK, 1u << bell);
    else
        net_put(E1000E_ICR, UINT32_C(1) << (CAUSE_FIRST + bell));
}

void msi_own_copy(unsigned which)
{
    uint64_t mask = which == SOFT_PCI_ROGUE ? EDU_DMA_MASK_WIDE : EDU_DMA_MASK;
    uint64_t flags;

    if (which == SOFT_PCI_BELL || !is_decoded(which))
        return;
    flags = lock();
    edu_finish_copy(base_of(which), which, mask);
    unlock(flags);
}

/* ---- putting them back ---- */

static void empty_msi(const struct own *own)
{
    unsigned at = own->facts.msi;
    uint32_t control = pci_ports.read(own->function, at + MSI_CONTROL, 2);
    bool is_64 = (control & MSI_CONTROL_64) != 0;

    pci_ports.write(own->function, at + MSI_CONTROL, 2, 0);
    pci_ports.write(own->function, at + MSI_ADDRESS, 4, 0);
    if (is_64)
        pci_ports.write(own->function, at + MSI_ADDRESS_HIGH, 4, 0);
    pci_ports.write(own->function, at + msi_data_offset(is_64), 2, 0);
}

/* Messages off and forgotten, no master: nothing leaves it. */
static void quiet(const struct own *own)
{
    empty_msi(own);
    if (own->facts.msix != 0)
        pci_ports.write(own->function, own->facts.msix + MSIX_CONTROL, 2, 0);
    pci_ports.write(own->function, PCI_COMMAND, 2, PCI_COMMAND_MEMORY);
}

uint64_t msi_own_table(void)
{
    const struct own *own = &devices.own[SOFT_PCI_BELL];
    uint32_t table =
        pci_ports.read(own->function, own->facts.msix + MSIX_TABLE, 4);

    return own->facts.region[field_get(table, MSIX_BIR)].base +
           (table & MSIX_OFFSET);
}

static void empty_table(void)
{
    uint64_t at = msi_own_table();

    for (unsigned n = 0; n < SOFT_PCI_ENTRIES; n++, at += MSIX_ENTRY_SIZE) {
        device_write32(at + MSIX_ENTRY_CONTROL, (uint32_t)MSIX_ENTRY_MASKED);
        device_write32(at + MSIX_ENTRY_ADDRESS, 0);
        device_write32(at + MSIX_ENTRY_HIGH, 0);
        device_write32(at + MSIX_ENTRY_DATA, 0);
    }
}

/* What is pending leaves, and is lost, for the function is no bus master: a
 * pending bit outlives all else. */
static void lose_pending(void)
{
    const struct own *own = &devices.own[SOFT_PCI_BELL];
    uint64_t at = msi_own_table() + MSIX_ENTRY_CONTROL;

    pci_ports.write(own->function, PCI_COMMAND, 2, PCI_COMMAND_MEMORY);
    pci_ports.write(own->function, own->facts.msix + MSIX_CONTROL, 2,
                    (uint32_t)MSIX_CONTROL_ENABLE);
    for (unsigned n = 0; n < SOFT_PCI_ENTRIES; n++, at += MSIX_ENTRY_SIZE) {
        device_write32(at, (uint32_t)MSIX_ENTRY_MASKED);
        device_write32(at, 0);
    }
}

/* Lab code may have moved them. */
static void put_back_regions(const struct own *own)
{
    for (unsigned bar = 0; bar < PCI_BARS; bar++) {
        uint64_t base = own->facts.region[bar].base;

        if (own->facts.region[bar].size == 0)
            continue;
        pci_ports.write(own->function, PCI_BAR0 + 4 * bar, 4, (uint32_t)base);
        if (own->facts.region[bar].is_64)
            pci_ports.write(own->function, PCI_BAR0 + 4 * bar + 4, 4,
                            (uint32_t)(base >> 32));
    }
}

/* The card's causes go first, so that no throttle begins anew. */
static void calm_net(void)
{
    pci_ports.write(devices.own[SOFT_PCI_BELL].function, PCI_COMMAND, 2,
                    PCI_COMMAND_MEMORY);
    net_put(E1000E_IMC, ~UINT32_C(0));
    net_put(E1000E_ICR, ~UINT32_C(0));
    if (devices.rung == 0)
        return;
    devices.rung = tsc_get();
    wait_for_throttle();
    devices.rung = 0;
}

void msi_own_settle(void)
{
    devices.busy = 0;
    for (unsigned i = 0; i < SOFT_PCI_FUNCTIONS; i++)
        put_back_regions(&devices.own[i]);
    calm_net();
    lose_pending();
    for (unsigned i = 0; i < SOFT_PCI_FUNCTIONS; i++)
        quiet(&devices.own[i]);
    empty_table();
    edu_calm(base_of(SOFT_PCI_EDU));
    edu_calm(base_of(SOFT_PCI_ROGUE));
    net_put(E1000E_IVAR, CAUSE_TO_OWN);
    net_put(E1000E_ITR, 0);
    for (unsigned n = 0; n < SOFT_PCI_ENTRIES; n++)
        net_put(E1000E_EITR + 4 * n, 0);
}

/* The layout does not say where firmware, or we, have put the regions. */
static void mark_regions(unsigned which)
{
    const struct pci_facts *facts = &devices.own[which].facts;

    for (unsigned bar = 0; bar < PCI_BARS; bar++)
        if (facts->region[bar].size != 0)
            soft_tell(SOFT_PCI_WRITE,
                      soft_pci_detail(which, PCI_BAR0 + 4 * bar, 4),
                      (uint32_t)facts->region[bar].base);
    soft_tell(SOFT_PCI_WRITE, soft_pci_detail(which, PCI_COMMAND, 2),
              (uint32_t)PCI_COMMAND_MEMORY);
}

void msi_own_mark(void)
{
    soft_tell(SOFT_PCI_RESET, SOFT_PCI_REAL, 0);
    for (unsigned i = 0; i < SOFT_PCI_FUNCTIONS; i++)
        mark_regions(i);
}
