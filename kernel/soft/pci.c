/*
 * kernel/soft/pci.c - three PCI functions that send messages: the model as
 * hardware.
 *
 * Every input changes the model's state, and then what may leave is sent, as
 * an IPI of the CPU that made the input.  Inputs are logged as marks in the
 * order in which they act, so that the grader's oracle can repeat them.
 * Contract: soft_parts.h.
 */
#include <stddef.h>
#include "kernel/dma.h"
#include "kernel/lock.h"
#include "kernel/mark.h"
#include "kernel/mmio.h"
#include "kernel/soft.h"
#include "model/soft_pci.h"
#include "soft_parts.h"

static struct {
    struct soft_pci model;
    bool is_on;
    volatile char busy; /* a CPU is at it */
} soft_functions;

/* IF = 0 while the functions are ours: what it was. */
static uint64_t lock(void)
{
    return lock_take(&soft_functions.busy, "the soft PCI functions");
}

static void unlock(uint64_t flags)
{
    lock_give(&soft_functions.busy, flags);
}

static void send(const struct msi_message *m)
{
    struct lapic_message message = msi_decode(m);
    unsigned sender =
        (unsigned)SOFT_SENDER_PCI | soft_pci_of_requester(m->requester);

    if (!soft_can_send(&message))
        return;
    soft_tell(SOFT_SEND_BEGIN, sender, 0);
    (void)soft_send(&message);
    soft_tell(SOFT_SEND_END, sender, 0);
}

/* What may leave, in the model's order. */
static void serve(void)
{
    struct msi_message message;

    while (soft_pci_next(&soft_functions.model, &message))
        send(&message);
}

bool soft_functions_are_on(void)
{
    return soft_functions.is_on;
}

void soft_functions_reset(unsigned layout)
{
    uint64_t flags;

    soft_functions.busy = 0;
    soft_functions.is_on = true;
    flags = lock();
    soft_tell(SOFT_PCI_RESET, layout, 0);
    soft_pci_reset(&soft_functions.model, layout);
    unlock(flags);
}

void soft_functions_off(void)
{
    soft_functions.busy = 0;
    soft_functions.is_on = false;
}

uint32_t soft_config_read(unsigned which, unsigned offset, unsigned size)
{
    uint64_t flags = lock();
    uint32_t value =
        pci_config_read(&soft_functions.model.function[which], offset, size);

    soft_tell(SOFT_PCI_READ, soft_pci_detail(which, offset, size), value);
    unlock(flags);
    return value;
}

void soft_config_write(unsigned which, unsigned offset, unsigned size,
                       uint32_t value)
{
    uint64_t flags = lock();

    soft_tell(SOFT_PCI_WRITE, soft_pci_detail(which, offset, size), value);
    soft_pci_config_write(&soft_functions.model, (enum soft_pci_which)which,
                          offset, size, value);
    serve();
    unlock(flags);
}

bool soft_functions_read(uint64_t address, uint32_t *value)
{
    struct soft_pci_place place;
    uint64_t flags;
    bool found;

    if (!soft_functions.is_on || address >= DEVICE_PCI_END)
        return false;
    flags = lock();
    found = soft_pci_find(&soft_functions.model, address, &place);
    if (found) {
        *value = soft_pci_read(&soft_functions.model, &place);
        soft_tell(SOFT_BAR_READ, soft_bar_detail(&place), *value);
    }
    unlock(flags);
    return found;
}

static void put(const struct soft_pci_place *place, uint32_t value)
{
    soft_tell(SOFT_BAR_WRITE, soft_bar_detail(place), value);
    soft_pci_write(&soft_functions.model, place, value);
    serve();
}

bool soft_functions_write(uint64_t address, uint32_t value)
{
    struct soft_pci_place place;
    uint64_t flags;
    bool found;

    if (!soft_functions.is_on || address >= DEVICE_PCI_END)
        return false;
    flags = lock();
    found = soft_pci_find(&soft_functions.model, address, &place);
    if (found)
        put(&place, value);
    unlock(flags);
    return found;
}

/* ---- copies ---- */

static void fetch(unsigned which, const struct edu_copy *copy)
{
    bool may = dma_may_fetch(copy->memory, copy->bytes);

    for (uint32_t at = 0; at < copy->bytes; at += 4) {
        uint32_t left = copy->bytes - at;
        uint32_t dword = UINT32_MAX;

        if (may)
            dword = dma_fetch(copy->memory + at, left < 4 ? left : 4);
        soft_tell(SOFT_COPY_DATA, soft_copy_detail(which, at / 4), dword);
        soft_pci_copy_fetched(&soft_functions.model, (enum soft_pci_which)which,
                              at / 4, dword);
    }
}

static void store(unsigned which, const struct edu_copy *copy)
{
    if (!dma_may_store(copy->memory, copy->bytes))
        return;
    for (uint32_t at = 0; at < copy->bytes; at += 4) {
        uint32_t left = copy->bytes - at;

        dma_store(copy->memory + at, left < 4 ? left : 4,
                  soft_pci_copy_stores(&soft_functions.model,
                                       (enum soft_pci_which)which, at / 4));
    }
}

static void copy_end(unsigned which)
{
    struct edu_copy copy;

    if (!soft_pci_copy_waits(&soft_functions.model, (enum soft_pci_which)which,
                             &copy))
        return;
    if (copy.to_memory)
        store(which, &copy);
    else
        fetch(which, &copy);
    soft_tell(SOFT_COPY, which, 0);
    soft_pci_copy_end(&soft_functions.model, (enum soft_pci_which)which);
    serve();
}

void soft_functions_copy(unsigned which)
{
    uint64_t flags;

    if (!soft_functions.is_on)
        return;
    flags = lock();
    copy_end(which);
    unlock(flags);
}

/* ---- the devices themselves ---- */

/* A device needs no decoding to be itself; its registers are in region 0. */
static void touch(unsigned which, uint32_t offset, uint32_t value)
{
    const struct soft_pci_place place = {(enum soft_pci_which)which, 0, offset};
    uint64_t flags;

    if (!soft_functions.is_on)
        return;
    flags = lock();
    put(&place, value);
    unlock(flags);
}

void soft_functions_ring(unsigned which, unsigned bell)
{
    if (which != SOFT_PCI_BELL)
        touch(which, EDU_INTERRUPT_RAISE, UINT32_C(1) << bell);
    else
        touch(which, BELL_RING, bell);
}

void soft_functions_acknowledge(unsigned which, unsigned bell)
{
    touch(which, which != SOFT_PCI_BELL ? EDU_INTERRUPT_ACK : BELL_ACK,
          UINT32_C(1) << bell);
}

unsigned soft_functions_capability(unsigned which, unsigned id)
{
    const struct pci_function *f = &soft_functions.model.function[which];

    return id == PCI_CAPABILITY_MSI ? f->msi : f->msix;
}

uint64_t soft_functions_table(void)
{
    const struct pci_function *f =
        &soft_functions.model.function[SOFT_PCI_BELL];
    uint32_t where = pci_config_read(f, f->msix + MSIX_TABLE, 4);

    return pci_bar_address(f, (unsigned)field_get(where, MSIX_BIR)) +
           (where & MSIX_OFFSET);
}
