/* expect: dfr-not-written
 * kind: wrong-idea
 * Believes that the ID says by itself which model it is for. */
void lapic_set_logical(uint8_t logical_id, unsigned model)
{
    (void)model;
    reg_write(LAPIC_LDR, (uint32_t)field_put(0, LAPIC_LDR_ID, logical_id));
}
