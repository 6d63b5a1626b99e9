/*
 * tests/grader/submissions/other.c - another lab's solution, in an archive.
 */
#include <stdint.h>

uint32_t other_lab(uint32_t x);

uint32_t other_lab(uint32_t x)
{
    return x + 1;
}
