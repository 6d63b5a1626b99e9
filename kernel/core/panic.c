/*
 * kernel/core/panic.c - saying what stopped the kernel, for the person who
 * wrote the code that did it.  Contract: kernel/panic.h.
 */
#include <stdarg.h>
#include <stdbool.h>
#include "hw/idt_regs.h"
#include "kernel/io.h"
#include "kernel/mark.h"
#include "kernel/mmio.h"
#include "kernel/panic.h"
#include "kernel/print.h"
#include "kernel/runner.h"
#include "kernel/smp.h"

#define NO_VECTOR     0xffffu
#define STACK_GUARD   4096u
/* [SDM3 4.7 "Page-Fault Exceptions"]: the page is there, and it was a write. */
#define WRITE_REFUSED 3u

extern char boot_stack_guard[];

void panic(const char *format, ...)
{
    va_list arguments;

    interrupts_off();
    print("panic: ");
    va_start(arguments, format);
    print_list(format, arguments);
    va_end(arguments);
    print("\n");
    mark(MARK_PANIC, NO_VECTOR);
    runner_end(RUN_PANIC);
}

static void print_registers(const struct trap_frame *f)
{
    print("  rip %016lx  cs  %04lx  rflags %08lx  error %lx\n", f->rip, f->cs,
          f->rflags, f->error);
    print("  rsp %016lx  rbp %016lx  cr2 %016lx\n", f->rsp, f->rbp, cr2_get());
    print("  rax %016lx  rbx %016lx  rcx %016lx\n", f->rax, f->rbx, f->rcx);
    print("  rdx %016lx  rsi %016lx  rdi %016lx\n", f->rdx, f->rsi, f->rdi);
}

static bool in_stack_guard(uint64_t address)
{
    unsigned cpu = cpu_number();
    uint64_t guard =
        cpu == 0 ? (uintptr_t)boot_stack_guard : smp_stack_guard(cpu);

    return address - guard < STACK_GUARD;
}

static void print_remedy(const struct trap_frame *f)
{
    uint64_t cr2 = cr2_get();

    if (f->vector != VECTOR_PF)
        return;
    if (cr2 >= DEVICE_FIRST && cr2 <= DEVICE_LAST)
        print("  a device register through a pointer: "
              "use mmio_read32/mmio_write32\n");
    else if (cr2 < 0x1000)
        print("  a null pointer was used\n");
    else if (in_stack_guard(cr2))
        print(
            "  the stack is full: endless recursion, or a large local array?\n");
    else if ((f->error & WRITE_REFUSED) == WRITE_REFUSED)
        print("  kernel text and constants are read-only\n");
}

void panic_trap(const struct trap_frame *frame)
{
    interrupts_off();
    if (frame->vector < 32)
        print("panic: exception %lu\n", frame->vector);
    else
        print("panic: nobody expected vector 0x%lx\n", frame->vector);
    print_registers(frame);
    print_remedy(frame);
    mark_value(MARK_PANIC, (unsigned)frame->vector, (uint32_t)frame->rip);
    runner_end(RUN_PANIC);
}
