/*
 * tests/qtest/edu_pair.h - two `edu` devices side by side: QEMU's and the
 * model's, driven alike and compared after each act.
 *
 * Memory of 64 KiB at PAIR_MEMORY exists on both sides; a message whose address
 * is no interrupt's lands there.  Known differences are named where they are
 * excused, and stand in docs/EMULATORS.md.  Used by edu_agree_test.c.
 */
#ifndef EDU_PAIR_H
#define EDU_PAIR_H

#include "model/edu.h"
#include "model/pci_function.h"
#include "model/rng.h"
#include "qtest.h"

#define PAIR_REQUESTER 0x0020u /* 00:04.0 */
#define PAIR_MSI       0x40u
#define PAIR_REGION    0xfeb00000u
#define PAIR_MEMORY    0x80000u
#define PAIR_BYTES     0x10000u
#define PAIR_MESSAGES  4u

struct pair {
    struct qtest qemu;
    struct edu edu;
    struct pci_function pci;
    uint8_t memory[PAIR_BYTES];
    struct lapic_message sent[PAIR_MESSAGES]; /* by the model, this act */
    unsigned sent_count;
    /* QEMU moves the pin only while MSI is off, so that a change of mode with
     * an interrupt raised leaves it behind: "edu-pin-left-behind". */
    bool pin_is_comparable;
    char act[80]; /* for messages */
};

/* ---- the model's side: what QEMU's machine does around its device ---- */

static inline void pair_memory_write(struct pair *p, uint64_t at, uint32_t data)
{
    for (unsigned i = 0; i < 4; i++)
        if (at + i >= PAIR_MEMORY && at + i < PAIR_MEMORY + PAIR_BYTES)
            p->memory[at + i - PAIR_MEMORY] = (uint8_t)(data >> (8 * i));
}

static inline void pair_send(struct pair *p, const struct msi_message *m)
{
    struct lapic_message decoded = msi_decode(m);

    if (decoded.sent && p->sent_count < PAIR_MESSAGES)
        p->sent[p->sent_count++] = decoded;
    else if (msi_format_of(m) == MSI_MEMORY)
        pair_memory_write(p, m->address, m->data);
}

static inline void pair_settle(struct pair *p, struct edu_output out)
{
    struct msi_message m;

    if (out.raised)
        pci_message_raise(&p->pci, 0);
    for (int n = pci_message_next(&p->pci); n >= 0;
         n = pci_message_next(&p->pci))
        if (pci_message_take(&p->pci, (unsigned)n, &m))
            pair_send(p, &m);
    pci_intx_set(&p->pci, p->edu.interrupts != 0);
}

/* ---- comparing ---- */

static inline void pair_compare_messages(struct pair *p)
{
    struct qtest_irq seen[PAIR_MESSAGES] = {{0}};
    unsigned count = qtest_irqs(&p->qemu, seen, PAIR_MESSAGES);

    ck_assert_msg(count == p->sent_count, "%s: QEMU sent %u, the model %u",
                  p->act, count, p->sent_count);
    for (unsigned i = 0; i < count; i++) {
        const struct lapic_message *m = &p->sent[i];

        ck_assert_msg(m->dest == seen[i].dest &&
                          m->dest_logical == seen[i].dest_mode &&
                          m->delivery_mode == seen[i].delivery_mode &&
                          m->vector == seen[i].vector &&
                          m->is_level == seen[i].trigger_mode,
                      "%s: QEMU sent vector 0x%02x, the model 0x%02x", p->act,
                      seen[i].vector, m->vector);
    }
    p->sent_count = 0;
}

static inline void pair_equal(struct pair *p, uint64_t qemu, uint64_t model)
{
    ck_assert_msg(qemu == model, "%s: QEMU 0x%" PRIx64 ", the model 0x%" PRIx64,
                  p->act, qemu, model);
}

/* ---- acts on both ---- */

static inline bool pair_is_decoded(const struct pair *p)
{
    return pci_bar_address(&p->pci, 0) == PAIR_REGION;
}

