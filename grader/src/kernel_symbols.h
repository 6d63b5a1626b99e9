/*
 * grader/src/kernel_symbols.h - names and addresses of a linked kernel, for
 * debuggers.
 *
 * Read from the ELF's symbol table; nothing here decides a verdict.  Used by
 * cmd_debug.c.
 */
#ifndef KERNEL_SYMBOLS_H
#define KERNEL_SYMBOLS_H

#include <stdbool.h>
#include <stdint.h>

/* Write "address name" lines, as Bochs's debugger loads them, to `path`.
 * False when either file fails. */
bool kernel_symbols_write(const char *elf_path, const char *path);

/* The address of `name`, or 0. */
uint64_t kernel_symbol(const char *elf_path, const char *name);

#endif
