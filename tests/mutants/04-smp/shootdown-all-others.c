/* expect: shootdown-targets
 * kind: wrong-idea
 * Interrupts everybody, whoever was meant. */
void shootdown_send(struct shootdown *s, uint32_t cpus, uint8_t vector)
{
    uint32_t sent = 0;

    __atomic_store_n(&s->acknowledged, 0, __ATOMIC_RELEASE);
    for (uint32_t cpu = 0; cpu < 32; cpu++)
        sent += cpus >> cpu & 1;
    ipi_broadcast(IPI_ALL_OTHERS, vector);
    while (__atomic_load_n(&s->acknowledged, __ATOMIC_ACQUIRE) < sent)
        cpu_pause();
}