static inline void pair_write(struct pair *p, uint32_t offset, unsigned size,
                              uint64_t value)
{
    snprintf(p->act, sizeof p->act, "write 0x%x.%u = 0x%" PRIx64, offset, size,
             value);
    if (!pair_is_decoded(p))
        return;
    qtest_ask(&p->qemu, "write%c 0x%x 0x%" PRIx64, size == 8 ? 'q' : 'l',
              PAIR_REGION + offset, value);
    pair_settle(p, edu_write(&p->edu, offset, size, value));
}

static inline void pair_read(struct pair *p, uint32_t offset, unsigned size)
{
    uint64_t qemu;

    snprintf(p->act, sizeof p->act, "read 0x%x.%u", offset, size);
    if (!pair_is_decoded(p))
        return;
    qemu = qtest_ask(&p->qemu, "read%c 0x%x", size == 8 ? 'q' : 'l',
                     PAIR_REGION + offset);
    pair_equal(p, qemu, edu_read(&p->edu, offset, size));
}

static inline void pair_config_write(struct pair *p, unsigned offset,
                                     unsigned size, uint32_t value)
{
    bool before = pci_message_count(&p->pci) != 0;

    snprintf(p->act, sizeof p->act, "config 0x%x.%u = 0x%x", offset, size,
             value);
    qtest_config_write(&p->qemu, PAIR_REQUESTER, offset, size, value);
    pci_config_write(&p->pci, offset, size, value);
    pair_settle(p, (struct edu_output){.raised = false});
    if (before != (pci_message_count(&p->pci) != 0) && p->edu.interrupts != 0)
        p->pin_is_comparable = false;
}

/* QEMU's function has bits that the model's has not: 66 MHz and timing bits of
 * the status, SERR# enable and parity of the command. */
static inline uint32_t pair_modelled(unsigned offset)
{
    if (offset == PCI_COMMAND)
        return (uint32_t)(PCI_COMMAND_IO | PCI_COMMAND_MEMORY |
                          PCI_COMMAND_MASTER | PCI_COMMAND_INTX_DISABLE |
                          PCI_STATUS_CAPABILITIES << 16);
    return ~UINT32_C(0);
}

static inline void pair_config_read(struct pair *p, unsigned offset)
{
    uint32_t mask = pair_modelled(offset);

    snprintf(p->act, sizeof p->act, "config 0x%x", offset);
    if (offset == PCI_COMMAND && p->pin_is_comparable)
        mask |= (uint32_t)(PCI_STATUS_INTX << 16);
    pair_equal(p, qtest_config_read(&p->qemu, PAIR_REQUESTER, offset, 4) & mask,
               pci_config_read(&p->pci, offset, 4) & mask);
}

/* Until the bits of QEMU's register are so; some seconds at most. */
static inline void pair_await(struct pair *p, uint32_t offset, uint32_t bits,
                              uint32_t value)
{
    for (unsigned i = 0; i < 20000; i++) {
        uint64_t now = qtest_ask(&p->qemu, "readl 0x%x", PAIR_REGION + offset);

        if ((now & bits) == value)
            return;
        usleep(200);
    }
    ck_abort_msg("%s never came", p->act);
}

/* Both finish what they were asked to compute.  QEMU does it in a thread, and
 * raises the interrupt some time after the status says that it is done. */
static inline void pair_compute(struct pair *p)
{
    struct edu_output out;

    if (!edu_is_computing(&p->edu))
        return;
    snprintf(p->act, sizeof p->act, "the end of a factorial");
    out = edu_compute(&p->edu);
    pair_await(p, EDU_STATUS, (uint32_t)EDU_STATUS_COMPUTING, 0);
    if (out.raised)
        pair_await(p, EDU_INTERRUPT_STATUS, (uint32_t)EDU_INTERRUPT_FACT,
                   (uint32_t)EDU_INTERRUPT_FACT);
    pair_settle(p, out);
}

