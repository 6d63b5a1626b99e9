/*
 * tests/grader/oracle_bochs_test.c - the models against Bochs itself: at least
 * 10,000 register reads that Bochs logged have the model's value, and nothing
 * in those runs disagrees.
 *
 * Boots the reference solutions in Bochs; the kernel's checkpoints read TPR,
 * PPR, ISR and IRR before and after each step.
 */
#include <check.h>
#include <stdlib.h>
#include "grading.h"
#include "labs.h"

#define SECONDS_ALLOWED 120
#define READS_WANTED    10000u
#define SEEDS_AT_MOST   16u

static struct session session;

static void open_session(void)
{
    struct options options = {.machine = "bochs"};
    int code;

    ck_assert(session_open(&session, &options, &code));
    free(session.dir.root);
    session.dir.root = realpath(".", NULL);
}

static void close_session(void)
{
    session_close(&session);
}

static unsigned reads_of(const struct run *run)
{
    unsigned reads = 0;

    for (unsigned b = 0; b < run->boots; b++) {
        ck_assert_msg(run->record[b].disagree_at == NOWHERE, "seed %lu: %s",
                      (unsigned long)run->seed, run->record[b].disagree_text);
        reads += run->record[b].reads_compared;
    }
    return reads;
}

START_TEST(ten_thousand_reads_agree)
{
    struct options options = {.machine = "bochs",
                              .boot = "rom",
                              .submission = "solutions",
                              .seed = 20261121,
                              .seeds = SEEDS_AT_MOST,
                              .jobs = 2};
    unsigned reads = 0;

    for (unsigned i = 0; i < all_labs_count; i++) {
        struct grading g;

        ck_assert_msg(grading_make(&g, &session, &options, all_labs[i]), "%s",
                      g.refusal.text);
        for (unsigned s = 0; s < g.seeds; s++)
            reads += reads_of(&g.run[s]);
        ck_assert_uint_eq(g.verdict.score, g.verdict.max_score);
        grading_free(&g);
    }
    ck_assert_uint_ge(reads, READS_WANTED);
}
END_TEST

Suite *oracle_bochs_suite(void)
{
    Suite *suite = suite_create("oracle_bochs");
    TCase *cases = tcase_create("reads");

    tcase_set_timeout(cases, SECONDS_ALLOWED);
    tcase_add_checked_fixture(cases, open_session, close_session);
    tcase_add_test(cases, ten_thousand_reads_agree);
    suite_add_tcase(suite, cases);
    return suite;
}
