/*
 * tests/grader/submission_test.c - which files are read, where things are put.
 *
 * Paths that lead nowhere good, bytes that are no text, the private folder and
 * its end, the sandbox's view, and tools that hang.  What the text may say is
 * compile_test.c.
 */
#include "submission_lab.h"

static struct lab lab;

static void make(void)
{
    lab_make(&lab);
}

static void clear(void)
{
    lab_remove(&lab);
}

static enum submit_err load(const char *path, struct refusal *why)
{
    struct submission sub;
    enum submit_err err = submission_load(path, STUDENT, &sub, why);

    if (!err)
        submission_free(&sub);
    return err;
}

static enum submit_err load_bytes(const char *bytes, size_t size)
{
    struct refusal why;
    char path[128];

    lab_write(&lab, bytes, size, path, sizeof path);
    enum submit_err err = load(path, &why);

    unlink(path);
    return err;
}

START_TEST(bytes_that_are_no_text)
{
    char *large = malloc(SUBMISSION_MAX_BYTES + 1);

    memset(large, ' ', SUBMISSION_MAX_BYTES + 1);
    large[0] = ';';
    ck_assert_int_eq(load_bytes("int x;\0y", 8), SUBMIT_BINARY);
    ck_assert_int_eq(load_bytes("\177ELF\2\1\1\0", 8), SUBMIT_BINARY);
    ck_assert_int_eq(load_bytes("i\0n\0t\0", 6), SUBMIT_BINARY);
    ck_assert_int_eq(load_bytes("PK\003\004rest\0", 9), SUBMIT_ARCHIVE);
    ck_assert_int_eq(load_bytes("\037\213rest\0", 7), SUBMIT_ARCHIVE);
    ck_assert_int_eq(load_bytes(large, SUBMISSION_MAX_BYTES), SUBMIT_OK);
    ck_assert_int_eq(load_bytes(large, SUBMISSION_MAX_BYTES + 1),
                     SUBMIT_TOO_LARGE);
    free(large);
}
END_TEST

START_TEST(paths_that_are_no_file)
{
    struct refusal why;
    char path[128];

    snprintf(path, sizeof path, "%s/" STUDENT, lab.dir);
    ck_assert_int_eq(load(path, &why), SUBMIT_NO_FILE);
    ck_assert_int_eq(load(lab.dir, &why), SUBMIT_NO_FILE);
    ck_assert_ptr_nonnull(strstr(why.text, STUDENT));
    ck_assert_int_eq(load("/dev/zero", &why), SUBMIT_NOT_REGULAR);
    ck_assert_int_eq(symlink(lab.reference_o, path), 0);
    ck_assert_int_eq(load(path, &why), SUBMIT_NOT_REGULAR);
    ck_assert_int_eq(load(lab.dir, &why), SUBMIT_NOT_REGULAR);
    unlink(path);
    ck_assert_int_eq(mkfifo(path, 0600), 0);
    ck_assert_int_eq(load(path, &why), SUBMIT_NOT_REGULAR);
    unlink(path);
    ck_assert_int_eq(mkdir(path, 0700), 0);
    ck_assert_int_eq(load(lab.dir, &why), SUBMIT_NOT_REGULAR);
    rmdir(path);
}
END_TEST

START_TEST(unreadable_file_says_what_to_type)
{
    struct refusal why;
    char path[128];

    lab_write(&lab, "x", 1, path, sizeof path);
    ck_assert_int_eq(chmod(path, 0), 0);
    /* Root reads every file: become nobody, in this child only. */
    if (geteuid() == 0)
        ck_assert_int_eq(chmod(lab.dir, 0755) | setuid(65534), 0);
    ck_assert_int_eq(load(path, &why), SUBMIT_UNREADABLE);
    ck_assert_ptr_nonnull(strstr(why.text, "chmod u+r"));
}
END_TEST

