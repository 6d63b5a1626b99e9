/*
 * tests/grader/qemu_test.c - labs graded on QEMU from outside.
 *
 * Solutions pass with several seeds; what QEMU cannot show is skipped and out
 * of the points; a wrong submission loses points; a run repeats; a trace read
 * back gives the same verdict.  Texts of the record: read_qemu_test.c.
 */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include "shell.h"

#define PLACE "build/tests/qemu"
#define GRADE "build/pic2pi grade --machine qemu --plain "

static void says(const char *text)
{
    ck_assert_msg(strstr(said, text) != NULL, "no \"%s\" in: %s", text, said);
}

START_TEST(solutions_pass_with_many_seeds)
{
    ck_assert_msg(shell(GRADE
                        "--lab all --own solutions --seeds 8 --seed 41") == 0,
                  "%s", said);
    says("90 of  90 points");
    says("82 of  82 points");
    says("76 of  76 points");
    says("80 of  80 points");
}
END_TEST

START_TEST(what_cannot_be_seen_is_skipped_and_said)
{
    ck_assert_int_eq(shell(GRADE "--lab 01 --own solutions --seeds 1"), 0);
    says("82 of 82 points");
    says("graded 82 of 100 points, 18 not observable on qemu");
    says("skip  5  pic-spurious-7");
    says("pic-edge-kept");
}
END_TEST

START_TEST(on_bochs_nothing_is_skipped)
{
    ck_assert_int_eq(
        shell("build/pic2pi grade --plain --lab 01 --own solutions --seeds 1"),
        0);
    says("100 of 100 points");
    ck_assert_ptr_null(strstr(said, "observable"));
    ck_assert_ptr_null(strstr(said, "skip"));
}
END_TEST

/* A mutant of a lab's solution, graded. */
static int grade_mutant(const char *lab, const char *file, const char *mutant)
{
    char command[1024];

    mkdir(PLACE, 0777);
    snprintf(command, sizeof command,
             "sh make/mutate.sh solutions/%s/%s %s >" PLACE "/%s && " GRADE
             "--lab %.2s --submission " PLACE "/%s",
             lab, file, mutant, file, lab, file);
    return shell(command);
}

START_TEST(a_missing_eoi_is_found)
{
    ck_assert_int_eq(grade_mutant("02-lapic", "lapic.c",
                                  "tests/mutants/02-lapic/eoi-forgotten.c"),
                     1);
    says("lapic-burst-order");
    says("without");
}
END_TEST

START_TEST(a_triple_fault_is_an_ordinary_result)
{
    ck_assert_int_eq(grade_mutant("02-lapic", "lapic.c",
                                  "tests/hostile/02-lapic/triple-fault.c"),
                     1);
    says("triple fault");
}
END_TEST

START_TEST(a_halt_and_an_endless_loop_come_back)
{
    ck_assert_int_eq(grade_mutant("02-lapic", "lapic.c",
                                  "tests/hostile/02-lapic/cli-hlt.c"),
                     1);
    says("HLT with IF = 0");
    ck_assert_int_eq(grade_mutant("02-lapic", "lapic.c",
                                  "tests/hostile/02-lapic/cli-loop.c"),
                     1);
    says("never came back");
}
END_TEST

START_TEST(a_changed_kernel_is_seen)
{
    ck_assert_int_eq(grade_mutant("02-lapic", "lapic.c",
                                  "tests/hostile/02-lapic/write-text.c"),
                     1);
    says("0 of 76 points");
}
END_TEST

/* As tests/hostile/run.sh sees it, which knows the kernel's addresses. */
static void attack(const char *lab, const char *name, const char *result)
{
    char command[256];

    snprintf(command, sizeof command,
             "ONLY=%s MACHINE=qemu BOUND=9 sh tests/hostile/run.sh %s", name,
             lab);
    ck_assert_msg(shell(command) == 0, "%s", said);
    says(result);
}

/* Stopped by its instructions (or by its time, on a slow host), and the steps
 * behind it have their turn; or by its time alone, and that was it. */
START_TEST(what_hangs_costs_little)
{
    attack("02", "plain-loop", "0/76 end=ti");
    says("limit boots=6");
    attack("02", "hpet-halted", "end=time-limit boots=3");
}
END_TEST

START_TEST(a_text_that_is_put_back_is_seen)
{
    attack("04", "text-restored", "0/80 end=modified boots=3");
    attack("05", "message-text", "0/100 end=modified boots=3");
}
END_TEST

