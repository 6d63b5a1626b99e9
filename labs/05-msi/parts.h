/*
 * labs/05-msi/parts.h - what the files of lab 05's scenario share.
 *
 * scenario.c has the steps, scenario_calls.c the student's functions, each call
 * marked, scenario_device.c what is done to the functions beside the student:
 * messages made here, what somebody left, other writers of a message.  Kernel
 * only; the grader's side of the lab is judge.h.
 */
#ifndef LAB_05_PARTS_H
#define LAB_05_PARTS_H

#include <stdbool.h>
#include <stdint.h>
#include "lab/msi.h"

#define EDU   0u
#define BELL  1u
#define ROGUE 2u

/* ---- scenario_calls.c ---- */

void call_find(uint8_t asked);
/* `message` holds what it held before. */
void call_compose(struct message *message, uint8_t cpu, uint8_t vector,
                  unsigned mode);
void call_enable(unsigned which, const struct message *message);
void call_disable(unsigned which);
void call_map(unsigned pointer);
void call_set_entry(uint64_t table, unsigned n, const struct message *message);
void call_mask(uint64_t table, unsigned n, bool masked);
void call_bring_up(const struct message *messages, unsigned count);

/* ---- scenario_device.c ---- */

/* The message of `vector` to `cpu`, as msi_compose should make it. */
struct message device_message(unsigned cpu, uint8_t vector);

/* Firmware's driver has used MSI, and has not wiped its traces. */
void device_leave_msi(unsigned which);

/* The doorbell is up, its entries masked. */
void device_open_msix(void);

/* Its base addresses of 64 bits lie above 4 GB, where nothing is mapped: for
 * who only asks where.  The machine's own functions stay where they are. */
void device_raise_regions(void);

/* Entry `n`, of a soft function or the machine's own. */
void device_put_entry(uint64_t table, unsigned n, const struct message *message,
                      bool masked);
/* As somebody left it: `vector` to CPU 2, and an address with a high half. */
void device_leave_entry(uint64_t table, unsigned n, uint8_t vector,
                        bool masked);
void device_put_mask(uint64_t table, unsigned n, bool masked);

/* Is it one that anybody may write without harm: an interrupt's address, and
 * fixed delivery of a vector that the lab serves?  What is not is nobody's
 * interrupt, or resets a CPU, or is a store to who knows what. */
bool device_may_write(const struct message *message);

/* The rogue writes it: four bytes of data are fetched and stored. */
void device_rogue_writes(const struct message *message);

/* A timer of the HPET writes it, which is no PCI function at all. */
void device_hpet_writes(const struct message *message);

#endif
