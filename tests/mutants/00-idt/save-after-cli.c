/* expect: restore-leaves-if-clear
 * kind: order
 * Reads the flags after CLI: IF is 0 in them, always. */
uint64_t irq_save(void)
{
    cpu_cli();
    return cpu_flags();
}
