/*
 * labs/04-smp/mistakes_send.c - mistakes seen in the commands that were sent.
 *
 * What a function answers must be true of the record, or it answers no.  Each
 * looks at all calls of the step: a wrong command is wrong wherever its first
 * consequence was met.  Contract: mistakes.h.
 */
#include "hw/x2apic_regs.h"
#include "mistakes.h"
#include "plan.h"

/* A function of the student's that sends, and one of its calls. */
struct sending {
    unsigned function, cpu;
    size_t call, ret;
    uint32_t dest;
    uint32_t low;   /* what it should send there */
    bool addressed; /* by a destination, and not by a shorthand */
    bool returned;
};

bool smp_next_call(const struct window *w, unsigned function, size_t *call,
                   size_t *ret)
{
    *call = find_mark(w, *call, MARK_CALL, (int)function);
    if (*call == NOWHERE)
        return false;
    *ret = find_mark_on(w, *call, event_at(w, *call)->cpu, MARK_RETURN,
                        (int)function);
    if (*ret == NOWHERE)
        *ret = w->last;
    return true;
}

/* What the call's mark says was asked for: see the scenario. */
static void read_call(const struct window *w, struct sending *s)
{
    uint32_t asked = mark_value_of(event_at(w, s->call));

    s->cpu = event_at(w, s->call)->cpu;
    s->returned = s->ret < w->last;
    s->addressed = s->function != FN_BROADCAST;
    s->dest = s->function == FN_START ? asked & 0xff
              : s->function == FN_NMI ? asked
                                      : asked >> 8;
    s->low = LAPIC_DELIVERY_FIXED;
    if (s->function == FN_NMI)
        s->low = LAPIC_DELIVERY_NMI << 8;
    if (s->function == FN_SEND_LOWEST)
        s->low = LAPIC_DELIVERY_LOWEST << 8;
    if (s->function == FN_SEND_LOWEST || s->function == FN_SEND_LOGICAL)
        s->low |= (uint32_t)LAPIC_ICR_DEST_LOGICAL;
}

typedef bool sending_test(const struct window *w, const struct sending *s);

/* Is there a call of `function` of which `test` is true? */
static bool any_call(const struct window *w, unsigned function,
                     sending_test *test)
{
    struct sending s = {.function = function, .call = w->first};

    while (smp_next_call(w, function, &s.call, &s.ret)) {
        read_call(w, &s);
        if (test(w, &s))
            return true;
    }
    return false;
}

static bool any_sending(const struct window *w, sending_test *test)
{
    static const uint8_t senders[] = {FN_START,       FN_SEND,
                                      FN_BROADCAST,   FN_SEND_LOGICAL,
                                      FN_SEND_LOWEST, FN_NMI};

    for (size_t i = 0; i < sizeof senders; i++)
        if (any_call(w, senders[i], test))
            return true;
    return false;
}

/* The first command of a call, or NOWHERE. */
static size_t first_send(const struct window *w, const struct sending *s)
{
    size_t at = find_send(w, s->call, s->cpu);

    return at < s->ret ? at : NOWHERE;
}

static unsigned mode_of(uint64_t icr)
{
    return (unsigned)field_get(icr, LAPIC_ICR_DELIVERY_MODE);
}

static unsigned shorthand_of(uint64_t icr)
{
    return (unsigned)field_get(icr, LAPIC_ICR_SHORTHAND);
}

static bool is_msr(const struct window *w, size_t at)
{
    return event_at(w, at)->kind == EV_MSR_WRITE;
}

/* ---- starting ---- */

/* The first command in this delivery mode. */
static size_t send_of_mode(const struct window *w, const struct sending *s,
                           unsigned mode)
{
    for (size_t i = s->call; (i = find_send(w, i, s->cpu)) < s->ret;)
        if (mode_of(sent_at(w, i)) == mode)
            return i;
    return NOWHERE;
}

