/*
 * kernel/core/lab_idt.c - a run-time IDT made by lab 00's functions.
 *
 * Whose they are is decided by the link: the student's where the student's
 * object defines them, else those of solutions/.  Called by the runner, once a
 * step, for every lab that does not bring an IDT of its own.
 */
#include <stdbool.h>
#include <stddef.h>
#include "hw/idt_regs.h"
#include "kernel/lab_idt.h"
#include "kernel/panic.h"
#include "kernel/trap.h"
#include "lab/idt.h"

static struct {
    struct idt_gate gate[IDT_ENTRIES] __attribute__((aligned(16)));
    bool filled;
    lab_trap_body *body;
    void (*leave)(void);
} idt;

static void fill(void)
{
    for (unsigned v = 0; v < IDT_ENTRIES; v++) {
        const struct gate gate = {
            .handler = trap_stub_address(v),
            .selector = SELECTOR_KERNEL_CODE,
            .type = IDT_TYPE_INTERRUPT,
            .ist = v == VECTOR_DF || v == VECTOR_PF ? IST_FAULT : 0,
        };

        idt_set_gate(idt.gate, v, &gate);
    }
    idt.filled = true;
}

void lab_idt_install(void)
{
    if (!idt.filled)
        fill();
    idt_load(idt.gate, IDT_ENTRIES);
}

void lab_idt_on_trap(lab_trap_body *body)
{
    idt.body = body;
}

void lab_idt_on_todo(void (*leave)(void))
{
    idt.leave = leave;
}

void lab_idt_todo(void)
{
    if (idt.leave != NULL)
        idt.leave();
}

unsigned lab_idt_trap(const struct interrupt_frame *frame, uint64_t error)
{
    if (idt.body == NULL)
        panic("lab_trap: error 0x%lx at 0x%lx: nobody expected it", error,
              frame->rip);
    return idt.body(frame, error);
}
