/*
 * tests/grader/plan_test.c - whatever the seed, every check of every lab is
 * asked at least once, and also where a machine leaves some steps unjudged.
 *
 * Looks at plans alone; no kernel is built and nothing is booted.
 */
#include <check.h>
#include <string.h>
#include "hw/idt_regs.h"
#include "labs.h"

#define SEEDS 3000u

static struct plan plan;

static bool judges_a_step(const struct check *check)
{
    for (unsigned k = 0; k < plan.count; k++)
        if (check->steps & BIT(plan.step[k].kind))
            return true;
    return false;
}

START_TEST(every_check_is_asked)
{
    for (unsigned i = 0; i < all_labs_count; i++)
        for (uint64_t seed = 0; seed < SEEDS; seed++) {
            const struct lab *lab = all_labs[i];

            plan_make(&plan, lab->plan, seed);
            ck_assert_uint_lt(plan.count, PLAN_STEPS);
            for (unsigned c = 0; c < lab->check_count; c++)
                ck_assert_msg(judges_a_step(&lab->checks[c]),
                              "%s is never asked with seed %lu",
                              lab->checks[c].id, (unsigned long)seed);
        }
}
END_TEST

static unsigned kind_called(const struct lab *lab, const char *name)
{
    for (unsigned kind = 0; kind < lab->step_count; kind++)
        if (lab->steps[kind] != NULL && strcmp(lab->steps[kind], name) == 0)
            return kind;
    ck_abort_msg("%s has no step called %s", lab->name, name);
}

/* Steps of `kind` whose exception is `vector`, or is another one. */
static unsigned steps_with(unsigned kind, uint8_t vector, bool equal)
{
    unsigned n = 0;

    for (unsigned k = 0; k < plan.count; k++)
        if (plan.step[k].kind == kind)
            n += (plan.step[k].v[0] == vector) == equal;
    return n;
}

/* trap-plain judges #BP alone, trap-fault-skipped the others; QEMU raises no
 * #SS, so the checks of error codes need another exception beside it. */
START_TEST(lab_00_draws_the_exceptions_that_its_checks_need)
{
    const struct lab *lab = lab_find("00");
    unsigned plain = kind_called(lab, "an exception without error code");
    unsigned error = kind_called(lab, "an exception with error code");

    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        plan_make(&plan, lab->plan, seed);
        ck_assert_uint_ge(steps_with(plain, VECTOR_BP, true), 1);
        ck_assert_uint_ge(steps_with(plain, VECTOR_BP, false), 1);
        ck_assert_uint_ge(steps_with(error, VECTOR_SS, false), 1);
    }
}
END_TEST

Suite *plan_suite(void)
{
    Suite *suite = suite_create("plan");
    TCase *cases = tcase_create("seeds");

    tcase_add_test(cases, every_check_is_asked);
    tcase_add_test(cases, lab_00_draws_the_exceptions_that_its_checks_need);
    suite_add_tcase(suite, cases);
    return suite;
}
