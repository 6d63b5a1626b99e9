/*
 * labs/05-msi/judge_msix.c - the demands behind the checks of TODO 5 and 6.
 * Contract: judge.h.
 */
#include "hw/msi_regs.h"
#include "hw/pci_regs.h"
#include "judge.h"
#include "plan.h"

#define BELL 1u

/* ---- TODO 5 ---- */

static bool is_set(struct window *w, unsigned nth)
{
    unsigned entry;
    struct said want = msi_asked(w, nth, &entry);
    size_t call, ret;

    if (!msi_require_call(w, FN_SET_ENTRY, nth, &call, &ret) ||
        !msi_says(w, ret, msi_entry_at(w, ret, entry), want) ||
        !require(w,
                 msi_masked_at(w, ret, entry) == msi_masked_at(w, call, entry),
                 ret, EVENT_NO_VECTOR, "the mask bit of entry %u changed",
                 entry))
        return false;
    for (unsigned n = 0; n < ENTRIES; n++)
        if (n != entry &&
            !require(w,
                     msi_same(msi_entry_at(w, call, n),
                              msi_entry_at(w, ret, n)) &&
                         msi_masked_at(w, call, n) == msi_masked_at(w, ret, n),
                     ret, EVENT_NO_VECTOR,
                     "the call for entry %u changed entry %u", entry, n))
            return false;
    return true;
}

/* What is opened and rung afterwards shows that it was no mark alone. */
bool msi_judge_entry(struct window *w)
{
    struct script s[LAB_CPUS] = {0};

    msi_comes(&s[0], w->step->v[0]);
    msi_comes_there(&s[1], w->step->v[1]);
    msi_comes_there(&s[2], w->step->v[2]);
    return is_set(w, 0) && is_set(w, 1) && is_set(w, 2) && msi_on_cpus(w, s);
}

/* Rung while masked: pending, and silent; open again: once. */
bool msi_judge_mask(struct window *w)
{
    const uint8_t *v = w->step->v;
    struct script s = {0};
    size_t call, ret, open;

    msi_nothing_comes(&s);
    msi_comes(&s, v[1]);
    msi_comes(&s, v[0]);
    msi_comes(&s, v[0]);
    return msi_require_call(w, FN_MASK, 0, &call, &ret) &&
           msi_require_call(w, FN_UNMASK, 0, &open, &ret) &&
           msi_on_cpu_0(w, &s) &&
           require(w, msix_pending_at(w, open, v[4]), open, v[0],
                   "nothing is pending in entry %u, which was rung while "
                   "masked",
                   v[4]) &&
           require(w, msi_same(msi_entry_at(w, ret, v[4]), msi_made(0, v[0])),
                   ret, v[0], "masking changed the message of entry %u", v[4]);
}

/* Unmasked, it holds the old message or the new one. */
static bool is_never_torn(struct window *w)
{
    unsigned entry;
    struct said want = msi_asked(w, 0, &entry), old;
    size_t call, ret;

    if (!msi_require_call(w, FN_SET_ENTRY, 0, &call, &ret))
        return false;
    old = msi_entry_at(w, call, entry);
    for (size_t i = call + 1; i < ret; i++) {
        struct said has = msi_entry_at(w, i, entry);

        if (msi_is_write(event_at(w, i)) &&
            !require(w,
                     msi_masked_at(w, i, entry) || msi_same(has, old) ||
                         msi_same(has, want),
                     i, EVENT_NO_VECTOR,
                     "entry %u is unmasked and half written: 0x%llx with data "
                     "0x%x",
                     entry, (unsigned long long)has.address, has.data))
            return false;
    }
    return true;
}

bool msi_judge_move(struct window *w)
{
    const uint8_t *v = w->step->v;
    struct script s[LAB_CPUS] = {0};

    msi_comes(&s[0], v[0]);
    msi_comes_there(&s[v[8] % LAB_CPUS], v[1]);
    return msi_on_cpus(w, s) && is_never_torn(w);
}