/* A store to an address that is an interrupt's: of four bytes. */
static inline void pair_copy_message(struct pair *p,
                                     const struct edu_copy *copy)
{
    struct msi_message m = {.address = copy->memory};

    for (unsigned i = 0; i < 4; i++)
        m.data |= (uint32_t)p->edu.buffer[copy->at + i] << (8 * i);
    if (copy->to_memory && copy->bytes == 4 && msi_format_of(&m) != MSI_MEMORY)
        pair_send(p, &m);
}

static inline void pair_copy_bytes(struct pair *p, const struct edu_copy *copy)
{
    for (uint32_t i = 0; i < copy->bytes; i++) {
        uint64_t at = copy->memory + i - PAIR_MEMORY;

        if (at >= PAIR_BYTES)
            continue;
        if (copy->to_memory)
            p->memory[at] = p->edu.buffer[copy->at + i];
        else
            p->edu.buffer[copy->at + i] = p->memory[at];
    }
}

/* QEMU's copies take a tenth of a second.  Who is no bus master copies
 * nothing, and is done all the same. */
static inline void pair_copy(struct pair *p)
{
    struct edu_copy copy;

    snprintf(p->act, sizeof p->act, "the end of a copy");
    if (!edu_copy_waits(&p->edu, &copy))
        return;
    pair_await(p, EDU_DMA_COMMAND, (uint32_t)EDU_DMA_START, 0);
    pair_copy_bytes(p, &copy);
    pair_copy_message(p, &copy);
    pair_settle(p, edu_copied(&p->edu));
}

static inline void pair_compare_memory(struct pair *p)
{
    static char line[2 * PAIR_BYTES + 16];
    char want[3];

    fprintf(p->qemu.to, "read 0x%x 0x%x\n", PAIR_MEMORY, PAIR_BYTES);
    fflush(p->qemu.to);
    ck_assert_ptr_nonnull(fgets(line, sizeof line, p->qemu.from));
    for (unsigned i = 0; i < PAIR_BYTES; i++) {
        snprintf(want, sizeof want, "%02x", p->memory[i]);
        ck_assert_msg(memcmp(line + 5 + 2 * i, want, 2) == 0,
                      "memory differs at 0x%x", PAIR_MEMORY + i);
    }
}

/* ---- a pair ---- */

/* Bytes that differ, so that a copy from the wrong place is seen. */
static inline void pair_fill_memory(struct pair *p)
{
    static char hex[2 * PAIR_BYTES + 1];
    struct rng rng = {.state = 1};

    for (unsigned i = 0; i < PAIR_BYTES; i++) {
        p->memory[i] = (uint8_t)rng_next(&rng);
        snprintf(hex + 2 * i, 3, "%02x", p->memory[i]);
    }
    qtest_ask(&p->qemu, "write 0x%x 0x%x 0x%s", PAIR_MEMORY, PAIR_BYTES, hex);
}

/* Both to power-up, placed and decoding. */
static inline void pair_place(struct pair *p)
{
    pair_config_write(p, PCI_BAR0, 4, PAIR_REGION);
    pair_config_write(p, PCI_COMMAND, 2,
                      PCI_COMMAND_MEMORY | PCI_COMMAND_MASTER);
}

/* `device` for QEMU's command line; its copies reach what `dma_mask` says. */
static inline void pair_start(struct pair *p, const char *device,
                              uint64_t dma_mask)
{
    memset(p, 0, sizeof *p);
    p->qemu = qtest_start(device);
    edu_reset(&p->edu, dma_mask);
    pci_function_init(&p->pci, EDU_VENDOR, EDU_DEVICE, PAIR_REQUESTER);
    pci_add_bar(&p->pci, 0, EDU_REGION_SIZE, false);
    pci_add_msi(&p->pci, PAIR_MSI, 0, true, false);
    p->pin_is_comparable = true;
    pair_fill_memory(p);
    pair_place(p);
}

#endif
