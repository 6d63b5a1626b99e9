/* expect: entry-swapped
 * kind: swap
 * Exchanges the two handlers. */
uint64_t trap_entry(unsigned vector)
{
    if (VECTORS_WITH_ERROR_CODE >> vector & 1)
        return (uintptr_t)trap_plain;
    return (uintptr_t)trap_error;
}
