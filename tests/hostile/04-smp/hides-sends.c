/* expect: finished
 * Forges SEND_BEGIN and sends more than it was asked for. */
void ipi_broadcast(enum ipi_kind kind, uint8_t vector)
{
    void (*mark)(unsigned kind, unsigned argument, uint32_t value) =
        (void (*)(unsigned, unsigned, uint32_t))AT_mark_value;
    uint32_t self = reg_read(LAPIC_ID) >> 24;

    mark(14, 0x4800, 0);
    for (uint32_t cpu = 0; cpu < 4; cpu++)
        if (kind == IPI_ALL || (kind == IPI_SELF) == (cpu == self))
            command(cpu, LAPIC_DELIVERY_FIXED, 0, vector);
    mark(14, 0x5800, 0);
}
