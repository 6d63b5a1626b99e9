/*
 * model/soft_pci.h - the three PCI functions of the labs that use messages.
 *
 * One is `edu`, with MSI; one a doorbell of our own, with MSI-X and a plain MSI
 * beside it; the last a second edu, the rogue, whose copies reach all 32-bit
 * addresses, so that it can write what others would send.
 *
 * Where capabilities, table and base addresses lie is drawn from a layout's
 * number, so that code which looks them up is told from code which knows them;
 * layout SOFT_PCI_REAL is that of QEMU's edu, e1000e and edu.  The kernel's
 * soft chipset plays them, the grader's oracle repeats each input; both learn
 * from soft_pci_next what leaves.
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

enum soft_pci_which {
    SOFT_PCI_EDU,
    SOFT_PCI_BELL,
    SOFT_PCI_ROGUE,
    SOFT_PCI_FUNCTIONS
};

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

/* Of its buffer, bytes from `reached` on are 0, whatever is written there: no
 * copy has come so far. */
struct soft_edu {
    struct edu edu;
    uint32_t reached;
};

/* Fields may be read; writing goes through functions. */
struct soft_pci {
    struct pci_function function[SOFT_PCI_FUNCTIONS];
    struct soft_edu edu[2];     /* of SOFT_PCI_EDU, of SOFT_PCI_ROGUE */
    struct msi_message written; /* by a copy; leaves next */
    bool has_written;
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

/* Their requester IDs, which say where they are found; and back, or
 * SOFT_PCI_FUNCTIONS: nobody's. */
uint16_t soft_pci_requester(enum soft_pci_which which);
enum soft_pci_which soft_pci_of_requester(uint16_t requester);

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

/* ---- copies of the two edus (soft_pci_copy.c) ----
 * One that was started waits until it is let end.  In between its memory is
 * the caller's, dword by dword, who says what he fetched there, or stores what
 * he is told. */

/* Does one of `which` wait?  Choice: of a function that is no bus master it
 * moves nothing, and ends all the same. */
bool soft_pci_copy_waits(const struct soft_pci *p, enum soft_pci_which which,
                         struct edu_copy *copy);

/* Dword `index` of the copy that waits: fetched from memory, to be stored
 * there.  Of the last one only the bytes count that the copy still has; a copy
 * in the other direction hears none, and has none: 0. */
void soft_pci_copy_fetched(struct soft_pci *p, enum soft_pci_which which,
                           unsigned index, uint32_t dword);
uint32_t soft_pci_copy_stores(const struct soft_pci *p,
                              enum soft_pci_which which, unsigned index);

/* It ends; ask soft_pci_next.  Four bytes to an address that is an interrupt's,
 * a multiple of 4, are a message of this function.  Choice: any other copy to
 * FEExxxxxh is lost.  [SDM3 10.11.1 "Message Address Register Format"] */
void soft_pci_copy_end(struct soft_pci *p, enum soft_pci_which which);

/* ---- inputs as marks (soft_pci_marks.c) ---- */

/* The detail of a MARK_SOFT about configuration space, about a region, about a
 * dword that a copy fetches. */
unsigned soft_pci_detail(unsigned which, unsigned offset, unsigned size);
unsigned soft_bar_detail(const struct soft_pci_place *place);
unsigned soft_copy_detail(unsigned which, unsigned index);

/* Repeat the input that such a mark tells of; false if it is none: a read, or
 * not of these functions. */
bool soft_pci_apply(struct soft_pci *p, enum soft_op op, unsigned detail,
                    uint32_t value);
/* What the model reads where such a mark tells of a read. */
uint32_t soft_pci_reads(const struct soft_pci *p, enum soft_op op,
                        unsigned detail);

/* The next message that leaves. */
bool soft_pci_next(struct soft_pci *p, struct msi_message *message);

/* ---- private: soft_pci_layout.c, for soft_pci_reset ---- */

/* The functions as this layout has them; their regions are not looked up. */
void soft_pci_build(struct soft_pci *p, unsigned layout);

#endif
