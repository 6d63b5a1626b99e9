/*
 * tests/fuzz/pci_walk_fuzz.c - any bytes as the configuration space of a bus:
 * the kernel's walkers come to an end, stay inside it, and keep what they
 * promise of a function that they call sound.
 *
 * The input is up to 16 functions of 256 bytes, then the bits of each that can
 * be written, then after how many accesses all of them vanish.  libFuzzer's
 * entry, built and run by tests/fuzz/run.sh.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "hw/msi_regs.h"
#include "kernel/pci.h"

#define FUNCTIONS 16u
#define MOST      200000u /* 256 buses of 32 devices of 8 functions */

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static struct {
    uint8_t config[FUNCTIONS][PCI_CONFIG_SIZE];
    uint8_t writable[FUNCTIONS][PCI_CONFIG_SIZE];
    unsigned accesses, vanish_after;
} bus;

/* Functions 0 to 7 of bus 0 are devices, 8 to 15 stand on bus 1. */
static uint8_t *place(uint8_t (*space)[PCI_CONFIG_SIZE], uint16_t function)
{
    unsigned n = function >> 3 & 0x1f;

    if (++bus.accesses > MOST)
        abort();
    if (bus.accesses > bus.vanish_after || function >> 8 > 1 || n > 7 ||
        (function & 7) != 0)
        return NULL;
    return space[8 * (function >> 8) + n];
}

static uint32_t get(uint16_t function, unsigned offset, unsigned size)
{
    const uint8_t *config = place(bus.config, function);
    uint32_t value = 0;

    if (offset % size != 0 || offset + size > PCI_CONFIG_SIZE)
        abort();
    for (unsigned i = 0; i < size; i++)
        value |= (uint32_t)(config != NULL ? config[offset + i] : 0xff)
                 << 8 * i;
    return value;
}

static void put(uint16_t function, unsigned offset, unsigned size,
                uint32_t value)
{
    uint8_t *config = place(bus.config, function);

    if (offset % size != 0 || offset + size > PCI_CONFIG_SIZE)
        abort();
    for (unsigned i = 0; config != NULL && i < size; i++) {
        uint8_t mask = bus.writable[(config - bus.config[0]) / PCI_CONFIG_SIZE]
                                   [offset + i];

        config[offset + i] =
            (uint8_t)((config[offset + i] & ~mask) | (value >> 8 * i & mask));
    }
}

static const struct pci_space space = {.read = get, .write = put};

static void look(uint16_t function)
{
    struct pci_facts facts;
    enum pci_err err = pci_look(&space, function, &facts);

    if (strlen(pci_err_text(err)) < 5)
        abort();
    if (err != PCI_OK)
        return;
    if ((facts.msi != 0 && facts.msi < PCI_CAPABILITY_FIRST) ||
        (facts.msix != 0 && facts.msix < PCI_CAPABILITY_FIRST))
        abort();
    for (unsigned i = 0; i < PCI_BARS; i++)
        if (facts.region[i].size != 0 &&
            (facts.region[i].base == 0 ||
             facts.region[i].base + facts.region[i].size >
                 UINT64_C(0x100000000)))
            abort();
}

static void assign(uint16_t function)
{
    struct pci_window window = {0xfe000000, 0xfec00000};

    (void)pci_assign(&space, function, &window);
    if (window.next < 0xfe000000 || window.next > window.end)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    size_t half = sizeof bus.config;
    uint16_t function;

    memset(&bus, 0xff, sizeof bus);
    bus.accesses = 0;
    memcpy(bus.config, bytes, size < half ? size : half);
    if (size > half)
        memcpy(bus.writable, bytes + half,
               size - half < half ? size - half : half);
    bus.vanish_after = size % 4 == 1 ? (unsigned)size / 4 : MOST;
    (void)pci_find(&space, 0x1234, 0x11e8, &function);
    for (unsigned n = 0; n < 8; n++) {
        bus.accesses = 0;
        look((uint16_t)(8 * n));
        assign((uint16_t)(8 * n));
    }
    return 0;
}
