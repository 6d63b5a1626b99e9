/* expect: shootdown-count
 * kind: state
 * The count of the shoot-down before is still there. */
void shootdown_send(struct shootdown *s, uint32_t cpus, uint8_t vector)
{
    uint32_t sent = 0;

    for (uint32_t cpu = 0; cpu < 32; cpu++)
        if (cpus >> cpu & 1) {
            ipi_send(cpu, vector);
            sent++;
        }
    while (__atomic_load_n(&s->acknowledged, __ATOMIC_ACQUIRE) < sent)
        cpu_pause();
}
