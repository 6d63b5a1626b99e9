/* expect: finished panic tick-limit log-limit
 * The kernel's marks for each exception at once, from one handler. */
uint64_t trap_entry(unsigned vector)
{
    void (*mark)(unsigned kind, unsigned argument) =
        (void (*)(unsigned, unsigned))AT_mark;

    mark(7, vector);
    mark(8, vector);
    mark(9, vector);
    return (uintptr_t)trap_plain;
}
