/*
 * grader/src/memory.c - allocation that does not fail quietly.
 * Contract: memory.h.
 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include "memory.h"

#define EXIT_COULD_NOT_RUN 3
#define FIRST_ROOM         256

void *need(void *allocated)
{
    if (allocated == NULL) {
        fputs("pic2pi: out of memory\n", stderr);
        exit(EXIT_COULD_NOT_RUN);
    }
    return allocated;
}

char *text_copy(const char *text)
{
    return need(strdup(text));
}

char *text_format(const char *format, ...)
{
    va_list arguments;
    char *text = NULL;

    va_start(arguments, format);
    if (vasprintf(&text, format, arguments) < 0)
        text = NULL;
    va_end(arguments);
    return need(text);
}

void *array_room(void *array, size_t count, size_t *room, size_t item)
{
    if (count < *room)
        return array;
    *room = *room == 0 ? FIRST_ROOM : *room * 2;
    return need(realloc(array, *room * item));
}
