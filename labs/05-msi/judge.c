/*
 * labs/05-msi/judge.c - the demands behind the checks of TODO 1 to 4, and what
 * judge_msix.c shares with them.
 *
 * What a function holds is the model's view of the accesses (pci_at, msix_at);
 * what came is the local APICs' own record, by scripts.  Contract: judge.h.
 */
#include "hw/msi_regs.h"
#include "hw/pci_regs.h"
#include "judge.h"
#include "plan.h"

#define EDU  0u
#define BELL 1u

/* ---- messages ---- */

struct said msi_made(unsigned cpu, unsigned vector)
{
    uint64_t address = field_put(0, MSI_ADDRESS_PREFIX, MSI_PREFIX_INTERRUPT);

    return (struct said){field_put(address, MSI_ADDRESS_DEST, cpu), vector};
}

struct said msi_entry_at(const struct window *w, size_t index, unsigned n)
{
    return (struct said){
        msix_at(w, index, n, MSIX_ENTRY_ADDRESS) |
            (uint64_t)msix_at(w, index, n, MSIX_ENTRY_HIGH) << 32,
        msix_at(w, index, n, MSIX_ENTRY_DATA),
    };
}

struct said msi_registers_at(const struct window *w, size_t index,
                             unsigned which)
{
    unsigned at = pci_capability(w, which, PCI_CAPABILITY_MSI);
    bool is_64 =
        (pci_at(w, index, which, at + MSI_CONTROL, 2) & MSI_CONTROL_64) != 0;
    uint64_t high =
        is_64 ? pci_at(w, index, which, at + MSI_ADDRESS_HIGH, 4) : 0;

    return (struct said){
        pci_at(w, index, which, at + MSI_ADDRESS, 4) | high << 32,
        pci_at(w, index, which, at + msi_data_offset(is_64), 2),
    };
}

bool msi_same(struct said a, struct said b)
{
    return a.address == b.address &&
           ((a.data ^ b.data) & ~(uint32_t)MSI_DATA_ASSERT) == 0;
}

bool msi_masked_at(const struct window *w, size_t index, unsigned n)
{
    return (msix_at(w, index, n, MSIX_ENTRY_CONTROL) & MSIX_ENTRY_MASKED) != 0;
}

bool msi_is_write(const struct event *e)
{
    uint64_t op;

    if (!is_mark(e, MARK_SOFT, -1))
        return false;
    op = field_get(mark_argument(e), MARK_SOFT_OP);
    return op == SOFT_PCI_WRITE || op == SOFT_BAR_WRITE;
}

struct said msi_asked(const struct window *w, unsigned nth, unsigned *entry)
{
    const uint8_t *v = w->step->v;

    *entry = v[4 + (w->step->kind == STEP_ENTRY ? nth % 3 : 0)];
    if (w->step->kind == STEP_ENTRY)
        return msi_made(nth % LAB_CPUS, v[nth % 3]);
    return msi_made(v[8], v[1]);
}

bool msi_says(struct window *w, size_t index, struct said got, struct said want)
{
    return require(w, msi_same(got, want), index, EVENT_NO_VECTOR,
                   "the message is 0x%llx with data 0x%x where 0x%llx with "
                   "data 0x%x belongs",
                   (unsigned long long)got.address, got.data,
                   (unsigned long long)want.address, want.data);
}

bool msi_require_call(struct window *w, unsigned function, unsigned nth,
                      size_t *call, size_t *ret)
{
    return require(w, find_call(w, function, nth, call, ret), w->first,
                   EVENT_NO_VECTOR, "the scenario's call did not return");
}

/* ---- scripts ---- */

void msi_window_on(struct script *s)
{
    script_mark(s, MARK_POINT, POINT_IF_ON);
}

void msi_window_off(struct script *s)
{
    script_mark(s, MARK_POINT, POINT_IF_OFF);
}

void msi_nothing_comes(struct script *s)
{
    msi_window_on(s);
    msi_window_off(s);
}

/* Accepted, and served in the window that follows. */
void msi_comes(struct script *s, unsigned vector)
{
    script_accept(s, vector);
    msi_window_on(s);
    script_service(s, vector);
    msi_window_off(s);
}

/* On a CPU whose IF is 1. */
void msi_comes_there(struct script *s, unsigned vector)
{
    script_accept(s, vector);
    script_service(s, vector);
}

