/* expect: log-limit tick-limit
 * An IDT of its own, and software interrupts for ever. */
struct storm_gate {
    uint16_t low, selector, flags, middle;
    uint64_t rest;
};

static struct storm_gate storm[256];
static struct {
    uint16_t limit;
    uint64_t base;
} __attribute__((packed)) storm_table;

__asm__(".text\nstorm_back: iretq\n");

void lapic_enable(uint8_t spurious_vector)
{
    uint64_t at;

    (void)spurious_vector;
    __asm__("lea storm_back(%%rip), %0" : "=r"(at));
    for (unsigned i = 0; i < 256; i++)
        storm[i] = (struct storm_gate){(uint16_t)at, 8, 0x8e00,
                                       (uint16_t)(at >> 16), 0};
    storm_table.limit = sizeof storm - 1;
    storm_table.base = (uintptr_t)storm;
    __asm__ volatile("lidt %0" : : "m"(storm_table));
    for (;;)
        __asm__ volatile("int3");
}
