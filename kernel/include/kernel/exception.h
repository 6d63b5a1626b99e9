/*
 * kernel/exception.h - raising CPU exceptions on purpose (lab 00).
 *
 * Each exception has a short and a long form: instructions of different
 * lengths, so that no one length fits all.
 */
#ifndef KERNEL_EXCEPTION_H
#define KERNEL_EXCEPTION_H

#include <stdbool.h>
#include <stdint.h>

/* Raise #DE, #BP, #UD, #NP, #SS, #GP or #PF; returns when a handler has
 * stepped over the instruction.  `n`: for #NP the vector of an entry that is
 * not present, for #GP a selector beyond the GDT, for #PF an address in page
 * 0, for #SS what is added to an address that is not canonical. */
void exception_raise(unsigned vector, bool long_form, uint32_t n);

/* Bits that the last #BP or #GP changed in registers a handler must keep;
 * asked once, then 0. */
uint32_t exception_lost(void);

/* Bytes of that instruction to step over; 0 when RIP is behind it already. */
unsigned exception_length(unsigned vector, bool long_form);

#endif
