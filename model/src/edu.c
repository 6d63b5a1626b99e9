/*
 * model/src/edu.c - the `edu` device's registers, its factorial, its copies.
 * Contract: model/edu.h.
 *
 *   raise v:  interrupts |= v;  a message, if any bit is then set
 *   ack v:    interrupts &= ~v
 */
#include "model/edu.h"

#define ALL_ONES (~UINT64_C(0))

void edu_reset(struct edu *edu, uint64_t dma_mask)
{
    *edu = (struct edu){.dma_mask = dma_mask};
}

static bool is_access(uint32_t offset, unsigned size)
{
    return size == 4 || (size == 8 && offset >= EDU_WIDE);
}

static uint64_t read_register(const struct edu *edu, uint32_t offset)
{
    switch (offset) {
    case EDU_IDENTIFICATION:
        return EDU_IDENTIFICATION_IS;
    case EDU_LIVENESS:
        return edu->liveness;
    case EDU_FACTORIAL:
        return edu->factorial;
    case EDU_STATUS:
        return edu->status;
    case EDU_INTERRUPT_STATUS:
        return edu->interrupts;
    case EDU_DMA_SOURCE:
        return edu->source;
    case EDU_DMA_DESTINATION:
        return edu->destination;
    case EDU_DMA_COUNT:
        return edu->count;
    case EDU_DMA_COMMAND:
        return edu->command;
    default:
        return ALL_ONES;
    }
}

uint64_t edu_read(const struct edu *edu, uint32_t offset, unsigned size)
{
    uint64_t value =
        is_access(offset, size) ? read_register(edu, offset) : ALL_ONES;

    return size == 8 ? value : value & BITS(31, 0);
}

static struct edu_output raise(struct edu *edu, uint32_t bits)
{
    edu->interrupts |= bits;
    return (struct edu_output){.raised = edu->interrupts != 0};
}

bool edu_is_computing(const struct edu *edu)
{
    return (edu->status & EDU_STATUS_COMPUTING) != 0;
}

static bool is_copying(const struct edu *edu)
{
    return (edu->command & EDU_DMA_START) != 0;
}

/* A second request while the first is computed is not heard. */
static void ask_factorial(struct edu *edu, uint32_t n)
{
    if (edu_is_computing(edu))
        return;
    edu->factorial = n;
    edu->status |= (uint32_t)EDU_STATUS_COMPUTING;
}

static void write_status(struct edu *edu, uint32_t value)
{
    edu->status &= (uint32_t)~EDU_STATUS_IRQ;
    edu->status |= value & (uint32_t)EDU_STATUS_IRQ;
}

/* Nothing about a copy changes while one runs; a command without START is not
 * heard. */
static void write_copy(struct edu *edu, uint32_t offset, uint64_t value)
{
    if (is_copying(edu))
        return;
    switch (offset) {
    case EDU_DMA_SOURCE:
        edu->source = value;
        break;
    case EDU_DMA_DESTINATION:
        edu->destination = value;
        break;
    case EDU_DMA_COUNT:
        edu->count = value;
        break;
    case EDU_DMA_COMMAND:
        if ((value & EDU_DMA_START) != 0)
            edu->command = value;
        break;
    default:
        break;
    }
}

struct edu_output edu_write(struct edu *edu, uint32_t offset, unsigned size,
                            uint64_t value)
{
    struct edu_output nothing = {.raised = false};

    if (!is_access(offset, size))
        return nothing;
    switch (offset) {
    case EDU_LIVENESS:
        edu->liveness = (uint32_t)~value;
        break;
    case EDU_FACTORIAL:
        ask_factorial(edu, (uint32_t)value);
        break;
    case EDU_STATUS:
        write_status(edu, (uint32_t)value);
        break;
    case EDU_INTERRUPT_RAISE:
        return raise(edu, (uint32_t)value);
    case EDU_INTERRUPT_ACK:
        edu->interrupts &= (uint32_t)~value;
        break;
    default:
        write_copy(edu, offset, value);
        break;
    }
    return nothing;
}

static uint32_t factorial(uint32_t n)
{
    uint32_t product = 1;

    /* From 34! on every product is 0 modulo 2^32. */
    for (uint32_t i = 2; i <= n && product != 0; i++)
        product *= i;
    return product;
}

struct edu_output edu_compute(struct edu *edu)
{
    if (!edu_is_computing(edu))
        return (struct edu_output){.raised = false};
    edu->factorial = factorial(edu->factorial);
    edu->status &= (uint32_t)~EDU_STATUS_COMPUTING;
    if ((edu->status & EDU_STATUS_IRQ) == 0)
        return (struct edu_output){.raised = false};
    return raise(edu, (uint32_t)EDU_INTERRUPT_FACT);
}

static bool is_inside(uint64_t at, uint64_t bytes)
{
    return at >= EDU_BUFFER && at < EDU_BUFFER + EDU_BUFFER_SIZE &&
           bytes <= EDU_BUFFER + EDU_BUFFER_SIZE - at;
}

bool edu_copy_waits(const struct edu *edu, struct edu_copy *copy)
{
    bool to_memory = (edu->command & EDU_DMA_TO_MEMORY) != 0;
    uint64_t device = to_memory ? edu->source : edu->destination;
    uint64_t memory = to_memory ? edu->destination : edu->source;

    if (!is_copying(edu))
        return false;
    *copy = (struct edu_copy){.memory = memory & edu->dma_mask,
                              .to_memory = to_memory};
    if (is_inside(device, edu->count)) {
        copy->at = (uint32_t)(device - EDU_BUFFER);
        copy->bytes = (uint32_t)edu->count;
    }
    return true;
}

struct edu_output edu_copied(struct edu *edu)
{
    bool interrupts = (edu->command & EDU_DMA_IRQ) != 0;

    if (!is_copying(edu))
        return (struct edu_output){.raised = false};
    edu->command &= ~EDU_DMA_START;
    if (!interrupts)
        return (struct edu_output){.raised = false};
    return raise(edu, (uint32_t)EDU_INTERRUPT_DMA);
}
