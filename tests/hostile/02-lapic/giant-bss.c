/* expect: object-too-large
 * A megabyte of variables. */
static volatile uint8_t room[1 << 20];

void lapic_enable(uint8_t spurious_vector)
{
    for (size_t i = 0; i < sizeof room; i++)
        room[i] = spurious_vector;
}
