/*
 * model/wasm/apic_figure.c - local APICs, cores and an I/O APIC for figures.
 *
 * A button becomes register accesses and calls of the models; a message goes
 * over the models' own bus, and what an I/O APIC has to send is sent at once.
 * Decides nothing that the hardware decides.  Contract: figures.h.
 */
#include <stddef.h>

#include "figures.h"

#include "hw/ioapic_regs.h"
#include "hw/lapic_regs.h"

#define NO_TIME 0 /* figures have no timer */

/* ---- the bus, built anew for each call: it owns nothing ---- */

struct wires {
    struct lapic *cpu[FIGURE_CPUS];
    struct ioapic *ioapic[1];
    struct apic_bus bus;
};

static void connect(struct wires *w, struct apic_figure *f)
{
    for (unsigned i = 0; i < FIGURE_CPUS; i++)
        w->cpu[i] = &f->lapic[i];
    w->ioapic[0] = &f->ioapic;
    w->bus = (struct apic_bus){w->cpu, f->cpus, w->ioapic, 1};
}

static struct lapic *lapic_of(struct apic_figure *f, uint32_t cpu)
{
    return &f->lapic[cpu % FIGURE_CPUS];
}

static struct figure_core *core_of(struct apic_figure *f, uint32_t cpu)
{
    return &f->core[cpu % FIGURE_CPUS];
}

static void keep_answers(struct apic_figure *f,
                         const struct apic_bus_answers *answers)
{
    for (unsigned i = 0; i < FIGURE_CPUS; i++)
        f->answer[i] = (uint8_t)answers->cpu[i];
}

static void service(struct apic_figure *f)
{
    struct wires w;

    connect(&w, f);
    f->messages += apic_bus_service(&w.bus);
}

static void send_output(struct apic_figure *f, uint32_t cpu,
                        const struct lapic_output *out)
{
    struct apic_bus_answers answers;
    struct wires w;

    connect(&w, f);
    answers = apic_bus_output(&w.bus, cpu, out);
    keep_answers(f, &answers);
    if (out->eoi.broadcast)
        f->broadcasts++;
    service(f);
}

uint32_t figure_send(struct apic_figure *f, const struct lapic_message *message)
{
    struct apic_bus_answers answers;
    struct wires w;

    connect(&w, f);
    answers = apic_bus_send(&w.bus, APIC_BUS_NO_SENDER, message);
    keep_answers(f, &answers);
    return answers.reached;
}

/* ---- what happens ---- */

EXPORT(apic_size) uint32_t apic_size(void)
{
    return sizeof(struct apic_figure);
}

EXPORT(apic_reset)
void apic_reset(struct apic_figure *f, uint32_t cpus, uint32_t uses_flag)
{
    f->cpus = cpus < FIGURE_CPUS ? cpus : FIGURE_CPUS;
    f->uses_flag = uses_flag;
    f->messages = f->broadcasts = 0;
    ioapic_reset(&f->ioapic, FIGURE_PINS);
    for (uint32_t i = 0; i < FIGURE_CPUS; i++) {
        struct lapic *lapic = &f->lapic[i];

        figure_core_reset(&f->core[i]);
        lapic_reset(lapic, i);
        lapic_write(lapic, LAPIC_SVR, LAPIC_SVR_ENABLE | 0xff, NO_TIME);
        lapic_write(lapic, LAPIC_LDR,
                    (uint32_t)field_put(0, LAPIC_LDR_ID, 1u << i), NO_TIME);
        f->answer[i] = LAPIC_NOT_MINE;
    }
}

EXPORT(apic_accept)
uint32_t apic_accept(struct apic_figure *f, uint32_t cpu, uint32_t vector)
{
    return lapic_accept(lapic_of(f, cpu), (uint8_t)vector, false);
}

EXPORT(apic_take) int32_t apic_take(struct apic_figure *f, uint32_t cpu)
{
    struct figure_core *core = core_of(f, cpu);
    uint8_t vector;

    if (f->uses_flag && !core->interrupt_flag)
        return FIGURE_IF_0;
    if (!lapic_intr(lapic_of(f, cpu)))
        return FIGURE_NOTHING;
    if (figure_core_is_full(core))
        return FIGURE_FULL;
    vector = lapic_acknowledge(lapic_of(f, cpu));
    figure_core_enter(core, vector, f->uses_flag != 0);
    return vector;
}

/* Without RFLAGS.IF in the picture a handler ends with its EOI; with it, by
 * IRET. */
