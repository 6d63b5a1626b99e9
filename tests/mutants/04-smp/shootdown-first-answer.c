/* expect: shootdown-early
 * kind: boundary
 * Waits for one acknowledgement. */
void shootdown_send(struct shootdown *s, uint32_t cpus, uint8_t vector)
{
    __atomic_store_n(&s->acknowledged, 0, __ATOMIC_RELEASE);
    for (uint32_t cpu = 0; cpu < 32; cpu++)
        if (cpus >> cpu & 1)
            ipi_send(cpu, vector);
    while (__atomic_load_n(&s->acknowledged, __ATOMIC_ACQUIRE) < 1)
        cpu_pause();
}
