/* expect: entry-lacks-error
 * kind: boundary
 * Ends at the page fault: #AC and #CP are forgotten. */
uint64_t trap_entry(unsigned vector)
{
    if (vector == VECTOR_DF || (vector >= VECTOR_TS && vector <= VECTOR_PF))
        return (uintptr_t)trap_error;
    return (uintptr_t)trap_plain;
}
