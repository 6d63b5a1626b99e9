/* expect: shootdown-early
 * kind: wrong-idea
 * Believes that an IPI sent is an IPI served. */
void shootdown_send(struct shootdown *s, uint32_t cpus, uint8_t vector)
{
    (void)s;
    for (uint32_t cpu = 0; cpu < 32; cpu++)
        if (cpus >> cpu & 1)
            ipi_send(cpu, vector);
}
