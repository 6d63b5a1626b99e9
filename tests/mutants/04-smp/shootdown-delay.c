/* expect: shootdown-delay
 * kind: wrong-idea
 * Believes that a pause that is long enough is as good as an answer. */
void shootdown_send(struct shootdown *s, uint32_t cpus, uint8_t vector)
{
    (void)s;
    for (uint32_t cpu = 0; cpu < 32; cpu++)
        if (cpus >> cpu & 1)
            ipi_send(cpu, vector);
    for (unsigned i = 0; i < 2500; i++)
        cpu_pause();
}