EXPORT(apic_end) int32_t apic_end(struct apic_figure *f, uint32_t cpu)
{
    struct lapic_output out =
        lapic_write(lapic_of(f, cpu), LAPIC_EOI, 0, NO_TIME);

    if (!f->uses_flag && out.eoi.vector != LAPIC_NO_VECTOR)
        figure_core_iret(core_of(f, cpu));
    send_output(f, cpu, &out);
    return out.eoi.vector;
}

EXPORT(apic_iret) int32_t apic_iret(struct apic_figure *f, uint32_t cpu)
{
    return figure_core_iret(core_of(f, cpu));
}

EXPORT(apic_flag)
void apic_flag(struct apic_figure *f, uint32_t cpu, uint32_t on)
{
    core_of(f, cpu)->interrupt_flag = on != 0;
}

EXPORT(apic_write)
void apic_write(struct apic_figure *f, uint32_t cpu, uint32_t offset,
                uint32_t value)
{
    struct lapic_output out =
        lapic_write(lapic_of(f, cpu), offset, value, NO_TIME);

    send_output(f, cpu, &out);
}

EXPORT(apic_write_io)
void apic_write_io(struct apic_figure *f, uint32_t index, uint32_t value)
{
    ioapic_write(&f->ioapic, IOAPIC_IOREGSEL, index);
    ioapic_write(&f->ioapic, IOAPIC_IOWIN, value);
    service(f);
}

EXPORT(apic_pin)
void apic_pin(struct apic_figure *f, uint32_t pin, uint32_t high)
{
    ioapic_set_pin(&f->ioapic, pin, high != 0);
    service(f);
}

EXPORT(apic_message)
uint32_t apic_message(struct apic_figure *f, uint32_t mode, uint32_t logical,
                      uint32_t dest, uint32_t vector)
{
    struct lapic_message message = {
        .sent = true,
        .delivery_mode = (uint8_t)mode,
        .vector = (uint8_t)vector,
        .shorthand = LAPIC_SHORTHAND_NONE,
        .dest = dest,
        .dest_logical = logical != 0,
        .is_assert = true,
    };

    return figure_send(f, &message);
}

/* ---- what can be seen ---- */

EXPORT(apic_read)
uint32_t apic_read(struct apic_figure *f, uint32_t cpu, uint32_t offset)
{
    return lapic_read(lapic_of(f, cpu), offset, NO_TIME);
}

EXPORT(apic_read_io)
uint32_t apic_read_io(struct apic_figure *f, uint32_t index)
{
    ioapic_write(&f->ioapic, IOAPIC_IOREGSEL, index);
    return ioapic_read(&f->ioapic, IOAPIC_IOWIN);
}

EXPORT(apic_irrv)
int32_t apic_irrv(const struct apic_figure *f, uint32_t cpu)
{
    return lapic_irrv(&f->lapic[cpu % FIGURE_CPUS]);
}

EXPORT(apic_isrv)
int32_t apic_isrv(const struct apic_figure *f, uint32_t cpu)
{
    return lapic_isrv(&f->lapic[cpu % FIGURE_CPUS]);
}

EXPORT(apic_intr)
uint32_t apic_intr(const struct apic_figure *f, uint32_t cpu)
{
    return lapic_intr(&f->lapic[cpu % FIGURE_CPUS]);
}

EXPORT(apic_is_high)
uint32_t apic_is_high(const struct apic_figure *f, uint32_t pin)
{
    return f->ioapic.high[pin % FIGURE_PINS];
}

EXPORT(apic_interrupt_flag)
uint32_t apic_interrupt_flag(const struct apic_figure *f, uint32_t cpu)
{
    return f->core[cpu % FIGURE_CPUS].interrupt_flag;
}

EXPORT(apic_depth)
uint32_t apic_depth(const struct apic_figure *f, uint32_t cpu)
{
    return f->core[cpu % FIGURE_CPUS].depth;
}

EXPORT(apic_handler)
uint32_t apic_handler(const struct apic_figure *f, uint32_t cpu, uint32_t i)
{
    return f->core[cpu % FIGURE_CPUS].handler[i % FIGURE_HANDLERS];
}

EXPORT(apic_answer)
uint32_t apic_answer(const struct apic_figure *f, uint32_t cpu)
{
    return f->answer[cpu % FIGURE_CPUS];
}

EXPORT(apic_messages) uint32_t apic_messages(const struct apic_figure *f)
{
    return f->messages;
}

EXPORT(apic_broadcasts) uint32_t apic_broadcasts(const struct apic_figure *f)
{
    return f->broadcasts;
}

EXPORT(apic_check) uint32_t apic_check(const struct apic_figure *f)
{
    for (unsigned i = 0; i < FIGURE_CPUS; i++)
        if (lapic_check(&f->lapic[i]))
            return 0;
    return ioapic_check(&f->ioapic) == NULL;
}
