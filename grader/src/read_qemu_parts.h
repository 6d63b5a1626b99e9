/*
 * grader/src/read_qemu_parts.h - what the files of QEMU's reader share.
 *
 *   read_qemu.c         lines, marks, vectors on their way to the IDT
 *   read_qemu_apic.c    local APICs: accesses, messages, who took them
 *   read_qemu_ioapic.c  the I/O APIC: accesses, pins, Remote IRR
 *   read_qemu_pic.c     the 8259A pair
 *   read_qemu_text.c    writes to the kernel's text
 *
 * For these files alone; the contract of all is read_qemu.h.  A text is matched
 * by its fixed beginning and its numbers are read strictly; a near miss is an
 * unknown line.
 */
#ifndef READ_QEMU_PARTS_H
#define READ_QEMU_PARTS_H

#include "read_qemu.h"

#define QEMU_NOTHING (-1)

/* ---- read_qemu.c ---- */

/* When `text` begins with `prefix`, the rest; else NULL. */
const char *qemu_after(const char *text, const char *prefix);

/* Read a number and what must follow it; false when the text is another. */
bool qemu_number(const char **text, int base, const char *then,
                 uint64_t *value);

/* An event of the CPU that a line named last. */
struct event qemu_event(const struct qemu_reader *r, enum event_kind kind);

void qemu_add_vector(struct qemu_reader *r, unsigned cpu, enum event_kind kind,
                     uint64_t vector);

/* Lab code's accesses follow a mark of their caller. */
struct event qemu_access(struct qemu_reader *r, enum event_kind kind,
                         uint64_t reg, uint64_t value);
void qemu_add_access(struct qemu_reader *r, enum event_kind kind, uint64_t reg,
                     uint64_t value);

/* An access to a device, `cpu` known: a line memory_region_ops_. */
struct qemu_region {
    const char *name; /* "'ioapic'" */
    uint64_t address, value, size;
    bool is_write;
};

/* ---- read_qemu_apic.c ---- */

void qemu_apic_init(struct qemu_reader *r);
bool qemu_apic_read_line(struct qemu_reader *r);
/* The line with the CPU of a register read has come. */
void qemu_apic_read_done(struct qemu_reader *r);
/* CPU `cpu` takes `vector`: from its local APIC? */
bool qemu_apic_takes(struct qemu_reader *r, unsigned cpu, unsigned vector);

/* ---- read_qemu_ioapic.c ---- */

bool qemu_ioapic_read_line(struct qemu_reader *r);
void qemu_ioapic_access(struct qemu_reader *r, const struct qemu_region *a);

/* ---- read_qemu_pic.c ---- */

bool qemu_pic_read_line(struct qemu_reader *r);

/* ---- read_qemu_text.c ---- */

bool qemu_text_read_line(struct qemu_reader *r);
void qemu_text_access(struct qemu_reader *r, const struct qemu_region *a);

#endif
