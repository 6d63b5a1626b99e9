/*
 * kernel/print.h - text for people.  The grader reads none of it.
 *
 * No floating point, no buffer, nothing to free.  Called all over kernel/core;
 * lab code has lab_print (lab/cpu.h).
 */
#ifndef KERNEL_PRINT_H
#define KERNEL_PRINT_H

#include <stdarg.h>

/* A small printf: %s %c %d %u %x %lx %lu %p %%, with 0 and width. */
void print(const char *format, ...) __attribute__((format(printf, 1, 2)));
void print_list(const char *format, va_list arguments);

#endif
