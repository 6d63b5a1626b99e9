/*
 * kernel/lab_smp.h - the one act of kernel/cpu/smp.c that is lab code's.
 *
 * Implemented by kernel/core/lab_smp.c.
 */
#ifndef KERNEL_LAB_SMP_H
#define KERNEL_LAB_SMP_H

/* Send `cpu` whatever starts it at page `page`. */
void lab_smp_start(unsigned cpu, unsigned page);

#endif