bool msi_judge_live(struct window *w)
{
    const uint8_t *v = w->step->v;
    struct script s[LAB_CPUS] = {0};

    msi_nothing_comes(&s[0]);
    msi_comes_there(&s[v[8] % LAB_CPUS], v[1]);
    return msi_on_cpus(w, s) && is_never_torn(w);
}

/* ---- TODO 6 ---- */

static unsigned msix_control_at(const struct window *w, size_t index)
{
    return pci_at(w, index, BELL,
                  pci_capability(w, BELL, PCI_CAPABILITY_MSIX) + MSIX_CONTROL,
                  2);
}

static bool may_send(const struct window *w, size_t index)
{
    unsigned control = msix_control_at(w, index);

    return (control & MSIX_CONTROL_ENABLE) != 0 &&
           (control & MSIX_CONTROL_MASK) == 0;
}

/* What entry `n` owes after bring-up of STEP_READY. */
static bool is_ready(struct window *w, size_t index, unsigned n)
{
    if (n >= 2)
        return require(w, msi_masked_at(w, index, n), index, EVENT_NO_VECTOR,
                       "entry %u, which has no message, can send", n);
    return msi_says(w, index, msi_entry_at(w, index, n),
                    msi_made(0, w->step->v[n]));
}

static bool all_ready(struct window *w, size_t index)
{
    for (unsigned n = 0; n < ENTRIES; n++)
        if (!(n < 2 && msi_masked_at(w, index, n)) && !is_ready(w, index, n))
            return false;
    return require(w,
                   (msi_command_at(w, index, BELL) & PCI_COMMAND_MASTER) != 0,
                   index, EVENT_NO_VECTOR,
                   "MSI-X is on while the function is no bus master");
}

/* Whenever the function may send, all entries are ready. */
bool msi_judge_msix_order(struct window *w)
{
    size_t call, ret;

    if (!msi_require_call(w, FN_BRING_UP, 0, &call, &ret))
        return false;
    for (size_t i = call + 1; i < ret; i++)
        if (msi_is_write(event_at(w, i)) && may_send(w, i) && !all_ready(w, i))
            return false;
    return require(w, may_send(w, ret), ret, EVENT_NO_VECTOR,
                   "MSI-X is not enabled, or the function is masked");
}

/* Rung from the last entry to the first: only 1 and 0 have a message. */
bool msi_judge_ready(struct window *w)
{
    struct script s = {0};
    size_t call, ret;

    for (unsigned n = ENTRIES; n-- > 0;)
        if (n < 2)
            msi_comes(&s, w->step->v[n]);
        else
            msi_nothing_comes(&s);
    return msi_require_call(w, FN_BRING_UP, 0, &call, &ret) &&
           msi_is_claimed(w, call, ret, BELL) && msi_on_cpu_0(w, &s);
}

bool msi_judge_cpus(struct window *w)
{
    const uint8_t *v = w->step->v;
    struct script s[LAB_CPUS] = {0};

    for (unsigned i = 0; i < BELLS; i++) {
        script_mark(&s[0], MARK_POINT, POINT_HIGH);
        script_mark(&s[0], MARK_POINT, POINT_DATA);
    }
    for (unsigned i = 0; i < BELLS; i++) {
        unsigned n = v[4 + i] % BELLS, cpu = v[8 + n] % LAB_CPUS;

        if (cpu == 0)
            msi_comes(&s[0], v[n]);
        else
            msi_comes_there(&s[cpu], v[n]);
    }
    return msi_on_cpus(w, s);
}

bool msi_judge_async(struct window *w)
{
    struct script s[LAB_CPUS] = {0};

    msi_window_on(&s[0]);
    for (unsigned i = 0; i < w->step->n[1]; i++) {
        unsigned cpu = w->step->n[2] >> i & 1;

        msi_comes_there(&s[cpu], w->step->v[cpu]);
    }
    msi_window_off(&s[0]);
    return msi_on_cpus(w, s);
}
