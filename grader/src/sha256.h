/*
 * grader/src/sha256.h - the name of a submission: its bytes' SHA-256.
 *
 * Called by grading.c; reports show it.
 */
#ifndef SHA256_H
#define SHA256_H

#include <stddef.h>

/* 64 lower-case digits and a zero byte. */
void sha256_hex(const void *bytes, size_t size, char hex[65]);

#endif
