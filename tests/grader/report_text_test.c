/*
 * tests/grader/report_text_test.c - what a person is told, on one screen.
 */
#include <check.h>
#include "report_lab.h"
#include "report_text.h"
#include "timeline.h"

static struct report_style style_of(const struct options *options)
{
    return (struct report_style){
        .page = {.ascii = true, .width = 80, .height = 24},
        .hints = options->hints,
        .options = options,
    };
}

static char *report_of(enum hand_record which, unsigned hints)
{
    struct options options = hand_options();
    struct report_style style;
    struct grading g;
    char *text;

    options.hints = hints;
    style = style_of(&options);
    hand_grade(&g, which);
    CAPTURE(text, out, report_text_print(out, &g, &style));
    grading_free(&g);
    return text;
}

static void expect(const char *text, const char *part)
{
    ck_assert_msg(strstr(text, part) != NULL, "'%s' is not in:\n%s", part,
                  text);
}

static void expect_not(const char *text, const char *part)
{
    ck_assert_msg(strstr(text, part) == NULL, "'%s' is in:\n%s", part, text);
}

static void expect_screen(const char *text)
{
    unsigned lines = 0;

    while (*text != '\0') {
        size_t n = strcspn(text, "\n");

        ck_assert_msg(n <= 80, "%zu columns: %.*s", n, (int)n, text);
        ck_assert_msg(n == 0 || text[n - 1] != ' ', "blank at the end: '%.*s'",
                      (int)n, text);
        for (size_t i = 0; i < n; i++)
            ck_assert_msg(text[i] >= ' ' && text[i] <= '~', "byte %d", text[i]);
        text += n + (text[n] == '\n');
        lines++;
    }
    ck_assert_uint_le(lines, 24);
}

START_TEST(missing_eoi_is_seen_in_the_lanes)
{
    char *text = report_of(RECORD_NO_EOI, 0);

    expect_screen(text);
    expect(text, "0 of 15 points");
    expect(text, "FAIL hand-order (TODO 1, 10 points)");
    expect(text, "the handler of 0x31 returned without EOI");
    expect(text, "tick 48110, CPU 0, step 0 of seed 7");
    expect(text, "0x31 is in service since tick 48080; PPR 0x30 holds 0x22 "
                 "back");
    expect(text, "  0x31  .        ---------===========================");
    expect(text, "  0x22  .        .        .        .        ---------");
    expect(text, "  PPR   0x00     0x00     0x30     0x30     0x30");
    expect(text, "^ here");
    expect(text, "[SDM3 10.8.5 \"Signaling");
    expect(text, "book   hand-eoi");
    expect(text, "again  make grade LAB=97 SEED=7\n");
    expect(text, "blocked by TODO 1: hand-second");
    free(text);
}
END_TEST

START_TEST(pointer_stands_below_the_moment)
{
    char *text = report_of(RECORD_NO_EOI, 0);
    const char *tick = strstr(text, "  tick  "), *here = strstr(text, "^ here");
    const char *line = here, *moment;

    ck_assert_ptr_nonnull(tick);
    ck_assert_ptr_nonnull(here);
    while (line > text && line[-1] != '\n')
        line--;
    moment = strstr(tick, "48110");
    ck_assert_ptr_nonnull(moment);
    ck_assert_int_eq(moment - tick, here - line);
    free(text);
}
END_TEST

START_TEST(five_columns_stand_before_the_moment)
{
    char *text = report_of(RECORD_LONG, 0);

    expect_screen(text);
    expect(text,
           "\n                                                     ^ here\n");
    free(text);
}
END_TEST

/* [SDM3 10.8.3.1 "Task and Processor Priorities"]: the class decides. */
START_TEST(a_higher_vector_of_the_same_class_is_held_back)
{
    char *text = report_of(RECORD_SAME_CLASS, 0);

    expect(text, "PPR 0x30 holds 0x35 back");
    free(text);
}
END_TEST

START_TEST(hints_come_in_tiers)
{
    for (unsigned tier = 0; tier <= 3; tier++) {
        char *text = report_of(RECORD_NO_EOI, tier);

        expect_screen(text);
        expect(text, "rule   an EOI clears");
        (tier >= 2 ? expect : expect_not)(text, "the last line of hand_");
        (tier >= 3 ? expect : expect_not)(text, "write 0 to EOI");
        free(text);
    }
}
END_TEST

START_TEST(untouched_skeleton_says_what_to_do_first)
{
    char *text = report_of(RECORD_UNDONE, 0);

    expect_screen(text);
    expect(text, "TODO 1 is not done");
    expect(text, "labs/97-hand/hand.c");
    expect(text, "then   make grade LAB=97\n");
    expect(text, "blocked by TODO 1: hand-second");
    expect_not(text, "^ here");
    free(text);
}
END_TEST

START_TEST(all_passed_offers_the_timeline)
{
    char *text = report_of(RECORD_RIGHT, 0);

    expect_screen(text);
    expect(text, "15 of 15 points");
    expect(text, "pass 10  hand-order");
    expect(text, "make run LAB=97");
    free(text);
}
END_TEST