/* What came did not come by an IPI, a timer or a line. */
static bool comes_from_messages(struct window *w)
{
    size_t at = find_event(w, w->first, EV_TIMER, EVENT_NO_VECTOR);
    size_t io = find_event(w, w->first, EV_IOAPIC_WRITE, EVENT_NO_VECTOR);

    for (unsigned cpu = 0; cpu < LAB_CPUS && at == NOWHERE; cpu++)
        at = find_send(w, w->first, cpu);
    return require(
               w, at == NOWHERE, at, EVENT_NO_VECTOR,
               "an interrupt was made by the local APIC, not by a device") &&
           require(w, io == NOWHERE, io, EVENT_NO_VECTOR,
                   "the I/O APIC was written, and no message passes it");
}

bool msi_on_cpus(struct window *w, const struct script *per_cpu)
{
    return scripts_hold(w, per_cpu, LAB_CPUS) && comes_from_messages(w);
}

bool msi_on_cpu_0(struct window *w, const struct script *s)
{
    struct script all[LAB_CPUS] = {*s};

    return msi_on_cpus(w, all);
}

/* ---- TODO 1 ---- */

bool msi_judge_capability(struct window *w)
{
    for (unsigned i = 0; i < ASKED; i++) {
        unsigned asked = w->step->v[i];
        unsigned which = asked & ASK_FUNCTION ? BELL : EDU;
        unsigned id = asked & ~(unsigned)ASK_FUNCTION;

        if (!returned(w, FN_FIND, i, pci_capability(w, which, id), 0))
            return false;
    }
    return true;
}

/* ---- TODO 2 ---- */

bool msi_find_composed(const struct window *w, unsigned nth, struct said *got,
                       size_t *ret)
{
    size_t call, high, data;

    if (!find_call(w, FN_COMPOSE, nth, &call, ret))
        return false;
    high = find_mark(w, *ret, MARK_POINT, POINT_HIGH);
    data = find_mark(w, *ret, MARK_POINT, POINT_DATA);
    if (high == NOWHERE || data == NOWHERE)
        return false;
    got->address = mark_value_of(event_at(w, *ret)) |
                   (uint64_t)mark_value_of(event_at(w, high)) << 32;
    got->data = mark_value_of(event_at(w, data));
    return true;
}

static bool composed(struct window *w, unsigned nth, struct said *got,
                     size_t *ret)
{
    return require(w, msi_find_composed(w, nth, got, ret), w->first,
                   EVENT_NO_VECTOR,
                   "the scenario did not tell what was composed");
}

bool msi_judge_address(struct window *w)
{
    for (unsigned i = 0; i < COMPOSED; i++) {
        struct said got;
        size_t ret;

        if (!composed(w, i, &got, &ret) ||
            !require_equal(w, got.address, msi_made(w->step->v[i], 0).address,
                           ret, "the address"))
            return false;
    }
    return true;
}

bool msi_judge_data(struct window *w)
{
    for (unsigned i = 0; i < COMPOSED; i++) {
        uint64_t want = field_put(w->step->v[4 + i], MSI_DATA_DELIVERY_MODE,
                                  w->step->v[8 + i]);
        struct said got;
        size_t ret;

        if (!composed(w, i, &got, &ret) ||
            !require_equal(w, got.data & ~(uint32_t)MSI_DATA_ASSERT, want, ret,
                           "the data"))
            return false;
    }
    return true;
}

/* ---- TODO 3 ---- */

static unsigned control_at(const struct window *w, size_t index, unsigned which)
{
    return pci_at(w, index, which,
                  pci_capability(w, which, PCI_CAPABILITY_MSI) + MSI_CONTROL,
                  2);
}

unsigned msi_command_at(const struct window *w, size_t index, unsigned which)
{
    return pci_at(w, index, which, PCI_COMMAND, 2);
}

static bool is_on(const struct window *w, size_t index, unsigned which)
{
    return (control_at(w, index, which) & MSI_CONTROL_ENABLE) != 0;
}

bool msi_judge_layout(struct window *w)
{
    unsigned which = w->step->v[2];
    size_t call, ret;

    return msi_require_call(w, FN_MSI_ENABLE, 0, &call, &ret) &&
           require(w, is_on(w, ret, which), ret, EVENT_NO_VECTOR,
                   "MSI is not enabled") &&
           msi_says(w, ret, msi_registers_at(w, ret, which),
                    msi_made(w->step->v[1], w->step->v[0]));
}

