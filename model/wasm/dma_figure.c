/*
 * model/wasm/dma_figure.c - a function that copies, and the local APICs of a
 * machine that takes its copies for messages.
 *
 * The function is the rogue of model/soft_pci.h; a button programs its copy
 * register by register, as a kernel does, and lets it end.  What leaves as a
 * message goes over the bus of apic_figure.c; memory is one dword to read and
 * one note of the last that was overwritten.  Contract: figures.h.
 */
#include "figures.h"

static void edu_register(struct dma_figure *f, uint32_t offset, uint32_t value)
{
    struct soft_pci_place place = {SOFT_PCI_ROGUE, 0, offset};

    soft_pci_write(&f->pci, &place, value);
}

static void forget(struct dma_figure *f)
{
    f->outcome = FIGURE_COPIED_NOTHING;
    f->address = f->data = f->requester = 0;
    for (unsigned i = 0; i < FIGURE_CPUS; i++)
        f->apic.answer[i] = LAPIC_NOT_MINE;
}

/* Program a copy; true when it is going to move bytes. */
static bool start(struct dma_figure *f, uint32_t from, uint32_t to,
                  uint32_t bytes, uint32_t command, struct edu_copy *copy)
{
    forget(f);
    edu_register(f, EDU_DMA_SOURCE, from);
    edu_register(f, EDU_DMA_DESTINATION, to);
    edu_register(f, EDU_DMA_COUNT, bytes);
    edu_register(f, EDU_DMA_COMMAND, command | (uint32_t)EDU_DMA_START);
    return soft_pci_copy_waits(&f->pci, SOFT_PCI_ROGUE, copy) &&
           copy->bytes != 0;
}

static void deliver(struct dma_figure *f, const struct msi_message *message)
{
    struct lapic_message seen = msi_decode(message);

    f->outcome = FIGURE_SENT;
    f->requester = message->requester;
    figure_send(&f->apic, &seen);
}

EXPORT(dma_size) uint32_t dma_size(void)
{
    return sizeof(struct dma_figure);
}

EXPORT(dma_reset) void dma_reset(struct dma_figure *f, uint32_t cpus)
{
    apic_reset(&f->apic, cpus, 0);
    soft_pci_reset(&f->pci, 0);
    f->overwritten = 0;
    forget(f);
}

EXPORT(dma_master) void dma_master(struct dma_figure *f, uint32_t on)
{
    uint32_t master = on ? (uint32_t)PCI_COMMAND_MASTER : 0;

    soft_pci_config_write(&f->pci, SOFT_PCI_ROGUE, PCI_COMMAND, 2,
                          master | (uint32_t)PCI_COMMAND_MEMORY);
}

EXPORT(dma_load) uint32_t dma_load(struct dma_figure *f, uint32_t dword)
{
    struct edu_copy copy;

    if (start(f, FIGURE_MEMORY, EDU_BUFFER, 4, 0, &copy)) {
        soft_pci_copy_fetched(&f->pci, SOFT_PCI_ROGUE, 0, dword);
        f->outcome = FIGURE_FETCHED;
        f->data = dword;
    }
    soft_pci_copy_end(&f->pci, SOFT_PCI_ROGUE);
    return f->outcome;
}

/* Is `address` in the range in which there is no memory? */
static bool is_interrupts(uint64_t address)
{
    struct msi_message message = {.address = address};

    return msi_format_of(&message) != MSI_MEMORY;
}

EXPORT(dma_store)
uint32_t dma_store(struct dma_figure *f, uint32_t address, uint32_t bytes)
{
    struct msi_message message;
    struct edu_copy copy;

    if (start(f, EDU_BUFFER, address, bytes, EDU_DMA_TO_MEMORY, &copy)) {
        f->address = (uint32_t)copy.memory;
        f->data = soft_pci_copy_stores(&f->pci, SOFT_PCI_ROGUE, 0);
        f->outcome =
            is_interrupts(copy.memory) ? FIGURE_LOST : FIGURE_OVERWRITTEN;
        if (f->outcome == FIGURE_OVERWRITTEN)
            f->overwritten = f->address;
    }
    soft_pci_copy_end(&f->pci, SOFT_PCI_ROGUE);
    while (soft_pci_next(&f->pci, &message))
        deliver(f, &message);
    return f->outcome;
}

/* ---- what can be seen ---- */

EXPORT(dma_is_master) uint32_t dma_is_master(const struct dma_figure *f)
{
    return (pci_config_read(&f->pci.function[SOFT_PCI_ROGUE], PCI_COMMAND, 2) &
            PCI_COMMAND_MASTER) != 0;
}

EXPORT(dma_buffer) uint32_t dma_buffer(const struct dma_figure *f)
{
    const struct soft_edu *rogue = &f->pci.edu[1];
    uint32_t dword = 0;

    for (uint32_t i = 0; i < 4 && i < rogue->reached; i++)
        dword |= (uint32_t)rogue->edu.buffer[i] << (8 * i);
    return dword;
}

EXPORT(dma_own_id) uint32_t dma_own_id(const struct dma_figure *f)
{
    return f->pci.function[SOFT_PCI_ROGUE].requester;
}

EXPORT(dma_outcome) uint32_t dma_outcome(const struct dma_figure *f)
{
    return f->outcome;
}

EXPORT(dma_address) uint32_t dma_address(const struct dma_figure *f)
{
    return f->address;
}

EXPORT(dma_data) uint32_t dma_data(const struct dma_figure *f)
{
    return f->data;
}

EXPORT(dma_requester) uint32_t dma_requester(const struct dma_figure *f)
{
    return f->requester;
}

EXPORT(dma_overwritten) uint32_t dma_overwritten(const struct dma_figure *f)
{
    return f->overwritten;
}
