/*
 * tests/qtest/edu_agree_test.c - the model's `edu` agrees with QEMU's: the same
 * random programs, the same reads, memory and messages.
 *
 * A program is some thirty acts from a seed, after which every register and
 * all memory are compared.  AGREE_PROGRAMS in the environment says how many:
 * a sample here, 10,000 in `make fuzz`.
 */
#include "edu_pair.h"

#define SAMPLE     200u
#define ACTS       30u
#define COPY_EVERY 10u /* programs: each copy takes QEMU a tenth of a second */
#define WIDE_EVERY 10u /* as many messages by copies, of two copies each */

static unsigned programs(void)
{
    const char *asked = getenv("AGREE_PROGRAMS");

    return asked != NULL ? (unsigned)strtoul(asked, NULL, 10) : SAMPLE;
}

static uint32_t any(struct rng *rng)
{
    return (uint32_t)rng_next(rng);
}

/* Interrupts of both destination modes, and memory. */
static void program_msi(struct pair *p, struct rng *rng)
{
    uint32_t address = PAIR_MEMORY + (any(rng) & 0xfffc);

    if (rng_between(rng, 0, 3) != 0)
        address = 0xfee00000 | (any(rng) & 0xff00c);
    pair_config_write(p, PAIR_MSI + MSI_ADDRESS, 4, address);
    pair_config_write(p, PAIR_MSI + MSI_ADDRESS_HIGH, 4, 0);
    pair_config_write(p, PAIR_MSI + msi_data_offset(true), 2,
                      any(rng) & 0xc7ff);
}

/* More messages enabled than the function can send is nobody's to define.
 * [PCI 6.8.1.3 "Message Control for MSI"] */
static void configure(struct pair *p, struct rng *rng)
{
    switch (rng_between(rng, 0, 4)) {
    case 0:
        program_msi(p, rng);
        break;
    case 1:
    case 2:
        pair_config_write(p, PAIR_MSI + MSI_CONTROL, 2,
                          any(rng) & (uint32_t)~MSI_CONTROL_ENABLED);
        break;
    case 3:
        pair_config_write(p, PCI_COMMAND, 2,
                          (uint32_t)(PCI_COMMAND_MEMORY | (any(rng) & 0x404)));
        break;
    default:
        pair_config_write(p, PCI_BAR0, 4, ~0u);
        pair_config_read(p, PCI_BAR0);
        pair_config_write(p, PCI_BAR0, 4, PAIR_REGION);
        break;
    }
}

/* An access of 8 bytes at an odd multiple of 4 is two of 4 by the time it
 * reaches a device. */
static unsigned any_size(struct rng *rng, uint32_t offset)
{
    return offset % 8 == 0 && rng_between(rng, 0, 2) == 0 ? 8 : 4;
}

static void write_some_register(struct pair *p, struct rng *rng)
{
    static const uint32_t offsets[] = {
        EDU_LIVENESS,        EDU_STATUS,     EDU_INTERRUPT_RAISE,
        EDU_INTERRUPT_RAISE, EDU_DMA_SOURCE, EDU_INTERRUPT_ACK,
        EDU_INTERRUPT_ACK,   EDU_DMA_COUNT,  EDU_INTERRUPT_STATUS,
        EDU_IDENTIFICATION,  0x70,           EDU_DMA_DESTINATION,
    };
    uint32_t offset =
        offsets[rng_between(rng, 0, sizeof offsets / sizeof offsets[0] - 1)];
    unsigned size = any_size(rng, offset);
    uint64_t value = any(rng) >> rng_between(rng, 0, 31);

    if (rng_between(rng, 0, 3) == 0)
        value = 0;
    if (size == 8)
        value |= (uint64_t)any(rng) << 32;
    pair_write(p, offset, size, value);
}

static void read_some_register(struct pair *p, struct rng *rng)
{
    uint32_t offset = 4 * rng_between(rng, 0, 0xa0 / 4 - 1);

    pair_read(p, offset, any_size(rng, offset));
}

/* Acknowledged before, so that the interrupt can be seen to come. */
static void compute(struct pair *p, struct rng *rng)
{
    pair_write(p, EDU_INTERRUPT_ACK, 4, EDU_INTERRUPT_FACT);
    pair_write(p, EDU_FACTORIAL, 4, rng_between(rng, 0, 60));
    pair_compute(p);
}

static void act(struct pair *p, struct rng *rng)
{
    switch (rng_between(rng, 0, 9)) {
    case 0:
    case 1:
        configure(p, rng);
        break;
    case 2:
    case 3:
    case 4:
    case 5:
        write_some_register(p, rng);
        break;
    case 6:
        compute(p, rng);
        break;
    case 7:
        pair_config_read(p, 4 * rng_between(rng, PAIR_MSI / 4,
                                            (PAIR_MSI + 0xc) / 4));
        break;
    default:
        read_some_register(p, rng);
        break;
    }
    pair_compare_messages(p);
}

/* Inside the buffer: QEMU ends where a copy would leave it
 * ("edu-overrun-aborts", "edu-last-byte"). */