START_TEST(folder_is_looked_into)
{
    struct outcome out;
    char path[128];

    lab_write(&lab, REST, strlen(REST), path, sizeof path);
    lab_submit_path(&lab, lab.dir, &out);
    ck_assert_int_eq(out.err, SUBMIT_OK);
    ck_assert_int_eq(access(out.build.kernel_elf, R_OK), 0);
    ck_assert_int_eq(access(out.build.kernel_bin, R_OK), 0);
    outcome_free(&out);
}
END_TEST

START_TEST(private_folder_is_removed)
{
    struct outcome out;
    struct build build;

    lab.box.bubblewrap = _i == 0;
    lab_submit(&lab, REST, &out);
    ck_assert_int_eq(out.err, SUBMIT_OK);
    build = out.build;
    ck_assert_int_eq(access(build.dir, F_OK), 0);
    outcome_free(&out);
    ck_assert_int_ne(access(build.dir, F_OK), 0);
}
END_TEST

START_TEST(no_room_for_the_folder_is_the_graders_fault)
{
    struct outcome out;

    setenv("TMPDIR", "/proc", 1);
    lab_submit(&lab, REST, &out);
    ck_assert_int_eq(out.err, SUBMIT_HOST);
    ck_assert(submit_err_is_hosts(out.err));
    ck_assert_ptr_nonnull(strstr(out.why.text, "TMPDIR"));
    outcome_free(&out);
}
END_TEST

START_TEST(lab_without_its_base_is_the_graders_fault)
{
    struct outcome out;

    lab.inputs.base_o = lab.reference_o;
    lab_submit(&lab, REST, &out);
    ck_assert_int_eq(out.err, SUBMIT_HOST);
    outcome_free(&out);
    lab.inputs.base_o = "/nowhere/base.o";
    lab.box.bubblewrap = _i == 0;
    lab_submit(&lab, REST, &out);
    ck_assert_int_eq(out.err, SUBMIT_HOST);
    outcome_free(&out);
}
END_TEST

START_TEST(two_builds_are_the_same_bytes)
{
    static const char *const date = "const char *device_date(void);"
                                    "static const char *volatile when = "
                                    "__DATE__ __TIME__ __FILE__;" REST;
    struct outcome first, second;
    static struct tool_result result;

    lab_submit(&lab, date, &first);
    lab.box.bubblewrap = false;
    lab_submit(&lab, date, &second);
    ck_assert_msg(!first.err && !second.err, "%s", second.why.text);

    const char *const argv[] = {"/usr/bin/cmp", first.build.kernel_elf,
                                second.build.kernel_elf, NULL};

    run_tool(argv, NULL, &tool_limits_build, &result);
    ck_assert_msg(tool_succeeded(&result), "%s", result.output);

    const char *const dated[] = {"/usr/bin/grep", "-q", "Jan  1 1970",
                                 first.build.kernel_bin, NULL};

    run_tool(dated, NULL, &tool_limits_build, &result);
    ck_assert(tool_succeeded(&result));
    outcome_free(&first);
    outcome_free(&second);
}
END_TEST

/* Nothing of the host but /usr, nothing to write but the one folder. */
START_TEST(sandbox_shows_only_what_is_named)
{
    static const char script[] =
        "ls / | tr '\\n' ' '; ls; cat /etc/passwd; cat /proc/self/status;"
        "echo x >here; echo x >/usr/here; echo x >/here; echo x >out/here;"
        "ls out; echo $HOME$USER.;"
        "[ -e here ] || [ -e /here ] || echo sealed";
    static const char *const argv[] = {"/bin/sh", "-c", script, NULL};
    static struct tool_result result;
    const struct sandbox_mount mounts[] = {{FIXTURES "api.c", "api.c", false},
                                           {lab.dir, "out", true},
                                           {0}};
    const struct sandbox_job job = {argv, mounts, lab.dir};

    if (!lab.box.bubblewrap)
        return;
    setenv("HOME", "/home/me", 1);
    sandbox_run(&lab.box, &job, &result);
    ck_assert_msg(strstr(result.output, "bin lib lib64 usr w api.c\nout\n"),
                  "%s", result.output);
    ck_assert_ptr_null(strstr(result.output, "root"));
    ck_assert_ptr_nonnull(strstr(result.output, "\nhere\n"));
    ck_assert_ptr_nonnull(strstr(result.output, "\n.\n"));
    ck_assert_ptr_nonnull(strstr(result.output, "sealed"));
    ck_assert_int_ne(access("/usr/here", F_OK), 0);
    ck_assert_int_eq(lab.box.headers[0], '/');
}
END_TEST