/* Master, pin off, decoding as it was. */
bool msi_is_claimed(struct window *w, size_t call, size_t ret, unsigned which)
{
    unsigned before = msi_command_at(w, call, which);
    unsigned after = msi_command_at(w, ret, which);
    unsigned owed = PCI_COMMAND_MASTER | PCI_COMMAND_INTX_DISABLE;

    return require(w, (after & PCI_COMMAND_MASTER) != 0, ret, EVENT_NO_VECTOR,
                   "the function is no bus master, so its message is lost") &&
           require(w, (after & PCI_COMMAND_INTX_DISABLE) != 0, ret,
                   EVENT_NO_VECTOR, "the function's pin is not disabled") &&
           require(w, ((before ^ after) & ~owed) == 0, ret, EVENT_NO_VECTOR,
                   "the command register went from 0x%x to 0x%x: more than the "
                   "two bits changed",
                   before, after);
}

bool msi_judge_command(struct window *w)
{
    size_t call, ret;

    return msi_require_call(w, FN_MSI_ENABLE, 0, &call, &ret) &&
           msi_is_claimed(w, call, ret, w->step->v[2]);
}

/* Whenever MSI is on, everything else is ready. */
bool msi_judge_order(struct window *w)
{
    struct said want = msi_made(w->step->v[1], w->step->v[0]);
    unsigned which = w->step->v[2];
    size_t call, ret;

    if (!msi_require_call(w, FN_MSI_ENABLE, 0, &call, &ret))
        return false;
    for (size_t i = call + 1; i < ret; i++) {
        if (!msi_is_write(event_at(w, i)) || !is_on(w, i, which))
            continue;
        if (!require(w, (msi_command_at(w, i, which) & PCI_COMMAND_MASTER) != 0,
                     i, EVENT_NO_VECTOR,
                     "MSI is on while the function is no bus master") ||
            !msi_says(w, i, msi_registers_at(w, i, which), want))
            return false;
    }
    return require(w, is_on(w, ret, which), ret, EVENT_NO_VECTOR,
                   "MSI is not enabled");
}

bool msi_judge_delivered(struct window *w)
{
    unsigned vector = w->step->v[0], cpu = w->step->v[1] % LAB_CPUS;
    struct script s[LAB_CPUS] = {0};

    for (unsigned i = 0; i < w->step->n[1]; i++)
        if (cpu == 0)
            msi_comes(&s[0], vector);
        else
            msi_comes_there(&s[cpu], vector);
    return msi_on_cpus(w, s);
}

bool msi_judge_disable(struct window *w)
{
    unsigned vector = w->step->v[0], which = w->step->v[2];
    struct script s = {0};
    size_t call, ret;

    msi_comes(&s, vector);
    msi_nothing_comes(&s);
    script_mark(&s, MARK_POINT, POINT_LIFE);
    msi_comes(&s, vector);
    return msi_require_call(w, FN_MSI_DISABLE, 0, &call, &ret) &&
           msi_on_cpu_0(w, &s) &&
           require(w,
                   control_at(w, ret, which) == (control_at(w, call, which) &
                                                 ~(unsigned)MSI_CONTROL_ENABLE),
                   ret, EVENT_NO_VECTOR,
                   "more than the enable bit changed in message control") &&
           require(w,
                   msi_command_at(w, ret, which) ==
                       msi_command_at(w, call, which),
                   ret, EVENT_NO_VECTOR,
                   "the command register changed when MSI was switched off");
}

/* ---- TODO 4 ---- */

static bool is_mapped(struct window *w, unsigned nth, unsigned pointer)
{
    unsigned at = pci_capability(w, BELL, PCI_CAPABILITY_MSIX);
    size_t call, ret, high;
    uint32_t where;
    uint64_t got, base;

    if (!msi_require_call(w, FN_MAP, nth, &call, &ret))
        return false;
    high = find_mark(w, ret, MARK_POINT, POINT_HIGH);
    if (!require(w, high != NOWHERE, ret, EVENT_NO_VECTOR,
                 "the scenario did not tell what was returned"))
        return false;
    where = pci_at(w, ret, BELL, at + pointer, 4);
    base = pci_region_at(w, call, BELL, (unsigned)field_get(where, MSIX_BIR));
    got = mark_value_of(event_at(w, ret)) |
          (uint64_t)mark_value_of(event_at(w, high)) << 32;
    return require_equal(w, got, base + (where & MSIX_OFFSET), ret,
                         pointer == MSIX_TABLE ? "the table's address"
                                               : "the pending bits' address");
}

bool msi_judge_map(struct window *w)
{
    return is_mapped(w, 0, MSIX_TABLE) && is_mapped(w, 1, MSIX_PBA);
}
