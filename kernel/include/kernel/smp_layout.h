/*
 * kernel/smp_layout.h - the APs' stacks, as C and assembly see them.
 *
 * CPU n's stack is element n - 1 of smp_stacks: a page that is not mapped, then
 * two pages that grow down towards it.
 */
#ifndef KERNEL_SMP_LAYOUT_H
#define KERNEL_SMP_LAYOUT_H

#include <stdint.h>

#define SMP_STACKS       0x3
#define SMP_STACK_STRIDE 0x3000

extern uint8_t smp_stacks[SMP_STACKS][SMP_STACK_STRIDE];

#endif
