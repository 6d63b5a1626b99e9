/*
 * model/wasm/core.c - what a figure knows of a CPU core: which handlers run,
 * and RFLAGS.IF.
 *
 * Not a model of a processor: no instruction is executed.  Called by the two
 * other files here.  Contract: figures.h.
 */
#include "figures.h"

void figure_core_reset(struct figure_core *core)
{
    *core = (struct figure_core){.interrupt_flag = 1};
}

bool figure_core_is_full(const struct figure_core *core)
{
    return core->depth >= FIGURE_HANDLERS;
}

/* An interrupt gate clears IF, after the old one is on the stack.
 * [SDM3 6.8.1 "Masking Maskable Hardware Interrupts"] */
void figure_core_enter(struct figure_core *core, uint32_t vector, bool gate)
{
    if (figure_core_is_full(core))
        return;
    core->handler[core->depth] = (uint8_t)vector;
    core->saved_flag[core->depth] = (uint8_t)core->interrupt_flag;
    core->depth++;
    if (gate)
        core->interrupt_flag = 0;
}

int32_t figure_core_iret(struct figure_core *core)
{
    if (core->depth == 0)
        return FIGURE_NOTHING;
    core->depth--;
    core->interrupt_flag = core->saved_flag[core->depth];
    return core->handler[core->depth];
}
