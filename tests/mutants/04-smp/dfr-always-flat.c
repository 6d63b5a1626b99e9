/* expect: dfr-model
 * kind: value
 * The flat model whatever was asked for. */
void lapic_set_logical(uint8_t logical_id, unsigned model)
{
    (void)model;
    reg_write(LAPIC_DFR, ~UINT32_C(0));
    reg_write(LAPIC_LDR, (uint32_t)field_put(0, LAPIC_LDR_ID, logical_id));
}
