/* expect: not-logical
 * kind: wrong-idea
 * Believes that software looks up who has a logical ID. */
static uint32_t ids[4], models;

void lapic_set_logical(uint8_t logical_id, unsigned model)
{
    ids[reg_read(LAPIC_ID) >> 24 & 3] = logical_id;
    models = model;
    reg_write(LAPIC_DFR,
              (uint32_t)field_put(LAPIC_DFR_RSVD, LAPIC_DFR_MODEL, model));
    reg_write(LAPIC_LDR, (uint32_t)field_put(0, LAPIC_LDR_ID, logical_id));
}

static bool is_named(uint32_t id, uint32_t dest)
{
    if (models == LAPIC_DFR_CLUSTER && !in_x2apic_mode())
        return id >> 4 == dest >> 4 && (id & dest & 15) != 0;
    return (id & dest) != 0;
}

void ipi_send_logical(uint32_t dest, uint8_t vector)
{
    for (uint32_t cpu = 0; cpu < 4; cpu++)
        if (is_named(in_x2apic_mode() ? 1u << cpu : ids[cpu], dest))
            command(cpu, LAPIC_DELIVERY_FIXED, 0, vector);
}