static bool wrong_page(const struct window *w, const struct sending *s)
{
    uint32_t page = mark_value_of(event_at(w, s->call)) >> 8;
    size_t sipi = send_of_mode(w, s, LAPIC_DELIVERY_SIPI);

    return sipi != NOWHERE &&
           field_get(sent_at(w, sipi), LAPIC_ICR_VECTOR) != page;
}

static bool sipi_first(const struct window *w, const struct sending *s)
{
    size_t init = send_of_mode(w, s, LAPIC_DELIVERY_INIT);
    size_t sipi = send_of_mode(w, s, LAPIC_DELIVERY_SIPI);

    return init != NOWHERE && sipi < init;
}

static bool no_init(const struct window *w, const struct sending *s)
{
    return send_of_mode(w, s, LAPIC_DELIVERY_SIPI) != NOWHERE &&
           send_of_mode(w, s, LAPIC_DELIVERY_INIT) == NOWHERE;
}

static bool no_sipi(const struct window *w, const struct sending *s)
{
    return s->returned && send_of_mode(w, s, LAPIC_DELIVERY_INIT) != NOWHERE &&
           send_of_mode(w, s, LAPIC_DELIVERY_SIPI) == NOWHERE;
}

static bool to_everyone(const struct window *w, const struct sending *s)
{
    for (size_t i = s->call; (i = find_send(w, i, s->cpu)) < s->ret;)
        if (shorthand_of(sent_at(w, i)) != LAPIC_SHORTHAND_NONE ||
            sent_at(w, i) >> 56 == LAPIC_DEST_BROADCAST)
            return true;
    return false;
}

/* While another command of the call went where it should: or else it is the
 * writing of ICR that is wrong. */
static bool to_another(const struct window *w, const struct sending *s)
{
    bool right = false, wrong = false;

    for (size_t i = s->call; (i = find_send(w, i, s->cpu)) < s->ret;) {
        right |= sent_at(w, i) >> 56 == s->dest;
        wrong |= !is_msr(w, i) && sent_at(w, i) >> 56 != s->dest;
    }
    return right && wrong;
}

/* ---- destination ---- */

static size_t icr_high(const struct window *w, const struct sending *s,
                       size_t from)
{
    return find_access_on(w, from, s->cpu, EV_APIC_WRITE, LAPIC_ICR_HIGH);
}

static bool high_late(const struct window *w, const struct sending *s)
{
    size_t low = first_send(w, s);

    return low != NOWHERE && !is_msr(w, low) && s->addressed &&
           shorthand_of(sent_at(w, low)) == LAPIC_SHORTHAND_NONE &&
           icr_high(w, s, s->call) > low;
}

static bool dest_not_shifted(const struct window *w, const struct sending *s)
{
    size_t high = icr_high(w, s, s->call);

    return high < s->ret && s->addressed && s->dest != 0 &&
           event_at(w, high)->value == s->dest;
}

static bool dest_elsewhere(const struct window *w, const struct sending *s)
{
    size_t high = icr_high(w, s, s->call);

    return high < s->ret && s->addressed &&
           field_get(event_at(w, high)->value, LAPIC_ICR_DEST) != s->dest;
}

static bool x2_dest_shifted(const struct window *w, const struct sending *s)
{
    size_t at = first_send(w, s);

    return at != NOWHERE && is_msr(w, at) && s->addressed && s->dest != 0 &&
           sent_at(w, at) >> 32 == (uint64_t)s->dest << 24;
}

static bool x2_no_dest(const struct window *w, const struct sending *s)
{
    size_t at = first_send(w, s);

    return at != NOWHERE && is_msr(w, at) && s->addressed && s->dest != 0 &&
           sent_at(w, at) >> 32 == 0;
}

/* ---- what is sent ---- */

static bool nothing_sent(const struct window *w, const struct sending *s)
{
    return s->returned && first_send(w, s) == NOWHERE;
}