START_TEST(a_cut_run_says_how_it_ended)
{
    char *text = report_of(RECORD_CUT, 0);

    expect_screen(text);
    expect(text, "the run never came to this step");
    free(text);
}
END_TEST

START_TEST(compile_error_is_the_compilers)
{
    struct options options = hand_options();
    struct report_style style = style_of(&options);
    struct grading g = {.lab = &hand_lab, .error = SUBMIT_COMPILE};
    char *text;

    options.submission = "it's here/hand.c";
    g.build.messages = text_copy("hand.c:3:9: error: expected expression\n"
                                 "    3 | int x = ;\n");
    CAPTURE(text, out, report_text_print(out, &g, &style));
    expect_screen(text);
    expect(text, "0 of 15 points");
    expect(text, "hand.c:3:9: error: expected expression");
    expect(text, "    3 | int x = ;");
    expect(text, "--submission \"it's here/hand.c\"");
    free(text);
    free(g.build.messages);
}
END_TEST

START_TEST(modified_kernel_is_one_sentence)
{
    struct options options = hand_options();
    struct report_style style = style_of(&options);
    struct grading g;
    char *text;

    hand_grade(&g, RECORD_RIGHT);
    g.run->modified = true;
    verdict_free(&g.verdict);
    verdict_make(&g.verdict, &hand_lab, g.run, 1, 0);
    CAPTURE(text, out, report_text_print(out, &g, &style));
    expect_screen(text);
    expect(text, "0 of 15 points");
    expect(text, "text or constants were modified");
    expect_not(text, "blocked");
    free(text);
    grading_free(&g);
}
END_TEST

START_TEST(guest_output_is_shown_apart_and_harmless)
{
    static const char said[] = "one\nPASS 100 of 100\x1b[2J\x07\xff\n\n";
    struct options options = hand_options();
    struct report_style style = style_of(&options);
    struct grading g;
    char *text;

    hand_grade(&g, RECORD_RIGHT);
    for (size_t i = 0; i < sizeof said - 1; i++)
        trace_console(&g.run->boot[0].trace, said[i]);
    CAPTURE(text, out, report_text_print(out, &g, &style));
    expect_screen(text);
    expect(text,
           "printed (shown, never judged):\n  one\n  PASS 100 of 100?[2J");
    free(text);
    grading_free(&g);
}
END_TEST

START_TEST(same_grading_same_bytes)
{
    char *first = report_of(RECORD_NO_EOI, 3);
    char *second = report_of(RECORD_NO_EOI, 3);

    ck_assert_str_eq(first, second);
    free(first);
    free(second);
}
END_TEST

START_TEST(colour_only_where_asked)
{
    struct options options = hand_options();
    struct report_style style = style_of(&options);
    struct grading g;
    char *text;

    hand_grade(&g, RECORD_NO_EOI);
    style.page.colour = true;
    style.page.ascii = false;
    CAPTURE(text, out, report_text_print(out, &g, &style));
    expect(text, "\033[1;31m");
    expect(text, "\u2588\u2588\u2588");
    free(text);
    grading_free(&g);
}
END_TEST

START_TEST(timeline_draws_each_step)
{
    struct options options = hand_options();
    struct report_style style = style_of(&options);
    struct grading g;
    char *text;

    hand_grade(&g, RECORD_RIGHT);
    CAPTURE(text, out, timeline_print(out, g.run, &hand_lab, &style.page));
    expect(text, "97-hand  seed 7, 2 steps, 1 boot");
    expect(text, "  event a  d  e  a  d  e\n");
    expect(text, "  0x31  ---===.  .  .  .\n");
    expect(text, "  0x22  .  .  .  ---===.\n");
    expect(text, "  PPR   00 30 00 00 20 00\n");
    free(text);
    grading_free(&g);
}
END_TEST

Suite *report_text_suite(void)
{
    Suite *suite = suite_create("report_text");
    TCase *tcase = tcase_create("report_text");

    tcase_add_test(tcase, missing_eoi_is_seen_in_the_lanes);
    tcase_add_test(tcase, pointer_stands_below_the_moment);
    tcase_add_test(tcase, five_columns_stand_before_the_moment);
    tcase_add_test(tcase, a_higher_vector_of_the_same_class_is_held_back);
    tcase_add_test(tcase, hints_come_in_tiers);
    tcase_add_test(tcase, untouched_skeleton_says_what_to_do_first);
    tcase_add_test(tcase, all_passed_offers_the_timeline);
    tcase_add_test(tcase, a_cut_run_says_how_it_ended);
    tcase_add_test(tcase, compile_error_is_the_compilers);
    tcase_add_test(tcase, modified_kernel_is_one_sentence);
    tcase_add_test(tcase, guest_output_is_shown_apart_and_harmless);
    tcase_add_test(tcase, same_grading_same_bytes);
    tcase_add_test(tcase, colour_only_where_asked);
    tcase_add_test(tcase, timeline_draws_each_step);
    suite_add_tcase(suite, tcase);
    return suite;
}
