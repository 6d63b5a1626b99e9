/*
 * labs/05-msi/mistakes_msi.c - TODO 3: does one idea explain what was found?
 *
 * What a function answers must be true of the record, or it answers no.
 * Contract: mistakes.h.
 */
#include "hw/msi_regs.h"
#include "hw/pci_regs.h"
#include "judge.h"
#include "mistakes.h"
#include "plan.h"

/* A call of a lab's function for MSI, and the capability it is about. */
struct msi_call {
    size_t call, ret;
    unsigned which, at;
    bool is_64;
};

static bool find_enable(const struct window *w, struct msi_call *c)
{
    if (!find_call(w, FN_MSI_ENABLE, 0, &c->call, &c->ret))
        return false;
    c->which = mark_value_of(event_at(w, c->call));
    c->at = pci_capability(w, c->which, PCI_CAPABILITY_MSI);
    c->is_64 = (pci_at(w, c->call, c->which, c->at + MSI_CONTROL, 2) &
                MSI_CONTROL_64) != 0;
    return true;
}

static unsigned command_at(const struct window *w, const struct msi_call *c,
                           size_t index)
{
    return pci_at(w, index, c->which, PCI_COMMAND, 2);
}

static bool is_on(const struct window *w, const struct msi_call *c,
                  size_t index)
{
    return (pci_at(w, index, c->which, c->at + MSI_CONTROL, 2) &
            MSI_CONTROL_ENABLE) != 0;
}

/* The last write in the call to `offset` of the capability. */
static bool wrote(const struct window *w, const struct msi_call *c,
                  unsigned offset, uint32_t *value)
{
    struct access a = {.at = c->call};
    bool found = false;

    while (msi_next_access(w, &a, c->ret))
        if (a.is_write && a.bar < 0 && a.which == c->which &&
            a.offset == c->at + offset) {
            *value = a.value;
            found = true;
        }
    return found;
}

/* ---- msi_enable ---- */

static bool is_layout(const struct window *w, const struct check *check,
                      struct msi_call *c)
{
    return check->holds == msi_judge_layout && find_enable(w, c);
}

bool msi_mistake_at_forgotten(const struct window *w, const struct check *check,
                              const struct finding *f)
{
    struct access a = {0};
    struct msi_call c;

    (void)f;
    if (!is_layout(w, check, &c) || is_on(w, &c, c.ret))
        return false;
    a.at = c.call;
    while (msi_next_access(w, &a, c.ret))
        if (a.is_write && a.bar < 0 && a.which == c.which &&
            a.offset == MSI_CONTROL)
            return true;
    return false;
}

bool msi_mistake_never_enabled(const struct window *w,
                               const struct check *check,
                               const struct finding *f)
{
    struct msi_call c;
    uint32_t low;

    (void)f;
    return is_layout(w, check, &c) && !is_on(w, &c, c.ret) &&
           wrote(w, &c, MSI_ADDRESS, &low);
}

bool msi_mistake_layout_32(const struct window *w, const struct check *check,
                           const struct finding *f)
{
    struct msi_call c;
    uint32_t value;

    (void)f;
    return is_layout(w, check, &c) && c.is_64 &&
           wrote(w, &c, msi_data_offset(false), &value) &&
           value == w->step->v[0];
}

bool msi_mistake_layout_64(const struct window *w, const struct check *check,
                           const struct finding *f)
{
    struct msi_call c;
    uint32_t value;

    (void)f;
    return is_layout(w, check, &c) && !c.is_64 &&
           wrote(w, &c, msi_data_offset(true), &value);
}

bool msi_mistake_high_kept(const struct window *w, const struct check *check,
                           const struct finding *f)
{
    struct msi_call c;
    uint32_t value;

    (void)f;
    return is_layout(w, check, &c) && c.is_64 &&
           !wrote(w, &c, MSI_ADDRESS_HIGH, &value) &&
           wrote(w, &c, msi_data_offset(true), &value);
}

bool msi_mistake_claimed_late(const struct window *w, const struct check *check,
                              const struct finding *f)
{
    struct msi_call c;

    return check->holds == msi_judge_order && find_enable(w, &c) &&
           f->kind == FOUND_RULE && f->at < c.ret && is_on(w, &c, f->at) &&
           (command_at(w, &c, f->at) & PCI_COMMAND_MASTER) == 0 &&
           (command_at(w, &c, c.ret) & PCI_COMMAND_MASTER) != 0;
}

bool msi_mistake_enabled_early(const struct window *w,
                               const struct check *check,
                               const struct finding *f)
{
    struct msi_call c;

    return check->holds == msi_judge_order && find_enable(w, &c) &&
           f->kind == FOUND_RULE && f->at < c.ret && is_on(w, &c, f->at) &&
           (command_at(w, &c, f->at) & PCI_COMMAND_MASTER) != 0;
}

/* ---- pci_claim ---- */

static bool is_command(const struct window *w, const struct check *check,
                       struct msi_call *c)
{
    return check->holds == msi_judge_command && find_enable(w, c);
}

bool msi_mistake_no_master(const struct window *w, const struct check *check,
                           const struct finding *f)
{
    struct msi_call c;

    (void)f;
    return is_command(w, check, &c) && is_on(w, &c, c.ret) &&
           (command_at(w, &c, c.ret) & PCI_COMMAND_MASTER) == 0;
}

bool msi_mistake_command_overwritten(const struct window *w,
                                     const struct check *check,
                                     const struct finding *f)
{
    struct msi_call c;

    (void)f;
    return is_command(w, check, &c) &&
           (command_at(w, &c, c.call) & PCI_COMMAND_MEMORY) != 0 &&
           (command_at(w, &c, c.ret) & PCI_COMMAND_MEMORY) == 0;
}

bool msi_mistake_pin_left(const struct window *w, const struct check *check,
                          const struct finding *f)
{
    struct msi_call c;

    (void)f;
    return is_command(w, check, &c) && is_on(w, &c, c.ret) &&
           (command_at(w, &c, c.ret) & PCI_COMMAND_INTX_DISABLE) == 0;
}

/* ---- msi_disable ---- */

static bool still_on(const struct window *w, const struct check *check,
                     struct msi_call *c)
{
    return check->holds == msi_judge_disable && find_enable(w, c) &&
           find_call(w, FN_MSI_DISABLE, 0, &c->call, &c->ret) &&
           is_on(w, c, c->call) && is_on(w, c, c->ret);
}

bool msi_mistake_off_by_master(const struct window *w,
                               const struct check *check,
                               const struct finding *f)
{
    struct msi_call c;

    (void)f;
    return still_on(w, check, &c) &&
           (command_at(w, &c, c.ret) & PCI_COMMAND_MASTER) == 0;
}

bool msi_mistake_off_never(const struct window *w, const struct check *check,
                           const struct finding *f)
{
    struct msi_call c;

    (void)f;
    return still_on(w, check, &c) &&
           command_at(w, &c, c.ret) == command_at(w, &c, c.call);
}
