/*
 * labs/05-msi/judge_write.c - the demand behind msi-write: a message that
 * somebody else writes.  Contract: judge.h.
 *
 * The oracle holds each writer's write against what was accepted, so here it is
 * asked only that what was composed came, by those writers, and nothing else.
 */
#include "judge.h"
#include "plan.h"

/* The rogue, on every machine; the HPET where the grader knows that it can.
 * The kernel is not asked. */
unsigned msi_writers(const struct window *w)
{
    return machine_lacks(w, CAP_HPET_FSB) ? 1 : 2;
}

/* Composing is arithmetic: it touches no device that might interrupt. */
static bool touches_nothing(struct window *w, size_t call, size_t ret)
{
    size_t at = find_mark(w, call, MARK_SOFT, -1);

    return require(w, at == NOWHERE || at > ret, at, EVENT_NO_VECTOR,
                   "a device was used while a message was composed");
}

/* Who writes the data may take no notice of what stands above bit 15. */
static bool is_composed(struct window *w, unsigned nth)
{
    struct said got = {0};
    size_t call, ret;

    return msi_require_call(w, FN_COMPOSE, nth, &call, &ret) &&
           touches_nothing(w, call, ret) &&
           require(w, msi_find_composed(w, nth, &got, &ret), ret,
                   EVENT_NO_VECTOR,
                   "the scenario did not tell what was composed") &&
           require(w, got.data >> 16 == 0, ret, EVENT_NO_VECTOR,
                   "the data are 0x%x: bits 31:16 are reserved", got.data);
}

bool msi_judge_write(struct window *w)
{
    const uint8_t *v = w->step->v;
    struct script s[LAB_CPUS] = {0};

    for (unsigned i = 0; i < msi_writers(w); i++) {
        unsigned cpu = v[8 + i] % LAB_CPUS;

        if (!is_composed(w, i))
            return false;
        script_mark(&s[0], MARK_POINT, POINT_HIGH);
        script_mark(&s[0], MARK_POINT, POINT_DATA);
        if (cpu == 0)
            msi_comes(&s[0], v[i]);
        else
            msi_comes_there(&s[cpu], v[i]);
    }
    return msi_on_cpus(w, s);
}
