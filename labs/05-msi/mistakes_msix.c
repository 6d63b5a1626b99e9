/*
 * labs/05-msi/mistakes_msix.c - TODO 5 and 6: does one idea explain what was
 * found?
 *
 * What a function answers must be true of the record, or it answers no.
 * Contract: mistakes.h.
 */
#include "hw/msi_regs.h"
#include "hw/pci_regs.h"
#include "judge.h"
#include "mistakes.h"
#include "plan.h"

#define BELL 1u

/* ---- msix_set_entry ---- */

/* The table's offset in its region. */
static unsigned table_offset(const struct window *w)
{
    unsigned at = pci_capability(w, BELL, PCI_CAPABILITY_MSIX);

    return pci_at(w, w->last - 1, BELL, at + MSIX_TABLE, 4) &
           (unsigned)MSIX_OFFSET;
}

/* The first write of the call, from the table's begin. */
static bool first_write(const struct window *w, size_t call, size_t ret,
                        unsigned *offset)
{
    struct access a = {.at = call};

    while (msi_next_access(w, &a, ret))
        if (a.is_write && a.bar >= 0) {
            *offset = a.offset - table_offset(w);
            return true;
        }
    return false;
}

/* Each call begins where entries of `size` bytes would have it. */
static bool has_stride(const struct window *w, unsigned size)
{
    bool any = false;
    size_t call, ret;

    for (unsigned i = 0; find_call(w, FN_SET_ENTRY, i, &call, &ret); i++) {
        unsigned n = mark_value_of(event_at(w, call)), offset;

        if (n == 0)
            continue;
        if (!first_write(w, call, ret, &offset) ||
            (offset != size * n && offset != size * n + MSIX_ENTRY_CONTROL))
            return false;
        any = true;
    }
    return any;
}

bool msi_mistake_entry_stride(const struct window *w, const struct check *check,
                              const struct finding *f)
{
    (void)f;
    return check->holds == msi_judge_entry &&
           (has_stride(w, 4) || has_stride(w, 8));
}

/* A call in whose entry something is wrong. */
struct set_call {
    size_t call, ret;
    unsigned n;
    struct said want;
};

typedef bool set_test(const struct window *w, const struct set_call *c);

static bool any_set(const struct window *w, const struct check *check,
                    set_test *test)
{
    struct set_call c;

    if (check->holds != msi_judge_entry)
        return false;
    for (unsigned i = 0; find_call(w, FN_SET_ENTRY, i, &c.call, &c.ret); i++) {
        c.want = msi_asked(w, i, &c.n);
        if (test(w, &c))
            return true;
    }
    return false;
}

static bool has_data_high(const struct window *w, const struct set_call *c)
{
    return msix_at(w, c->ret, c->n, MSIX_ENTRY_HIGH) == c->want.data;
}

bool msi_mistake_data_place(const struct window *w, const struct check *check,
                            const struct finding *f)
{
    (void)f;
    return any_set(w, check, has_data_high);
}

static bool has_old_high(const struct window *w, const struct set_call *c)
{
    uint32_t high = msix_at(w, c->ret, c->n, MSIX_ENTRY_HIGH);

    return high != 0 && high == msix_at(w, c->call, c->n, MSIX_ENTRY_HIGH) &&
           msix_at(w, c->ret, c->n, MSIX_ENTRY_ADDRESS) ==
               (uint32_t)c->want.address;
}

bool msi_mistake_entry_high_kept(const struct window *w,
                                 const struct check *check,
                                 const struct finding *f)
{
    (void)f;
    return any_set(w, check, has_old_high);
}

static bool was_opened(const struct window *w, const struct set_call *c)
{
    return msi_same(msi_entry_at(w, c->ret, c->n), c->want) &&
           msi_masked_at(w, c->call, c->n) && !msi_masked_at(w, c->ret, c->n);
}

