/*
 * model/soft_pci.h - the two PCI functions of the labs that use messages.
 *
 * One is `edu`, with MSI; the other a doorbell of our own, with MSI-X and a
 * plain MSI beside it.  Where capabilities, table and base addresses lie is
 * drawn from a layout's number, so that code which looks them up is told from
 * code which knows them.  The kernel's soft chipset plays them, and the
 * grader's oracle repeats each input; both learn from soft_pci_next what
 * leaves.  Layout SOFT_PCI_REAL is that of QEMU's edu and e1000e.
 *
 *   <an input>; while (soft_pci_next(p, &m)) <deliver m>
 */
#ifndef MODEL_SOFT_PCI_H
#define MODEL_SOFT_PCI_H

#include <stdbool.h>
#include <stdint.h>

#include "model/edu.h"
#include "model/mark.h"
#include "model/pci_function.h"

enum soft_pci_which { SOFT_PCI_EDU, SOFT_PCI_BELL, SOFT_PCI_FUNCTIONS };

#define SOFT_PCI_LAYOUTS   64u /* 0..63 are drawn */
#define SOFT_PCI_LAYOUT_64 2u  /* the table's region has 64 bits */
#define SOFT_PCI_REAL      64u

#define SOFT_PCI_ENTRIES   5u /* of the doorbell's table, as e1000e has */

/* The doorbell's own: vendor 1234h is nobody's, as edu's. */
#define BELL_VENDOR        0x1234u
#define BELL_DEVICE        0x11e9u
#define BELL_ID            0x0u /* read-only */
#define BELL_ID_IS         0x010000beu
#define BELL_COUNT         0x4u /* read-only: bells */
#define BELL_RING          0x8u /* write n: bell n is rung */
#define BELL_RUNG          0xcu /* read-only: bit n since the last ACK */
#define BELL_ACK           0x10u

/* QEMU's network function, whose causes the kernel rings as bells. */
#define E1000E_VENDOR      0x8086u
#define E1000E_DEVICE      0x10d3u

/* Fields may be read; writing goes through functions. */
struct soft_pci {
    struct pci_function function[SOFT_PCI_FUNCTIONS];
    struct edu edu;
    uint32_t rung;
    unsigned layout;
    struct {
        uint64_t base, size; /* size 0: does not answer */
    } region[SOFT_PCI_FUNCTIONS][PCI_BARS];
};

/* A register of a region. */
struct soft_pci_place {
    enum soft_pci_which which;
    unsigned bar;
    uint32_t offset;
};

/* Power-up in `layout`; firmware has put the base addresses and has switched
 * memory decoding on, but for SOFT_PCI_REAL. */
void soft_pci_reset(struct soft_pci *p, unsigned layout);

/* Their requester IDs, which say where they are found. */
uint16_t soft_pci_requester(enum soft_pci_which which);

/* Configuration space is read by pci_config_read.  After a write ask
 * soft_pci_next. */
void soft_pci_config_write(struct soft_pci *p, enum soft_pci_which which,
                           unsigned offset, unsigned size, uint32_t value);

/* Does `address` belong to one of their regions? */
bool soft_pci_find(const struct soft_pci *p, uint64_t address,
                   struct soft_pci_place *place);

/* 32-bit accesses to a region.  After a write ask soft_pci_next. */
uint32_t soft_pci_read(const struct soft_pci *p,
                       const struct soft_pci_place *place);
void soft_pci_write(struct soft_pci *p, const struct soft_pci_place *place,
                    uint32_t value);

/* ---- inputs as marks (soft_pci_marks.c) ---- */

/* The detail of a MARK_SOFT about configuration space, about a region. */
unsigned soft_pci_detail(unsigned which, unsigned offset, unsigned size);
unsigned soft_bar_detail(const struct soft_pci_place *place);

/* Repeat the input that such a mark tells of; false if it is none: a read, or
 * not of these functions. */
bool soft_pci_apply(struct soft_pci *p, enum soft_op op, unsigned detail,
                    uint32_t value);
/* What the model reads where such a mark tells of a read. */
uint32_t soft_pci_reads(const struct soft_pci *p, enum soft_op op,
                        unsigned detail);

/* The next message that leaves. */
bool soft_pci_next(struct soft_pci *p, struct msi_message *message);

#endif
