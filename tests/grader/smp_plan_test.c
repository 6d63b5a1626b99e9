/*
 * tests/grader/smp_plan_test.c - what lab 04's checks rely on in its plan.
 *
 * Looks at plans alone, for many seeds: a plan that breaks one of these would
 * let a wrong answer pass, or fail a right one.
 */
#include <check.h>
#include <string.h>
#include "labs.h"

#define SEEDS      2000u
#define LAB_CPUS   4u
/* Kinds of steps, by the lab's own headings. */
#define START      "three APs are started"
#define SHOOTDOWN  "two shoot-downs"
#define FLAT       "logical destinations, flat"
#define CLUSTER    "logical destinations, cluster"
#define LOWEST     "lowest priority"
#define X2_SWITCH  "all CPUs go to x2APIC mode"
#define X2_LOGICAL "logical destinations, by MSR"

static struct plan plan;

static const struct lab *lab_04(void)
{
    for (unsigned i = 0; i < all_labs_count; i++)
        if (strcmp(all_labs[i]->number, "04") == 0)
            return all_labs[i];
    ck_abort_msg("there is no lab 04");
}

static unsigned kind_of(const char *heading)
{
    const struct lab *lab = lab_04();

    for (unsigned kind = 0; kind < lab->step_count; kind++)
        if (lab->steps[kind] != NULL && strcmp(lab->steps[kind], heading) == 0)
            return kind;
    ck_abort_msg("lab 04 has no step called %s", heading);
}

static void draw(uint64_t seed)
{
    plan_make(&plan, lab_04()->plan, seed);
}

typedef void claim(const struct step *step);

/* Of each step of this kind, with every seed. */
static void hold(const char *heading, claim *what)
{
    unsigned kind = kind_of(heading);
    unsigned seen = 0;

    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        draw(seed);
        for (unsigned k = 0; k < plan.count; k++)
            if (plan.step[k].kind == kind) {
                what(&plan.step[k]);
                seen++;
            }
    }
    ck_assert_uint_ge(seen, SEEDS);
}

static bool names(const struct step *step, unsigned dest, unsigned cpu)
{
    unsigned id = step->v[cpu + 1];

    if (step->kind == kind_of(CLUSTER))
        return id >> 4 == dest >> 4 && (id & dest & 0xf) != 0;
    return (id & dest) != 0;
}

static unsigned named(const struct step *step, unsigned dest)
{
    unsigned n = 0;

    for (unsigned cpu = 0; cpu < LAB_CPUS; cpu++)
        n += names(step, dest, cpu);
    return n;
}

static void logical_spares_somebody(const struct step *step)
{
    for (unsigned i = 6; i <= 8; i++) {
        ck_assert_uint_ge(named(step, step->v[i]), 1);
        ck_assert_uint_lt(named(step, step->v[i]), LAB_CPUS);
        ck_assert_uint_ne(step->v[i], 0xff);
    }
}

START_TEST(a_logical_destination_is_some_cpus_and_not_all)
{
    hold(FLAT, logical_spares_somebody);
    hold(CLUSTER, logical_spares_somebody);
    hold(X2_LOGICAL, logical_spares_somebody);
}
END_TEST

static void ids_are_different(const struct step *step)
{
    for (unsigned cpu = 0; cpu < LAB_CPUS; cpu++) {
        unsigned same = 0;

        for (unsigned other = 0; other < LAB_CPUS; other++)
            same += step->v[other + 1] == step->v[cpu + 1];
        ck_assert_uint_eq(same, 1);
        ck_assert_uint_ne(step->v[cpu + 1] >> 4, 15);
    }
}

START_TEST(cluster_ids_are_different_and_no_broadcast)
{
    hold(CLUSTER, ids_are_different);
}
END_TEST

static unsigned members(unsigned set)
{
    unsigned n = 0;

    for (; set != 0; set &= set - 1)
        n++;
    return n;
}

static void count_left_would_do(const struct step *step)
{
    unsigned slow = 0;

    ck_assert_uint_eq(step->v[2] >> step->v[1] & 1, 0);
    ck_assert_uint_eq(step->v[4] >> step->v[1] & 1, 0);
    ck_assert_uint_ge(members(step->v[4]), 1);
    ck_assert_uint_lt(members(step->v[4]), members(step->v[2]));
    for (unsigned cpu = 0; cpu < LAB_CPUS; cpu++)
        slow += (step->v[2] >> cpu & 1) && step->n[cpu] >= 200;
    ck_assert_uint_eq(slow, 1);
}

START_TEST(a_count_left_over_would_end_the_second_shootdown)
{
    hold(SHOOTDOWN, count_left_would_do);
}
END_TEST

static void one_is_lowest(const struct step *step)
{
    unsigned lowest = 256, twice = 0;

    ck_assert_uint_eq(named(step, step->v[10]), LAB_CPUS - 1);
    for (unsigned cpu = 0; cpu < LAB_CPUS; cpu++)
        if (names(step, step->v[10], cpu)) {
            twice += step->v[cpu + 6] == lowest;
            lowest = step->v[cpu + 6] < lowest ? step->v[cpu + 6] : lowest;
        }
    ck_assert_uint_eq(twice, 0);
}

START_TEST(one_cpu_has_the_lowest_priority)
{
    hold(LOWEST, one_is_lowest);
}
END_TEST

static void pages_are_free(const struct step *step)
{
    for (unsigned i = 1; i < LAB_CPUS; i++) {
        ck_assert_uint_ge(step->v[i], 1);
        ck_assert_uint_lt(step->v[i], LAB_CPUS);
        ck_assert_uint_ge(step->v[i + 3], 0x10);
        ck_assert_uint_lt(step->v[i + 3], 0x80);
    }
    ck_assert_uint_ne(step->v[1], step->v[2]);
    ck_assert_uint_ne(step->v[4], step->v[5]);
}

START_TEST(trampolines_lie_in_free_pages)
{
    hold(START, pages_are_free);
}
END_TEST

START_TEST(x2apic_steps_come_last)
{
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        unsigned first = kind_of(X2_SWITCH);
        bool begun = false;

        draw(seed);
        for (unsigned k = 0; k < plan.count; k++) {
            bool is_x2 = plan.step[k].kind >= first;

            ck_assert(is_x2 || !begun);
            begun |= is_x2;
        }
        ck_assert(begun);
        ck_assert_uint_eq(plan.step[0].kind, kind_of(START));
    }
}
END_TEST

Suite *smp_plan_suite(void)
{
    Suite *suite = suite_create("smp_plan");
    TCase *tcase = tcase_create("smp_plan");

    tcase_add_test(tcase, a_logical_destination_is_some_cpus_and_not_all);
    tcase_add_test(tcase, cluster_ids_are_different_and_no_broadcast);
    tcase_add_test(tcase, a_count_left_over_would_end_the_second_shootdown);
    tcase_add_test(tcase, one_cpu_has_the_lowest_priority);
    tcase_add_test(tcase, trampolines_lie_in_free_pages);
    tcase_add_test(tcase, x2apic_steps_come_last);
    suite_add_tcase(suite, tcase);
    return suite;
}
