/* expect: save-keeps-if
 * kind: omission
 * Reads the flags and leaves them as they are. */
uint64_t irq_save(void)
{
    return cpu_flags();
}