START_TEST(tool_runs_within_its_limits)
{
    static const char *const argv[] = {
        "/bin/sh", "-c", "ulimit -t; ulimit -v; ulimit -f; ulimit -c; env",
        NULL};
    static struct tool_result result;

    setenv("LD_PRELOAD_OF_THE_CALLER", "1", 1);
    run_tool(argv, NULL, &tool_limits_build, &result);
    ck_assert_msg(strncmp(result.output, "10\n1048576\n32768\n0\n", 19) == 0,
                  "%s", result.output);
    ck_assert_ptr_null(strstr(result.output, "CALLER"));
}
END_TEST

static void hang(void *arg, void *answer)
{
    (void)arg;
    memset(answer, 1, 4);
    for (;;)
        pause();
}

static void crash(void *arg, void *answer)
{
    (void)arg;
    memset(answer, 1, 4);
    abort();
}

START_TEST(isolated_work_cannot_hurt)
{
    char answer[4] = {9, 9, 9, 9};

    ck_assert_int_eq(run_isolated(crash, NULL, answer, sizeof answer),
                     ISOLATED_DIED);
    ck_assert_int_eq(answer[0], 0);
    ck_assert_int_eq(run_isolated(hang, NULL, answer, sizeof answer),
                     ISOLATED_DIED);
    ck_assert_int_eq(answer[0], 0);
}
END_TEST

START_TEST(tool_that_hangs_is_killed)
{
    static const char *const argv[] = {"/bin/sh", "-c", "echo hi; sleep 60",
                                       NULL};
    static const char *const absent[] = {"/nowhere/tool", NULL};
    static struct tool_result result;
    struct tool_limits limits = tool_limits_build;

    limits.wall_ms = 200;
    run_tool(argv, NULL, &limits, &result);
    ck_assert_int_eq(result.end, TOOL_TIMEOUT);
    ck_assert_str_eq(result.output, "hi\n");
    run_tool(absent, NULL, &limits, &result);
    ck_assert_int_eq(result.end, TOOL_FAILED);
}
END_TEST

Suite *submission_suite(void)
{
    Suite *s = suite_create("submission");
    TCase *tc = tcase_create("file");

    tcase_add_unchecked_fixture(tc, make, clear);
    tcase_set_timeout(tc, 30);
    tcase_add_test(tc, bytes_that_are_no_text);
    tcase_add_test(tc, paths_that_are_no_file);
    tcase_add_test(tc, folder_is_looked_into);
    tcase_add_loop_test(tc, private_folder_is_removed, 0, 2);
    tcase_add_test(tc, no_room_for_the_folder_is_the_graders_fault);
    tcase_add_loop_test(tc, lab_without_its_base_is_the_graders_fault, 0, 2);
    tcase_add_test(tc, two_builds_are_the_same_bytes);
    tcase_add_test(tc, sandbox_shows_only_what_is_named);
    tcase_add_test(tc, isolated_work_cannot_hurt);
    tcase_add_test(tc, tool_runs_within_its_limits);
    tcase_add_test(tc, tool_that_hangs_is_killed);
    tcase_add_test(tc, unreadable_file_says_what_to_type);
    suite_add_tcase(s, tc);
    return s;
}
