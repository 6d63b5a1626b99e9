/*
 * labs/05-msi/mistakes_find.c - TODO 1 and 2: does one idea explain what was
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

#define BELL           1u
#define KEPT_BY_CHANCE 4

/* ---- looking around ---- */

static bool take_access(const struct event *e, struct access *a)
{
    unsigned argument = mark_argument(e);
    uint64_t op = field_get(argument, MARK_SOFT_OP);

    a->is_write = op == SOFT_PCI_WRITE || op == SOFT_BAR_WRITE;
    a->which = (unsigned)field_get(argument, SOFT_PCI_FUNCTION);
    a->value = mark_value_of(e);
    a->bar = -1;
    a->offset = (unsigned)field_get(argument, SOFT_PCI_OFFSET);
    a->size = 1u << field_get(argument, SOFT_PCI_SIZE);
    if (op == SOFT_BAR_WRITE || op == SOFT_BAR_READ) {
        a->bar = (int)field_get(argument, SOFT_BAR_NUMBER);
        a->which = BELL;
        if ((argument & SOFT_BAR_EDU) != 0) {
            a->which = (unsigned)a->bar;
            a->bar = 0;
        }
        a->offset = 4 * (unsigned)field_get(argument, SOFT_BAR_WORD);
        a->size = 4;
    }
    return op >= SOFT_PCI_WRITE && op <= SOFT_BAR_READ;
}

bool msi_next_access(const struct window *w, struct access *access, size_t to)
{
    for (size_t i = access->at + 1; i < to && i < w->last; i++)
        if (is_mark(event_at(w, i), MARK_SOFT, -1) &&
            take_access(event_at(w, i), access)) {
            access->at = i;
            return true;
        }
    return false;
}

/* ---- pci_find_capability ---- */

/* One answer that is wrong, and what was read for it. */
struct answer {
    size_t call, ret;
    unsigned which, id, want, got;
};

typedef bool answer_test(const struct window *w, const struct answer *a);

static bool any_answer(const struct window *w, const struct check *check,
                       answer_test *test)
{
    struct answer a;

    if (check->holds != msi_judge_capability)
        return false;
    for (unsigned n = 0; find_call(w, FN_FIND, n, &a.call, &a.ret); n++) {
        unsigned asked = mark_value_of(event_at(w, a.call));

        a.which = asked & ASK_FUNCTION ? BELL : 0;
        a.id = asked & ~(unsigned)ASK_FUNCTION;
        a.want = pci_capability(w, a.which, a.id);
        a.got = mark_value_of(event_at(w, a.ret));
        if (a.got != a.want && test(w, &a))
            return true;
    }
    return false;
}

static bool is_some_byte(const struct window *w, const struct answer *a)
{
    return a->got >= PCI_CAPABILITY_FIRST && a->got < PCI_CONFIG_SIZE &&
           pci_at(w, a->call, a->which, a->got, 1) == a->id;
}

/* The list has this ID once more, behind the one that was asked for. */
static bool is_later_one(const struct window *w, const struct answer *a)
{
    unsigned at = a->want;

    for (unsigned i = 0; i < PCI_CAPABILITY_LIMIT && at != 0; i++) {
        at = pci_at(w, a->call, a->which, at + PCI_CAPABILITY_NEXT, 1) &
             (unsigned)PCI_CAPABILITY_OFFSET;
        if (at != 0 && at == a->got)
            return pci_at(w, a->call, a->which, at, 1) == a->id;
    }
    return false;
}

bool msi_mistake_id_last(const struct window *w, const struct check *check,
                         const struct finding *f)
{
    (void)f;
    return any_answer(w, check, is_later_one);
}

bool msi_mistake_id_anywhere(const struct window *w, const struct check *check,
                             const struct finding *f)
{
    (void)f;
    return any_answer(w, check, is_some_byte);
}

/* Bytes of the list that were read for an answer, and the first of them. */
static unsigned list_reads(const struct window *w, const struct answer *a,
                           unsigned *first)
{
    struct access access = {.at = a->call};
    unsigned n = 0;

    while (msi_next_access(w, &access, a->ret))
        if (access.bar < 0 && access.offset >= PCI_CAPABILITY_FIRST && n++ == 0)
            *first = access.offset;
    return n;
}

/* The first two bytes of the list that were read: 1 and 0 of one entry. */
static bool begins_with_byte_1(const struct window *w, const struct answer *a)
{
    struct access access = {.at = a->call};
    unsigned first = 0;

    while (msi_next_access(w, &access, a->ret)) {
        if (access.bar >= 0 || access.offset < PCI_CAPABILITY_FIRST)
            continue;
        if (first != 0)
            return first % 4 == 1 && access.offset == first - 1;
        first = access.offset;
    }
    return false;
}

bool msi_mistake_id_next_swapped(const struct window *w,
                                 const struct check *check,
                                 const struct finding *f)
{
    (void)f;
    return any_answer(w, check, begins_with_byte_1);
}

/* A byte at 3 in a word was read, but not because the one before it was. */
static bool uses_low_bits(const struct window *w, const struct answer *a)
{
    struct access access = {.at = a->call};
    unsigned before = 0;

    while (msi_next_access(w, &access, a->ret)) {
        if (access.bar < 0 && access.size == 1 &&
            access.offset >= PCI_CAPABILITY_FIRST && access.offset % 4 == 3 &&
            access.offset != before + 1)
            return true;
        before = access.offset;
    }
    return false;
}

bool msi_mistake_pointer_bits(const struct window *w, const struct check *check,
                              const struct finding *f)
{
    (void)f;
    return any_answer(w, check, uses_low_bits);
}

