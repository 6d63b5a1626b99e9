/*
 * kernel/dev/edu.c - a copy of the machine's own `edu`: for the record, and to
 * its end.  Contract: kernel/edu.h.
 *
 * A copy takes a tenth of a second.  Where time is counted in instructions, it
 * is reached soonest by many that do nothing, and without PAUSE, at which
 * another CPU would go on (docs/EMULATORS.md).
 */
#include <stdbool.h>
#include "hw/edu_regs.h"
#include "kernel/dma.h"
#include "kernel/edu.h"
#include "kernel/mmio.h"
#include "kernel/panic.h"
#include "kernel/soft.h"
#include "model/soft_pci.h"

#define TURN  8192u  /* times 64 */
#define LIMIT 20000u /* turns */
#define WORD  4u

static bool is_copying(uint64_t region)
{
    return (device_read32(region + EDU_DMA_COMMAND) & EDU_DMA_START) != 0;
}

static void wait_for_copy(uint64_t region)
{
    for (unsigned turn = 0; is_copying(region); turn++) {
        if (turn == LIMIT)
            panic("edu: a copy does not end");
        for (unsigned i = 0; i < TURN; i++)
            __asm__ volatile(".rept 64\n\tnop\n\t.endr");
    }
}

static void mark_word(unsigned which, unsigned index, uint64_t from,
                      uint32_t bytes)
{
    uint32_t word = bytes != 0 ? dma_fetch(from, bytes) : UINT32_MAX;

    soft_tell(SOFT_COPY_DATA, soft_copy_detail(which, index), word);
}

/* What it will fetch.  Choice: what the kernel may not look at is all ones. */
static void mark_fetched(uint64_t region, unsigned which, uint64_t dma_mask)
{
    uint64_t from = device_read32(region + EDU_DMA_SOURCE) & dma_mask;
    uint32_t bytes = device_read32(region + EDU_DMA_COUNT);
    bool may = dma_may_fetch(from, bytes);

    if (bytes > EDU_BUFFER_SIZE)
        return;
    for (uint32_t at = 0; at < bytes; at += WORD) {
        uint32_t left = bytes - at < WORD ? bytes - at : WORD;

        mark_word(which, at / WORD, from + at, may ? left : 0);
    }
}

void edu_finish_copy(uint64_t region, unsigned which, uint64_t dma_mask)
{
    uint32_t command = device_read32(region + EDU_DMA_COMMAND);

    if ((command & EDU_DMA_START) == 0)
        return;
    if ((command & EDU_DMA_TO_MEMORY) == 0)
        mark_fetched(region, which, dma_mask);
    soft_tell(SOFT_COPY, which, 0);
    wait_for_copy(region);
}

void edu_calm(uint64_t region)
{
    wait_for_copy(region);
    device_write32(region + EDU_INTERRUPT_ACK,
                   device_read32(region + EDU_INTERRUPT_STATUS));
}
