/* expect: entry-expects-error
 * kind: boundary
 * Takes a range, 8 to 17, and #CP: 9, 15 and 16 push nothing. */
uint64_t trap_entry(unsigned vector)
{
    if ((vector >= VECTOR_DF && vector <= VECTOR_AC) || vector == VECTOR_CP)
        return (uintptr_t)trap_error;
    return (uintptr_t)trap_plain;
}