bool msi_mistake_entry_opened(const struct window *w, const struct check *check,
                              const struct finding *f)
{
    (void)f;
    return any_set(w, check, was_opened);
}

static bool was_masked(const struct window *w, const struct set_call *c)
{
    return msi_same(msi_entry_at(w, c->ret, c->n), c->want) &&
           !msi_masked_at(w, c->call, c->n) && msi_masked_at(w, c->ret, c->n);
}

bool msi_mistake_entry_left_masked(const struct window *w,
                                   const struct check *check,
                                   const struct finding *f)
{
    (void)f;
    return any_set(w, check, was_masked);
}

/* A word of the message of entry `n` is written here. */
static bool is_word_write(const struct window *w, size_t at, unsigned n)
{
    struct access a = {.at = at - 1};
    unsigned first = table_offset(w) + n * MSIX_ENTRY_SIZE;

    return msi_next_access(w, &a, at + 1) && a.is_write && a.bar >= 0 &&
           a.which == BELL && a.offset >= first &&
           a.offset < first + MSIX_ENTRY_CONTROL;
}

/* A word was written while the entry was open, and it held neither message. */
bool msi_mistake_entry_torn(const struct window *w, const struct check *check,
                            const struct finding *f)
{
    bool is_torn = false, is_open = false;
    size_t call, ret;
    unsigned entry;
    struct said want, old;

    (void)f;
    if ((check->holds != msi_judge_move && check->holds != msi_judge_live) ||
        !find_call(w, FN_SET_ENTRY, 0, &call, &ret))
        return false;
    want = msi_asked(w, 0, &entry);
    old = msi_entry_at(w, call, entry);
    for (size_t i = call + 1; i < ret; i++) {
        if (!msi_is_write(event_at(w, i)) || msi_masked_at(w, i, entry))
            continue;
        is_torn |= !msi_same(msi_entry_at(w, i, entry), old) &&
                   !msi_same(msi_entry_at(w, i, entry), want);
        is_open |= is_word_write(w, i, entry);
    }
    return is_torn && is_open;
}

/* ---- msix_mask ---- */

static bool is_mask(const struct window *w, const struct check *check,
                    size_t *call, size_t *ret, unsigned *n)
{
    if (check->holds != msi_judge_mask || !find_call(w, FN_MASK, 0, call, ret))
        return false;
    *n = mark_value_of(event_at(w, *call));
    return true;
}

bool msi_mistake_mask_place(const struct window *w, const struct check *check,
                            const struct finding *f)
{
    size_t call, ret;
    struct access a;
    unsigned n;

    (void)f;
    if (!is_mask(w, check, &call, &ret, &n) || msi_masked_at(w, ret, n))
        return false;
    a.at = call;
    while (msi_next_access(w, &a, ret))
        if (a.is_write && a.bar >= 0 && a.value != 0 &&
            a.offset ==
                table_offset(w) + n * MSIX_ENTRY_SIZE + MSIX_ENTRY_CONTROL)
            return true;
    return false;
}

bool msi_mistake_mask_inverted(const struct window *w,
                               const struct check *check,
                               const struct finding *f)
{
    size_t call, ret, open;
    unsigned n;

    (void)f;
    return is_mask(w, check, &call, &ret, &n) && !msi_masked_at(w, ret, n) &&
           find_call(w, FN_UNMASK, 0, &call, &open) &&
           msi_masked_at(w, open, n);
}

bool msi_mistake_masked_by_zero(const struct window *w,
                                const struct check *check,
                                const struct finding *f)
{
    size_t call, ret;
    unsigned n;

    (void)f;
    return is_mask(w, check, &call, &ret, &n) &&
           msi_entry_at(w, call, n).address != 0 &&
           msi_entry_at(w, ret, n).address == 0;
}

/* ---- msix_bring_up ---- */

static bool is_bring_up(const struct window *w, const struct check *check,
                        size_t *ret)
{
    size_t call;

    return (check->holds == msi_judge_msix_order ||
            check->holds == msi_judge_ready) &&
           find_call(w, FN_BRING_UP, 0, &call, ret);
}

