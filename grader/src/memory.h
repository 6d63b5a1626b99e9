/*
 * grader/src/memory.h - allocation that does not fail quietly.
 *
 * A grader without memory cannot judge: it says so and exits 3.  Used all
 * over the grader, but never in a signal handler.
 */
#ifndef MEMORY_H
#define MEMORY_H

#include <stddef.h>
#include <stdlib.h>

void *need(void *allocated); /* exits 3 when NULL */
char *text_copy(const char *text);
char *text_format(const char *format, ...)
    __attribute__((format(printf, 1, 2)));

/* `array` of `room` items with place for item number `count`. */
void *array_room(void *array, size_t count, size_t *room, size_t item);

#endif