/* Read where the first pointer leads that is divided by 4: in the header. */
static bool shifts_pointer(const struct window *w, const struct answer *a)
{
    unsigned pointer = pci_at(w, a->call, a->which, PCI_CAPABILITY_POINTER, 1);
    struct access access = {.at = a->call};
    unsigned first;

    while (msi_next_access(w, &access, a->ret))
        if (access.bar < 0 && access.offset != PCI_CAPABILITY_POINTER &&
            access.offset == field_get(pointer, PCI_CAPABILITY_OFFSET))
            return list_reads(w, a, &first) == 0;
    return false;
}

bool msi_mistake_pointer_shifted(const struct window *w,
                                 const struct check *check,
                                 const struct finding *f)
{
    (void)f;
    return any_answer(w, check, shifts_pointer);
}

/* The last call has not returned, and has read more than there is. */
bool msi_mistake_list_endless(const struct window *w, const struct check *check,
                              const struct finding *f)
{
    struct access access = {0};
    unsigned reads = 0;
    size_t ret;

    (void)f;
    if (check->holds != msi_judge_capability)
        return false;
    for (unsigned n = 0; find_call(w, FN_FIND, n, &access.at, &ret); n++)
        ;
    if (access.at == NOWHERE)
        return false;
    while (reads <= PCI_CONFIG_SIZE && msi_next_access(w, &access, w->last))
        reads++;
    return reads > PCI_CONFIG_SIZE;
}

static bool reads_nothing(const struct window *w, const struct answer *a)
{
    unsigned first;

    return a->got != 0 && list_reads(w, a, &first) == 0;
}

bool msi_mistake_place_known(const struct window *w, const struct check *check,
                             const struct finding *f)
{
    (void)f;
    return any_answer(w, check, reads_nothing);
}

/* Only an ID was read in the list, and nothing behind it anywhere. */
static bool stops_at_first(const struct window *w, const struct answer *a)
{
    struct access access = {.at = a->call};
    unsigned last = 0, first;

    while (msi_next_access(w, &access, a->ret))
        last = access.offset;
    return a->got == 0 && list_reads(w, a, &first) == 1 && last == first;
}

bool msi_mistake_list_not_followed(const struct window *w,
                                   const struct check *check,
                                   const struct finding *f)
{
    (void)f;
    return any_answer(w, check, stops_at_first);
}

/* ---- msi_compose ---- */

static bool is_address(const struct check *check, const struct finding *f)
{
    return check->holds == msi_judge_address && f->kind == FOUND_VALUE;
}

static uint64_t prefix(void)
{
    return field_put(0, MSI_ADDRESS_PREFIX, MSI_PREFIX_INTERRUPT);
}

bool msi_mistake_dest_not_shifted(const struct window *w,
                                  const struct check *check,
                                  const struct finding *f)
{
    (void)w;
    return is_address(check, f) &&
           f->got == (prefix() | field_get(f->want, MSI_ADDRESS_DEST));
}

bool msi_mistake_dest_as_icr(const struct window *w, const struct check *check,
                             const struct finding *f)
{
    (void)w;
    return is_address(check, f) &&
           f->got == (prefix() | field_get(f->want, MSI_ADDRESS_DEST) << 24);
}

bool msi_mistake_dest_logical(const struct window *w, const struct check *check,
                              const struct finding *f)
{
    (void)w;
    return is_address(check, f) && (f->got ^ f->want) == MSI_ADDRESS_LOGICAL;
}

bool msi_mistake_hint_set(const struct window *w, const struct check *check,
                          const struct finding *f)
{
    (void)w;
    return is_address(check, f) && (f->got ^ f->want) == MSI_ADDRESS_HINT;
}

static bool is_data(const struct check *check, const struct finding *f)
{
    return check->holds == msi_judge_data && f->kind == FOUND_VALUE;
}

bool msi_mistake_level_set(const struct window *w, const struct check *check,
                           const struct finding *f)
{
    (void)w;
    return is_data(check, f) && (f->got ^ f->want) == MSI_DATA_LEVEL;
}

bool msi_mistake_mode_forgotten(const struct window *w,
                                const struct check *check,
                                const struct finding *f)
{
    (void)w;
    return is_data(check, f) && f->got == (f->want & MSI_DATA_VECTOR);
}

bool msi_mistake_mode_place(const struct window *w, const struct check *check,
                            const struct finding *f)
{
    (void)w;
    return is_data(check, f) && f->got > BITS(10, 0) &&
           (f->got & BITS(10, 0)) == (f->want & MSI_DATA_VECTOR);
}

/* Every bit that is wrong is as it was, and they are too many for chance. */
static bool is_kept(const struct window *w, unsigned nth)
{
    const uint8_t *v = w->step->v;
    struct said want = msi_made(v[8 + nth], v[nth]), got;
    uint64_t address, data;
    size_t ret;

    if (!msi_find_composed(w, nth, &got, &ret))
        return false;
    address = got.address ^ want.address;
    data = (got.data ^ want.data) & ~(uint32_t)MSI_DATA_ASSERT;
    return __builtin_popcountll(address) + __builtin_popcountll(data) >
               KEPT_BY_CHANCE &&
           (address & (got.address ^ LEFT_ADDRESS)) == 0 &&
           (data & (got.data ^ LEFT_DATA)) == 0;
}

bool msi_mistake_message_kept(const struct window *w, const struct check *check,
                              const struct finding *f)
{
    (void)f;
    for (unsigned i = 0; i < msi_writers(w); i++)
        if (check->holds == msi_judge_write && is_kept(w, i))
            return true;
    return false;
}