static unsigned control_at(const struct window *w, size_t index)
{
    return pci_at(w, index, BELL,
                  pci_capability(w, BELL, PCI_CAPABILITY_MSIX) + MSIX_CONTROL,
                  2);
}

bool msi_mistake_msix_never_on(const struct window *w,
                               const struct check *check,
                               const struct finding *f)
{
    size_t ret;

    (void)f;
    return is_bring_up(w, check, &ret) &&
           (control_at(w, ret) & MSIX_CONTROL_ENABLE) == 0;
}

bool msi_mistake_function_masked(const struct window *w,
                                 const struct check *check,
                                 const struct finding *f)
{
    const unsigned both = MSIX_CONTROL_ENABLE | MSIX_CONTROL_MASK;
    size_t ret;

    (void)f;
    return is_bring_up(w, check, &ret) && (control_at(w, ret) & both) == both;
}

bool msi_mistake_msix_not_claimed(const struct window *w,
                                  const struct check *check,
                                  const struct finding *f)
{
    size_t ret;

    (void)f;
    return is_bring_up(w, check, &ret) &&
           (pci_at(w, ret, BELL, PCI_COMMAND, 2) & PCI_COMMAND_MASTER) == 0;
}

/* Does bring-up write the control word of entry `n`? */
static bool writes_control(const struct window *w, unsigned n)
{
    unsigned offset =
        table_offset(w) + n * MSIX_ENTRY_SIZE + MSIX_ENTRY_CONTROL;
    struct access a = {0};
    size_t call, ret;

    if (!find_call(w, FN_BRING_UP, 0, &call, &ret))
        return false;
    a.at = call;
    while (msi_next_access(w, &a, ret))
        if (a.is_write && a.which == BELL && a.bar >= 0 && a.offset == offset)
            return true;
    return false;
}

bool msi_mistake_rest_open(const struct window *w, const struct check *check,
                           const struct finding *f)
{
    size_t ret;

    (void)f;
    if (!is_bring_up(w, check, &ret))
        return false;
    for (unsigned n = 2; n < ENTRIES; n++)
        if (!msi_masked_at(w, ret, n) && !writes_control(w, n))
            return true;
    return false;
}

/* Entry `n` holds the message of entry `m`. */
static bool has_message(const struct window *w, size_t index, unsigned n,
                        unsigned m)
{
    return msi_same(msi_entry_at(w, index, n), msi_made(0, w->step->v[m]));
}

bool msi_mistake_message_repeated(const struct window *w,
                                  const struct check *check,
                                  const struct finding *f)
{
    size_t ret;

    (void)f;
    return is_bring_up(w, check, &ret) && has_message(w, ret, 0, 0) &&
           has_message(w, ret, 1, 0);
}

bool msi_mistake_entries_masked(const struct window *w,
                                const struct check *check,
                                const struct finding *f)
{
    size_t ret;

    (void)f;
    return is_bring_up(w, check, &ret) && has_message(w, ret, 0, 0) &&
           msi_masked_at(w, ret, 0) && msi_masked_at(w, ret, 1);
}

/* In the end all is well, but it was not when the function could send. */
bool msi_mistake_open_early(const struct window *w, const struct check *check,
                            const struct finding *f)
{
    size_t ret;

    return check->holds == msi_judge_msix_order &&
           is_bring_up(w, check, &ret) && f->kind == FOUND_RULE &&
           f->at < ret && (control_at(w, f->at) & MSIX_CONTROL_ENABLE) != 0 &&
           (control_at(w, f->at) & MSIX_CONTROL_MASK) == 0 &&
           (msi_command_at(w, f->at, BELL) & PCI_COMMAND_MASTER) != 0 &&
           has_message(w, ret, 0, 0) && has_message(w, ret, 1, 1);
}