/* In another delivery mode than the function's; smp_start has several. */
static bool other_mode(const struct window *w, const struct sending *s)
{
    size_t at = first_send(w, s);

    return at != NOWHERE && s->function != FN_START &&
           mode_of(sent_at(w, at)) != mode_of(s->low);
}

static bool logical_differs(const struct window *w, const struct sending *s)
{
    size_t at = first_send(w, s);

    return at != NOWHERE && s->addressed &&
           ((sent_at(w, at) ^ s->low) & LAPIC_ICR_DEST_LOGICAL) != 0;
}

static unsigned wanted_shorthand(const struct window *w,
                                 const struct sending *s)
{
    static const uint8_t shorthand[] = {LAPIC_SHORTHAND_SELF,
                                        LAPIC_SHORTHAND_ALL,
                                        LAPIC_SHORTHAND_ALL_OTHERS};

    (void)w;
    return shorthand[s->dest % sizeof shorthand];
}

static bool no_shorthand(const struct window *w, const struct sending *s)
{
    size_t at = first_send(w, s);

    return at != NOWHERE &&
           shorthand_of(sent_at(w, at)) == LAPIC_SHORTHAND_NONE;
}

static bool other_shorthand(const struct window *w, const struct sending *s)
{
    size_t at = first_send(w, s);

    return at != NOWHERE &&
           shorthand_of(sent_at(w, at)) != wanted_shorthand(w, s);
}

static bool sent_twice(const struct window *w, const struct sending *s)
{
    size_t at = first_send(w, s);

    return at != NOWHERE && find_send(w, at, s->cpu) < s->ret;
}

/* ---- the table's words ---- */

#define FITS(name, answer)                                                     \
    bool smp_mistake_##name(const struct window *w, const struct check *check, \
                            const struct finding *f)                           \
    {                                                                          \
        (void)check;                                                           \
        (void)f;                                                               \
        return answer;                                                         \
    }

FITS(sipi_page, any_call(w, FN_START, wrong_page))
FITS(sipi_first, any_call(w, FN_START, sipi_first))
FITS(init_missing, any_call(w, FN_START, no_init))
FITS(sipi_missing, any_call(w, FN_START, no_sipi))
FITS(start_everyone, any_call(w, FN_START, to_everyone))
FITS(start_other, any_call(w, FN_START, to_another))
FITS(icr_high_late, any_sending(w, high_late))
FITS(icr_dest_shift, any_sending(w, dest_not_shifted))
FITS(icr_dest_field, any_sending(w, dest_elsewhere))
FITS(x2_dest_shift, any_sending(w, x2_dest_shifted))
FITS(x2_dest_missing, any_sending(w, x2_no_dest))
FITS(not_sent, any_sending(w, nothing_sent))
FITS(shorthand_missing, any_call(w, FN_BROADCAST, no_shorthand))
FITS(shorthand_wrong, any_call(w, FN_BROADCAST, other_shorthand))
FITS(broadcast_many, any_call(w, FN_BROADCAST, sent_twice))
FITS(nmi_mode, any_call(w, FN_NMI, other_mode))
FITS(lowest_mode, any_call(w, FN_SEND_LOWEST, other_mode))
FITS(delivery_mode, any_sending(w, other_mode))
FITS(not_logical, any_call(w, FN_SEND_LOGICAL, logical_differs) ||
                      any_call(w, FN_SEND_LOWEST, logical_differs))
FITS(not_physical, any_sending(w, logical_differs))

/* The manual's word is "between two writes": a read before or after will do. */
bool smp_mistake_status_not_read(const struct window *w,
                                 const struct check *check,
                                 const struct finding *f)
{
    size_t low = f->at;

    (void)check;
    return low != NOWHERE && low < w->last &&
           event_at(w, low)->kind == EV_APIC_WRITE &&
           event_at(w, low)->reg == LAPIC_ICR_LOW &&
           find_access_on(w, w->first, event_at(w, low)->cpu, EV_APIC_READ,
                          LAPIC_ICR_LOW) > low;
}