static void copy(struct pair *p, struct rng *rng)
{
    uint32_t bytes = rng_between(rng, 1, 256);
    uint64_t memory = PAIR_MEMORY + rng_between(rng, 0, PAIR_BYTES - 256);
    uint64_t above = (uint64_t)rng_between(rng, 0, 3) << 28; /* is cut off */
    uint64_t device =
        EDU_BUFFER + rng_between(rng, 0, EDU_BUFFER_SIZE - bytes - 1);
    bool to_memory = rng_between(rng, 0, 1) != 0;

    pair_config_write(p, PCI_COMMAND, 2,
                      PCI_COMMAND_MEMORY | PCI_COMMAND_MASTER);
    pair_write(p, EDU_DMA_SOURCE, 8, to_memory ? device : memory | above);
    pair_write(p, EDU_DMA_DESTINATION, 8, to_memory ? memory | above : device);
    pair_write(p, EDU_DMA_COUNT, 4, bytes);
    pair_write(p, EDU_DMA_COMMAND, 4,
               EDU_DMA_START | (to_memory ? EDU_DMA_TO_MEMORY : 0) |
                   (any(rng) & EDU_DMA_IRQ));
    pair_write(p, EDU_DMA_COUNT, 4, 0);
    pair_compare_messages(p);
    pair_copy(p);
    pair_compare_messages(p);
    pair_compare_memory(p);
}

static void copy_four(struct pair *p, uint64_t source, uint64_t destination,
                      uint64_t command)
{
    pair_write(p, EDU_DMA_SOURCE, 8, source);
    pair_write(p, EDU_DMA_DESTINATION, 8, destination);
    pair_write(p, EDU_DMA_COUNT, 4, 4);
    pair_write(p, EDU_DMA_COMMAND, 4, (uint32_t)(command | EDU_DMA_START));
    pair_compare_messages(p);
    pair_copy(p);
    pair_compare_messages(p);
}

/* Four bytes from anywhere in memory are data, at an interrupt's address: of
 * both destination modes, any delivery mode, edge and level.  Bits 11:4 of the
 * address are 0 ("qemu-message-page"), as for messages of its own. */
static void copy_message(struct pair *p, struct rng *rng)
{
    uint32_t at = 4 * rng_between(rng, 0, PAIR_BYTES / 4 - 1);
    uint64_t address = 0xfee00000 | (any(rng) & 0xff00c);
    uint64_t above = (uint64_t)rng_between(rng, 0, 3) << 32; /* is cut off */
    uint64_t device = EDU_BUFFER + rng_between(rng, 0, EDU_BUFFER_SIZE - 8);

    copy_four(p, PAIR_MEMORY + at, device, 0);
    copy_four(p, device, address | above,
              EDU_DMA_TO_MEMORY | (any(rng) & EDU_DMA_IRQ));
}

static void compare_all(struct pair *p)
{
    for (uint32_t offset = 0; offset < 0xa0; offset += 4)
        pair_read(p, offset, 4);
    for (unsigned offset = 0; offset < 0x50; offset += 4)
        if (offset != 0x08 && offset != 0x0c && offset != 0x2c &&
            offset != 0x30 && offset != 0x3c)
            pair_config_read(p, offset);
}

static void quiet(struct pair *p)
{
    pair_config_write(p, PAIR_MSI + MSI_CONTROL, 2, 0);
    pair_write(p, EDU_INTERRUPT_RAISE, 4, 1);
    pair_write(p, EDU_INTERRUPT_ACK, 4, ~0u);
    pair_compare_messages(p);
    p->pin_is_comparable = true;
}

START_TEST(programs_agree)
{
    static struct pair p;
    unsigned count = programs();

    pair_start(&p, "edu,addr=4", EDU_DMA_MASK);
    for (unsigned seed = 1; seed <= count; seed++) {
        struct rng rng = {.state = seed};

        for (unsigned i = 0; i < ACTS; i++)
            act(&p, &rng);
        if (seed % COPY_EVERY == 0)
            copy(&p, &rng);
        compare_all(&p);
        quiet(&p);
    }
    pair_compare_memory(&p);
    qtest_stop(&p.qemu);
}
END_TEST

/* One that reaches all addresses of 32 bits can write a message. */
START_TEST(wide_copies_agree)
{
    static struct pair p;
    unsigned count = programs() / WIDE_EVERY;

    pair_start(&p, "edu,addr=4,dma_mask=0xffffffff", EDU_DMA_MASK_WIDE);
    for (unsigned seed = 1; seed <= count; seed++) {
        struct rng rng = {.state = seed};

        program_msi(&p, &rng);
        pair_config_write(&p, PAIR_MSI + MSI_CONTROL, 2, any(&rng) & 1);
        copy_message(&p, &rng);
        compare_all(&p);
        quiet(&p);
    }
    pair_compare_memory(&p);
    qtest_stop(&p.qemu);
}
END_TEST

/* The same program on the default one is a store to where nothing is. */
START_TEST(the_default_mask_reaches_no_interrupt)
{
    static struct pair p;
    struct rng rng = {.state = 1};

    pair_start(&p, "edu,addr=4", EDU_DMA_MASK);
    copy_message(&p, &rng);
    compare_all(&p);
    qtest_stop(&p.qemu);
}
END_TEST

Suite *edu_agree_suite(void)
{
    Suite *s = suite_create("edu against QEMU");
    TCase *t = tcase_create("random programs");

    tcase_set_timeout(t, 600);
    tcase_add_test(t, programs_agree);
    tcase_add_test(t, wide_copies_agree);
    tcase_add_test(t, the_default_mask_reaches_no_interrupt);
    suite_add_tcase(s, t);
    return s;
}