START_TEST(a_record_repeats)
{
    mkdir(PLACE, 0777);
    ck_assert_int_eq(shell(GRADE "--lab 02 --own solutions --trace " PLACE
                                 "/a"),
                     0);
    ck_assert_int_eq(shell(GRADE "--lab 02 --own solutions --trace " PLACE
                                 "/b"),
                     0);
    ck_assert_int_eq(shell("cmp " PLACE "/a " PLACE "/b"), 0);
}
END_TEST

START_TEST(a_trace_read_back_knows_its_machine)
{
    mkdir(PLACE, 0777);
    ck_assert_int_eq(shell(GRADE "--lab 01 --own solutions --trace " PLACE
                                 "/c"),
                     0);
    ck_assert_int_eq(shell("build/pic2pi trace " PLACE "/c"), 0);
    says("18 not observable on qemu");
    ck_assert_int_eq(shell("sed s/^on.qemu/on\\ xen/ " PLACE "/c >" PLACE
                           "/d; build/pic2pi trace " PLACE "/d"),
                     3);
    says("there is no machine 'xen'");
}
END_TEST

START_TEST(people_boot_by_grub_too)
{
    ck_assert_int_eq(shell("build/pic2pi run --machine qemu --lab 05 --own "
                           "solutions --boot grub"),
                     0);
    says("loaded by Multiboot2");
    says("edu, the machine's own");
    says("the run ran to its end");
}
END_TEST

START_TEST(a_record_of_four_cpus_repeats)
{
    mkdir(PLACE, 0777);
    ck_assert_int_eq(shell(GRADE
                           "--lab 04 --own solutions --seeds 1 --trace " PLACE
                           "/d && " GRADE
                           "--lab 04 --own solutions --seeds 1 --trace " PLACE
                           "/e && cmp " PLACE "/d " PLACE "/e"),
                     0);
}
END_TEST

/* A step that no check judges here is not performed, so it costs no boot. */
START_TEST(what_cannot_be_judged_is_left_out)
{
    ck_assert_int_eq(
        shell("build/pic2pi verdict --machine qemu --lab 02 --seeds 1 "
              "--submission solutions/02-lapic"),
        0);
    says("boots=1 ");
    says("skipped=lapic-timer-period,");
}
END_TEST

START_TEST(all_machines_are_asked_and_compared)
{
    mkdir(PLACE, 0777);
    ck_assert_int_eq(
        shell("build/pic2pi grade --plain --machine all --lab 02 --own "
              "solutions --seeds 1 --json " PLACE "/all.json"),
        0);
    says("100 of 100 points");
    says("on qemu 76 of 76 points");
    says("bochs and qemu agree on every check that both can show");
    ck_assert_int_eq(shell("cat " PLACE "/all.json"), 0);
    says("\"labs\": [");
    says("\"name\": \"bochs\"");
    says("\"name\": \"qemu\"");
    says("\"disagreements\": []");
}
END_TEST

/* Its exit status is that of the first machine. */
START_TEST(the_grade_of_record_is_the_default_machines)
{
    ck_assert_int_eq(shell(
                         "sh make/mutate.sh solutions/02-lapic/lapic.c "
                         "tests/mutants/02-lapic/timer-stop-mode.c >" PLACE
                         "/lapic.c && build/pic2pi grade --plain --machine all "
                         "--lab 02 --submission " PLACE "/lapic.c"),
                     1);
    says("disagree: lapic-timer-stop is fail on bochs, pass on qemu");
}
END_TEST

Suite *qemu_suite(void)
{
    Suite *suite = suite_create("qemu");
    TCase *tests = tcase_create("graded");

    tcase_set_timeout(tests, 120);
    tcase_add_test(tests, solutions_pass_with_many_seeds);
    tcase_add_test(tests, what_cannot_be_seen_is_skipped_and_said);
    tcase_add_test(tests, on_bochs_nothing_is_skipped);
    tcase_add_test(tests, a_missing_eoi_is_found);
    tcase_add_test(tests, a_triple_fault_is_an_ordinary_result);
    tcase_add_test(tests, a_halt_and_an_endless_loop_come_back);
    tcase_add_test(tests, a_changed_kernel_is_seen);
    tcase_add_test(tests, what_hangs_costs_little);
    tcase_add_test(tests, a_text_that_is_put_back_is_seen);
    tcase_add_test(tests, a_record_repeats);
    tcase_add_test(tests, a_trace_read_back_knows_its_machine);
    tcase_add_test(tests, people_boot_by_grub_too);
    tcase_add_test(tests, a_record_of_four_cpus_repeats);
    tcase_add_test(tests, what_cannot_be_judged_is_left_out);
    tcase_add_test(tests, all_machines_are_asked_and_compared);
    tcase_add_test(tests, the_grade_of_record_is_the_default_machines);
    suite_add_tcase(suite, tests);
    return suite;
}
