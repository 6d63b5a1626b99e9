/* expect: ldr-position
 * kind: layout
 * The logical ID in LDR's low byte. */
void lapic_set_logical(uint8_t logical_id, unsigned model)
{
    reg_write(LAPIC_DFR,
              (uint32_t)field_put(LAPIC_DFR_RSVD, LAPIC_DFR_MODEL, model));
    reg_write(LAPIC_LDR, logical_id);
}
