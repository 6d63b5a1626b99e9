/* expect: entry-lacks-error
 * kind: wrong-idea
 * Believes that the error code can be ignored when nobody needs it. */
uint64_t trap_entry(unsigned vector)
{
    (void)vector;
    return (uintptr_t)trap_plain;
}
