/*
 * model/src/soft_pci_copy.c - the copies of the two edus: what they fetch, what
 * they store, and the store that is an interrupt.  Contract: model/soft_pci.h.
 *
 * Whoever is bus master may write to any address, that of a message too: the
 * chipset sees a write, and no one asks whose idea it was.
 */
#include "model/soft_pci.h"

#define DWORD 4u

static const struct soft_edu *edu_of(const struct soft_pci *p,
                                     enum soft_pci_which which)
{
    return &p->edu[which == SOFT_PCI_ROGUE];
}

static bool is_master(const struct pci_function *f)
{
    return (pci_config_read(f, PCI_COMMAND, 2) & PCI_COMMAND_MASTER) != 0;
}

bool soft_pci_copy_waits(const struct soft_pci *p, enum soft_pci_which which,
                         struct edu_copy *copy)
{
    if (which == SOFT_PCI_BELL || !edu_copy_waits(&edu_of(p, which)->edu, copy))
        return false;
    if (!is_master(&p->function[which]))
        copy->bytes = 0;
    return true;
}

/* How many bytes dword `index` of the copy has in this direction; 0: none. */
static unsigned bytes_of(const struct soft_pci *p, enum soft_pci_which which,
                         unsigned index, bool to_memory, uint32_t *at)
{
    struct edu_copy copy;

    if (!soft_pci_copy_waits(p, which, &copy) || copy.to_memory != to_memory ||
        index >= EDU_BUFFER_SIZE / DWORD || copy.bytes <= DWORD * index)
        return 0;
    *at = copy.at + DWORD * index;
    return copy.bytes - DWORD * index < DWORD ? copy.bytes % DWORD : DWORD;
}

static void put(struct soft_edu *e, uint32_t at, uint8_t byte)
{
    while (e->reached <= at)
        e->edu.buffer[e->reached++] = 0;
    e->edu.buffer[at] = byte;
}

void soft_pci_copy_fetched(struct soft_pci *p, enum soft_pci_which which,
                           unsigned index, uint32_t dword)
{
    struct soft_edu *e = &p->edu[which == SOFT_PCI_ROGUE];
    uint32_t at = 0;
    unsigned bytes = bytes_of(p, which, index, false, &at);

    for (unsigned i = 0; i < bytes; i++)
        put(e, at + i, (uint8_t)(dword >> (8 * i)));
}

uint32_t soft_pci_copy_stores(const struct soft_pci *p,
                              enum soft_pci_which which, unsigned index)
{
    const struct soft_edu *e = edu_of(p, which);
    uint32_t at = 0, dword = 0;
    unsigned bytes = bytes_of(p, which, index, true, &at);

    for (unsigned i = 0; i < bytes; i++)
        if (at + i < e->reached)
            dword |= (uint32_t)e->edu.buffer[at + i] << (8 * i);
    return dword;
}

static void write_message(struct soft_pci *p, enum soft_pci_which which,
                          const struct edu_copy *copy)
{
    struct msi_message message = {
        .address = copy->memory,
        .data = soft_pci_copy_stores(p, which, 0),
        .requester = p->function[which].requester,
    };

    if (!copy->to_memory || copy->bytes != DWORD || copy->memory % DWORD != 0 ||
        msi_format_of(&message) == MSI_MEMORY)
        return;
    p->written = message;
    p->has_written = true;
}

void soft_pci_copy_end(struct soft_pci *p, enum soft_pci_which which)
{
    struct edu *edu = &p->edu[which == SOFT_PCI_ROGUE].edu;
    struct edu_copy copy;

    if (!soft_pci_copy_waits(p, which, &copy))
        return;
    write_message(p, which, &copy);
    if (edu_copied(edu).raised)
        pci_message_raise(&p->function[which], 0);
    pci_intx_set(&p->function[which], edu->interrupts != 0);
}
